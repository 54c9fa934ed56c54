"""A profile's marks as they are printed: the classification with the colours its scheme prescribes."""

import re

from briefing.stages.typeset.inert import tidy

LONGEST = 80  # characters of a classification: it stands on one line at the head of every page
_TLP = re.compile(r"TLP\s*[:\-–]?\s*(RED|AMBER\s*\+\s*STRICT|AMBER|GREEN|CLEAR)", re.IGNORECASE)


def classification(text: str) -> str:
    """The line as printed: names of the Traffic Light Protocol 2.0 in its own spelling ("TLP:AMBER+STRICT"), all else as written.

    Where there is none, the line is empty.
    """
    name = _tlp(text)
    return f"TLP:{name}" if name else tidy(text, LONGEST) if text.strip() else ""


def colours(text: str) -> tuple[str, ...]:
    """The classes of the style sheet for the line: (".classification", ".tlp-amber"); the first alone where it has no colour."""
    name = _tlp(text)
    return (".classification", f".tlp-{name.split('+')[0].lower()}") if name else (".classification",)


def _tlp(text: str) -> str:
    match = _TLP.fullmatch(text.strip())
    return re.sub(r"\s", "", match[1]).upper() if match else ""
