"""Whom we talk to: certificates that hold and that do not, and what is no encryption at all."""

import asyncio
import socket
import ssl
import threading

import pytest
import web_server as say

from briefing.edges.fetch import Fetcher
from briefing.settings import Fetch


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    try:
        return say.authority(tmp_path_factory.mktemp("authority"))
    except FileNotFoundError:
        pytest.skip("there is no openssl program")


def over_tls(serving, trusting, *, allow=(), path="/"):
    with say.WebServer(tls=serving) as web:
        web["/"], web["/down"] = say.page(b"safe"), say.redirect(f"http://{web.authority}/")

        async def run():
            fetch = Fetch(allow_hosts=(web.authority,), pause=0.0)
            async with Fetcher(fetch, ssl_context=trusting) as net:
                return [await net.get(web.url + path) for _ in range(3)]

        replies = asyncio.run(run())
        return replies[-1], web


def test_a_certificate_that_holds_is_accepted_and_the_connection_kept(authority):
    reply, web = over_tls(authority.serving(), authority.trusting())
    assert reply.body == b"safe"
    assert web.connections == 1


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"names": "DNS:other.example"}, "certificate does not hold: IP address mismatch"),
        ({"days": -1}, "certificate does not hold: certificate has expired"),
        ({"trusted": False}, "certificate does not hold: self-signed certificate|certificate does not hold: self signed"),
    ],
)
def test_a_certificate_that_does_not_hold_is_not_accepted(how, words, authority):
    reply, web = over_tls(authority.serving(**how), authority.trusting())
    assert any(word in reply.reason for word in words.split("|")), reply.reason
    assert web.count() == 0


def test_a_machine_without_authorities_says_so(authority, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    reply, web = over_tls(authority.serving(), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert reply.reason == "this machine has no certificates of authorities, so no server can be trusted"
    assert web.count() == 0


def test_what_speaks_no_tls_is_told(ask):
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def answer():
            made, _ = plain.accept()
            made.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            made.recv(9999)
            made.close()

        threading.Thread(target=answer, daemon=True).start()
        host = f"127.0.0.1:{plain.getsockname()[1]}"
        assert "no encrypted connection could be made" in ask(f"https://{host}/", allow=[host], seconds=5).reason


def test_old_encryption_is_not_accepted(authority):
    serving = authority.serving()
    serving.minimum_version = ssl.TLSVersion.TLSv1_2
    serving.maximum_version = ssl.TLSVersion.TLSv1_2
    trusting = authority.trusting()
    trusting.minimum_version = ssl.TLSVersion.TLSv1_3
    reply, _ = over_tls(serving, trusting)
    assert "no encrypted connection could be made" in reply.reason


def test_a_redirect_from_https_to_http_is_not_followed(authority):
    reply, web = over_tls(authority.serving(), authority.trusting(), path="/down")
    assert reply.reason == "the server redirects from https to http"
    assert web.count("/") == 0


def test_of_several_addresses_the_next_is_tried_where_one_does_not_answer(web):
    web["/"] = say.page(b"safe")

    async def both(host):
        return ["127.0.0.9", "127.0.0.1"]

    async def run():
        allow = (f"news.example:{web.port}",)
        async with Fetcher(Fetch(allow_hosts=allow, pause=0.0), resolve=both) as net:
            return await net.get(f"http://news.example:{web.port}/")

    assert asyncio.run(run()).body == b"safe"
