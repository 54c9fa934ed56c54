"""How the sources of a profile are doing, asked of the archive: for `briefing sources`, and for the box of an edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.edges.archive.source_book import SourceBook
from briefing.model import Briefing, Health, Visit, Window, Yield
from briefing.settings import Profile, Source
from briefing.stages.gather.health import NEWS, USUAL, health, lately, suspicious
from briefing.stages.gather.remarks import Remarks, gone_pages, remarks

DAY, MONTH = timedelta(days=1), timedelta(days=30)
_LATEST = 60  # visits that tell how a source is doing
_A_DAY = 1500  # visits: one a minute


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What is seen of a source: its health, the latest visits (latest first), what it brought within a day and in thirty days."""

    source: Source
    health: Health
    visits: tuple[Visit, ...]
    day: Yield
    month: Yield


def sights(book: SourceBook, sources: Sequence[Source], *, at: datetime, zone: ZoneInfo, whole: bool) -> Iterator[Sight]:
    """Each source with what is known of it from visits that ended before `at`; what it brought only if `whole`."""
    for source in sources:
        visits = book.visits(source.key, before=at, most=_LATEST)
        if whole and len(visits) == _LATEST and visits[-1].ended >= at - DAY:
            visits = book.visits(source.key, before=at, most=_A_DAY)
        answered = next((one for one in visits if one.outcome not in ("failed", "closed")), None)
        if visits and not answered:
            answered = next(iter(book.visits(source.key, before=at, most=1, only="answered")), None)
        nothing, since = Yield(source=source.key), lately(visits, at)
        busy = any(one.fetched for one in visits if one.ended >= since)
        recent = book.yields(source.key, since=since, before=at) if busy else nothing
        usual = book.yields(source.key, since=at - MONTH, before=since) if suspicious(recent) else nothing
        yield Sight(
            source=source,
            health=health(
                source,
                visits=visits,
                answered=answered,
                news=_news(book, source, visits, at) if visits else (),
                recent=recent,
                usual=usual,
                at=at,
                zone=zone,
            ),
            visits=visits,
            day=book.yields(source.key, since=at - DAY, before=at) if whole else nothing,
            month=book.yields(source.key, since=at - MONTH, before=at) if whole else nothing,
        )


def remarked(book: SourceBook, profile: Profile, *, window: Window, now: datetime, empty: bool) -> Remarks:
    """What the coverage box of an edition made at `now` says of the profile's sources; `empty` where there is nothing to read."""
    found = {one.source.key: one.health for one in sights(book, profile.sources, at=now, zone=profile.zone, whole=False)}
    return remarks(profile.sources, found, window=window, now=now, zone=profile.zone, empty=empty)


def departed(book: SourceBook, briefing: Briefing, *, zone: ZoneInfo) -> tuple[str, ...]:
    """Notes on pages that an edition cites and that were gone or had moved when they were asked last, before it was made."""
    asked = briefing.window.start - timedelta(days=1)  # no page of its articles was read before
    found = book.gone(since=asked, before=briefing.made_at)
    return gone_pages(briefing.articles, found, now=briefing.made_at, zone=zone)


def with_notes(briefing: Briefing, notes: Sequence[str]) -> Briefing:
    """The briefing with these notes in its coverage box too."""
    return replace(briefing, coverage=replace(briefing.coverage, notes=(*briefing.coverage.notes, *notes))) if notes else briefing


def _news(book: SourceBook, source: Source, visits: Sequence[Visit], at: datetime) -> tuple[Visit, ...]:
    """The visits that brought something new: the latest, or where that is long ago or pages fail, all of the last three months."""
    latest = next((one for one in visits if one.fresh), None)
    failing = sum(one.failed for one in visits if one.ended >= at - DAY)
    if latest and at - latest.ended < DAY and not failing:
        return (latest,)
    found = book.visits(source.key, before=at, most=NEWS, only="news")
    return tuple(one for one in found if one.ended >= at - USUAL)
