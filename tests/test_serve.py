"""`briefing serve` as it runs: a process of its own, asked over real connections, for links of a real archive."""

import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.reader_book import Wish
from briefing.edges.web import server
from briefing.errors import UsageError
from briefing.signing import sign

PROFILE = """title = "Harbour <daily>"
timezone = "Europe/Kyiv"
public_url = "https://briefing.example.org/news"

[[section]]
id = "port"
title = "Port"
about = "ships and cargo"
"""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ONE_CLICK = "List-Unsubscribe=One-Click"
HOSTILE = Path(__file__).parents[2] / "shared" / "data" / "hostile.tar.gz"


@dataclass
class Service:
    process: subprocess.Popen
    port: int
    folder: Path
    archive: SqlArchive
    turns: int = field(default=0)

    def reader(self, address, **wish):
        book = self.archive.readers()
        book.enrol("harbour-daily", [Wish(address=address, **wish)], now=datetime.now(UTC))
        return book.find("harbour-daily", address).number

    def state(self, number):
        return self.archive.readers().get(number).state

    def link(self, number, purpose="leave"):
        token = sign(purpose, "harbour-daily", number, self.archive.readers().secrets(now=datetime.now(UTC)))
        return f"/{'u' if purpose == 'leave' else 'c'}/{token}"

    def ask(self, method, path, body=None, headers=None, *, connection=None):
        """An answer; every few questions come from another caller, of whom our proxy tells."""
        self.turns += 1
        made = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        caller = {"X-Forwarded-For": f"2001:db8:{self.turns // 50:x}::1"}
        made.request(method, path, body, caller | (headers or {}))
        answer = made.getresponse()
        content = answer.read()
        if connection is None:
            made.close()
        return answer, content.decode()


def started(folder, *words, patience=""):
    program = f"import sys; from briefing.edges.web import server; {patience}; from briefing.cli import main; sys.exit(main())"
    command = [sys.executable, *(["-c", program] if patience else ["-m", "briefing"]), "serve", "--port", "0", *words]
    written, errors = folder / "out.txt", folder / "err.txt"
    with written.open("w") as out, errors.open("w") as err:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err)
    until = time.monotonic() + 30
    while not (said := written.read_text()).endswith("\n") and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert said.startswith("serve: http://127.0.0.1:"), (said, errors.read_text())
    return process, int(said.split()[1].rpartition(":")[2])


def ended(process, by=signal.SIGTERM, seconds=15):
    process.send_signal(by)
    return process.wait(seconds)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    (folder / "briefing.toml").write_text(PROFILE, encoding="utf-8")
    process, port = started(folder, "--proxies", "127.0.0.1")
    with SqlArchive.open(f"sqlite:///{folder}/output/briefing.db") as archive:
        yield Service(process, port, folder, archive)
    if process.poll() is None:
        process.kill()
        process.wait()


def test_one_click_of_a_mail_program_takes_a_reader_off_the_list(service):
    number = service.reader("anna@example.org")
    link = service.link(number)
    answer, page = service.ask("GET", link)
    assert (answer.status, service.state(number)) == (200, "active")
    assert "<button" in page
    assert "Harbour &lt;daily&gt;" in page
    assert "anna" not in page
    assert link[3:] not in page
    began = time.monotonic()
    answer, page = service.ask("POST", link, ONE_CLICK, FORM)
    assert time.monotonic() - began < 1
    assert (answer.status, service.state(number)) == (200, "removed")
    assert "You have left the list" in page
    assert service.ask("POST", link, ONE_CLICK, FORM)[0].status == 200


def test_a_scanner_that_follows_every_link_changes_nothing(service):
    number = service.reader("boris@example.org")
    link = service.link(number)
    for method in ("GET", "HEAD", "GET", "OPTIONS", "PUT", "DELETE"):
        for path in (link, link + "/", link + "?x=1", link + "/back", "/news" + link, link.upper(), link + "%20"):
            service.ask(method, path)
    assert service.state(number) == "active"


