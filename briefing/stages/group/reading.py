"""Articles read for comparing: the keys of headline and first words, made once, without what an outlet puts under everything."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.language.keys import keys
from briefing.language.similarity import Vector, bag
from briefing.model import Article

_TITLE = 3.0  # a word of the headline counts as three of the text
_MANY = 8  # articles of an outlet, from which on its phrases can be told from its news,
_MOSTLY = 0.5  # … if they stand in so many of them: "appeared first on", "continue reading"
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

    def phrases(self) -> Iterator[tuple[str, str]]:
        """Two keys in a row of the text, each such pair."""
        return pairwise(self.keys(_STEPS[-1]))

    def leave_out(self, phrases: frozenset[tuple[str, str]]) -> None:
        """Forget the keys of the text that stand in one of these phrases."""
        text = self.keys(_STEPS[-1])
        out = {place for at, phrase in enumerate(pairwise(text)) if phrase in phrases for place in (at, at + 1)}
        start = 0
        for number, part in enumerate(self._parts):
            self._parts[number] = [key for at, key in enumerate(part, start) if at not in out]
            start += len(part)

    def bag(self, length: int) -> Vector:
        """The keys of the headline and the first words of the text, weighted."""
        title = [(key, _TITLE if self._words else 1.0) for key in self.title]
        return bag(title + [(key, 1.0) for key in self.keys(length)])


def read_all(articles: Sequence[Article]) -> tuple[Reading, ...]:
    """The articles read; a phrase (two keys in a row) that most texts of one outlet have is left out of that outlet's texts."""
    read = tuple(Reading(article) for article in articles)
    outlets: dict[str, list[Reading]] = {}
    for one in read:
        if one.article.publisher:
            outlets.setdefault(one.article.publisher, []).append(one)
    for own in outlets.values():
        if len(own) >= _MANY:
            count = Counter(phrase for one in own for phrase in set(one.phrases()))
            usual = frozenset(phrase for phrase, number in count.items() if number >= _MOSTLY * len(own))
            for one in own if usual else ():
                one.leave_out(usual)
    return read


def opening(article: Article, length: int) -> list[str]:
    """The first words of the text, at most `length` of them."""
    words: list[str] = []
    for paragraph in article.paragraphs:
        words += paragraph.split()
        if len(words) >= length:
            break
    return words[:length]
