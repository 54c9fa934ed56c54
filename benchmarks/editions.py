"""How long editions of 10, 100 and 300 stories take to set, how much memory, how large the PDF is; beside bare WeasyPrint.

An edition is made of invented pages, then set again from its data: to HTML and PDF, to every format, and its page of HTML by
WeasyPrint alone. Each is a process of its own, started as often; they alternate. Prints Markdown tables.
Usage: editions.py [--stories N …] [--runs N]
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from invented import day_of, items
from stopwatch import BRIEFING, ROOT, Run, beside, measure

ITEMS_A_STORY = 6  # invented pages of a day, more than enough that the section comes to its limit
PROFILE = """\
title = "River towns"
timezone = "UTC"
day_starts = "00:00"
semantic = "off"

[length]
minutes = 100000

[[section]]
id = "storms"
title = "Storms"
about = "what storms did to towns and people, and who pays"
terms = ["storm", "injured", "hurt", "damaged", "rescue", "crew", "hospital", "evacuated", "million", "rebuild"]
limit = {most}
"""
MADE = (0, 10)
US, ALL, BARE = "HTML and PDF", "every format", "WeasyPrint alone, the same page"


def main(words: Sequence[str]) -> int:
    """Measure each size; returns 1 where an edition cannot be made or set."""
    parser = argparse.ArgumentParser(description="Time how editions of several sizes are set.")
    parser.add_argument("--stories", type=int, nargs="+", default=(10, 100, 300), metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args(words)
    for stories in args.stories:
        with tempfile.TemporaryDirectory() as scratch:
            if not _measured(stories, args.runs, Path(scratch)):
                return 1
    return 0


def _measured(stories: int, runs: int, folder: Path) -> bool:
    data = _edition(stories, folder)
    if data is None:
        return False
    again = [sys.executable, str(ROOT / "benchmarks" / "set_again.py"), str(data)]
    done: dict[str, list[Run]] = {US: [], ALL: [], BARE: []}
    for _ in range(runs):
        ours = measure([*again, str(folder / "ours"), "html,pdf"])
        every = measure([*again, str(folder / "every"), "all"])
        bare = measure([sys.executable, "-c", _BARE, str(folder / "ours" / "briefing.html"), str(folder / "bare.pdf")])
        if failed := [run.output for run in (ours, every, bare) if run.code]:
            print(*failed, file=sys.stderr)
            return False
        for name, run in zip(done, (ours, every, bare), strict=True):
            done[name].append(run)
    sizes = {path.name: path.stat().st_size for path in sorted((folder / "every").iterdir()) if path.is_file()}
    listed = ", ".join(f"{name} {size / 1000:,.0f} kB" for name, size in sizes.items())
    told = json.loads(data.read_bytes())
    count = sum(len(chapter["reports"]) for chapter in told["chapters"])
    print(beside(f"An edition of {count} stories", done, f"{runs} alternating runs each. {listed}."))
    return True


_BARE = (
    "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1', pdf_tags=True)"
)


def _edition(stories: int, folder: Path) -> Path | None:
    """`briefing.json` of an edition of so many stories; None, with what was said, where there is none."""
    pages = [one.article for one in items(0, stories * ITEMS_A_STORY)]
    lines = [
        json.dumps(
            {
                "title": page.title,
                "paragraphs": page.paragraphs,
                "publisher": page.publisher,
                "url": page.url,
                "published": page.published.at.isoformat() if page.published and page.published.at else None,
            }
        )
        for page in pages
    ]
    for number in range(0, len(lines), 100):
        (folder / f"pages-{number}.jsonl").write_text("\n".join(lines[number : number + 100]), encoding="utf-8")
    profile = folder / "towns.toml"
    profile.write_text(PROFILE.format(most=stories), encoding="utf-8")
    day = day_of(0)
    command = [*BRIEFING, "run", "--profile", str(profile), "--input", *map(str, sorted(folder.glob("pages-*.jsonl")))]
    command += ["--date", str(day), "--now", f"{day_of(-1)}T06:00:00+00:00", "--formats", "json", "--output", str(folder / "out")]
    run = measure(command)
    if run.code not in MADE:
        print(run.output, file=sys.stderr)
        return None
    return next((folder / "out").glob("*/*/briefing.json"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