def test_a_link_works_with_the_path_of_the_public_address_and_without(service):
    number = service.reader("clara@example.org")
    assert service.ask("POST", "/news" + service.link(number), ONE_CLICK, FORM)[0].status == 200
    assert service.state(number) == "removed"
    assert service.ask("POST", service.link(number), "do=back", FORM)[0].status == 200
    assert service.state(number) == "active"


def test_an_answer_gives_nothing_away_and_allows_nothing(service):
    for path in ("/u/x", "/x", "/readyz"):
        answer, _ = service.ask("GET", path)
        names = [name.lower() for name, _ in answer.getheaders()]
        assert not {"server", "set-cookie", "location", "x-powered-by"} & set(names)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert len(names) == len(set(names))


def test_what_is_no_request_is_answered_so(service):
    for sent in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET /\r\nHost: x\r\n\r\n",
        b"GET " + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as line:
            line.sendall(sent)
            said = line.recv(65_536)
            assert said.startswith(b"HTTP/1.1 400 "), sent[:20]
            assert b"content-security-policy: default-src 'none'" in said
            assert b"server:" not in said.lower()


def test_readiness_is_told_without_names(service):
    answer, said = service.ask("GET", "/readyz")
    assert answer.status == 200
    assert json.loads(said) == {"ready": True, "database": "ok", "clock": "ok", "disk": "ok", "last_success_age": None}
    assert service.ask("GET", "/healthz")[1] == "ok\n"


def test_sixty_requests_a_minute_and_no_more(service):
    caller = {"X-Forwarded-For": "203.0.113.77"}
    assert [service.ask("GET", "/x", headers=caller)[0].status for _ in range(60)] == [404] * 60
    answer, _ = service.ask("GET", "/u/x", headers=caller)
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


