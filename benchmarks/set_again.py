"""Sets an edition again from its data: set_again.py briefing.json FOLDER FORMATS, the formats as of `briefing run`, or all."""

import sys
from pathlib import Path

from briefing.edges.paint import paint
from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.model import FORMATS
from briefing.record import read
from briefing.stages.typeset import typeset


def main(data: str, folder: str, formats: str) -> int:
    """Write the edition into the folder; returns 1, and says why, where a format cannot be made."""
    edition, failures = typeset(
        read(Path(data).read_bytes()),
        formats=tuple(FORMATS) if formats == "all" else formats.split(","),
        design=load_design(),
        press=Press(),
        paint=paint,
        archive="",
        facts={},
    )
    for name, content in edition.files:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for failure in failures:
        print(failure.subject, failure.reason, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
