"""An edition a day, as a desk makes them: what each says is new, and what it costs while the archive grows.

The items come from a JSONL file (title, date or published, description or body_html or text, link or url, feed or publisher),
also gzipped, or are invented. Each day's pages are collected into one archive, the day's edition is made and remembered; every
edition is a process of its own. Afterwards the edition of the middle day is made again and must say the same. Prints a table.
Usage: fortnight.py [--items FILE] [--days N] [--profile FILE] [--day N] [--first DAY] [--folder FOLDER]
"""

import argparse
import gzip
import hashlib
import html
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from invented import PROFILE, day_of, items
from stopwatch import table

from briefing.edges.archive import SqlArchive
from briefing.edges.workers import LocalWorkers
from briefing.model import Briefing, Capture
from briefing.pipeline import brief, collect
from briefing.record import write
from briefing.settings import Profile, built_in, parse
from briefing.windows import window_for

ROWS = 50  # of the file, put into one page: pages are read under a limit of time
_BREAKS, _TAGS = re.compile(r"(?i)</(?:p|div|li|h\d|blockquote)>|<br\s*/?>"), re.compile(r"<[^>]*>")
COLUMNS = ("items", "stories", "new", "updates", "known", "corrections", "dropped", "said before", "seconds", "MB")


def main(words: Sequence[str]) -> int:
    """Make the editions and print what each was; returns 1 where one made again says something else."""
    parser = argparse.ArgumentParser(description="Make an edition a day and print what each cost.")
    parser.add_argument("--items", type=Path, help="a JSONL file of articles; default: invented ones")
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--first", type=date.fromisoformat, help="the first day; default: the first in the file")
    parser.add_argument("--profile", type=Path, help="default: the built-in one; for invented items one that fits them")
    parser.add_argument("--day", type=int, default=1_000, metavar="N", help="invented items a day")
    parser.add_argument("--folder", type=Path, help="where the archive stays, to be looked at; default: thrown away")
    parser.add_argument("--edition", type=date.fromisoformat, help=argparse.SUPPRESS)
    parser.add_argument("--archive", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    profile = _profile(options)
    if options.edition:
        print(json.dumps(edition(options.archive, profile, options.edition)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        file = (options.folder or Path(scratch)) / "briefing.db"
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            raise SystemExit(f"{file} is there already: every run begins with an empty archive")
        url = f"sqlite:///{file}"
        made: dict[date, dict[str, Any]] = {}
        told: set[str] = set()
        for day, captured in _days(options, profile):
            _collect(url, captured, profile)
            one = made[day] = _apart(words, url, day)
            one["said before"] = len(told.intersection(one["texts"]))
            told.update(one["texts"])
            print(f"{day}: {' '.join(f'{name} {one[name]:,.0f}' for name in COLUMNS)}", file=sys.stderr)
        middle = sorted(made)[len(made) // 2]
        same = _apart(words, url, middle)["hash"] == made[middle]["hash"]
        size = file.stat().st_size / 1e6
    rows = [
        [str(day), *(f"{one[name]:,.1f}" if name == "seconds" else f"{one[name]:,.0f}" for name in COLUMNS)]
        for day, one in made.items()
    ]
    note = f"The edition of {middle} made again at the end says {'the same' if same else 'SOMETHING ELSE'}. The archive has {size:,.0f} MB."
    print(table("An edition a day", ["", *COLUMNS], rows, note))
    return int(not same)


def edition(url: str, profile: Profile, day: date) -> dict[str, Any]:
    """Make the edition of a day from the archive and remember it: what it holds, and its seconds and megabytes."""
    window = window_for(profile, day, day)
    started = time.perf_counter()
    with SqlArchive.open(url, create=False) as archive:
        loaded = archive.load(window)
        briefing, past = brief(loaded, archive=archive, profile=profile, window=window, now=window.end + timedelta(minutes=30))
        archive.record(past)
    changes = briefing.changes
    texts = _texts(briefing)
    return {
        "items": len(loaded.articles),
        "stories": sum(len(chapter.reports) for chapter in briefing.chapters),
        "new": changes.new,
        "updates": changes.updated,
        "known": len(changes.known),
        "corrections": len(changes.corrections),
        "dropped": len(changes.dropped),
        "seconds": time.perf_counter() - started,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "texts": texts,
        "hash": hashlib.sha256(write(briefing)).hexdigest(),
    }


def _texts(briefing: Briefing) -> list[str]:
    """The statements of the reports, letters only, as hashes."""
    said = (one.text for chapter in briefing.chapters for report in chapter.reports for one in report.statements)
    letters = ("".join(filter(str.isalnum, text.casefold())) for text in said)
    return sorted({hashlib.sha256(text.encode()).hexdigest()[:16] for text in letters})


def _apart(words: Sequence[str], url: str, day: date) -> dict[str, Any]:
    command = [sys.executable, __file__, *words, "--archive", url, "--edition", str(day)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def _profile(options: argparse.Namespace) -> Profile:
    if options.profile:
        return parse(options.profile.read_text(encoding="utf-8"), str(options.profile))
    return built_in() if options.items else parse(PROFILE, "fortnight")


def _days(options: argparse.Namespace, profile: Profile) -> Iterator[tuple[date, list[Capture]]]:
    if not options.items:
        for number in reversed(range(options.days)):
            yield day_of(number), [one.capture for one in items(number, options.day)]
        return
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in _rows(options.items):
        by_day.setdefault(date.fromisoformat(row["published"][:10]), []).append(row)
    wanted = [day for day in sorted(by_day) if options.first is None or day >= options.first]
    for day in islice(wanted, options.days):
        at = window_for(profile, day, day).start + timedelta(hours=12)
        yield day, [_capture(by_day[day][start : start + ROWS], at, start) for start in range(0, len(by_day[day]), ROWS)]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of the file as articles any version of the program reads."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            url = row.get("url") or row.get("link")
            text = row.get("text") or row.get("body_html") or row.get("description") or ""
            published = row.get("published") or row.get("date")
            if published and row.get("title"):
                yield {
                    "title": row["title"],
                    "text": html.unescape(_TAGS.sub("", _BREAKS.sub("\n\n", text))),
                    "published": published,
                    "url": url,
                    "publisher": row.get("publisher") or urlsplit(row.get("feed") or url or "").hostname,
                }


def _capture(rows: list[dict[str, Any]], at: datetime, number: int) -> Capture:
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(sha256=sha256, name=f"{at:%Y-%m-%d}-{number}.jsonl", media_type="application/jsonl", body=body, fetched_at=at)


def _collect(url: str, captured: list[Capture], profile: Profile) -> None:
    with SqlArchive.open(url) as archive:
        collect(captured, archive=archive, workers=LocalWorkers(profile.processes), zone=profile.zone)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
