"""What a returned mail says, by reports and by words; and that no mail whatever stops the reading."""

import base64
import re
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returned_mail import ABOUT, ADDRESS, AT, report

from briefing.model import Bounce
from briefing.stages.bounce import bounces, reply_code

HOSTILE = Path(__file__).parents[4] / "shared" / "data" / "hostile.tar.gz"
TOKEN = "abcdefghijklmnopqrstuvwxyz234567ab"
EXIM = """Return-Path: <>
X-Failed-Recipients: reader@mail.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: desk@mail.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

  reader@mail.example
    host mx.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<reader@mail.example>:
    550 5.1.1 unknown user

------ This is a copy of the message, including all the headers. ------

Return-path: <desk@mail.example>
Message-ID: <aaaa.towns.20240123@mail.example>
To: other@mail.example
"""
QMAIL = """Return-Path: <>
From: MAILER-DAEMON@mx.example
To: desk@mail.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<reader@mail.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <desk@mail.example>
Message-ID: <aaaa.towns.20240123@mail.example>
"""


def the_one(mail: bytes) -> Bounce:
    (found,) = bounces(mail)
    return found


def test_a_report_says_what_came_back_of_whom_and_when():
    found = the_one(report(went_to=f"bounces+{TOKEN.upper()}@mail.example"))
    assert (found.kind, found.status, found.about, found.recipient, found.to) == ("hard", "5.1.1", ABOUT, ADDRESS, ADDRESS)
    assert (found.token, found.at, found.final, found.report) == (TOKEN, AT, True, True)
    assert found.text == "550 5.1.1 the server says no"


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        ("5.1.1", "", "hard"),
        ("5.1.10", "null MX", "hard"),
        ("5.2.1", "mailbox disabled", "hard"),
        ("5.4.4", "host unknown", "hard"),
        ("5.0.0", "", "hard"),
        ("5.0.0", "552 mailbox full", "soft"),
        ("5.0.0", "550 5.1.1 no such user", "hard"),
        ("5.5.0", "550 Requested action not taken: mailbox unavailable", "hard"),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", "soft"),
        ("5.1.8", "bad sender", "soft"),
        ("5.2.2", "over quota", "soft"),
        ("5.3.4", "message too large", "soft"),
        ("5.4.7", "delivery time expired", "soft"),
        ("5.7.1", "550 5.7.1 blocked by policy", "soft"),
        ("5.7.1", "550 5.7.1 user does not exist", "hard"),
        ("5.7.26", "unauthenticated", "soft"),
        ("4.2.2", "mailbox full", "soft"),
        ("4.4.1", "connection timed out", "soft"),
        ("", "550 no such user", "hard"),
        ("", "451 try later", "soft"),
        ("nonsense", "", "soft"),
    ],
)
def test_hard_is_what_is_about_the_address_for_good(status, said, kind):
    assert the_one(report(status, said=said or "{status}")).kind == kind


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_that_a_mail_arrived_is_no_bounce(action):
    assert bounces(report("2.0.0", action=action)) == ()


def test_a_server_that_goes_on_trying_says_nothing_final():
    found = the_one(report("4.4.1", action="delayed"))
    assert (found.kind, found.final) == ("soft", False)


def test_a_report_in_base64_and_one_whose_groups_no_line_parts_are_read_too():
    plain = report().replace(b"+0000\n\nFinal", b"+0000\nFinal")
    assert the_one(plain).kind == "hard"
    fields = b"Final-Recipient: rfc822; reader@mail.example\nAction: failed\nStatus: 5.1.1\n"
    before, after = report().split(b"message/delivery-status\n\n")
    encoded = b"message/delivery-status\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(fields)
    assert the_one(before + encoded + after[after.index(b"--b/1") :]).recipient == ADDRESS
    assert the_one(report().replace(b"\n", b"\r\n")) == the_one(report())


def test_a_report_in_letters_of_any_script_is_read():
    mail = report().replace(b"message/delivery-status", b"message/global-delivery-status")
    mail = mail.replace(b"rfc822; reader@", rb"utf-8; \x{447}\x{438}\x{442}\x{430}\x{447}@")
    assert the_one(mail).recipient == "читач@mail.example"
    written = report(address="читач@пошта.укр").replace(b"message/delivery-status", b"message/global-delivery-status")
    assert the_one(written).recipient == "читач@xn--80a1acn3a.xn--j1amh"


