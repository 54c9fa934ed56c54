"""Text as numbers of pieces of words, as BERT's uncased English vocabulary cuts them (wordpieces.txt)."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_OPEN, _CLOSE, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST = 100  # characters; the vocabulary's authors call a longer word unknown
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2CEAF), (0x2F800, 0x2FA1F))


class WordPieces:
    """Cuts texts into the pieces of a vocabulary; keeps the words it has cut, at most `remembered` of them."""

    def __init__(self, vocabulary: Mapping[str, int], *, remembered: int = 50_000) -> None:
        self._vocabulary = vocabulary
        self._remembered = remembered
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between those that open and close it, at most `most` in all; the rest is left out."""
        numbers = [self._vocabulary[_OPEN]]
        for word in _words(text):
            if word not in self._known:
                if len(self._known) >= self._remembered:
                    self._known.clear()
                self._known[word] = self._pieces(word)
            numbers += self._known[word]
            if len(numbers) >= most:
                break
        return [*numbers[: most - 1], self._vocabulary[_CLOSE]]

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The longest piece of the vocabulary the word begins with, then of what is left; unknown where any of it is."""
        found: list[int] = []
        start = 0 if len(word) <= _LONGEST else -1
        while 0 <= start < len(word):
            lead = "##" if start else ""
            end = next((end for end in range(len(word), start, -1) if lead + word[start:end] in self._vocabulary), -1)
            if end > 0:
                found.append(self._vocabulary[lead + word[start:end]])
            start = end
        return tuple(found) if start == len(word) else (self._vocabulary[_UNKNOWN],)


@cache
def wordpieces() -> WordPieces:
    """The cutter for the vocabulary that comes with the program."""
    lines = (files("briefing.edges") / "wordpieces.txt").read_text(encoding="utf-8").split("\n")
    return WordPieces({word: number for number, word in enumerate(lines) if word})


def _words(text: str) -> Iterator[str]:
    """Words in lower case without accents; each mark of punctuation and each ideograph is a word of its own."""
    for word in "".join(_character(each) for each in text).split():
        bare = "".join(each for each in unicodedata.normalize("NFD", word) if unicodedata.category(each) != "Mn").lower()
        start = 0
        for at, each in enumerate(bare):
            if _stands_alone(each):
                if at > start:
                    yield bare[start:at]
                yield each
                start = at + 1
        if start < len(bare):
            yield bare[start:]


def _character(each: str) -> str:
    """A character as it is; nothing for what cannot be seen, a blank for every kind of blank, ideographs apart."""
    if each in "\t\n\r" or (kind := unicodedata.category(each)) == "Zs":
        return " "
    if kind.startswith("C") or each == "\ufffd":
        return ""
    return f" {each} " if any(first <= ord(each) <= last for first, last in _IDEOGRAPHS) else each


def _stands_alone(each: str) -> bool:
    return (each.isascii() and each.isprintable() and not each.isalnum() and each != " ") or unicodedata.category(each).startswith(
        "P"
    )
