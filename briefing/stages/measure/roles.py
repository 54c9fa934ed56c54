"""As what a number counts: all of an event, an update of it, more of it, a part of it, or many events over a span of time."""

from collections.abc import Sequence

from briefing.model import Role
from briefing.stages.measure.grammar import Count
from briefing.stages.measure.lexicon import CLASSES
from briefing.stages.measure.scene import Line
from briefing.stages.measure.when import over_a_span

_ARMS = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
_PEOPLE_HARMED = ("killed", "injured", "missing", "displaced")
_SOLDIERS = frozenset(CLASSES["SOLDIER"].split())


def role_of(line: Line, count: Count, counted: Sequence[Count]) -> Role:
    """The role of one count of a sentence; `counted` are all of the sentence."""
    if any(_cumulative(line, other) for other in counted if other is count or _same_tolls(other, count)):
        return "cumulative"
    return "part" if count.part else "total"


def _same_tolls(one: Count, other: Count) -> bool:
    """The killed and the wounded of an army are counted over one time."""
    harmed = ("killed", "injured")
    return one.kind in harmed and other.kind in harmed and min(one.number.value, other.number.value) >= 1000


def _cumulative(line: Line, count: Count) -> bool:
    if count.kind in ("killed", "injured") and count.number.value >= 1000 and (count.noun or "").casefold() in _SOLDIERS:
        return True  # the losses of an army are those of a war
    number = count.number
    return over_a_span(
        line.text, line.moments, number.start, number.end, sums_months=count.kind in _ARMS, of_war=count.kind in _PEOPLE_HARMED
    )
