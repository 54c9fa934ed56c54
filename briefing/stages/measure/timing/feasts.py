"""Feasts a sentence names by their name ("New Year's Eve", "Christmas Day"), each the same day every year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# Only those that all who keep them keep on the same day of the same calendar: "Christmas" alone and "Різдво" are of two days.
_FEASTS = {
    (12, 31): r"New\s+Year['’]?s['’]?\s+Eve",
    (1, 1): r"New\s+Year['’]?s['’]?\s+Day|(?:у|в)\s+новорічну\s+ніч|в\s+новогоднюю\s+ночь",
    (12, 24): r"Christmas\s+Eve",
    (12, 25): r"Christmas\s+Day",
    (12, 26): r"Boxing\s+Day",
    (2, 14): r"Valentine['’]?s\s+Day",
    (10, 31): r"Halloween(?:\s+night)?",
}
_FEAST = re.compile(
    "|".join(rf"(?P<d{month:02}{day:02}>(?<!\w)(?:{names})(?!\w))" for (month, day), names in _FEASTS.items()), re.IGNORECASE
)
_WORDS = re.compile("new year|christmas|boxing day|valentine|halloween|новорічну|новогоднюю", re.IGNORECASE)
_ITS_YEAR = re.compile(r",?\s+(?:(?:of|in)\s+)?((?:19|20)\d\d)(?!\d)")
_ANOTHER_TIME = re.compile(
    r"\b(?:every|each|last|next|previous|coming|before|until|till|since|ahead\s+of|by)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_HARM = re.compile(
    r"(?:['’]s)?\s+(?:(?:bar|night|train|car|truck|drone|missile|air|house|mass|terror|deadly|fatal)\s+){0,2}"
    r"(?:fire|blaze|attack|strike|airstrike|bombing|bombardment|shooting|massacre|explosion|blast|crash|flood|quake|earthquake|tsunami|"
    r"storm|avalanche|raid|assault|barrage|disaster|tragedy|stabbing|stampede|crush)s?\b"
)
# A year turns at midnight, and what is called after the eve is as often of the first of January: "the New Year's Eve fire".
_ON_THE_DAY = re.compile(r"\b(?:on|late|early|evening\s+of|of\s+last)\s+\Z", re.IGNORECASE)
_NO_WORD_AFTER = re.compile(r"\s*(?:[.,;:)—–]|$)")
_RECENT = timedelta(days=60)  # further back a feast is as likely that of another year


@dataclass(frozen=True, kw_only=True, slots=True)
class Feast:
    """A feast named at [start, end); `day` is None where it is in doubt, `of_a_thing` true of "the Christmas Eve fire"."""

    start: int
    end: int
    day: date | None
    of_a_thing: bool


def feasts(text: str, published: date | None) -> tuple[Feast, ...]:
    """The feasts `text` names, in order, each on its last day up to publication, or of the year written after it."""
    if not _WORDS.search(text):
        return ()
    return tuple(_feast(text, match, published) for match in _FEAST.finditer(text))


def _feast(text: str, match: re.Match[str], published: date | None) -> Feast:
    named = str(match.lastgroup)
    month, number = int(named[1:3]), int(named[3:])
    year = _ITS_YEAR.match(text, match.end())
    day: date | None
    if year:
        day = date(int(year[1]), month, number)
    else:
        day = None if published is None or _ANOTHER_TIME.search(text, 0, match.start()) else _latest(month, number, published)
    if (month, number) == (12, 31) and not year and not _stands_alone(text, match):
        return Feast(start=match.start(), end=match.end(), day=None, of_a_thing=False)
    of_a_thing = year is None and bool(_HARM.match(text, match.end()))
    return Feast(start=match.start(), end=year.end() if year else match.end(), day=day, of_a_thing=of_a_thing)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a feast is named as a day, and not as what something is called after."""
    return bool(_ON_THE_DAY.search(text, 0, match.start()) or _NO_WORD_AFTER.match(text, match.end()))


def _latest(month: int, day: int, published: date) -> date | None:
    this = date(published.year, month, day)
    found = this if this <= published else date(published.year - 1, month, day)
    return found if published - found <= _RECENT else None
