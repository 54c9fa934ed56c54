"""What articles are about, as weighed keys, so that a paragraph can be compared with the openings of a day's stories."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from briefing.language.keys import keys
from briefing.model import Article

_FIRST, _THEN = 60, 60  # words of an article that say what it is about, and those that say it half as surely
_OPENING = _FIRST + _THEN
_TITLE, _LATER = 1.5, 0.5  # what a word of the headline and one of the second sixty count
_HEADLINE = 15  # words; an article without a headline is headed by so many of its first
# A capital inside a sentence; a number that is no year and not too small to tell one event from another. Both behind a space, which
# is quickly found.
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r" (?:(?<=[^.!?:—–\"“«„\s] )[^a-zа-яіїєґ\W\d_][\w'’-]+|[(\[$€£¥₴₽]?(?!(?:19|20)\d\d\b|\d\b|10\b)\d[\d.,]*)")


@dataclass(frozen=True, slots=True)
class About:
    """What an article's headline and opening say: keys with what each counts, the headline's alone, both in a fixed order, and its names."""

    keys: Mapping[str, float]
    title: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The different keys of a text in a fixed order, and its length as a vector."""

    keys: tuple[str, ...]
    length: float


def about(article: Article) -> About:
    """What an article's headline and opening say."""
    words: list[str] = []
    for paragraph in article.paragraphs:
        words += paragraph.split(maxsplit=_OPENING)[:_OPENING]
        if len(words) >= _OPENING:
            break
    first, then = " ".join(words[:_FIRST]), " ".join(words[_FIRST:_OPENING])
    title = sorted(telling(article.title) or telling(" ".join(words[:_HEADLINE])))
    counted = {**dict.fromkeys(telling(then), _LATER), **dict.fromkeys(telling(first), 1.0), **dict.fromkeys(title, _TITLE)}
    return About(dict(sorted(counted.items())), tuple(title), names(f"{first} {then}" if words else article.title))


def opening(article: Article) -> tuple[str, ...]:
    """The paragraphs that say what an article is about."""
    count = 0
    for number, paragraph in enumerate(article.paragraphs):
        if count >= _OPENING:
            return article.paragraphs[:number]
        count += len(paragraph.split(maxsplit=_OPENING))
    return article.paragraphs


def telling(text: str) -> set[str]:
    """The keys of a text, but for years: every article of a year's end has them."""
    return {name for name in keys(text) if not _YEAR.fullmatch(name)}


def names(text: str) -> frozenset[str]:
    """The keys of the names and telling numbers of a text."""
    return frozenset(name for found in _NAME.findall(text) for name in _keys(found))


@lru_cache(maxsize=100_000)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(keys(name))


class Rarity:
    """How much a key tells: the more, the fewer of the headlines and openings it was counted in have it."""

    def __init__(self, openings: Iterable[About]) -> None:
        count: dict[str, int] = {}
        total = 1
        for opening in openings:
            total += 2
            for name in opening.keys:
                count[name] = count.get(name, 0) + 1
        self._most = log(total) ** 2
        self._squares = {name: log(total / number) ** 2 for name, number in count.items()}

    def sum(self, keys: Iterable[str]) -> float:
        """The squared weights of keys together; the caller gives them in a fixed order, as floats do not add up alike in every one.

        A key that no opening has is as rare as can be.
        """
        squares, most = self._squares, self._most
        return sum([squares.get(name, most) for name in keys])

    def stretch(self, text: str) -> Stretch:
        """A text as its different keys."""
        said = tuple(sorted(telling(text)))
        return Stretch(said, sqrt(self.sum(said)))

    def length(self, weight: Mapping[str, float]) -> float:
        """The length of keys with what each counts, as a vector."""
        squares, most = self._squares, self._most
        return sqrt(sum([count * count * squares.get(name, most) for name, count in weight.items()]))

    def likeness(self, stretch: Stretch, weight: Mapping[str, float], length: float) -> float:
        """How like a paragraph is to the keys of an article with what each counts, 0 to 1; `length` is that of these."""
        if not stretch.length or not length:
            return 0.0
        squares, most = self._squares, self._most
        return sum([weight[name] * squares.get(name, most) for name in stretch.keys if name in weight]) / (stretch.length * length)

    def alike(self, one: About, other: About) -> float:
        """How like the openings of two articles are, 0 to 1."""
        squares, its = self._squares, other.keys
        both = sum([weight * its[name] * squares.get(name, self._most) for name, weight in one.keys.items() if name in its])
        return both / (self.length(one.keys) * self.length(other.keys)) if both else 0.0
