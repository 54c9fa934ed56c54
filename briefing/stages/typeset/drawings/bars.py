"""The chart of counts by day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.recorded import recorded
from briefing.model import Bar, Chart, FigureKind, Side
from briefing.stages.typeset.drawings import svg, values

WIDTH = 480.0  # a unit is 0.72 pt where it is printed, 122 mm wide: no letter is of less than 7 pt
LEFT = 66.0  # for the names of the rows
PLOT = 84.0  # height of the tallest bar
DAYS_IN_A_ROW = 12  # 34 units a day: room for "≥110"
WIDEST = 56.0  # of a day, so that two days are not two walls
ROW, LETTERS, SMALL = 14.5, 10.8, 9.8
_LAUNCHED, _SHOT_DOWN = "_launched", "_shot_down"
_ENGLISH = catalogue("en")
_THINGS = {"missiles": recorded("Missiles"), "drones": recorded("Drones")}
_ACTS = {_LAUNCHED: recorded("launched"), _SHOT_DOWN: recorded("shot down"), "": recorded("number")}
_NO_FIGURE = recorded("no figure")
_SIGNS = (
    ("≥", recorded("≥ at least")),
    (">", recorded("> more than")),
    ("≤", recorded("≤ up to")),
    ("<", recorded("< fewer than")),
    ("~", recorded("~ about or nearly")),
)

_LOW = {
    "missiles_launched": recorded("missiles launched"),
    "missiles_shot_down": recorded("missiles shot down"),
    "drones_launched": recorded("drones launched"),
    "drones_shot_down": recorded("drones shot down"),
}
Series = Mapping[date, Sequence[Side]]


def bars_svg(chart: Chart, words: Catalogue = _ENGLISH) -> str:
    """An SVG element (no script, nothing fetched) of a chart, in our `words`; "" without bars.

    A panel for each thing counted: what was launched in outline, within it what was shot down, filled; the numbers stand beneath
    their day with the doubt the source put on them. A day of which no source gives a number says so. Two values of a day are written
    both, and a dashed line is drawn as high as the higher. A range is drawn to its lower end, with such a line to its upper.
    """
    counted = [bar for bar in chart.bars if values.written(bar.side) and bar.day in chart.days]
    if not counted:
        return ""
    out, y = [], 4.0
    for what in _things(counted):
        panel, y = _panel(what, {kind: _series(counted, kind) for kind in _kinds(counted, what)}, chart.days, y, words)
        out += panel
    legend, y = _legend(counted, chart.days, y, words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {svg.number(WIDTH)} {svg.number(y)}" '
        f'font-family="{svg.FONT}"><title>{svg.plain(chart.label)}</title><desc>{svg.plain(_described(chart.days, counted, words))}</desc>'
        f"{''.join(out)}{legend}</svg>"
    )


def _things(bars: Sequence[Bar]) -> list[str]:
    """What is counted, launched and shot down being one: "missiles", "drones"; in the order of the bars."""
    return list(dict.fromkeys(_thing(bar.kind) for bar in bars))


def _thing(kind: FigureKind) -> str:
    return kind.removesuffix(_LAUNCHED).removesuffix(_SHOT_DOWN).replace("_", " ")


def _act(kind: FigureKind, words: Catalogue) -> str:
    return words.text(next(_ACTS[ending] for ending in (_LAUNCHED, _SHOT_DOWN, "") if kind.endswith(ending)))


def _kinds(bars: Sequence[Bar], what: str) -> list[FigureKind]:
    """What is told of a thing: launched before shot down."""
    return sorted({bar.kind for bar in bars if _thing(bar.kind) == what})


def _series(bars: Sequence[Bar], kind: FigureKind) -> Series:
    found: dict[date, list[Side]] = {}
    for bar in bars:
        if bar.kind == kind:
            found.setdefault(bar.day, []).append(bar.side)
    return {day: sorted(sides, key=lambda side: (side.value or 0, side.value_max or 0)) for day, sides in found.items()}


def _rows(days: Sequence[date]) -> Iterator[Sequence[date]]:
    """The days in rows of about equal length, none of more than `DAYS_IN_A_ROW`."""
    count = -(-len(days) // DAYS_IN_A_ROW)
    length = -(-len(days) // count)
    for start in range(0, len(days), length):
        yield days[start : start + length]


def _most(series: Mapping[FigureKind, Series]) -> float:
    return max(max(side.value_max or 0, side.value or 0) for found in series.values() for sides in found.values() for side in sides)


def _panel(
    what: str, series: Mapping[FigureKind, Series], days: Sequence[date], y: float, words: Catalogue
) -> tuple[list[str], float]:
    """One thing's bars, in as many rows as its days need, all to one scale; and where the panel ends."""
    most = _most(series) or 1
    out = [svg.text(0, y + 12, words.text(_THINGS.get(what, what.capitalize())), size=12.0, weight=600)]
    y += 22
    for row in _rows(days):
        length = max(len(one) for one in _rows(days))
        slot = min(WIDEST, (WIDTH - LEFT) / length)
        base = y + PLOT
        out += _grid(most, base, LEFT + slot * len(row), words)
        for i, day in enumerate(row):
            out += _bars(day, series, LEFT + slot * i, slot, base, PLOT / most, words)
        out += _numbers(row, series, slot, base, words)
        y = base + ROW * (1 + len(series)) + 16
    return out, y


