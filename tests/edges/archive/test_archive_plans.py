"""No query of an edition reads a whole table: each starts from an index, so that an edition costs the same as the archive grows."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from briefing.edges.archive import SqlArchive
from briefing.language.fingerprint import fingerprints
from briefing.model import (
    Address,
    Article,
    Capture,
    Failure,
    Harvest,
    Passage,
    Past,
    Remembered,
    Statement,
    Visit,
    When,
    Window,
)
from briefing.settings import Source

FIRST = date(2026, 1, 1)
START = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAYS, PAGES = 40, 50
GROWS = ("capture", "sighting", "fingerprint", "harvest", "article", "passage", "failure", "edition", "former", "address", "visit")


def pages(day: int) -> list[tuple[Capture, Harvest]]:
    made = []
    for number in range(PAGES):
        body = f"Page {number} of day {day}.\nIt says something of its own about crane {number * day} in the harbour.".encode()
        sha256 = hashlib.sha256(body).hexdigest()
        at = START + timedelta(days=day, minutes=number)
        capture = Capture(
            sha256=sha256,
            name=f"{day}-{number}.txt",
            media_type="text/plain",
            body=body,
            fetched_at=at,
            url=f"https://{number % 5}.example.org/{day}-{number}",
        )
        when = (
            None,
            When(day=at.date()),
            When(day=at.date(), at=at, precision="minute"),
            When(day=at.date().replace(day=1), precision="month"),
        )
        article = Article(
            id=f"{day - day % 2}-{number}",  # the pages of every other day are those of the day before, read again
            capture=sha256,
            item=0,
            title=f"Title {number}",
            publisher=None,
            published=when[number % 4],
            paragraphs=("A paragraph.",),
        )
        failure = Failure(stage="extract", subject=capture.name, reason="an advertisement", at=at, kind="rejected")
        made.append((capture, Harvest(capture=sha256, articles=(article,), failures=(failure,))))
    return made


def window(day: int) -> Window:
    start = START + timedelta(days=day)
    return Window(first=start.date(), last=start.date(), start=start, end=start + timedelta(days=1), zone="UTC")


def past(day: int, made: list[tuple[Capture, Harvest]]) -> Past:
    statements = tuple(
        Statement(text="Said.", passages=(Passage(article=one.id, paragraph=1, start=0, end=5, sha256=one.capture),))
        for _, harvest in made
        for one in harvest.articles
    )
    story = Remembered(thread=f"t-{day}", section="port", headline="Title", statements=statements, sentences=("Said.",))
    asked = window(day)
    return Past(
        profile="harbour",
        name=str(asked.first),
        first=asked.first,
        last=asked.last,
        end=asked.end,
        made_at=asked.end,
        stories=(story,),
    )


@contextmanager
def asked_of(archive: SqlArchive) -> Iterator[list[tuple[str, Any]]]:
    """The queries sent meanwhile, with their values."""
    queries: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, parameters, _context, _executemany):
        if statement.startswith("SELECT"):
            queries.append((statement, parameters))

    event.listen(archive._database.engine, "before_cursor_execute", note)
    yield queries
    event.remove(archive._database.engine, "before_cursor_execute", note)


def plans(archive: SqlArchive, queries: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Each different query with the lines of its plan."""
    found = {}
    with archive._database.reading() as connection:
        if not archive._database.is_sqlite:
            connection.exec_driver_sql("ANALYZE")  # as the server does by itself, sooner or later
            for way in ("seqscan", "hashjoin", "mergejoin"):  # so few rows would be read through otherwise
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        explain = "EXPLAIN QUERY PLAN " if archive._database.is_sqlite else "EXPLAIN "
        for query, values in queries:
            rows = connection.exec_driver_sql(explain + query, values)
            found[query] = "\n".join(str(row[-1]) for row in rows)
    return list(found.items())


