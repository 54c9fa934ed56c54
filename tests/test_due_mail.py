"""`briefing run --due` and mail: planned once, sent once, held or left out as the profile says."""

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from mail_server import MailServer
from mornings import FIRST, Morning, at, stocked

from briefing.edges.archive.reader_book import Wish
from briefing.errors import Exit

DAYS = [str(FIRST + timedelta(days=number)) for number in range(12)]
READERS = ["anna@mail.example", "boris@mail.example"]


def later(days: int, clock: str = "06:30") -> str:
    return at(FIRST + timedelta(days=days), clock)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("stocked"))


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


def desk(folder: Path, archive: Path | None, server: MailServer, *, mail: str = "", schedule: str = "") -> Morning:
    made = Morning(
        folder,
        archive,
        schedule=schedule,
        more=f'[mail]\nsmtp = "{server.url}"\nfrom = "Desk <desk@mail.example>"\n{mail}\n',
    )
    with made.open() as opened:
        opened.readers().enrol("towns", [Wish(address=reader) for reader in READERS], now=datetime.fromisoformat(later(0, "05:00")))
    assert made.due(later(0, "06:00")) == Exit.OK
    return made


def sent(server: MailServer) -> list[tuple[str, str]]:
    """Who got the edition of which day, in order of arrival."""
    return [(mail.recipient, mail.parsed["Message-ID"]) for mail in server.received]


def days_sent(server: MailServer) -> list[str]:
    return [day for _, name in sent(server) for day in DAYS if day.replace("-", "") in name]


def text(server: MailServer) -> str:
    return " ".join(server.received[-1].parsed.get_body(("plain",)).get_content().split())


def test_an_edition_is_mailed_when_it_is_due_and_once(tmp_path, archive, server, capsys):
    one = desk(tmp_path, archive, server)
    assert one.due(later(0)) == Exit.OK
    assert "mail is planned for 2 readers\n  mail: 2 sent" in capsys.readouterr().out
    assert sorted(recipient for recipient, _ in sent(server)) == READERS
    for _ in range(2):
        assert one.due(later(0, "06:31")) == Exit.OK
    assert len(server.received) == 2
    assert one.runs()[DAYS[0]].reason == ""


@pytest.mark.parametrize(("catch_up", "mailed"), [("all", DAYS[:3]), ("latest", DAYS[2:3]), ("none", [])])
def test_of_missed_editions_those_are_mailed_that_the_profile_says(tmp_path, archive, server, catch_up, mailed):
    one = desk(tmp_path, archive, server, schedule=f'catch_up = "{catch_up}"')
    assert one.due(later(2, "08:00")) == Exit.OK
    assert days_sent(server) == [day for day in mailed for _ in READERS]
    if mailed:
        assert "This briefing is late: it was due on 25 January 2024 at 06:30." in text(server)
    if catch_up == "latest":
        assert "The briefings of 22 January 2024 to 23 January 2024 were missed: they are filed and were not mailed." in text(
            server
        )


def test_an_edition_without_news_is_mailed_too_or_held_as_the_profile_says(tmp_path, archive, server, capsys):
    told = desk(tmp_path / "told", None, server)
    assert told.due(later(0)) == Exit.NOTHING
    assert (told.states(), len(server.received)) == ({DAYS[0]: "done"}, 2)
    held = desk(tmp_path / "held", None, server, mail='empty = "hold"')
    assert held.due(later(0)) == Exit.NOTHING
    assert (held.states(), len(server.received)) == ({DAYS[0]: "held"}, 2)
    assert f"briefing send --date {DAYS[0]}" in capsys.readouterr().out
    assert held.due(later(0, "06:31")) == Exit.OK
    assert len(server.received) == 2
    assert held.call("send", "--date", DAYS[0]) == Exit.OK
    assert (held.states(), len(server.received)) == ({DAYS[0]: "done"}, 4)


def test_no_mail_goes_out_where_that_is_asked_for(tmp_path, archive, server):
    one = desk(tmp_path, archive, server)
    assert one.due(later(0), "--no-mail") == Exit.OK
    assert one.due(later(0, "06:31")) == Exit.OK
    assert (one.states(), server.received) == ({DAYS[0]: "done"}, [])


