"""Web addresses as sources write them: made fit to be fetched, and told apart by what does not change the page."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 2_000  # characters
# Says where a reader came from, never which page it is. Servers do without it, so it need not be asked for.
_CAMPAIGN = (
    r"utm_\w+|at_(?:medium|campaign\w*|custom\d|link_\w+|bbc_team|format|ptr_name|source|term|content)|[gdyt]clid|fbclid|msclkid|twclid|ttclid"
    r"|[gw]braid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|_ga|xtor|cmpid|smid|ns_(?:campaign|mchannel|source|linkname|fee)|wt[._]mc\w*|ref_src"
)
_FETCHED_WITHOUT = re.compile(_CAMPAIGN, re.IGNORECASE)
_TRACKING = re.compile(rf"(?:{_CAMPAIGN}|ref|at_\w+|ns_\w+|amp)")
_TRACKED = re.compile(rf"(?:{_CAMPAIGN}|ref|echobox|link_time)=[^/]*", re.IGNORECASE)  # a fragment that is no place on the page
_TAKEN_OUT = re.compile(
    r"[\t\r\n\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)  # browsers take out line breaks, we what cannot be seen
_CODED = re.compile(r"%[0-9a-fA-F]{2}")
_KEPT = "/?#:@!$&'()*+,;=%-._~"
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\]")
_PORTS = {"http": 80, "https": 443}


def fetchable(written: str, base: str = "") -> str | None:
    """An address as a page or a feed writes it, as it is asked for: absolute, http or https, in ASCII, without fragment and without
    what only tracks readers. None for any other, for one with a password in it and for one longer than `LONGEST`.

    `base` is the address of the page it stands on.
    """
    text = _TAKEN_OUT.sub("", written[: 4 * LONGEST]).strip()
    if not text:
        return None
    try:
        parts = urlsplit(urljoin(base, text.replace("\\", "/") if "\\" in text.split("?")[0] else text))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or "@" in parts.netloc or not parts.hostname:
        return None
    host = ascii_host(parts.hostname)
    if host is None:
        return None
    place = host if port is None or port == _PORTS[parts.scheme] else f"{host}:{port}"
    made = urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _quoted(_untracked(parts.query)), ""))
    return made if len(made) <= LONGEST else None


def readable(written: str, base: str = "") -> str | None:
    """The same with its fragment, where that is a place on the page and does not only track readers."""
    address = fetchable(written, base)
    fragment = written.partition("#")[2].strip()
    if address is None or not fragment or _TRACKED.fullmatch(fragment):
        return address
    return f"{address}#{_quoted(fragment)}"


def canonical(url: str) -> str:
    """The address without what does not change the page: scheme, "www.", tracking parameters, a closing slash.

    A fragment stays, but for one that only tracks: on a live blog it is what tells one entry from another.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)))
    host = parts.netloc.casefold()
    if not host.isascii():
        host = ascii_host(host) or host
    host = host.removeprefix("www.").removeprefix("m.").removesuffix(":443").removesuffix(":80")
    fragment = "" if _TRACKED.fullmatch(parts.fragment) else parts.fragment
    return urlunsplit(("", host, _quoted(parts.path).rstrip("/"), query, fragment)).removeprefix("//")


def _untracked(query: str) -> str:
    """The query as it is written, without its parts that only track."""
    if not query:
        return ""
    return "&".join(part for part in query.split("&") if part and not _FETCHED_WITHOUT.fullmatch(part.partition("=")[0]))


def _quoted(text: str) -> str:
    """Letters beyond ASCII as percent signs, and those that are there in capitals, so that two spellings of one path are one."""
    if text.isascii() and "%" not in text and " " not in text:
        return quote(text, safe=_KEPT)
    coded = quote(re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text).encode("utf-8", "replace"), safe=_KEPT)
    return _CODED.sub(lambda match: match.group().upper(), coded)


def ascii_host(host: str) -> str | None:
    """A host in small letters and ASCII, an IPv6 address in brackets; None for what is none."""
    if ":" in host:
        host = f"[{host}]"
    elif len(host) > 253:
        return None
    elif not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = host.casefold()
    return host if _HOST.fullmatch(host) else None
