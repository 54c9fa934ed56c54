"""What a collector brings: kept once, read once, and only what is new in it stored, so that nothing of it is lost."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.saving import words_of
from briefing.edges.archive.tables import article_of, metadata
from briefing.model import Article, Capture, Failure, Harvest, When, Window

DAY = date(2026, 3, 1)
START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = Window(first=DAY, last=DAY, start=START, end=START + 24 * HOUR, zone="UTC")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    postgresql = request.param == "postgresql"
    with SqlArchive.open(request.getfixturevalue("postgresql")() if postgresql else f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


def capture(body: str, hour: float = 0, source: str | None = "post") -> Capture:
    raw = body.encode()
    return Capture(
        sha256=hashlib.sha256(raw).hexdigest(),
        name=body,
        media_type="text/html",
        body=raw,
        fetched_at=START + hour * HOUR,
        source=source,
    )


def article(of: Capture, name: str = "a", words: str = "Nine cranes stand.", **fields: object) -> Article:
    made = Article(id=name, capture=of.sha256, item=0, title="Cranes", publisher="The Post", published=When(day=DAY))
    return replace(made, **({"paragraphs": (words,)} | fields))


def harvest(of: Capture, *articles: Article, failures: tuple[Failure, ...] = ()) -> Harvest:
    return Harvest(capture=of.sha256, articles=articles, failures=failures)


def stored(archive: SqlArchive) -> set[tuple[str, str]]:
    """The names of the captures that articles are stored of, with these."""
    with archive._database.reading() as connection:
        query = "SELECT capture.name, article.id FROM article JOIN capture ON capture.sha256 = article.capture"
        return {(row[0], row[1]) for row in connection.exec_driver_sql(query)}


# Captures


def test_a_captures_charset_comes_back_with_its_bytes(archive: SqlArchive):
    one = replace(capture("page", source=None), charset="windows-1251")
    archive.keep([one])
    assert archive.captures([one.sha256]) == {one.sha256: one}


def test_the_same_page_listed_by_two_sources_is_met_twice_and_kept_once(archive: SqlArchive):
    archive.keep([capture("page", 1)])
    archive.keep([capture("page", 2, "herald"), capture("page", 3, "herald"), capture("page", 4, None)])
    with archive._database.reading() as connection:
        met = connection.exec_driver_sql("SELECT source FROM sighting ORDER BY fetched_at").scalars().all()
    assert met == ["post", "herald", None]
    assert archive.facts()["captures"] == 1


def test_captures_nobody_has_read_come_oldest_first_to_the_source_that_brought_them(archive: SqlArchive):
    late, soon, read, other, given = (capture(str(hour), hour) for hour in (3, 1, 0, 2, 4))
    other, given = replace(other, source="herald"), replace(given, source=None)
    archive.keep([late, soon, read, other, given])
    archive.save_new([harvest(read)])
    assert archive.unread(9, "post") == (soon, late)
    assert archive.unread(1, "post") == (soon,)
    assert (archive.unread(9, "herald"), archive.unread(9)) == ((other,), (given,))
    archive.save([harvest(late), harvest(soon)])
    assert archive.unread(9, "post") == ()


def test_of_large_captures_fewer_come_at_once_but_always_one(archive: SqlArchive, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefing.edges.archive._BATCH_BYTES", 100)
    archive.keep([capture("x" * 120, 0), capture("y" * 60, 1), capture("z" * 30, 2), capture("w" * 30, 3)])
    assert [one.name[0] for one in archive.unread(9, "post")] == ["x"]
    archive.save([harvest(capture("x" * 120))])
    assert [one.name[0] for one in archive.unread(9, "post")] == ["y", "z"]


def test_bytes_met_in_a_file_and_at_a_source_are_of_whoever_met_them_first(archive: SqlArchive):
    archive.keep([capture("by hand", 1, None), capture("fetched", 1)])
    archive.keep([capture("by hand", 2), capture("fetched", 2, None)])
    assert {one.name: one.source for one in archive.unread(9, "post")} == {"by hand": None, "fetched": "post"}
    assert {one.name: one.source for one in archive.unread(9)} == {"by hand": None, "fetched": "post"}


# Harvests


def test_an_article_that_says_what_it_said_before_is_left_out(archive: SqlArchive):
    first, second, third, fourth = (capture(name, hour) for hour, name in enumerate(("first", "second", "third", "fourth")))
    archive.keep([first, second, third, fourth])
    archive.save_new([harvest(first, article(first))])
    archive.save_new([harvest(second, article(second, item=4), article(second, "b"))])
    archive.save_new([harvest(third, article(third, words="Eight cranes stand."))])
    archive.save_new([harvest(fourth, article(fourth))])  # as it was before the last: news again
    assert stored(archive) == {("first", "a"), ("second", "b"), ("third", "a"), ("fourth", "a")}
    assert archive.unread(9, "post") == ()


def test_an_article_that_a_page_has_twice_in_two_wordings_is_left_out_twice(archive: SqlArchive):
    pages = [capture(str(hour), hour) for hour in range(3)]
    archive.keep(pages)
    for one in pages:
        archive.save_new([harvest(one, article(one), article(one, words="Eight cranes stand.", item=1))])
    assert archive.facts()["versions"] == 2


@pytest.mark.parametrize(
    "otherwise",
    [
        {"title": "Other cranes"},
        {"paragraphs": ("Nine cranes stand.", "More.")},
        {"published": When(day=DAY, at=START, precision="minute")},
        {"updated": When(day=DAY)},
        {"publisher": "The Herald"},
        {"authors": ("Ann Example",)},
    ],
)
def test_an_article_that_differs_in_what_it_says_is_stored(archive: SqlArchive, otherwise: dict[str, object]):
    first, second = capture("first"), capture("second", 1)
    archive.keep([first, second])
    archive.save_new([harvest(first, article(first)), harvest(second, article(second, **otherwise))])
    assert stored(archive) == {("first", "a"), ("second", "a")}


def test_what_its_times_rest_on_and_where_it_stood_are_no_news(archive: SqlArchive):
    first, second = capture("first"), capture("second", 1)
    archive.keep([first, second])
    moved = article(
        second, item=7, url="https://example.org/?utm=1", published=When(day=DAY, evidence="another line"), notes=("odd",)
    )
    archive.save_new([harvest(first, article(first)), harvest(second, moved)])
    assert stored(archive) == {("first", "a")}


def test_captures_saved_in_any_order_store_what_was_news_when_they_were_fetched(archive: SqlArchive):
    pages = [capture(str(hour), hour) for hour in range(3)]
    archive.keep(pages)
    for one in reversed(pages):
        archive.save_new([harvest(one, article(one))])
    assert stored(archive) == {("0", "a"), ("1", "a"), ("2", "a")}  # nothing older was there to say the same
    assert archive.unread(9, "post") == ()


def test_a_whole_article_is_not_left_out_for_a_summary_but_a_summary_for_the_article(archive: SqlArchive):
    teaser, page, later = capture("teaser"), capture("page", 1), capture("later", 2)
    archive.keep([teaser, page, later])
    archive.save_new([harvest(teaser, article(teaser, summary=True))])
    archive.save_new([harvest(page, article(page))])
    archive.save_new([harvest(later, article(later, summary=True))])
    assert stored(archive) == {("teaser", "a"), ("page", "a")}


def test_a_teaser_read_every_quarter_of_an_hour_is_stored_once_whatever_the_article_says(archive: SqlArchive):
    pages = [capture(str(hour), hour) for hour in range(6)]
    archive.keep(pages)
    for number, one in enumerate(pages):
        whole = number in (2, 4)
        found = article(one, words=f"The whole of it, {number}.") if whole else article(one, summary=True)
        archive.save_new([harvest(one, found)])
    assert stored(archive) == {("0", "a"), ("2", "a"), ("4", "a")}


def test_what_another_extractor_made_is_no_reason_to_leave_anything_out(archive: SqlArchive):
    first, second = capture("first"), capture("second", 1)
    archive.keep([first, second])
    archive.save_new([harvest(first, article(first))])
    with archive._database.writing() as connection:
        connection.exec_driver_sql("UPDATE harvest SET extractor = '0.0.1'")
    archive.save_new([harvest(second, article(second))])
    assert stored(archive) == {("first", "a"), ("second", "a")}


def test_articles_that_cannot_be_stored_cost_only_themselves(archive: SqlArchive):
    one = capture("page")
    odd = article(one, "odd", words="half a pair: \ud83d")
    archive.keep([one])
    archive.save_new([harvest(one, odd, article(one, "x" * 256), article(one, "a\x00"), article(one))])
    assert {name for _, name in stored(archive)} == {"a\ufffd", "a"}
    assert [failed.stage for failed in archive.load(WINDOW).failures] == ["save", "save"]


def test_a_file_given_by_hand_is_read_again_where_its_harvest_is_lean_and_then_whole(archive: SqlArchive):
    first, second = capture("first"), capture("second", 1)
    archive.keep([first, second])
    whole = harvest(second, article(second), article(second, "b", item=1), failures=(_failed(second),))
    archive.save_new([harvest(first, article(first)), whole])
    assert archive.load(WINDOW, [second.sha256]).articles == (whole.articles[1],)
    assert archive.keep([first, second], again=False) == ()
    assert archive.keep([first, second]) == (second,)
    archive.save([whole])
    assert set(archive.load(WINDOW, [second.sha256]).articles) == set(whole.articles)
    assert archive.load(WINDOW, [second.sha256]).failures == whole.failures
    assert archive.keep([first, second]) == ()


def _failed(of: Capture) -> Failure:
    return Failure(stage="extract", subject=of.name, reason="an advertisement", at=of.fetched_at, kind="rejected")


# Summaries give way


@pytest.mark.parametrize("turned", [False, True])
def test_an_article_beats_every_summary_of_it_whatever_their_ages(archive: SqlArchive, turned: bool):
    page, teaser = capture("page"), capture("teaser", 5)
    found = [
        harvest(page, article(page, words="The whole of it.")),
        harvest(teaser, article(teaser, summary=True, updated=When(day=DAY + timedelta(days=9)))),
    ]
    archive.keep([page, teaser])
    for one in reversed(found) if turned else found:
        archive.save([one])
    for captures in (None, [page.sha256, teaser.sha256]):
        loaded = archive.load(WINDOW, captures)
        assert (loaded.articles, loaded.earlier) == (found[0].articles, ())
    assert archive.load(WINDOW, [teaser.sha256]).articles == found[1].articles


def test_an_older_reading_of_the_article_comes_though_a_summary_has_its_words(archive: SqlArchive):
    pages = [capture(str(hour), hour) for hour in range(3)]
    teaser, old, new = pages
    archive.keep(pages)
    made = (article(teaser, summary=True), article(old), article(new, words="Eight cranes stand."))
    archive.save(harvest(page, one) for page, one in zip(pages, made, strict=True))
    loaded = archive.load(WINDOW)
    assert (loaded.articles, loaded.earlier) == ((made[2],), (made[1],))


def test_a_page_without_a_date_is_of_the_time_its_summary_names(archive: SqlArchive):
    page, teaser = capture("page", 30), capture("teaser")  # read after the end of the window
    archive.keep([page, teaser])
    at = When(day=DAY, at=START + 3 * HOUR, precision="minute", basis="structured", evidence="pubDate")
    itself = article(page, words="The whole of it.", published=None)
    archive.save([harvest(page, itself), harvest(teaser, article(teaser, summary=True, published=at))])
    loaded = archive.load(WINDOW)
    assert (loaded.articles, loaded.undated) == ((replace(itself, published=at),), ())
    assert archive.load(WINDOW, [page.sha256]).undated == (itself,)


def test_a_summary_gives_way_to_an_article_that_dates_itself_otherwise(archive: SqlArchive):
    page, teaser = capture("page", 30), capture("teaser")
    archive.keep([page, teaser])
    itself = article(page, words="The whole of it.", published=When(day=DAY - timedelta(days=1)))
    archive.save([harvest(page, itself), harvest(teaser, article(teaser, summary=True))])
    assert archive.load(WINDOW).articles == ()
    assert archive.load(WINDOW, [teaser.sha256]).articles


# In any order

WORDS = st.sampled_from(["Nine cranes stand.", "Eight cranes stand."])
ARTICLES = st.tuples(st.sampled_from("ab"), WORDS, st.booleans())
PAGES = st.lists(st.tuples(st.integers(0, 4), st.lists(ARTICLES, max_size=3, unique_by=lambda one: one[0])), min_size=1, max_size=5)
STEPS = st.lists(st.tuples(st.sampled_from(["keep", "save_new", "save", "unread", "load"]), st.integers(0, 4)), max_size=20)


@cache
def in_memory() -> SqlArchive:
    return SqlArchive.open("sqlite://")


def emptied(archive: SqlArchive) -> SqlArchive:
    """An archive without what was in it: making the schema anew takes longer than all the rest."""
    with archive._database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return archive


@given(pages=PAGES, steps=STEPS)
@settings(max_examples=50, deadline=None)
def test_whatever_is_kept_saved_and_loaded_in_whatever_order_no_words_are_lost(pages: list, steps: list):
    captures = [capture(f"page {number}", hour) for number, (hour, _) in enumerate(pages)]
    made = [
        harvest(page, *(article(page, name, words, item=n, summary=summary) for n, (name, words, summary) in enumerate(found)))
        for page, (_, found) in zip(captures, pages, strict=True)
    ]
    by_name = {one.capture: one for one in made}
    archive = emptied(in_memory())
    for what, number in itertools.chain(steps, (("keep", number) for number in range(5)), [("unread", 0)]):
        which = number % len(pages)
        if what == "keep":
            archive.keep([captures[which]], again=False)
        elif what == "unread":
            archive.save_new([by_name[one.sha256] for one in archive.unread(5, "post")])
        elif what == "load":
            archive.load(WINDOW)
        else:
            archive.keep([captures[which]], again=False)
            getattr(archive, what)([made[which]])
    assert archive.unread(9, "post") == ()
    there = {}
    with archive._database.reading() as connection:
        for (content,) in connection.exec_driver_sql("SELECT content FROM article"):
            one = article_of(content)
            there.setdefault((one.id, words_of(one)), set()).add((one.capture, one.summary))
    places = {one.sha256: (one.fetched_at, one.sha256) for one in captures}
    for one in (each for of_page in made for each in of_page.articles):
        readings = there[one.id, words_of(one)]
        assert any(places[name] <= places[one.capture] and (one.summary or not summary) for name, summary in readings)
    assert {one.sha256 for one in archive.keep(captures)} == _lean(archive)
    archive.save(by_name[one.sha256] for one in archive.keep(captures))
    assert len(stored(archive)) == sum(len(one.articles) for one in made)


def _lean(archive: SqlArchive) -> set[str]:
    with archive._database.reading() as connection:
        return set(connection.exec_driver_sql("SELECT capture FROM harvest WHERE lean").scalars())
