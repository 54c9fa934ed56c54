"""The page's own address as its links give it away, and the day an address names in its path."""

import re
from collections import Counter
from datetime import date
from itertools import islice
from urllib.parse import unquote, urlsplit

from briefing.language.dates import MONTHS
from briefing.model import Precision

# A crawler that joined a link to the page's address without reading its brackets: "(https://host/path/</other>)".
_JOINED = re.compile(r"\]\((https?://[^\s<>()\"]+)<")
_SHARED = re.compile(
    r"[?&;](?:u|url|link|href|text|body|status)=[^\s()<>\"&]{0,300}?(https?(?::|%3A|%253A)(?:/|%2F|%252F){2}[^\s()<>\"&\]]{1,1000})",
    re.IGNORECASE,
)
_SHARER = re.compile(
    r"//(?:[\w-]+\.)*(?:facebook|twitter|x|linkedin|reddit|pinterest|telegram|t|vk|xing|tumblr|bsky|threads|whatsapp|wa)\.\w+/[^\s()<>]*$",
    re.IGNORECASE,
)
_BEFORE = 300  # characters in which the name of the sharing site stands before what it shares
_ANCHORED = re.compile(r"\]\((https?://[^\s<>()\"#]+)#[^\s<>()\"]*\)")
_ADDRESS = re.compile(r"https?:/{1,2}[^\s()<>\"\[\]]{4,500}")
_MOST_LINKS = 1_000
_FEWEST_ANCHORS = 3  # links into one page that make it this page

_MONTH = "|".join(sorted((name for name in MONTHS if name.isascii() and len(name) > 2), key=len, reverse=True))
_DAY = re.compile(
    rf"""(?<![\d.])(?:
        (?P<y1>20[0-4]\d)[/_.-](?P<m1>\d\d?|{_MONTH})[/_.-](?P<d1>\d\d?)(?!\d)
      | (?P<y2>20[0-4]\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)
      | (?<![a-z])(?P<m3>{_MONTH})[/_-](?P<d3>\d\d?)(?:st|nd|rd|th)?[/_-](?P<y3>20[0-4]\d)(?!\d)
      | (?P<d4>\d\d?)[/_-](?P<m4>{_MONTH})[/_-](?P<y4>20[0-4]\d)(?!\d)
      | (?P<d5>\d\d)[_.-](?P<m5>\d\d)[_.-](?P<y5>20[0-4]\d)(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_ONLY = re.compile(r"/(20[0-4]\d)/(\d\d)/")


def own_addresses(text: str, url: str | None) -> tuple[str, ...]:
    """The addresses that the page shows to be its own, the surest first: `url`, what its links were joined to, what it shares."""
    found = [url] if url else []
    joined = Counter(_JOINED.findall(text))
    found += [address for address, _ in joined.most_common(1)]
    shared = Counter(
        unquote(unquote(match[1]))
        for match in _SHARED.finditer(text)
        if _SHARER.search(text, max(0, match.start() - _BEFORE), match.start())
    )
    found += [address for address, _ in shared.most_common(1)]
    anchored = Counter(_ANCHORED.findall(text))
    found += [address for address, count in anchored.most_common(1) if count >= _FEWEST_ANCHORS]
    return tuple(dict.fromkeys(found))


def day_in(address: str) -> tuple[date, Precision, str] | None:
    """The day (or the month, as its first day) that an address names in its path, and how it writes it; None where it names none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    for match in _DAY.finditer(path):
        part = {name: value for name, value in match.groupdict().items() if value}
        year, month, day = (next(value for name, value in part.items() if name[0] == letter) for letter in "ymd")
        number = int(month) if month.isdigit() else MONTHS[month.casefold()]
        try:
            return date(int(year), number, int(day)), "day", match[0].strip("/")
        except ValueError:
            continue
    if (found := _MONTH_ONLY.search(path)) and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1), "month", found[0].strip("/")
    return None


def days_linked(text: str) -> tuple[date, ...]:
    """The days that the addresses in a text name in their paths: of the page itself, of what it cites, of other stories."""
    found = (day_in(match[0]) for match in islice(_ADDRESS.finditer(text), _MOST_LINKS))
    return tuple(sorted({one[0] for one in found if one and one[1] == "day"}))
