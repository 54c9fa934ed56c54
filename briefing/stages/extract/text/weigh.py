"""How likely each line of a page is the article's text: a logistic regression over the numbers of `features`.

The weights are in `line_weights.tsv`, which `scripts/train_lines.py` makes; what they were trained on is written there.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import exp
from operator import mul

from briefing.stages.extract.text.features import NAMES, features
from briefing.stages.extract.text.lines import Line, ends_like_a_sentence

NEVER = 0.01  # the chance of a line that rules alone rule out
_CAP = 60  # words of one line that count
_EACH = 3  # words every line counts for, however short
_TURN, _TURN_GROWS = 15.0, 0.1  # what a line that announces other content costs, and how much more for each word before it


def chances(lines: Sequence[Line], run: tuple[int, int] | None) -> tuple[float, ...]:
    """For every line the chance (0 to 1) that it is text of the page's article. `run` is where rules alone see it."""
    bias, weights = _weights()
    return tuple(NEVER if one is None else _share(bias + sum(map(mul, weights, one))) for one in features(lines, run))


def best_stretch(lines: Sequence[Line], least: float) -> tuple[int, int]:
    """(start, stop) of the lines whose words, each counted by how far its line's chance is above `least`, add up to most.

    A line that announces other content costs, and more the more text stands before it: the second half of an article pays for
    a box in its middle, the teasers under its end do not.
    """
    best, total, start, text = (0.0, 0, 0), 0.0, 0, 0.0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start, text = 0.0, index, 0.0
        value = (min(line.words, _CAP) + _EACH) * ((line.chance or 0.0) - least)
        if line.kind in ("cue", "biography") and value < 0:
            value = -(_TURN + _TURN_GROWS * text)
        text += max(0.0, value)
        total += value
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def described(line: Line) -> str:
    """The chance of a line in words, with what of its build a reader sees at once."""
    seen = ["short" if line.words < 8 else "long" if line.words > 24 else "of middle length"]
    if line.linked > 0.3:
        seen.append("linked")
    if line.bullet:
        seen.append("a list item")
    seen.append("ends like a sentence" if ends_like_a_sentence(line.text) else "no sentence end")
    return f"probability {line.chance or 0.0:.2f}: {', '.join(seen)}"


def _share(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    """The bias, and the weights in the order of `NAMES`."""
    text = (resources.files("briefing") / "stages" / "extract" / "text" / "line_weights.tsv").read_text(encoding="utf-8")
    found = {name: float(weight) for name, weight in (line.split("\t") for line in text.splitlines() if line and line[0] != "#")}
    return found["bias"], tuple(found[name] for name in NAMES)
