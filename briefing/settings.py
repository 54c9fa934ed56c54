"""The profile (`briefing.toml`) as a `Profile`; every mistake in it is reported at once, with its full key.

Reading is three questions asked of each key: is it known, has it the right type, does its value make sense. An answer
"no" is one line of the `ProfileError`, and the next key is asked all the same.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from hashlib import sha256
from importlib import resources
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from briefing.errors import ProfileError

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
BUILT_IN = "the built-in profile"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionPlan:
    """A section as the user defines it: what it is about in a sentence, terms that speak for it, example sentences."""

    id: str
    title: str
    about: str
    terms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where articles come from. `family` joins publishers with one owner or one wire: they count as one origin."""

    name: str
    kind: Literal["feed", "sitemap", "page", "folder", "imap"]
    url: str
    family: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When the edition is due, and what happens to days that were missed."""

    at: time = time(6, 30)
    catch_up: Literal["all", "latest", "none"] = "latest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """The SMTP server and the sender; the password comes from BRIEFING_SMTP_PASSWORD."""

    smtp: str
    sender: str
    public_url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What an edition is about, for whom, from what; see docs/profile.md for each key."""

    id: str
    title: str
    timezone: str
    day_starts: time
    archive: str | None
    output: str
    language: str
    sections: tuple[SectionPlan, ...]
    subject: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    schedule: Schedule = Schedule()
    mail: Mail | None = None
    allow_hosts: tuple[str, ...] = ()
    processes: int = 0
    scheduler: str | None = None
    page_seconds: int = field(default=10, repr=False)  # limits of extraction: they change what is archived, not what is made of it
    page_megabytes: int = field(default=300, repr=False)
    languages: tuple[str, ...] = field(default=(), repr=False)  # `fingerprint` adds them where there are any

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its days are days of."""
        return ZoneInfo(self.timezone)


def parse(text: str, source: str) -> Profile:
    """The profile written in `text` (TOML); `source` names it in messages. Raises `ProfileError` with every mistake."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(source, (f"not TOML: {error}",)) from None
    reader = _Reader(table)
    profile = _profile(reader)
    if reader.problems:
        raise ProfileError(source, tuple(reader.problems))
    return profile


def built_in_text() -> str:
    """The built-in profile as TOML with comments: what `briefing init` writes."""
    return (resources.files("briefing") / "profile.toml").read_text(encoding="utf-8")


def built_in() -> Profile:
    """The profile that applies where none is given: Russia's war on Ukraine in three sections."""
    return parse(built_in_text(), BUILT_IN)


def fingerprint(profile: Profile) -> str:
    """A hash of every setting that can change what an edition says; the same for profiles that say the same."""
    said = replace(profile, archive=None, output="", mail=None, allow_hosts=(), processes=0, scheduler=None)
    listed = repr(said.languages) if said.languages else ""
    return sha256((repr(said) + listed).encode("utf-8")).hexdigest()


def slug(title: str) -> str:
    """An id made of a title: lower-case ASCII letters, digits and hyphens, at most 63 characters."""
    made = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:63].strip("-")
    return made or "briefing"


class _Reader:
    """One table of the TOML file: hands out checked values and collects what is wrong, by full key."""

    def __init__(self, table: Mapping[str, Any], path: str = "", problems: list[str] | None = None) -> None:
        self.table = table
        self.path = path
        self.problems: list[str] = [] if problems is None else problems
        self.known: set[str] = set()

    def wrong(self, key: str, why: str) -> None:
        self.problems.append(f"{self.path}{key}: {why}")

    def take(self, key: str, default: Any, check: Callable[[Any], str | None], *, required: bool = False) -> Any:
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

    def tables(self, key: str) -> list["_Reader"]:
        self.known.add(key)
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"is a list of tables; write [[{key}]] above each")
            return []
        return [_Reader(item, f"{self.path}{key}[{number}].", self.problems) for number, item in enumerate(value, 1)]

    def subtable(self, key: str) -> "_Reader | None":
        self.known.add(key)
        if key not in self.table:
            return None
        if not isinstance(self.table[key], dict):
            self.wrong(key, f"is a table; write [{key}] above its keys")
            return None
        return _Reader(self.table[key], f"{self.path}{key}.", self.problems)

    def close(self) -> None:
        for key in self.table:
            if key not in self.known:
                near = difflib.get_close_matches(key, sorted(self.known), 1)
                hint = f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(sorted(self.known))}"
                self.wrong(key, f"is not a key of the profile{hint}")


def _profile(top: _Reader) -> Profile:
    title = top.take("title", "Briefing", _text, required=True)
    profile_id = top.take("id", slug(title), _id)
    timezone = top.take("timezone", "UTC", _timezone, required=True)
    day_starts = _time(top.take("day_starts", "00:00", _clock))
    archive = top.take("archive", None, _database)
    output = top.take("output", "output", _text)
    language = top.take("language", "en", _language)
    languages = tuple(tag.split("-")[0] for tag in top.take("languages", [], _languages))
    subject = tuple(top.take("subject", [], _texts))
    sections = tuple(_section(reader) for reader in top.tables("section"))
    if not sections:
        top.wrong("section", "is missing: a profile has at least one [[section]]")
    for number, section in enumerate(sections, 1):
        if section.id and section.id in [earlier.id for earlier in sections[: number - 1]]:
            top.wrong(f"section[{number}].id", f"{section.id!r} is already the id of another section")
    sources = tuple(_source(reader) for reader in top.tables("source"))
    schedule, mail = _schedule(top.subtable("schedule")), _mail(top.subtable("mail"))
    allow_hosts: tuple[str, ...] = ()
    if fetch := top.subtable("fetch"):
        allow_hosts = tuple(fetch.take("allow_hosts", [], _texts))
        fetch.close()
    processes, scheduler, seconds, megabytes = 0, None, 10, 300
    if workers := top.subtable("workers"):
        processes = workers.take("processes", 0, _count)
        scheduler = workers.take("scheduler", None, _url("tcp", "tls"))
        seconds = workers.take("seconds", seconds, _at_least(1))
        megabytes = workers.take("megabytes", megabytes, _at_least(50))
        workers.close()
    top.close()
    return Profile(
        id=profile_id,
        title=title,
        timezone=timezone,
        day_starts=day_starts,
        archive=archive,
        output=output,
        language=language,
        sections=sections,
        subject=subject,
        sources=sources,
        schedule=schedule,
        mail=mail,
        allow_hosts=allow_hosts,
        processes=processes,
        scheduler=scheduler,
        page_seconds=seconds,
        page_megabytes=megabytes,
        languages=languages,
    )


