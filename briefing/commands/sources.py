"""`briefing sources`: how each source of the profile is doing, as a table or as data."""

import argparse
import json
import os
import statistics
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing.commands.context import archive_url, now_for, output_for, profile_for
from briefing.commands.source_health import DAY, Sight, sights
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.source_book import SourceBook
from briefing.errors import Exit, UsageError
from briefing.model import HealthState, Yield
from briefing.settings import Profile
from briefing.stages.gather.health import idle_since, lasting, moment

_NAME = 21  # letters of a name in the table, which is 100 wide
_HEAD = f"{'source':{_NAME}} {'state':11} {'last success':12} {'visits':>6} {'24 h':>5} {'30 d':>6} {'failed':>6} {'unused':>6} {'delay':>6} next"
_COLOURS: Mapping[HealthState, str] = {"well": "32", "quiet": "33", "boilerplate": "33", "failing": "31", "dead": "31"}
_KEY = 8  # characters of a key that tell two sources of one name apart
_REASONS = 3  # of articles that could not be had, per source


def run(args: argparse.Namespace) -> int:
    """Print a line for each source; exit code 10 where one is dead or has been failing for hours, or nobody collects any more."""
    profile = profile_for(args)
    if not profile.sources:
        raise UsageError("the profile names no sources; `briefing discover URL` prints the lines for a site's feeds")
    at = now_for(args.now, profile)
    address = archive_url(args, profile, output_for(args, profile))
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite:///") and not file.is_file():
        raise UsageError(f"there is no archive at {file} yet; `briefing collect` makes it")
    with SqlArchive.open(address, create=False) as archive:
        book = archive.sources()
        found: list[Sight] = []
        if not args.json:
            print(_HEAD)
        for one in sights(book, profile.sources, at=at, zone=profile.zone, whole=True):  # each as soon as it is known
            print(json.dumps(_facts(one, book), ensure_ascii=False) if args.json else _row(one, book, profile.zone, at))
            found.append(one)
        if not args.json and (lines := [f"  {line}" for one in found for line in _explained(one, book)]):
            print("\n" + "\n".join(lines))
        if others := _others(book, profile, at):
            _print_others(others, profile.zone, at, as_json=args.json)
    if idle := idle_since(profile.sources, [one.visits[0] for one in found if one.visits], at):
        _print_idle(idle, profile.zone, as_json=args.json)
    return Exit.PARTIAL if idle or any(lasting(one.health, at) for one in found) else Exit.OK


def _row(one: Sight, book: SourceBook, zone: ZoneInfo, at: datetime) -> str:
    health = one.health
    name = _plain(health.name)
    name = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    state = f"{health.state:11}"
    if health.state in _COLOURS and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        state = f"\x1b[{_COLOURS[health.state]}m{state}\x1b[0m"
    visits = sum(visit.ended >= at - DAY for visit in one.visits)
    share, delay = _not_used(one), _delay(one)
    return (
        f"{name:{_NAME}} {state} {_when(health.succeeded, zone, at):12} {visits:>6,} {one.day.articles:>5,} {one.month.articles:>6,} "
        f"{sum(book.reasons(one.source.key).values()):>6,} {'–' if share is None else f'{share:.0%}':>6} "
        f"{'–' if delay is None else _length(delay):>6} {_when(book.due(one.source.key), zone, at)}"
    ).rstrip()


def _explained(one: Sight, book: SourceBook) -> list[str]:
    """What the table has no room for: why a source fails or is suspect, and why articles of it could not be had."""
    health, name = one.health, _plain(one.health.name)
    lines = []
    if health.state in ("failing", "dead"):
        lines.append(f"{name}: {_plain(health.told or health.reason)}")
    elif health.told:
        lines.append(_plain(health.told))
    if reasons := book.reasons(one.source.key):
        told = [f"{count} {_plain(reason)}" for reason, count in list(reasons.items())[:_REASONS]]
        rest = sum(list(reasons.values())[_REASONS:])
        lines.append(f"{name}: articles not had: {'; '.join(told)}{f'; {rest} for other reasons' if rest else ''}")
    return lines


