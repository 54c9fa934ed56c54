"""Prints a page line by line with what each was taken for and why: `briefing inspect --explain`."""

import json
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator

from briefing.model import Harvest
from briefing.stages.extract.explain import Explained

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NARROWEST = 20  # columns that are left for the text on a narrow terminal


def as_objects(name: str, lines: tuple[Explained, ...]) -> Iterator[str]:
    """One JSON object a line of the page."""
    for one in lines:
        yield json.dumps({"file": name, "line": one.number, "mark": one.mark, "why": one.why, "text": one.text}, ensure_ascii=False)


def as_text(name: str, harvest: Harvest, lines: tuple[Explained, ...]) -> Iterator[str]:
    """The page for a reader: a heading that sums it up, then a row a line, wrapped and coloured on a terminal only."""
    counted = Counter(one.mark for one in lines)
    yield f"{name}: {_outcome(harvest)}"
    yield f"  {', '.join(f'{count} {mark}' for mark, count in sorted(counted.items(), key=lambda item: -item[1])) or 'no lines'}"
    terminal = sys.stdout.isatty()
    coloured = terminal and not os.environ.get("NO_COLOR")
    reasons = max((len(one.why) for one in lines), default=0)
    for one in lines:
        head = f"{one.number:>5} {one.mark:<7} {one.why:<{reasons}}  "
        text = one.text
        if terminal:
            room = max(_NARROWEST, shutil.get_terminal_size().columns - len(head))
            text = textwrap.fill(text, room).replace("\n", "\n" + " " * len(head))
        style = {"cut": _DIM, "caption": _DIM, "title": _BOLD}.get(one.mark, "") if coloured else ""
        yield f"{style}{head}{text}{_PLAIN if style else ''}"
    yield ""


def _outcome(harvest: Harvest) -> str:
    kinds = Counter(article.kind for article in harvest.articles)
    names = {"article": ("article", "articles"), "entry": ("live-blog entry", "live-blog entries")}
    found = [f"{count} {names[kind][count > 1]}" for kind, count in sorted(kinds.items())]
    rejected = [f"rejected: {failure.reason}" for failure in harvest.failures]
    return "; ".join([*found, *rejected]) or "nothing found"
