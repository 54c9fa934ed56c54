"""Reading a table of settings: hands out checked values and collects everything that is wrong, each with its full key.

A check takes a value and returns None, or in a few words what the value has to be. Nothing here knows a key of the profile.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

Check = Callable[[Any], str | None]

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SPAN = re.compile(r"(\d{1,5})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # a terminal, or the direction of a line
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Reader:
    """One table of the TOML file: hands out checked values and collects what is wrong, by full key."""

    def __init__(self, table: Mapping[str, Any], path: str = "", problems: list[str] | None = None) -> None:
        self.table = table
        self.path = path
        self.problems: list[str] = [] if problems is None else problems
        self.known: set[str] = set()

    def wrong(self, key: str, why: str) -> None:
        """Note what is wrong with a key."""
        self.problems.append(f"{self.path}{key}: {why}")

    def take(self, key: str, default: Any, check: Check, *, required: bool = False) -> Any:
        """The value of a key, or `default` where it is missing or does not pass the check."""
        self.known.add(key)
        if key not in self.table:
            if required:
                self.wrong(key, "is missing")
            return default
        value = self.table[key]
        why = check(value)
        if why:
            self.wrong(key, why)
            return default
        return value

    def tables(self, key: str) -> list["Reader"]:
        """A reader for each table of a list of tables; none where there is no such key."""
        self.known.add(key)
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"is a list of tables; write [[{key}]] above each")
            return []
        return [Reader(item, f"{self.path}{key}[{number}].", self.problems) for number, item in enumerate(value, 1)]

    def subtable(self, key: str) -> "Reader | None":
        """A reader for a table below this one, if it is there."""
        self.known.add(key)
        if key not in self.table:
            return None
        if not isinstance(self.table[key], dict):
            self.wrong(key, f"is a table; write [{key}] above its keys")
            return None
        return Reader(self.table[key], f"{self.path}{key}.", self.problems)

    def close(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self.table:
            if key not in self.known:
                near = difflib.get_close_matches(key, sorted(self.known), 1)
                hint = f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(sorted(self.known))}"
                self.wrong(key, f"is not a key of the profile{hint}")


def time_of(clock: str) -> time:
    """The time of a text that `clock` has checked, such as "06:30"."""
    hour, minute = clock.split(":")
    return time(int(hour), int(minute))


def span_of(written: str) -> timedelta:
    """The time of a text that `span` has checked, such as "15m"."""
    return timedelta(**{_UNITS[written[-1]]: int(written[:-1])})


def _kind_of(value: object) -> str:
    return {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}.get(
        type(value), type(value).__name__
    )


def text(value: Any) -> str | None:
    """Text that is not blank."""
    if not isinstance(value, str):
        return f"is text, here it is {_kind_of(value)}"
    return None if value.strip() else "is empty"


def line(value: Any) -> str | None:
    """Text of one line, which steers no terminal and turns no other text around."""
    if wrong := text(value):
        return wrong
    return f"is text without control characters, not {value!r}" if _STEERING.search(value) else None


def texts(value: Any) -> str | None:
    """A list of such texts."""
    if not isinstance(value, list):
        return f"is a list of texts, here it is {_kind_of(value)}"
    bad = next((item for item in value if text(item)), None)
    return None if bad is None else f"is a list of texts, but one of them is {bad!r}"


def count(value: Any) -> str | None:
    """A whole number from 0 up."""
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if fits else f"is a whole number from 0 up, not {value!r}"


def between(least: float, most: float) -> Check:
    """A number, whole or not, from `least` to `most`."""

    def check(value: Any) -> str | None:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        return None if fits else f"is a number from {least} to {most}, not {value!r}"

    return check


def at_least(least: int) -> Check:
    """A whole number from `least` up."""
    return lambda value: None if count(value) is None and value >= least else f"is a whole number from {least} up, not {value!r}"


def identifier(value: Any) -> str | None:
    """Lower-case letters, digits and hyphens, fit for the name of a folder."""
    if isinstance(value, str) and ID.fullmatch(value):
        return None
    return f"is 1 to 63 lower-case letters, digits and hyphens, not {value!r}"


def clock(value: Any) -> str | None:
    """A time of the day as HH:MM."""
    return None if isinstance(value, str) and _CLOCK.fullmatch(value) else f'is a time such as "06:30", not {value!r}'


def span(value: Any) -> str | None:
    """A length of time: a number and its unit."""
    fits = isinstance(value, str) and _SPAN.fullmatch(value)
    return None if fits else f'is a length of time such as "30s", "15m", "6h" or "1d", not {value!r}'


def spans(value: Any) -> str | None:
    """A list of lengths of time, each longer than the one before."""
    if not isinstance(value, list):
        return f"is a list of lengths of time, here it is {_kind_of(value)}"
    if wrong := next((wrong for one in value if (wrong := span(one))), None):
        return f"is a list of lengths of time, but one of them {wrong}"
    lengths = [span_of(one) for one in value]
    return None if lengths == sorted(set(lengths)) else "is a list of lengths of time, the shorter first"


def truth(value: Any) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else f"is true or false, not {value!r}"


def hosts(value: Any) -> str | None:
    """A list of hosts, each with its port."""
    if wrong := texts(value):
        return wrong
    bad = next((one for one in value if not _host_with_port(one)), None)
    if bad is None:
        return None
    return f'is a list of hosts with their ports (1 to 65535) such as "feeds.intranet:8080", but one of them is {bad!r}'


def _host_with_port(written: str) -> bool:
    found = _HOST.fullmatch(written)
    return found is not None and 1 <= int(found[1]) <= 65535


def contact(value: Any) -> str | None:
    """An address of mail or of a page, as it may stand in a header."""
    fits = isinstance(value, str) and re.fullmatch(r"[!-'*-~]*", value) and ("@" in value or "://" in value)  # no parentheses
    return None if fits else f"is a mail address or the address of a page, without spaces, not {value!r}"


def language_tag(value: Any) -> str | None:
    """A language tag such as "en" or "pt-BR"."""
    fits = isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    return None if fits else f'is a language tag such as "en", not {value!r}'


def language_tags(value: Any) -> str | None:
    """A list of language tags."""
    if not isinstance(value, list):
        return f"is a list of language tags, here it is {_kind_of(value)}"
    return next((f"is a list of language tags, but one of them {wrong}" for tag in value if (wrong := language_tag(tag))), None)


def time_zone(value: Any) -> str | None:
    """An IANA time zone that this installation knows."""
    if isinstance(value, str) and value in available_timezones():
        return None
    near = difflib.get_close_matches(str(value), sorted(available_timezones()), 1)
    return f"is a time zone such as Europe/Kyiv, not {value!r}" + (f"; did you mean {near[0]}?" if near else "")


def database(value: Any) -> str | None:
    """The address of an SQLite file or a PostgreSQL database."""
    if isinstance(value, str) and re.match(r"(sqlite|postgresql(\+psycopg)?)://", value):
        return None
    return f"is sqlite:///FILE or postgresql://…, not {value!r}"


def host_name(value: Any) -> str | None:
    """A host name, or a part of one, in ASCII letters."""
    fits = isinstance(value, str) and len(value) <= 253 and re.fullmatch(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*", value)
    return None if fits else f"is a host name such as example.org, not {value!r}"


def all_of(*choices: str) -> Check:
    """A list of one or more of these words."""

    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            return f"must be a list of words, of {', '.join(choices)}"
        unknown = [one for one in value if one not in choices]
        return f"{unknown[0]!r} is none of {', '.join(choices)}" if unknown else None

    return check


def one_of(*choices: str) -> Check:
    """One of these texts."""
    return lambda value: None if value in choices else f"is one of {', '.join(choices)}, not {value!r}"


def address(*schemes: str) -> Check:
    """An address with a host and one of these schemes."""

    def check(value: Any) -> str | None:
        try:
            parts = urlsplit(value) if isinstance(value, str) else None
        except ValueError:
            parts = None
        if parts and parts.scheme in schemes and parts.netloc:
            return None
        return f"is a {' or '.join(schemes)} address, not {value!r}"

    return check


def smtp_address(value: Any) -> str | None:
    """The address of a mail server: smtp or smtps, a host, perhaps a port and a user, no password (and none is shown)."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        port = parts.port if parts else None
    except ValueError:
        return "is the address of a mail server with a port from 1 to 65535, such as smtp://mail.example.org:587"
    if parts and parts.password is not None:
        return "holds a password, which belongs into BRIEFING_SMTP_PASSWORD"
    plain = parts and all(char.isprintable() and not char.isspace() for char in unquote(value))
    bare = parts and parts.path in {"", "/"} and not parts.query and not parts.fragment
    if parts and plain and bare and parts.scheme in {"smtp", "smtps"} and parts.hostname and port != 0:
        return None
    shown = "" if "@" in str(value) else f", not {value!r}"  # before an "@" there may be a password after all
    return f"is the address of a mail server, such as smtp://desk%40example.org@mail.example.org:587{shown}"


def published_at(value: Any) -> str | None:
    """The address below which editions are published: of the web, and one to which the name of a file can be added."""
    if wrong := address("http", "https")(value):
        return wrong
    plain = all(char.isprintable() and not char.isspace() for char in value)
    if not plain or "@" in urlsplit(value).netloc or "?" in value or "#" in value or not _has_port(value):
        return f"is an address that file names can be added to, such as https://news.example.org/editions, not {value!r}"
    return None


def _has_port(url: str) -> bool:
    """Whether the port of an address is one, or there is none."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False
