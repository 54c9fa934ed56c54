"""Which articles tell of one event: alike in headline and opening, and not of different days."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.keys import key, keys
from briefing.language.similarity import Vector, bag, cosine, vectors
from briefing.model import Article
from briefing.stages.group.days import age, apart, edition, spoken_of
from briefing.stages.group.linkage import average_linkage

_GATHERING = key("meeting")
THRESHOLD = 0.115  # average likeness of two groups that join; tests/quality/test_grouping.py says how it was chosen
_TITLE = 3.0  # a word of the headline counts as three of the text
_LEAD = 120  # words: an article says first what it is about, a round-up says everything later
_STRONGEST = 40  # keys of an article that are compared, more where there are few articles:
_POSTINGS = 400_000  # about so many in all
_COMMON = 200  # articles; a key in more of them brings no two together, it only adds to what other keys found
_CANDIDATES = 100  # an article's nearest others that are compared in full
_FAINT = 0.06  # less than this is nothing in common
# What is left of likeness between two events of a kind that comes every day, told of different days: the next, any other.
_NEXT_DAY, _OTHER_DAY = 0.15, 0.1
_A_DAY_LATER = 0.1  # what is lost for each day between publications where the openings name no days …
_DAYS_LATER = 0.5  # … down to this
_STILL_THE_SAME = 0.8  # what is left at least where one affair may be told of on many days
_KINDS = 3  # so many words of daily events in headline and opening make an article one on such an event; of a headline alone, 2
_OPENING = 60  # words
_DAILY = frozenset(
    key(word)
    for word in """attack missile drone explosion killed injured damage talks fire earthquake protest shooting crash vote police
    child woman region army evacuate blackout mayor governor minister president premier""".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The articles of one story, its lead first."""

    articles: tuple[Article, ...]


def tell(articles: Sequence[Article]) -> tuple[Told, ...]:
    """The articles in groups of one event each; the caller gives them in an order of its own that never changes."""
    found = vectors([_bag(article) for article in articles])
    alike = _likeness(articles, found)
    groups = average_linkage(len(articles), alike, THRESHOLD)
    return tuple(Told(articles=_lead_first([articles[at] for at in group], [found[at] for at in group])) for group in groups)


def _bag(article: Article) -> Vector:
    lead: list[str] = []
    for paragraph in article.paragraphs:
        lead += paragraph.split()
        if len(lead) >= _LEAD:
            break
    title = [(key, _TITLE if lead else 1.0) for key in keys(article.title)]
    return bag(title + [(key, 1.0) for key in keys(" ".join(lead[:_LEAD]))])


def _likeness(articles: Sequence[Article], found: Sequence[Vector]) -> dict[tuple[int, int], float]:
    """Likeness of the pairs that share a telling key, worked out key by key over an inverted index, last article first."""
    clocks = [_Clock(article) for article in articles]
    breadth = max(_STRONGEST, _POSTINGS // max(1, len(found)))
    strongest = [sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:breadth] for vector in found]
    count: dict[str, int] = {}
    for top in strongest:
        for name, _ in top:
            count[name] = count.get(name, 0) + 1
    common = [{name: value for name, value in top if count[name] > _COMMON} for top in strongest]
    index: dict[str, list[tuple[int, float]]] = {}
    alike: dict[tuple[int, int], float] = {}
    for at in range(len(articles) - 1, -1, -1):
        partial: dict[int, float] = {}
        for name, value in strongest[at]:
            if count[name] <= _COMMON:
                postings = index.setdefault(name, [])
                for other, its in postings:
                    partial[other] = partial.get(other, 0.0) + value * its
                postings.append((at, value))
        near = [(-value, other) for other, value in partial.items() if value >= _FAINT]
        for value, other in heapq.nsmallest(_CANDIDATES, near):
            likeness = (cosine(common[at], common[other]) - value) * clocks[at].agreement(clocks[other])
            if likeness >= _FAINT:
                alike[at, other] = likeness
    return alike


class _Clock:
    """When an article's event happened, as far as it says, and whether events of its kind come every day."""

    def __init__(self, article: Article) -> None:
        self.days = spoken_of(article)
        self.edition = edition(article)
        self.published = article.published.day if article.published else None
        opening = " ".join(article.paragraphs).split()[:_OPENING]
        self.brief = len(opening) < _OPENING // 4
        kinds = frozenset(keys(" ".join([article.title, *opening])))
        self.daily = len(kinds & _DAILY) >= _KINDS - self.brief
        self.gathering = _GATHERING in kinds

    def agreement(self, other: "_Clock") -> float:
        """What is left of the likeness of two articles given their times: 1 where nothing speaks against one event."""
        if self.edition and other.edition and not self.edition & other.edition:
            return _OTHER_DAY
        daily = (self.daily and other.daily) or (self.gathering and other.gathering)
        between = apart(self.days, other.days)
        if between:
            return _STILL_THE_SAME if not daily else _NEXT_DAY if between == 1 else _OTHER_DAY
        if self.published is None or other.published is None or self.days & other.days:
            return 1.0
        later = max(0, abs((self.published - other.published).days) - 1)
        if later and daily and self.brief and other.brief:
            return _OTHER_DAY  # two short notes each speak of their own day
        return max(_DAYS_LATER if daily else _STILL_THE_SAME, 1 - _A_DAY_LATER * later)


def _lead_first(articles: Sequence[Article], found: Sequence[Vector]) -> tuple[Article, ...]:
    """The articles from the one that says most of what all say; of equals the earlier."""
    centre: Vector = {}
    for vector in found:
        for name, value in vector.items():
            centre[name] = centre.get(name, 0.0) + value / len(found)

    def standing(at: int) -> tuple[object, ...]:
        article = articles[at]
        length = sum(len(paragraph.split()) for paragraph in article.paragraphs)
        fullness = min(1.0, length / 250)
        return -round(cosine(found[at], centre) * (0.75 + 0.25 * fullness), 3), age(article)

    return tuple(articles[at] for at in sorted(range(len(articles)), key=standing))
