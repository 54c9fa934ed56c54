"""Addresses as they are asked for, and what tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.addresses import LONGEST, canonical, fetchable, readable

BASE = "https://gazette.example/world/page?x=1"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://Gazette.Example:443/a?utm_source=rss&id=7&fbclid=x#top", "https://gazette.example/a?id=7"),
        ("http://gazette.example", "http://gazette.example/"),
        ("//other.example/a", "https://other.example/a"),
        ("/news/1", "https://gazette.example/news/1"),
        ("news 1", "https://gazette.example/world/news%201"),
        ("?page=2", "https://gazette.example/world/page?page=2"),
        ("https://gazette.example/новини", "https://gazette.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
        ("https://gazette.example/%d0%bd", "https://gazette.example/%D0%BD"),
        ("https://gazette.example/100%", "https://gazette.example/100%25"),
        ("https://новини.example/a", "https://xn--b1amarcd.example/a"),
        ("https://gazette.example/a?b=1&b=2&&c", "https://gazette.example/a?b=1&b=2&c"),
        ("https://gazette.example/a\n/b\t", "https://gazette.example/a/b"),
        ("https:\\\\gazette.example\\a", "https://gazette.example/a"),
        ("https://gazette.example/?p=1&at_medium=RSS&at_campaign=rss&ref=front", "https://gazette.example/?p=1&ref=front"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_an_address_is_asked_for_whole_and_without_what_tracks(written: str, asked: str):
    assert fetchable(written, BASE) == asked
    assert fetchable(asked) == asked


@pytest.mark.parametrize(
    "written",
    ["", " ", "javascript:alert(1)", "mailto:a@b.example", "ftp://a.example/", "file:///etc/passwd", "https://a:b@c.example/", "https://@c.example/",
     "https://", "https:///a", "https://a.example:port/", "https://a.example:99999/", "https://[::1", "https://a b.example/", "https://a.example/" + "x" * LONGEST,
     "https://-.example/", "data:text/html,x", "https://a..example/"],
)  # fmt: skip
def test_what_nobody_should_ask_for_is_no_address(written: str):
    assert fetchable(written) is None


def test_a_place_on_a_page_stays_readable_and_what_only_tracks_does_not():
    assert readable("https://a.example/live?utm_id=1#post-7") == "https://a.example/live#post-7"
    assert readable("https://a.example/live#xtor=RSS-1") == "https://a.example/live"
    assert readable("https://a.example/live#ref=rss") == "https://a.example/live"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.gazette.example/a/", "http://gazette.example/a"),
        ("https://gazette.example/новини/1", "https://gazette.example/%d0%bd%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1"),
        ("https://новини.example/a", "https://xn--b1amarcd.example/a"),
        ("https://gazette.example:443/a?b=1&a=2", "https://gazette.example/a?a=2&b=1&utm_campaign=x"),
        ("https://gazette.example/a#xtor=RSS-1", "https://gazette.example/a"),
        ("https://gazette.example/a b", "https://gazette.example/a%20b"),
    ],
)
def test_two_spellings_of_one_page_are_one(one: str, other: str):
    assert canonical(one) == canonical(other)


@given(st.text(max_size=60), st.sampled_from(["", "https://", "http://a.example/", "https://a.example/?", "//", "https://[", "/"]))
def test_what_is_asked_for_is_the_same_page_and_stays_as_it_is(text: str, start: str):
    asked = fetchable(start + text, BASE)
    canonical(start + text)
    if asked is not None:
        assert asked.isascii()
        assert asked.startswith(("http://", "https://"))
        assert "#" not in asked
        assert fetchable(asked) == asked
        assert canonical(fetchable(asked) or "") == canonical(asked)