def test_a_server_that_is_away_costs_no_edition_and_no_mail(tmp_path, archive, capsys):
    with MailServer() as server:
        one, port = desk(tmp_path, archive, server), server.port
    assert one.due(later(0)) == Exit.TRY_LATER
    assert one.states() == {DAYS[0]: "done"}
    with MailServer(port=port) as server:
        assert one.due(later(0, "06:31")) == Exit.OK  # its time has not come yet
        assert server.received == []
        assert one.due(later(0, "08:00")) == Exit.OK
        assert sorted(recipient for recipient, _ in sent(server)) == READERS


@pytest.mark.slow
def test_killed_while_mail_is_planned_it_is_planned_once_and_sent_once(tmp_path, archive, server):
    whole = desk(tmp_path / "whole", archive, server)
    assert whole.due(later(0)) == Exit.OK
    expected = sorted(sent(server))
    server.received.clear()
    one = desk(tmp_path / "killed", archive, server)
    for place in ("run.recorded", "plan.frozen", "plan.committed"):
        with one.start(later(0), environment={"BRIEFING_FAILPOINT": f"{place}:kill"}) as process:
            assert process.wait(60) == -signal.SIGKILL
        assert (one.states(), server.received) == ({DAYS[0]: "made"}, [])
    assert one.due(later(0)) == Exit.OK
    assert sorted(sent(server)) == expected
    assert (one.shelf(), one.states()) == (whole.shelf(), whole.states())
    with one.open() as opened:
        assert opened.mails().count("towns").sent == 2


@pytest.mark.slow
def test_a_mail_planned_before_the_crash_stays_planned_when_a_newer_edition_is_due(tmp_path, archive, server):
    one = desk(tmp_path, archive, server)
    with one.start(later(0), environment={"BRIEFING_FAILPOINT": "plan.committed:kill"}) as process:
        assert process.wait(60) == -signal.SIGKILL
    assert one.due(later(1)) == Exit.OK
    assert sorted(days_sent(server)) == sorted(DAYS[:2] * 2)
    assert [run.reason for run in one.runs().values()] == ["", ""]


@pytest.mark.skipif("BRIEFING_KILLS" not in os.environ, reason="BRIEFING_KILLS is not set")
@pytest.mark.slow
def test_asked_to_end_while_it_sends_it_ends_in_time_and_sends_the_rest_next_time(tmp_path, archive):
    with MailServer(delay=2.0) as server:
        one = desk(tmp_path, archive, server)
        with one.start(later(0)) as process:
            while not server.connections:
                assert process.poll() is None
                time.sleep(0.02)
            began = datetime.now(UTC)
            process.terminate()
            assert process.wait(15) == Exit.OK
        assert datetime.now(UTC) - began < timedelta(seconds=15)
        server.delay = 0
        one.due(later(0, "06:40"))
        one.due(later(0, "08:00"))
        assert sorted(recipient for recipient, _ in sent(server)) == READERS


def test_the_operator_hears_of_what_was_made_and_of_what_was_not(tmp_path, archive):
    heard: list[tuple[str, str]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as ears:
        threading.Thread(target=ears.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{ears.server_port}"
        one = Morning(
            tmp_path, archive, schedule='window = "1d"', more=f'[operator]\nping = "{place}/ping"\nwebhook = "{place}/hook"'
        )
        one.due(later(0, "06:00"))
        assert heard == []
        assert one.due(later(0)) == Exit.OK
        assert [path for path, _ in heard] == ["/ping/start", "/ping"]
        assert one.due(later(0, "06:31")) == Exit.OK
        assert len(heard) == 2
        assert one.due(later(4, "06:40")) == Exit.PARTIAL
        assert [path for path, _ in heard[2:]] == ["/hook", "/ping/start", "/hook", "/ping"]
        assert f"{DAYS[1]} to {DAYS[3]}: skipped" in heard[2][1]
        assert f"The edition of {DAYS[4]} has no news." in heard[4][1]
        place = one.folder / "output" / "towns" / DAYS[5]
        place.symlink_to(one.folder)
        assert one.due(later(5)) == Exit.USAGE
        assert [path for path, _ in heard[6:]] == ["/ping/start", "/hook", "/ping/fail"]
        assert "could not be made" in heard[7][1]
        ears.shutdown()