def _facts(one: Sight, book: SourceBook) -> dict[str, Any]:
    health, due = one.health, book.due(one.source.key)
    delay = _delay(one)
    return {
        "source": health.name,
        "kind": one.source.kind,
        "url": one.source.url,
        "key": health.source,
        "state": health.state,
        "told": health.told,
        "reason": health.reason,
        "visited": _iso(health.visited),
        "succeeded": _iso(health.succeeded),
        "brought": _iso(health.brought),
        "due": _iso(due),
        "day": _counts(one.day),
        "month": _counts(one.month),
        "addresses": dict(sorted(book.addresses(one.source.key).items())),
        "reasons": dict(book.reasons(one.source.key)),
        "not_used": _not_used(one),
        "median_delay_minutes": None if delay is None else round(delay, 1),
    }


def _counts(brought: Yield) -> dict[str, int]:
    return {name: getattr(brought, name) for name in ("captures", "articles", "full", "rejected", "failed")}


def _not_used(one: Sight) -> float | None:
    """The share of the pages of 30 days that held no article; None where there was no page."""
    barren = one.month.rejected + one.month.failed
    pages = barren + one.month.full
    return barren / pages if pages else None


def _delay(one: Sight) -> float | None:
    """The median time from publication to fetching, of the articles of 30 days of which both minutes are known."""
    return statistics.median(one.month.delays) if one.month.delays else None


def _others(book: SourceBook, profile: Profile, at: datetime) -> dict[str, tuple[str, datetime]]:
    """Sources that the archive knows and the profile does not name: name and last visit, by key."""
    ours = {source.key for source in profile.sources}
    found = {}
    for key, name in book.visited().items():
        if key not in ours and (visits := book.visits(key, before=at, most=1)):
            found[key] = (name, visits[0].ended)
    return dict(sorted(found.items(), key=lambda one: (one[1][0], one[0])))


def _print_others(others: Mapping[str, tuple[str, datetime]], zone: ZoneInfo, at: datetime, *, as_json: bool) -> None:
    if as_json:
        for key, (name, ended) in others.items():
            print(
                json.dumps({"source": name, "key": key, "state": "not in the profile", "visited": _iso(ended)}, ensure_ascii=False)
            )
        return
    namesakes = Counter(name for name, _ in others.values())  # neither kind nor address is kept with a visit
    told = [
        f"{_plain(name)} ({f'key {key[:_KEY]}…, ' if namesakes[name] > 1 else ''}last visited {_when(ended, zone, at)})"
        for key, (name, ended) in others.items()
    ]
    print(f"\nIn the archive, but not in the profile: {', '.join(told)}.")


def _print_idle(since: datetime, zone: ZoneInfo, *, as_json: bool) -> None:
    """That nothing is collected any more; as data a line like those of the sources, but of none of them."""
    told = f"Nothing has been collected since {moment(since, zone)}; is `briefing collect` still run?"
    facts = {"source": None, "state": "nothing collected", "told": told, "visited": _iso(since)}
    print(json.dumps(facts, ensure_ascii=False) if as_json else f"\n{told}")


def _when(moment: datetime | None, zone: ZoneInfo, at: datetime) -> str:
    """A moment in 12 letters at most: "21 Nov 06:10", with another year than `at` "21 Nov 2025"."""
    if moment is None:
        return "never"
    here = moment.astimezone(zone)
    return f"{here:%-d %b %H:%M}" if here.year == at.astimezone(zone).year else f"{here:%-d %b %Y}"


def _length(minutes: float) -> str:
    """A length of time in 6 letters at most: "7 min", "2.5 h", "3.2 d"."""
    if minutes < 0:
        return f"-{_length(-minutes)}"
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h" if minutes < 48 * 60 else f"{minutes / 1440:.1f} d"


def _plain(text: str) -> str:
    """Text without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
