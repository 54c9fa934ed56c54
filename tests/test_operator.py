"""The operator is told each thing once, by every way there is, and no run waits for them or fails over them."""

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from listener import Listener
from mail_server import MailServer

from briefing.commands.operator import OperatorDesk, operator_for
from briefing.delivery_settings import Mail, Operator
from briefing.edges.archive import SqlArchive
from briefing.settings import built_in

NOW = datetime(2024, 1, 24, 6, 30, tzinfo=UTC)
KEY, SUBJECT, TEXT = (
    "failed 2024-01-23",
    "The edition of 23 January failed",
    "The disk is full.\n\nIt is tried again in five minutes.",
)


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def archive(tmp_path):
    with SqlArchive.open(f"sqlite:///{tmp_path}/briefing.db") as opened:
        yield opened


@pytest.fixture
def desk(archive):
    clock = Clock()

    def make(*, mail=None, smtp="smtp://127.0.0.1:1", seconds=10.0, book=True, **ways):
        profile = replace(
            built_in(),
            mail=Mail(smtp=smtp, sender="Desk <desk@example.org>"),
            operator=Operator(mail=mail, **ways),
        )
        made = OperatorDesk(profile, archive.notices() if book else None, clock=clock, seconds=seconds)
        made.clock = clock
        return made

    return make


def test_a_webhook_is_told_once_in_words_a_chat_service_shows(desk):
    with Listener() as hears:
        told = desk(webhook=f"{hears.url}/hook")
        assert told.told(KEY, SUBJECT, TEXT)
        assert not told.told(KEY, SUBJECT, TEXT)
        assert told.told("failed 2024-01-24", "Another\r\nday", "…")
    first, second = hears.calls
    assert first.said == {"text": f"{SUBJECT}\n\n{TEXT}", "subject": SUBJECT, "profile": built_in().id, "key": KEY}
    assert first.headers["Content-Type"].startswith("application/json")
    assert second.said["subject"] == "Another day"


def test_no_mail_address_goes_out_with_it(desk):
    with Listener() as hears:
        told = desk(webhook=hears.url, ping=hears.url)
        assert told.told(KEY, "550 <anna@example.org> unknown", "anna@example.org: no")
        assert told.ping("fail", "550 anna@example.org")
    assert not [call for call in hears.calls if b"anna" in call.body or b"@" in call.body]


def test_a_mail_says_it_in_plain_text(desk):
    with MailServer() as server:
        told = desk(mail="Duty <duty@example.org>", smtp=server.url)
        assert told.told(KEY, SUBJECT, TEXT)
        assert not told.told(KEY, SUBJECT, TEXT)
        [mail] = server.received
    assert (mail.sender, mail.recipient) == ("desk@example.org", "duty@example.org")
    assert mail.parsed["Subject"] == SUBJECT
    assert mail.parsed["Auto-Submitted"] == "auto-generated"
    assert mail.parsed.get_content().replace("\r\n", "\n").strip() == TEXT


def test_every_way_is_tried_and_one_is_enough(desk, capfd):
    with MailServer() as server:
        told = desk(mail="duty@example.org", smtp=server.url, webhook="http://127.0.0.1:1/SECRET")
        assert told.told(KEY, SUBJECT, TEXT)
        told.clock.now += timedelta(days=1)
        told.retry()
        assert len(server.received) == 1
    said = capfd.readouterr().err
    assert "the operator was not told by webhook: the server refuses connections" in said
    assert "SECRET" not in said


def test_where_nobody_could_be_told_a_later_call_tries_again(desk, capfd):
    with Listener(answers=[500, 500, 200]) as hears:
        told = desk(webhook=hears.url)
        assert not told.told(KEY, SUBJECT, TEXT)
        told.retry()  # its pause is not over
        assert len(hears.calls) == 1
        told.clock.now += timedelta(minutes=5)
        told.retry()
        told.clock.now += timedelta(minutes=10)
        assert told.told("another", "Another", "…")  # any call will do
        told.clock.now += timedelta(days=1)
        told.retry()
    assert [call.said["key"] for call in hears.calls] == [KEY, KEY, "another", KEY]
    assert "the operator was not told by webhook: the server answers 500" in capfd.readouterr().err


