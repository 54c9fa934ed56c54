"""The time at an entry of a live blog: a line that is nothing but a time, or the time a line opens with."""

import re
from dataclasses import dataclass
from datetime import UTC, time, tzinfo

from briefing.language import dates
from briefing.stages.extract.times import publication

_UNIT = (
    r"(?:min(?:ute)?[ns]?|mins?|h(?:ou)?rs?|hours?|days?|secs?|seconds?|[smhd]|std|stunden?|minuten?|tage?n?|heures?|jours?|timer?|dager?|ore|minuti|horas?|minutos?"
    r"|хв(?:илин\w?)?|годин\w?|год|дн\w+|мин(?:ут\w?)?|час\w{0,2}|сек\w*)(?!\w)\.?"
)
_AGO = re.compile(
    rf"(?:(?:about|an?|vor|il y a|hace|for|около)\s+)?(?:(?:\d+|an?|one|eine[rm]?|une?)\s*{_UNIT}[\s,]*(?:and\s+)?){{1,3}}(?:ago|тому|назад|siden|fa)?"
    r"|just now|moments ago|gerade eben|щойно|только что",
    re.IGNORECASE,
)
_SAYS_AGO = re.compile(r"\b(?:ago|vor|il y a|hace|тому|назад|siden|fa|now|gerade|щойно|только)\b", re.IGNORECASE)
_LABELS = re.compile(
    r"(?i)\b(?:first\s+)?(?:published|posted|issued|updated?|last|modified|edited|time|live|new|latest|pinned|at|on|local|kyiv|moscow|london|time"
    r"|опубліковано|оновлено|час|о|об|за|києвом|київським|часом|обновлено|опубликовано|в|мск|по|москве|киеву|київ|киев"
    r"|aktualisiert|stand|um|uhr|veröffentlicht|am|publié|mis|jour|à|a|le|de|paris|heure|oppdatert|publisert|klokken|klokka|kl|alle|ore|aggiornato|actualizado"
    r"|gmt|utc|z|bst|west|wet|cet|cest|mez|mesz|eet|eest|msk|trt|gst|ist|edt|est|et|cdt|cst|pdt|pst|jst|aest|aedt|greenwich|mean|british|summer|eastern|central|european|standard|daylight)\b"
)
_HOURS = re.compile(r"(?<![\w:.])(\d{1,2})\s?[hH]\s?(\d\d)(?!\d)")
_CLOCK = r"\d{1,2}\s?[:.hH]\s?\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"
_TIMES = re.compile(rf"(?<![\d:.])(?:{_CLOCK})(?!:?\d)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s|,•·\-–—/:.()\[\]+⏺●▶]+")
_ZONE = r"(?-i:Uhr|GMT|UTC|BST|WES?T|CES?T|MES?Z|EES?T|MSK|МСК|TRT|GST|IST|[ECMP][DS]?T|JST|AES?T|AEDT)\b(?:\s*[+-]\d{1,2})?"
_LEAD = re.compile(
    rf"(?:at\s+|um\s+|kl\.?\s*|о(?:б)?\s+)?[\[(]?(?P<time>(?:{_CLOCK})(?![:.]?\d|%)(?:\s*{_ZONE})?(?:\s*/\s*(?:{_CLOCK})(?:\s*{_ZONE})?)?)[\])]?"
    r"(?P<mark>\s*[:|–—•·-]+\s*|\.\s+|,?\s+)(?=\S)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?P<name>[^\W\d_]{2,12})\.?,?\s+(?P<day>\d{1,2})[./]\s?(?P<month>\d{1,2})\.?")
_NUMBER = re.compile(r"\d")
_WEEKDAY = 5  # letters that a word before two numbers has at least, to be the day of the week in whatever language
_NAMES = 8  # words of the names above a date


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What a stamp gives: a calendar date as written, a clock time with its offset, or how long `ago` it was, without or beside these."""

    text: str
    date: dates.Written | None = None
    clock: time | None = None
    offset: tzinfo | None = None
    ago: bool = False

    @property
    def relative(self) -> bool:
        """True where it says nothing but how long ago."""
        return self.ago and self.date is None and self.clock is None

    @property
    def minutes(self) -> int | None:
        """The clock time in minutes from midnight."""
        return self.clock.hour * 60 + self.clock.minute if self.clock else None


def read(text: str) -> Stamp | None:
    """The stamp a line is, or None where it says anything besides date and time."""
    if not 2 <= len(text) <= 90 or not (_NUMBER.search(text) or _SAYS_AGO.search(text)):
        return None
    rest = text
    found = dates.written(rest) or _day_of_the_week(rest)
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    for start, end, _ in reversed(dates.weekdays(rest)):
        rest = f"{rest[:start]} {rest[end:]}"
    times = _TIMES.search(rest)
    rest = _TIMES.sub(" ", rest)
    ago = bool(_SAYS_AGO.search(rest))
    if ago:
        rest = _AGO.sub(" ", rest)
    elif re.fullmatch(r"\d{1,3}\s?[smhd]|\d{1,2}h ?\d{1,2}m", rest.strip()):
        rest, ago = "", True  # "21m", "3h"; "3 min" is how long it takes to read
    if _PUNCTUATION.sub("", _LABELS.sub(" ", rest)) or not (found or times or ago):
        return None
    clock, offset = _clock(text[found[0].end :] if found and not times else text, found) if times else (None, None)
    return (
        Stamp(text=text, date=found[0] if found else None, clock=clock, offset=offset, ago=ago) if found or clock or ago else None
    )


def behind_name(text: str) -> Stamp | None:
    """The date and time that a byline ends in ("By Hanna Mazur 12 May 2025, 1:59 pm"), or None."""
    found = dates.written(text)
    if not found or len(text[: found[0].start].split()) > _NAMES:
        return None
    stamp = read(text[found[0].start :])
    return stamp if stamp and stamp.clock else None


def _day_of_the_week(text: str) -> tuple[dates.Written, ...]:
    """A date in digits without its year behind the day of the week ("Dienstag, 16. 7.", "Tue 16/07")."""
    match = _DAY.fullmatch(text.strip())
    if (
        match is None
        or (len(match["name"]) < _WEEKDAY and match["name"].casefold() not in dates.WEEKDAYS)
        or _LABELS.fullmatch(match["name"])
    ):
        return ()
    if not 1 <= int(match["month"]) <= 12 or not 1 <= int(match["day"]) <= 31:
        return ()
    return (dates.Written(start=0, end=len(text), month=int(match["month"]), day=int(match["day"])),)


def lead(text: str) -> tuple[Stamp, str] | None:
    """The time a line opens with, and the words behind it: "14:05: …", "9.25am …", "18:30 GMT - …"."""
    match = _LEAD.match(text)
    if match is None or (not match["mark"].strip() and re.match(r"[a-zа-яіїєґ]", text[match.end() :])):
        return None
    if not match["mark"].strip() and re.fullmatch(r"\d\.\d\d", match["time"]):
        return None  # "2.50 Dollars": a decimal
    clock, offset = _clock(match["time"], ())
    rest = text[match.end() :].strip()
    return (Stamp(text=text[: match.end()].strip(" :|–—-•·"), clock=clock, offset=offset), rest) if clock and rest else None


def _clock(text: str, found: tuple[dates.Written, ...]) -> tuple[time | None, tzinfo | None]:
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    text = _HOURS.sub(r"\1:\2", text)
    offset = publication.offset(text)
    if offset is None and re.search(r"\bGreenwich\b", text):
        offset = UTC
    return dates.clock(text), offset
