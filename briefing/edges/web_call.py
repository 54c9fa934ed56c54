"""One POST to an address that the operator has named: a webhook, a dead man's switch. No redirect is followed, nothing is kept.

The address is a secret (whoever knows it can use it), so no reason given here repeats it. It may lead to a private host: it comes
from the profile, not from a page.
"""

import socket
import ssl
from base64 import b64encode
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit

from briefing.edges.encryption import safe_context

_READ = 4_096  # bytes of an answer that are looked at; what it says is of no interest


def post(
    url: str,
    body: bytes,
    *,
    kind: str = "text/plain; charset=utf-8",
    seconds: float = 10.0,
    context: Callable[[], ssl.SSLContext] = safe_context,
) -> str | None:
    """None where the server took it (a 2xx answer), else why not. Never raises.

    `seconds` is for each step; whoever needs a limit for all of it runs this in a thread and waits no longer.
    """
    try:
        return _posted(urlsplit(url), body, kind=kind, seconds=seconds, context=context)
    except (OSError, HTTPException, ValueError) as error:  # ValueError: what is no address after all
        return _plain(error)


def below(url: str, name: str) -> str:
    """The address with a name added to its path, before its query: ".../uuid?x=1" and "fail" make ".../uuid/fail?x=1"."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}").geturl()


def _posted(address: SplitResult, body: bytes, *, kind: str, seconds: float, context: Callable[[], ssl.SSLContext]) -> str | None:
    host = (address.hostname or "").encode("idna" if not (address.hostname or "").isascii() else "ascii").decode("ascii")
    if not host or address.scheme not in ("http", "https"):
        return "this is no http or https address"
    line: HTTPConnection
    if address.scheme == "https":
        line = HTTPSConnection(host, address.port, timeout=seconds, context=context())
    else:
        line = HTTPConnection(host, address.port, timeout=seconds)
    try:
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        line.request("POST", path, body=body, headers=_headers(address, kind))
        answer = line.getresponse()
        answer.read(_READ)
        return None if 200 <= answer.status < 300 else f"the server answers {answer.status}"
    finally:
        line.close()


def _headers(address: SplitResult, kind: str) -> dict[str, str]:
    headers = {"Content-Type": kind, "User-Agent": "Briefing", "Connection": "close"}
    if address.username is not None:
        known = f"{unquote(address.username)}:{unquote(address.password or '')}"
        headers["Authorization"] = "Basic " + b64encode(known.encode("utf-8")).decode("ascii")
    return headers


def _plain(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the server's certificate does not hold"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection could be made"
    if isinstance(error, socket.gaierror):
        return "the name of the server is not known"
    if isinstance(error, ConnectionRefusedError):
        return "the server refuses connections"
    if isinstance(error, OSError):
        return "the server cannot be reached"
    if isinstance(error, HTTPException):
        return "the server does not speak HTTP"
    return "this is no address that can be asked"
