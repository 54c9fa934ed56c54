"""How harvests come into the archive: functions on a connection that writes.

A harvest is saved whole, or lean: without the articles of which the reading before says the same word for word. The reading
before is the newest fetched no later than the capture and made by the same extractor, so that what a later version of the
program makes of older captures never takes away what a lean harvest relies on.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from briefing import __version__
from briefing.edges.archive.engine import insert_into
from briefing.edges.archive.loading import chunks
from briefing.edges.archive.tables import (
    article,
    article_of,
    article_row,
    capture,
    failure,
    failure_row,
    harvest,
    passage,
    passage_rows,
    unread,
)
from briefing.model import Article, Failure, Harvest

Stored = dict[str, frozenset[str]]  # the ids of the articles that were stored, by capture
Place = tuple[datetime, str]  # when a capture was fetched, and its hash: the order in which captures came
_AT_ONCE = 100  # articles with all their words


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A harvest as rows: its articles with theirs, and the titles of those that cannot be stored with the reasons."""

    capture: str
    articles: tuple[tuple[dict[str, Any], Article], ...]
    failures: tuple[Failure, ...] = ()
    unstored: tuple[tuple[str, str], ...] = ()


def ready(one: Harvest) -> Ready:
    """The rows of a harvest; what cannot be stored costs nothing else."""
    rows: dict[tuple[int, str], tuple[dict[str, Any], Article]] = {}
    unstored: list[tuple[str, str]] = []
    for each in one.articles:
        try:
            row = article_row(each, one.capture)
            if (row["item"], row["id"]) in rows:
                raise ValueError("another article of the same page has its number and id")  # noqa: TRY301
        except ValueError as error:
            unstored.append((each.title, f"not stored: {error}"))
        else:
            rows[row["item"], row["id"]] = (row, each)
    return Ready(capture=one.capture, articles=tuple(rows.values()), failures=one.failures, unstored=tuple(unstored))


def save(connection: Connection, harvests: Mapping[str, Harvest]) -> Stored:
    """Save harvests by capture whole: those not there yet, and what is missing of those that are lean."""
    added = _begin(connection, harvests)
    fresh = [ready(harvests[name]) for name in sorted(added)]
    lean = _lean(connection, harvests.keys() - added)
    there = {(row.capture, row.item, row.id) for chunk in chunks(lean) for row in connection.execute(_stored(chunk))}
    filled = [
        Ready(capture=name, articles=tuple(each for each in rows if (name, each[0]["item"], each[0]["id"]) not in there))
        for name in sorted(lean)
        for rows in [ready(harvests[name]).articles]
    ]
    stored = store(connection, [*fresh, *filled])
    _set_lean(connection, lean, False)
    return stored


def save_new(connection: Connection, harvests: Mapping[str, Harvest]) -> Stored:
    """Save harvests by capture lean: those not there yet, without the articles of which the reading before says the same."""
    places = places_of(connection, _begin(connection, harvests))
    in_order = [ready(harvests[name]) for name in sorted(places, key=lambda name: places[name])]
    before = before_of(connection, [(each, places[one.capture]) for one in in_order for each in one.articles])
    told: list[Ready] = []
    lean: set[str] = set()
    for one in in_order:
        place = places[one.capture]
        kept = tuple(each for each in one.articles if not before.has(*each, place))
        for each in kept:
            before.add(*each, place)
        told.append(Ready(capture=one.capture, articles=kept, failures=one.failures, unstored=one.unstored))
        if len(kept) < len(one.articles):
            lean.add(one.capture)
    stored = store(connection, told)
    _set_lean(connection, lean, True)
    return stored


def store(connection: Connection, harvests: Collection[Ready]) -> Stored:
    """Add the articles with their passages, and the failures; the ids of the articles by capture."""
    articles = [each for one in harvests for each in one.articles]
    if articles:
        rows = [row for row, _ in articles]
        versions = connection.scalars(insert(article).returning(article.c.version, sort_by_parameter_order=True), rows)
        passages = (passage_rows(each, version) for version, (_, each) in zip(versions, articles, strict=True))
        connection.execute(insert(passage), list(chain.from_iterable(passages)))
    at = places_of(connection, [one.capture for one in harvests if one.unstored])
    failed: list[dict[str, Any]] = []
    for one in harvests:
        reasons = (Failure(stage="save", subject=title, reason=reason, at=at[one.capture][0]) for title, reason in one.unstored)
        failed += (failure_row(each, one.capture, number) for number, each in enumerate((*one.failures, *reasons)))
    if failed:
        connection.execute(insert(failure), failed)
    return {one.capture: frozenset(each.id for _, each in one.articles) for one in harvests}


