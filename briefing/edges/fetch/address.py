"""Reading the address of a request: one strict spelling of a host, or a reason why it is not asked."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address

from httpx2 import URL, InvalidURL

from briefing.edges.fetch.refusal import NotFetchedError

_LONGEST = 8_000  # characters; what servers take is about that
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a request goes.

    `url` is normal and without a fragment; `host` a name in ASCII or an IP address without brackets; `written` host and port as
    the address has them ("[::1]:8080"); `path` the path with the query; `origin` "https://host[:port]"; `lane` the host whose
    turn it takes: the usual ports of one name are one host.
    """

    url: str
    scheme: str
    host: str
    port: int
    written: str
    path: str
    origin: str
    lane: str

    @property
    def header(self) -> str:
        """What the Host header says."""
        return self.origin.partition("://")[2]


def read(address: str) -> Target:
    """The target of an address as it stands in a profile, a feed or a redirect; raises `NotFetchedError`."""
    url = _parsed(address)
    port = _PORTS[url.scheme] if url.port is None else url.port
    raw = url.raw_host.decode("ascii")
    if ":" in raw:
        host, shown = raw, f"[{raw}]"
        if "%" in raw:
            raise NotFetchedError("the address names a zone of this machine", closed=True)
    else:
        host = shown = raw.removesuffix(".")
        _check_name(host)
    origin = f"{url.scheme}://{shown}" + ("" if url.port is None else f":{url.port}")
    path = url.raw_path.decode("ascii")
    return Target(
        url=origin + path,
        scheme=url.scheme,
        host=host,
        port=port,
        written=f"[{raw}]:{port}" if ":" in raw else f"{raw}:{port}",
        path=path,
        origin=origin,
        lane=shown if port in _PORTS.values() else f"{shown}:{port}",
    )


def joined(base: str, location: str) -> str:
    """The address a redirect leads to, seen from where it stands; raises `NotFetchedError`."""
    try:
        return str(URL(base).join(location.strip()))
    except (InvalidURL, ValueError, TypeError):
        raise NotFetchedError("the server redirects to something that is no address") from None


def _parsed(address: str) -> URL:
    if len(address) > _LONGEST:
        raise NotFetchedError(f"the address is longer than {_LONGEST} characters", closed=True)
    try:
        url = URL(address.strip())
        userinfo, host = url.userinfo, url.raw_host
    except (InvalidURL, ValueError, TypeError):  # UnicodeError is a ValueError
        raise NotFetchedError("this is no address of a page", closed=True) from None
    if url.scheme not in _PORTS:
        raise NotFetchedError(f"only http and https are fetched, not {url.scheme[:20] or 'this'}", closed=True)
    if userinfo or "@" in url.netloc.decode("ascii"):
        raise NotFetchedError("the address carries a name or a password", closed=True)
    if not host:
        raise NotFetchedError("the address names no host", closed=True)
    return url


def _check_name(host: str) -> None:
    if not _HOST.fullmatch(host):
        raise NotFetchedError("the address names no proper host", closed=True)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        # The system would take 127.1, 0x7f.1 and 2130706433 all for this machine: one spelling of a number is enough.
        try:
            IPv4Address(host)
        except AddressValueError:
            raise NotFetchedError("the address writes its host as a number in an unusual way", closed=True) from None
