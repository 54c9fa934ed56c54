"""Mail servers that hang, drip, lie or listen in: a visit ends, in time, and says why."""

import socket
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_box import PASSWORD, USER, MailBox, Scripted
from mailbox_reader import Reader, mail
from web_server import Authority, authority

from briefing.edges.boxes.imap import ImapError, Session
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.settings import Fetch


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    try:
        return authority(tmp_path_factory.mktemp("authority"))
    except FileNotFoundError:
        pytest.skip("there is no openssl program to make certificates with")


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
