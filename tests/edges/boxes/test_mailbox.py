"""What a mailbox brings, mail by mail, and what is said where it brings nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from mail_box import PASSWORD, MailBox, Scripted, TlsDoor
from mailbox_reader import NOW, Reader, mail
from web_server import Authority, authority

from briefing.edges.boxes.imap import in_modified_utf7
from briefing.edges.boxes.letter import Letter
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.model import Capture, Failure
from briefing.settings import Fetch, Source


@pytest.fixture(scope="module")
def box() -> Iterator[MailBox]:
    with MailBox() as box:
        yield box


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    try:
        return authority(tmp_path_factory.mktemp("authority"))
    except FileNotFoundError:
        pytest.skip("there is no openssl program to make certificates with")


def test_a_mail_arrives_once_byte_for_byte_and_stays_unread(box: MailBox):
    sent = [mail(f"Letter {number}") for number in range(3)]
    for one in sent:
        box.put(one, folder="Once")
    reader = Reader(box.address("Once"), allow=box.host)
    captures = reader.visit()
    assert [one.body for one in captures] == sent
    assert captures[0] == Capture(
        sha256=sha256(sent[0]).hexdigest(),
        name="Letters: Letter 0",
        media_type="message/rfc822",
        body=sent[0],
        fetched_at=NOW,
        source=reader.source.key,
    )
    assert reader.visit() == []
    box.put(mail("Letter 3"), folder="Once")
    assert [one.name for one in reader.visit()] == ["Letters: Letter 3"]
    assert [set(flags) - {"\\Recent"} for flags in box.flags("Once")] == [set()] * 4


def test_a_visit_that_was_cut_off_is_taken_up_where_the_last_note_says(box: MailBox):
    sent = [mail(f"Cut {number}") for number in range(5)]
    for one in sent:
        box.put(one, folder="Cut")
    reader = Reader(box.address("Cut"), allow=box.host)
    first = reader.visit(stop_after=2)
    assert [one.body for one in first] == sent[:3]
    assert reader.bodies() == sent[2:]


def test_no_more_mails_than_asked_for_are_taken_at_one_visit_and_the_rest_at_the_next(box: MailBox):
    sent = [mail(f"Many {number}") for number in range(7)]
    for one in sent:
        box.put(one, folder="Many")
    reader = Reader(box.address("Many"), allow=box.host, pages=3)
    assert [reader.bodies() for _ in range(4)] == [sent[:3], sent[3:6], sent[6:], []]


def test_the_first_visit_takes_the_last_days_and_later_ones_all_that_is_new(box: MailBox):
    box.put(mail("Long ago"), folder="Days", received=NOW - timedelta(days=30))
    box.put(mail("Lately"), folder="Days", received=NOW - timedelta(days=1))
    reader = Reader(box.address("Days"), allow=box.host)
    assert [one.name for one in reader.visit()] == ["Letters: Lately"]
    box.put(mail("Moved here, and old"), folder="Days", received=NOW - timedelta(days=30))
    assert [one.name for one in reader.visit()] == ["Letters: Moved here, and old"]


def test_a_folder_numbered_anew_is_read_as_at_the_first_visit(box: MailBox):
    one = mail("Again")
    for _ in range(3):
        box.put(one, folder="Anew")
    reader = Reader(box.address("Anew"), allow=box.host)
    assert reader.bodies() == [one] * 3
    box.drop("Anew")
    box.put(one, folder="Anew")
    assert reader.bodies() == [one]
    assert reader.visit() == []


def test_a_mail_that_is_too_large_is_named_once_and_costs_itself(box: MailBox):
    box.put(mail("Before"), folder="Large")
    uid = box.put(mail("Large", size=10_100_000), folder="Large")
    reader = Reader(box.address("Large"), allow=box.host)
    first, failure = reader.visit()
    assert first.name == "Letters: Before"
    assert (failure.subject, failure.kind) == (f"Letters: mail {uid}", "rejected")
    assert failure.reason == "has 10.5 MB, more than the 10 MB that are read of one mail"
    assert reader.visit() == []


def test_a_deleted_mail_is_no_failure(box: MailBox):
    uids = [box.put(mail(f"Gone {number}"), folder="Gone") for number in range(3)]
    box.delete(uids[1], folder="Gone")
    reader = Reader(box.address("Gone"), allow=box.host)
    assert [one.name for one in reader.visit()] == ["Letters: Gone 0", "Letters: Gone 2"]


def test_a_folder_may_be_named_in_any_script(box: MailBox):
    box.put(mail("Новини"), folder=in_modified_utf7("Пошта & Co").decode())
    reader = Reader(box.address("%D0%9F%D0%BE%D1%88%D1%82%D0%B0%20&%20Co"), allow=box.host)
    assert [one.name for one in reader.visit()] == ["Letters: Новини"]
    assert in_modified_utf7("~peter/mail/台北/日本語") == b"~peter/mail/&U,BTFw-/&ZeVnLIqe-"


def test_what_is_wrong_with_the_mailbox_is_said_plainly(box: MailBox):
    assert Reader(box.address(), allow=box.host, password="wrong").reason() == "the mail server does not take the password"
    assert Reader(box.address("Nowhere"), allow=box.host).reason() == "the mailbox has no folder 'Nowhere'"
    assert Reader(box.address(), allow=box.host, password="").reason() == (
        "there is no password for it: neither BRIEFING_IMAP_PASSWORD_LETTERS nor BRIEFING_IMAP_PASSWORD is set"
    )
    with_password = box.address().replace("%40news.example", "%40news.example:secret")
    assert (
        Reader(with_password, allow=box.host).reason() == "its address holds a password, which belongs into BRIEFING_IMAP_PASSWORD"
    )
    assert "names no user" in Reader(f"imap://{box.host}/INBOX", allow=box.host).reason()
    with Scripted(lambda _: ()) as gone:
        port = gone.port
    assert Reader(box.address(port=port), allow=f"127.0.0.1:{port}").reason() == "the mail server refuses connections"


def test_the_password_of_the_source_goes_before_that_of_all(box: MailBox):
    source = Source(name="Ранок & News 2", kind="imap", url=box.address("Once"))
    environ = {"BRIEFING_IMAP_PASSWORD": "wrong", "BRIEFING_IMAP_PASSWORD_" + "_" * 8 + "NEWS_2": PASSWORD}
    found = list(Mailboxes(Fetch(allow_hosts=(box.host,)), environ=environ).letters(source, {}, now=NOW))
    assert found
    assert all(isinstance(one, Letter) for one in found)


@pytest.mark.parametrize(
    ("url", "addresses", "said"),
    [
        ("imaps://a@127.0.0.1/", ["127.0.0.1"], "127.0.0.1 is not an address of the public internet (of this machine)"),
        ("imaps://a@mail.example/", ["10.0.0.7"], "mail.example leads to 10.0.0.7, which is not an address of the public internet"),
        (
            "imaps://a@mail.example/",
            ["1.1.1.1", "::1"],
            "mail.example leads to ::1, which is not an address of the public internet",
        ),
        ("imaps://a@mail.example:8080/", ["1.1.1.1"], "mail servers are asked at ports 143 and 993 only, not 8080"),
        ("imaps://a@mail.example:99999/", ["1.1.1.1"], "its address is none of a mailbox"),
    ],
)
def test_a_mail_server_of_the_inside_is_not_asked(url: str, addresses: list[str], said: str):
    mailboxes = Mailboxes(Fetch(), environ={"BRIEFING_IMAP_PASSWORD": "x"}, resolve=lambda _: addresses)
    (failure,) = mailboxes.letters(Source(name="Inside", kind="imap", url=url), {}, now=NOW)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(said)


def test_tls_is_checked_before_anything_is_said(box: MailBox, ca: Authority, monkeypatch: pytest.MonkeyPatch):
    box.put(mail("Sealed"), folder="Sealed")
    for context, said in [
        (ca.serving(), None),
        (ca.serving("DNS:other.example"), "IP address mismatch"),
        (ca.serving(trusted=False), "self"),
    ]:
        with TlsDoor(box.port, context) as door:
            monkeypatch.setenv("SSL_CERT_FILE", ca.certificate)
            reader = Reader(box.address("Sealed", scheme="imaps", port=door.port), allow=f"127.0.0.1:{door.port}")
            if said is None:
                assert reader.bodies() == [mail("Sealed")]
            else:
                reason = reader.reason()
                assert reason.startswith("the certificate of the mail server does not hold: ")
                assert said in reason
    clear = Reader(box.address(scheme="imaps"), allow=box.host)
    assert clear.reason() == "no encrypted connection to the mail server could be made"


def test_notes_belong_to_the_source(box: MailBox):
    box.put(mail("Noted"), folder="Noted")
    reader = Reader(box.address("Noted"), allow=box.host)
    reader.visit()
    (note,) = reader.known.values()
    assert (note.url, note.source, note.state) == (reader.source.url, reader.source.key, "read")
    other = replace(note, etag="nonsense")
    reader.known[note.url] = other
    assert len(reader.visit()) == 1


def test_names_hold_no_line_breaks_and_have_a_length(box: MailBox, tmp_path: Path):
    box.put(b"Subject: =?utf-8?q?one=0D=0Atwo=E2=80=AE?= " + b"long " * 60 + b"\r\n\r\ntext\r\n", folder="Names")
    (capture,) = Reader(box.address("Names"), allow=box.host).visit()
    assert isinstance(capture, Capture)
    assert capture.name.startswith("Letters: one two")
    assert capture.name.isprintable()
    assert len(capture.name) == len("Letters: ") + 80
