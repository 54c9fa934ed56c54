"""What a reader sees of it all: an edition in the morning, a way out by one click, and silence from the next morning on."""

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from mail_server import MailServer
from mornings import FIRST, Morning, at, stocked

from briefing.errors import Exit

MAIL = '[mail]\nsmtp = "{}"\nfrom = "Desk <desk@mail.example>"\npublic_url = "https://briefing.example.org"\n'
SECOND = FIRST + timedelta(days=1)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of `briefing serve` for the profile of the test, once that is written."""
    stocked(tmp_path)
    command = [sys.executable, "-m", "briefing", "serve", "--profile", "towns.toml", "--port", "0"]
    serving = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    said = serving.stdout.readline()
    yield int(re.search(r"http://127\.0\.0\.1:(\d+)", said)[1])
    serving.send_signal(signal.SIGTERM)
    serving.stdout.close()
    assert serving.wait(15) == 0


@pytest.mark.slow
def test_the_edition_comes_in_the_morning_and_one_click_ends_it(tmp_path: Path, port: int, server: MailServer):
    morning = Morning(tmp_path, None, more=MAIL.format(server.url))
    for reader in ("anna@mail.example", "boris@mail.example"):
        assert morning.call("subscribers", "add", reader) == Exit.OK
    assert morning.due(at(FIRST, "06:00")) == Exit.OK  # from now on editions are due by themselves
    assert morning.due(at(FIRST)) == Exit.OK
    assert sorted(mail.recipient for mail in server.received) == ["anna@mail.example", "boris@mail.example"]

    (mail,) = server.to("anna@mail.example")
    assert mail.parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.search(r"<https://briefing\.example\.org(/u/[^>]+)>", mail.parsed["List-Unsubscribe"])[1]
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    asking.request("POST", way_out, "List-Unsubscribe=One-Click", form)
    assert asking.getresponse().status == 200
    asking.close()

    assert morning.due(at(SECOND)) == Exit.OK
    assert [mail.recipient for mail in server.received[2:]] == ["boris@mail.example"]
