"""What the pages of a source brought over a span of time: a function on a connection.

A page is an address at which bytes were met: a wall that answers for forty addresses with the same bytes is forty pages.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, func, select

from briefing.edges.archive.loading import chunks
from briefing.edges.archive.tables import article, capture, failure, harvest, sighting
from briefing.model import Yield


def yields(connection: Connection, source: str, *, since: datetime, before: datetime) -> Yield:
    """What the pages of a source first met in [since, before) brought.

    `articles` are those no capture had before. A page is rejected, or failed, where it brought no article and there is such a
    reason; one whose articles were all known is neither.
    """
    at = sighting.c.fetched_at
    met = (
        select(sighting.c.capture, (at <= capture.c.fetched_at).label("first"))
        .join(capture, capture.c.sha256 == sighting.c.capture)
        .where(sighting.c.source == source, at >= since, at < before)
    )
    pages: Counter[str] = Counter()
    own: set[str] = set()  # nobody met the same bytes before
    for row in connection.execute(met):
        pages[row.capture] += 1
        if row.first:
            own.add(row.capture)
    known: set[str] = set()
    full: set[str] = set()
    news: dict[str, float | None] = {}
    kinds: dict[str, set[str]] = {}
    for chunk in chunks(pages):
        lean = select(harvest.c.capture).where(harvest.c.capture.in_(chunk), harvest.c.lean.is_(True))
        brought = select(article.c.capture).where(article.c.capture.in_(chunk)).distinct()
        known.update(connection.scalars(lean), connection.scalars(brought))
        full.update(connection.scalars(brought.where(article.c.summary.is_(False))))
        failed = select(failure.c.capture, failure.c.kind).where(failure.c.capture.in_(chunk)).distinct()
        for row in connection.execute(failed):
            kinds.setdefault(row.capture, set()).add(row.kind)
        news.update(_news(connection, [name for name in chunk if name in own]))
    barren = {name: kind for name, kind in kinds.items() if name not in known}
    return Yield(
        source=source,
        captures=pages.total(),
        articles=len(news),
        full=sum(pages[name] for name in full),
        rejected=sum(pages[name] for name, kind in barren.items() if "failed" not in kind),
        failed=sum(pages[name] for name, kind in barren.items() if "failed" in kind),
        delays=tuple(sorted(delay for delay in news.values() if delay is not None)),
    )


def _news(connection: Connection, captures: list[str]) -> dict[str, float | None]:
    """The articles that these captures were the first to have, and the minutes from publication to fetching where they are known."""
    other, its = article.alias(), capture.alias()
    earlier = (
        select(other.c.version)
        .join(its, its.c.sha256 == other.c.capture)
        .where(other.c.id == article.c.id, its.c.fetched_at < capture.c.fetched_at)
    )
    columns = (article.c.id, article.c.published_at, article.c.published_precision, func.min(capture.c.fetched_at).label("at"))
    first = (
        select(*columns)
        .join(capture, capture.c.sha256 == article.c.capture)
        .where(article.c.capture.in_(captures), ~earlier.exists())
        .group_by(article.c.id, article.c.published_at, article.c.published_precision)
    )
    found: dict[str, float | None] = {}
    for row in connection.execute(first):
        timed = row.published_precision == "minute" and row.published_at is not None
        delay = (row.at - row.published_at).total_seconds() / 60 if timed else None
        if row.id not in found or found[row.id] is None:
            found[row.id] = delay
    return found