@pytest.mark.skipif(not HOSTILE.is_file(), reason="the corpora are not here")
def test_no_path_of_attackers_leads_anywhere(service):
    with tarfile.open(HOSTILE) as corpora:
        wanted = ("path-traversal", "/lfi/", "Directory", "CRLF")
        lists = [one for one in corpora if one.isfile() and any(name in one.name for name in wanted)]
        paths = {line.strip() for one in lists for line in corpora.extractfile(one).read().split(b"\n") if line.strip()}
    assert len(paths) > 100
    sample = sorted(paths)[:: max(1, len(paths) // int(os.environ.get("BRIEFING_PATHS", "250")))]
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    statuses = set()
    for number, written in enumerate(sample):
        path = "".join(chr(byte) if 0x21 <= byte < 0x7F else f"%{byte:02X}" for byte in written.replace(b"{FILE}", b"etc/passwd"))
        for place in ("/" + path, "/u/" + path):
            caller = {"X-Forwarded-For": f"2001:db8:ffff:{number:x}::1"}
            answer, said = service.ask("GET", place, headers=caller, connection=connection)
            statuses.add(answer.status)
            assert "root:" not in said
            assert answer.status == 404 or (answer.status == 200 and "There is nothing left to do here" in said), place
    connection.close()
    assert 404 in statuses


def test_neither_token_nor_address_nor_path_is_written_anywhere(service):
    number = service.reader("dora@example.org")
    link = service.link(number)
    service.ask("POST", link, ONE_CLICK, FORM)
    service.ask("GET", f"{link}/x?token={link[3:]}")
    time.sleep(0.2)
    written = (service.folder / "out.txt").read_text() + (service.folder / "err.txt").read_text()
    assert '"method": "POST", "route": "/u", "status": 200' in written
    assert link[3:] not in written
    assert "example.org" not in written
    assert "2001:db8" not in written


def test_a_request_sent_a_byte_at_a_time_keeps_nobody_waiting(service):
    lines = [socket.create_connection(("127.0.0.1", service.port), timeout=10) for _ in range(100)]
    try:
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ")
        began = time.monotonic()
        assert service.ask("GET", "/healthz")[0].status == 200
        assert time.monotonic() - began < 2
    finally:
        for line in lines:
            line.close()


def test_without_proxies_nobody_is_believed_and_a_taken_port_is_said_and_sigint_ends_it(tmp_path):
    (tmp_path / "briefing.toml").write_text(PROFILE.replace("https:", "http:"), encoding="utf-8")
    process, port = started(tmp_path)
    try:
        lone = Service(process, port, tmp_path, None)
        caller = lambda number: {"X-Forwarded-For": f"203.0.113.{number}"}  # noqa: E731
        assert [lone.ask("GET", "/x", headers=caller(number))[0].status for number in range(61)] == [404] * 60 + [429]
        assert "public_url is not https" in (tmp_path / "err.txt").read_text()
        with pytest.raises(UsageError, match=f"127.0.0.1 port {port} cannot be had"):
            server.serve(None, host="127.0.0.1", port=port, proxies=(), ready=print)
    finally:
        assert ended(process, signal.SIGINT) == 0


@pytest.mark.slow
def test_what_does_not_end_is_cut_off_and_keeps_nothing_from_ending(tmp_path):
    (tmp_path / "briefing.toml").write_text(PROFILE, encoding="utf-8")
    process, port = started(tmp_path, patience="server.REQUEST_SECONDS, server._GRACE = 0.5, 1")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        began = time.monotonic()
        gone = False
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        line.settimeout(0.1)
        while not gone and time.monotonic() - began < 10:
            try:
                line.sendall(b"X-A: b\r\n")
                gone = line.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                gone = True
        assert 0.4 < time.monotonic() - began < 5
    idle = socket.create_connection(("127.0.0.1", port))
    half = socket.create_connection(("127.0.0.1", port))
    half.sendall(b"POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
    time.sleep(0.2)
    began = time.monotonic()
    assert ended(process) == 0
    assert time.monotonic() - began < 5
    idle.close()
    half.close()
    assert "Traceback" not in (tmp_path / "err.txt").read_text()


@pytest.mark.slow
def test_in_a_browser_the_page_has_its_style_and_its_buttons_work(service, chromium):
    number = service.reader("emil@example.org", language="uk")
    said = []
    page = chromium.new_page(viewport={"width": 390, "height": 700}, extra_http_headers={"X-Forwarded-For": "203.0.113.200"})
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://127.0.0.1:{service.port}{service.link(number)}")
    assert page.locator("html").get_attribute("lang") == "uk"
    assert page.locator("button").bounding_box()["height"] >= 44  # the policy let the style through
    page.get_by_role("button").click()
    assert service.state(number) == "removed"
    page.get_by_role("button").click()
    assert service.state(number) == "active"
    assert page.get_by_role("button").count() == 0
    assert page.context.cookies() == []
    assert [one for one in said if "favicon" not in one] == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_time_of_an_answer_says_nothing_of_a_token(service, method):
    """Welch's t of used against unknown, and unknown against no token at all; 10,000 calls with BRIEFING_TIMING=10000."""
    many = int(os.environ.get("BRIEFING_TIMING", "150")) // 3
    used = service.reader(f"used-{method.lower()}@example.org")
    service.ask("POST", service.link(used), ONE_CLICK, FORM)
    links = {"used": service.link(used), "unknown": service.link(4_000_000_000), "invalid": "/u/" + "A" * 28}
    times = {name: [] for name in links}
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    for number in range(many):
        for name in sorted(links, key=lambda name: hash((name, number))):
            headers = {"X-Forwarded-For": f"2001:db8:aaaa:{number:x}::1", **FORM}
            began = time.perf_counter()
            answer, said = service.ask(method, links[name], ONE_CLICK if method == "POST" else None, headers, connection=connection)
            times[name].append(time.perf_counter() - began)
            assert answer.status == 200
            assert "There is nothing left to do here" in said
    connection.close()
    for one, other in (("used", "unknown"), ("unknown", "invalid"), ("used", "invalid")):
        a, b = sorted(times[one])[: many * 95 // 100], sorted(times[other])[: many * 95 // 100]  # the slowest are the machine's
        t = (statistics.mean(a) - statistics.mean(b)) / ((statistics.variance(a) + statistics.variance(b)) / len(a)) ** 0.5
        print(f"{method} {one}/{other}: t = {t:.2f}, {statistics.mean(a) * 1000:.2f} and {statistics.mean(b) * 1000:.2f} ms")
        assert abs(t) < 4.5, (one, other, t)
