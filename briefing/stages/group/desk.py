"""Where a paragraph belongs: the other story whose event it tells of, if it surely tells of one.

stories ─about→ what their articles open with ─index→ the stories a paragraph may tell of ─likeness, headline, days→ the one it does

It does where it is like the other story's opening, says of its headline what its own article's opening does not, and speaks of its
days. docs/decisions/0020 has the reasons, tests/quality/test_lent_passages.py how the bars were chosen and what they give.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from briefing.language import dates
from briefing.language.event_days import days_in, spoken_of
from briefing.language.keys import keys
from briefing.model import Article
from briefing.stages.group.about import About, Rarity, Stretch, about, names, opening, telling

_LOOKED_AT = 40  # paragraphs of an article; further down no sentence is printed from
_SHORTEST = 6  # different keys of a paragraph that can tell of anything
_ARTICLES = 8  # of a story that a paragraph is compared with
_STORIES = 4  # that a paragraph is compared with in full
_ITEMS = 40  # further stories told by items of the same page
_COMMON, _COMMON_SHARE = 60, 0.05  # stories, and share of them, in whose openings a key may stand that still points to them
_STANDING = 2  # articles; a paragraph that stands word for word in so many is furniture or background
_FIRST = 2  # paragraphs; further down news stands less surely for its own headline
_TWO, _DEEDS = 2, 3  # names, and keys that are none, that a paragraph shares with the first ones of a story
_RUN = 3  # paragraphs that may continue a lent one
_ONE_EVENT = 0.45  # two articles so like in their openings tell of one event, or of two that are easily mistaken for one
_DAY = timedelta(days=1)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BACKGROUND = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset)|last|(?:\w+ )?(?:19|20)\d\d)|\blast (?:year|month)\b|\b(?:months?|years?|decades?) (?:ago|earlier)\b|"
    r"\b(?:in|over|during) (?:recent|the (?:past|last)) (?:\w+ )?(?:weeks|months|years)\b|\bhas long\b|\bever since\b|"
    r"\b(?:з|від) початку\b|\b(?:минулого|того) року\b|\bторік\b|\b(?:років|місяців) тому\b|\bостанні(?:ми|х)? (?:\w+ )?(?:тижн|місяц|рок)|"
    r"\bс начала\b|\bв прошлом (?:году|месяце)\b|\b(?:лет|месяцев) назад\b|\bпоследни(?:е|х|ми) (?:\w+ )?(?:недел|месяц|год|лет)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"[\"“«„]|(?:he|she|it|they|this|these|that|those|his|her|its|their|there|"
    r"він|вона|воно|вони|це|ці|його|її|їх|их|он|она|оно|они|это|эти|его|её|ее)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """What a paragraph must reach to be lent, all as shares of 0 to 1 but the counts.

    `like`: likeness to the other story's opening; `liker`: how much more than to its own article's, which may be `own` at most;
    `headline`: share of the other's headline that it says in words its own article's opening lacks; `fresh`: how many such
    words it has in common with the other's opening; `named`: whether one of them must be a name or a number.
    """

    like: float = 0.25
    liker: float = 0.1
    own: float = 0.2
    headline: float = 0.35
    fresh: int = 3
    named: bool = True


ANY = Bar()
FIRST = Bar(like=0.4)  # an article's first paragraphs, which hardly ever tell of anything but its own event
RETOLD = Bar(liker=0.15, headline=0.33, fresh=5)  # where a paragraph says the other's first paragraph instead of its headline
# Items of one live blog: its summary tells of the others in other words, and in few.
SIBLING = Bar(like=0.15, headline=0.1, fresh=4, named=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """A story's first articles with what each is about, the lengths of that and of its headline, and the story's days."""

    articles: Sequence[Article]
    about: Sequence[About]
    lengths: Sequence[float]
    titles: Sequence[float]
    first: date | None
    last: date | None


class _Reading:
    """An article being read: what it is about, with and without the paragraph looked at."""

    def __init__(self, article: Article, story: int, whole: About, rarity: Rarity) -> None:
        self.article, self.story, self.whole = article, story, whole
        self._rarity = rarity
        self.opening = len(opening(article))

    @cached_property
    def _parts(self) -> Sequence[frozenset[str]]:
        return [frozenset(keys(paragraph)) for paragraph in self.article.paragraphs[: self.opening]]

    def besides(self, paragraph: int) -> tuple[Mapping[str, float], float]:
        """What the article is about but for what this paragraph alone says, and the length of that."""
        rest = self.whole.keys
        if paragraph <= self.opening:
            others = frozenset(self.whole.title).union(*(part for at, part in enumerate(self._parts, 1) if at != paragraph))
            rest = {name: weight for name, weight in rest.items() if name in others}
        return rest, self._rarity.length(rest)


class Desk:
    """The stories of a day, to find the one that a paragraph tells of."""

    def __init__(self, stories: Sequence[Sequence[Article]]) -> None:
        openings = [[about(article) for article in story[:_ARTICLES]] for story in stories]
        self.rarity = Rarity(one for told in openings for one in told)
        self.stories = [self._known(story[:_ARTICLES], told) for story, told in zip(stories, openings, strict=True)]
        self.known = {
            article.id: one
            for story, told in zip(self.stories, openings, strict=True)
            for article, one in zip(story.articles, told, strict=True)
        }
        named: dict[str, list[int]] = {}
        for at, told in enumerate(openings):
            for name in sorted({name for one in told for name in one.names}):
                named.setdefault(name, []).append(at)
        common = max(_STORIES, min(_COMMON, int(_COMMON_SHARE * len(stories))))
        self.named = {name: (self.rarity.sum((name,)), places) for name, places in named.items() if len(places) <= common}
        self.pages: dict[str, list[int]] = {}
        for at, story in enumerate(stories):
            for page in sorted({article.capture for article in story if article.kind == "entry" and article.capture}):
                self.pages.setdefault(page, []).append(at)
        self.standing = _standing(article for story in stories for article in story)

    def _known(self, articles: Sequence[Article], openings: Sequence[About]) -> _Known:
        published = [article.published.day for article in articles if article.published]
        return _Known(
            articles,
            openings,
            [self.rarity.length(one.keys) for one in openings],
            [self.rarity.sum(one.title) or 1.0 for one in openings],
            min(published, default=None),
            max(published, default=None),
        )

    def given(self, article: Article, story: int) -> Mapping[int, int]:
        """The paragraphs of an article that tell of another story, and of which."""
        if len(article.paragraphs) < 2 or len(self.stories) < 2:
            return {}
        reading = _Reading(article, story, self.known.get(article.id) or about(article), self.rarity)
        found: dict[int, int] = {}
        left = 0
        for number, text in enumerate(article.paragraphs[:_LOOKED_AT], 1):
            other = self._told(reading, number, text)
            if other is not None:
                found[number], left = other, _RUN
            elif left and number - 1 in found and self._continues(reading, number, text, found[number - 1]):
                found[number] = found[number - 1]
                left -= 1
        return found

    def _told(self, reading: _Reading, number: int, text: str) -> int | None:
        """The other story that a paragraph tells of, None where that is its own article's or none surely."""
        said = names(text)
        near = self._near(reading, said - frozenset(reading.whole.title if number <= reading.opening else reading.whole.keys))
        if not near or text in self.standing:
            return None
        stretch = self.rarity.stretch(text)
        if len(stretch.keys) < _SHORTEST:
            return None
        words = frozenset(stretch.keys)
        ranked = [
            (like, other)
            for other in near
            if self._heads(words, other) and (like := self._likeness(stretch, other)) >= SIBLING.like
        ]
        if not ranked:
            return None
        besides, length = reading.besides(number)
        ours = self._ours(stretch, reading, besides, length)
        fresh = tuple(name for name in stretch.keys if name not in besides)
        for like, other in sorted(ranked, key=lambda one: (-one[0], one[1])):
            if self._reaches(reading, number, said, fresh, other, like, ours) and self._agrees(text, reading.article, other):
                return None if _is_background(text, reading.article) else other
        return None

    def _near(self, reading: _Reading, said: frozenset[str]) -> list[int]:
        """The other stories with most of these names, by weight, and those told by other items of the same page."""
        score: dict[int, float] = {}
        for name in sorted(said & self.named.keys()):
            weight, places = self.named[name]
            for other in places:
                score[other] = score.get(other, 0.0) + weight
        score.pop(reading.story, None)
        near = sorted(score, key=lambda other: (-score[other], other))[:_STORIES]
        page = self.pages.get(reading.article.capture, ())
        return near + [other for other in page if other not in near and other != reading.story][:_ITEMS]

    def _heads(self, words: frozenset[str], other: int) -> bool:
        """Whether these keys say as much of a headline of the story as any bar asks for."""
        story = self.stories[other]
        return any(
            self.rarity.sum([name for name in one.title if name in words]) >= SIBLING.headline * whole
            for one, whole in zip(story.about, story.titles, strict=True)
        )

    def _likeness(self, stretch: Stretch, other: int) -> float:
        story = self.stories[other]
        return max(self.rarity.likeness(stretch, one.keys, length) for one, length in zip(story.about, story.lengths, strict=True))

    def _ours(self, stretch: Stretch, reading: _Reading, besides: Mapping[str, float], length: float) -> float:
        """How like the paragraph is to its own article's opening without it, or to another's of its story."""
        story = self.stories[reading.story]
        others = [
            self.rarity.likeness(stretch, one.keys, its)
            for article, one, its in zip(story.articles, story.about, story.lengths, strict=True)
            if article.id != reading.article.id
        ]
        return max(self.rarity.likeness(stretch, besides, length), *others, 0.0)

    def _reaches(
        self, reading: _Reading, number: int, said: frozenset[str], fresh: Sequence[str], other: int, like: float, ours: float
    ) -> bool:
        """Whether a paragraph with these names, and keys that its own article's opening lacks, reaches the bar for another story."""
        story = self.stories[other]
        bar = SIBLING if _siblings(reading.article, story.articles) else ANY if number > _FIRST else FIRST
        if like < bar.like or like < ours + bar.liker or ours > bar.own:
            return False
        shared = frozenset(name for name in fresh if any(name in one.keys for one in story.about))
        if len(shared) < bar.fresh or (bar.named and not any(said & shared & one.names for one in story.about)):
            return False
        if not self._says_headline(story, bar, said, shared) and not (
            like >= ours + RETOLD.liker and len(shared) >= RETOLD.fresh and self._says_opening(story, said, shared)
        ):
            return False
        return bar is SIBLING or max(self.rarity.alike(reading.whole, one) for one in story.about) < _ONE_EVENT

    def _says_headline(self, story: _Known, bar: Bar, said: frozenset[str], shared: frozenset[str]) -> bool:
        """Whether the shared keys say enough of a headline of the story, and not its names alone."""
        return any(
            self.rarity.sum([name for name in one.title if name in shared]) >= bar.headline * whole
            and (not bar.named or any(name in shared and name not in said for name in one.title))
            for one, whole in zip(story.about, story.titles, strict=True)
        )

    def _says_opening(self, story: _Known, said: frozenset[str], shared: frozenset[str]) -> bool:
        """Whether the shared keys, two names among them, say enough of one of the first paragraphs of the story."""
        if not any(len(said & shared & one.names) >= _TWO for one in story.about):
            return False
        openings = (sorted(telling(text)) for article in story.articles for text in opening(article)[:_FIRST])
        return any(
            self.rarity.sum([name for name in words if name in shared]) >= RETOLD.headline * self.rarity.sum(words)
            for words in openings
            if len(words) >= _SHORTEST and sum(name in shared and name not in said for name in words) >= _DEEDS
        )

    def _agrees(self, text: str, article: Article, other: int) -> bool:
        """Whether a paragraph may speak of a story's days: those it names, or else those about its article's publication."""
        story = self.stories[other]
        if article.published is None or story.first is None or story.last is None:
            return True
        day = article.published.day
        if spoken := days_in(text, day):
            there = frozenset[date]().union(*map(spoken_of, story.articles))
            return bool(spoken & (there or {story.first - _DAY, story.first, story.last}))
        return story.first - _DAY <= day <= story.last + 2 * _DAY

    def _continues(self, reading: _Reading, number: int, text: str, other: int) -> bool:
        """Whether a paragraph goes on with what the one before it told of another story."""
        if not _CONTINUES.match(text) or text in self.standing:
            return False
        story = self.stories[other]
        known = names(reading.article.paragraphs[number - 2]).union(*(one.names for one in story.about))
        if not names(text) <= known:
            return False
        stretch = self.rarity.stretch(text)
        return self._ours(stretch, reading, *reading.besides(number)) <= min(ANY.own, self._likeness(stretch, other))


def _siblings(article: Article, others: Iterable[Article]) -> bool:
    """Whether an article and the items of a story stand in one live blog, of which it may be the introduction."""
    return bool(article.capture) and any(other.kind == "entry" and other.capture == article.capture for other in others)


def _is_background(text: str, article: Article) -> bool:
    """Whether a paragraph goes over what was long before, by its words or by a year that is not its article's."""
    if _BACKGROUND.search(text):
        return True
    if article.published is None:
        return False
    day = article.published.day
    years = {int(year) for year in _YEAR.findall(text)} - {day.year}
    return bool(years) and not any((found.near(day) or date.min) >= day - 60 * _DAY for found in dates.written(text))


def _standing(articles: Iterable[Article]) -> frozenset[str]:
    """The paragraphs that stand word for word in several articles."""
    seen: dict[str, int] = {}
    for article in articles:
        for text in set(article.paragraphs[:_LOOKED_AT]):
            seen[text] = seen.get(text, 0) + 1
    return frozenset(text for text, times in seen.items() if times >= _STANDING)
