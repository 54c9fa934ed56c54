"""Hostile and broken inputs of public test suites, each as a page of every kind it could pass for, through the real workers.

No exception gets out, and each takes 2 s of processor time and 300 MB at most, or is given up with its reason. Prints the
slowest ten. The files are not part of the project: without them the test is skipped.
"""

import hashlib
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.edges.workers import LocalWorkers
from briefing.model import Capture
from briefing.stages.extract import extract, unread

DATA = Path(__file__).parents[2].parent / "shared" / "data"
UTC_ZONE = ZoneInfo("UTC")
SECONDS, MEGABYTES = 2.0, 300
LARGEST = 10_000_000
AT = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = {  # what a file of this extension could pass for, beside plain text
    "xml": ("application/xml", "text/html"),
    "rss": ("application/xml",),
    "atom": ("application/xml",),
    "rdf": ("application/xml",),
    "html": ("text/html", "text/markdown"),
    "htm": ("text/html",),
    "json": ("application/json", "application/jsonl"),
    "jsonl": ("application/jsonl",),
    "eml": ("message/rfc822",),
    "md": ("text/markdown", "text/html"),
    "txt": ("text/markdown", "text/html", "application/jsonl"),
}
ANYTHING = ("text/html", "application/xml", "message/rfc822", "application/json")  # of a file whose name does not tell


def captures(archive: str) -> Iterator[Capture]:
    with tarfile.open(DATA / archive) as files:
        for member in files:
            if not member.isfile() or member.size > LARGEST:
                continue
            stored = files.extractfile(member)
            body = stored.read() if stored else b""
            suffix = Path(member.name).suffix.removeprefix(".").lower()
            for media_type in ("text/plain", *KINDS.get(suffix, ANYTHING)):
                sha256 = hashlib.sha256(body).hexdigest()
                yield Capture(sha256=sha256, name=member.name, media_type=media_type, body=body, fetched_at=AT)


def timed(capture: Capture) -> tuple[float, str, str, tuple[str, ...]]:
    started = time.process_time()
    harvest = extract(capture, UTC_ZONE)
    return time.process_time() - started, capture.media_type, capture.name, tuple(one.reason for one in harvest.failures)


def given_up(capture: Capture, reason: str) -> tuple[float, str, str, tuple[str, ...]]:
    harvest = unread(capture, reason)
    return SECONDS, capture.media_type, capture.name, tuple(f"given up: {one.reason}" for one in harvest.failures)


@pytest.mark.slow
@pytest.mark.parametrize("archive", ["hostile.tar.gz", "feed_suites.tar.gz"])
def test_no_hostile_input_costs_more_than_itself(archive: str):
    if not (DATA / archive).is_file():
        pytest.skip(f"{archive} is not here: it is other people's work and not part of the project")
    inputs = list(captures(archive))
    found = list(LocalWorkers(2, seconds=SECONDS, megabytes=MEGABYTES).map(timed, inputs, given_up))
    slowest = sorted(found, reverse=True)[:10]
    print(f"\n{len(inputs)} inputs of {archive}, the slowest:")
    for seconds, media_type, name, reasons in slowest:
        print(f"  {seconds:6.2f} s  {media_type:18} {name[-60:]}  {'; '.join(reasons)[:80]}")
    assert len(found) == len(inputs) > 1000
    unexpected = [
        (name, media_type, reasons)
        for _, media_type, name, reasons in found
        if any("given up: could not" in one for one in reasons)
    ]
    assert unexpected == []
    assert [(name, media_type) for _, media_type, name, reasons in found if any("break down" in one for one in reasons)] == []


