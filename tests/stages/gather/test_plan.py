"""What becomes of what a source lists: new, changed, carried by the feed, too old, not wanted, another source's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model import Address, Link, Listing
from briefing.settings import Fetch, Source
from briefing.stages.gather.plan import sift

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FEED = Source(name="Harbour Courier", kind="feed", url="https://courier.example/feed")
LINK = Link(url="https://courier.example/ferry", title="Ferry halted by ice", published=AT - timedelta(hours=2), digest="one")


def sifted(*links: Link, known: dict[str, Address] | None = None, source: Source = FEED, fetch: Fetch | None = None):
    return sift(Listing(links=links), known or {}, source=source, fetch=fetch or Fetch(), at=AT)


def of(link: Link, **more: object) -> dict[str, Address]:
    """What is known of a link's address after an earlier visit."""
    (first,) = sifted(link).addresses
    return {link.url: replace(first, **more)}  # type: ignore[arg-type]


def test_an_article_not_known_before_waits_and_is_news_of_the_feed() -> None:
    found = sifted(LINK)
    assert [(one.url, one.state, one.published) for one in found.addresses] == [(LINK.url, "waiting", LINK.published)]
    assert (found.fresh, found.carries) == (1, True)


def test_an_article_that_is_known_and_has_not_changed_is_nothing() -> None:
    found = sifted(LINK, known=of(LINK))
    assert (found.addresses, found.fresh, found.carries) == ((), 0, False)


def test_what_the_feed_carries_whole_is_not_fetched() -> None:
    assert sifted(replace(LINK, whole=True)).addresses[0].state == "carried"
    assert sifted(LINK, source=replace(FEED, whole=False)).addresses[0].state == "carried"


def test_a_sitemap_carries_nothing_and_its_reading_is_no_news_of_its_own() -> None:
    found = sifted(LINK, source=replace(FEED, kind="sitemap"))
    assert (found.addresses[0].state, found.carries) == ("waiting", False)


@pytest.mark.parametrize("state", ["read", "failed"])
def test_an_article_that_the_listing_says_has_changed_is_read_again_at_once(state: str) -> None:
    changed = replace(LINK, digest="two")
    found = sifted(changed, known=of(LINK, state=state, due=AT + timedelta(days=1), capture="a" * 64))
    assert [(one.due, one.digest, one.capture) for one in found.addresses] == [(AT, "two", "a" * 64)]
    assert (found.fresh, found.carries) == (0, True)


@pytest.mark.parametrize("state", ["closed", "gone"])
def test_a_page_that_is_closed_or_gone_is_not_asked_again_because_the_listing_changed(state: str) -> None:
    found = sifted(replace(LINK, digest="two"), known=of(LINK, state=state, due=None))
    assert [one.due for one in found.addresses] == [None]


def test_an_article_that_another_source_has_brought_is_left_to_it() -> None:
    assert sifted(replace(LINK, digest="two"), known=of(LINK, source="another")).addresses == ()


@pytest.mark.parametrize(
    ("hours", "state", "taken"), [(7, "waiting", True), (1, "waiting", False), (7, "read", False), (7, "failed", False)]
)
def test_what_another_source_s_listing_left_waiting_for_long_is_fetched_all_the_same(
    hours: int, state: str, *, taken: bool
) -> None:
    found = sifted(LINK, known=of(LINK, source="a feed nobody names any more", state=state, first_seen=AT - timedelta(hours=hours)))
    assert [one.url for one in found.left] == [LINK.url] * taken
    assert (found.addresses, found.fresh, found.carries) == ((), 0, False)


@pytest.mark.parametrize(
    ("published", "updated", "taken"),
    [(4, None, False), (2, None, True), (4, 1, True), (None, None, True)],
)
def test_what_is_older_than_the_profile_wants_is_left_alone(published: int | None, updated: int | None, *, taken: bool) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else AT - timedelta(days=days)

    assert bool(sifted(replace(LINK, published=ago(published), updated=ago(updated))).addresses) is taken


@pytest.mark.parametrize(
    ("only", "taken"),
    [
        (["ferry"], True),
        (["FERRY"], True),
        (["ferr"], False),
        (["ferr*"], True),
        (["*lted"], True),
        (["bridge", "ice"], True),
        (["courier"], True),  # a part of the address is a word
        (["паром*"], False),
        (["f.rry"], False),  # no regular expression
    ],
)
def test_only_what_holds_one_of_the_words_is_taken(only: list[str], *, taken: bool) -> None:
    assert bool(sifted(LINK, source=replace(FEED, only=tuple(only))).addresses) is taken


def test_words_of_other_scripts_find_their_endings() -> None:
    link = replace(LINK, title="Рух поромів зупинено")
    assert sifted(link, source=replace(FEED, only=("пором*",))).fresh == 1
    assert sifted(link, source=replace(FEED, only=("порон*",))).fresh == 0