def test_copies_of_one_notification_have_one_key_and_two_notifications_have_two():
    first = report(itself="<1@mx.example>")
    assert the_one(first).key == the_one(b"Received: elsewhere\n" + first).key
    assert len({the_one(one).key for one in (first, report(itself="<2@mx.example>"), report(), report(at=None))}) == 4


def test_the_words_kept_hold_no_address():
    found = the_one(report(said="550 <reader@mail.example> and reader+x@mail.example: gone"))
    assert "@" not in found.text


@pytest.mark.parametrize(
    "mail", [report(said="550 5.1.1 no\x00 such user\x1b[2J"), QMAIL.replace("Sorry", "So\x00rry\x1b[2J").encode()]
)
def test_the_words_kept_hold_no_control_characters(mail):
    assert the_one(mail).text.isprintable()  # PostgreSQL takes no NUL, and a terminal would obey the others


@pytest.mark.parametrize("mail", [EXIM, QMAIL])
def test_servers_without_reports_are_understood_by_their_words(mail):
    found = the_one(mail.encode())
    assert (found.kind, found.status, found.recipient, found.about) == ("hard", "5.1.1", ADDRESS, ABOUT)
    assert not found.report


@pytest.mark.parametrize(
    "headers",
    [
        "From: reader@mail.example\nSubject: Re: undeliverable\n",
        "Return-Path: <>\nFrom: reader@mail.example\nSubject: Out of office: returned mail\nAuto-Submitted: auto-replied\n",
        "Return-Path: <>\nFrom: reader@mail.example\nX-Autoreply: yes\nSubject: returned mail\n",
        "From: postmaster@mail.example\nSubject: Maintenance on Sunday\n",
    ],
)
def test_answers_of_people_and_programs_are_none(headers):
    assert bounces(f"{headers}\nuser unknown: I have left\n".encode()) == ()


def test_receipts_complaints_and_reports_within_a_forwarded_mail_are_none():
    assert bounces(report().replace(b"message/delivery-status", b"message/disposition-notification")) == ()
    assert bounces(report().replace(b"message/delivery-status", b"message/feedback-report")) == ()
    inside = b"Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n" + report() + b"\n--o--\n"
    assert bounces(inside) == ()


def test_a_reply_code_is_a_number_of_smtp():
    assert [reply_code(text) for text in ("550 5.1.1 no", "said: 452-4.2.2 full", "10.550.1.1", "no")] == [550, 452, None, None]


@given(st.binary(max_size=400))
def test_bytes_in_any_place_of_a_report_stop_nothing(noise):
    whole = report()
    for at in (0, len(whole) // 3, len(whole) // 2, whole.index(b"rfc822;") + 7, whole.index(b"Status:") + 7):
        assert all(isinstance(one, Bounce) for one in bounces(whole[:at] + noise + whole[at:]))


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 20_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in range(20_000)),
        report(said="a" * 1_000_000),
        report(said="a@" * 500_000),
        report(said="@" * 1_000_000),
        report(address="<" * 1_000_000),
        EXIM.replace("reader", "r@" * 100_000).encode(),
        b"From: mailer-daemon\nSubject: failure notice\n\n" + b"-" * 1_000_000,
        b"From: mailer-daemon\nSubject: failure notice\n\n" + b"x@" * 500_000,
        b"\n" * 2_000_000,
        b"Subject: " + b"\n " * 1_000_000,
    ],
)
def test_no_mail_takes_long(mail):
    began = time.process_time()
    bounces(mail)
    assert time.process_time() - began < 2


@pytest.mark.skipif(not HOSTILE.is_file(), reason="the hostile mails are not here")
def test_mails_of_other_projects_that_broke_readers_stop_nothing():
    read, words = 0, re.compile(r"delivery-status", re.IGNORECASE)
    with tarfile.open(HOSTILE) as pack:
        for member in pack:
            if member.isfile() and "stalwart-mail" in member.name:
                body = pack.extractfile(member).read()
                read += 1
                for found in bounces(body):
                    assert isinstance(found, Bounce)
                    assert words.search(body.decode("latin-1")) or not found.report
    assert read > 50
