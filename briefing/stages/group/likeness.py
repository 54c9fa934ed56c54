"""How alike articles are: by the words of headline and opening, by what these are about, and by the times and places they speak of."""

import heapq
from collections.abc import Mapping, Sequence
from math import sqrt
from operator import mul

from briefing.language.meanings import GRAIN, direction, share
from briefing.language.similarity import cosine, vectors
from briefing.model import Article
from briefing.stages.group.clocks import Clock
from briefing.stages.group.reading import Reading, opening, read_all

Senses = Mapping[str, Sequence[float]]  # by article id: the vector (length 1) of its `sense_text`

_LEAD = 120  # words: an article says first what it is about, a round-up says everything later
_ABOUT = 30  # words of the opening that tell what it is about
_SENTENCE = 20  # words; an article of more says enough to tell by it how alike two are
_MEANING = 0.3  # share of likeness that is kinship of meaning
_WITH_SENSES = 0.4  # … where semantic vectors are handed in; of that theirs is for a headline alone, less for a longer text:
_SENSE = 0.3  # the words of a full text tell more than its vector
_FULL, _FULL_WITH_SENSES = 0.65, 0.9  # by so much more the words that full articles share count: fewer are shared by chance
_STRONGEST = 40  # keys of an article that are compared, more where there are few articles:
_POSTINGS = 400_000  # about so many in all
_COMMON = 120  # articles; a key in more of them brings no two together, it only adds to what other keys found
_CANDIDATES = 30  # an article's nearest others that are compared in full, more where there are few articles:
_MOST, _COMPARED = 60, 60_000  # up to the one number, about so many in all
_FAINT = 0.03  # less than this is nothing in common


def sense_text(article: Article) -> str:
    """What of an article a semantic vector is made of: the headline and the first words of the text.

    Of a full article nothing: its words tell more, its vector would count nothing.
    """
    if len(opening(article, _LEAD)) >= _LEAD:
        return ""
    return " ".join([article.title, *opening(article, _ABOUT)]).strip()


class Likeness:
    """What a batch of articles has in common, pair by pair; places in the sequence name the articles."""

    def __init__(self, articles: Sequence[Article], senses: Senses | None = None) -> None:
        read = read_all(articles)
        self.words = vectors([one.bag(_LEAD) for one in read], share)
        self.directions = [_about(one, senses) for one in read]
        self.brevity = [1 - one.length(_SENTENCE) / _SENTENCE for one in read]
        self._clocks = [Clock(one) for one in read]
        self._share = 1 - (_MEANING if senses is None else _WITH_SENSES)
        more = _FULL if senses is None else _FULL_WITH_SENSES
        self._fullness = [sqrt(1 + more * one.length(_LEAD) / _LEAD) for one in read]

    def doubt(self, one: int, other: int) -> float:
        """What the times and places of two articles take from their kinship of meaning: 0 or less."""
        left = self._clocks[one].agreement(self._clocks[other])
        return (left - 1) * max(0.0, self._kinship(one, other)) if left < 1 else 0.0

    def beyond_direction(self) -> dict[tuple[int, int], float]:
        """For the pairs (i < j) that share a telling key, their likeness less the product of their directions.

        Worked out key by key over an inverted index, last article first.
        """
        breadth = max(_STRONGEST, _POSTINGS // max(1, len(self.words)))
        strongest = [sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:breadth] for vector in self.words]
        count: dict[str, int] = {}
        for top in strongest:
            for name, _ in top:
                count[name] = count.get(name, 0) + 1
        common = [{name: value for name, value in top if count[name] > _COMMON} for top in strongest]
        nearest = max(_CANDIDATES, min(_MOST, _COMPARED // max(1, len(self.words))))
        index: dict[str, list[tuple[int, float]]] = {}
        found: dict[tuple[int, int], float] = {}
        for at in range(len(strongest) - 1, -1, -1):
            partial: dict[int, float] = {}
            for name, value in strongest[at]:
                if count[name] <= _COMMON:
                    postings = index.setdefault(name, [])
                    for other, its in postings:
                        partial[other] = partial.get(other, 0.0) + value * its
                    postings.append((at, value))
            near = [(-value, other) for other, value in partial.items() if value >= _FAINT]
            clock, fullness = self._clocks[at], self._share * self._fullness[at]
            for less, other in heapq.nsmallest(nearest, near):
                shared = cosine(common[at], common[other]) - less if common[at] and common[other] else -less
                shared *= fullness * self._fullness[other]
                left = clock.agreement(self._clocks[other])
                found[at, other] = shared if left == 1 else left * shared + (left - 1) * max(0.0, self._kinship(at, other))
        return found

    def _kinship(self, one: int, other: int) -> float:
        product: float = sum(map(mul, self.directions[one], self.directions[other]))
        return product


def _about(read: Reading, senses: Senses | None) -> tuple[float, ...]:
    """The article's direction, with its semantic vector beside it, each as long as its share of likeness."""
    own = direction(read.bag(_ABOUT))
    if senses is None:
        return _scaled(own, _MEANING)
    sense = _SENSE * (1 - read.length(_LEAD) / _LEAD)
    return _scaled(own, _WITH_SENSES - sense) + _scaled(senses[read.article.id], sense)


def _scaled(vector: Sequence[float], share_of_all: float) -> tuple[float, ...]:
    factor = sqrt(share_of_all) * GRAIN
    return tuple([round(part * factor) / GRAIN for part in vector])