def _section(reader: _Reader) -> SectionPlan:
    plan = SectionPlan(
        id=reader.take("id", "", _section_id, required=True),
        title=reader.take("title", "", _text, required=True),
        about=reader.take("about", "", _text, required=True),
        terms=tuple(reader.take("terms", [], _texts)),
        examples=tuple(reader.take("examples", [], _texts)),
    )
    reader.close()
    return plan


def _source(reader: _Reader) -> Source:
    kind = reader.take("kind", "feed", _one_of("feed", "sitemap", "page", "folder", "imap"), required=True)
    wanted = {"imap": _url("imap", "imaps"), "folder": _text}.get(kind, _url("http", "https"))
    source = Source(
        name=reader.take("name", "", _text, required=True),
        kind=kind,
        url=reader.take("url", "", wanted, required=True),
        family=reader.take("family", None, _text),
    )
    reader.close()
    return source


def _schedule(reader: _Reader | None) -> Schedule:
    if reader is None:
        return Schedule()
    schedule = Schedule(
        at=_time(reader.take("at", "06:30", _clock)),
        catch_up=reader.take("catch_up", "latest", _one_of("all", "latest", "none")),
    )
    reader.close()
    return schedule


def _mail(reader: _Reader | None) -> Mail | None:
    if reader is None:
        return None
    mail = Mail(
        smtp=reader.take("smtp", "", _url("smtp", "smtps"), required=True),
        sender=reader.take("from", "", _address, required=True),
        public_url=reader.take("public_url", None, _url("http", "https")),
    )
    reader.close()
    return mail


def _time(clock: str) -> time:
    hour, minute = clock.split(":")
    return time(int(hour), int(minute))


def _kind_of(value: object) -> str:
    return {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}.get(
        type(value), type(value).__name__
    )


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return f"is text, here it is {_kind_of(value)}"
    return None if value.strip() else "is empty"


def _texts(value: Any) -> str | None:
    if not isinstance(value, list):
        return f"is a list of texts, here it is {_kind_of(value)}"
    bad = next((item for item in value if _text(item)), None)
    return None if bad is None else f"is a list of texts, but one of them is {bad!r}"


def _count(value: Any) -> str | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if fits else f"is a whole number from 0 up, not {value!r}"


def _at_least(least: int) -> Callable[[Any], str | None]:
    return lambda value: None if _count(value) is None and value >= least else f"is a whole number from {least} up, not {value!r}"


def _id(value: Any) -> str | None:
    if isinstance(value, str) and ID.fullmatch(value):
        return None
    return f"is 1 to 63 lower-case letters, digits and hyphens, not {value!r}"


def _section_id(value: Any) -> str | None:
    return "is taken: stories that fit no section are 'other'" if value == "other" else _id(value)


def _clock(value: Any) -> str | None:
    return None if isinstance(value, str) and _CLOCK.fullmatch(value) else f'is a time such as "06:30", not {value!r}'


def _language(value: Any) -> str | None:
    fits = isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    return None if fits else f'is a language tag such as "en", not {value!r}'


def _languages(value: Any) -> str | None:
    if not isinstance(value, list):
        return f"is a list of language tags, here it is {_kind_of(value)}"
    return next((f"is a list of language tags, but one of them {wrong}" for tag in value if (wrong := _language(tag))), None)


def _timezone(value: Any) -> str | None:
    if isinstance(value, str) and value in available_timezones():
        return None
    near = difflib.get_close_matches(str(value), sorted(available_timezones()), 1)
    return f"is a time zone such as Europe/Kyiv, not {value!r}" + (f"; did you mean {near[0]}?" if near else "")


def _database(value: Any) -> str | None:
    if isinstance(value, str) and re.match(r"(sqlite|postgresql(\+psycopg)?)://", value):
        return None
    return f"is sqlite:///FILE or postgresql://…, not {value!r}"


def _address(value: Any) -> str | None:
    fits = isinstance(value, str) and re.search(r"[^\s@<>]+@[^\s@<>]+", value)
    return None if fits else f"is a mail address such as Desk <briefing@example.org>, not {value!r}"


def _one_of(*choices: str) -> Callable[[Any], str | None]:
    return lambda value: None if value in choices else f"is one of {', '.join(choices)}, not {value!r}"


def _url(*schemes: str) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        try:
            parts = urlsplit(value) if isinstance(value, str) else None
        except ValueError:
            parts = None
        if parts and parts.scheme in schemes and parts.netloc:
            return None
        return f"is a {' or '.join(schemes)} address, not {value!r}"

    return check
