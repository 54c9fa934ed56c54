"""Web addresses from sources, as links that can only be links."""

import re
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup

from briefing.language.addresses import ascii_host

LONGEST = 2_000
SHOWN = 80
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_KEPT = "/?#:@!$&,;=+%-._~"
_REFERENCE = re.compile(r"&(#?\w+);")


def link(url: str) -> Markup | None:
    """`url` as it may stand in a Markdown destination and an attribute; None where it is not plain http, https or mailto.

    Every character that means something to Markdown or HTML is percent-encoded; hosts are in ASCII, so that a look-alike
    letter shows; an address with a user name in front of the host is refused.
    """
    url = _IGNORED.sub("", url)
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return Markup(f"mailto:{parts.path}") if _MAILBOX.fullmatch(parts.path) else None  # noqa: S704 - the pattern is the proof
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not parts.hostname:
        return None
    host = ascii_host(parts.hostname)
    if host is None:
        return None
    place = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if rest and not rest.startswith("/"):
        rest = "/" + rest
    safe = quote(rest.encode("utf-8", "replace"), safe=_KEPT)
    return Markup(place + _REFERENCE.sub(r"&\1%3B", safe))  # noqa: S704 - only unreserved characters are left


def shown(url: str) -> str:
    """An address as a person reads it: host and path, letters instead of percent signs, at most `SHOWN` characters."""
    safe = link(url)
    if safe is None or safe.startswith("mailto:"):
        return url.removeprefix("mailto:")
    parts = urlsplit(safe)
    text = (parts.netloc.removeprefix("www.") + unquote(parts.path, errors="replace")).rstrip("/")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
