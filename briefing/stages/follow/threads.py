"""Which affair told before each story goes on with: by shared pages, by likeness, and never against the days they speak of.

A thread is compared by its first and its latest story, not by all it has gathered: what grows with every day ends up like
everything.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from briefing.language.event_days import age, apart
from briefing.language.similarity import Vector, cosine
from briefing.model import Story
from briefing.stages.follow.sketch import Rarity, Sketch

# Likeness of two stories: their cosine, the share of today's headline that the earlier story has, and how many of the telling
# keys of the one are telling in the other; from LIKE on they are one affair (docs/decisions/0021 says how these were chosen).
LIKE = 0.37
_HEADLINE, _TELLING = 0.7, 0.6  # what the second and the third count beside the first
_MOST_TELLING = 10  # keys
_NAMED, _NAMES = 0.06, 2  # what a rare name that stands in both headlines adds, and how many of them count
_KIN = 0.12  # likeness from which on what a remembered story said is worth comparing with
_READ_AGAIN = 0.25  # what a page that both stories have adds: it may have been reused for other news
_HEADED = 0.5  # … and the least of it where the two headlines have no word in common
_WORDS, _TERSE = 40, 0.85  # a story of few words is like another by chance more easily: what is left of its likeness at least
_FAINT = 0.08  # below this a shared page is all they have in common, and that is not enough
_TO_FIRST = 0.4  # of LIKE, that a story must be like the thread's first one, however like the latest
_STRONGEST = 30  # keys of a story by which it is found
_CANDIDATES = 24  # remembered stories that are compared in full
_NEXT_DAY, _OTHER_DAY = 0.35, 0.2  # what is left of likeness between daily events told of different days
_LATER = 0.65  # … where the later one names the day of the earlier, and one after it: that may stand there as background
_UNDATED = 0.5  # … where one of the two names no day
_AFTER = 0.8  # … where the later one speaks of what came after such an event: a toll that rose, an arrest
_STILL = 0.8  # … between other affairs of different days
_ELSEWHERE = 0.5  # … where both say where they happened, and it is not one place
_A_DAY, _LEAST = 0.015, 0.7  # what each day between lessens, and down to what


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """What a story goes on with: the thread it belongs to (None: none told before), and the stories it is kin to by the order in
    which they were added, nearest first.

    `branch_of` names a thread that it comes from, where another story goes on with that one; `likeness` is how like it is to
    either.
    """

    thread: str | None = None
    branch_of: str | None = None
    likeness: float = 0.0
    kin: tuple[int, ...] = ()


class Threads:
    """The threads of earlier stories, and for new ones the thread each goes on with."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._kept: list[_Weighed] = []
        self._threads: list[str] = []
        self._index: dict[str, list[int]] = {}
        self._ends: dict[str, tuple[int, int]] = {}
        self._by_article: dict[str, list[int]] = {}

    def add(self, thread: str, sketch: Sketch) -> None:
        """A story told before and its thread; those of a thread are added in the order in which they were told."""
        number = len(self._kept)
        one = self._weighed(sketch)
        self._kept.append(one)
        self._threads.append(thread)
        for name in one.strongest:
            self._index.setdefault(name, []).append(number)
        self._ends[thread] = (self._ends.get(thread, (number, number))[0], number)
        for article in sketch.articles:
            self._by_article.setdefault(article, []).append(number)

    def join(self, sketches: Sequence[Sketch], names: Sequence[str]) -> tuple[Joined, ...]:
        """The thread of each story, at most one story a thread: the likest first, of equals the one whose name comes first."""
        near = [self._near(sketch) for sketch in sketches]
        wishes = [
            (-score, names[at], thread, at)
            for at, (_, threads) in enumerate(near)
            for thread, score in threads.items()
            if score >= LIKE
        ]
        taken: dict[str, int] = {}
        given: dict[int, str] = {}
        branches: dict[int, str] = {}
        for _, _, thread, at in sorted(wishes):
            if at in given:
                continue
            if thread in taken:
                branches.setdefault(at, thread)
            else:
                taken[thread], given[at] = at, thread
        return tuple(
            Joined(
                thread=given.get(at),
                branch_of=None if at in given else branches.get(at),
                likeness=threads.get(given.get(at) or branches.get(at) or "", 0.0),
                kin=kin,
            )
            for at, (kin, threads) in enumerate(near)
        )

    def _near(self, sketch: Sketch) -> tuple[tuple[int, ...], dict[str, float]]:
        """The remembered stories a story is kin to, and how like each thread it is."""
        one = self._weighed(sketch)
        found: dict[int, float] = {}
        for name in one.strongest:
            for number in self._index.get(name, ()):
                found[number] = found.get(number, 0.0) + one.vector[name] * self._kept[number].vector[name]
        again = sorted({number for article in sketch.articles for number in self._by_article.get(article, ())})
        likeliest = heapq.nsmallest(_CANDIDATES, ((-round(value, 9), number) for number, value in found.items()))
        raw = {number: cosine(one.vector, self._kept[number].vector) for number in (*again, *(number for _, number in likeliest))}
        threads: dict[str, float] = {}
        for thread in sorted({self._threads[number] for number in raw}):
            threads[thread] = self._likeness(one, thread, raw)
        kin = sorted(
            (number for number, value in raw.items() if value >= _KIN), key=lambda number: (-round(raw[number], 9), number)
        )
        return tuple(kin), threads

    def _weighed(self, sketch: Sketch) -> "_Weighed":
        vector = self._rarity.vector(sketch.words)
        strongest = tuple(heapq.nsmallest(_STRONGEST, vector, key=lambda name: (-vector[name], name)))
        return _Weighed(sketch, vector, strongest, frozenset(strongest[:_MOST_TELLING]))

    def _likeness(self, one: "_Weighed", thread: str, raw: Mapping[int, float]) -> float:
        first, latest = self._ends[thread]
        now = self._to(one, latest, raw)
        if first == latest:
            return now
        then = self._to(one, first, raw)
        return max(now, then) if min(now, then) >= _TO_FIRST * LIKE else 0.0

    def _to(self, one: "_Weighed", number: int, raw: Mapping[int, float]) -> float:
        other = self._kept[number]
        alike = raw[number] if number in raw else cosine(one.vector, other.vector)
        shared = bool(one.sketch.articles & other.sketch.articles)
        if shared and alike < _FAINT:
            return 0.0
        headed = self._rarity.share(one.sketch.head, other.sketch.words)
        if not shared and not one.sketch.head & other.sketch.head and headed < _HEADED:
            return 0.0
        telling = len(one.telling & other.telling) / _MOST_TELLING
        score = (alike + _HEADLINE * headed + _TELLING * telling) / (1 + _HEADLINE + _TELLING)
        score += _NAMED * min(_NAMES, sum(self._rarity.is_rare(name) for name in one.sketch.named & other.sketch.named))
        score *= _TERSE + (1 - _TERSE) * min(1.0, min(len(one.vector), len(other.vector)) / _WORDS)
        return round((score + _READ_AGAIN * shared) * agreement(one.sketch, other.sketch, shared=shared), 9)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A story's outline with its keys weighted, those it is found by, and those that tell most."""

    sketch: Sketch
    vector: Vector
    strongest: tuple[str, ...]
    telling: frozenset[str]


