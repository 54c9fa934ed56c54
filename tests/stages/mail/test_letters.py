"""A mail is made of its parts, with every header it should have, the same bytes each time."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime

from briefing import mail_address
from briefing.mail_address import Unfit
from briefing.stages.mail import WayOut, checked, file_name, message_id, note_id, plain_letter, thread_id

PAGE = "https://briefing.example.org/u/k3v9Qw2LrT8yBnM4xZc7Ha1DfGs6"
HEADERS = """\
From: "Briefing Desk, Kyiv" <briefing@example.org>
To: =?utf-8?b?0J7Qu9C10L3QsCDQn9C10YLRgNC10L3QutC+?= <reader@example.net>
Subject: Ukraine daily briefing, 23 January 2024
Content-Language: en
Message-ID: <xjcb2gaho27mjjk23gt2tlyy.ukraine.20240123@example.org>
List-Unsubscribe: <https://briefing.example.org/u/k3v9Qw2LrT8yBnM4xZc7Ha1DfGs6>,
 <mailto:bounces+abc@example.org?subject=unsubscribe>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Date: Tue, 23 Jan 2024 06:30:00 +0200
In-Reply-To: <3qnb775aopxdn347gjxx4huj.ukraine@example.org>
References: <3qnb775aopxdn347gjxx4huj.ukraine@example.org>
List-Id: Ukraine daily briefing <ukraine.example.org>
List-Archive: <https://briefing.example.org/ukraine/>
Feedback-ID: 20240123:ukraine:edition:x6v4g5bsswfq
Auto-Submitted: auto-generated
Precedence: bulk
MIME-Version: 1.0
"""


def parsed(wire):
    return email.message_from_bytes(wire, policy=email.policy.default)


def test_the_headers_of_a_mail_are_these(mail):
    assert mail().letter().pieces[0].decode() == HEADERS.replace("\n", "\r\n")


def test_a_mail_holds_the_text_the_html_and_the_pdf(mail):
    made = mail()
    read = parsed(made.wire())
    kinds = [part.get_content_type() for part in read.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == PAGE.join(made.facts["text"])
    assert read.get_body(("html",)).get_content().replace("\r\n", "\n") == PAGE.join(made.facts["html"])
    (attached,) = read.iter_attachments()
    assert attached.get_content() == made.facts["pdf"]
    assert attached.get_filename() == "ukraine-2024-01-23.pdf"
    assert not any(part.defects for part in read.walk())


def test_without_a_pdf_a_mail_is_its_two_texts(mail):
    read = parsed(mail(pdf=None).wire())
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_mail_is_the_same_bytes(mail):
    assert mail().wire() == mail().wire()


def test_what_readers_share_is_encoded_once(mail):
    body = mail().sealed()
    one, other = mail().letter(body), mail(address="other@example.net", name="", way_out=WayOut(page=f"{PAGE}x")).letter(body)
    alike = [first is second for first, second in zip(one.pieces, other.pieces, strict=True)]
    assert alike == [False, True, False, True, False, True]
    assert sum(len(piece) for piece, same in zip(one.pieces, alike, strict=True) if same) > one.size - 1500


def test_a_boundary_is_in_none_of_the_parts_it_parts(mail):
    outer = parsed(mail().wire()).get_boundary()
    copied = mail(text=(f"\n--{outer}\n--{outer}--\n", "\n")).wire()
    assert [part.get_content_type() for part in parsed(copied).walk()][-1] == "application/pdf"
    assert outer != parsed(copied).get_boundary()


def test_the_address_of_leaving_is_neither_folded_nor_encoded_however_long_it_is(mail):
    long = f"https://{'a' * 60}.example.org/{'b' * 700}/u/token"
    wire = mail(way_out=WayOut(page=long, address="bounces+abc@example.org")).wire()
    assert f"\r\nList-Unsubscribe: <{long}>,\r\n <mailto:".encode() in wire
    assert max(map(len, wire.split(b"\r\n"))) <= 998


def test_one_click_is_promised_for_pages_behind_tls_only(mail):
    assert b"List-Unsubscribe-Post" not in mail(way_out=WayOut(page="http://briefing.example.org/u/t")).wire()
    by_mail = mail(way_out=WayOut(address='"a b"@example.org')).wire()
    assert b"\r\nList-Unsubscribe: <mailto:%22a%20b%22@example.org?subject=unsubscribe>\r\nDate" in by_mail
    assert b"mailto:%22a%20b%22@example.org?subject=3Dunsubscribe" in by_mail
    assert b"List-Unsubscribe" not in mail(way_out=WayOut()).wire()


def test_an_address_of_the_web_cannot_break_out_of_its_header_or_attribute(mail):
    wire = mail(way_out=WayOut(page='https://example.org/u?a=1&b="><x>\r\nBcc: a@b.example')).wire()
    read = parsed(wire)
    assert read["List-Unsubscribe"] == "<https://example.org/u?a=1&b=%22%3E%3Cx%3E%0D%0ABcc:%20a@b.example>"
    assert read["Bcc"] is None
    assert 'href="https://example.org/u?a=1&amp;b=&quot;&gt;&lt;x&gt;' in read.get_body(("html",)).get_content()


def test_a_local_part_beyond_ascii_stands_as_it_is(mail):
    made = mail(address="олена@example.net", name="Олена")
    assert made.letter().recipient == "олена@example.net"
    assert "\r\nTo: =?utf-8?b?0J7Qu9C10L3QsA==?= <олена@example.net>\r\n".encode() in made.wire()


def test_an_address_that_is_none_is_said_and_not_written_to(mail):
    assert isinstance(mail(address="a@b.example, c@d.example").letter(), Unfit)
    assert isinstance(mail(address="a@b.example\r\nBcc: c@d.example").letter(), Unfit)


def test_a_mail_to_one_person_is_plain_text(mail):
    ours = checked("Desk <briefing@example.org>")
    to = mail_address.parse("operator@example.net")
    assert not isinstance(to, Unfit)
    noted = note_id("fault", "ukraine", "2024-01-23", domain=ours.domain)
    made = plain_letter(
        "Mail is in doubt",
        "Two mails may have arrived.\n.\nFrom the desk",
        sender=ours,
        recipient=to,
        date=datetime(2024, 1, 23, 4, 30, tzinfo=UTC),
        message_id=noted,
    )
    read = parsed(made.message())
    assert read.get_content().replace("\r\n", "\n") == "Two mails may have arrived.\n.\nFrom the desk\n"
    assert (read["From"], read["To"], read["Auto-Submitted"]) == ("Desk <briefing@example.org>", to.address, "auto-generated")
    assert (read["Message-ID"], read["Date"]) == (noted, "Tue, 23 Jan 2024 04:30:00 +0000")
    assert (made.sender, made.recipient) == ("briefing@example.org", "operator@example.net")


def test_message_ids_tell_apart_what_differs_and_nothing_else():
    facts = {"profile": "ukraine", "edition": "2024-01-23", "revision": 0, "subscriber": 7, "domain": "example.org"}
    other = {"profile": "ukrain", "edition": "2024-01-24", "revision": 1, "subscriber": 77, "domain": "example.com"}
    made = {message_id(**{**facts, key: value}) for key, value in other.items()} | {message_id(**facts)}
    assert len(made) == 6
    assert message_id(**facts) in made


def test_mails_that_are_no_edition_are_told_apart_by_what_they_are_about():
    made = [note_id(*about, domain="example.org") for about in (("a", "b"), ("a", "c"), ("ab",), ("a", "b"))]
    assert made[0] == made[3]
    assert len(set(made)) == 3


def test_message_ids_are_short_whatever_the_names():
    domains = ["a.example", "mail.example.org", f"{'d' * 39}.org"]
    for domain in domains:
        for length in range(1, 64):
            made = message_id("p" * length, "2024-01-23", 0, 100_000, domain=domain)
            assert len(made) <= 70
            assert made.endswith(f"@{domain}>")
            assert len(f"In-Reply-To: {thread_id('p' * length, domain=domain[-38:])}") <= 78


def test_a_name_gives_way_before_the_day_does():
    made = [message_id("p" * length, "2024-01-23", 0, 1, domain="mail.example.org") for length in (10, 17, 18, 60)]
    assert [one.split("@")[0][26:] for one in made] == [f"{'p' * length}.20240123" for length in (10, 17, 17, 17)]
    assert len(set(made)) == 4


def test_files_are_named_in_ascii():
    assert file_name("ukraine", "2024-01-23") == "ukraine-2024-01-23.pdf"
    assert file_name("../../etc/Пасспорт", "x") == "etc-x.pdf"
    assert file_name("", "\r\n") == "edition.pdf"


def test_the_date_is_the_due_time_in_the_zone_of_the_profile(mail):
    assert parsed(mail().wire())["Date"].datetime == datetime(2024, 1, 23, 4, 30, tzinfo=UTC)


def test_a_changed_text_changes_the_mail_but_not_its_name(mail):
    one, other = mail().letter(), mail(text=("Corrected: ", "\n")).letter()
    assert one.pieces[0] == other.pieces[0]
    assert one.message() != other.message()
    assert replace(one, pieces=other.pieces) == other
