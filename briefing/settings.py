"""The profile (`briefing.toml`) as a `Profile`; every mistake in it is reported at once, with its full key.

Reading is three questions asked of each key: is it known, has it the right type, does its value make sense. An answer
"no" is one line of the `ProfileError`, and the next key is asked all the same (`profile_reader.py`).
"""

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import time, timedelta
from hashlib import sha256
from importlib import resources
from typing import Literal
from zoneinfo import ZoneInfo

from briefing import profile_reader as read
from briefing.delivery_settings import Mail, Operator, Schedule, mail_of, operator_of, schedule_of
from briefing.errors import ProfileError
from briefing.model import FORMATS, USUAL_FORMATS, Marks
from briefing.profile_reader import ID, Reader
from briefing.source_address import address_of, one_spelling

__all__ = [
    "BUILT_IN", "ID", "Fetch", "Length", "Mail", "Operator", "Profile", "Ranking", "Schedule", "SectionPlan", "Source",
    "built_in", "built_in_text", "fingerprint", "parse", "slug",
]  # fmt: skip

BUILT_IN = "the built-in profile"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionPlan:
    """A section as the user defines it: what it is about in a sentence, terms that speak for it, example sentences.

    `limit` is how many stories it holds at most, where it differs from the profile's `Length.stories`.
    """

    id: str
    title: str
    about: str
    terms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """What each reason for a story's rank counts: 1.0 as built in, 2.0 twice as much, 0.0 nothing."""

    origins: float = 1.0
    scale: float = 1.0
    novelty: float = 1.0
    officials: float = 1.0
    recency: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """How long an edition of one day may be: minutes of reading, and stories a section."""

    minutes: int = 10
    stories: int = 8


