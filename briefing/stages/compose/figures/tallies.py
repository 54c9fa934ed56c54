"""Which comparisons are printed, and where: the rows of key figures, and the differences of each story."""

from collections.abc import Collection, Iterable, Mapping

from briefing.language.numbers import numbers
from briefing.model import Tally, Window
from briefing.stages.compose import wording
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.figures.wares import WARES

ROWS, ROWS_OF_A_KIND = 14, 4
DIFFERENCES = 5  # of one story
OLDEST = 14  # days between the event and the briefing's first day, for a row of key figures that nobody disputes
LONGEST_CELL = 12  # words; what needs more to be understood is a sentence, and no row of a table unless it is disputed
SMALLEST_SUM = 1e6  # in any currency: what states and armies give and lose counts in millions, below are prices and fines
_KINDS = list(wording.NAMED)


def key_figures(comparisons: Iterable[Comparison], *, window: Window, language: str) -> tuple[Tally, ...]:
    """At most `ROWS` rows: what is disputed, then the kinds that weigh most, none more than `ROWS_OF_A_KIND` times while others wait.

    A row without a new value stands only where its event lies in the window: there it is the state of things.
    """
    ranked = sorted(
        (one for one in comparisons if _tells(one) and _is_of_these_days(one, window) and _is_short(one)),
        key=lambda one: (_KINDS.index(one.row.kind), *_rank(one, language)),
    )
    taken = [one for one in ranked if one.disputed]
    for one in ranked:
        if not one.disputed and sum(1 for other in taken if other.row.kind == one.row.kind) < ROWS_OF_A_KIND:
            taken.append(one)
    taken.extend(one for one in ranked if one not in taken)
    kept: list[Comparison] = []
    for one in taken:
        if not any(_says_again(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted((one.row for one in kept[:ROWS]), key=_print_order))


def _says_again(one: Comparison, other: Comparison) -> bool:
    """Whether an undisputed row adds nothing to another: "two employees" to "two people" there, "six" of no place to "six" in Ukraine."""
    if one.disputed or (one.row.kind, one.row.event_date) != (other.row.kind, other.row.event_date):
        return False
    return one.row.place in (None, other.row.place) and one.values <= other.values


def _rank(one: Comparison, language: str) -> tuple[bool, bool, bool, int, float, str, int]:
    """Among rows of a kind, those first whose place is known, that a reader can read, that many give, that count much."""
    foreign = (one.row.sides[0].statement.language or language).partition("-")[0] != language.partition("-")[0]
    return one.row.place is None, foreign, "(" in one.row.label, -one.publishers, -max(one.values), one.row.label, one.stories[0]


def _print_order(row: Tally) -> tuple[int, int, str]:
    """By kind, the latest event first; rows without a day come last."""
    return _KINDS.index(row.kind), -row.event_date.toordinal() if row.event_date else 0, row.label


def _tells(one: Comparison) -> bool:
    """Whether a row says of what its number is: a toll has a place or a day; a sum is no price, and given, asked for or told by several."""
    kind = one.row.kind
    if kind == "money":
        return max(one.values) >= SMALLEST_SUM and (one.act is not None or one.disputed or one.publishers > 1)
    return kind != "other" and (kind in WARES or one.row.place is not None or one.row.event_date is not None)


def _is_of_these_days(one: Comparison, window: Window) -> bool:
    day = one.row.event_date
    if one.row.news == "known":
        return day is not None and window.first <= day <= window.last
    return one.disputed or day is None or day.toordinal() >= window.first.toordinal() - OLDEST


def _is_short(one: Comparison) -> bool:
    """Whether few words say of what each value is: those of the row, or of a number that stands there alone those of its clause."""
    clauses = dict(zip(one.row.sides, one.difference.sides, strict=True))
    told = (clauses[side] if one.row.kind in WARES and _is_bare(side.statement.text) else side for side in one.row.sides)
    return one.disputed or all(len(side.statement.text.split()) <= LONGEST_CELL for side in told)


def _is_bare(text: str) -> bool:
    return any(number.start == 0 and number.end == len(text) for number in numbers(text))


def by_story(comparisons: Iterable[Comparison], printed: Collection[int]) -> Mapping[int, tuple[Tally, ...]]:
    """The differences of each printed story (by its order in print).

    Each stands once, in the story that gives most of its values; one of which no value is new is not printed again.
    """
    found: dict[int, list[Tally]] = {}
    for one in comparisons:
        home = next((story for story in one.stories if story in printed), None)
        if one.disputed and one.row.news != "known" and home is not None:
            found.setdefault(home, []).append(one.difference)
    return {story: tuple(sorted(tallies, key=_print_order)[:DIFFERENCES]) for story, tallies in found.items()}
