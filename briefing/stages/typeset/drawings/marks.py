"""What a marker says by its form: whether people were killed, hurt, or neither is counted."""

from collections.abc import Iterable
from typing import Literal

from briefing.language.catalogue import Catalogue
from briefing.language.recorded import recorded
from briefing.model import Spot
from briefing.stages.typeset.drawings import svg
from briefing.stages.typeset.drawings.labels import RADIUS
from briefing.stages.typeset.drawings.shapes import Point

Form = Literal["killed", "hurt", "other"]
MEANING: dict[Form, str] = {
    "killed": recorded("people killed"),
    "hurt": recorded("people hurt or missing"),
    "other": recorded("no count of killed or hurt"),
}
_HURT = ("injured", "missing")


def form(spot: Spot) -> Form:
    """By the gravest kind a source counts there; a count of none and a denial count nothing."""
    counted = {t.kind for t in spot.tallies for side in t.sides if side.value != 0 and side.stance != "denied"}
    if "killed" in counted:
        return "killed"
    return "hurt" if counted.intersection(_HURT) else "other"


def says(spot: Spot) -> str:
    """What happened there, in a line: the rows of figures with every value, then the statements."""
    rows = [f"{tally.label}: {' / '.join(side.statement.text for side in tally.sides)}" for tally in spot.tallies]
    return "; ".join([*rows, *(statement.text for statement in spot.statements)])


def shape(kind: Form, at: Point, *, radius: float = RADIUS) -> str:
    """The marker without its number: a filled disc, a ring, or a hollow square; told apart without colour."""
    x, y, r = svg.number(at[0]), svg.number(at[1]), svg.number(radius)
    if kind == "killed":
        return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{svg.ACCENT}" stroke="{svg.PAPER}" stroke-width="1.2"/>'
    if kind == "hurt":
        inner = svg.number(radius - 1.2)
        rim = f'<circle cx="{x}" cy="{y}" r="{r}" fill="{svg.PAPER}"/>'
        return rim + f'<circle cx="{x}" cy="{y}" r="{inner}" fill="{svg.PAPER}" stroke="{svg.ACCENT}" stroke-width="2.2"/>'
    half = radius - 0.9
    left, top, side = svg.number(at[0] - half), svg.number(at[1] - half), svg.number(2 * half)
    return f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="{svg.PAPER}" stroke="{svg.INK}" stroke-width="1.1"/>'


def numbered(kind: Form, at: Point, number: int) -> str:
    """The marker with its number."""
    fill = svg.PAPER if kind == "killed" else svg.INK
    return shape(kind, at) + svg.text(
        at[0],
        at[1] + (3.9 if number < 10 else 3.7),
        str(number),
        size=11.0 if number < 10 else 10.4,
        fill=fill,
        anchor="middle",
        weight=600,
    )


def legend(forms: Iterable[Form], at: Point, right: float, size: float, words: Catalogue) -> tuple[str, float]:
    """The forms that occur and what they mean, from `at` on and in as many lines as that takes up to `right`; and the last baseline."""
    out: list[str] = []
    x, baseline = at
    present = set(forms)
    for kind, meaning in MEANING.items():
        if kind in present:
            said = words.text(meaning)
            wide = 13 + svg.width(said, size)
            if x > at[0] and x + wide > right:
                x, baseline = at[0], baseline + size + 3
            out.append(shape(kind, (x + 5, baseline - 0.34 * size), radius=5))
            out.append(svg.text(x + 13, baseline, said, size=size, fill=svg.QUIET))
            x += wide + 10
    return "".join(out), baseline
