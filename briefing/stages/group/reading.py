"""An article read for comparing: the keys of its headline and of its first words, made once."""

from itertools import pairwise

from briefing.language.keys import keys
from briefing.language.similarity import Vector, bag
from briefing.model import Article

_TITLE = 3.0  # a word of the headline counts as three of the text
_STEPS = (0, 30, 60, 120)  # words of the text, so far its keys are asked for


class Reading:
    """One article with its keys; lengths are in words of the text and one of 30, 60 and 120."""

    def __init__(self, article: Article) -> None:
        self.article = article
        words = opening(article, _STEPS[-1])
        self.title = keys(article.title)
        self._words = len(words)
        self._parts = [keys(" ".join(words[start:end])) for start, end in pairwise(_STEPS)]

    def length(self, most: int) -> int:
        """How many of the first `most` words of the text there are."""
        return min(most, self._words)

    def keys(self, length: int) -> list[str]:
        """The keys of the first words of the text."""
        return [key for part, end in zip(self._parts, _STEPS[1:], strict=True) if end <= length for key in part]

    def bag(self, length: int) -> Vector:
        """The keys of the headline and the first words of the text, weighted."""
        title = [(key, _TITLE if self._words else 1.0) for key in self.title]
        return bag(title + [(key, 1.0) for key in self.keys(length)])


def opening(article: Article, length: int) -> list[str]:
    """The first words of the text, at most `length` of them."""
    words: list[str] = []
    for paragraph in article.paragraphs:
        words += paragraph.split()
        if len(words) >= length:
            break
    return words[:length]
