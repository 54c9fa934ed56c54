"""Addresses that may become links, and those that may not."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.typeset.address import link, shown

REFUSED = [
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "java\x01script:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/hosts",
    "//host.example/x",
    "/relative",
    "relative",
    "",
    "http://",
    "http:///path",
    "http://good.example@evil.example/",
    "http://a b.example:99999/",
    "http://[::1",
    "http://ex\u0430mple..example/",
    "mailto:not an address",
    "https://" + "a" * 3_000 + ".example",
]


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_not_plainly_a_web_or_mail_address_is_no_link(url):
    assert link(url) is None


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/p?q=1&r=2#s", "https://a.example/p?q=1&r=2#s"),
        ("HTTP://A.example:8080", "http://a.example:8080"),
        ("https://a.example/новини", "https://a.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
        ("https://a.example/%D0%BD_(x)*[y]", "https://a.example/%D0%BD_%28x%29%2A%5By%5D"),
        ('https://a.example/"onmouseover="x', "https://a.example/%22onmouseover=%22x"),
        ("https://a.example/?x=1&copy;=2", "https://a.example/?x=1&copy%3B=2"),
        ("https://укр.example/", "https://xn--j1amh.example/"),
        ("mailto:desk@paper.example", "mailto:desk@paper.example"),
        ("mailto:a@b.example?subject=x&bcc=c@d.example", "mailto:a@b.example"),
        ("https://a.example?q=1", "https://a.example/?q=1"),
    ],
)
def test_addresses_are_written_so_that_nothing_in_them_means_anything_else(url, safe):
    assert link(url) == safe


@given(st.text(max_size=80).map(lambda tail: "https://a.example/" + tail) | st.text(max_size=80))
def test_a_link_holds_only_harmless_characters_and_leads_to_the_web(url):
    safe = link(url)
    if safe is not None:
        assert urlsplit(safe).scheme in ("http", "https", "mailto")
        assert not set(safe) & set("<>\"'`\\()[]{}|^* \n\t") or "[" in urlsplit(safe).netloc
        assert str(safe).isascii()
        assert link(safe) == safe


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://www.a.example/p/4bZYB?ref=1", "a.example/p/4bZYB"),
        ("https://a.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/", "a.example/новини"),
        ("https://a.example/" + "x" * 200, "a.example/" + "x" * 69 + "…"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_an_address_is_shown_as_people_read_it(url, text):
    assert shown(url) == text
