"""Captures read again by a later extractor: what it reads otherwise takes the place of what was, and nothing is lost."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing import __version__
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.replacing import Replaced
from briefing.errors import ArchiveError
from briefing.model import (
    Article,
    Capture,
    Failure,
    Harvest,
    Passage,
    Past,
    Remembered,
    Statement,
    When,
    Window,
)
from briefing.stages.follow.corrections import corrections

DAY = date(2026, 3, 1)
START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = START + 24 * 30 * HOUR
WINDOW = Window(first=DAY, last=DAY, start=START, end=START + 24 * HOUR, zone="UTC")
NEXT = Window(first=DAY + 24 * HOUR, last=DAY + 24 * HOUR, start=START + 24 * HOUR, end=START + 48 * HOUR, zone="UTC")
CRANES = "Nine cranes stand in the harbour of Kastora this spring, the port says."
MENU = "Home News Sport Weather."


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    postgresql = request.param == "postgresql"
    with SqlArchive.open(request.getfixturevalue("postgresql")() if postgresql else f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


def capture(body: str, hour: float = 0) -> Capture:
    raw = body.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    return Capture(sha256=sha256, name=body, media_type="text/html", body=raw, fetched_at=START + hour * HOUR, source="post")


def article(of: Capture, name: str = "a", *words: str, **fields: object) -> Article:
    made = Article(id=name, capture=of.sha256, item=0, title="Cranes", publisher="The Post", published=When(day=DAY))
    return replace(made, **({"paragraphs": words or (CRANES,)} | fields))


def harvest(of: Capture, *articles: Article, failures: tuple[str, ...] = ()) -> Harvest:
    failed = tuple(Failure(stage="extract", subject=of.name, reason=reason, at=of.fetched_at) for reason in failures)
    return Harvest(capture=of.sha256, articles=articles, failures=failed)


def read_by(archive: SqlArchive, extractor: str) -> None:
    with archive._database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE harvest SET extractor = '{extractor}'")


def rows(archive: SqlArchive, query: str) -> list[tuple]:
    with archive._database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_captures_of_another_extractor_come_in_the_order_they_were_fetched(archive: SqlArchive):
    pages = [capture(str(number), number % 5) for number in range(12)]
    unread = capture("unread", 1)
    archive.keep([*reversed(pages), unread])
    archive.save(harvest(one) for one in pages)
    assert archive.outdated(__version__, 9) == ()
    in_time = sorted(pages, key=lambda one: (one.fetched_at, one.sha256))
    found: list[Capture] = []
    while some := archive.outdated(None, 5, found[-1] if found else None):
        found += some
    assert found == in_time
    read_by(archive, "0.0.1")
    archive.replace([harvest(one) for one in in_time[:3]], at=LATER)
    assert archive.outdated(__version__, 99) == tuple(in_time[3:])
    assert archive.outdated(__version__, 99, after=in_time[9]) == tuple(in_time[10:])


def test_what_is_read_otherwise_takes_the_place_of_what_was(archive: SqlArchive):
    page = capture("page")
    same, old, lost = article(page), article(page, "b", MENU, CRANES, item=1), article(page, "c", item=2)
    new, found = replace(old, paragraphs=(CRANES,)), article(page, "d", item=3)
    archive.keep([page])
    archive.save([harvest(page, same, old, lost, failures=("an advertisement",))])
    version = rows(archive, "SELECT version FROM article WHERE id = 'a'")
    read_by(archive, "0.0.1")
    again = harvest(page, same, new, found, failures=("a bot check", "an index"))
    told = Replaced(captures=1, same=1, changed=1, found=1, lost=1)
    before = archive.facts()
    assert archive.replace([again], at=LATER, dry=True) == told
    assert archive.facts() == before
    assert archive.replace([again], at=LATER) == told
    assert set(archive.load(WINDOW).articles) == {same, new, found}
    assert {failed.reason for failed in archive.load(WINDOW).failures} == {"a bot check", "an index"}
    assert rows(archive, "SELECT version FROM article WHERE id = 'a'") == version
    assert rows(archive, "SELECT id, extractor FROM former ORDER BY id") == [("b", "0.0.1"), ("c", "0.0.1")]
    assert rows(archive, "SELECT count(*) FROM passage") == [(6,)]
    assert archive.outdated(__version__, 9) == ()
    assert archive.replace([again], at=LATER) == Replaced(captures=1, same=3)
    assert archive.facts()["former"] == 2


def test_former_readings_are_found_by_the_reference_an_edition_gave(archive: SqlArchive):
    page = capture("page")
    old = article(page, "b", MENU, CRANES, item=4)
    new = replace(old, paragraphs=(CRANES,))
    archive.keep([page])
    archive.save([harvest(page, old)])
    archive.replace([harvest(page, new)], at=LATER)
    for name in (page.sha256[:12], page.sha256, "b"):
        assert [(one.article, one.retired_at) for one in archive.readings(name)] == [(old, LATER), (new, None)]
    archive.replace([harvest(page, failures=("a bot check",))], at=LATER + HOUR)
    assert [one.retired_at for one in archive.readings(page.sha256)] == [LATER, LATER + HOUR]
    assert archive.load(WINDOW).articles == ()


def test_what_a_lean_harvest_left_out_is_still_there_when_the_reading_it_relied_on_is_replaced(archive: SqlArchive):
    pages = [capture(str(hour), hour) for hour in range(3)]
    archive.keep(pages)
    archive.save_new(harvest(one, article(one)) for one in pages)
    read_by(archive, "0.0.1")
    assert archive.facts()["versions"] == 1
    # The later extractor reads nothing on the first page, as before on the second, and a paragraph more on the third.
    done = archive.replace(
        [harvest(pages[2], article(pages[2], "a", CRANES, "More.")), harvest(pages[0]), harvest(pages[1], article(pages[1]))],
        at=LATER,
    )
    assert done == Replaced(captures=3, lost=1, found=2)
    loaded = archive.load(WINDOW)
    assert [one.paragraphs for one in (*loaded.earlier, *loaded.articles)] == [(CRANES,), (CRANES, "More.")]
    assert {one.capture for one in loaded.earlier} == {pages[1].sha256}


def test_a_lean_harvest_stays_lean_and_a_whole_one_whole(archive: SqlArchive):
    first, feed, given = capture("first"), capture("feed", 1), capture("given", 2)
    archive.keep([first, feed, given])
    archive.save_new([harvest(first, article(first)), harvest(feed, article(feed), article(feed, "b", item=1))])
    archive.save([harvest(given, article(given))])
    read_by(archive, "0.0.1")
    again = [
        harvest(first, article(first)),
        harvest(feed, article(feed), article(feed, "b", item=1)),
        harvest(given, article(given)),
    ]
    assert archive.replace(again, at=LATER, dry=True) == Replaced(captures=3, same=4)
    assert archive.replace(again, at=LATER) == Replaced(captures=3, same=4)
    assert archive.facts()["versions"] == 3
    assert archive.keep([first, feed, given]) == (feed,)


def test_a_capture_nobody_had_read_is_saved_and_one_never_kept_refused(archive: SqlArchive):
    page = capture("page")
    archive.keep([page])
    archive.replace([harvest(page, article(page))], at=LATER)
    assert archive.load(WINDOW).articles == (article(page),)
    assert archive.unread(9, "post") == ()
    with pytest.raises(ArchiveError, match="was not kept"):
        archive.replace([harvest(capture("other"))], at=LATER)


# What editions printed


def edition(*cited: tuple[Article, int]) -> Past:
    statements = tuple(
        Statement(text=one.paragraphs[paragraph - 1], passages=(_passage(one, paragraph),)) for one, paragraph in cited
    )
    story = Remembered(thread="t-1", section="port", headline="Cranes", statements=statements, sentences=())
    return Past(profile="harbour", name=str(DAY), first=DAY, last=DAY, end=WINDOW.end, made_at=WINDOW.end, stories=(story,))


def _passage(one: Article, paragraph: int) -> Passage:
    text = one.paragraphs[paragraph - 1]
    return Passage(article=one.id, paragraph=paragraph, start=0, end=len(text), sha256=one.capture)


WALLS = "The walls of the old town of Kastora are closed to visitors until Easter, the mayor says."


def test_an_edition_is_not_corrected_because_its_page_is_read_otherwise_by_now(archive: SqlArchive):
    first, again = capture("first", 3), capture("again", 30)  # the page did not change
    archive.keep([first, again])
    was = article(first, "a", MENU, CRANES, WALLS)
    archive.save_new([harvest(first, was)])
    archive.record(edition((was, 2), (was, 3)))
    archive.replace([harvest(first, article(first, "a", CRANES))], at=LATER)
    assert archive.recall("harbour", NEXT).revised == ()
    archive.save([harvest(again, article(again, "a", CRANES))])
    memory = archive.recall("harbour", NEXT)
    assert (memory.revised, memory.cited) == ((), ())
    assert corrections(memory) == ()


def test_an_edition_is_corrected_by_the_words_it_printed_though_its_page_is_read_otherwise_by_now(archive: SqlArchive):
    first, again = capture("first", 3), capture("again", 30)
    archive.keep([first, again])
    was, now = article(first, "a", MENU, CRANES, WALLS), article(again, "a", CRANES.replace("Nine", "Eight"), WALLS)
    archive.save_new([harvest(first, was)])
    archive.record(edition((was, 2)))
    archive.replace([harvest(first, article(first, "a", CRANES, WALLS))], at=LATER)
    archive.save([harvest(again, now)])
    memory = archive.recall("harbour", NEXT)
    assert (memory.revised, memory.cited) == ((now,), (was,))
    (made,) = corrections(memory)
    assert (made.kind, made.now.text) == ("corrected", now.paragraphs[0])


def test_an_edition_made_after_a_page_was_read_again_has_printed_from_the_later_reading(archive: SqlArchive):
    first, again = capture("first", 3), capture("again", 30)
    archive.keep([first, again])
    was, then, now = article(first, "a", MENU, CRANES), article(first), article(again, "a", CRANES.replace("Nine", "Eight"))
    archive.save_new([harvest(first, was)])
    archive.record(replace(edition((was, 2)), profile="floods"))
    archive.replace([harvest(first, then)], at=LATER)
    archive.record(edition((then, 1)))
    archive.save([harvest(again, now)])
    assert archive.recall("harbour", NEXT).cited == (then,)
    assert archive.recall("floods", NEXT).cited == (was,)


def test_an_article_takes_nothing_back_of_what_a_summary_of_it_said(archive: SqlArchive):
    feed, page, later = capture("feed", 3), capture("page", 30), capture("later", 31)
    archive.keep([feed, page, later])
    teaser, itself = article(feed, "a", WALLS, summary=True), article(page, "a", CRANES, "The harbour is quiet.")
    archive.save([harvest(feed, teaser), harvest(page, itself)])
    archive.record(edition((teaser, 1)))
    assert archive.recall("harbour", NEXT).revised == ()
    # Nor where the edition cites both, and the article has changed since.
    archive.record(edition((teaser, 1), (itself, 1)))
    archive.save([harvest(later, article(later, "a", CRANES.replace("Nine", "Eight"), "The harbour is quiet."))])
    memory = archive.recall("harbour", NEXT)
    assert len(memory.revised) == 1
    assert [made.printed.text for made in corrections(memory)] == [CRANES]
