"""How fast many sources are collected, and in how much memory, beside bare httpx2 and trafilatura.

A newsroom on loopback serves so many sites, each on a port of its own, with a feed of twenty items. `briefing collect` brings them
into an empty archive, once with full texts in the feeds and once with a page for each item; the bare loop does the same over the
same server. They alternate. Prints Markdown tables.
Usage: collecting.py [--sources N …] [--shapes whole pages] [--items N] [--hosts N] [--pause S] [--runs N]
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from stopwatch import BRIEFING, ROOT, median, table

sys.path.insert(0, str(ROOT / "tests" / "servers"))
from newsroom import FEED, Newsroom

_BARE = str(Path(__file__).with_name("bare_collecting.py"))
_EVERY = 0.05
PROFILE = """\
title = "River towns"
timezone = "UTC"
day_starts = "00:00"
semantic = "off"
archive = "sqlite:///archive.db"

[[section]]
id = "towns"
title = "Towns"
about = "what is closed, flooded and repaired in the river towns"

[fetch]
pause = {pause}
hosts = {hosts}
contact = "https://example.org/collecting"
allow_hosts = {allowed}
"""
SOURCE = """
[[source]]
name = "Site {number}"
kind = "feed"
url = "{url}"
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One collecting: wall time, processor time of its first process, of those it started and of the server (s); peak memory of
    all its processes and of the first alone (MB); what the server was asked, the articles found, bytes of the archive.
    """

    seconds: float
    first: float
    others: float
    server: float
    megabytes: float
    first_megabytes: float
    requests: int
    articles: int
    code: int
    said: str = field(repr=False)
    archive: int = 0


def main(words: Sequence[str]) -> int:
    """Measure each shape and number of sources; returns 1 where a collecting did not bring every article."""
    parser = argparse.ArgumentParser(description="Time the collecting of many sources.")
    parser.add_argument("--sources", type=int, nargs="+", default=(100, 250, 500), metavar="N")
    parser.add_argument("--shapes", nargs="+", choices=("whole", "pages"), default=("whole", "pages"))
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--hosts", type=int, default=100, help="hosts asked at once")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two requests to a host")
    parser.add_argument("--runs", type=int, default=1)
    args = parser.parse_args(words)
    good = True
    for shape in args.shapes:
        for sources in args.sources:
            done: dict[str, list[Trial]] = {"briefing collect": [], "httpx2 and trafilatura": []}
            for _ in range(args.runs):
                done["briefing collect"].append(_ours(sources, shape, args))
                done["httpx2 and trafilatura"].append(_bare(sources, shape, args))
            print(_table(sources, shape, args, done), flush=True)
            for one in (one for trials in done.values() for one in trials):
                if one.articles != sources * args.items or one.code:
                    print(
                        f"{one.articles} of {sources * args.items} articles, exit code {one.code}:",
                        one.said[-2000:],
                        file=sys.stderr,
                    )
                    good = False
    return 0 if good else 1


def _newsroom(sources: int, shape: str, args: argparse.Namespace) -> Newsroom:
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    return Newsroom(sources, items=args.items, shape=shape, first=first)


def _ours(sources: int, shape: str, args: argparse.Namespace) -> Trial:
    with tempfile.TemporaryDirectory() as scratch, _newsroom(sources, shape, args) as newsroom:
        profile, archive = Path(scratch) / "towns.toml", Path(scratch) / "archive.db"
        head = PROFILE.format(pause=args.pause, hosts=args.hosts, allowed=list(newsroom.allowed))
        listed = (SOURCE.format(number=number, url=site + FEED) for number, site in enumerate(newsroom.sites))
        profile.write_text(head + "".join(listed), encoding="utf-8")
        done = _watched([*BRIEFING, "collect", "--profile", str(profile), "--json"], newsroom)
        with sqlite3.connect(archive) as connection:
            articles = connection.execute("SELECT count(DISTINCT id) FROM article").fetchone()[0]
        connection.close()
        size = sum(path.stat().st_size for path in Path(scratch).glob("archive.db*"))
        return _trial(done, newsroom, articles, size)


def _bare(sources: int, shape: str, args: argparse.Namespace) -> Trial:
    with tempfile.TemporaryDirectory() as scratch, _newsroom(sources, shape, args) as newsroom:
        feeds = Path(scratch) / "feeds.txt"
        feeds.write_text("\n".join(site + FEED for site in newsroom.sites), encoding="utf-8")
        done = _watched([sys.executable, _BARE, shape, str(args.hosts), str(args.pause), str(feeds)], newsroom)
        last = done.said.strip().rpartition("\n")[2]
        return _trial(done, newsroom, int(last) if last.isdecimal() else 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Watched:
    seconds: float
    first: float
    others: float
    server: float
    peak: int
    first_peak: int
    code: int
    said: str


def _trial(done: _Watched, newsroom: Newsroom, articles: int, archive: int) -> Trial:
    return Trial(
        seconds=done.seconds,
        first=done.first,
        others=done.others,
        server=done.server,
        megabytes=done.peak / 1e6,
        first_megabytes=done.first_peak / 1e6,
        requests=len(newsroom.requests()),
        articles=articles,
        code=done.code,
        said=done.said,
        archive=archive,
    )


def _watched(command: Sequence[str], newsroom: Newsroom) -> _Watched:
    """Run a command to its end; what its processes used is sampled 20 times a second."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    server = psutil.Process(newsroom.process.pid)
    before = sum(server.cpu_times()[:2])
    used: dict[int, float] = {}
    peak = first_peak = 0
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said) as process:
            tree = psutil.Process(process.pid)
            while process.poll() is None:
                held = _sample(tree, used)
                peak, first_peak = max(peak, sum(held.values())), max(first_peak, held.get(process.pid, 0))
                time.sleep(_EVERY)
            seconds = time.perf_counter() - started
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    first = used.pop(process.pid, 0.0)
    return _Watched(
        seconds=seconds,
        first=first,
        others=sum(used.values()),
        server=sum(server.cpu_times()[:2]) - before,
        peak=peak,
        first_peak=first_peak,
        code=process.returncode,
        said=output,
    )


