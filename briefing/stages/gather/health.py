"""How a source is doing, told from the visits to it and from what its pages held; and what a reader should know of that.

A source is *quiet* where it answers and has brought nothing new for three times its longest silence (twice, where it brings five
articles a day or more), and for a day at least. Hours count only on days of the week on which it usually brings something: so
no weekend alarms a source that rests then, and a weekly one is silent after Thursdays without news, not after days. Of many
silences the longest is left out, which may have been an outage of ours. Silence is counted up to the last visit at which it
answered: what was not asked cannot be silent.

A source brings *boilerplate* where at least eight in ten of its latest five pages or more hold no article and three in ten at
most of ten or more did not before; one whose pages are all of a sudden not to be had *fails* by the same measure. Where little is
known nothing is said.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from briefing.model import Health, HealthState, Visit, Yield
from briefing.settings import Source

USUAL: Final = timedelta(days=90)  # from which we know what is usual of a source
_DAY: Final = timedelta(days=1)
NEWS: Final = 1000  # visits with news that tell enough of a source's rhythm
DEAD: Final = timedelta(days=7)
_WHILE: Final = timedelta(hours=6)  # a source that failed a quarter of an hour ago has most likely missed nothing
_TURN: Final = timedelta(hours=1)  # in which a source that is due is visited, where anybody collects
_FEWEST, _FEWEST_DAYS = 5, 3  # visits with news, and days with such, below which no silence is unusual
_OUTLIER = 20  # silences of which the longest may be left out
_BUSY = 5.0  # articles on a day with news
_UNPUNCTUAL = timedelta(minutes=15)  # no collector comes to the second
_NOW_PAGES, _NOW_SHARE, _THEN_PAGES, _THEN_SHARE = 5, 0.8, 10, 0.3
_LATELY = 10  # answers: five pages, each with a new state of the feed that named it
_LONGEST = 200  # characters of a reason


def health(
    source: Source,
    *,
    visits: Sequence[Visit],
    answered: Visit | None,
    news: Sequence[Visit],
    recent: Yield,
    usual: Yield,
    at: datetime,
    zone: ZoneInfo,
) -> Health:
    """The health of a source at a moment. `visits` are the latest that had ended by then, latest first, `answered` the last of all
    at which it answered, `news` those of the last 90 days that brought something new, latest first (`NEWS` are enough).

    `recent` is what its pages held since `lately`, `usual` what they held before. Days are those of `zone`.
    """
    name = source.name
    if not visits:
        return Health(source=source.key, name=name, state="new")
    state, reason, told = _told(source, visits, answered, news, recent, usual, at, zone)
    return Health(
        source=source.key,
        name=name,
        state=state,
        visited=visits[0].ended,
        succeeded=answered.ended if answered else None,
        brought=news[0].ended if news else None,
        reason=reason,
        told=told,
    )


def lasting(one: Health, at: datetime) -> bool:
    """Whether a source fails for so long that something of it is likely to be missing."""
    if one.state not in ("failing", "dead"):
        return False
    return one.succeeded is None or one.succeeded == one.visited or at - one.succeeded >= _WHILE


def idle_since(sources: Sequence[Source], latest: Sequence[Visit], at: datetime) -> datetime | None:
    """When anything was visited last, where that looks as if nobody collected any more; `latest` is the last visit to each source.

    It does where nothing was visited for a day, and for twice the longest time between two visits, though a source was due. Where
    nothing was ever visited collecting has not begun.
    """
    if not latest:
        return None
    last, due = max(one.ended for one in latest), min(one.due for one in latest)
    patience = max(_DAY, 2 * max(one.every for one in sources))
    return last if at - last > patience and at - due > _TURN else None


def moment(when: datetime, zone: ZoneInfo) -> str:
    """A moment as messages have it: "21 November 2026, 06:10"."""
    here = when.astimezone(zone)
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"


def _told(
    source: Source,
    visits: Sequence[Visit],
    answered: Visit | None,
    news: Sequence[Visit],
    recent: Yield,
    usual: Yield,
    at: datetime,
    zone: ZoneInfo,
) -> tuple[HealthState, str, str]:
    """The state, why it fails, and what is to be told."""
    latest = visits[0]
    if latest.outcome in ("failed", "closed"):
        reason = latest.reason[:_LONGEST] or "it did not answer"
        since = answered.ended if answered else visits[-1].began
        state: HealthState = "dead" if at - since >= DEAD else "failing"
        if answered is None:
            return state, reason, f"nothing could be read yet: {reason}"
        return state, reason, f"nothing could be read since {moment(since, zone)}: {reason}"
    since = lately(visits, at)
    if (failed := _lost_pages(visits, since)) and not _usually_lost(news, since):
        reason = next((visit.reason[:_LONGEST] for visit in visits if visit.failed and visit.reason), "they did not answer")
        return "failing", reason, f"{failed[0]} of the latest {failed[1]} articles could not be read: {reason}"
    then, before = _pages(usual), usual.rejected + usual.failed
    if suspicious(recent) and then >= _THEN_PAGES and before / then <= _THEN_SHARE:
        empty, now = recent.rejected + recent.failed, _pages(recent)
        told = f"“{source.name}” brings pages without an article: {empty} of the latest {now}, {before} of {then} before."
        return "boilerplate", "", told
    if answered and (days := silent(news, until=answered.ended, zone=zone)):
        told = (
            f"“{source.name}” answers, but has brought nothing new since {moment(news[0].ended, zone)}; "
            f"before that it brought something on {days.with_news} of {days.known} days."
        )
        return "quiet", "", told
    return "well", "", ""


def lately(visits: Sequence[Visit], at: datetime) -> datetime:
    """From when on the latest visits (latest first) asked for as many pages as tell something; a day back at most."""
    asked = 0
    for visit in visits:
        asked += visit.fetched + visit.failed
        if asked >= _LATELY:
            return max(visit.began, at - _DAY)
    return at - _DAY


def _lost_pages(visits: Sequence[Visit], since: datetime) -> tuple[int, int] | None:
    """How many of how many pages could not be had since a moment, where those are nearly all of several."""
    within = [visit for visit in visits if visit.began >= since]
    failed = sum(visit.failed for visit in within)
    asked = failed + sum(visit.fetched for visit in within)
    return (failed, asked) if failed >= _NOW_PAGES and failed / asked >= _NOW_SHARE else None


def _usually_lost(news: Sequence[Visit], before: datetime) -> bool:
    """Whether that was so before, or too little is known of before."""
    earlier = [visit for visit in news if visit.began < before]
    failed = sum(visit.failed for visit in earlier)
    asked = failed + sum(visit.fetched for visit in earlier)
    return asked < _THEN_PAGES or failed / asked > _THEN_SHARE


def suspicious(recent: Yield) -> bool:
    """Whether nearly all of several pages held no article."""
    pages = _pages(recent)
    return pages >= _NOW_PAGES and (recent.rejected + recent.failed) / pages >= _NOW_SHARE


def _pages(brought: Yield) -> int:
    return brought.full + brought.rejected + brought.failed


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """On how many of how many days a source brought something."""

    with_news: int
    known: int


def silent(news: Sequence[Visit], *, until: datetime, zone: ZoneInfo) -> Days | None:
    """The days on which a source used to bring something, where its silence from the last of `news` (latest first) is unusual."""
    moments = sorted(visit.ended.astimezone(zone) for visit in news if visit.ended <= until)
    days = {one.date() for one in moments}
    if len(moments) < _FEWEST or len(days) < _FEWEST_DAYS:
        return None
    usual = _weekdays(days)
    silences = sorted(_hours(earlier, later, usual) for earlier, later in pairwise(moments))
    longest = silences[-2] if len(silences) >= _OUTLIER else silences[-1]
    busy = sum(visit.fresh for visit in news) / len(days) >= _BUSY
    silence = _hours(moments[-1], until.astimezone(zone), usual)
    if silence < max(_DAY, longest * (2 if busy else 3)) - _UNPUNCTUAL:
        return None
    return Days(with_news=len(days), known=(max(days) - min(days)).days + 1)


def _weekdays(days: Collection[date]) -> frozenset[int]:
    """The days of the week on half of which or more there was something; all where there is none such."""
    first, known = min(days), (max(days) - min(days)).days + 1
    all_days = Counter((first + timedelta(days=number)).weekday() for number in range(known))
    with_news = Counter(day.weekday() for day in days)
    return frozenset(day for day in with_news if 2 * with_news[day] >= all_days[day]) or frozenset(range(7))


def _hours(begin: datetime, end: datetime, weekdays: Collection[int]) -> timedelta:
    """How much of the time between two local moments lies on these days of the week, by the clock on the wall."""
    begin, end = begin.replace(tzinfo=None), end.replace(tzinfo=None)
    whole_weeks, total = (end.date() - begin.date()).days // 7, timedelta(0)
    if whole_weeks > 1:
        total = (whole_weeks - 1) * len(weekdays) * _DAY
        begin += (whole_weeks - 1) * timedelta(days=7)
    for midnight in _midnights(begin.date(), end.date()):
        if midnight.weekday() in weekdays:
            total += max(timedelta(0), min(end, midnight + _DAY) - max(begin, midnight))
    return total


def _midnights(first: date, last: date) -> Iterable[datetime]:
    return (datetime.combine(first + timedelta(days=number), time()) for number in range((last - first).days + 1))


_MONTHS: Final = "January February March April May June July August September October November December".split()
