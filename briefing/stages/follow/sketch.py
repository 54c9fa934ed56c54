"""A story in outline, today's or a remembered one: enough to tell whether two are the same affair."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import log, sqrt

from briefing.language import dates
from briefing.language.event_days import series, spoken_of
from briefing.language.keys import key, keys
from briefing.language.quotes import names
from briefing.language.scenes import Scene, scene
from briefing.language.similarity import Vector, bag
from briefing.language.words import fold
from briefing.model import Figure, Past, Remembered, Story
from briefing.stages.follow.spoken import spoken

SENTENCES = 10  # of a story that its outline is made of, headline not counted
_PLACED = 2  # sentences in which a story says where
KEPT = 80  # sentences of a story that are remembered in words; of the rest only the marks
_HEADLINE, _NAME, _ORDINARY = 3.0, 1.6, 1.0  # what a word counts in the headline, as a name, otherwise
_PRIOR = 30  # stories; with fewer of them rarity says little, and all words tend to count the same
_RARE = 0.88  # of the weight of a key that two stories have: seven stories of 3,000, any of a few
_BEFORE = timedelta(days=10)  # a day further back than this is no day of a story of today
_KINDS = 2  # so many words of daily events in the headline, or one more in headline and opening, make a story one of such an event
_ALONE = frozenset((key("earthquake"),))  # one word in the headline is enough: no two of them differ in more than place and size
_DAILY = frozenset(
    key(word)
    for word in """attack missile drone explosion killed injured damage fire earthquake protest shooting crash police flood storm
    evacuate blackout talks match game murder stabbing avalanche landslide""".split()
)
_CALENDAR = frozenset(key(fold(word)) for word in (*dates.WEEKDAYS, *dates.MONTHS) if len(word) > 5)  # "sun", "march" are words too
# What news of an earlier event speaks of: a toll that grows, a search, an inquest, the mourning.
_AFTERMATH = frozenset(
    key(word)
    for word in """rise rises rising rose climbs climbed grows grew identified identify charged charges suspect suspects prosecutors criminal lawsuit sues investigation
    investigators probe inquiry inquest autopsy funeral funerals mourning mourn mourns vigil buried survivors survivor searching recovered
    bodies aftermath cleanup reopens reopened resumes resumed restored repairs repaired rebuilt blamed cause custody memorial tributes remembered anniversary
    зросла зросло зросли збільшилася збільшилось кількість підозрюваний підозрюваного підозра підозру слідство розслідування похорон жалоба
    жалобу прощання пошукова пошуки тривають завершено упізнали відновлено відновили відновлення
    выросло возросло увеличилось число подозреваемый подозреваемого следствие расследование похороны траур прощание продолжаются завершены опознали восстановлено восстановили восстановление""".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """What a story says in keys (see language/keys) and which days it speaks of.

    `head` are the keys of the headline, `named` those of the names in it; `last` is the day it was told on, `daily` whether events of its kind come every day, `aftermath` whether it speaks of what
    follows such an event, `scene` where it happened, `series` the marks by which its headline sets itself apart from others of a series, `articles` their
    ids.
    """

    words: Vector
    head: frozenset[str]
    named: frozenset[str]
    days: frozenset[date]
    series: frozenset[str]
    daily: bool
    aftermath: bool
    last: date | None
    articles: frozenset[str]
    scene: Scene


def of_story(story: Story, figures: Mapping[str, Sequence[Figure]]) -> Sketch:
    """The outline of a story of today; `figures` by article id."""
    told = [article.published.day for article in story.articles if article.published]
    return _sketch(
        story.lead.title,
        openings(story)[:SENTENCES],
        days=event_days(story, figures),
        last=max(told, default=None),
        articles=frozenset(everyones(story)),
    )


def of_remembered(remembered: Remembered, past: Past) -> Sketch:
    """The outline of a story as an edition told it."""
    return _sketch(
        remembered.headline,
        remembered.sentences[:SENTENCES],
        days=frozenset(remembered.events),
        last=past.last,
        articles=frozenset(article for article, _ in remembered.articles),
    )


def openings(story: Story) -> tuple[str, ...]:
    """The sentences of a story, each once, those first that say what it is about: lead, then headlines, then down all articles."""
    ranked = sorted(
        ((_depth(sentence.order, sentence.article is story.lead), at, sentence.text) for at, sentence in enumerate(spoken(story))),
        key=lambda item: item[:2],
    )
    return tuple(dict.fromkeys(text for _, _, text in ranked))[:KEPT]


def event_days(story: Story, figures: Mapping[str, Sequence[Figure]]) -> frozenset[date]:
    """The days a story's openings speak of and its figures count, none long before it was told or after."""
    found: set[date] = set()
    for article in story.articles:
        days = {
            figure.event_date
            for figure in figures.get(article.id, ())
            if figure.passage.paragraph <= 2 and figure.role != "cumulative"
        }
        days |= spoken_of(article)
        when = article.published.day if article.published else None
        found |= {day for day in days if day and (when is None or when - _BEFORE <= day <= when + timedelta(days=1))}
    return frozenset(found)


