"""A round of sending, with a real ledger and a server that says what a test tells it."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.delivering.send import Round, Tools, Way, send
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.reader_rows import Wish
from briefing.errors import ArchiveError
from briefing.mail_address import Unfit
from briefing.model import Begun, Delivery, Ended, Letter, MailCount, Posting, Reply

NOW = datetime(2024, 1, 24, 6, 31, tzinfo=UTC)
TAKEN = Reply(verdict="taken", code=250)
FULL = Reply(verdict="later", code=452, status="4.2.2", text="mailbox full")
GONE = Reply(verdict="never", code=550, status="5.1.1", text="no such user")
AWAY = Reply(verdict="later", text="connection refused", common=True)
CLOSING = Reply(verdict="later", code=421, text="enough for one connection", common=True)
NO_LOG_IN = Reply(verdict="never", code=535, text="wrong password", common=True)
SILENT = Reply(verdict="later", text="no answer came in time")
BEFORE_THE_TEXT = (FULL, GONE, AWAY, NO_LOG_IN, CLOSING, SILENT)


class Server:
    """A `Carrier` for every connection: the replies of each reader in turn, else `usual`."""

    def __init__(self, usual: Reply = TAKEN, **replies: list[Reply]) -> None:
        self.usual, self.replies, self.got, self.connections = usual, replies, [], 0
        self.meanwhile: Callable[[str], object] = lambda _recipient: None

    def connect(self) -> "Server":
        self.connections += 1
        return self

    def carry(self, letter: Letter, *, inflight: Callable[[], bool], smtputf8: bool = False) -> Reply:
        waiting = self.replies.get(letter.recipient, [])
        reply = waiting.pop(0) if waiting else self.usual
        self.meanwhile(letter.recipient)
        if reply in BEFORE_THE_TEXT:
            return reply
        if not inflight():
            return Reply(verdict="later", text="taken back before its last dot")
        if reply == TAKEN:
            self.got.append(letter.recipient)
        return reply

    def close(self) -> None:
        pass

    def interrupt(self) -> None:
        pass


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SqlArchive]:
    with SqlArchive.open(f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


def planned(archive: SqlArchive, readers: int) -> None:
    for number in range(1, readers + 1):  # one by one, so that reader n is rn
        archive.readers().enrol("towns", [Wish(address=f"r{number}")], now=NOW)
    edition = Posting(profile="towns", edition="2024-01-23", due=NOW, briefing=b"{}")
    archive.mails().plan(edition, now=NOW, message_id=lambda number: f"<{number}@x>")


def write(mail: Delivery, *, attach: bool = True) -> Letter | Unfit:
    return Letter(sender="desk", recipient=mail.address, pieces=(b"hello\r\n", b"attached\r\n" if attach else b""))


def round_of(archive: SqlArchive, server: Server, *, at: datetime = NOW, connections: int = 1, **tools: object) -> Round:
    way = Way(profile="towns", rate=10_000, connections=connections)
    made = {"ledger": archive.mails(), "write": write, "connect": server.connect, "clock": lambda: at}
    return send(way, Tools(**(made | tools)))


def test_what_is_owed_is_sent_and_the_rest_tried_again(archive: SqlArchive):
    planned(archive, 5)
    server = Server(r2=[FULL], r4=[GONE])
    refused = []
    done = round_of(archive, server, refused=lambda mail, reply, now: refused.append((mail.subscriber, reply, now)))
    assert (done.taken, done.later, done.never, done.unreachable) == (3, 1, 1, "")
    assert refused == [(4, GONE, NOW)]
    assert server.got == ["r1", "r3", "r5"]
    assert round_of(archive, server).taken == 0
    assert round_of(archive, server, at=NOW + timedelta(minutes=6)).taken == 1
    assert archive.mails().count("towns") == MailCount(planned=5, sent=4, failed=1)


def test_a_mail_is_given_up_after_two_days(archive: SqlArchive):
    planned(archive, 1)
    server, at, tries = Server(usual=FULL), NOW, 0
    while next_due := archive.mails().next_due("towns"):
        at, tries = next_due, tries + 1
        round_of(archive, server, at=at)
    assert at == NOW + timedelta(hours=48)
    assert 45 < tries < 60
    (mail,) = archive.mails().in_state("towns", "failed")
    assert mail.reply == "given up after 48 hours: mailbox full"
    assert mail.attempts == tries


@pytest.mark.parametrize("reply", [AWAY, NO_LOG_IN], ids=["away", "no log-in"])
def test_a_server_that_takes_nobody_costs_one_try_and_no_mail(archive: SqlArchive, reply: Reply):
    planned(archive, 50)
    done = round_of(archive, Server(usual=reply))
    assert (done.later, done.taken, done.unreachable) == (1, 0, reply.text)
    assert archive.mails().count("towns") == MailCount(planned=50, waiting=49, deferred=1)
    assert archive.mails().next_due("towns") > NOW + timedelta(minutes=4)
    assert round_of(archive, Server(), at=NOW + timedelta(minutes=6)).taken == 50


def test_a_server_that_closes_connections_after_some_mails_gets_the_others_too(archive: SqlArchive):
    planned(archive, 30)
    done = round_of(archive, Server(r10=[CLOSING], r20=[CLOSING]))
    assert (done.taken, done.later, done.unreachable) == (28, 2, "")


def test_three_mails_without_any_answer_end_the_round(archive: SqlArchive):
    planned(archive, 30)
    done = round_of(archive, Server(r5=[SILENT], r7=[SILENT], r8=[SILENT], r9=[SILENT]))
    assert (done.taken, done.later) == (5, 4)
    assert done.unreachable == "no answer came in time"
    assert archive.mails().count("towns").waiting == 21


def test_lost_answers_put_their_mails_in_doubt(archive: SqlArchive):
    planned(archive, 3)
    lost = Reply(verdict="unknown", text="the connection was lost")
    done = round_of(archive, Server(r2=[lost]))
    assert (done.taken, done.unknown) == (2, 1)
    assert [mail.subscriber for mail in archive.mails().doubts("towns")] == [2]


def test_a_mail_that_cannot_be_written_costs_the_others_nothing(archive: SqlArchive):
    planned(archive, 4)

    def badly(mail: Delivery, *, attach: bool = True) -> Letter | Unfit:
        if mail.subscriber == 2:
            raise RuntimeError("r2 at fault")
        return Unfit("holds a space") if mail.subscriber == 3 else write(mail)

    done = round_of(archive, Server(), write=badly)
    assert (done.taken, done.later, done.never) == (2, 1, 1)
    (later,), (failed,) = archive.mails().in_state("towns", "deferred"), archive.mails().in_state("towns", "failed")
    assert later.reply == "the mail could not be written: RuntimeError"
    assert failed.reply == "the address holds a space"


def test_a_mail_that_is_too_large_for_the_server_goes_without_its_pdf(archive: SqlArchive):
    planned(archive, 1)
    too_large = Reply(verdict="never", status="5.3.4", text="too large")
    sizes = []

    class Small(Server):
        def carry(self, letter: Letter, *, inflight: Callable[[], bool], smtputf8: bool = False) -> Reply:
            sizes.append(letter.size)
            return too_large if len(sizes) == 1 else super().carry(letter, inflight=inflight)

    assert round_of(archive, Small()).taken == 1
    assert sizes == [17, 7]


def test_whoever_leaves_while_their_mail_is_on_its_way_to_the_server_does_not_get_it(archive: SqlArchive):
    planned(archive, 3)
    server = Server()
    server.meanwhile = lambda recipient: recipient == "r2" and archive.readers().leave(2, now=NOW)
    done = round_of(archive, server)
    assert (done.taken, done.left_out) == (2, 1)
    assert server.got == ["r1", "r3"]
    assert archive.mails().count("towns") == MailCount(planned=3, sent=2, suppressed=1)


def test_a_round_that_is_stopped_gives_back_what_it_claimed(archive: SqlArchive):
    planned(archive, 30)
    stop, server = threading.Event(), Server()
    server.meanwhile = lambda recipient: recipient == "r4" and stop.set()
    made = Tools(ledger=archive.mails(), write=write, connect=server.connect, clock=lambda: NOW)
    done = send(Way(profile="towns", rate=10_000), made, stop=stop)
    assert done.stopped
    assert 4 <= done.taken <= 5
    assert len(archive.mails().claim("towns", now=NOW, until=NOW + timedelta(hours=1), most=50)) == 30 - done.taken


def test_a_ledger_that_cannot_be_written_stops_the_round_before_anything_is_sent_unrecorded(archive: SqlArchive):
    planned(archive, 30)

    class Full:
        def __init__(self) -> None:
            self.entries = 0

        def __getattr__(self, name: str) -> object:
            return getattr(archive.mails(), name)

        def write(self, entries: list[Begun | Ended]) -> tuple[bool, ...]:
            self.entries += len(entries)
            if self.entries > 5:
                raise ArchiveError("the disk is full")
            return archive.mails().write(entries)

    server = Server()
    with pytest.raises(ArchiveError, match="the disk is full"):
        round_of(archive, server, ledger=Full())
    sent = archive.mails().count("towns").sent
    assert len(server.got) - sent <= 1


def test_several_connections_share_the_work(archive: SqlArchive):
    planned(archive, 60)
    server = Server()
    done = round_of(archive, server, connections=4)
    assert (done.taken, server.connections) == (60, 4)
    assert sorted(server.got) == sorted({f"r{number}" for number in range(1, 61)})
