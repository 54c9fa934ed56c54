"""Two to five sentences of a story that together say what happened, none twice and none without what it leans on."""

from collections.abc import Sequence

from briefing.model import Figure
from briefing.stages.compose.candidates import LONGEST, Candidate, told

FEWEST, MOST = 2, 5
MOST_WORDS = 150  # of a story in print; the last sentence may go over
FRAGMENT = 4  # words that are no sentence yet
SAME = 0.6  # share of the shorter sentence's words that makes it say what the other says
_ENOUGH = 0.55  # worth below which a further sentence adds less than it costs to read
_UNRESOLVED, _SHORT_NAME, _BOUND = 0.5, 0.25, 0.25  # what it costs to take a thing, a name or the sentence before as known
_REPEATED = 0.9  # what a sentence costs all of whose words were said
_NEW_FIGURE = 0.25


def choose(found: Sequence[Candidate], headline: str) -> tuple[Candidate, ...]:
    """The sentences to print, in the order of print (that of `found`); () where no sentence can be printed at all."""
    chosen: list[Candidate] = []
    headed = told(headline)
    while len(chosen) < MOST:
        gains = {candidate.order: _gain(candidate, chosen, headed) for candidate in found if _may_follow(candidate, chosen)}
        best = max((candidate for candidate in found if candidate.order in gains), key=lambda one: gains[one.order], default=None)
        if best is None or (chosen and gains[best.order] <= 0):
            break
        size = sum(candidate.length for candidate in chosen)
        if len(chosen) >= FEWEST and (gains[best.order] < _ENOUGH or size + best.length > MOST_WORDS):
            break
        chosen = sorted((*chosen, best), key=lambda candidate: candidate.order)
    return tuple(chosen)


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
    return all(alike(candidate, other) < SAME for other in chosen)


def _gain(candidate: Candidate, chosen: Sequence[Candidate], headed: frozenset[str]) -> float:
    """What the sentence adds to those chosen: its worth and its new figures, less what is said already or taken as known."""
    before = headed.union(*(other.introduces for other in chosen if other.order < candidate.order))
    things, short = unresolved(candidate, before)
    gain = candidate.worth - _UNRESOLVED * things - _SHORT_NAME * short - _BOUND * candidate.standing.bound
    if chosen:
        said: frozenset[str] = frozenset().union(*(other.content for other in chosen))
        gain -= _REPEATED * len(candidate.content & said) / max(len(candidate.content), 1)
    new = {_stated(figure) for figure in candidate.figures} - {_stated(figure) for other in chosen for figure in other.figures}
    return round(gain + _NEW_FIGURE * min(len(new), 2), 6)


def _stated(figure: Figure) -> tuple[str, str, float]:
    return figure.kind, figure.place or "", figure.value
