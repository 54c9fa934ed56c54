"""Which kind of page a web server has sent."""

import pytest

from briefing.language.served import kind_served


@pytest.mark.parametrize(
    ("said", "body", "kind"),
    [
        ("text/html", b"<!doctype html><title>x</title>", "text/html"),
        ("application/xhtml+xml", b"<html>", "text/html"),
        ("application/xml", b"<?xml version='1.0'?><!-- x --><html>", "text/html"),
        ("text/html", b"<?xml version='1.0'?>\n<rss version='2.0'>", "application/xml"),
        ("text/plain", b"\xef\xbb\xbf<feed>", "application/xml"),
        ("", b"<html>", "text/html"),
        ("", b'{"version": 1}', "application/json"),
        ("application/octet-stream", b"Ferry halted\n", "text/plain"),
        ("application/octet-stream", b"\0\1\2", None),
        ("application/feed+json", b"{}", "application/json"),
        ("application/pdf", b"%PDF-1.7", None),
        ("image/svg+xml", b"<svg>", None),
        ("image/png", b"<html>", None),
    ],
)
def test_a_page_is_taken_for_what_it_is(said: str, body: bytes, kind: str | None) -> None:
    assert kind_served(said, body) == kind
