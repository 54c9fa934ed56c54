"""What one edition costs as the archive grows: the same day, read from an archive of a month and from one of three years.

Both archives are filled with invented pages through the real tables, with an edition remembered for every day. Each
measurement is a process of its own; they alternate, and the ratio is that of the medians. Prints Markdown tables.
Usage: growth.py [--items N N] [--day N] [--runs N] [--folder FOLDER]     (the larger archive takes some 8 GB and 20 minutes)
"""

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from invented import PROFILE, Item, changed, day_of, items
from sqlalchemy import Connection, insert
from stopwatch import table

from briefing.edges.archive import SqlArchive, tables
from briefing.language.fingerprint import fingerprint
from briefing.model import Passage, Past, Remembered, Statement
from briefing.pipeline import brief
from briefing.settings import Profile, parse
from briefing.windows import window_for

AIM = 1.2  # times the cost at a thirtieth of the size
READ_AGAIN, RECENT = (
    20,
    32,
)  # pages a day that were there the day before and have changed; the days from which an edition asks for them
STORIES, ARTICLES, STATEMENTS = 25, 8, 6  # of an edition that is remembered


def main(words: Sequence[str]) -> int:
    """Fill two archives, measure an edition in both in turn; returns 1 where the larger costs more than `AIM` times the smaller."""
    parser = argparse.ArgumentParser(description="Time an edition in a small and in a large archive.")
    parser.add_argument("--items", type=int, nargs=2, default=(30_000, 1_000_000), metavar="N")
    parser.add_argument("--day", type=int, default=1_000, metavar="N", help="items a day")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the archives are kept for another time; default: thrown away")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.measure:
        print(json.dumps(measured(options.measure, options.day)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{count}-{options.day}.db" for count in options.items]
        for file, count in zip(files, options.items, strict=True):
            print(f"{file.name}: {filled(file, count, options.day)}", file=sys.stderr)
        runs: dict[Path, list[dict[str, float]]] = {file: [] for file in files}
        for _, file in itertools.product(range(options.runs), files):
            command = [sys.executable, __file__, "--measure", str(file), "--day", str(options.day)]
            runs[file].append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    small, large = ({name: statistics.median(run[name] for run in done) for name in done[0]} for done in runs.values())
    ratios = {name: large[name] / small[name] for name in small}
    rows = [[name, f"{small[name]:.2f}", f"{large[name]:.2f}", f"{ratios[name]:.2f}"] for name in small]
    head = ["", *(f"{count:,} items" for count in options.items), "ratio"]
    print(
        table(
            "A day's edition as the archive grows",
            head,
            rows,
            f"{options.runs} alternating runs each, {options.day:,} items in the day.",
        )
    )
    return int(ratios["the edition, CPU s"] > AIM or ratios["the edition, MB"] > AIM)


def measured(file: Path, size: int) -> dict[str, float]:
    """Seconds and megabytes of the edition of the last day; CPU seconds do not depend on what else the machine does."""
    profile = parse(PROFILE, "growth")
    window = window_for(profile, day_of(0), day_of(0))
    with SqlArchive.open(f"sqlite:///{file}", create=False) as archive:
        began, started = time.perf_counter(), time.process_time()
        loaded = archive.load(window)
        after_load = time.process_time()
        memory = archive.recall(profile.id, window)
        after_recall, held = time.process_time(), _peak()
        briefing, past = brief(loaded, archive=archive, profile=profile, window=window, now=window.end)
        archive.record(past)
        ended, wall = time.process_time(), time.perf_counter() - began
    if len(loaded.articles) != size or not memory.past or not memory.revised or not briefing.chapters:
        raise SystemExit(f"{file} is not what this program fills: remove it")
    return {
        "load, CPU s": after_load - started,
        "recall, CPU s": after_recall - after_load,
        "load and recall, MB": held,
        "the edition, CPU s": ended - started,
        "the edition, s": wall,
        "the edition, MB": _peak(),
    }


def filled(file: Path, count: int, size: int) -> str:
    """Fill an archive with `count` items of the days before the last one, and with those of the last; say what it took."""
    if file.exists():
        return f"kept from another time, {file.stat().st_size / 1e9:.2f} GB"
    started = time.perf_counter()
    beside = file.with_suffix(".part")
    beside.unlink(missing_ok=True)
    profile = parse(PROFILE, "growth")
    versions = itertools.count(1)
    found: list[Item] = []
    with SqlArchive.open(f"sqlite:///{beside}") as archive:
        for number in range(count // size, -1, -1):
            again = [changed(one) for one in found[:READ_AGAIN]] if number < RECENT else []
            found = list(items(number, size))
            with archive._database.writing() as connection:
                _add(connection, found + again, versions)
            if number:
                archive.record(_past(profile, number, found))
    beside.rename(file)
    return f"filled in {time.perf_counter() - started:,.0f} s, {file.stat().st_size / 1e9:.2f} GB"


def _add(connection: Connection, found: list[Item], versions: "itertools.count[int]") -> None:
    numbered = list(zip(versions, found, strict=False))
    connection.execute(insert(tables.capture), [tables.capture_row(one.capture) for one in found])
    connection.execute(insert(tables.sighting), [tables.sighting_row(one.capture) for one in found])
    prints = [(fingerprint(one.capture), one.capture.fetched_at) for one in found]
    connection.execute(insert(tables.fingerprint), [tables.fingerprint_row(one, at) for one, at in prints if one])
    connection.execute(insert(tables.harvest), [{"capture": one.capture.sha256, "extractor": "0"} for one in found])
    rows = [{"version": number, **tables.article_row(one.article, one.capture.sha256)} for number, one in numbered]
    connection.execute(insert(tables.article), rows)
    passages = [row for number, one in numbered for row in tables.passage_rows(one.article, number)]
    connection.execute(insert(tables.passage), passages)


def _past(profile: Profile, number: int, found: list[Item]) -> Past:
    """What is remembered of the edition of a day: `STORIES` stories told from its first items."""
    window = window_for(profile, day_of(number), day_of(number))
    stories = []
    for story in range(min(STORIES, len(found) // ARTICLES)):
        told = [one.article for one in found[story * ARTICLES : (story + 1) * ARTICLES]]
        cited = [(one, 1 + place % 4) for place, one in enumerate(told[:STATEMENTS])]
        statements = tuple(
            Statement(text=one.paragraphs[at - 1], passages=(_passage(one.id, at, one.paragraphs[at - 1], one.capture),))
            for one, at in cited
        )
        sentences = tuple(sentence for one in told for sentence in one.paragraphs[:5])
        articles = tuple((one.id, one.capture) for one in told)
        stories.append(
            Remembered(
                thread=f"t-{told[0].id[:10]}",
                section=profile.sections[story % 3].id,
                headline=told[0].title,
                statements=statements,
                sentences=sentences,
                articles=articles,
                events=(day_of(number),),
            )
        )
    made_at: datetime = window.end + timedelta(minutes=30)
    return Past(
        profile=profile.id,
        name=str(window.first),
        first=window.first,
        last=window.last,
        end=window.end,
        made_at=made_at,
        stories=tuple(stories),
    )


def _passage(article: str, paragraph: int, text: str, sha256: str) -> Passage:
    return Passage(article=article, paragraph=paragraph, start=0, end=len(text), sha256=sha256)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
