"""Reading captures again with a later extractor: which are outdated, and what it made of them in place of what there was.

An article that is read as before stays. One that is not moves to the former readings, with all its words: editions may cite it.
"""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, literal, or_, select, update

from briefing import __version__
from briefing.edges.archive.loading import BATCH, chunks
from briefing.edges.archive.saving import Place, Ready, before_of, places_of, ready, save, store
from briefing.edges.archive.tables import (
    Instant,
    article,
    capture,
    capture_of,
    edition,
    failure,
    former,
    harvest,
    passage,
    sighting,
)
from briefing.model import Capture, Harvest


@dataclass(frozen=True, kw_only=True, slots=True)
class Replaced:
    """How many captures were read again, and of their articles: read as before, read otherwise, found now, no longer found."""

    captures: int = 0
    same: int = 0
    changed: int = 0
    found: int = 0
    lost: int = 0

    def __add__(self, other: "Replaced") -> "Replaced":
        return Replaced(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


def outdated(connection: Connection, extractor: str | None, most: int, after: Capture | None) -> list[str]:
    """The captures after one, in the order they were fetched, whose harvest another extractor has made (None: any)."""
    wanted = select(capture.c.sha256).join(harvest, harvest.c.capture == capture.c.sha256)
    if extractor is not None:
        wanted = wanted.where(harvest.c.extractor != extractor)
    if after is not None:
        at = capture.c.fetched_at
        wanted = wanted.where(at >= after.fetched_at, or_(at > after.fetched_at, capture.c.sha256 > after.sha256))
    return list(connection.scalars(wanted.order_by(capture.c.fetched_at, capture.c.sha256).limit(most)))


def of_bounded_size(connection: Connection, names: Sequence[str], size: int) -> tuple[Capture, ...]:
    """The first of these captures, in this order, with the source that met each first: no more than `size` bytes in all, but one at least."""
    sizes = {
        row.sha256: row.size
        for chunk in chunks(names)
        for row in connection.execute(select(capture.c.sha256, capture.c.size).where(capture.c.sha256.in_(chunk)))
    }
    chosen: list[str] = []
    total = 0
    for name in names:
        total += sizes[name]
        if chosen and total > size:
            break
        chosen.append(name)
    sources: dict[str, str | None] = {}
    found: dict[str, Capture] = {}
    for chunk in chunks(chosen):
        met = select(sighting.c.capture, sighting.c.source).where(sighting.c.capture.in_(chunk))
        for row in connection.execute(met.order_by(sighting.c.fetched_at, sighting.c.key)):
            sources.setdefault(row.capture, row.source)
        for row in connection.execute(select(capture).where(capture.c.sha256.in_(chunk))):
            found[row.sha256] = dataclasses.replace(capture_of(row), source=sources.get(row.sha256))
    return tuple(found[name] for name in chosen)


def replace(connection: Connection, harvests: Mapping[str, Harvest], *, at: datetime, dry: bool) -> Replaced:
    """Put these harvests in place of those that are there, captures fetched first before the others; or tell what that would do."""
    lean = _harvested(connection, harvests, dry)
    if not dry:
        save(connection, {name: harvests[name] for name in harvests.keys() - lean.keys()})  # nobody has read them yet
    places = places_of(connection, lean)
    editions = connection.scalar(select(func.max(edition.c.number))) or 0
    done = Replaced()
    for name in sorted(lean, key=lambda name: places[name]):
        one = _compared(connection, ready(harvests[name]), places[name] if lean[name] else None, dry)
        if not dry:
            _retire(connection, name, one.gone, at, editions)
            store(connection, [one.told])
            made = update(harvest).where(harvest.c.capture == name)
            connection.execute(made.values(extractor=__version__, lean=bool(one.left_out)))
        done += one.counts()
    return done


@dataclass(frozen=True, kw_only=True, slots=True)
class _Compared:
    """What becomes of the articles of one capture: by id those that stay and those left out, the rows that go, what comes."""

    stay: frozenset[str]
    left_out: frozenset[str]
    gone: Mapping[int, str]
    told: Ready

    def counts(self) -> Replaced:
        gone, told = set(self.gone.values()), {str(row["id"]) for row, _ in self.told.articles}
        return Replaced(
            captures=1,
            same=len(self.stay) + len(self.left_out - self.stay),
            changed=len(gone & told),
            found=len(told - gone - self.stay),
            lost=len(gone - told - self.stay - self.left_out),
        )


def _compared(connection: Connection, new: Ready, place: Place | None, dry: bool) -> _Compared:
    """What becomes of a capture's articles; at a `place` what the reading before says already is left out."""
    columns = (article.c.version, article.c.item, article.c.id, article.c.content)
    old = list(connection.execute(select(*columns).where(article.c.capture == new.capture)))
    by_place = {(row["item"], row["id"]): row["content"] for row, _ in new.articles}
    stay = {(row.item, row.id) for row in old if by_place.get((row.item, row.id)) == row.content}
    comes = [each for each in new.articles if (each[0]["item"], each[0]["id"]) not in stay]
    known: set[str] = set()
    if place is not None:
        before = before_of(connection, [(each, place) for each in comes], None if dry else __version__)
        known = {row["id"] for row, one in comes if before.has(row, one, place)}
        comes = [(row, one) for row, one in comes if row["id"] not in known]
    return _Compared(
        stay=frozenset(name for _, name in stay),
        left_out=frozenset(known),
        gone={row.version: row.id for row in old if (row.item, row.id) not in stay},
        told=Ready(capture=new.capture, articles=tuple(comes), failures=new.failures, unstored=new.unstored),
    )


def _retire(connection: Connection, name: str, versions: Collection[int], at: datetime, editions: int) -> None:
    """Move these articles of a capture to the former readings, and take away what failed."""
    connection.execute(delete(failure).where(failure.c.capture == name))
    for start in range(0, len(versions), BATCH):
        some = sorted(versions)[start : start + BATCH]
        moved = select(
            article.c.capture, article.c.id, harvest.c.extractor, literal(at, Instant), literal(editions), article.c.content
        ).join(harvest, harvest.c.capture == article.c.capture)
        columns = ["capture", "id", "extractor", "retired_at", "editions", "content"]
        connection.execute(
            insert(former).from_select(columns, moved.where(article.c.version.in_(some)).order_by(article.c.version))
        )
        connection.execute(delete(passage).where(passage.c.version.in_(some)))
        connection.execute(delete(article).where(article.c.version.in_(some)))


def _harvested(connection: Connection, captures: Collection[str], dry: bool) -> dict[str, bool]:
    """Those of the captures that have a harvest, and whether it is lean; nobody else changes them meanwhile."""
    found: dict[str, bool] = {}
    for chunk in chunks(captures):
        there = select(harvest.c.capture, harvest.c.lean).where(harvest.c.capture.in_(chunk)).order_by(harvest.c.capture)
        found.update((row.capture, row.lean) for row in connection.execute(there if dry else there.with_for_update()))
    return found
