"""What `briefing collect` says: a table under a progress bar on a terminal, else a JSON object a line."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from briefing.collecting import Round
from briefing.edges.progress import Bar
from briefing.model import Visit

_COLOURS = {"read": "\x1b[32m", "partly": "\x1b[33m", "failed": "\x1b[31m", "closed": "\x1b[31m"}
_PLAIN = "\x1b[0m"
_WORDS = {"read": "read", "unchanged": "no news", "partly": "partly", "failed": "failed", "closed": "closed"}
_WIDEST = 34  # letters of a source's name


class Log(Protocol):
    """Whoever is told what comes of the sources."""

    def tell(self, one: Round) -> None:
        """Say what came of one source."""
        ...

    def tick(self) -> None:
        """Count a page that was read."""
        ...

    def end(self, rounds: Sequence[Round]) -> None:
        """Say what came of all."""
        ...

    def close(self) -> None:
        """Give back the terminal, however the collect ended."""
        ...


class Quiet:
    """Says nothing."""

    def tell(self, one: Round) -> None:
        pass

    def tick(self) -> None:
        pass

    def end(self, rounds: Sequence[Round]) -> None:
        pass

    def close(self) -> None:
        pass


class JsonLog(Quiet):
    """An object a line: one for each source as it is done, one at the end."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def tell(self, one: Round) -> None:
        facts: dict[str, Any] = {"event": "source", "source": one.source.name, "kind": one.source.kind, "key": one.source.key}
        if one.skipped:
            facts |= {"outcome": "busy" if one.skipped.busy else "not due", "due": _iso(one.skipped.until)}
        if visit := one.visit:
            facts |= {
                "outcome": visit.outcome,
                "reason": visit.reason,
                "listed": visit.listed,
                "fresh": visit.fresh,
                "fetched": visit.fetched,
                "failed": visit.failed,
                "articles": one.articles,
                "rejected": one.rejected,
                "unreadable": one.unreadable,
                "requests": visit.requests,
                "bytes": visit.wire,
                "seconds": round((visit.ended - visit.began).total_seconds(), 3),
                "due": _iso(visit.due),
            }
        self._line(facts)

    def end(self, rounds: Sequence[Round]) -> None:
        self._line({"event": "collected", **_sums(rounds)})

    def _line(self, facts: dict[str, Any]) -> None:
        print(json.dumps({"at": _iso(self._clock()), **facts}, ensure_ascii=False), flush=True)


class Table(Quiet):
    """A line for each source as it is done, above a bar that counts them."""

    def __init__(self, zone: ZoneInfo, many: int) -> None:
        self._zone = zone
        self._bar = Bar("collecting", many)

    def tell(self, one: Round) -> None:
        self._bar.step(self._line(one))

    def tick(self) -> None:
        self._bar.tick("pages read:")

    def end(self, rounds: Sequence[Round]) -> None:
        sums = _sums(rounds)
        parts = [f"{count} {word}" for word, count in sums["outcomes"].items()]
        print(
            f"{_many(len(rounds), 'source')}: {', '.join(parts)}. {_many(sums['articles'], 'new article')}, "
            f"{_many(sums['requests'], 'request')}, {_size(sums['bytes'])}."
        )

    def close(self) -> None:
        self._bar.close()

    def _line(self, one: Round) -> str:
        name = "".join(letter if letter.isprintable() else "\ufffd" for letter in one.source.name)
        name = name if len(name) <= _WIDEST else name[: _WIDEST - 1] + "…"
        if one.skipped:
            until = one.skipped.until.astimezone(self._zone)
            word = "busy" if one.skipped.busy else "not due"
            why = "another collector is at it" if one.skipped.busy else f"before {until:%H:%M:%S, %-d %b}"
            return f"{word:8}{name:{_WIDEST}}  {why}"
        visit = one.visit
        assert visit
        word = f"{_COLOURS.get(visit.outcome, '')}{_WORDS[visit.outcome]:8}{_PLAIN if visit.outcome in _COLOURS else ''}"
        return f"{word}{name:{_WIDEST}}  {_told(one, visit, self._zone)}"


def _told(one: Round, visit: Visit, zone: ZoneInfo) -> str:
    if visit.outcome in ("failed", "closed"):
        return f"{visit.reason}; next {visit.due.astimezone(zone):%H:%M, %-d %b}"
    parts = [f"{visit.listed} listed", f"{visit.fresh} new", f"{visit.fetched} fetched", _many(one.articles, "article")]
    if turned := one.rejected + one.unreadable:
        parts.append(f"{turned} not used")
    if visit.failed:
        parts.append(f"{visit.failed} failed ({visit.reason})")
    seconds = (visit.ended - visit.began).total_seconds()
    return f"{', '.join(parts)} · {_many(visit.requests, 'request')}, {_size(visit.wire)}, {seconds:.1f} s"


def _sums(rounds: Sequence[Round]) -> dict[str, Any]:
    visits = [one.visit for one in rounds if one.visit]
    outcomes = Counter(
        one.visit.outcome if one.visit else "busy" if one.skipped and one.skipped.busy else "not due" for one in rounds
    )
    return {
        "sources": len(rounds),
        "outcomes": dict(sorted(outcomes.items())),
        "articles": sum(one.articles for one in rounds),
        "requests": sum(visit.requests for visit in visits),
        "bytes": sum(visit.wire for visit in visits),
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
