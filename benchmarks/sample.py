"""How long the edition of the sample day takes from an empty archive, beside bare trafilatura and WeasyPrint on the same files.

The bare script extracts the sample's HTML pages and prints the same page of HTML. Prints a Markdown table.
"""

import sys
import tempfile
from pathlib import Path

from stopwatch import BRIEFING, ROOT, Run, beside, measure

RUNS = 5
MADE = (0, 10)
SAME = "bare, printing the same page"


def main() -> int:
    """Alternate ours, ours without the PDF, and the bare libraries; returns 1 where one of them fails."""
    runs: dict[str, list[Run]] = {"`briefing run --sample`": [], SAME: [], "`briefing run --sample`, no PDF": []}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as scratch:
            output = Path(scratch)
            whole = measure([*BRIEFING, "run", "--sample", "--output", scratch])
            page = next(output.glob("*/*/briefing.html"), output / "none.html")
            script = str(ROOT / "benchmarks" / "bare.py")
            bare = measure([sys.executable, script, str(ROOT / "briefing" / "sample"), str(output / "bare.pdf"), str(page)])
        with tempfile.TemporaryDirectory() as scratch:
            less = measure([*BRIEFING, "run", "--sample", "--formats", "md,html,json", "--output", scratch])
        if whole.code not in MADE or less.code not in MADE or bare.code:
            print(whole.output, less.output, bare.output, file=sys.stderr)
            return 1
        for done, run in zip(runs.values(), (whole, bare, less), strict=True):
            done.append(run)
    print(beside("The sample day", runs, f"{RUNS} alternating runs each, every one from an empty archive."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
