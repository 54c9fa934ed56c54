"""Whether two figures are ways to say one number."""

from briefing.language.numbers import numbers
from briefing.model import Figure
from briefing.stages.compose.figures.wares import rounded

BELOW, ABOVE = frozenset(("nearly", "less than", "up to")), frozenset(("more than", "at least"))
ROUGHLY, LEAST_ROUNDED = 0.02, 20  # how far "about" a number may be from what it rounds; smaller ones are counted, not rounded
DOZEN = 12  # what a number of dozens leaves open


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same: one value from the same side of it, or one that the other names roughly."""
    if not numbers(one.written) and not numbers(other.written):
        return True  # "dozens" and "scores" are no two numbers
    if (one.value, one.value_max) == (other.value, other.value_max):
        pair = {one.qualifier, other.qualifier}
        return not (pair & BELOW and pair & ABOVE)
    if one.value_max or other.value_max:
        return _within(one, other) or _within(other, one)
    if one.kind == "money" and rounded(one.value, other.value):
        above, below = (next((one for one in (one, other) if one.qualifier in bound), None) for bound in (ABOVE, BELOW))
        return above is None or below is None or above.value < below.value
    return _roughly(one, other) or _roughly(other, one)


def _within(exact: Figure, range_: Figure) -> bool:
    """Whether `exact` is a number in a range that another gives: six of "five to eight"."""
    return not exact.value_max and range_.value_max is not None and range_.value <= exact.value <= range_.value_max


def _roughly(exact: Figure, rough: Figure) -> bool:
    """Whether `rough` ("almost a hundred", "more than 100") is a way to say `exact` (99, 119): it lies in the step that the round number leaves open."""
    value, step = rough.value, DOZEN if "dozen" in rough.written.casefold() else _step(rough.value)
    if not rough.qualifier or (value < LEAST_ROUNDED and step != DOZEN):
        return False
    if exact.qualifier and (step == 1 or exact.qualifier not in ABOVE or rough.qualifier not in ABOVE):
        return False  # two bounds can say the same only where one is a round number
    if rough.qualifier == "about":
        return abs(exact.value - value) <= ROUGHLY * value
    slack = 1 if step == DOZEN else 0  # nobody counts dozens to the last
    below = rough.qualifier in BELOW
    return value - step < exact.value <= value if below else value - slack <= exact.value < value + step


def _step(value: float) -> float:
    """What a round number leaves open: 10 of 160, 100 of 300, 1 of 41."""
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if (digits := f"{value:.0f}") else 1.0
