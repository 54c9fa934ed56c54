"""`briefing send` against a real mail server: what is sent, what is owed, what is said, and how it exits."""

import signal
import sqlite3
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from mail_desk import DAY, PDF, PROFILE, Desk, addresses, desk_in
from mail_server import HANG_UP, MailServer

from briefing.errors import Exit

ALL_SENT = {"planned": 3, "sent": 3, "deferred": 0, "failed": 0, "suppressed": 0, "in_doubt": 0}
ONE, TWO, THREE = addresses(3)


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path, server) -> Desk:
    made = desk_in(tmp_path, server.url)
    made.add(ONE, TWO, THREE)
    made.file()
    return made


def got(server: MailServer) -> Counter[str]:
    return Counter(one.recipient for one in server.received)


def states(desk: Desk) -> dict[str, str]:
    with sqlite3.connect(desk.folder / "briefing.db") as connection:
        return dict(connection.execute("SELECT address, state FROM delivery"))


def test_every_reader_gets_the_edition_once_however_often_it_is_sent(desk, server):
    assert desk.send() == (Exit.OK, ALL_SENT, "")
    assert desk.send("--date", str(DAY)) == (Exit.OK, ALL_SENT, "")
    assert got(server) == {ONE: 1, TWO: 1, THREE: 1}
    assert server.connections == 1
    mail = message_from_bytes(server.received[0].message, policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == PDF
    assert attached.get_filename() == "river-towns-2024-01-23.pdf"


def test_an_edition_that_nobody_read_yet_goes_to_whoever_subscribes_then(tmp_path, server):
    desk = desk_in(tmp_path, server.url)
    desk.file()
    assert desk.send() == (Exit.OK, dict.fromkeys(ALL_SENT, 0), "")
    desk.add(ONE, TWO, THREE)
    assert desk.send() == (Exit.OK, ALL_SENT, "")


def test_what_is_mailed_is_what_was_filed_when_it_was_planned(desk, server):
    server.refuse[TWO] = ["451 4.2.1 not now"]
    assert desk.send()[0] == Exit.MAIL
    desk.file(title="Another text", pdf=b"%PDF other")
    assert desk.send() == (Exit.OK, ALL_SENT, "")
    (late,) = server.to(TWO)
    assert b"Another text" not in late.message
    assert [part.get_content() for part in late.parsed.iter_attachments()] == [PDF]


def test_one_bad_reader_stops_nobody_and_is_said_by_number_alone(desk, server):
    server.refuse[ONE] = f"550 5.1.1 <{ONE}> does not exist"
    server.refuse_text[TWO] = "554 5.7.1 not wanted"
    code, counts, said = desk.send()
    assert (code, counts["sent"], counts["failed"]) == (Exit.MAIL, 1, 2)
    assert "5.1.1" in said
    assert not any(address in said for address in (ONE, TWO, THREE))
    with desk.open() as archive:
        assert {one.address: one.state for one in archive.readers().each(PROFILE)}[ONE] == "suspended"
        assert {one.address: one.state for one in archive.readers().each(PROFILE)}[TWO] == "active"
    refused = len(server.refused)
    assert desk.send()[1] == counts  # 5xx is never tried again
    assert len(server.refused) == refused


def test_a_temporary_refusal_is_tried_again_later_and_at_once_by_hand(desk, server):
    server.refuse[ONE] = ["451 4.3.0 try again", "452 4.2.2 full"]
    code, counts, _ = desk.send()
    assert (code, counts["sent"], counts["deferred"]) == (Exit.MAIL, 2, 1)
    with desk.open() as archive:
        (mail,) = archive.mails().in_state(PROFILE, "deferred")
        pause = mail.next_at - mail.first_at
    assert timedelta(minutes=4) < pause < timedelta(minutes=6)
    assert desk.send()[1]["deferred"] == 1
    assert desk.send() == (Exit.OK, ALL_SENT, "")


def test_a_lost_answer_leaves_a_mail_in_doubt_until_somebody_decides(desk, server):
    server.refuse_text[TWO] = [HANG_UP]
    code, counts, said = desk.send()
    assert (code, counts["sent"], counts["in_doubt"]) == (Exit.MAIL, 2, 1)
    assert "--resend-in-doubt" in said
    assert desk.send()[1] == counts  # not by itself
    code, counts, _ = desk.send("--resend-in-doubt")
    assert (code, counts) == (Exit.OK, ALL_SENT)
    first, second = server.to(TWO)
    assert first.message == second.message


def test_a_mail_in_doubt_can_be_taken_as_sent(desk, server):
    server.refuse_text[TWO] = [HANG_UP]
    desk.send()
    assert desk.send("--accept-in-doubt")[:2] == (Exit.OK, ALL_SENT)
    assert len(server.to(TWO)) == 1


def test_a_server_that_is_away_leaves_all_owed_and_is_no_fault_of_the_mails(tmp_path):
    desk = desk_in(tmp_path, "smtp://127.0.0.1:9")
    desk.add(ONE, TWO, THREE)
    desk.file()
    code, counts, said = desk.send()
    assert (code, counts) == (Exit.TRY_LATER, {**ALL_SENT, "sent": 0, "deferred": 3})
    assert "mail server" in said
    with desk.open() as archive:  # one was tried for all, and all wait
        assert archive.mails().count(PROFILE).waiting == 2
        assert all(mail.next_at and mail.next_at.year > 2024 for mail in archive.mails().in_state(PROFILE, "planned"))


def test_whoever_leaves_before_it_is_sent_gets_nothing(desk, server):
    server.refuse[ONE] = ["451 later"]
    desk.send()
    with desk.open() as archive:
        archive.readers().leave(archive.readers().find(PROFILE, ONE).number, now=datetime.now(UTC))
    assert desk.send()[1] == {**ALL_SENT, "sent": 2, "suppressed": 1}
    assert ONE not in got(server)


def test_a_rehearsal_says_what_would_be_sent_and_does_nothing(desk, server):
    before = (desk.folder / "briefing.db").read_bytes()
    code, counts, _ = desk.send("--dry-run")
    assert (code, counts) == (Exit.OK, {**ALL_SENT, "sent": 0, "deferred": 3})
    assert (desk.folder / "briefing.db").read_bytes() == before
    assert server.connections == 0


def test_an_edition_that_is_not_filed_whole_or_was_changed_is_not_sent(desk, server):
    code, _, said = desk.send("--date", "2024-01-20")
    assert (code, server.connections) == (Exit.USAGE, 0)
    assert "not filed" in said
    home = desk.folder / "output" / PROFILE / str(DAY)
    (home / "briefing.pdf").write_bytes(b"changed")
    code, _, said = desk.send()
    assert (code, "changed after it was filed" in said) == (Exit.USAGE, True)
    (home / "manifest.json").unlink()
    code, _, said = desk.send("--date", str(DAY))
    assert (code, "not filed" in said) == (Exit.USAGE, True)
    assert server.connections == 0


def test_a_profile_without_a_mail_server_is_told_what_to_write(desk):
    text = desk.profile.read_text()
    desk.profile.write_text(text.partition("[mail]")[0])
    code, _, said = desk.send()
    assert code == Exit.CONFIG
    assert "smtp = " in said


def test_a_large_pdf_is_linked_and_one_that_the_server_does_not_take_too(tmp_path):
    with MailServer(size=100_000) as server:
        desk = desk_in(tmp_path, server.url, more="attach = 0.2")
        desk.add(ONE)
        for day, size in ((DAY, 150_000), (DAY + timedelta(days=1), 250_000)):
            desk.file(day, pdf=b"%PDF" + b"x" * size)
            code, counts, said = desk.send()
            assert (code, counts["sent"]) == (Exit.OK, 1), said
        for mail in server.received:
            assert not list(mail.parsed.iter_attachments())
            assert b"briefing.example.org/river-towns/2024-01-2" in mail.message


def test_several_connections_send_each_mail_once_and_the_rate_holds_over_all_of_them(tmp_path):
    with MailServer() as server:
        desk = desk_in(tmp_path, server.url, rate=20, more="connections = 4")
        desk.add(*addresses(45))
        desk.file()
        assert desk.send()[0] == Exit.OK
        assert 1 < server.connections <= 4
        times = sorted(one.at for one in server.received)
        assert set(got(server).values()) == {1}
    assert len(times) == 45
    assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 20
    assert times[-1] - times[0] < 3.5


def test_a_send_that_is_told_to_end_ends_after_the_mail_it_is_at(tmp_path):
    with MailServer(delay=0.3) as server:
        desk = desk_in(tmp_path, server.url)
        desk.add(*addresses(30))
        desk.file()
        running = desk.fork()
        server.wait_for(2)
        started = time.monotonic()
        running.process.terminate()
        assert running.wait() == 128 + signal.SIGTERM
        assert time.monotonic() - started < 5
        counts = running.counts()
        assert counts["sent"] == len(server.received) < 30
        assert counts["in_doubt"] == 0
        assert counts["deferred"] == 30 - counts["sent"]


@pytest.mark.slow
def test_a_send_that_waits_for_a_silent_server_ends_in_time_and_says_that_the_mail_is_in_doubt(tmp_path):
    with MailServer(delay=60) as server:
        desk = desk_in(tmp_path, server.url)
        desk.add(ONE, TWO)
        desk.file()
        running = desk.fork()
        server.wait_for(1)
        started = time.monotonic()
        running.process.terminate()
        assert running.wait() == 128 + signal.SIGTERM
        assert time.monotonic() - started < 12
        assert running.counts() == {**ALL_SENT, "planned": 2, "sent": 0, "deferred": 1, "in_doubt": 1}
