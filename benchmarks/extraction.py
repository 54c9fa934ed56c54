"""How long HTML pages take to read beside bare trafilatura, how many scrapes a second are read, and what memory a page takes.

Both readers run in one process over the same pages, in turns, each page's processor time added up; a ratio is that of the medians.
Bare trafilatura gives text and metadata; ours gives articles, dates with their evidence, entries of live blogs, and refusals.
Prints Markdown tables. Usage: extraction.py [--data FOLDER] [--runs N]
"""

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import psutil
import trafilatura
from pages import unpack
from stopwatch import ROOT, machine, median, table

sys.path.insert(0, str(ROOT))
from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

MEDIA = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}


def captured(path: Path) -> Capture:
    body = path.read_bytes()
    return Capture(
        sha256=sha256(body).hexdigest(),
        name=path.name,
        media_type=MEDIA[path.suffix],
        body=body,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def ours(capture: Capture) -> Harvest:
    return extract(capture, ZoneInfo("UTC"))


def bare(capture: Capture) -> object:
    return trafilatura.bare_extraction(capture.body, with_metadata=True)


def seconds(read: Callable[[Capture], object], captures: Sequence[Capture]) -> float:
    """Processor time of reading every capture once."""
    started = time.process_time()
    for capture in captures:
        read(capture)
    return time.process_time() - started


def beside(captures: Sequence[Capture], runs: int) -> str:
    took: dict[str, list[float]] = {"ours": [], "bare trafilatura": []}
    seconds(ours, captures[:3])
    seconds(bare, captures[:3])
    for _ in range(runs):
        took["ours"].append(seconds(ours, captures))
        took["bare trafilatura"].append(seconds(bare, captures))
    middle = {name: median(values) for name, values in took.items()}
    rows = [[name, f"{value:.2f} s", f"{1000 * value / len(captures):.0f} ms"] for name, value in middle.items()]
    rows.append(["ratio", f"{middle['ours'] / middle['bare trafilatura']:.2f}", ""])
    return table(f"{len(captures)} HTML pages", ["", "processor time", "a page"], rows, f"{runs} runs in turns, medians.")


def scrapes(captures: Sequence[Capture], runs: int) -> str:
    took = median([seconds(ours, captures) for _ in range(runs)])
    rows = [["pages a second", f"{len(captures) / took:.0f}"], ["a page", f"{1000 * took / len(captures):.1f} ms"]]
    return table(f"{len(captures)} text scrapes", ["", "one processor"], rows, f"Median of {runs} runs.")


def memory(captures: Sequence[Capture]) -> str:
    """The resident memory before and after, and the most that Python itself held for one page above what it held before it."""
    process = psutil.Process()
    before = process.memory_info().rss
    tracemalloc.start()
    peaks = []
    for capture in captures:
        tracemalloc.reset_peak()
        held = tracemalloc.get_traced_memory()[0]
        ours(capture)
        peaks.append(tracemalloc.get_traced_memory()[1] - held)
    tracemalloc.stop()
    rows = [
        ["Python objects of a page, median", f"{median(peaks) / 1e6:.1f} MB"],
        ["Python objects of a page, most", f"{max(peaks) / 1e6:.1f} MB"],
        ["the process at the start", f"{before / 1e6:.0f} MB"],
        ["the process after all pages", f"{process.memory_info().rss / 1e6:.0f} MB"],
    ]
    return table(
        f"Memory of {len(captures)} HTML pages",
        ["", ""],
        rows,
        "Parsed trees are outside Python's count; they are in the process's.",
    )


def main(words: list[str]) -> int:
    """Measure what there is; the packed pages are no part of the project."""
    parser = argparse.ArgumentParser(description="Time the reading of pages.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder with the packed pages")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(words)
    if not (options.data / "html_extraction.tar.gz").is_file():
        print(f"Skipped: {options.data} does not hold the pages (html_extraction.tar.gz, readability_pages.tar.gz; {machine()}).")
        return 0
    with TemporaryDirectory() as scratch:
        unpack(options.data, Path(scratch))
        pages = [captured(path) for path in sorted(Path(scratch).glob("*.html"))]
    print(beside(pages, options.runs))
    texts = [captured(path) for path in sorted((options.data / "pages_dev").rglob("*.txt"))]
    if texts:
        print(scrapes(texts, options.runs))
    print(memory(pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
