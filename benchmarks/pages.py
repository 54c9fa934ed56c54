"""How long an edition of 200 real pages takes beside bare trafilatura and bare WeasyPrint on the same pages.

Two bare scripts extract the same files. One prints the very page of HTML our edition prints; the other as many characters as
our statements have, on one plain page without references: the least such a program could do. Neither has an archive, stories,
citations, checks or further formats. The runs alternate; a ratio is that of the medians. Prints a Markdown table.
Usage: pages.py [--data FOLDER] [--runs N]
"""

import argparse
import gzip
import json
import sys
import tarfile
import tempfile
from pathlib import Path

from stopwatch import BRIEFING, ROOT, Run, beside, measure

COUNT = 200
NOW = "2026-01-01T00:00:00+00:00"
SPAN = ("2000-01-01", "2025-12-31")
MADE = (0, 10)
SAME, LEAST = "bare, printing the same page", "bare, printing a plain page"
PROFILE = """\
title = "Everything"
timezone = "UTC"
day_starts = "00:00"

[[section]]
id = "politics"
title = "Politics"
about = "governments, parliaments, elections, courts, police and the military"
terms = ["government", "minister", "president", "court", "police", "election", "law", "vote", "party", "war"]

[[section]]
id = "business"
title = "Business"
about = "companies, markets, money, trade and work"
terms = ["company", "market", "shares", "bank", "million", "billion", "percent", "sales", "price", "economy"]

[[section]]
id = "technology"
title = "Technology"
about = "computers, phones, software, the internet, games and cars"
terms = ["app", "phone", "software", "Google", "Apple", "game", "device", "users", "data", "car"]

[[section]]
id = "science"
title = "Science and health"
about = "research, medicine, nature, space and the climate"
terms = ["research", "scientists", "study", "health", "patients", "climate", "space", "species", "disease", "university"]

[[section]]
id = "sport"
title = "Sport"
about = "matches, teams, players and championships"
terms = ["team", "season", "match", "coach", "player", "league", "win", "goal", "cup", "race"]

[[section]]
id = "life"
title = "Life"
about = "culture, travel, food, homes, schools and families"
terms = ["music", "film", "book", "travel", "food", "recipe", "home", "school", "art", "family"]
"""


def unpack(data: Path, folder: Path) -> int:
    """Lay out the pages as 000.html, 001.html … and return how many there are."""
    bodies: list[bytes] = []
    with tarfile.open(data / "html_extraction.tar.gz") as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".html.gz"))
        bodies += [gzip.decompress(archive.extractfile(name).read()) for name in names]  # type: ignore[union-attr]
    with tarfile.open(data / "readability_pages.tar.gz") as archive:
        names = sorted(name for name in archive.getnames() if name.endswith("/source.html"))
        bodies += [archive.extractfile(name).read() for name in names[: COUNT - len(bodies)]]  # type: ignore[union-attr]
    for number, body in enumerate(bodies[:COUNT]):
        (folder / f"{number:03}.html").write_bytes(body)
    return min(len(bodies), COUNT)


def printed(output: Path) -> tuple[int, int]:
    """How many stories an edition prints, and how many characters of statements."""
    edition = json.loads(next(output.glob("*/*/briefing.json")).read_text(encoding="utf-8"))
    briefing = edition.get("briefing", edition)
    reports = [report for chapter in briefing["chapters"] for report in chapter["reports"]]
    return len(reports), sum(len(statement["text"]) for report in reports for statement in report["statements"])


def ours(pages: Path, profile: Path, output: Path) -> Run:
    first, last = SPAN
    options = [
        "--profile",
        str(profile),
        "--input",
        str(pages),
        "--from",
        first,
        "--to",
        last,
        "--now",
        NOW,
        "--output",
        str(output),
    ]
    return measure([*BRIEFING, "run", *options])


def main(words: list[str]) -> int:
    """Alternate our edition and the bare script; returns 1 where an edition was not made."""
    parser = argparse.ArgumentParser(description="Time an edition of 200 real pages.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder with the packed pages")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(words)
    if not (options.data / "html_extraction.tar.gz").is_file():
        print(f"Skipped: {options.data} does not hold the pages (html_extraction.tar.gz, readability_pages.tar.gz).")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages, profile = folder / "pages", folder / "briefing.toml"
        pages.mkdir()
        count = unpack(options.data, pages)
        profile.write_text(PROFILE, encoding="utf-8")
        runs: dict[str, list[Run]] = {"`briefing run`": [], SAME: [], LEAST: []}
        stories = characters = 0
        for number in range(options.runs):
            output = folder / f"output{number}"
            runs["`briefing run`"].append(ours(pages, profile, output))
            if runs["`briefing run`"][-1].code not in MADE:
                print(runs["`briefing run`"][-1].output, file=sys.stderr)
                return 1
            stories, characters = printed(output)
            page = next(output.glob("*/*/briefing.html"))
            for name, what in ((SAME, str(page)), (LEAST, str(max(1, characters // count)))):
                runs[name].append(
                    measure([sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(pages), str(folder / "bare.pdf"), what])
                )
                if runs[name][-1].code:
                    print(runs[name][-1].output, file=sys.stderr)
                    return 1
    note = f"{options.runs} alternating runs each; our edition prints {stories} stories, {characters:,} characters of statements, in four formats."
    print(beside(f"{count} pages", runs, note))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
