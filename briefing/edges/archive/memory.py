"""What the archive remembers of editions and of an editor's moves: functions on a connection.

An edition made again adds a row where it says anything else, a decision always; the newest row counts. What an edition
recalls ends where its window begins, so whatever is recorded of later or overlapping windows makes no difference to it.
"""

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, insert, select

from briefing.edges.archive.loading import BATCH, Age, chunks, keep_newest
from briefing.edges.archive.tables import AnyRow, article, article_of, capture, edition, edition_of, edition_row, former, move
from briefing.errors import ArchiveError
from briefing.model import Article, Memory, Move, Past, Window

# A story of which nothing was read for a month has ended; what comes then is told from its beginning.
REMEMBERED = timedelta(days=30)
MOST_EDITIONS = 62  # an edition a day, and as many of weeks and other ranges: they cost the next one time
_MOST_READINGS = 8  # the latest fetched of an article: a page that is read every hour has hundreds


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A move in force, and when it was decided."""

    move: Move
    decided_at: datetime


def recall(connection: Connection, profile: str, window: Window, captures: Collection[str] | None) -> Memory:
    """The memory of an edition of this profile and window; see `SqlArchive.recall`."""
    ended = (edition.c.ended <= window.start, edition.c.ended > window.start - REMEMBERED)
    numbered = tuple(_editions(connection, _newest(profile).where(*ended)))
    revised, cited = _revised(connection, _cited(numbered), window, captures)
    return Memory(
        past=tuple(past for _, past in numbered),
        moves=tuple(one.move for one in decisions(connection, profile)),
        revised=revised,
        cited=cited,
    )


def latest(connection: Connection, profile: str) -> tuple[Past, ...]:
    """The editions that ended within a month before the end of the latest, latest first."""
    end = connection.scalar(select(func.max(edition.c.ended)).where(edition.c.profile == profile))
    if end is None:
        return ()
    return tuple(past for _, past in _editions(connection, _newest(profile).where(edition.c.ended > end - REMEMBERED)))


def record(connection: Connection, past: Past) -> None:
    """Add an edition, where the newest row of its name does not say the same already."""
    of_name = select(edition.c.content).where(edition.c.profile == past.profile, edition.c.name == past.name)
    row = edition_row(past)
    if connection.scalar(of_name.order_by(edition.c.number.desc()).limit(1)) != row["content"]:
        connection.execute(insert(edition), row)


def decide(connection: Connection, profile: str, thread: str, section: str | None, at: datetime) -> None:
    """Add a decision on a thread; one without a section takes back what was decided before."""
    connection.execute(insert(move), {"profile": profile, "thread": thread, "section": section, "decided_at": at})


def decisions(connection: Connection, profile: str) -> tuple[Decision, ...]:
    """The decisions in force, by thread."""
    later = move.alias()
    newer = select(later.c.number).where(
        later.c.profile == move.c.profile, later.c.thread == move.c.thread, later.c.number > move.c.number
    )
    found = select(move).where(move.c.profile == profile, move.c.section.is_not(None), ~newer.exists())
    rows = sorted(connection.execute(found), key=lambda row: str(row.thread))  # here, as databases differ in how they sort text
    return tuple(Decision(move=Move(thread=row.thread, section=row.section), decided_at=row.decided_at) for row in rows)


def counts(connection: Connection) -> dict[str, int]:
    """How many editions are remembered, and how many moves are in force, of all profiles."""
    editions = select(edition.c.profile, edition.c.name).distinct().subquery()
    profiles = tuple(connection.scalars(select(move.c.profile).distinct()))
    return {
        "editions": connection.scalar(select(func.count()).select_from(editions)) or 0,
        "moves": sum(len(decisions(connection, profile)) for profile in profiles),
    }


def _newest(profile: str) -> Select[Any]:
    """The newest row of each edition of a profile, the latest editions first."""
    later = edition.alias()
    newer = select(later.c.number).where(
        later.c.profile == edition.c.profile, later.c.name == edition.c.name, later.c.number > edition.c.number
    )
    found = select(edition.c.number, edition.c.name, edition.c.content).where(edition.c.profile == profile, ~newer.exists())
    return found.order_by(edition.c.ended.desc(), edition.c.first.desc(), edition.c.name).limit(MOST_EDITIONS)


def _editions(connection: Connection, rows: Select[Any]) -> Iterator[tuple[int, Past]]:
    for row in connection.execute(rows):
        try:
            yield row.number, edition_of(row.content)
        except (msgspec.MsgspecError, zlib.error) as error:
            raise ArchiveError(f"what the archive remembers of the edition {row.name} cannot be read: {error}") from None


def _cited(past: Collection[tuple[int, Past]]) -> Mapping[str, Mapping[str, int]]:
    """The captures that statements of these editions cite, by article, with the number of the last edition that does."""
    found: dict[str, dict[str, int]] = {}
    for number, one in past:
        for story in one.stories:
            for statement in story.statements:
                for passage in statement.passages:
                    captures = found.setdefault(passage.article, {})
                    captures[passage.sha256] = max(number, captures.get(passage.sha256, 0))
    return found


def _revised(
    connection: Connection, cited: Mapping[str, Mapping[str, int]], window: Window, captures: Collection[str] | None
) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """The newest readings of cited articles, of those that were read again and changed, and the readings of them that are cited.

    A page has not changed where the same bytes are read otherwise by now, nor where only a summary of it was cited.
    """
    given = None if captures is None else frozenset(captures)
    newest: dict[str, tuple[Age, Article]] = {}
    present: dict[tuple[str, str], Article] = {}
    printed: dict[tuple[str, str], Article] = {}
    for chunk in chunks(cited):
        versions = _read_again(connection, chunk, cited, window, given)
        for start in range(0, len(versions), BATCH):
            wanted = _version(article.c.content, article.c.item).where(article.c.version.in_(versions[start : start + BATCH]))
            for row in connection.execute(wanted.order_by(article.c.item)):
                one = article_of(row.content)
                keep_newest(newest, one, row)
                if one.capture in cited[one.id]:
                    present.setdefault((one.id, one.capture), one)
        printed.update(_printed_from(connection, chunk, cited))
    revised = {
        name: one
        for name, (_, one) in newest.items()
        if any(_changed(one, present.get((name, sha256)), printed.get((name, sha256))) for sha256 in cited[name])
    }
    return (
        tuple(revised[name] for name in sorted(revised)),
        tuple(one for (name, _), one in sorted((present | printed).items(), key=lambda item: item[0]) if name in revised),
    )


def _changed(newest: Article, now: Article | None, then: Article | None) -> bool:
    """Whether a page changed after it was cited: `now` as the capture cited reads at present, `then` as it was printed, if otherwise."""
    if now is None:
        return then is None
    if now.capture == newest.capture or (then or now).summary != newest.summary:
        return False
    return then is None or (now.title, now.paragraphs) != (newest.title, newest.paragraphs)


def _printed_from(
    connection: Connection, names: list[str], cited: Mapping[str, Mapping[str, int]]
) -> Mapping[tuple[str, str], Article]:
    """Former readings that editions cite: of a capture the first that was in force after the edition that cites it was made."""
    found: dict[tuple[str, str], Article] = {}
    for row in connection.execute(select(former).where(former.c.id.in_(names)).order_by(former.c.number)):
        if row.editions >= cited[row.id].get(row.capture, row.editions + 1):
            found.setdefault((row.id, row.capture), article_of(row.content))
    return found


def _read_again(
    connection: Connection,
    names: list[str],
    cited: Mapping[str, Mapping[str, int]],
    window: Window,
    given: frozenset[str] | None,
) -> list[int]:
    """The versions that are cited, and the latest others, of articles of which several are known to the edition of the window."""
    known: dict[str, list[AnyRow]] = {}
    for row in connection.execute(_version(article.c.version, article.c.id).where(article.c.id.in_(names))):
        if row.capture in cited[row.id] or (row.fetched_at < window.end if given is None else row.capture in given):
            known.setdefault(row.id, []).append(row)
    found: list[int] = []
    for name, rows in known.items():
        if len({row.capture for row in rows}) > 1:
            others = [row for row in rows if row.capture not in cited[name]]
            others.sort(key=lambda row: (row.fetched_at, row.capture), reverse=True)
            found += (row.version for row in rows if row.capture in cited[name])
            found += (row.version for row in others[:_MOST_READINGS])
    return found


def _version(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of article versions, with their captures and when these were fetched."""
    return select(*columns, article.c.capture, capture.c.fetched_at).join(capture, capture.c.sha256 == article.c.capture)
