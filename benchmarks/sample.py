"""How long the edition of the sample day takes, with and without its PDF, from an empty archive. Prints a Markdown table."""

import sys
import tempfile

from stopwatch import BRIEFING, Run, measure, median, table

RUNS = 5
FORMATS = ("md,html,pdf,json", "md,html,json")
MADE = (0, 10)


def main() -> int:
    """Alternate the two; returns 1 where an edition was not made."""
    runs: dict[str, list[Run]] = {formats: [] for formats in FORMATS}
    for _ in range(RUNS):
        for formats in FORMATS:
            with tempfile.TemporaryDirectory() as output:
                run = measure([*BRIEFING, "run", "--sample", "--formats", formats, "--output", output])
            if run.code not in MADE:
                print(run.output, file=sys.stderr)
                return 1
            runs[formats].append(run)
    rows = [
        [
            f"`--formats {formats}`",
            f"{median([run.seconds for run in done]):.2f} s",
            f"{median([run.megabytes for run in done]):.0f} MB",
        ]
        for formats, done in runs.items()
    ]
    print(
        table(
            "`briefing run --sample`",
            ["", "median", "peak memory"],
            rows,
            f"{RUNS} alternating runs each, every one from an empty archive.",
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