def reads_through(plan: str) -> list[str]:
    """The tables a plan reads from end to end, by name or as an alias of it."""
    scanned = re.findall(
        r"(?m)^SCAN (\w+)|Seq Scan on (\w+)|^\s*(?:->)?\s*Index (?:Only )?Scan using \w+ on (\w+)[^\n]*\n(?!\s*(?:Index|Recheck) Cond)",
        plan,
    )
    return [table for found in scanned for table in found if re.sub(r"_\d+$", "", table) in GROWS]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def test_no_query_of_an_edition_reads_a_table_from_end_to_end(kind: str, request: pytest.FixtureRequest, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'briefing.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql")()
    with SqlArchive.open(url) as archive:
        for day in range(DAYS):
            made = pages(day)
            archive.keep(capture for capture, _ in made)
            archive.save(harvest for _, harvest in made)
            archive.remember(fingerprints(capture for capture, _ in made))
            archive.record(past(day, made))
            archive.move("harbour", f"t-{day}", "port", at=START)
        some = pages(DAYS)
        hashes = [capture.sha256 for capture, _ in pages(DAYS - 1)]
        with asked_of(archive) as queries:
            archive.keep(capture for capture, _ in some)
            archive.remember(fingerprints(capture for capture, _ in some))
            archive.remembered({"1.example.org", "2.example.org"})
            archive.save(harvest for _, harvest in some)
            loaded = archive.load(window(DAYS - 1))
            archive.load(window(DAYS - 1), hashes)
            memory = archive.recall("harbour", window(DAYS - 1))
            archive.recall("harbour", window(DAYS - 1), hashes)
            archive.captures(hashes)
            archive.record(past(DAYS, some))
        assert loaded.articles
        assert loaded.undated
        assert memory.revised
        found = plans(archive, queries)
        assert len(found) > 12
        assert {query: plan for query, plan in found if reads_through(plan)} == {}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def test_no_query_of_a_collect_reads_a_table_from_end_to_end(kind: str, request: pytest.FixtureRequest, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'briefing.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql")()
    sources = [Source(name=str(number), kind="feed", url=f"https://{number}.example.org/feed") for number in range(2)]
    with SqlArchive.open(url) as archive:
        book = archive.sources()
        for day in range(DAYS):
            made, at = pages(day), START + timedelta(days=day)
            archive.keep(replace(capture, source=sources[number % 2].key) for number, (capture, _) in enumerate(made))
            archive.save_new(harvest for _, harvest in made)
            archive.replace([replace(harvest, articles=()) for _, harvest in made[:5]], at=at)
            states = ("waiting", "read", "failed", "gone")
            book.note(
                Address(
                    url=capture.url,
                    source=sources[number % 2].key,
                    state=states[number // 2 % 4],
                    first_seen=at,
                    checked_at=at,
                    due=at + timedelta(days=5) if number // 2 % 4 else None,
                )
                for number, (capture, _) in enumerate(made)
            )
            for source in sources:
                held = book.claim(source, now=at, until=at, anyway=True)
                book.finish(
                    held, Visit(source=source.key, name=source.name, began=at, ended=at, outcome="read", due=at + timedelta(days=9))
                )
        one, now, some = sources[0].key, START + timedelta(days=DAYS), pages(DAYS)
        with asked_of(archive) as queries:
            archive.keep((replace(capture, source=one) for capture, _ in some), again=False)
            assert len(archive.unread(99, one)) == PAGES
            archive.save_new(harvest for _, harvest in some)
            archive.replace([harvest for _, harvest in some[5:]], at=now)
            archive.readings(some[0][0].sha256[:12])
            book.claim(sources[0], now=now, until=now)
            assert book.known(capture.url for capture, _ in pages(3))
            assert book.wanted(one, now=now, most=5)
            for only in ("all", "answered", "news"):
                book.visits(one, before=now, most=3, only=only)
            assert book.yields(one, since=now - timedelta(days=1), before=now).captures
            assert book.gone(since=now - timedelta(days=2), before=now)
            assert book.addresses(one)
            assert book.of_source(one)
            assert book.reasons(one)
            book.due(one)
        found = plans(archive, queries)
        assert len(found) > 20
        assert {query: plan for query, plan in found if reads_through(plan)} == {}
