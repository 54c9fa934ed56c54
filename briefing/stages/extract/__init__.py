"""Stage 1: what a source answered → its articles, and what could not be taken. `extract` is the entry."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from briefing.language.flatten import decode
from briefing.model import Capture, Failure, Harvest
from briefing.stages.extract.draft import Draft, Refusal, finish
from briefing.stages.extract.feed import read_feed
from briefing.stages.extract.mail import read_mail
from briefing.stages.extract.page import read_page
from briefing.stages.extract.records import read_records
from briefing.stages.extract.scrape import read_scrape

Found = Draft | Refusal
Reader = Callable[[Capture, ZoneInfo], tuple[Found, ...]]


def _scrape(capture: Capture, zone: ZoneInfo) -> tuple[Found, ...]:
    drafts = read_scrape(decode(capture.body), url=capture.url, zone=zone)
    return drafts if isinstance(drafts, tuple) else (drafts,)


READERS: Mapping[str, Reader] = {
    "text/plain": _scrape,
    "text/markdown": _scrape,
    "text/html": read_page,
    "application/json": read_records,
    "application/jsonl": read_records,
    "application/xml": read_feed,
    "message/rfc822": read_mail,
}


def extract(capture: Capture, zone: ZoneInfo) -> Harvest:
    """The articles a capture holds, and a `Failure` for what of it cannot be taken. Never raises for what is in the bytes.

    `zone` is the time zone of clock times that come without one.
    """
    reader = READERS.get(capture.media_type)
    found: tuple[Found, ...]
    if reader is None:
        found = (Refusal(reason=f"{capture.media_type} is not a kind of page that is read", broken=True),)
    else:
        try:
            found = reader(capture, zone)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
            found = (Refusal(reason=f"could not be read ({type(error).__name__}: {error})"[:200], broken=True),)
    articles = tuple(finish(one, capture, item) for item, one in enumerate((one for one in found if isinstance(one, Draft)), 1))
    failures = tuple(
        Failure(
            stage="extract",
            subject=f"{capture.name}: {one.subject}" if one.subject else capture.name,
            reason=one.reason,
            at=capture.fetched_at,
            kind="failed" if one.broken else "rejected",
        )
        for one in found
        if isinstance(one, Refusal)
    )
    if not found:
        failures = (
            Failure(stage="extract", subject=capture.name, reason="holds no article", at=capture.fetched_at, kind="rejected"),
        )
    return Harvest(capture=capture.sha256, articles=articles, failures=failures)
