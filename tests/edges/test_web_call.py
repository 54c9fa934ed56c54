"""A call to the operator's own addresses: taken or not, with a reason that does not give the address away."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listener import Listener
from web_server import authority

from briefing.edges.web_call import below, post


def test_what_is_posted_arrives():
    with Listener() as hears:
        assert post(f"{hears.url}/hook?room=1", "Смерть".encode(), kind="text/plain") is None
        [call] = hears.calls
    assert (call.path, call.body.decode(), call.headers["Content-Type"]) == ("/hook?room=1", "Смерть", "text/plain")
    assert "Authorization" not in call.headers


def test_a_name_and_password_in_the_address_are_sent_as_such():
    with Listener() as hears:
        assert post(hears.url.replace("//", "//desk:s%40crt@") + "/hook", b"x") is None
        [call] = hears.calls
    assert call.headers["Authorization"] == "Basic ZGVzazpzQGNydA=="
    assert "desk" not in call.headers["Host"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (204, None),
        (301, "the server answers 301"),
        (404, "the server answers 404"),
        (500, "the server answers 500"),
        (b"", "the server cannot be reached"),
        (b"SSH-2.0-x\r\n", "the server does not speak HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", None),  # the rest of it is of no interest
    ],
)
def test_only_an_answer_of_success_counts_and_no_redirect_is_followed(answer, why):
    with Listener(answers=[answer]) as hears:
        assert post(f"{hears.url}/hook", b"x") == why
        assert len(hears.calls) == 1


def test_a_server_that_hangs_is_not_waited_for():
    with Listener(wait=1.0) as hears:
        assert post(hears.url, b"x", seconds=0.1) == "the server did not answer in time"


def test_where_nobody_listens_that_is_said():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/hook", b"x") == "the server refuses connections"


@pytest.mark.parametrize("names", ["IP:127.0.0.1", "DNS:wrong.example.org"])
def test_a_certificate_that_does_not_hold_is_refused(names, tmp_path):
    with Listener(tls=authority(tmp_path).serving(names)) as hears:
        assert post(hears.url, b"secret") == "the server's certificate does not hold"
        assert hears.calls == []


def test_a_certificate_that_holds_is_taken(tmp_path):
    made = authority(tmp_path)
    with Listener(tls=made.serving()) as hears:
        assert post(hears.url, b"secret", context=made.trusting) is None
        assert [call.body for call in hears.calls] == [b"secret"]


@given(st.text(), st.binary(max_size=20))
def test_no_text_is_an_address_that_raises(text, body):
    for address in (text, f"http://127.0.0.1:1/{text}", f"https://{text}/", f"http://127.0.0.1:{text}/"):
        if not any(host in address for host in ("//127.0.0.1:1/",)) and "//" in address:
            continue  # a name that is found would be asked
        why = post(address, body, seconds=0.2)
        assert why
        assert "127.0.0.1" not in why


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("https://hc.example.org/uuid", "https://hc.example.org/uuid/fail"),
        ("https://hc.example.org/uuid/", "https://hc.example.org/uuid/fail"),
        ("https://hc.example.org/ping/uuid?create=1", "https://hc.example.org/ping/uuid/fail?create=1"),
        ("https://hc.example.org", "https://hc.example.org/fail"),
    ],
)
def test_a_name_goes_below_the_path(url, made):
    assert below(url, "fail") == made
