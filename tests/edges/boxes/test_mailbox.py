import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_box import PASSWORD, USER, MailBox, Scripted, TlsDoor
from web_server import Authority, authority

from briefing.edges.boxes.imap import ImapError, Session, in_modified_utf7
from briefing.edges.boxes.letter import Letter
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.model import Address, Capture, Failure
from briefing.settings import Fetch, Source

NOW = datetime.now(UTC)


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


@cache
def mail(subject: str = "Morning letter", text: str = "Ten trams were repaired in Kyiv.", size: int = 0) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "News <letters@news.example>", NOW
    message["Message-ID"] = f"<{sha256(subject.encode()).hexdigest()[:12]}@news.example>"
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>" + "<!--" + "x" * size + "-->", subtype="html")
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class Reader:
    """A collector: visits a source and keeps, as the archive would, what it brought and noted."""

    def __init__(self, url: str, *, allow: str, password: str = PASSWORD, pages: int = 50, **options: float) -> None:
        self.source = Source(name="Letters", kind="imap", url=url, pages=pages)
        self.known: dict[str, Address] = {}
        self.mailboxes = Mailboxes(Fetch(allow_hosts=(allow,)), environ={"BRIEFING_IMAP_PASSWORD": password}, **options)  # type: ignore[arg-type]

    def visit(self, *, stop_after: int = 1_000_000) -> list[Capture | Failure]:
        found: list[Capture | Failure] = []
        letters = self.mailboxes.letters(self.source, self.known, now=NOW)
        for letter in letters:
            if isinstance(letter, Letter):
                if letter.capture:
                    found.append(letter.capture)
                if len(found) > stop_after:
                    break  # killed before the note of this one was put down
                self.known[letter.note.url] = letter.note
            else:
                found.append(letter)
        letters.close()  # type: ignore[attr-defined]
        return found

    def bodies(self) -> list[bytes]:
        found = self.visit()
        assert not [one for one in found if isinstance(one, Failure)]
        return [one.body for one in found if isinstance(one, Capture)]

    def reason(self) -> str:
        (failure,) = self.visit()
        assert isinstance(failure, Failure)
        assert failure.subject == "Letters"
        assert PASSWORD not in repr(failure)
        return failure.reason


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


def answers(**by_command: bytes | list[bytes | float]):
    """A server that answers what it is told to, and everything else with OK."""
    tags: list[bytes] = []

    def answer(command: str) -> Iterator[bytes | float]:
        name = next((word for word in by_command if word in command.upper()), "")
        said = by_command.get(name, b"")
        if name == "" and "CAPABILITY" in command:
            said = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
        if "AUTHENTICATE" in command:
            tags.append(command.split(maxsplit=1)[0].encode())
            yield b"+ \r\n"
            return
        if command.count(" ") == 0:  # the password
            yield tags[-1] + b" OK done\r\n"
            return
        yield from [said] if isinstance(said, bytes) else said
        if not (isinstance(said, list) and said and said[-1] == 0):
            yield b"{tag} OK done\r\n"

    return answer


EXAMINE = b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n"
SIZES = b"* 1 FETCH (UID 5 RFC822.SIZE 100)\r\n"


def at(server: Scripted, **options: float) -> Reader:
    return Reader(f"imap://{USER.replace('@', '%40')}@127.0.0.1:{server.port}", allow=f"127.0.0.1:{server.port}", **options)


def test_a_server_that_hangs_or_drips_costs_the_time_of_one_command():
    drip: list[bytes | float] = [piece for _ in range(200) for piece in (b"*", 0.05)]
    for script in (answers(EXAMINE=[60.0]), answers(EXAMINE=drip), answers(SEARCH=[60.0], EXAMINE=EXAMINE)):
        with Scripted(script) as server:
            began = time.monotonic()
            assert at(server, command_seconds=0.5).reason() == "the mail server did not answer within 0.5 s"
            assert time.monotonic() - began < 4
    with Scripted(answers(), greeting=b"") as server:
        assert at(server, command_seconds=0.3).reason() == "the mail server did not answer within 0.3 s"


