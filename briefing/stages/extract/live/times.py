"""When each entry of a live blog was published: its own date or time, with the day the page or its neighbours give."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from briefing.language import ago, dates
from briefing.model import Basis, When
from briefing.stages.extract.live.entry import Entry
from briefing.stages.extract.live.stamps import Stamp
from briefing.stages.extract.times.publication import Dated

_MIDNIGHT = 6 * 60  # minutes a time must rise, reading down from the newest, to be the evening before
_MORNING = 12 * 60  # and the entry above it must be of the first half of a day
_ODD = 2 * 60  # a rise below this is disorder in one day; one between is understood by nobody
_EARLY = 6 * 60  # a page changed before this hour was written the day before
_SAID = re.compile(r"\b(?:said|says|told|wrote|announced|reported|confirmed|warned)\b[^.]{0,40}$", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|edited|оновлено|обновлено|aktualisiert|mis à jour|oppdatert|aggiornato|actualizado)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """When an entry was published and changed, as far as that can be said."""

    published: When | None = None
    updated: When | None = None


def of(
    entries: Sequence[Entry], texts: Sequence[Sequence[str]], page: Dated, zone: ZoneInfo, captured: datetime | None = None
) -> tuple[Times, ...]:
    """The times of the entries in their order. `page` is what the page states of itself; `zone` that of clock times without one.

    `captured` is when the page was fetched, against which "2h ago" is read; None where that is not known.
    """
    clocks = [_clock(entry) for entry in entries]
    days = _days(entries, clocks, page)
    found = []
    for entry, text, clock, day in zip(entries, texts, clocks, days, strict=True):
        seen = _seen(entry, clock, zone, captured) if captured and not any(stamp.date for stamp in entry.stamps) else None
        if seen is not None:
            found.append(Times(published=seen))
            continue
        if day is None:
            found.append(Times(published=_from_text(text, page) if clock is None else None))
            continue
        stated, basis, evidence = day
        words = f"{evidence} {clock.text}".strip() if clock and clock.text not in evidence else evidence
        made = When(
            day=stated,
            at=datetime.combine(stated, clock.clock, clock.offset or zone) if clock and clock.clock else None,
            precision="minute" if clock and clock.clock else "day",
            basis=basis,
            evidence=words,
        )
        changed = next(
            (stamp for stamp in entry.stamps if stamp is not clock and stamp.clock and _UPDATED.search(stamp.text)), None
        )
        updated = (
            When(
                day=stated,
                at=datetime.combine(stated, changed.clock, changed.offset or zone),
                precision="minute",
                basis=basis,
                evidence=changed.text,
            )
            if changed and changed.clock and clock and clock.clock and changed.clock >= clock.clock
            else None
        )
        found.append(Times(published=made, updated=updated))
    return tuple(found)


def _seen(entry: Entry, clock: Stamp | None, zone: ZoneInfo, captured: datetime) -> When | None:
    """What "2h ago" on an entry means, seen from when the page was fetched; a clock time beside it makes it exact."""
    stamp = next((stamp for stamp in entry.stamps if stamp.ago), None)
    said = (ago.ago(stamp.text) or ago.ago(f"{stamp.text} ago")) if stamp else None
    if said is None:
        return None
    moment = captured.astimezone(zone) - said.length
    at = moment.replace(second=0, microsecond=0) if said.exact else None
    if clock and clock.clock and said.length <= timedelta(days=1):
        own = clock.offset or zone
        days = (moment.astimezone(own).date() + timedelta(days=step) for step in (-1, 0, 1))
        at = min((datetime.combine(day, clock.clock, own) for day in days), key=lambda one: abs(one - moment))
    return When(
        day=(at or moment).date(),
        at=at,
        precision="minute" if at else "day",
        basis="inferred",
        evidence=f"“{said.text}” on a page fetched {captured:%Y-%m-%d %H:%M} {captured:%Z}".strip(),
    )


def _clock(entry: Entry) -> Stamp | None:
    """The stamp with the entry's time: not the one that says when it was changed, where there are two."""
    timed = [stamp for stamp in entry.stamps if stamp.clock]
    return next((stamp for stamp in timed if not _UPDATED.search(stamp.text)), timed[0] if timed else None)


_Day = tuple[date, Basis, str]


def _days(entries: Sequence[Entry], clocks: Sequence[Stamp | None], page: Dated) -> list[_Day | None]:
    """The calendar day of each entry that has a stamp, with what it rests on; None where it cannot be known."""
    written = [_written(entry, page) for entry in entries]
    minutes = [clock.minutes if clock else None for clock in clocks]
    dated = next((at for at, own in enumerate(written) if own), len(written))
    down = _newest_first(minutes, written)
    found: list[_Day | None] = list(_from_page(minutes[:dated], page, down=down))
    if dated < len(written) and (first := written[dated]):
        # What stands above the first date of the page is of that day or a later one.
        found = [one if one and (one[0] >= first[0]) == down else None for one in found]
    for at, own in enumerate(written[dated:], dated):
        before = found[-1] if found else None
        if own is not None or minutes[at] is None or before is None:
            found.append(own)
        elif (last := _last(minutes[:at])) is not None and _crosses(last, minutes[at] or 0, down=down):
            found.append((before[0] + timedelta(days=-1 if down else 1), "inferred", f"past midnight from {before[2]}"))
        else:
            found.append(before)
    return found


