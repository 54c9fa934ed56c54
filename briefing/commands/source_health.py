"""How the sources of a profile are doing, asked of the archive: for `briefing sources`, and for the box of an edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.edges.source_book import SourceBook
from briefing.model import Briefing, Health, Visit, Window, Yield
from briefing.settings import Profile, Source
from briefing.stages.gather.health import NEWS, RECENT, USUAL, health, suspicious
from briefing.stages.gather.remarks import Remarks, gone_pages, remarks

MONTH = timedelta(days=30)
_LATEST = 60  # visits that tell how a source is doing
_A_DAY = 1500  # visits: one a minute


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What is seen of a source: its health, the latest visits (latest first), what it brought within a day and in the month before."""

    source: Source
    health: Health
    visits: tuple[Visit, ...]
    recent: Yield
    usual: Yield


def sights(book: SourceBook, sources: Sequence[Source], *, at: datetime, zone: ZoneInfo, whole: bool) -> Iterator[Sight]:
    """Each source with what is known of it from visits that ended before `at`; what it brought only where it matters, unless `whole`."""
    for source in sources:
        visits = book.visits(source.key, before=at, most=_LATEST)
        if whole and len(visits) == _LATEST and visits[-1].ended >= at - RECENT:
            visits = book.visits(source.key, before=at, most=_A_DAY)
        answered = next((one for one in visits if one.outcome not in ("failed", "closed")), None)
        if visits and not answered:
            answered = next(iter(book.visits(source.key, before=at, most=1, only="answered")), None)
        nothing = Yield(source=source.key)
        busy = any(one.fetched for one in visits if one.ended >= at - RECENT)
        recent = book.yields(source.key, since=at - RECENT, before=at) if whole or busy else nothing
        usual = nothing
        if whole or suspicious(recent):
            usual = book.yields(source.key, since=at - MONTH, before=at - RECENT)
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
            recent=recent,
            usual=usual,
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
    failing = sum(one.failed for one in visits if one.ended >= at - RECENT)
    if latest and at - latest.ended < RECENT and not failing:
        return (latest,)
    found = book.visits(source.key, before=at, most=NEWS, only="news")
    return tuple(one for one in found if one.ended >= at - USUAL)