def test_a_mail_at_which_the_server_hangs_is_passed_over_after_three_visits():
    def answer(command: str) -> Iterator[bytes | float]:
        if "BODY.PEEK" in command and " 5 " in command:
            yield 60.0
        yield from normal(command)

    normal = answers(EXAMINE=EXAMINE, SEARCH=b"* SEARCH 5 6\r\n", PEEK=b"* 2 FETCH (UID 6 BODY[] {4}\r\nA: b)\r\n", SIZE=SIZES)
    with Scripted(answer) as server:
        reader = at(server, command_seconds=0.3)
        for _ in range(3):
            assert reader.reason() == "the mail server did not answer within 0.3 s"
        failure, capture = reader.visit()
        assert (failure.subject, failure.reason) == ("Letters: mail 5", "could not be had at 3 visits and is passed over")
        assert capture.body == b"A: b"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (answers(EXAMINE=b"* OK " + b"x" * 1_200_000), "the mail server sends a line without an end"),
        (answers(EXAMINE=b"* OK {99999999999}\r\n"), "the mail server sends more than was asked for"),
        (answers(EXAMINE=b"* OK flood\r\n" * 300_000), "the mail server sends more than was asked for"),
        (answers(EXAMINE=(b"* 1 X {900000}\r\n" + b"x" * 900_000 + b"\r\n") * 3), "the mail server sends more than was asked for"),
        (answers(EXAMINE=b"+ more\r\n" * 300_000), "the mail server sends more than was asked for"),
        (answers(EXAMINE=b"* A\r\n" * 400_000), "the mail server sends more than was asked for"),
        (answers(EXAMINE=b"* OK {%s}\r\n" % (b"9" * 5_000)), "the mail server says what cannot be understood"),
        (answers(EXAMINE=b"garbage\r\n"), "the mail server says what cannot be understood"),
        (answers(EXAMINE=b"* OK without a carriage return\n"), "the mail server says what cannot be understood"),
        (answers(CAPABILITY=b"* CAPABILITY {5}\r\nIMAP4\r\n"), "the mail server turns us away"),
        (answers(CAPABILITY=b"* CAPABILITY IMAP4rev1 \xff\r\n"), "the mail server says what cannot be understood"),
        (answers(CAPABILITY=b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n"), "the mail server takes no password"),
        (answers(EXAMINE=b"* BYE\r\n"), "the mail server ended the conversation"),
        (answers(EXAMINE=EXAMINE, SEARCH=b"* BYE {3}\r\nbye\r\n"), "the mail server ended the conversation"),
    ],
)
def test_a_hostile_server_is_left(script, said: str):
    with Scripted(script) as server:
        assert at(server).reason() == said


def test_a_visit_ends_in_time_however_the_server_drips_and_however_many_commands_it_answers():
    drip: list[bytes | float] = [b"* 1 FETCH (UID 5 BODY[] {5000}\r\n", *(piece for _ in range(200) for piece in (b"x", 0.05))]
    with Scripted(answers(EXAMINE=EXAMINE, SEARCH=b"* SEARCH 5\r\n", SIZE=SIZES, PEEK=drip)) as server:
        began = time.monotonic()
        assert at(server, command_seconds=0.5).reason() == "the mail server did not answer within 0.5 s"
        assert time.monotonic() - began < 4
    slowly: list[bytes | float] = [0.2, EXAMINE]
    with Scripted(answers(EXAMINE=slowly, SEARCH=[0.2, b"* SEARCH 5\r\n"], SIZE=[60.0])) as server:
        assert at(server, command_seconds=5, visit_seconds=0.7).reason() == "the mail server took more time than a visit has"


WORDS = [
    *(
        b"* ",
        b"+ ",
        b"{tag} OK ",
        b"{tag} NO ",
        b"{tag} BAD ",
        b"{tag} ",
        b"1 FETCH (",
        b"UID 5",
        b" BODY[] ",
        b'"a\\"b"',
        b"RFC822.SIZE 9",
    ),
    *(
        b"{3}",
        b"{0}",
        b"{-1}",
        b"{99999999}",
        b"abc",
        b"\r\n",
        b"\r\n",
        b"\r\n",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"(",
        b")",
        b" ",
        b"OK ",
        b"NO ",
    ),
    *(
        b"BYE",
        b"PREAUTH",
        b"SEARCH ",
        b"5 6",
        b"CAPABILITY ",
        b"IMAP4rev1 ",
        b"[UIDVALIDITY 7]",
        b"[UIDVALIDITY x]",
        b"[READ-ONLY]",
        b"[X",
    ),
]