def agreement(one: Sketch, other: Sketch, *, shared: bool) -> float:
    """What is left of the likeness of a story to an `other` told before given their days and places: 1 where nothing speaks against one affair."""
    if shared:
        return 1.0
    if one.series and other.series and not one.series & other.series:
        return _OTHER_DAY
    left = 1.0
    if one.last and other.last:
        left = max(_LEAST, 1 - _A_DAY * abs((one.last - other.last).days))
    if one.daily and other.daily and one.scene.apart(other.scene):
        left *= _ELSEWHERE
    if one.days & other.days or one.last == other.last:
        moved_on = one.daily and other.daily and one.days and other.days and max(one.days) > max(other.days) and not one.aftermath
        return left * (_LATER if moved_on else 1.0)
    if not (one.daily and other.daily):
        return left * (_STILL if one.days and other.days and not one.aftermath else 1.0)
    if one.aftermath:
        return left * _AFTER
    if not one.days or not other.days:
        return left * _UNDATED
    return left * (_NEXT_DAY if apart(one.days, other.days) == 1 else _OTHER_DAY)


def name(story: Story, taken: Collection[str] = ()) -> str:
    """The id of a thread that begins with this story: by its earliest article, the same whatever joins it later.

    `taken` are ids that are another thread's already.
    """
    known = [*story.articles, *(repeat.article for repeat in story.repeats)]
    text = min(known, key=age).id
    while True:
        made = "t-" + blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()
        if made not in taken:
            return made
        text += "+"
