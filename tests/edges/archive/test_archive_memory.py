"""What the archive remembers of editions and moves, on SQLite and on PostgreSQL alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.memory import MOST_EDITIONS
from briefing.errors import ArchiveError
from briefing.model import Article, Capture, Figure, Harvest, Memory, Move, Passage, Past, Remembered, Statement, When, Window

FIRST = date(2026, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    postgresql = request.param == "postgresql"
    with SqlArchive.open(request.getfixturevalue("postgresql")() if postgresql else f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


def begins(day: int) -> datetime:
    return datetime(2026, 3, 1, 4, tzinfo=UTC) + day * DAY


def window(day: int, last: int | None = None) -> Window:
    last = day if last is None else last
    return Window(first=FIRST + day * DAY, last=FIRST + last * DAY, start=begins(day), end=begins(last + 1), zone="UTC")


def past(day: int, last: int | None = None, *stories: Remembered, profile: str = "harbour", made_after: int = 30) -> Past:
    covered = window(day, last)
    name = str(covered.first) if covered.first == covered.last else f"{covered.first}_{covered.last}"
    return Past(
        profile=profile,
        name=name,
        first=covered.first,
        last=covered.last,
        end=covered.end,
        made_at=covered.end + timedelta(minutes=made_after),
        stories=stories,
    )


def reading(body: str, fetched_at: datetime, name: str = "a", **fields: Any) -> tuple[Capture, Article]:
    raw = body.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    of = Capture(sha256=sha256, name="page.txt", media_type="text/plain", body=raw, fetched_at=fetched_at)
    made = Article(
        id=name, capture=of.sha256, item=0, title="A title", publisher=None, published=When(day=FIRST), paragraphs=(body,)
    )
    return of, replace(made, **fields)


def read(archive: SqlArchive, *readings: tuple[Capture, Article]) -> None:
    archive.keep(of for of, _ in readings)
    archive.save(Harvest(capture=of.sha256, articles=(one,)) for of, one in readings)


def citing(*articles: Article) -> Remembered:
    passages = (Passage(article=one.id, paragraph=1, start=0, end=len(one.paragraphs[0]), sha256=one.capture) for one in articles)
    statements = tuple(Statement(text="As printed.", passages=(passage,)) for passage in passages)
    return Remembered(thread="t-1", section="port", headline="A title", statements=statements, sentences=("As printed.",))


def rows(archive: SqlArchive, table: str) -> int:
    with archive._database.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0


def test_an_edition_comes_back_to_the_next_as_it_was_recorded(archive: SqlArchive):
    _, one = reading("Nine cranes stand.", begins(0))
    passage = Passage(article="a", paragraph=1, start=0, end=18, sha256=one.capture)
    figure = Figure(kind="equipment", value=9, written="Nine", passage=passage, sentence="Nine cranes stand.", event_date=FIRST)
    story = replace(citing(one), figures=(figure,), articles=(("a", one.capture),), events=(FIRST,), headline="Порт — «дев'ять»")
    archive.record(past(0, None, story))
    assert archive.recall("harbour", window(1)) == Memory(past=(past(0, None, story),))


def test_an_archive_that_remembers_nothing_recalls_nothing(archive: SqlArchive):
    assert archive.recall("harbour", window(1)) == Memory()
    assert archive.editions("harbour") == ()
    assert archive.moves("harbour") == ()


def test_only_editions_that_ended_before_the_window_began_are_recalled(archive: SqlArchive):
    for one in (past(0), past(1), past(2), past(0, 2), past(3)):
        archive.record(one)
    assert [one.name for one in archive.recall("harbour", window(2)).past] == ["2026-03-02", "2026-03-01"]
    assert archive.recall("harbour", window(0)) == Memory()


def test_editions_of_another_profile_are_not_recalled(archive: SqlArchive):
    archive.record(past(0, profile="floods"))
    archive.move("floods", "t-1", "rescue", at=begins(1))
    assert archive.recall("harbour", window(1)) == Memory()


def test_the_latest_edition_comes_first_whatever_the_order_they_were_recorded_in(archive: SqlArchive):
    for one in (past(1, 2), past(0), past(0, 2), past(2), past(1)):
        archive.record(one)
    names = [one.name for one in archive.recall("harbour", window(3)).past]
    assert names == ["2026-03-03", "2026-03-02_2026-03-03", "2026-03-01_2026-03-03", "2026-03-02", "2026-03-01"]
    assert [one.name for one in archive.editions("harbour")] == names


def test_after_missed_days_the_last_edition_really_made_is_recalled_for_a_month(archive: SqlArchive):
    archive.record(past(0))
    assert len(archive.recall("harbour", window(30)).past) == 1
    assert archive.recall("harbour", window(31)).past == ()
    assert len(archive.editions("harbour")) == 1  # for whoever moves a story, however long ago the last edition was made


def test_no_more_than_a_bounded_number_of_editions_is_recalled(archive: SqlArchive):
    ranges = [(first, last) for last in range(12) for first in range(last + 1)]
    for first, last in ranges:
        archive.record(past(first, last))
    assert len(ranges) > MOST_EDITIONS
    recalled = archive.recall("harbour", window(12)).past
    assert len(recalled) == MOST_EDITIONS
    assert recalled[0] == past(11)


def test_of_an_edition_made_again_the_last_counts_and_the_first_stays_in_the_archive(archive: SqlArchive):
    _, one = reading("Nine cranes stand.", begins(0))
    archive.record(past(0))
    archive.record(past(0, None, citing(one), made_after=90))
    assert archive.recall("harbour", window(1)).past == (past(0, None, citing(one), made_after=90),)
    assert rows(archive, "edition") == 2
    assert archive.facts()["editions"] == 1


def test_the_same_edition_recorded_again_adds_nothing(archive: SqlArchive):
    for _ in range(3):
        archive.record(past(0))
    assert rows(archive, "edition") == 1


def test_an_edition_whose_window_moved_is_recalled_where_it_lies_now(archive: SqlArchive):
    archive.record(past(0))
    archive.record(replace(past(0), end=begins(1) + timedelta(hours=3)))  # the profile's day begins at another hour now
    assert archive.recall("harbour", window(1)).past == ()
    assert len(archive.recall("harbour", window(2)).past) == 1


def test_a_cited_page_that_changed_before_the_windows_end_is_revised(archive: SqlArchive):
    was, now = reading("Nine cranes stand.", begins(0)), reading("Eight cranes stand.", begins(1) + timedelta(hours=5))
    read(archive, was, now)
    archive.record(past(0, None, citing(was[1])))
    memory = archive.recall("harbour", window(1))
    assert (memory.revised, memory.cited) == ((now[1],), (was[1],))


def test_a_page_that_changed_after_the_windows_end_is_not_known_yet(archive: SqlArchive):
    was, now = reading("Nine cranes stand.", begins(0)), reading("Eight cranes stand.", begins(2))
    read(archive, was, now)
    archive.record(past(0, None, citing(was[1])))
    assert archive.recall("harbour", window(1)).revised == ()
    assert archive.recall("harbour", window(2)).revised == (now[1],)


def test_an_edition_made_of_certain_pages_knows_what_they_say_whenever_they_were_fetched(archive: SqlArchive):
    later = begins(900)
    was, now, other = reading("Nine.", later), reading("Eight.", later + DAY), reading("Seven.", later + 2 * DAY)
    read(archive, was, now, other)
    archive.record(past(0, None, citing(was[1])))
    assert archive.recall("harbour", window(1)).revised == ()
    assert archive.recall("harbour", window(1), [now[0].sha256]).revised == (now[1],)
    assert archive.recall("harbour", window(1), [was[0].sha256]).revised == ()
    assert archive.recall("harbour", window(1), []).revised == ()


def test_an_older_reading_handed_in_again_is_no_revision(archive: SqlArchive):
    old, was = reading("Ten cranes stand.", begins(0)), reading("Nine cranes stand.", begins(0) + timedelta(hours=1))
    read(archive, old, was)
    archive.record(past(0, None, citing(was[1])))
    assert archive.recall("harbour", window(1), [old[0].sha256]).revised == ()
    assert archive.recall("harbour", window(1)).revised == ()


def test_of_several_readings_the_one_the_page_dates_last_is_the_revised_one(archive: SqlArchive):
    def dated(hours: int) -> When:
        at = begins(0) + timedelta(hours=hours)
        return When(day=at.date(), at=at, precision="minute")

    was = reading("Nine.", begins(0), updated=dated(1))
    late = reading("Eight.", begins(1), updated=dated(9))
    soon = reading("Seven.", begins(1) + timedelta(hours=1), updated=dated(5))
    read(archive, was, late, soon)
    archive.record(past(0, None, citing(was[1])))
    assert archive.recall("harbour", window(1)).revised == (late[1],)


def test_pages_no_edition_cites_are_not_revised(archive: SqlArchive):
    was, now = reading("Nine.", begins(0)), reading("Eight.", begins(1))
    read(archive, was, now)
    archive.record(past(0))
    memory = archive.recall("harbour", window(1))
    assert (memory.revised, memory.cited) == ((), ())


def test_a_page_two_editions_cite_in_two_readings_is_revised_for_the_first(archive: SqlArchive):
    was, now = reading("Nine.", begins(0)), reading("Eight.", begins(1))
    read(archive, was, now)
    archive.record(past(0, None, citing(was[1])))
    archive.record(past(1, None, citing(now[1])))
    memory = archive.recall("harbour", window(2))
    assert (memory.revised, set(memory.cited)) == ((now[1],), {was[1], now[1]})


def test_a_page_read_every_hour_is_revised_to_its_newest_reading(archive: SqlArchive):
    readings = [reading(f"{hour} cranes stand.", begins(0) + timedelta(hours=hour)) for hour in range(40)]
    read(archive, *readings)
    archive.record(past(0, None, citing(readings[3][1])))
    assert archive.recall("harbour", window(1)).revised == (readings[39][1],)


def test_many_cited_pages_are_looked_up_in_batches(archive: SqlArchive):
    was = [reading(f"Nine of {number}.", begins(0), f"id-{number:04}") for number in range(600)]
    now = [reading(f"Eight of {number}.", begins(1), f"id-{number:04}") for number in range(0, 600, 2)]
    read(archive, *was, *now)
    archive.record(past(0, None, *(citing(one) for _, one in was)))
    assert archive.recall("harbour", window(1)).revised == tuple(one for _, one in now)


def test_a_later_decision_on_a_thread_wins_and_the_earlier_stays_in_the_archive(archive: SqlArchive):
    archive.move("harbour", "t-2", "port", at=begins(1))
    archive.move("harbour", "t-1", "port", at=begins(2))
    archive.move("harbour", "t-2", "other", at=begins(0))  # decided last, whatever the clock of the machine said
    assert archive.recall("harbour", window(0)).moves == (Move(thread="t-1", section="port"), Move(thread="t-2", section="other"))
    assert [one.decided_at for one in archive.moves("harbour")] == [begins(2), begins(0)]
    assert rows(archive, "move") == 3
    assert archive.facts()["moves"] == 2


def test_a_decision_taken_back_is_in_force_no_more(archive: SqlArchive):
    archive.move("harbour", "t-1", "port", at=begins(1))
    archive.move("harbour", "t-1", None, at=begins(2))
    assert archive.recall("harbour", window(1)).moves == ()
    archive.move("harbour", "t-1", "ferries", at=begins(3))
    assert archive.recall("harbour", window(1)).moves == (Move(thread="t-1", section="ferries"),)


def test_memory_that_cannot_be_read_stops_the_run_in_words(archive: SqlArchive):
    archive.record(past(0))
    with archive._database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE edition SET content = CAST('broken' AS " + ("BLOB)" if archive._database.is_sqlite else "BYTEA)")
        )
    with pytest.raises(ArchiveError, match="edition 2026-03-01 cannot be read"):
        archive.recall("harbour", window(1))


SPANS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda days: (min(days), max(days)))


@given(before=st.lists(SPANS, max_size=6), others=st.lists(SPANS, max_size=6), day=st.integers(0, 7), turn=st.randoms())
@settings(max_examples=40, deadline=None)
def test_editions_of_later_and_overlapping_windows_change_nothing_of_what_an_edition_recalls(before, others, day, turn):
    asked = window(day)
    kept = [past(*days) for days in before]
    added = [one for one in (past(*days, made_after=99) for days in others) if one.end > asked.start]
    mixed = kept + added
    turn.shuffle(mixed)
    with SqlArchive.open("sqlite://") as alone, SqlArchive.open("sqlite://") as together:
        for one in kept:
            alone.record(one)
        for one in mixed:
            together.record(one)
        assert together.recall("harbour", asked) == alone.recall("harbour", asked)
