"""What the archive holds for a window: functions on a connection that reads.

Every query starts from an index that narrows it to the window, the captures or the ids asked for, so that a day costs the
same in an archive of a month and of ten years (tests/edges/archive/test_archive_plans.py).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, null, or_, select

from briefing.edges.archive.tables import AnyRow, article, article_of, capture, failure, failure_of, former
from briefing.model import Article, Failure, Loaded, When, Window
from briefing.windows import covers

BATCH = 500  # rows a transaction, and values an IN list

MOST_READINGS = 6  # of one article, the newest apart: a page read every hour is told by how its words changed last

Age = tuple[bool, datetime, datetime, str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """An article as one capture has it, when that was fetched and what the capture is called.

    `retired_at` is when a later extraction of the same bytes took its place, None for what holds now.
    """

    article: Article
    fetched_at: datetime
    name: str
    retired_at: datetime | None = None


def readings(connection: Connection, name: str) -> tuple[Reading, ...]:
    """The articles of the captures whose hash begins with `name`, and every reading of the article with that id, oldest first.

    Former readings too, before those that took their place: an edition may have printed from them.
    """
    found: dict[tuple[str, int], tuple[int, Reading]] = {}
    after = f"{name}g"  # no hexadecimal digit comes after it: a range, which an index answers
    for table, number, retired in ((former, former.c.number, former.c.retired_at), (article, article.c.version, null())):
        columns = (number.label("number"), retired.label("retired_at"), table.c.content, capture.c.fetched_at, capture.c.name)
        wanted = select(*columns).join(capture, capture.c.sha256 == table.c.capture)
        for condition in (and_(table.c.capture >= name, table.c.capture < after), table.c.id == name):
            for row in connection.execute(wanted.where(condition).limit(BATCH)):
                one = Reading(article=article_of(row.content), fetched_at=row.fetched_at, name=row.name, retired_at=row.retired_at)
                found[table.name, row.number] = (row.number, one)
    return tuple(one for _, one in sorted(found.values(), key=_in_time))


def _in_time(numbered: tuple[int, Reading]) -> tuple[Any, ...]:
    number, one = numbered
    return (one.fetched_at, one.article.capture, one.article.item, one.article.id, one.retired_at is None, number)


def load(connection: Connection, window: Window, captures: Collection[str] | None) -> Loaded:
    """The articles of a window, the newest version of each; see `SqlArchive.load`."""
    dated: dict[str, tuple[Age, Article]] = {}
    readings: dict[str, dict[tuple[object, ...], tuple[Age, Article]]] = {}
    undated: dict[str, tuple[Age, Article]] = {}
    if captures is None:
        concerned = set(connection.scalars(select(capture.c.sha256).where(_within(window, capture.c.fetched_at))))
    else:
        concerned = set(among(connection, capture.c.sha256, captures))
    for row in _candidates(connection, window, captures):
        one = article_of(row.content)
        inside = covers(window, one)
        if inside is None and captures is None and not window.start <= row.fetched_at < window.end:
            inside = False
        if inside is not False:
            keep_newest(dated if inside else undated, one, row)
            if inside:
                _keep_first(readings.setdefault(one.id, {}), one, row)
            concerned.add(row.capture)
    _give_way(connection, dated, window, captures)
    everything = frozenset() if captures is None else _articles_of(connection, concerned)
    return Loaded(
        articles=_in_order(one for _, one in dated.values()),
        undated=_in_order(one for _, one in undated.values() if one.id not in dated),
        failures=_failures(connection, concerned),
        captures=len(concerned),
        outside=len(everything - dated.keys() - undated.keys()),
        earlier=tuple(
            older
            for one in _in_order(one for _, one in dated.values())
            for older in _earlier(readings[one.id].values(), dated[one.id])
        ),
    )


def keep_newest(versions: dict[str, tuple[Age, Article]], one: Article, row: AnyRow) -> None:
    """Keep `one` where it is newer than what is there: by its own date, else by when it was fetched, else by hash.

    An article itself is newer than every summary of it.
    """
    age = _age(one, row)
    if one.id not in versions or versions[one.id][0] < age:
        versions[one.id] = (age, one)


def _age(one: Article, row: AnyRow) -> Age:
    when = one.updated or one.published
    return (not one.summary, _moment(when) if when else row.fetched_at, row.fetched_at, row.capture, row.item)


def _give_way(
    connection: Connection, dated: dict[str, tuple[Age, Article]], window: Window, captures: Collection[str] | None
) -> None:
    """Put the article itself in place of a summary, where it was read but its date cannot tell, or tells of another time.

    A page without a date is of the time its summary was published; one that has a date belongs to the window of that.
    """
    columns = (article.c.content, article.c.capture, article.c.item, capture.c.fetched_at)
    itself = select(*columns).join(capture, capture.c.sha256 == article.c.capture).where(article.c.summary.is_(False))
    given = None if captures is None else frozenset(captures)
    for chunk in chunks(name for name, (_, one) in dated.items() if one.summary):
        whole: dict[str, tuple[Age, Article]] = {}
        for row in connection.execute(itself.where(article.c.id.in_(chunk))):
            if given is None or row.capture in given:
                keep_newest(whole, article_of(row.content), row)
        for name, (age, one) in whole.items():
            if covers(window, one) is None:
                dated[name] = (age, replace(one, published=dated[name][1].published))
            else:
                del dated[name]


def _keep_first(readings: dict[tuple[object, ...], tuple[Age, Article]], one: Article, row: AnyRow) -> None:
    """Keep `one` as the reading that brought its words, unless an older one did."""
    words, age = (one.summary, one.title, *one.paragraphs), _age(one, row)
    if words not in readings or age < readings[words][0]:
        readings[words] = (age, one)


def _earlier(readings: Iterable[tuple[Age, Article]], newest: tuple[Age, Article]) -> list[Article]:
    """The readings before the newest that have other words, oldest first; of many the last ones. No summary of the article itself."""
    words = (newest[1].title, *newest[1].paragraphs)
    alike = [(age, one) for age, one in readings if age < newest[0] and one.summary == newest[1].summary]
    before = sorted(((age, one) for age, one in alike if (one.title, *one.paragraphs) != words), key=lambda some: some[0])
    return [one for _, one in before[-MOST_READINGS:]]


def among(connection: Connection, column: ColumnElement[Any], values: Collection[str]) -> frozenset[str]:
    """Those of `values` the column holds."""
    found: set[str] = set()
    for chunk in chunks(values):
        found.update(connection.scalars(select(column).where(column.in_(chunk))))
    return frozenset(found)


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values, each once and in order, in lists short enough for an IN list."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _candidates(connection: Connection, window: Window, captures: Collection[str] | None) -> Iterator[AnyRow]:
    """Every article version that may lie in the window."""
    precision, day = article.c.published_precision, article.c.published_day
    dated = (
        _within(window, article.c.published_at),
        and_(precision == "day", day.between(window.first, window.last)),
        and_(precision == "month", day.between(window.first.replace(day=1), window.last)),
    )
    wanted = select(article.c.content, article.c.capture, article.c.item, capture.c.fetched_at).join(
        capture, capture.c.sha256 == article.c.capture
    )
    if captures is None:
        for one in dated:  # each has an index of its own
            yield from connection.execute(wanted.where(one))
        yield from connection.execute(wanted.where(day.is_(None), _within(window, capture.c.fetched_at)))
        return
    for chunk in chunks(captures):
        yield from connection.execute(wanted.where(article.c.capture.in_(chunk), or_(*dated, day.is_(None))))


def _within(window: Window, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(column >= window.start, column < window.end)


def _articles_of(connection: Connection, captures: Collection[str]) -> frozenset[str]:
    """The ids of every article of these captures, whenever it was published."""
    found: set[str] = set()
    for chunk in chunks(captures):
        found.update(connection.scalars(select(article.c.id).where(article.c.capture.in_(chunk))))
    return frozenset(found)


def _failures(connection: Connection, captures: Collection[str]) -> tuple[Failure, ...]:
    found: list[Failure] = []
    for chunk in chunks(captures):
        found += (failure_of(row) for row in connection.execute(select(failure).where(failure.c.capture.in_(chunk))))
    return tuple(sorted(found, key=lambda one: (one.stage, one.subject, one.reason, one.at, one.kind)))


def _moment(when: When | None) -> datetime:
    if when is None:
        return datetime.min.replace(tzinfo=UTC)
    return when.at.astimezone(UTC) if when.at else datetime.combine(when.day or date.min, time(), UTC)


def _in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda one: (_moment(one.published), one.title, one.id)))
