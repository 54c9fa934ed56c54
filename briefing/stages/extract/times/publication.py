"""Publication times as pages write them: what a line states and how it labels it, and what machine-readable fields hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal

from briefing.language import dates, zones
from briefing.model import Basis, When
from briefing.stages.extract.text.lines import Line

offset = zones.offset
Label = Literal["published", "updated", "other", ""]

_TAIL = r"(?:[^\W\d_]{0,3}[\s:.,|•·/()–—-]*){0,3}$"  # "on", "am", "le", "den", punctuation: what stands between label and date
_UPDATED = re.compile(
    r"(?:updated?|modified|edited|revised|оновлен\w*|обновлен\w*|aktualisiert|geändert|mis à jour|modifié\w*|actualisé\w*|oppdatert|endret"
    r"|opdateret|uppdaterad|actualizado|modificado|aggiornat\w|modificato|atualizad\w|aktualizacja|aktualizováno|zaktualizowan\w|bijgewerkt"
    r"|güncelleme|güncellendi|päivitetty|frissítve|actualizat|업데이트|수정|更新)" + _TAIL,
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:published|publish|posted|issued|released|first published|publication date|date|опубліковано|опубликовано|дата публ\w+|veröffentlicht"
    r"|erschienen|erstellt|stand(?=:)|publié\w*|paru|publisert|publiceret|publicerad|publicado|fecha|pubblicato|publikacja|opublikowano|data publikacji"
    r"|publikováno|gepubliceerd|geplaatst|yayınlanma|yayın tarihi|giriş|julkaistu|megjelent|publicat|입력|등록|발행|송고|公開|掲載|発行|配信)"
    + _TAIL,
    re.IGNORECASE,
)
# A date that says when something else is: an event, the end of an offer, when a source was looked at, who has the rights.
_OTHER = re.compile(
    r"(?:©|\(c\)|copyright|accessed|retrieved|abgerufen|consulté\w*|until|through|till|by|before|since|from|expires?|valid|ends?|deadline|starts?"
    r"|begins?|event|upcoming|webinar|born|bis(?: zum)?|seit|ab|gültig|jusqu.au|dès|hasta|desde|ważna do|до|з|с)" + _TAIL,
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    r"(?<![\d:.])(\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)(?:\s*uhr)?[\s,|•·–—-]*(?:on\s+)?$",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(
    r".*?\d{1,2}(?:(?:[:.]|\s?[hH]\s?)\d\d(?::\d\d)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:uhr|h|[A-Z]{2,5}(?:[+-]\d{1,2}(?::\d\d)?)?|[+-]\d\d:?\d\d|Z)\b\)?)?",
    re.IGNORECASE,
)
_LABEL = 60  # characters before a date that say what it is the date of
_REACH = 40  # characters after a date in which its clock time begins
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """The publication time, the update time, and what a reader should know about them."""

    published: When | None = None
    updated: When | None = None
    notes: tuple[str, ...] = ()


def stated(header: Sequence[Line], zone: tzinfo, *, day_first: bool | None = True) -> Dated:
    """What the lines between title and text state: "Published …", "last updated …", a date alone, a byline with its date.

    `day_first` says how figures between slashes are read that read both ways; with None they are no date.
    """
    published: When | None = None
    updated: When | None = None
    for line in header:
        if line.kind not in ("stamp", "published", "byline"):
            continue
        for label, made in dates_of(line.text, zone, day_first=day_first):
            if label == "updated":
                updated = updated or made
            elif label != "other":
                published = published or made
    return only_updated(Dated(published=published, updated=updated))


def only_updated(dated: Dated) -> Dated:
    """With a publication day inferred from the update where the page states that alone."""
    if dated.published or dated.updated is None:
        return dated
    evidence = f"the page says only when it was updated: {dated.updated.evidence}"
    return replace(dated, published=replace(dated.updated, basis="inferred", evidence=evidence))


def dates_of(text: str, zone: tzinfo, *, day_first: bool | None = True, before: str = "") -> tuple[tuple[Label, When], ...]:
    """The dates a line writes with their year, each with what the words before it (`before`: the line above) say it is the date of."""
    found: list[tuple[Label, When]] = []
    at = 0
    for one in dates.written(text):
        label = label_of(f"{before} | {text[: one.start]}" if at == 0 else text[at : one.start])
        at = one.end
        if one.ambiguous and day_first is None:
            continue
        made = when(text, one.swapped if day_first is False else one, zone)
        if made:
            found.append((label, made))
    return tuple(found)


def label_of(text: str) -> Label:
    """What the words before a date say it is the date of; only the last of them are looked at."""
    text = text[-_LABEL:]
    if _UPDATED.search(text):
        return "updated"
    if _PUBLISHED.search(text):
        return "published"
    return "other" if _OTHER.search(text) else ""


def when(text: str, found: dates.Written, zone: tzinfo, basis: Basis = "stated") -> When | None:
    """The date found in `text` with the clock time written after it, or just before it; None without a year.

    A clock time without a zone is taken to be local time of `zone`.
    """
    if not found.year:
        return None
    evidence = text[found.start : found.end]
    if not found.day:
        return When(day=date(found.year, found.month, 1), precision="month", basis=basis, evidence=evidence)
    day = date(found.year, found.month, found.day)
    rest = text[found.end : found.end + _REACH]
    if following := dates.written(rest):
        rest = rest[: following[0].start]
    elif another := _DOTTED_DATE.search(rest):
        rest = rest[: another.start()]
    clock = dates.clock(rest)
    if clock is not None:
        said = _CLOCK_AFTER.match(rest)
        evidence = f"{evidence}{said[0] if said else rest}".strip()
    elif earlier := _CLOCK_BEFORE.search(text, max(0, found.start - 25), found.start):
        rest = earlier[1]
        clock = dates.clock(rest)
        evidence = text[earlier.start() : found.end]
    if clock is None:
        return When(day=day, basis=basis, evidence=evidence)
    return When(
        day=day,
        at=datetime.combine(day, clock, offset(rest) or zone),
        precision="minute",
        basis=basis,
        evidence=evidence,
    )


def oddities(texts: Sequence[str], published: When | None) -> tuple[str, ...]:
    """Dates on the page that contradict themselves: a weekday that is not that day's."""
    notes = []
    for text in texts:
        for found in dates.written(text):
            day = found.exact or (found.near(published.day) if published and found.weekday is not None else None)
            if (
                day
                and not found.ambiguous
                and found.weekday is not None
                and day.weekday() != found.weekday
                and (found.year or abs((day - published.day).days) < 60 if published else True)
            ):
                notes.append(f"The page writes “{text[found.start : found.end]}”; {day.day} {day:%B %Y} was a {day:%A}.")
    return tuple(dict.fromkeys(notes))


def structured(text: str, zone: tzinfo, evidence: str) -> When | None:
    """A machine-readable time (ISO 8601, RFC 5322, or 20240123T101500Z) as a `When`; None for anything else.

    Years outside 1990 to 2100 are taken for nonsense. A time without an offset is local time of `zone`.
    """
    text = text.strip()
    moment: datetime | None = None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        text = text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return When(day=day, basis="structured", evidence=evidence) if 1990 <= day.year <= 2100 else None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            moment = None
    if moment is None or not 1990 <= moment.year <= 2100:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return When(day=moment.date(), at=moment, precision="minute", basis="structured", evidence=evidence)
