"""What an edition says of its sources: which failed, which are suspiciously silent, what was not collected, which pages are gone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from briefing.model import Address, Article, Failure, Health, Window
from briefing.settings import Source
from briefing.stages.gather.health import lasting, moment

_OURS: Final = ("folder", "imap")  # kinds that do not fail with the web
_FEW = 3  # so many sources
_MOST = 0.8  # and such a share of all, failing together, fail because of us
_NAMED = 12  # sources or pages that are named one by one
_PAUSE = timedelta(hours=1)
_LONGEST_TITLE = 200  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Remarks:
    """What the coverage box says of the sources: failures, and notes in sentences."""

    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()


def remarks(
    sources: Sequence[Source], healths: Mapping[str, Health], *, window: Window, now: datetime, zone: ZoneInfo, empty: bool = False
) -> Remarks:
    """What is to be said of the sources of a profile, whose health by key is that of `now`, in an edition of a window.

    Where none of them was ever collected, pages come from elsewhere: that is said only of an edition that is `empty`.
    """
    known = [(source, healths[source.key]) for source in sources if source.key in healths]
    told = _failing(known, window, now, zone)
    return Remarks(
        failures=tuple(failure for failure, passing in told if not passing),
        notes=(
            *(f"“{failure.subject}”: {failure.reason}." for failure, passing in told if passing),
            *_not_collected([one for _, one in known], empty=empty),
            *_standstill([one for _, one in known], window, now, zone),
            *(f"Warning: {one.told}" for _, one in known if one.told and one.state in ("quiet", "boilerplate")),
        ),
    )


def gone_pages(articles: Sequence[Article], addresses: Collection[Address], *, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Notes on the pages of these articles that were gone or had moved for good when they were last asked, which was before `now`."""
    by_url = {article.url: article for article in articles if article.url}
    by_capture = {article.capture: article for article in articles}
    notes: list[str] = []
    for address in sorted(addresses, key=lambda one: one.url):
        if address.checked_at is None or address.checked_at > now:
            continue
        at_address = by_url.get(address.url)  # read there: what was moved before it was read has the new address
        if address.state == "gone" and (article := at_address or by_capture.get(address.capture or "")):
            when = moment(address.checked_at, zone)
            notes.append(f"“{_titled(article)}” was not at its address any more on {when}; its text is in the archive.")
        elif address.state == "read" and at_address and address.moved_to and _bare(address.moved_to) != _bare(address.url):
            notes.append(f"“{_titled(at_address)}” has moved to another address: {address.moved_to[:_LONGEST_TITLE]}")
    if len(notes) > _NAMED:
        rest = len(notes) - _NAMED
        return (*notes[:_NAMED], f"{rest} more pages are gone or have moved." if rest > 1 else "1 more page is gone or has moved.")
    return tuple(notes)


def _answers(one: Health) -> bool:
    """Whether the source itself answered at the last visit, though its pages may not have."""
    return one.succeeded is not None and one.succeeded == one.visited


def _titled(article: Article) -> str:
    return article.title[:_LONGEST_TITLE]


def _bare(url: str) -> str:
    """An address without what two spellings of one address often differ in."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _failing(known: Sequence[tuple[Source, Health]], window: Window, now: datetime, zone: ZoneInfo) -> list[tuple[Failure, bool]]:
    """A failure for each source that fails, and whether that is passing; one for all where nearly all fail at once.

    Then it is our own connection, or looks like it. What fails since after the window, and not for long, has most likely brought all
    that belongs into the edition.
    """
    ill = [(source, one) for source, one in known if one.state in ("failing", "dead")]
    asked = [one for source, one in known if source.kind not in _OURS and one.visited and one.state != "dead"]
    joined = [one for source, one in ill if source.kind not in _OURS and one.state == "failing" and not _answers(one)]
    if len(joined) < _FEW or len(joined) < _MOST * len(asked):
        joined = []
    alone = [one for _, one in ill if one not in joined]
    told = [_together(joined, len(asked), zone)] if joined else []
    told += [Failure(stage="collect", subject=one.name, reason=one.told, at=one.visited or now) for one in alone]
    groups = [joined] if joined else []
    groups += [[one] for one in alone]
    return [
        (failure, all(one.succeeded and one.succeeded >= window.end and not lasting(one, now) for one in group))
        for failure, group in zip(told, groups, strict=True)
    ]


def _together(failing: Sequence[Health], asked: int, zone: ZoneInfo) -> Failure:
    since = max((one.succeeded for one in failing if one.succeeded), default=None)
    reason = max(failing, key=lambda one: (sum(one.reason == other.reason for other in failing), one.reason)).reason
    said = f"nothing could be read since {moment(since, zone)}: {reason}" if since else f"nothing could be read yet: {reason}"
    return Failure(
        stage="collect",
        subject=f"{len(failing)} of {asked} sources",
        reason=said,
        at=max(one.visited for one in failing if one.visited),
    )


def _not_collected(healths: Sequence[Health], *, empty: bool) -> tuple[str, ...]:
    fresh = [one.name for one in healths if one.state == "new"]
    if not fresh or (len(fresh) == len(healths) and not empty):
        return ()
    if len(fresh) == len(healths) > 1:
        return (f"None of the profile's {len(fresh)} sources has been collected yet.",)
    named = ", ".join(fresh[:_NAMED])
    if len(fresh) > _NAMED:
        return (f"Sources of the profile that were not collected yet: {named} and {len(fresh) - _NAMED} more.",)
    return (f"Sources of the profile that were not collected yet: {named}.",)


def _standstill(healths: Sequence[Health], window: Window, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """That nothing was collected in the last part of the window, or after it."""
    latest = max((one.visited for one in healths if one.visited), default=None)
    if latest is None or min(window.end, now) - latest < _PAUSE:
        return ()
    return (f"No source was visited after {moment(latest, zone)}; what was published later may be missing.",)
