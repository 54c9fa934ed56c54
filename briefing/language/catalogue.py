"""The edition's own words in its language: a gettext catalogue a language, English where there is none.

Messages are English and stand where they are said. A catalogue is `locale/<language>/LC_MESSAGES/briefing.po`; names of months,
weekdays and countries and the signs of numbers are Unicode's (CLDR, through Babel), which English needs nothing of.
"""

import gettext
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO
from types import MappingProxyType

from briefing.language.recorded import Recorded
from briefing.language.records import COUNTED, MESSAGES

ENGLISH = "en"
_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{1,8})*)")
_NO_COUNTRIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """Names of months as they stand in a date, alone and cut short, and of weekdays from Monday on."""

    months: tuple[str, ...] = tuple("January February March April May June July August September October November December".split())
    alone: tuple[str, ...] = tuple("January February March April May June July August September October November December".split())
    short: tuple[str, ...] = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
    weekdays: tuple[str, ...] = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The words of one language; `tag` is that of the words, which is "en" where a language has no catalogue.

    `thousands` and `decimal` are the signs within numbers; `countries` names countries by ISO 3166 code and `cities` some cities
    by their English names, as far as the language calls them otherwise than English does.
    """

    tag: str
    messages: gettext.NullTranslations
    calendar: Calendar = field(default_factory=Calendar)
    thousands: str = ","
    decimal: str = "."
    countries: Mapping[str, str] = field(default_factory=lambda: _NO_COUNTRIES)
    cities: Mapping[str, str] = field(default_factory=lambda: _NO_COUNTRIES)
    recorded: Recorded | None = None

    @property
    def language(self) -> str:
        """The language without its region: "uk" of "uk-UA"."""
        return self.tag.partition("-")[0]

    def text(self, message: str) -> str:
        """A message of ours in this language; the English one where it is not translated."""
        return self.messages.gettext(message) if message else ""

    def counted(self, one: str, many: str, count: int) -> str:
        """The form of a message that goes with a count ("%(n)s publisher", "%(n)s publishers"); the count is not filled in."""
        return self.messages.ngettext(one, many, count)

    def say(self, message: str, **values: object) -> str:
        """A message in this language with its %(names)s filled in."""
        return self.text(message) % values

    def several(self, one: str, many: str, count: int, **values: object) -> str:
        """The form of a message that goes with a count, which stands in it as %(n)s, filled in: "2,140 articles"."""
        return self.counted(one, many, count) % ({"n": self.number(count)} | values)

    def number(self, value: float) -> str:
        """A number with its thousands set apart and as many decimals as it has: "2,140", "7.5"."""
        written = f"{value:,.0f}" if value == int(value) else f"{value:,}"
        return written.translate({ord(","): self.thousands, ord("."): self.decimal})

    def day(self, when: date, *, year: bool = True) -> str:
        """A day: "23 January 2024", without its `year` "23 January"."""
        if year:
            return self.say("%(day)s %(month)s %(year)s", day=when.day, month=self.month(when), year=when.year)
        return self.say("%(day)s %(month)s", day=when.day, month=self.month(when))

    def month(self, when: date) -> str:
        """The month as it stands behind a day: "January", "січня"."""
        return self.calendar.months[when.month - 1]

    def month_alone(self, when: date) -> str:
        """The month and its year where no day is known: "January 2024"."""
        return self.say("%(month)s %(year)s", month=self.calendar.alone[when.month - 1], year=when.year)

    def short_month(self, when: date) -> str:
        """The month where there is little room: "Jan"."""
        return self.calendar.short[when.month - 1]

    def weekday(self, when: date) -> str:
        """The day of the week: "Tuesday"."""
        return self.calendar.weekdays[when.weekday()]

    def together(self, items: Sequence[str]) -> str:
        """Items as a list in a sentence: "a", "a and b", "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.say("%(items)s and %(last)s", items=", ".join(items[:-1]), last=items[-1])

    def place(self, name: str) -> str:
        """A place of the gazetteer as this language calls it, as far as that is known; else as it is."""
        if self.language == ENGLISH:
            return name
        from briefing.language.place_names import in_language  # noqa: PLC0415 - the gazetteer is large, and English has no need to ask it

        return in_language(name, self.language, countries=self.countries, cities=self.cities)

    def region(self, name: str) -> str:
        """A first-level region as a map writes it: without the word that says it is one."""
        if self.language == ENGLISH:
            return name
        from briefing.language.place_names import region_in_language  # noqa: PLC0415 - as above

        return region_in_language(name, self.language)

    def retold(self, words: str) -> str | None:
        """What a record says in English for its own sake (why a page was refused) in this language; None where it is not known."""
        return words if self.language == ENGLISH else self.recorded.retold(words, self) if self.recorded else None


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language tag ("uk", "uk-UA"); the English one where there is none."""
    match = _TAG.fullmatch(language)
    primary = match[1].lower() if match else ENGLISH
    tag = primary + match[2] if match else ENGLISH
    if primary == ENGLISH:
        return Catalogue(tag=tag, messages=gettext.NullTranslations())
    if primary not in languages():
        return Catalogue(tag=ENGLISH, messages=gettext.NullTranslations())
    return _read(primary, tag)


@cache
def languages() -> tuple[str, ...]:
    """The languages that an edition's own words can be in: English and those with a catalogue."""
    folder = resources.files("briefing") / "locale"
    found = (one.name for one in folder.iterdir() if (one / "LC_MESSAGES" / "briefing.po").is_file()) if folder.is_dir() else ()
    return tuple(sorted({ENGLISH, *found}))


def without_words(language: str) -> str:
    """What to tell an editor whose language has no catalogue, in English; "" where it has one."""
    if catalogue(language).language == language.partition("-")[0].lower():
        return ""
    known = ", ".join(languages())
    return f"there are no words of our own in the language “{language}”; headings and labels are in English (known: {known}; docs/languages.md says how to add one)"


def _read(language: str, tag: str) -> Catalogue:
    from babel import Locale  # noqa: PLC0415 - time that English editions save
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = resources.files("briefing") / "locale" / language / "LC_MESSAGES" / "briefing.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=language))
    messages = gettext.GNUTranslations(BytesIO(compiled.getvalue()))
    locale, english = Locale.parse(language), Locale.parse(ENGLISH)
    symbols = locale.number_symbols.get("latn") or locale.number_symbols
    zones = locale.time_zones
    return Catalogue(
        tag=tag,
        messages=messages,
        calendar=Calendar(
            months=tuple(locale.months["format"]["wide"][number] for number in range(1, 13)),
            alone=tuple(locale.months["stand-alone"]["wide"][number] for number in range(1, 13)),
            short=tuple(locale.months["format"]["abbreviated"][number] for number in range(1, 13)),
            weekdays=tuple(locale.days["format"]["wide"][number] for number in range(7)),
        ),
        thousands=str(symbols["group"]),
        decimal=str(symbols["decimal"]),
        countries=MappingProxyType({code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}),
        cities=MappingProxyType(
            {
                english.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "): found["city"]
                for zone, found in sorted(zones.items())
                if "city" in found
            }
            | {
                name: locale.territories[code]
                for code, name in english.territories.items()
                if code in locale.territories and code.isalpha()
            }
        ),
        recorded=Recorded(MESSAGES, COUNTED),
    )
