"""The sentences of a story that together say what happened, none twice and none without what it leans on."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from briefing.stages.compose.telling.candidates import LONGEST, SHORTEST, Candidate, told

FEWEST, MOST = 2, 5
MOST_WORDS = 150  # of a story in print, where the outline sets no limit; the second sentence may go over
MOST_EVENTS, WORDS_OF_A_FURTHER = 9, 40  # how many events of a thread are told, and what each after the first adds to the words
FRAGMENT = 4  # words that are no sentence yet
SAME = 0.6  # share of the shorter sentence's words that makes it say what the other says
_ENOUGH = 0.55  # worth below which a further sentence adds less than it costs to read
_UNRESOLVED, _SHORT_NAME, _BOUND = 0.5, 0.25, 0.25  # what it costs to take a thing, a name or the sentence before as known
_REPEATED = 0.9  # what a sentence costs all of whose words were said
_NEW_FIGURE = 0.25
_CROWDS_OUT = 0.5  # what it costs to leave no room for a second sentence
_SAID_BEFORE = 0.2  # what it costs that an update prints a known sentence, so that a new one can be understood

Order: TypeAlias = tuple[int, int, int]


def choose(
    found: Sequence[Candidate],
    headline: str,
    *,
    words: int | None = None,
    fresh: Collection[Order] | None = None,
    one_event: bool = False,
) -> tuple[Candidate, ...]:
    """The sentences to print, in the order of print (that of `found`); () where no sentence can be printed at all.

    Where the story has several events, each is given a sentence first, the latest before the earlier ones, as far as the
    length allows; where they are but the days of `one_event`, the best sentence comes first, and a day that adds little has none.
    `words` is how many they may be in all; one sentence is printed even where none is so short. Where
    `fresh` is given, only those of these orders are printed, and such as one of them follows and leans on.
    """
    events = sorted({candidate.event for candidate in found})[-MOST_EVENTS:]
    most = max(MOST, len(events))
    room = words or MOST_WORDS + WORDS_OF_A_FURTHER * (len(events) - 1)
    headed = told(headline)
    chosen: list[Candidate] = []
    if one_event:
        chosen = list(_best(found, chosen, headed, fresh, room, strict=words is not None)[1])
    for event in (*events[-1:], *events[:-1]):
        if one_event and any(candidate.event == event for candidate in chosen):
            continue
        own = [candidate for candidate in found if candidate.event == event]
        gain, best = _best(own, chosen, headed, fresh, room - _length(chosen), strict=bool(chosen) or words is not None)
        if not one_event or gain >= _ENOUGH:
            chosen = sorted((*chosen, *best), key=lambda candidate: candidate.order)
    while chosen and len(chosen) < most:
        strict = words is not None
        gain, best_now = _best(found, chosen, headed, fresh, room - _length(chosen), strict=strict)
        if not best_now or gain <= 0:
            break
        if len(chosen) >= FEWEST and (gain < _ENOUGH or _length(chosen) + _length(best_now) > room):
            break
        chosen = sorted((*chosen, *best_now), key=lambda candidate: candidate.order)
    return tuple(chosen)


def _best(
    found: Sequence[Candidate],
    chosen: Sequence[Candidate],
    headed: frozenset[str],
    fresh: Collection[Order] | None,
    room: int,
    *,
    strict: bool,
) -> tuple[float, tuple[Candidate, ...]]:
    """What gains most beside those chosen, with its gain: a sentence, or one with the known sentence it leans on.

    Where `strict`, it has at most `room` words; a first sentence may have more where all have.
    """
    steps = list(_steps(found, chosen, fresh))
    if strict:
        fitting = [step for step in steps if _length(step) <= room]
        shortest = min(steps, key=lambda step: (_length(step), step[0].order), default=())
        steps = fitting or ([shortest] if shortest and not chosen else [])
    best: tuple[float, tuple[Candidate, ...]] = (0.0, ())
    for step in sorted(steps, key=lambda step: step[-1].order):
        gain = _gain(step[-1], [*chosen, *step[:-1]], headed) - _SAID_BEFORE * (len(step) - 1)
        if strict and not chosen and room - _length(step) < SHORTEST:
            gain -= _CROWDS_OUT
        if not best[1] or gain > best[0]:
            best = gain, step
    return best


def _steps(
    found: Sequence[Candidate], chosen: Sequence[Candidate], fresh: Collection[Order] | None
) -> Iterator[tuple[Candidate, ...]]:
    by_order = {candidate.order: candidate for candidate in found}
    for candidate in found:
        if fresh is not None and candidate.order not in fresh:
            continue
        if _may_follow(candidate, chosen):
            yield (candidate,)
        elif fresh is not None and candidate.standing.bound and (before := by_order.get(candidate.previous or (-1, -1, -1))):
            leaning = before.order not in fresh and not before.standing.bound and _may_follow(before, chosen)
            if leaning and _may_follow(candidate, [*chosen, before]):
                yield before, candidate


def _length(some: Sequence[Candidate]) -> int:
    return sum(candidate.length for candidate in some)


def alike(one: Candidate, other: Candidate) -> float:
    """How much of what the shorter of two sentences says the longer says too, 0 to 1; other numbers make them differ."""
    if not one.content or not other.content:
        return 0.0
    share = len(one.content & other.content) / min(len(one.content), len(other.content))
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return share * 0.6
    return share


def unresolved(candidate: Candidate, before: frozenset[str]) -> tuple[int, int]:
    """How many things, and how many names, the sentence takes as known that are not among what was told before."""
    things = sum(1 for need in candidate.standing.needs if not need & before)
    return things, sum(1 for name in candidate.names_needed if name not in before)


def _may_follow(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the sentence may join those chosen at all."""
    orders = [other.order for other in chosen]
    if candidate.standing.unfit or candidate.order in orders or not FRAGMENT < candidate.length < 2 * LONGEST:
        return False
    if candidate.standing.bound and candidate.previous not in orders:
        return False
    return all(alike(candidate, other) < SAME and not _overtaken(candidate, other) for other in chosen)


def _overtaken(candidate: Candidate, other: Candidate) -> bool:
    """Whether the sentence has nothing but a figure that was revised since, of which the other gives a value that stands."""
    if candidate.states or candidate.event != other.event:
        return False
    return any((kind, place) in candidate.outdated for kind, place, _ in other.states)


def _gain(candidate: Candidate, chosen: Sequence[Candidate], headed: frozenset[str]) -> float:
    """What the sentence adds to those chosen: its worth and its new figures, less what is said already or taken as known."""
    before = headed.union(*(other.introduces for other in chosen if other.order < candidate.order))
    things, short = unresolved(candidate, before)
    gain = candidate.worth - _UNRESOLVED * things - _SHORT_NAME * short - _BOUND * candidate.standing.bound
    if chosen:
        said: frozenset[str] = frozenset().union(*(other.content for other in chosen))
        gain -= _REPEATED * len(candidate.content & said) / max(len(candidate.content), 1)
    new = candidate.states.difference(*(other.states for other in chosen))
    return round(gain + _NEW_FIGURE * min(len(new), 2), 6)
