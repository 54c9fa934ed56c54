"""What may stand in the `url` of a source, and which spellings of an address are one source.

Only the writing is judged here. Where a name leads, and whether that is private, is seen when it is asked.
"""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from briefing.profile_reader import Check, line, text

_USUAL: Final = {"http": 80, "https": 443, "imap": 143, "imaps": 993}
_SCHEMES: Final = {"imap": ("imap", "imaps")}  # of the other kinds that are asked: http and https


def one_spelling(kind: str, url: str) -> str:
    """The address of a source without what differs only in writing: the case of scheme and host, a usual port, a fragment.

    Of a folder "./" and closing slashes; of a mailbox the folder that is meant where none is named. Never fails: what is no address
    is its own spelling.
    """
    if kind == "folder":
        return str(PurePosixPath(url))
    try:
        parts = urlsplit(url)
        host, port = _host(parts), parts.port
        if not host:
            return url
        user, path = parts.netloc.rpartition("@")[0], parts.path or "/"
        if kind == "imap":
            user, folder = quote(unquote(user), safe=""), unquote(path.strip("/"))
            path = "/INBOX" if folder.upper() in ("", "INBOX") else f"/{quote(folder)}"
        place = host if port is None or port == _USUAL.get(parts.scheme) else f"{host}:{port}"
        return urlunsplit((parts.scheme, f"{user}@{place}" if user else place, path, parts.query, ""))
    except ValueError:  # UnicodeError is one
        return url


def address_of(kind: str) -> Check:
    """The address of a source of a kind. Whatever the mistake, the answer repeats no user and no password."""

    def check(value: Any) -> str | None:
        if wrong := text(value):
            return wrong
        return line(value) if kind == "folder" else "; ".join(_mistakes(value, _SCHEMES.get(kind, ("http", "https")))) or None

    return check


def never_asked(kind: str, url: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Why an address of a source that can be read will be refused when it is to be asked: that costs it alone.

    `allowed` are the hosts with their ports ("host:port") of which any port may be asked.
    """
    return (
        ()
        if kind == "folder"
        else tuple(_doubts(urlsplit(url), url, mailbox=kind == "imap", allowed={one.lower() for one in allowed}))
    )


def _mistakes(value: str, schemes: Collection[str]) -> Iterator[str]:
    try:
        parts = urlsplit(value)
        host = _host(parts)
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), ""
    if parts.scheme not in schemes or not host:
        yield f"is an {' or '.join(schemes)} address, not {_shown(value)!r}"
    elif "imap" in schemes:
        if parts.password is not None:
            yield "holds a password, which comes from the variable BRIEFING_IMAP_PASSWORD and is written nowhere"
        if not parts.username:
            yield "names no user, as in imaps://user%40example.org@mail.example.org/INBOX"


def _doubts(parts: SplitResult, url: str, *, mailbox: bool, allowed: Collection[str]) -> Iterator[str]:
    if any(char.isspace() or not char.isprintable() for char in url):
        yield "it is written with spaces, or with characters that cannot be seen"
    if not mailbox and "@" in parts.netloc:
        yield "addresses with a user or password are not asked; write it without what stands before the @"
    usual = (143, 993) if mailbox else (80, 443)
    try:
        port = _USUAL[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        yield "a port is a number from 1 to 65535"
    elif port not in usual and (place := f"{_host(parts)}:{port}") not in allowed:
        yield f'ports other than {usual[0]} and {usual[1]} are asked only where [fetch] allow_hosts names "{ascii(place)[1:-1]}"'


def _host(parts: SplitResult) -> str:
    """The host of an address as it is asked: small letters, ASCII, brackets where it needs them; "" where there is none."""
    host = parts.hostname or ""
    if ":" in host:
        return f"[{host}]"
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _shown(value: str) -> str:
    """An address as a message may repeat it: without anything that could be a user or a password, however it is misspelt."""
    before, at, after = value.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at and "://" in before else f"…@{after}" if at else value
