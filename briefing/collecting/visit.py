"""One visit to one source: who brings what it has, what came of it, and when it may be visited next."""

import logging
from datetime import datetime, timedelta

from briefing.collecting.letters import empty
from briefing.collecting.lists import read_listed
from briefing.collecting.pages import read_page
from briefing.collecting.ports import Round
from briefing.collecting.tools import Tally, Tools
from briefing.errors import BriefingError
from briefing.model import Failure, Hold, NotNow, Outcome, Visit
from briefing.settings import Source
from briefing.stages.gather.due import HISTORY, next_visit

_LOG = logging.getLogger(__name__)
_UNPUNCTUAL = timedelta(minutes=1)


async def visit(source: Source, hold: Hold, tools: Tools) -> Round:
    """Visit a source that is held, record the visit, and tell what came of it."""
    began, tally = tools.clock(), Tally()
    try:
        for found in await tools.reading.read_left(source.key):
            tally.add(found)
        await _bring(source, tools, tally)
    except BriefingError:  # the archive, the workers: that is no fault of the source
        raise
    except Exception as error:  # noqa: BLE001 (a mistake of ours over one source costs no other)
        _LOG.exception("%s: the visit broke off", source.name)
        tally.wrong = f"the visit broke off ({type(error).__name__}: {error})"[:300]
    ended = tools.clock()
    earlier = await tools.desk(tools.book.visits, source.key, before=ended, most=HISTORY)
    outcome = _outcome(tally)
    made = Visit(
        source=source.key,
        name=source.name,
        began=began,
        ended=ended,
        outcome=outcome,
        reason=tally.wrong or _first_of(tally.said),
        listed=tally.listed,
        fresh=tally.fresh,
        fetched=tally.fetched,
        failed=tally.failed,
        requests=tally.requests,
        wire=tally.wire,
        due=_due(source, earlier, outcome, tally, began),
    )
    if not await tools.desk(tools.book.finish, hold, made):
        return Round(source=source, skipped=NotNow(busy=True, until=ended))
    return Round(source=source, visit=made, articles=len(tally.articles), rejected=tally.rejected, unreadable=tally.unreadable)


async def _bring(source: Source, tools: Tools, tally: Tally) -> None:
    """What there is to be had of a source, by its kind."""
    if source.kind in tools.boxes:
        await empty(source, tools.boxes[source.kind], tools, tally)
    elif source.kind == "page" and not source.links:
        await read_page(source, tools, tally)
    else:
        await read_listed(source, tools, tally)


def _due(source: Source, earlier: tuple[Visit, ...], outcome: Outcome, tally: Tally, began: datetime) -> datetime:
    """When the source may be visited next: a little sooner than its `every` after this visit began, since no cron is punctual."""
    due = next_visit(source, visits=earlier, outcome=outcome, at=began, retry_after=tally.retry_after)
    return due if tally.wrong or tally.retry_after else due - min(source.every / 20, _UNPUNCTUAL)


def _outcome(tally: Tally) -> Outcome:
    if tally.wrong:
        return "closed" if tally.closed else "failed"
    if tally.failed:
        return "partly"
    return "read" if tally.fetched else "unchanged"


def _first_of(said: list[Failure]) -> str:
    if not said:
        return ""
    more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
    return f"{said[0].subject}: {said[0].reason}{more}"
