"""Stage 1: what a source answered → its articles, and what could not be taken. `extract` is the entry."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from briefing.language.flatten import decode
from briefing.model import Capture, Failure, Harvest
from briefing.stages.extract.draft import Draft, Refusal, finished
from briefing.stages.extract.standing import NOTHING, Counts, keyed

Found = Draft | Refusal
Reader = Callable[[Capture, ZoneInfo], tuple[Found, ...]]


# Each reader is loaded where it is used: a third of a second that the process which hands the pages out would pay as well.
def _scrape(capture: Capture, zone: ZoneInfo, counts: Counts = NOTHING) -> tuple[Found, ...]:
    from briefing.stages.extract.scrape import read_scrape  # noqa: PLC0415

    text = decode(capture.body, capture.charset)
    fetched = capture.fetched_at if capture.url else None  # a file is read at another time than its page was
    drafts = read_scrape(text, url=capture.url, zone=zone, standing=keyed(counts, text), captured=fetched)
    return drafts if isinstance(drafts, tuple) else (drafts,)


def _page(capture: Capture, zone: ZoneInfo) -> tuple[Found, ...]:
    from briefing.stages.extract.html.page import read_page  # noqa: PLC0415

    return read_page(capture, zone)


def _records(capture: Capture, zone: ZoneInfo) -> tuple[Found, ...]:
    from briefing.stages.extract.records import read_records  # noqa: PLC0415

    return read_records(capture, zone)


def _feed(capture: Capture, zone: ZoneInfo) -> tuple[Found, ...]:
    from briefing.stages.extract.feed import read_items  # noqa: PLC0415

    return read_items(capture, zone)


def _mail(capture: Capture, zone: ZoneInfo) -> tuple[Found, ...]:
    from briefing.stages.extract.mail import read_mail  # noqa: PLC0415

    return read_mail(capture, zone)


READERS: Mapping[str, Reader] = {
    "text/plain": _scrape,
    "text/markdown": _scrape,
    "text/html": _page,
    "application/json": _records,
    "application/jsonl": _records,
    "application/xml": _feed,
    "message/rfc822": _mail,
}


def extract(capture: Capture, zone: ZoneInfo, counts: Counts = NOTHING) -> Harvest:
    """The articles a capture holds, and a `Failure` for what of it cannot be taken. Never raises for what is in the bytes.

    `zone` is the time zone of clock times that come without one, `counts` what `standing` found of a scrape.
    """
    reader = READERS.get(capture.media_type)
    found: tuple[Found, ...]
    if reader is None:
        found = (Refusal(reason=f"{capture.media_type} is not a kind of page that is read", broken=True),)
    else:
        try:
            found = _scrape(capture, zone, counts) if reader is _scrape else reader(capture, zone)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
            found = (Refusal(reason=f"could not be read ({type(error).__name__}: {error})"[:200], broken=True),)
    articles = finished([one for one in found if isinstance(one, Draft)], capture)
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


def extract_beside(page: tuple[Capture, Counts], zone: ZoneInfo) -> Harvest:
    """`extract` for a page as `standing.beside` gives it: as one argument, for a worker."""
    return extract(page[0], zone, page[1])


def unread(capture: Capture, reason: str) -> Harvest:
    """The harvest of a capture that had to be given up, for a reason in words ("took more than 10 s …")."""
    failure = Failure(stage="extract", subject=capture.name, reason=reason, at=capture.fetched_at)
    return Harvest(capture=capture.sha256, failures=(failure,))