def _sample(tree: psutil.Process, used: dict[int, float]) -> dict[int, int]:
    """The resident bytes of each process now; puts down the processor time each has used so far."""
    held: dict[int, int] = {}
    try:
        family = [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return held
    for process in family:
        try:
            held[process.pid], used[process.pid] = process.memory_info().rss, sum(process.cpu_times()[:2])
        except psutil.Error:  # it has ended in between
            continue
    return held


def _table(sources: int, shape: str, args: argparse.Namespace, done: dict[str, list[Trial]]) -> str:
    head = [
        "",
        "wall",
        "requests/s",
        "articles/s",
        "CPU: first process",
        "CPU: others",
        "CPU: server",
        "peak memory",
        "first process",
    ]
    rows, totals = [], []
    for name, trials in done.items():
        one = {key: median([getattr(each, key) for each in trials]) for key in ("seconds", "first", "others", "server")}
        held = [median([each.megabytes for each in trials]), median([each.first_megabytes for each in trials])]
        rates = [f"{median([getattr(each, what) / each.seconds for each in trials]):,.0f}" for what in ("requests", "articles")]
        used = [f"{one[key]:.1f} s" for key in ("first", "others", "server")]
        rows.append([name, f"{one['seconds']:.1f} s", *rates, *used, *(f"{each:.0f} MB" for each in held)])
        totals.append((one["seconds"], one["first"] + one["others"]))
    rows.append(["ratio of wall times", f"{totals[0][0] / totals[1][0]:.2f}", *[""] * 7])
    rows.append(["ratio of CPU without the server", f"{totals[0][1] / totals[1][1]:.2f}", *[""] * 7])
    ours = done["briefing collect"]
    size = median([each.archive for each in ours])
    note = (
        f"{args.runs} alternating runs each; {args.hosts} hosts at once, a pause of {args.pause} s a host. Ours made "
        f"{median([each.requests for each in ours]):,.0f} requests, robots.txt included; its archive has {size / 1e6:.1f} MB."
    )
    what = "full texts in the feeds" if shape == "whole" else "a page each"
    return table(f"{sources} sources of {args.items} items, {what}", head, rows, note)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
