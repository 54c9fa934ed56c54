"""Making a connection: a name is resolved once, every address it has is checked, and one that was checked is connected to.

Nothing looks the name up a second time, so a name server that changes its mind in between changes nothing.
"""

import asyncio
import errno
import os
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Collection, Sequence
from ipaddress import ip_address

from briefing.edges.encryption import safe_context
from briefing.edges.fetch.address import Target
from briefing.edges.fetch.guard import forbidden
from briefing.edges.fetch.refusal import NotFetchedError
from briefing.edges.fetch.stream import Stream

Resolve = Callable[[str], Awaitable[Sequence[str]]]  # IP addresses of a name; raises OSError where it has none
USUAL_PORTS = frozenset({80, 443})
_MOST_TRIED = 4  # addresses of one name
_EACH = 8.0  # seconds for one address while there is another
_NO_ISSUER = (19, 20)  # what OpenSSL says where it knows no authority for a certificate


async def ask_system(host: str) -> tuple[str, ...]:
    """The IP addresses of a name as the system knows them, in its order; raises `OSError`."""
    # A thread of its own each time: the pool of the event loop has a handful, and a few dead names would hold them all.
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def deliver(found: tuple[str, ...] | None, error: OSError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or ())

    def look_up() -> None:
        found, error = None, None
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
        except OSError as problem:
            error = problem
        except UnicodeError:
            error = socket.gaierror(socket.EAI_NONAME, "no name")
        try:
            loop.call_soon_threadsafe(deliver, found, error)
        except RuntimeError:  # the loop has ended, nobody waits
            return

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    return await answer


class Dialler:
    """Connects to targets. `allowed` are the exceptions ("host:port"); `ports` those that may be asked, None for any."""

    def __init__(
        self,
        *,
        allowed: Collection[str] = (),
        resolve: Resolve = ask_system,
        context: ssl.SSLContext | None = None,
        ports: Collection[int] | None = USUAL_PORTS,
    ) -> None:
        self._allowed = frozenset(one.lower() for one in allowed)
        self._resolve, self._ports = resolve, ports
        self._context = context

    @property
    def context(self) -> ssl.SSLContext:
        """The encryption of all its connections, made when it is first needed: it reads a hundred certificates."""
        if self._context is None:
            self._context = safe_context("http/1.1")
        return self._context

    async def connect(self, target: Target) -> Stream:
        """A connection to a target, encrypted where it is https; raises `NotFetchedError`."""
        addresses = await self.addresses(target)
        last: OSError | None = None
        for number, address in enumerate(addresses[:_MOST_TRIED], 1):
            limit = None if number == min(len(addresses), _MOST_TRIED) else _EACH
            try:
                async with asyncio.timeout(limit):
                    return await self._open(target, address)
            except OSError as error:  # TimeoutError too; one that ends the whole request comes as a cancellation
                last = error
        raise self._refused(last)

    async def addresses(self, target: Target) -> tuple[str, ...]:
        """The IP addresses a target has, every one of them checked; raises `NotFetchedError`."""
        exempt = target.written.lower() in self._allowed
        if not exempt and self._ports is not None and target.port not in self._ports:
            raise NotFetchedError(f"only ports 80 and 443 are asked, not {target.port}", closed=True)
        found = await self._found(target.host)
        if not exempt:
            _check(target.host, found)
        return found

    async def _found(self, host: str) -> tuple[str, ...]:
        try:
            return (str(ip_address(host)),)
        except ValueError:
            pass
        try:
            found = tuple(dict.fromkeys(await self._resolve(host)))
        except OSError as error:
            # EAI_NODATA (-5) is in no module of Python's.
            unknown = isinstance(error, socket.gaierror) and error.errno in (socket.EAI_NONAME, -5)
            raise NotFetchedError("the name of the server is not known" if unknown else "the name server did not answer") from None
        if not found:
            raise NotFetchedError("the name of the server is not known")
        return found

    async def _open(self, target: Target, address: str) -> Stream:
        loop = asyncio.get_running_loop()
        made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            made.setblocking(False)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await loop.sock_connect(made, (address, target.port))
            _check_peer(made, address)
        except BaseException:
            made.close()
            raise
        if target.scheme == "https":
            _, stream = await loop.create_connection(Stream, sock=made, ssl=self.context, server_hostname=target.host)
        else:
            _, stream = await loop.create_connection(Stream, sock=made)
        return stream

    def _refused(self, error: OSError | None) -> NotFetchedError:
        if isinstance(error, ssl.SSLCertVerificationError):
            if error.verify_code in _NO_ISSUER and not has_authorities(self.context):
                return NotFetchedError("this machine has no certificates of authorities, so no server can be trusted")
            return NotFetchedError(f"the server's certificate does not hold: {plain(error.verify_message)}")
        if isinstance(error, ssl.SSLError):
            return NotFetchedError(f"no encrypted connection could be made: {plain(error.reason or 'it broke off')}")
        if isinstance(error, TimeoutError):
            return NotFetchedError("the server did not answer")
        if isinstance(error, ConnectionRefusedError):
            return NotFetchedError("the server refuses connections")
        if isinstance(error, ConnectionError):
            return NotFetchedError("the server broke the connection off")
        if error is not None and error.errno in (errno.EMFILE, errno.ENFILE):
            return NotFetchedError("this machine has too many files open")
        return NotFetchedError("the server cannot be reached")


def plain(words: str) -> str:
    """What a library says, as the end of a reason of ours: one line of lower-case ASCII without a dot at its end."""
    said = "".join(char if char.isascii() and char.isprintable() else "?" for char in words.replace("_", " "))[:200]
    said = said.strip().rstrip(".")
    if said.isupper():
        return said.lower()
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


def has_authorities(context: ssl.SSLContext) -> bool:
    """Whether a context, or the machine's folder of certificates that it looks into, knows any authority."""
    if context.cert_store_stats()["x509_ca"]:
        return True
    folder = ssl.get_default_verify_paths().capath
    try:
        return bool(folder and os.listdir(folder))  # noqa: PTH208
    except OSError:
        return False


def _check(host: str, addresses: Sequence[str]) -> None:
    for address in addresses:
        if why := forbidden(address):
            shown = address if address == host else f"{host} leads to {address}, which"
            raise NotFetchedError(f"{shown} is not an address of the public internet ({why})", closed=True)


def _check_peer(made: socket.socket, address: str) -> None:
    if ip_address(made.getpeername()[0]) != ip_address(address):
        raise NotFetchedError("the connection leads to another address than the one checked", closed=True)
