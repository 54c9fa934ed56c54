"""What goes over the wire is legal, and other programs read in it what was put in: mails of all kinds.

Python's mail package, Perl's decoders and Node's mailparser read them; the last two where they are. BRIEFING_MAILS=1000 has each
read a thousand.
"""

import base64
import email
import email.policy
import os
import re
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.stages.mail import WayOut
from briefing.stages.mail.headers import cleaned
from briefing.stages.mail.quoted import in_base64, quoted

PIECES = st.text(max_size=30) | st.sampled_from(
    [
        "\nFrom here",
        "\n.\n",
        "\n..x\n",
        " \n",
        "\t",
        "=",
        "=3D",
        "--",
        "=_",
        "\n--=_x--\n",
        "x" * 300,
        "ж" * 300,
        "\r",
        "\r\n",
        "🚀",
        "&amp;",
        "\x0c",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
BODIES = st.tuples(TEXTS.map("x{}".format), TEXTS.map("{}y".format))  # mailparser reads an empty text as a line break
TITLES = st.text(st.characters(blacklist_categories=("Cs",)), max_size=130) | st.sampled_from(["Київ " * 30, "a, b <c@d>", "=?x?="])
MAILS = st.fixed_dictionaries(
    {
        "subject": TITLES,
        "name": TITLES,
        "title": TITLES,
        "text": BODIES,
        "html": BODIES,
        "pdf": st.none() | st.binary(max_size=600),
        "profile": st.sampled_from(["ukraine", "0", "a-b-c", "p" * 63]),
        "address": st.sampled_from(["reader@example.net", "a+b@sub.example.net", "o'neill@example.net"]),
        "way_out": st.builds(
            WayOut,
            page=st.sampled_from(["", "https://b.example/u/abc", f"https://b.example/{'x' * 80}/u/abc?x=1&y=é"]),
            address=st.sampled_from(["", "leave@example.org"]),
        ),
    }
)
MAILS_MADE = int(os.environ.get("BRIEFING_MAILS", "150"))  # for each reader
many = partial(settings, max_examples=MAILS_MADE, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def plain(text):
    """A text with the line breaks and without the control characters that mail knows nothing of."""
    return (
        re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n")).encode("utf-8", "replace").decode()
    )


def escaped(address):
    return address.replace("&", "&amp;")


def texts_of(said):
    """The two texts as a reader is to see them."""
    way = said["way_out"].shown
    return way.join(map(plain, said["text"])), escaped(way).join(map(plain, said["html"]))


def attached(said):
    return [said["pdf"]] if said["pdf"] else []


@given(said=MAILS)
@many()
def test_every_line_is_legal_and_python_reads_what_was_written(mail, said):
    wire = mail(**said).wire()
    assert wire.endswith(b"\r\n")
    assert b"\0" not in wire
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", wire)
    assert wire.isascii()
    head, _, body = wire.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 78
    for line in head.split(b"\r\n"):  # one token that may not be folded, else 78
        assert len(line) <= 78 or re.fullmatch(rb"(?:[A-Za-z-]+:)? \S+", line), line
    assert not re.search(rb"^From ", body, re.MULTILINE)

    read = email.message_from_bytes(wire, policy=email.policy.default)
    assert not [defect for part in read.walk() for defect in part.defects]
    assert read["Subject"] == cleaned(said["subject"], 120)
    assert [one.addr_spec for one in read["To"].addresses] == [said["address"]]
    text, html = (read.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    assert (text, html) == texts_of(said)
    assert [part.get_content() for part in read.iter_attachments()] == attached(said)


@given(said=MAILS)
@many()
def test_perl_reads_what_was_written(mail, perl, said):
    read = perl.read(mail(**said).wire())
    names = [name for name, _ in read["headers"]]
    assert len(set(names)) == len(names)
    assert read["said"]["subject"] == cleaned(said["subject"], 120)
    ways = [f"<{way}>" for way in (said["way_out"].page.replace("é", "%C3%A9"), said["way_out"].mail) if way]
    assert read["said"].get("list-unsubscribe", "") == ", ".join(ways)
    alternative = read["parts"][0]["parts"] if said["pdf"] else read["parts"]
    text, html = (base64.b64decode(part["body"]).decode().replace("\r\n", "\n") for part in alternative)
    assert (text, html) == texts_of(said)
    files = [base64.b64decode(part["body"]) for part in read["parts"] if part["type"].startswith("application/pdf;")]
    assert files == attached(said)


@given(said=MAILS)
@many()
def test_mailparser_reads_what_was_written(mail, mailparser, said):
    read = mailparser.read(mail(**said).wire())
    assert len(set(read["headers"])) == len(read["headers"])
    assert read["subject"] == cleaned(said["subject"], 120)
    assert [(one["address"], one["name"]) for one in read["to"]] == [(said["address"], cleaned(said["name"], 100))]
    assert read["date"] == "2024-01-23T04:30:00.000Z"
    assert (read["text"], read["html"]) == texts_of(said)
    files = [(kind, name, base64.b64decode(content)) for kind, name, content in read["attachments"]]
    assert files == [("application/pdf", f"{said['profile'][:44]}-2024-01-23.pdf", pdf) for pdf in attached(said)]


@given(TEXTS)
def test_quoted_text_comes_back_and_can_be_cut_anywhere(text):
    lines = quoted(text)
    assert all(len(line) <= 76 for line in lines.split(b"\r\n"))
    assert email.message_from_bytes(
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + lines
    ).get_payload(decode=True).decode().replace("\r\n", "\n") == plain(text)


@given(st.binary(max_size=200_000))
@settings(max_examples=30)
def test_files_come_back(content):
    lines = in_base64(content)
    assert base64.b64decode(lines) == content
    assert lines == base64.encodebytes(content).replace(b"\n", b"\r\n")


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 57 * 1024 - 1, 57 * 1024, 57 * 1024 + 1])
def test_files_come_back_at_the_edges_of_blocks(size):
    content = bytes(size)
    assert in_base64(content) == base64.encodebytes(content).replace(b"\n", b"\r\n")
