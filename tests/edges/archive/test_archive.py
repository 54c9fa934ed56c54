"""The contract of the archive, held on SQLite and on PostgreSQL alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.loading import BATCH, MOST_READINGS
from briefing.edges.archive.tables import REVISIONS
from briefing.errors import ArchiveError
from briefing.model import Article, Capture, Failure, Harvest, When, Window

DAY = date(2024, 1, 23)
START = datetime(2024, 1, 23, 4, tzinfo=UTC)
WINDOW = Window(first=DAY, last=DAY, start=START, end=START + timedelta(days=1), zone="Europe/Kyiv")
BEFORE, WITHIN, AFTER = START - timedelta(hours=1), START + timedelta(hours=5), START + timedelta(days=2)
THAT_DAY = When(day=DAY)


@pytest.fixture(params=["sqlite", "memory", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")()
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'briefing.db'}"


@pytest.fixture
def archive(url: str) -> Iterator[SqlArchive]:
    with SqlArchive.open(url) as opened:
        yield opened


def capture(body: bytes, name: str = "page.txt", fetched_at: datetime = WITHIN, url: str | None = None) -> Capture:
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(sha256=sha256, name=name, media_type="text/plain", body=body, fetched_at=fetched_at, url=url)


def article(of: Capture, name: str = "a", published: When | None = THAT_DAY, **fields: object) -> Article:
    given = Article(id=name, capture=of.sha256, item=0, title=f"Title of {name}", publisher="The Post", published=published)
    return replace(given, **({"paragraphs": ("Перший абзац.", "Second paragraph.")} | fields))


def harvest(of: Capture, *articles: Article, failures: tuple[Failure, ...] = ()) -> Harvest:
    return Harvest(capture=of.sha256, articles=articles, failures=failures)


def fill(archive: SqlArchive, *harvests: tuple[Capture, Harvest]) -> None:
    archive.keep(one for one, _ in harvests)
    archive.save(one for _, one in harvests)


def minute(at: datetime) -> When:
    return When(day=at.date(), at=at, precision="minute")


def test_bytes_come_back_as_they_were_kept(archive: SqlArchive):
    one = capture(b"\x00\xff\xfe raw \r\n" * 1000, name="тека/page.txt", url="https://example.org/a?b=c")
    archive.keep([one])
    assert archive.captures([one.sha256, "0" * 64]) == {one.sha256: one}


def test_a_capture_waits_until_its_harvest_is_saved(archive: SqlArchive):
    first, second = capture(b"first"), capture(b"second")
    assert archive.keep([second, first, second]) == (second, first)
    assert archive.keep([first, second]) == (first, second)
    archive.save([harvest(first)])
    assert archive.keep([first, second]) == (second,)


def test_what_was_saved_comes_back_the_same(archive: SqlArchive):
    one = capture(b"page")
    whole = Article(
        id="a",
        capture=one.sha256,
        item=3,
        title="Назва — «заголовок»",
        publisher=None,
        authors=("Ann Example", "Ольга Приклад"),
        agencies=("Wire",),
        url="https://example.org/a",
        published=When(day=DAY, at=WITHIN, precision="minute", basis="structured", evidence="datePublished"),
        updated=When(day=DAY, basis="inferred"),
        language="uk",
        kind="entry",
        paragraphs=("Один.", "Two\u2028lines", "a\x00b", ""),
        notes=("odd",),
    )
    fill(archive, (one, harvest(one, whole)))
    assert archive.load(WINDOW).articles == (whole,)


def test_the_same_bytes_twice_add_nothing(archive: SqlArchive):
    one = capture(b"page")
    fill(archive, (one, harvest(one, article(one))))
    before = archive.facts()
    fill(archive, (replace(one, fetched_at=AFTER), harvest(one, article(one))))
    assert archive.facts() == before
    assert archive.captures([one.sha256])[one.sha256].fetched_at == WITHIN


def test_a_harvest_once_saved_is_not_rewritten(archive: SqlArchive):
    one = capture(b"page")
    fill(archive, (one, harvest(one, article(one))))
    archive.save([harvest(one, article(one, title="Another"), article(one, "b"))])
    assert [found.title for found in archive.load(WINDOW).articles] == ["Title of a"]


def test_of_two_harvests_of_one_capture_the_first_counts(archive: SqlArchive):
    one = capture(b"page")
    archive.keep([one])
    archive.save([harvest(one, article(one)), harvest(one, article(one, "b"))])
    assert [found.id for found in archive.load(WINDOW).articles] == ["a"]


def test_a_harvest_without_its_capture_is_refused(archive: SqlArchive):
    one, other = capture(b"page"), capture(b"never kept")
    archive.keep([one])
    with pytest.raises(ArchiveError, match=other.sha256):
        archive.save([harvest(one, article(one)), harvest(other, article(other))])
    assert archive.load(WINDOW).articles == ()


def test_bytes_under_a_wrong_hash_are_refused(archive: SqlArchive):
    with pytest.raises(ValueError, match="are not those of"):
        archive.keep([replace(capture(b"page"), body=b"another")])


def test_a_changed_page_is_a_second_version_of_its_article(archive: SqlArchive):
    old, new = capture(b"old", fetched_at=BEFORE), capture(b"new", fetched_at=AFTER)
    fill(archive, (old, harvest(old, article(old, title="Old"))), (new, harvest(new, article(new, title="New"))))
    assert [found.title for found in archive.load(WINDOW).articles] == ["New"]
    assert [found.title for found in archive.load(WINDOW, [old.sha256]).articles] == ["Old"]
    assert archive.facts()["versions"] == 2
    assert archive.facts()["articles"] == 1


def test_the_newest_version_is_the_one_updated_last_whenever_it_was_fetched(archive: SqlArchive):
    late, soon = capture(b"late", fetched_at=BEFORE), capture(b"soon", fetched_at=AFTER)
    fill(
        archive,
        (late, harvest(late, article(late, title="Late", updated=minute(WITHIN + timedelta(hours=2))))),
        (soon, harvest(soon, article(soon, title="Soon", updated=minute(WITHIN)))),
    )
    assert [found.title for found in archive.load(WINDOW).articles] == ["Late"]


@pytest.mark.parametrize("turned", [False, True])
def test_older_readings_with_other_words_come_too_the_oldest_first(archive: SqlArchive, turned: bool):
    read = []
    for hour, words in enumerate(("Two hurt.", "Three hurt.", "Three hurt.", "Five hurt.")):
        page = capture(f"read {hour}".encode(), fetched_at=WITHIN + timedelta(hours=hour))
        read.append((page, harvest(page, article(page, paragraphs=(words,)))))
    fill(archive, *(reversed(read) if turned else read))
    loaded = archive.load(WINDOW)
    assert [one.paragraphs for one in loaded.articles] == [("Five hurt.",)]
    assert [one.paragraphs for one in loaded.earlier] == [("Two hurt.",), ("Three hurt.",)]
    assert archive.load(WINDOW, [read[-1][0].sha256]).earlier == ()


def test_of_a_page_read_all_day_the_last_readings_come(archive: SqlArchive):
    for hour in range(12):
        page = capture(f"read {hour}".encode(), fetched_at=WINDOW.start + timedelta(hours=hour))
        fill(archive, (page, harvest(page, article(page, published=minute(WINDOW.start), paragraphs=(f"{hour} hurt.",)))))
    loaded = archive.load(WINDOW)
    assert [one.paragraphs[0] for one in loaded.earlier] == [f"{hour} hurt." for hour in range(11 - MOST_READINGS, 11)]


@pytest.mark.parametrize("turned", [False, True])
def test_which_of_two_versions_alike_is_newest_does_not_depend_on_the_order(archive: SqlArchive, turned: bool):
    pages = sorted((capture(b"one"), capture(b"two")), key=lambda one: one.sha256)
    entries = [(one, harvest(one, article(one, title=one.sha256))) for one in pages]
    fill(archive, *(reversed(entries) if turned else entries))
    assert [found.title for found in archive.load(WINDOW).articles] == [pages[1].sha256]


def test_only_what_the_window_covers_is_loaded(archive: SqlArchive):
    page = capture(b"page")
    dates = {
        "first instant": minute(WINDOW.start),
        "last minute": minute(WINDOW.end - timedelta(minutes=1)),
        "too late": minute(WINDOW.end),
        "too early": minute(WINDOW.start - timedelta(minutes=1)),
        "that day": When(day=DAY),
        "next day": When(day=DAY + timedelta(days=1)),
        "month": When(day=date(2024, 1, 1), precision="month"),
        "other month": When(day=date(2023, 12, 1), precision="month"),
        "none": None,
    }
    found = [article(page, name, when, item=number) for number, (name, when) in enumerate(dates.items())]
    fill(archive, (page, harvest(page, *found)))
    for captures in (None, [page.sha256]):
        loaded = archive.load(WINDOW, captures)
        assert {one.id for one in loaded.articles} == {"first instant", "last minute", "that day"}
        assert {one.id for one in loaded.undated} == {"month", "none"}
        assert loaded.captures == 1


def test_undated_articles_belong_to_the_window_they_were_fetched_in(archive: SqlArchive):
    pages = [capture(str(at).encode(), fetched_at=at) for at in (BEFORE, WITHIN, AFTER)]
    fill(archive, *((page, harvest(page, article(page, f"id {page.fetched_at}", None))) for page in pages))
    assert [one.id for one in archive.load(WINDOW).undated] == [f"id {WITHIN}"]
    assert len(archive.load(WINDOW, [page.sha256 for page in pages]).undated) == 3


def test_articles_of_a_month_that_is_cut_are_undated_where_they_were_fetched_in_the_window(archive: SqlArchive):
    month = When(day=date(2024, 1, 1), precision="month")
    pages = [capture(str(at).encode(), fetched_at=at) for at in (BEFORE, WITHIN, AFTER)]
    fill(archive, *((page, harvest(page, article(page, f"id {page.fetched_at}", month))) for page in pages))
    assert [one.id for one in archive.load(WINDOW).undated] == [f"id {WITHIN}"]
    assert archive.load(WINDOW).captures == 1


def test_an_article_dated_in_one_version_is_not_undated_by_another(archive: SqlArchive):
    old, new = capture(b"old"), capture(b"new")
    fill(archive, (old, harvest(old, article(old))), (new, harvest(new, article(new, published=None))))
    loaded = archive.load(WINDOW)
    assert (len(loaded.articles), len(loaded.undated)) == (1, 0)


def test_failures_come_with_the_captures_they_are_of(archive: SqlArchive):
    def failed(name: str) -> Failure:
        return Failure(stage="extract", subject=name, reason="blocked", at=WITHIN, kind="rejected")

    here, elsewhere = capture(b"here"), capture(b"elsewhere", fetched_at=BEFORE)
    fill(
        archive,
        (here, harvest(here, failures=(failed("b"), failed("a")))),
        (elsewhere, harvest(elsewhere, failures=(failed("c"),))),
    )
    assert archive.load(WINDOW).failures == (failed("a"), failed("b"))
    assert archive.load(WINDOW, [elsewhere.sha256]).failures == (failed("c"),)
    assert archive.load(WINDOW, []).failures == ()


def test_an_article_that_cannot_be_stored_costs_only_itself(archive: SqlArchive):
    page = capture(b"page")
    odd = article(page, "odd", paragraphs=("half a pair: \ud83d",))
    endless = article(page, "x" * 256, item=1)
    double = article(page, "good", item=2)
    fill(archive, (page, harvest(page, odd, endless, article(page, "good", item=2), double)))
    loaded = archive.load(WINDOW)
    assert [one.id for one in loaded.articles] == ["good"]
    assert [one.stage for one in loaded.failures] == ["save"] * 3


def test_names_no_database_takes_are_kept_with_a_mark_in_place(archive: SqlArchive):
    page = capture(b"page", name="a\x00b\udcff", url="https://example.org/" + "long/" * 3000)
    archive.keep([page])
    kept = archive.captures([page.sha256])[page.sha256]
    assert (kept.name, kept.url) == ("a\ufffdb\ufffd", page.url)


def test_more_than_one_batch_goes_in_and_comes_out_in_order(archive: SqlArchive):
    pages = [capture(b"%d" % number) for number in range(BATCH + 3)]
    assert archive.keep(reversed(pages)) == tuple(reversed(pages))
    archive.save(harvest(page, article(page, page.sha256, title=page.sha256)) for page in pages)
    titles = [one.title for one in archive.load(WINDOW, [page.sha256 for page in pages]).articles]
    assert titles == sorted(page.sha256 for page in pages)
    assert len(archive.captures([page.sha256 for page in pages])) == len(pages)


def test_an_empty_archive_answers_with_nothing(archive: SqlArchive):
    loaded = archive.load(WINDOW)
    assert (loaded.articles, loaded.undated, loaded.failures, loaded.captures) == ((), (), (), 0)
    assert archive.keep([]) == ()
    archive.save([])
    assert archive.captures([]) == {}


def test_facts_count_what_is_there(archive: SqlArchive):
    page = capture(b"page")
    fill(archive, (page, harvest(page, article(page), failures=(Failure(stage="x", subject="y", reason="z", at=WITHIN),))))
    facts = archive.facts()
    assert (facts["captures"], facts["articles"], facts["failures"], facts["bytes"]) == (1, 1, 1, 4)
    assert facts["schema"] == REVISIONS[-1]
    assert str(facts["integrity"]).startswith(("ok", "not checked: PostgreSQL"))


TEXTS = st.text(max_size=20)
WHENS = st.none() | st.builds(
    When, day=st.dates(DAY - timedelta(days=2), DAY + timedelta(days=2)), precision=st.sampled_from(["day", "month"])
)
PAGES = st.lists(st.tuples(st.binary(max_size=5), st.lists(st.tuples(TEXTS, WHENS, TEXTS), max_size=3)), max_size=5)


@given(pages=PAGES, turn=st.integers(0, 4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_keeping_and_saving_twice_in_any_order_is_doing_it_once(pages: list, turn: int):
    def entries(order: list) -> list[tuple[Capture, Harvest]]:
        return [
            (
                page,
                harvest(
                    page, *(article(page, f"{n}{name}", when, item=n, title=title) for n, (name, when, title) in enumerate(found))
                ),
            )
            for body, found in order
            for page in [capture(body)]
        ]

    by_body = list({body: (body, found) for body, found in pages}.values())
    with SqlArchive.open("sqlite://") as once, SqlArchive.open("sqlite://") as twice:
        fill(once, *entries(by_body))
        fill(twice, *entries(by_body[turn:] + by_body[:turn]))
        fill(twice, *entries(by_body))
        assert once.load(WINDOW) == twice.load(WINDOW)
        assert once.facts() == twice.facts()