@settings(max_examples=80, deadline=None)
@given(
    command=st.sampled_from(["CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "SIZE", "PEEK", "LOGOUT"]),
    said=st.lists(st.sampled_from(WORDS), max_size=12).map(b"".join),
    answered=st.booleans(),
)
def test_whatever_a_server_says_is_an_answer_or_an_error_in_words_of_ours(command: str, said: bytes, answered: bool):
    def answer(asked: str) -> Iterator[bytes | float]:
        if command not in asked:
            yield from normal(asked)
            return
        yield said + (b"\r\n{tag} OK done\r\n" if answered else b"")
        raise ConnectionAbortedError  # and it hangs up

    normal = answers(EXAMINE=EXAMINE, SEARCH=b"* SEARCH 5\r\n", PEEK=b"* 1 FETCH (UID 5 BODY[] {4}\r\nA: b)\r\n", SIZE=SIZES)
    reason = "the mail server "
    with Scripted(answer) as server, socket.create_connection(("127.0.0.1", server.port)) as sock:
        try:
            session = Session(sock, command_seconds=2)
            session.log_in(USER, PASSWORD)
            assert session.examine("INBOX").isdigit()
            assert all(0 <= uid < 10_000_000_000 for uid in session.search("UID 1:*"))
            session.sizes([5])
            assert session.mail(5, 1_000) in (b"A: b", None, b"abc", b"", b'a"b', b"\r\n")
            session.close()
        except ImapError as error:
            reason = error.reason
    assert reason.startswith("the mail server ")
    assert "done" not in reason


def test_a_mail_is_found_however_the_server_writes_it():
    for said in (
        b"* 1 FETCH (UID 5 BODY[] {4}\r\nA: b)\r\n",
        b"* 1 FETCH (BODY[] {4}\r\nA: b UID 5)\r\n",
        b'* 1 FETCH (UID 5 BODY[] "A: b")\r\n',
        b'* 1 FETCH (FLAGS () BODY[] "A: b" UID 5)\r\n',
        b"* 9 FETCH (UID 6 BODY[] {4}\r\nB: c)\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (X {1}\r\ny UID 5 BODY[] {4}\r\nA: b)\r\n",
    ):
        with Scripted(answers(EXAMINE=EXAMINE, SEARCH=b"* SEARCH 5\r\n", SIZE=SIZES, PEEK=said)) as server:
            assert at(server).bodies() == [b"A: b"]


def test_a_password_is_sent_quoted_where_the_server_knows_login_alone():
    with Scripted(answers(CAPABILITY=b"* CAPABILITY IMAP4rev1\r\n", EXAMINE=EXAMINE)) as server:
        assert at(server, password='pass "word" \\').visit() == []  # type: ignore[arg-type]
        (said,) = [one for one in server.heard if "LOGIN" in one]
        assert said.partition(" ")[2] == f'LOGIN "{USER}" "pass \\"word\\" \\\\"'


def test_a_mail_that_is_longer_than_the_server_said_costs_itself():
    body = b"* 1 FETCH (UID 5 BODY[] {12000000}\r\n"
    with Scripted(answers(EXAMINE=EXAMINE, SEARCH=b"* SEARCH 5\r\n", PEEK=[body, 0], SIZE=SIZES)) as server:
        reader = at(server, command_seconds=5)
        first, second = reader.visit()
        assert first.reason == "is longer than the 10 MB that are read of one mail"
        assert second.subject == "Letters"
        assert reader.known[reader.source.url].etag == "7:5"


def test_no_password_goes_over_a_line_in_the_clear_unless_the_host_is_allowed(monkeypatch: pytest.MonkeyPatch):
    with Scripted(answers(CAPABILITY=b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")) as server:
        reader = at(server)
        monkeypatch.setattr("briefing.edges.boxes.mailbox.forbidden", lambda _: None)  # as if loopback were the public internet
        monkeypatch.setattr("briefing.edges.boxes.mailbox._PORTS", {"imap": server.port})
        reader.mailboxes = Mailboxes(Fetch(), environ={"BRIEFING_IMAP_PASSWORD": PASSWORD})
        assert reader.reason() == "the mail server offers no encryption (STARTTLS), and the profile's allow_hosts does not name it"
        assert not any("AUTHENTICATE" in one or "LOGIN" in one for one in server.heard)


def test_a_password_goes_over_an_encrypted_line(ca: Authority, monkeypatch: pytest.MonkeyPatch):
    ca.serving()
    stem = ca.folder / f"server{len(ca.made) - 1}"
    monkeypatch.setenv("SSL_CERT_FILE", ca.certificate)
    monkeypatch.setattr("briefing.edges.boxes.mailbox.forbidden", lambda _: None)
    with MailBox(certificate=(f"{stem}.pem", f"{stem}.key")) as box:
        box.put(mail("Sealed later"))
        monkeypatch.setattr("briefing.edges.boxes.mailbox._PORTS", {"imap": box.port})
        reader = Reader(box.address(), allow=box.host)
        reader.mailboxes = Mailboxes(Fetch(), environ={"BRIEFING_IMAP_PASSWORD": PASSWORD})
        assert reader.bodies() == [mail("Sealed later")]
        monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
        assert reader.reason().startswith("the certificate of the mail server does not hold: ")


def test_what_was_said_before_the_encryption_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    script = answers(CAPABILITY=b"* CAPABILITY IMAP4rev1 STARTTLS\r\n", STARTTLS=[b"{tag} OK go\r\na3 OK [injected]\r\n", 0])
    with Scripted(script) as server:
        monkeypatch.setattr("briefing.edges.boxes.mailbox.forbidden", lambda _: None)
        monkeypatch.setattr("briefing.edges.boxes.mailbox._PORTS", {"imap": server.port})
        reader = at(server)
        reader.mailboxes = Mailboxes(Fetch(), environ={"BRIEFING_IMAP_PASSWORD": PASSWORD})
        assert reader.reason() == "the mail server goes on without the encryption it has agreed to"


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