def everyones(story: Story) -> tuple[str, ...]:
    """The ids of a story's own articles and of those folded into them."""
    return (*(article.id for article in story.articles), *(repeat.article.id for repeat in story.repeats))


def rarity(sketches: Iterable[Sketch]) -> "Rarity":
    """How much each key tells among these stories."""
    count: dict[str, int] = {}
    number = 0
    for sketch in sketches:
        number += 1
        for name in sketch.words:
            count[name] = count.get(name, 0) + 1
    return Rarity(count, number)


class Rarity:
    """The weight of a key by how few of the stories have it; one of none weighs most."""

    def __init__(self, count: Mapping[str, int], number: int) -> None:
        self._count, self._number = count, number

    def of(self, name: str) -> float:
        """The weight of a key, above 0."""
        return sqrt(log(1 + (self._number + _PRIOR) / (1 + self._count.get(name, 0))))

    def is_rare(self, name: str) -> bool:
        """Whether few stories have a key, given how many there are."""
        return self.of(name) >= _RARE * sqrt(log(1 + (self._number + _PRIOR) / 3))

    def share(self, names: Collection[str], among: Collection[str]) -> float:
        """How much of what some keys tell is told by those of them that are among others, 0 to 1."""
        weights = {name: self.of(name) for name in sorted(names)}
        return sum(weight for name, weight in weights.items() if name in among) / max(1e-9, sum(weights.values()))

    def vector(self, words: Vector) -> Vector:
        """Keys weighted and brought to length 1."""
        weighted = {name: value * self.of(name) for name, value in words.items()}
        length = sqrt(sum(value * value for value in weighted.values()))
        return {name: value / length for name, value in weighted.items()} if length else {}


def _sketch(
    headline: str, sentences: Sequence[str], *, days: frozenset[date], last: date | None, articles: frozenset[str]
) -> Sketch:
    head = _words(headline)
    text = [name for sentence in sentences if sentence != headline for name in _words(sentence)]
    named = {name for sentence in (headline, *sentences) for word in names(sentence) for name in _of_name(word)}
    weighted = [(name, _HEADLINE) for name in head] + [(name, _ORDINARY) for name in text]
    kinds, kinds_in_all = _DAILY & set(head), _DAILY & {*head, *text[:40]}
    return Sketch(
        words=bag((name, weight * (_NAME if name in named else 1.0)) for name, weight in weighted),
        head=frozenset(head),
        named=frozenset(name for word in names(headline) for name in _of_name(word) if not name.startswith("=")),
        days=days,
        series=series(headline),
        daily=bool(_ALONE & set(head)) or len(kinds) >= _KINDS or len(kinds_in_all) > _KINDS,
        aftermath=bool(_AFTERMATH & {*head, *text[:20]}),
        last=last,
        articles=articles,
        scene=scene(" ".join((headline, *sentences[:_PLACED]))),
    )


def _words(text: str) -> list[str]:
    """The keys of a text but for names of days and months: which days a story speaks of is looked at for itself."""
    return [name for name in keys(text) if name not in _CALENDAR]


@lru_cache(maxsize=50_000)
def _of_name(word: str) -> tuple[str, ...]:
    return tuple(keys(fold(word)))


def _depth(order: int, lead: bool) -> tuple[int, int]:
    """Where a sentence comes: the lead's opening, all headlines, then by its place in its article."""
    return (0, order) if lead and order <= 4 else (1 + order, 0)
