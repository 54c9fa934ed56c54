"""What the pages of sources have brought, and the rest that hosts ask for."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.source_book import SourceBook
from briefing.model import Article, Capture, Failure, Harvest, Rest, When
from briefing.settings import Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
POST = Source(name="The Post", kind="feed", url="https://post.example.org/feed")
HERALD = Source(name="The Herald", kind="sitemap", url="https://herald.example.org/news.xml")


@pytest.fixture
def book(archive: SqlArchive) -> SourceBook:
    return archive.sources()


def rest(until: datetime, reason: str = "the server answered 429", host: str = "post.example.org") -> Rest:
    return Rest(host=host, until=until, reason=reason)


def test_the_longest_rest_that_a_host_asked_for_is_kept(book: SourceBook):
    assert book.rest("post.example.org") is None
    for asked, kept in (
        (first := rest(NOW + HOUR), first),
        (rest(NOW + MINUTE, "the server answered 503"), first),
        (then := rest(NOW + DAY, "the server answered 503"), then),
        (rest(NOW + MINUTE), then),
    ):
        book.keep_rest(asked)
        assert book.rest("post.example.org") == kept
    assert book.rest("post.example.org:8080") is None
    book.keep_rest(other := rest(NOW + MINUTE, host="post.example.org:8080"))
    assert (book.rest("post.example.org:8080"), book.rest("post.example.org")) == (other, then)


def test_a_rest_put_down_by_a_clock_that_was_years_ahead_does_not_stay(book: SourceBook):
    book.keep_rest(rest(NOW + 900 * DAY))
    book.keep_rest(rest(NOW + MINUTE))
    assert book.rest("post.example.org") == rest(NOW + MINUTE)


def test_names_of_hosts_and_reasons_no_database_takes_are_kept_as_far_as_they_go(book: SourceBook):
    book.keep_rest(rest(NOW + HOUR, "a\x00b", host="é" * 5000 + "\ud800"))
    kept = book.rest("é" * 5000 + "\ud800")
    assert (kept.until, kept.reason) == (NOW + HOUR, "a\ufffdb")


# What the pages of a source brought


def page(body: str, at: datetime, path: str | None = None, source: Source = POST) -> Capture:
    raw = body.encode()
    url = f"https://post.example.org/{path or body}"
    sha256 = hashlib.sha256(raw).hexdigest()
    return Capture(sha256=sha256, name=url, media_type="text/html", body=raw, fetched_at=at, url=url, source=source.key)


def harvest(
    of: Capture, *ids: str, published: When | None = None, rejected: int = 0, failed: int = 0, words: str = "Words."
) -> Harvest:
    articles = tuple(
        Article(id=one, capture=of.sha256, item=number, title=one, publisher=None, published=published, paragraphs=(words,))
        for number, one in enumerate(ids)
    )
    kinds = ("rejected",) * rejected + ("failed",) * failed
    failures = tuple(Failure(stage="extract", subject=of.name, reason="a wall", at=of.fetched_at, kind=kind) for kind in kinds)
    return Harvest(capture=of.sha256, articles=articles, failures=failures)


def minute(at: datetime) -> When:
    return When(day=at.date(), at=at, precision="minute")


def test_a_source_yields_the_articles_nobody_had_before_and_how_late_they_came(archive: SqlArchive):
    old, new, again = page("old", NOW - DAY), page("new", NOW), page("again", NOW + HOUR)
    archive.keep([old, new, again])
    archive.save_new(
        [
            harvest(old, "a", published=minute(NOW - DAY)),
            harvest(new, "a", "b", published=minute(NOW - 30 * MINUTE), words="Other words."),
            harvest(again, "b", "c", published=minute(NOW), words="More words."),
        ]
    )
    found = archive.sources().yields(POST.key, since=NOW, before=NOW + DAY)
    assert (found.captures, found.articles, found.full, found.delays) == (2, 2, 2, (30.0, 60.0))
    assert archive.sources().yields(HERALD.key, since=NOW, before=NOW + DAY).captures == 0


def test_articles_without_a_minute_have_no_delay(archive: SqlArchive):
    one = page("one", NOW)
    archive.keep([one])
    archive.save_new([harvest(one, "a", published=When(day=NOW.date())), harvest(page("one", NOW), "b")])
    found = archive.sources().yields(POST.key, since=NOW, before=NOW + DAY)
    assert (found.articles, found.delays) == (1, ())


def test_a_wall_that_answers_for_forty_addresses_is_forty_pages_rejected(archive: SqlArchive):
    walls = [page("Please prove that you are human.", NOW + number * MINUTE, f"article-{number}") for number in range(40)]
    good = page("good", NOW)
    archive.keep([*walls, good])
    archive.save_new([harvest(walls[0], rejected=1), harvest(good, "a", rejected=1)])
    found = archive.sources().yields(POST.key, since=NOW, before=NOW + DAY)
    assert (found.captures, found.articles, found.rejected, found.failed) == (41, 1, 40, 0)


def test_a_page_whose_articles_were_all_known_is_neither_rejected_nor_failed(archive: SqlArchive):
    first, again, broken = page("first", NOW), page("again", NOW + HOUR), page("broken", NOW)
    archive.keep([first, again, broken])
    archive.save_new([harvest(first, "a"), harvest(again, "a", rejected=1), harvest(broken, failed=1, rejected=1)])
    found = archive.sources().yields(POST.key, since=NOW, before=NOW + DAY)
    assert (found.articles, found.rejected, found.failed) == (1, 0, 1)


def test_two_sources_that_list_one_page_have_both_met_it_and_the_first_has_brought_it(archive: SqlArchive):
    archive.keep([page("one", NOW)])
    archive.keep([page("one", NOW + HOUR, source=HERALD)])
    archive.save_new([harvest(page("one", NOW), "a")])
    book = archive.sources()
    span = {"since": NOW, "before": NOW + DAY}
    assert (book.yields(POST.key, **span).captures, book.yields(HERALD.key, **span).captures) == (1, 1)
    assert (book.yields(POST.key, **span).articles, book.yields(HERALD.key, **span).articles) == (1, 0)
