"""The server of the preview: on this machine alone, for our own page alone, from memory alone."""

import http.client
import json
import threading
import time

import pytest

from briefing.edges.loopback import HOST, MOST_LISTENERS, Server, Shown
from briefing.errors import UsageError

PAGE = b"<!DOCTYPE html><title>News</title>"


@pytest.fixture
def shown():
    return Shown()


@pytest.fixture
def server(shown):
    shown.show({"briefing.html": PAGE, "briefing.pdf": b"%PDF-", "sources/0123456789abcdef.html": b"copy"})
    made = Server(shown, 0)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    shown.end()
    made.shutdown()
    made.server_close()
    thread.join(5)


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def listen(server):
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request("GET", "/changes")
    return connection, connection.getresponse()


def told(answer):
    while not (line := answer.readline()).startswith(b"data: "):
        assert line
    return json.loads(line[6:])


def test_it_listens_on_this_machine_alone(server):
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_it_serves_the_files_of_the_edition_and_a_page_around_them(server):
    for path, kind, words in (
        ("/", "text/html; charset=utf-8", b"preview.js"),
        ("/preview.js", "text/javascript; charset=utf-8", b"EventSource"),
        ("/preview.css", "text/css; charset=utf-8", b"iframe"),
        ("/edition/briefing.html?1", "text/html; charset=utf-8", PAGE),
        ("/edition/briefing.pdf", "application/pdf", b"%PDF-"),
        ("/edition/sources/0123456789abcdef.html", "text/html; charset=utf-8", b"copy"),
    ):
        answer, content = ask(server, path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert words in content


@pytest.mark.parametrize(
    "path",
    ["/edition/", "/edition", "/edition/sources/", "/edition/../loopback.py", "/edition/%2e%2e/loopback.py", "/etc/passwd", "/x"],
)
def test_there_is_nothing_else_and_no_list_of_what_there_is(server, path):
    assert ask(server, path)[0].status == 404


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example.org:80", ""])
def test_a_page_that_reaches_it_by_another_name_gets_nothing(server, host):
    answer, content = ask(server, "/edition/briefing.html", Host=host)
    assert answer.status == 421
    assert PAGE not in content


def test_it_answers_to_its_own_names(server):
    for name in ("127.0.0.1", "localhost"):
        assert ask(server, "/", Host=f"{name}:{server.server_port}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_it_takes_nothing(server, method):
    assert ask(server, "/", method)[0].status == 501


def test_an_edition_may_run_nothing_and_the_page_around_it_its_own_script_alone(server):
    frame = ask(server, "/")[0].headers["Content-Security-Policy"]
    page = ask(server, "/edition/briefing.html")[0].headers["Content-Security-Policy"]
    assert "script-src 'self'" in frame
    assert "default-src 'none'" in page
    assert page.startswith("sandbox ")
    assert "allow-scripts" not in page
    assert "script-src" not in page


def test_who_listens_is_told_at_once_and_of_every_change(server, shown):
    connection, answer = listen(server)
    assert told(answer)["files"] == ["briefing.html", "briefing.pdf", "sources/0123456789abcdef.html"]
    shown.complain("page.css, line 3: no")
    assert told(answer)["problem"] == "page.css, line 3: no"
    assert ask(server, "/edition/briefing.html")[1] == PAGE  # the last good one stays
    shown.show({"briefing.html": b"new"})
    assert told(answer) == {"version": 3, "problem": "", "files": ["briefing.html"]}
    connection.close()


def test_more_listeners_than_anyone_needs_are_sent_away(server):
    all_ = [listen(server) for _ in range(MOST_LISTENERS)]
    assert all(told(answer)["version"] for _, answer in all_)
    assert ask(server, "/changes")[0].status == 503
    for connection, _ in all_:
        connection.close()


def test_at_the_end_listeners_are_let_go(server, shown):
    connection, answer = listen(server)
    told(answer)
    begun = time.monotonic()
    shown.end()
    answer.read()
    assert time.monotonic() - begun < 5
    connection.close()


def test_a_port_that_is_taken_is_said_in_words(server, shown):
    with pytest.raises(UsageError, match=f"port {server.server_port} .* --port 0 takes a free one"):
        Server(shown, server.server_port)
    with pytest.raises(UsageError, match="port 99999"):
        Server(shown, 99999)
