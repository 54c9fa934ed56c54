"""Whether two texts are in one language, by the small words in them: quick, and sure enough to know what can be compared.

For naming a language there is `briefing.language.detect`.
"""

import re
from collections.abc import Iterable

from briefing.language.words import WORD

_SMALL = 3  # letters: articles, prepositions, particles
_SHARED = 0.3  # of a text's small words that the other has; English and German share a tenth, Ukrainian and Russian half, but:
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = frozenset("іїєґ"), frozenset("ыэёъ")
_CYRILLIC, _LATIN = re.compile(r"[а-яіїєґё]"), re.compile(r"[a-z]")  # small letters: names stand in both scripts everywhere


class Tongue:
    """The small words of some texts, and the letters that tell Ukrainian from Russian."""

    def __init__(self, texts: Iterable[str]) -> None:
        small: set[str] = set()
        letters: set[str] = set()
        for text in texts:
            small.update(word for word in WORD.findall(text) if len(word) <= _SMALL and word.islower())
            letters.update(text)
        self.small = frozenset(small)
        self._cyrillic, self._latin = bool(_CYRILLIC.search("".join(letters))), bool(_LATIN.search("".join(letters)))
        self._ukrainian, self._russian = bool(letters & _ONLY_UKRAINIAN), bool(letters & _ONLY_RUSSIAN)

    def is_spoken_in(self, other: "Tongue") -> bool:
        """Whether this is in the language of the other texts, or in one of theirs; True where it has no small words to tell by."""
        if (self._ukrainian and not other._ukrainian and other._russian) or (
            self._russian and not other._russian and other._ukrainian
        ):
            return False
        if self._cyrillic != other._cyrillic and (self._cyrillic or not other._latin):
            return False
        return len(self.small & other.small) >= _SHARED * len(self.small)