def places_of(connection: Connection, captures: Iterable[str]) -> dict[str, Place]:
    """Where captures stand in the order in which they came."""
    columns = (capture.c.sha256, capture.c.fetched_at)
    return {
        row.sha256: (row.fetched_at, row.sha256)
        for chunk in chunks(captures)
        for row in connection.execute(select(*columns).where(capture.c.sha256.in_(chunk)))
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """A reading: where its capture stands in the order, and its version in the archive or what it says."""

    place: Place
    summary: bool
    version: int = 0
    words: bytes = b""


@dataclass(kw_only=True, slots=True)
class Before:
    """What the archive says of some articles, by id, and of those versions that count what words they have."""

    known: dict[str, list[_Known]] = field(default_factory=dict)
    words: dict[int, bytes] = field(default_factory=dict)

    def has(self, row: Mapping[str, Any], one: Article, place: Place) -> bool:
        """Whether the reading before this one says the same; of a whole article no summary does."""
        said = words_of(one)
        return any(said == (self.words[each.version] if each.version else each.words) for each in self.latest(row, place))

    def latest(self, row: Mapping[str, Any], place: Place) -> list[_Known]:
        """The readings to compare with: those of the latest capture before that has the article itself, or for a summary a summary too."""
        earlier = [each for each in self.known.get(row["id"], ()) if each.place < place]
        found: list[_Known] = []
        for kind in {False, row["summary"]}:
            alike = [each for each in earlier if each.summary == kind]
            latest = max((each.place for each in alike), default=None)
            found += (each for each in alike if each.place == latest)
        return found

    def add(self, row: Mapping[str, Any], one: Article, place: Place) -> None:
        """Learn of an article that is being stored."""
        learnt = _Known(place=place, summary=one.summary, words=words_of(one))
        self.known.setdefault(row["id"], []).append(learnt)


def before_of(
    connection: Connection, wanted: Collection[tuple[tuple[dict[str, Any], Article], Place]], extractor: str | None = __version__
) -> Before:
    """What the archive says of these articles before these places, as one extractor read it, or any."""
    before = Before()
    columns = (article.c.id, article.c.version, article.c.capture, article.c.summary, capture.c.fetched_at)
    read = select(*columns).join(capture, capture.c.sha256 == article.c.capture)
    if extractor is not None:
        read = read.join(harvest, harvest.c.capture == article.c.capture).where(harvest.c.extractor == extractor)
    for chunk in chunks(row["id"] for (row, _), _ in wanted):
        for found in connection.execute(read.where(article.c.id.in_(chunk))):
            known = _Known(place=(found.fetched_at, found.capture), summary=found.summary, version=found.version)
            before.known.setdefault(found.id, []).append(known)
    versions = sorted({each.version for (row, _), place in wanted for each in before.latest(row, place)})
    for start in range(0, len(versions), _AT_ONCE):
        some = select(article.c.version, article.c.content).where(article.c.version.in_(versions[start : start + _AT_ONCE]))
        before.words.update((found.version, words_of(article_of(found.content))) for found in connection.execute(some))
    return before


def words_of(one: Article) -> bytes:
    """A hash of what an article says: its words, who says them and when; not where it was read, nor what that rests on."""
    times = [(when.day, when.at, when.precision) if when else None for when in (one.published, one.updated)]
    by = (one.publisher, one.authors, one.desks, one.agencies, one.language, one.kind)
    return blake2b(msgspec.json.encode((one.title, one.paragraphs, by, times)), digest_size=16).digest()


def _begin(connection: Connection, captures: Collection[str]) -> frozenset[str]:
    """Add the harvests of these captures, as far as they have none, without what belongs to them; their captures."""
    if not captures:
        return frozenset()
    rows = [{"capture": name, "extractor": __version__, "lean": False} for name in sorted(captures)]
    added = frozenset(
        connection.scalars(insert_into(connection, harvest).values(rows).on_conflict_do_nothing().returning(harvest.c.capture))
    )
    if added:
        connection.execute(delete(unread).where(unread.c.capture.in_(added)))
    return added


def _lean(connection: Connection, captures: Collection[str]) -> frozenset[str]:
    """Those of these captures whose harvest is lean; nobody else fills them in meanwhile."""
    found: set[str] = set()
    for chunk in chunks(captures):
        lean = select(harvest.c.capture).where(harvest.c.capture.in_(chunk), harvest.c.lean.is_(True))
        found.update(connection.scalars(lean.order_by(harvest.c.capture).with_for_update()))
    return frozenset(found)


def _set_lean(connection: Connection, captures: Collection[str], lean: bool) -> None:
    if captures:
        connection.execute(update(harvest).where(harvest.c.capture.in_(captures)).values(lean=lean))


def _stored(captures: Collection[str]) -> Any:
    return select(article.c.capture, article.c.item, article.c.id).where(article.c.capture.in_(captures))