def _written(entry: Entry, page: Dated) -> _Day | None:
    for stamp in entry.stamps:
        if stamp.date is None:
            continue
        if stamp.date.exact:
            return stamp.date.exact, "stated", stamp.text
        anchor = page.updated or page.published
        near = stamp.date.near(anchor.day) if anchor else None
        if near and anchor and abs((near - anchor.day).days) <= 60:
            return near, "inferred", f"{stamp.text}, the year from the page's own date"
    return None


def _from_page(minutes: Sequence[int | None], page: Dated, *, down: bool) -> list[_Day | None]:
    """Days counted from the page's own dates over the midnights between the times; None where the count does not fit them."""
    published = page.published
    if published is None or published.precision == "month":
        return [None] * len(minutes)
    updated = page.updated if page.updated and page.updated.day >= published.day else None
    nights, sure = _nights(minutes, down=down)
    most = max(nights, default=0)
    if not down:
        newest = published.day + timedelta(days=most)
    elif updated:
        newest = updated.day
        first = next((one for one in minutes if one is not None), None)
        if updated.at and first is not None and first > _minutes(updated.at) + 1 and updated.day > published.day:
            newest -= timedelta(days=1)  # later in the day than the page's last change: of the day before
    elif most == 0:
        newest = published.day
    else:
        # Whether the one date is that of the first entries or of the last, only its time can tell.
        oldest = _last(minutes)
        if published.at is None or oldest is None or abs(oldest - _minutes(published.at)) > _ODD:
            return [None] * len(minutes)
        newest = published.day + timedelta(days=most)
    found: list[_Day | None] = []
    for one, night, known in zip(minutes, nights, sure, strict=True):
        day = newest - timedelta(days=night if down else most - night)
        if one is None or not known or day < published.day or (updated and day > updated.day):
            found.append(None)
            continue
        basis: Basis = (
            "stated" if published.basis == "stated" and day == published.day == (updated or published).day else "inferred"
        )
        found.append((day, basis, (updated if updated and day == updated.day else published).evidence))
    return found


def _nights(minutes: Sequence[int | None], *, down: bool) -> tuple[list[int], list[bool]]:
    """For each time how many midnights lie between it and the first on the page, and whether that is sure."""
    nights, sure = [0] * len(minutes), [True] * len(minutes)
    night, known, last, seen = 0, True, None, 0
    for at, one in enumerate(minutes):
        if one is not None:
            if last is not None:
                back = one - last if down else last - one
                if _crosses(last, one, down=down):
                    night += 1
                elif back > _ODD and seen > 1:  # only the first may be pinned above the others
                    known = False
            last, seen = one, seen + 1
        nights[at], sure[at] = night, known
    return nights, sure


def _minutes(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _crosses(before: int, after: int, *, down: bool) -> bool:
    """True where midnight lies between two times that follow each other on the page."""
    early, late = (before, after) if down else (after, before)
    return late - early >= _MIDNIGHT and early < _MORNING


def _newest_first(minutes: Sequence[int | None], written: Sequence[_Day | None]) -> bool:
    """True unless days or, where they do not say it, times mostly rise reading down the page."""
    days = [one[0] for one in written if one]
    turns = sum((after > before) - (after < before) for before, after in pairwise(days))
    if turns:
        return turns < 0
    known = [one for one in minutes if one is not None]
    return sum((after > before) - (after < before) for before, after in pairwise(known)) <= 0


def _last(minutes: Sequence[int | None]) -> int | None:
    return next((one for one in reversed(minutes) if one is not None), None)


def _from_text(paragraphs: Sequence[str], page: Dated) -> When | None:
    """The day of an entry without any time: the one its first words name within the page's span, else the day of the page."""
    published = page.published
    if published is None or published.precision == "month":
        return None
    latest = page.updated if page.updated and page.updated.day > published.day else published
    span = (latest.day - published.day).days
    for start, end, weekday in dates.weekdays(paragraphs[0]) if paragraphs else ():
        day = dates.first(weekday, published.day)
        # A later day than the first may be one to come ("goes on on Thursday"): only what was said on it is sure.
        if 0 < span < 7 and day <= latest.day and (day == published.day or _SAID.search(paragraphs[0][:start])):
            return When(
                day=day,
                basis="inferred",
                evidence=f"“{paragraphs[0][start:end]}” in the entry, between the days the page was made and changed",
            )
    same = span == 0 or (span == 1 and latest.at is not None and latest.at.hour * 60 + latest.at.minute < _EARLY)
    if not same:
        return None
    return When(day=published.day, basis="inferred", evidence=f"the day of the page: {published.evidence}")