def _grid(most: float, base: float, right: float, words: Catalogue) -> Iterator[str]:
    """Lines at round numbers, and the ground the bars stand on."""
    step = next(size * 10**power for power in range(9) for size in (1, 2, 5) if most / (size * 10**power) <= 4)
    for count in range(1, int(most / step) + 1):
        y = svg.number(base - PLOT * count * step / most)
        yield f'<path d="M{svg.number(LEFT)} {y}H{svg.number(right)}" stroke="{svg.RULE}" stroke-width="0.6"/>'
        yield svg.text(
            LEFT - 6, base - PLOT * count * step / most + 3, words.number(count * step), size=SMALL, fill=svg.QUIET, anchor="end"
        )
    yield f'<path d="M{svg.number(LEFT)} {svg.number(base)}H{svg.number(right)}" stroke="{svg.INK}" stroke-width="1"/>'


def _bars(
    day: date, series: Mapping[FigureKind, Series], left: float, slot: float, base: float, scale: float, words: Catalogue
) -> Iterator[str]:
    """What was launched on a day behind what was shot down; "no figure" where nothing is known of it."""
    if not any(day in found for found in series.values()):
        nothing = words.text(_NO_FIGURE)
        said = nothing if slot >= svg.width(nothing, SMALL) else "–"
        yield svg.text(left + slot / 2, base - 5, said, size=SMALL, fill=svg.QUIET, anchor="middle")
        return
    for kind, found in series.items():
        if day not in found:
            continue
        filled = not kind.endswith(_LAUNCHED)
        wide = slot * (0.4 if filled and len(series) > 1 else 0.72)
        low = found[day][0].value or 0
        high = max(max(side.value or 0, side.value_max or 0) for side in found[day])
        x, top = svg.number(left + (slot - wide) / 2), base - low * scale
        style = f'fill="{svg.ACCENT}"' if filled else f'fill="{svg.TINT}" stroke="{svg.INK}" stroke-width="1"'
        yield f'<rect x="{x}" y="{svg.number(top)}" width="{svg.number(wide)}" height="{svg.number(low * scale)}" {style}/>'
        if high > low:
            d = f"M{x} {svg.number(top)}V{svg.number(base - high * scale)}h{svg.number(wide)}V{svg.number(top)}"
            yield f'<path d="{d}" fill="none" stroke="{svg.INK}" stroke-width="1" stroke-dasharray="2 2"/>'


def _numbers(row: Sequence[date], series: Mapping[FigureKind, Series], slot: float, base: float, words: Catalogue) -> Iterator[str]:
    """Under the bars their days and their numbers, a row for each series."""
    for i, day in enumerate(row):
        middle = LEFT + slot * (i + 0.5)
        short = words.say("%(day)s %(month)s", day=day.day, month=words.short_month(day))
        said = short if i == 0 or day.day == 1 or slot >= 36 else str(day.day)
        yield svg.text(middle, base + 13, said, size=SMALL, fill=svg.QUIET, anchor="middle")
        for line, found in enumerate(series.values(), 2):
            number = _cell(found, day, words)
            size = min(LETTERS, LETTERS * (slot - 2) / svg.width(number, LETTERS))
            yield svg.text(middle, base + ROW * line - 1, number, size=size, anchor="middle")
    for line, kind in enumerate(series, 2):
        yield svg.text(0, base + ROW * line - 1, _act(kind, words), size=LETTERS, fill=svg.QUIET)


def _cell(found: Series, day: date, words: Catalogue) -> str:
    return "/".join(dict.fromkeys(values.written(side, words) for side in found.get(day, ()))) or "–"


def _legend(bars: Sequence[Bar], days: Sequence[date], y: float, words: Catalogue) -> tuple[str, float]:
    """What the bars' forms and the signs before the numbers mean, of those that occur."""
    kinds = {bar.kind for bar in bars}
    y += 8
    out, x = [], 0.0
    boxes = (
        (_ACTS[_LAUNCHED], f'fill="{svg.TINT}" stroke="{svg.INK}"', _LAUNCHED),
        (_ACTS[_SHOT_DOWN], f'fill="{svg.ACCENT}"', _SHOT_DOWN),
    )
    for meaning, style, ending in boxes:
        if any(kind.endswith(ending) for kind in kinds):
            out.append(f'<rect x="{svg.number(x + 0.5)}" y="{svg.number(y - 8)}" width="9" height="8" {style}/>')
            said = words.text(meaning)
            out.append(svg.text(x + 14, y, said, size=LETTERS, fill=svg.QUIET))
            x += 26 + svg.width(said, LETTERS)
    written = "".join(values.written(bar.side) for bar in bars)
    notes = [words.text(meaning) for sign, meaning in _SIGNS if sign in written]
    several = any(sum(1 for other in bars if (other.day, other.kind) == (bar.day, bar.kind)) > 1 for bar in bars)
    notes += [words.text("/ and dashes: sources differ")] * several + [words.text("dashes: a range")] * (
        "–" in written and not several
    )
    things = {_thing(kind) for kind in kinds}
    full = {(_thing(bar.kind), bar.day) for bar in bars}
    notes += [words.text("– no figure")] * any((thing, day) not in full for thing in things for day in days)
    for note in notes:
        if x + svg.width(note, LETTERS) > WIDTH:
            x, y = 0.0, y + ROW
        out.append(svg.text(x, y, note, size=LETTERS, fill=svg.QUIET))
        x += svg.width(note, LETTERS) + 8
    return "".join(out), y + 6


def _described(days: Sequence[date], bars: Sequence[Bar], words: Catalogue) -> str:
    """All that the chart says, in words."""
    said = []
    for day in days:
        parts = [
            words.say(
                "%(what)s %(number)s",
                what=words.text(_LOW.get(bar.kind, bar.kind.replace("_", " "))),
                number=values.written(bar.side, words),
            )
            for bar in bars
            if bar.day == day
        ]
        short = words.say("%(day)s %(month)s", day=day.day, month=words.short_month(day))
        said.append(f"{short}: {', '.join(parts) or words.text(_NO_FIGURE)}.")
    return " ".join(said)