Kind = Literal["feed", "sitemap", "page", "folder", "imap"]
# How often a source is visited where its `every` does not say; a folder and a mailbox are ours to look into.
_EVERY: dict[Kind, timedelta] = {
    "feed": timedelta(minutes=15),
    "sitemap": timedelta(minutes=30),
    "page": timedelta(minutes=15),
    "folder": timedelta(0),
    "imap": timedelta(minutes=5),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where articles come from. `family` joins publishers with one owner or one wire: they count as one origin.

    The rest says how it is collected and changes nothing in an edition. `every` is the least time between two visits.
    `links` makes a page a topic page: the pattern of the addresses of articles on it (`*` for any letters). `only` are words of
    which the address, title or summary of a listed article must hold one to be fetched (`*` for any ending). `pages` is how
    many articles are fetched at one visit at most. `whole` is false where articles that a feed carries in part are not fetched.
    """

    name: str
    kind: Kind
    url: str
    family: str | None = None
    every: timedelta = field(default=timedelta(minutes=15), repr=False)
    links: str | None = field(default=None, repr=False)
    only: tuple[str, ...] = field(default=(), repr=False)
    pages: int = field(default=50, repr=False)
    whole: bool = field(default=True, repr=False)

    @property
    def key(self) -> str:
        """What the archive knows it by, in every profile: made of its kind and address, however that is spelt."""
        return sha256(f"{self.kind}\0{one_spelling(self.kind, self.url)}".encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """How sources are asked.

    `allow_hosts` are exceptions ("host:port") to the rule that nothing private is fetched; `contact` is whom a webmaster may
    write to; `pause` is the least time between two requests to one host, in seconds; articles listed as older than `days` are
    not fetched; `hosts` is how many hosts are asked at once; an article is read again when it is as old as each of `again`.
    """

    allow_hosts: tuple[str, ...] = ()
    contact: str = ""
    pause: float = 1.0
    days: int = 3
    hosts: int = 100
    again: tuple[timedelta, ...] = (timedelta(hours=3), timedelta(hours=24))


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
    elsewhere: tuple[str, ...] = ()
    ranking: Ranking = Ranking()
    length: Length = Length()
    semantic: Literal["auto", "off"] = "auto"
    sources: tuple[Source, ...] = ()
    schedule: Schedule = Schedule()  # noqa: RUF009 - frozen
    mail: Mail | None = None
    operator: Operator = field(default=Operator(), repr=False)
    marks: Marks = Marks()  # noqa: RUF009 - frozen
    logo: str | None = None
    theme: str = "plain"
    formats: tuple[str, ...] = USUAL_FORMATS
    fetch: Fetch = field(default=Fetch(), repr=False)
    processes: int = 0
    scheduler: str | None = None
    page_seconds: int = field(default=10, repr=False)  # limits of extraction: they change what is archived, not what is made of it
    page_megabytes: int = field(default=300, repr=False)
    languages: tuple[str, ...] = field(default=(), repr=False)  # `fingerprint` adds them where there are any
    public_url: str | None = field(default=None, repr=False)  # where links lead, not what an edition says

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
    reader = Reader(table)
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
    said = replace(profile, archive=None, output="", mail=None, processes=0, scheduler=None, formats=(), theme="", logo=None)
    listed = repr(said.languages) if said.languages else ""
    return sha256((repr(said) + listed).encode("utf-8")).hexdigest()


def slug(title: str) -> str:
    """An id made of a title: lower-case ASCII letters, digits and hyphens, at most 63 characters."""
    made = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:63].strip("-")
    return made or "briefing"


def _profile(top: Reader) -> Profile:
    title = top.take("title", "Briefing", read.text, required=True)
    profile_id = top.take("id", slug(title), read.identifier)
    timezone = top.take("timezone", "UTC", read.time_zone, required=True)
    day_starts = read.time_of(top.take("day_starts", "00:00", read.clock))
    archive = top.take("archive", None, read.database)
    output = top.take("output", "output", read.text)
    language = top.take("language", "en", read.language_tag)
    languages = tuple(tag.split("-")[0] for tag in top.take("languages", [], read.language_tags))
    subject = tuple(top.take("subject", [], read.texts))
    elsewhere = tuple(top.take("elsewhere", [], read.texts))
    sections = tuple(_section(reader) for reader in top.tables("section"))
    if not sections:
        top.wrong("section", "is missing: a profile has at least one [[section]]")
    for number, section in enumerate(sections, 1):
        if section.id and section.id in [earlier.id for earlier in sections[: number - 1]]:
            top.wrong(f"section[{number}].id", f"{section.id!r} is already the id of another section")
    sources = tuple(_source(reader) for reader in top.tables("source"))
    first: dict[str, int] = {}
    for number, source in enumerate(sources, 1):
        if source.url and first.setdefault(source.key, number) != number:
            top.wrong(f"source[{number}].url", f"is that of source[{first[source.key]}] too")
    semantic = top.take("semantic", "auto", read.one_of("auto", "off"))
    ranking, length = _ranking(top.subtable("ranking")), _length(top.subtable("length"))
    schedule, mail = schedule_of(top.subtable("schedule")), mail_of(top.subtable("mail"))
    operator = operator_of(top.subtable("operator"))
    if operator.mail and not mail:
        top.wrong("operator.mail", "needs the table [mail], whose server sends it")
    public_url = _published_at(top, mail)
    marks, logo = _marks(top.subtable("marks"))
    theme = top.take("theme", "plain", read.identifier)
    formats = tuple(dict.fromkeys(top.take("formats", list(USUAL_FORMATS), read.all_of(*FORMATS))))
    fetch = _fetch(top.subtable("fetch"))
    processes, scheduler, seconds, megabytes = 0, None, 10, 300
    if workers := top.subtable("workers"):
        processes = workers.take("processes", 0, read.count)
        scheduler = workers.take("scheduler", None, read.address("tcp", "tls"))
        seconds = workers.take("seconds", seconds, read.at_least(1))
        megabytes = workers.take("megabytes", megabytes, read.at_least(50))
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
        elsewhere=elsewhere,
        ranking=ranking,
        length=length,
        semantic=semantic,
        sources=sources,
        schedule=schedule,
        mail=mail,
        operator=operator,
        marks=marks,
        logo=logo,
        theme=theme,
        formats=formats,
        fetch=fetch,
        processes=processes,
        scheduler=scheduler,
        page_seconds=seconds,
        page_megabytes=megabytes,
        languages=languages,
        public_url=public_url,
    )


def _section(reader: Reader) -> SectionPlan:
    plan = SectionPlan(
        id=reader.take("id", "", _section_id, required=True),
        title=reader.take("title", "", read.text, required=True),
        about=reader.take("about", "", read.text, required=True),
        terms=tuple(reader.take("terms", [], read.texts)),
        examples=tuple(reader.take("examples", [], read.texts)),
        limit=reader.take("limit", None, read.at_least(1)),
    )
    reader.close()
    return plan


def _section_id(value: object) -> str | None:
    return "is taken: stories that fit no section are 'other'" if value == "other" else read.identifier(value)


def _ranking(reader: Reader | None) -> Ranking:
    if reader is None:
        return Ranking()
    weights = {one.name: float(reader.take(one.name, 1.0, read.between(0, 10))) for one in fields(Ranking)}
    reader.close()
    return Ranking(**weights)


def _length(reader: Reader | None) -> Length:
    if reader is None:
        return Length()
    length = Length(minutes=reader.take("minutes", 10, read.at_least(1)), stories=reader.take("stories", 8, read.at_least(1)))
    reader.close()
    return length


def _source(reader: Reader) -> Source:
    kind = reader.take("kind", "feed", read.one_of(*_EVERY), required=True)
    every = reader.take("every", None, read.span)
    source = Source(
        name=reader.take("name", "", read.line, required=True),
        kind=kind,
        url=reader.take("url", "", address_of(kind), required=True),
        family=reader.take("family", None, read.text),
        every=_EVERY[kind] if every is None else read.span_of(every),
        links=reader.take("links", None, read.text),
        only=tuple(reader.take("only", [], read.texts)),
        pages=reader.take("pages", 50, read.at_least(1)),
        whole=reader.take("whole", True, read.truth),
    )
    if source.links and kind != "page":
        reader.wrong("links", f'is for kind = "page" alone, here it is "{kind}"')
    if not source.whole and kind != "feed":
        reader.wrong("whole", f'is for kind = "feed" alone, here it is "{kind}"')
    reader.close()
    return source


def _fetch(reader: Reader | None) -> Fetch:
    if reader is None:
        return Fetch()
    fetch = Fetch(
        allow_hosts=tuple(reader.take("allow_hosts", [], read.hosts)),
        contact=reader.take("contact", "", read.contact),
        pause=float(reader.take("pause", 1.0, read.between(0.1, 3600))),
        days=reader.take("days", 3, read.at_least(1)),
        hosts=reader.take("hosts", 100, read.at_least(1)),
        again=tuple(map(read.span_of, reader.take("again", ["3h", "24h"], read.spans))),
    )
    reader.close()
    return fetch


def _published_at(top: Reader, mail: Mail | None) -> str | None:
    """Where editions are published: said at the top of the file, or in [mail]; the same where it is said in both."""
    here, there = top.take("public_url", None, read.published_at), mail.public_url if mail else None
    if here and there and here.rstrip("/") != there.rstrip("/"):
        top.wrong("public_url", f"is {here!r} here and {there!r} in [mail]; say it once")
    return here or there


def _marks(reader: Reader | None) -> tuple[Marks, str | None]:
    if reader is None:
        return Marks(), None
    marks = Marks(
        classification=reader.take("classification", "", read.text),
        contact=reader.take("contact", "", read.text),
        disclaimer=reader.take("disclaimer", "", read.text),
    )
    logo = reader.take("logo", None, read.text)
    reader.close()
    return marks, logo
