"""Hostile strings of public lists as subject, name, title, profile, address and text: no exception, no header, nobody more.

The lists are not part of the project: without them the tests are skipped. Some of our own are always tried.
"""

import email
import email.policy
import json
import re
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing.mail_address import Unfit, named
from briefing.stages.mail import WayOut, checked, note_id, plain_letter
from briefing.stages.mail.headers import cleaned

ARCHIVE = Path(__file__).parents[4] / "shared" / "data" / "hostile.tar.gz"
LISTS = (
    "hostile/fuzzdb/attack/http-protocol/crlf-injection.txt",
    "hostile/fuzzdb/attack/unicode/naughty-unicode.txt",
    "hostile/payloads/CRLF Injection/Files/crlfinjection.txt",
)
OURS = (
    "x\r\nBcc: victim@example.org", "x\nBcc: victim@example.org", "x\rBcc: victim@example.org", "x\r\n\r\nbody", "x\x0bBcc: y", "\x00",
    "x\u2028Bcc: y", "x\x85Bcc: y", "a@b.example, victim@example.org", "<victim@example.org>", "x <victim@example.org>,", "x; y:", "(x",
    '"', '"victim@example.org" <victim@example.org>', "\\", "=?utf-8?q?x=0D=0ABcc:_victim@example.org?=", "=?utf-8?b?", "?=", "\udcff",
    "\ud800", "\u202e", ".", "--", "From x", "%0d%0aBcc: y", "嘊嘍Bcc:y", "x" * 100_000, " " * 1000, "",
)  # fmt: skip
USUAL = frozenset(
    "from to subject content-language message-id list-unsubscribe list-unsubscribe-post date in-reply-to references list-id "
    "list-archive feedback-id auto-submitted precedence mime-version content-type".split()
)
PLAIN = (
    "from to subject content-language date message-id auto-submitted mime-version content-type content-transfer-encoding".split()
)
POLICY = email.policy.default.clone(max_line_length=None)


@pytest.fixture(scope="module")
def foreign():
    if not ARCHIVE.is_file():
        pytest.skip(f"the hostile strings are not here ({ARCHIVE.name})")
    with tarfile.open(ARCHIVE) as files:
        naughty = json.load(files.extractfile("hostile/blns/blns.json"))
        lines = [line for name in LISTS for line in files.extractfile(name).read().decode("utf-8", "replace").split("\n")]
    assert len(naughty) > 500
    assert len(lines) > 50
    return [*naughty, *lines, *map(unquote, lines)]


def check(mail, text):
    """One mail with the text wherever a text from outside can be."""
    facts = {"subject": text, "name": text, "title": text, "text": (text, text), "html": (text, text)}
    letter = mail(
        **facts, profile=text, archive=f"https://example.org/{text}", way_out=WayOut(page=f"https://example.org/{text}")
    ).letter()
    assert letter.recipient == "reader@example.net"
    read = email.message_from_bytes(letter.message(), policy=POLICY)
    names = [name.lower() for name in read.keys()]  # noqa: SIM118 - headers, some of them twice perhaps
    assert len(names) == len(set(names))
    assert frozenset(names) == USUAL
    assert read["Subject"] == cleaned(text, 120)
    assert [one.addr_spec for one in read["To"].addresses] == ["reader@example.net"]
    assert [one.addr_spec for one in read["From"].addresses] == ["briefing@example.org"]
    assert [part.get_content_type() for part in read.walk()][2:] == ["text/plain", "text/html", "application/pdf"]
    assert [part.get_filename().isascii() for part in read.iter_attachments()] == [True]
    for line in letter.message().split(b"\r\n"):
        assert b"\r" not in line
        assert b"\n" not in line
        assert b"\0" not in line


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_our_own_hostile_texts_are_only_texts(mail, text):
    check(mail, text)


def test_a_mail_to_the_operator_is_as_safe(foreign):
    ours, to = checked("Desk <briefing@example.org>"), checked("operator@example.net")
    for text in (*OURS, *foreign):
        names = {"sender": named(ours, text), "recipient": named(to, text), "message_id": note_id(text, domain=ours.domain)}
        wire = plain_letter(text, text, date=datetime(2024, 1, 23, tzinfo=UTC), **names).message()
        read = email.message_from_bytes(wire, policy=POLICY)
        assert [name.lower() for name in read.keys()] == PLAIN  # noqa: SIM118
        assert [one.addr_spec for one in (*read["From"].addresses, *read["To"].addresses)] == [ours.address, to.address]
        assert not re.search(rb"\r(?!\n)|(?<!\r)\n|\0", wire)


def test_public_hostile_texts_are_only_texts(mail, foreign):
    for text in foreign:
        check(mail, text)


def test_hostile_addresses_reach_nobody_else(mail, foreign):
    written = 0
    for text in (*OURS, *foreign):
        for address in (text, f"{text}@example.net", f"reader@{text}", f"reader@example.net{text}"):
            letter = mail(address=address).letter()
            if isinstance(letter, Unfit):
                continue
            written += 1
            assert letter.recipient.count("@") == 1 or letter.recipient.startswith('"')
            read = email.message_from_bytes(letter.pieces[0], policy=POLICY)
            assert len(read["To"].addresses) == 1
            assert not any(char in letter.recipient for char in "\r\n,;<>\0")
            assert frozenset(name.lower() for name in read.keys()) <= USUAL  # noqa: SIM118
    assert written > 100  # most of the strings in ASCII are a domain or a part of one, or a local part
