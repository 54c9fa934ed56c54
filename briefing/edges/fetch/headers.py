"""What headers say, ours and theirs."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from briefing import __version__

AGENT = "Briefing"
_DAY = 86_400.0
_MEDIA_TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]{1,100}/[!#$%&'*+.^_`|~0-9a-z-]{1,100}", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9][A-Za-z0-9._:+-]{0,39})""", re.ASCII | re.IGNORECASE)
_OPAQUE = re.compile(r"[\x20-\x7e]{1,1000}", re.ASCII)


def asking(host: str, contact: str) -> dict[str, str]:
    """The headers of every request: who asks, whom to write to, what is understood."""
    shown = re.sub(r"[^!-'*-\[\]-~]", "", contact)[:200]  # no spaces, parentheses or backslashes: it stands in a comment
    return {
        "Host": host,
        "User-Agent": f"{AGENT}/{__version__} ({f'+{shown}' if shown else 'no contact given'})",
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate, br",
    }


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask only for what has changed."""
    found = {"If-None-Match": opaque(etag), "If-Modified-Since": opaque(last_modified)}
    return {name: value for name, value in found.items() if value is not None}


def content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """The media type, lower-case ("" where none is said), and the charset."""
    said, _, parameters = headers.get("content-type", "").partition(";")
    media_type = said.strip().lower()
    charset = _CHARSET.search(parameters)
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "", charset.group(1) if charset else None


def opaque(value: str | None) -> str | None:
    """A value to be sent back one day as it is: printable ASCII of a reasonable length, None for anything else."""
    said = value.strip() if value else ""
    return said if _OPAQUE.fullmatch(said) else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """How long a server asks to be left alone, in seconds from `now`, at most a day; None where it does not say."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return min(float(said[:10]), _DAY)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _DAY)