def test_of_two_profiles_each_tells_its_own(archive, desk):
    with Listener() as hears:
        one = desk(webhook=hears.url)
        other = OperatorDesk(replace(one._profile, id="rivers"), archive.notices(), clock=one.clock)
        assert one.told(KEY, SUBJECT, TEXT)
        assert other.told(KEY, SUBJECT, TEXT)
    assert [call.said["profile"] for call in hears.calls] == [built_in().id, "rivers"]


def test_whoever_names_no_way_is_told_nothing_and_nothing_is_kept(archive, desk):
    told = desk()
    assert not told.told(KEY, SUBJECT, TEXT)
    assert not told.ping("success")
    assert archive.notices().waiting("") == ()


def test_an_operator_who_does_not_answer_is_not_waited_for(desk, capfd):
    with Listener(wait=3.0) as hears, socket.create_server(("127.0.0.1", 0)) as silent:
        told = desk(
            mail="duty@example.org",
            smtp=f"smtp://127.0.0.1:{silent.getsockname()[1]}",
            webhook=hears.url,
            ping=hears.url,
            seconds=0.6,
        )
        for call in (lambda: told.told(KEY, SUBJECT, TEXT), lambda: told.ping("fail", "x")):
            began = time.monotonic()
            assert not call()
            assert time.monotonic() - began < 1.6
    assert "did not answer" in capfd.readouterr().err


def test_without_an_archive_it_is_told_all_the_same(desk):
    with Listener() as hears:
        told = desk(webhook=hears.url, book=False)
        assert told.told(KEY, SUBJECT, TEXT)
    assert len(hears.calls) == 1


def test_an_archive_that_cannot_be_written_keeps_no_run_from_going_on(desk, archive, capfd):
    with Listener() as hears:
        told = desk(webhook=hears.url)
        with archive._database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE notice")
        assert not told.told(KEY, SUBJECT, TEXT)
        told.retry()
    assert hears.calls == []
    assert "the operator cannot be told" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("signal", "path"), [("start", "/ping/uuid/start"), ("success", "/ping/uuid"), ("fail", "/ping/uuid/fail")]
)
def test_a_dead_mans_switch_hears_of_beginning_success_and_failure(desk, signal, path):
    with Listener() as hears:
        assert desk(ping=f"{hears.url}/ping/uuid").ping(signal, "57 mailed, Дніпро")
        [call] = hears.calls
    assert (call.path, call.body.decode()) == (path, "57 mailed, Дніпро")


@pytest.mark.parametrize(("answers", "reached"), [([500, 200], True), ([b"", 200], True), ([500, 503, 200], False)])
def test_a_switch_is_tried_twice(desk, capfd, answers, reached):
    with Listener(answers=list(answers)) as hears:
        assert desk(ping=f"{hears.url}/SECRET").ping("success") is reached
        assert len(hears.calls) == 2
    said = capfd.readouterr().err
    assert ("was not reached (success): the server answers 503" in said) is not reached
    assert "SECRET" not in said


@pytest.mark.parametrize(
    "wrong", ["http://exa mple/\r\nX: y", "https://[::1", "ftp://127.0.0.1/", "http://127.0.0.1:99999/", "http://\udc80/"]
)
def test_no_address_makes_it_raise(desk, wrong):
    told = desk(webhook=wrong, ping=wrong)
    assert not told.told(KEY, SUBJECT, TEXT)
    assert not told.ping("success", "\udc80")


def test_it_is_made_of_a_profile_and_an_archive(archive):
    with Listener() as hears:
        profile = replace(built_in(), operator=Operator(webhook=hears.url))
        assert operator_for(profile, archive).told(KEY, SUBJECT, TEXT)
        assert operator_for(profile, None).told(KEY, SUBJECT, TEXT)