SENTENCE = "The ferry office said on Friday that nine cranes in the port of Kremenchuk were at work again. "
CYRILLIC = "Портова служба повідомила у п'ятницю, що дев'ять кранів у порту Кременчука знову працюють. "
MADE = {  # pages made to cost more than they are worth: media type, bytes
    "five megabytes of empty paragraphs": ("text/html", "<html><body>" + "<p>" * 1_700_000),
    "fifty thousand paragraphs never closed": ("text/html", "<html><body>" + "<p>" * 50_000 + SENTENCE * 20),
    "fifty thousand paragraphs of text": ("text/html", f"<html><body>{f'<p>{SENTENCE}</p>' * 50_000}"),
    "elements nested a hundred thousand deep": ("text/html", "<div>" * 100_000 + SENTENCE * 20),
    "a hundred thousand links": ("text/html", "<a href=/x>x</a> " * 100_000),
    "a hundred thousand attributes": ("text/html", "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + SENTENCE),
    "a table of a million cells": ("text/html", "<table><tr>" + "<td>9" * 1_000_000),
    "ten thousand blocks of data about the page": (
        "text/html",
        "<html><head>" + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>' * 10_000,
    ),
    "an endless paragraph": ("text/plain", SENTENCE * 50_000),
    "an endless Cyrillic paragraph": ("text/plain", CYRILLIC * 15_000),
    "an endless word": ("text/plain", "a" * 5_000_000),
    "a hundred thousand lines": ("text/plain", f"{SENTENCE}\n" * 100_000),
    "a hundred thousand brackets": ("text/markdown", "[" * 100_000 + "](" * 100_000),
    "a million spaces and dashes": ("text/markdown", (" " * 100 + "-" * 100) * 10_000),
    "a hundred thousand combining marks": ("text/plain", "a" + "\u0301" * 100_000),
    "numbers without end": ("text/plain", "1,000,000.00 " * 100_000),
    "dates without end": ("text/plain", "5 February 2026, 14:05 " * 50_000),
    "a feed of fifty thousand items": (
        "application/xml",
        "<rss version='2.0'><channel>" + f"<item><title>x</title><description>{SENTENCE}</description></item>" * 50_000,
    ),
    "a feed with a hundred thousand attributes": (
        "application/xml",
        "<rss " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>",
    ),
    "a feed of fifty thousand comments": ("application/xml", f"<rss><channel><item><description>{'&lt;!--' * 50_000}"),
    "a feed a hundred thousand deep": ("application/xml", "<rss><channel>" + "<item>" * 100_000),
    "a feed with entities in entities": (
        "application/xml",
        '<!DOCTYPE r [<!ENTITY a "lol">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><rss><channel><item><title>&j;</title></item></channel></rss>",
    ),
    "JSON a hundred thousand deep": ("application/json", "[" * 100_000),
    "a record with a number of a million digits": ("application/json", '{"title": "x", "text": ' + "9" * 1_000_000 + "}"),
    "a record of one endless line": ("application/jsonl", '{"title": "x", "text": "' + SENTENCE * 50_000 + '"}'),
    "a mail of fifty thousand parts": (
        "message/rfc822",
        "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: text/plain\n\nx\n" * 50_000,
    ),
    "a mail of parts in parts": (
        "message/rfc822",
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000)) + "\nx",
    ),
    "a mail with a header of a megabyte": ("message/rfc822", "Subject: " + "=?utf-8?q?x?= " * 80_000 + "\n\nx"),
}


@pytest.mark.slow
def test_pages_made_to_cost_more_than_they_are_worth_are_read_or_given_up():
    bodies = [(name, media_type, text.encode("utf-8")) for name, (media_type, text) in MADE.items()]
    inputs = [
        Capture(sha256=hashlib.sha256(body).hexdigest(), name=name, media_type=media_type, body=body, fetched_at=AT)
        for name, media_type, body in bodies
    ]
    found = list(LocalWorkers(2, seconds=10, megabytes=MEGABYTES).map(timed, inputs, given_up))
    print(f"\n{len(inputs)} pages made to cost:")
    for seconds, media_type, name, reasons in sorted(found, reverse=True):
        print(f"  {seconds:6.2f} s  {media_type:18} {name}  {'; '.join(reasons)[:90]}")
    assert [name for _, _, name, _ in found] == list(MADE)
    unexpected = [(name, reasons) for _, _, name, reasons in found if any("given up: could not" in one for one in reasons)]
    assert unexpected == []
