"""How long `briefing --help` takes beside an empty Python. Prints a Markdown table; aim: six times at most."""

import sys

from stopwatch import BRIEFING, median, table, time_of

RUNS = 15
AIM = 6.0


def main() -> int:
    """Alternate the two commands and compare the medians; returns 1 where the aim is missed."""
    empty, ours = [], []
    time_of([*BRIEFING, "--help"])  # the first call writes byte code
    for _ in range(RUNS):
        empty.append(time_of([sys.executable, "-c", "pass"]))
        ours.append(time_of([*BRIEFING, "--help"]))
    ratio = median(ours) / median(empty)
    rows = [
        ["`python -c pass`", f"{median(empty) * 1000:.0f} ms", "1"],
        ["`briefing --help`", f"{median(ours) * 1000:.0f} ms", f"{ratio:.1f} (aim: {AIM:.0f})"],
    ]
    print(table("Start-up", ["command", "median", "ratio"], rows, f"{RUNS} alternating runs each."))
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
