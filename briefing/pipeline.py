"""READ FIRST: the two halves of the program, and the ports they need.

    collect    inputs ─keep→ Capture ─extract→ Harvest ─save→ [archive]
    brief      [archive] ─load→ articles ─measure→ figures, ─group→ stories ─outline→ sections ─compose→ Briefing
               ─verify→ ─cite→ ─typeset→ Edition

`collect` may run as often as it likes. `brief` is a function of what the archive answered: the same articles, profile,
window and `now` give the same bytes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from briefing.model import Briefing, Capture, Coverage, Failure, Harvest, LeftOut, Loaded, Window
from briefing.settings import Profile
from briefing.stages.cite import cite
from briefing.stages.compose import compose
from briefing.stages.extract import extract
from briefing.stages.group import group
from briefing.stages.measure import measure
from briefing.stages.outline import outline
from briefing.stages.verify import verify
from briefing.windows import next_due

In = TypeVar("In")
Out = TypeVar("Out")


class Archive(Protocol):
    """Where captures and articles are kept for good."""

    def keep(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Store captures by the hash of their bytes; return those that have no harvest yet, in the order given."""
        ...

    def save(self, harvests: Iterable[Harvest]) -> None:
        """Store what extraction made of captures that were kept."""
        ...

    def load(self, window: Window, captures: Collection[str] | None = None) -> Loaded:
        """The articles of a window, from these captures only where they are given (by sha256)."""
        ...

    def captures(self, hashes: Collection[str]) -> Mapping[str, Capture]:
        """The captures with these hashes, those that are there, bytes as stored (not checked against the hash)."""
        ...


class Workers(Protocol):
    """Whoever does the work per capture: this process, a pool of them, another machine."""

    def map(self, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
        """The results of `work` for each item, in the order of the items."""
        ...


def collect(captures: Sequence[Capture], *, archive: Archive, workers: Workers, zone: ZoneInfo) -> None:
    """Keep captures for good and save what extraction makes of those not seen before. Raw first: a crash loses no capture."""
    fresh = archive.keep(captures)
    archive.save(workers.map(partial(extract, zone=zone), fresh))


def brief(
    loaded: Loaded, *, archive: Archive, profile: Profile, window: Window, now: datetime, failures: Sequence[Failure] = ()
) -> Briefing:
    """The briefing of a window from what the archive holds for it: composed, checked against the captures, numbered.

    `failures` are those met before the archive (inputs that could not be read).
    """
    figures = measure(loaded.articles)
    stories = group(loaded.articles, families={source.name: source.family for source in profile.sources if source.family})
    outlined = outline(stories, figures, plans=profile.sections, subject=profile.subject, window=window)
    draft = compose(
        outlined,
        figures,
        profile=profile,
        window=window,
        next_due=next_due(profile, window),
        made_at=now,
        coverage=_coverage(loaded, failures),
        articles=loaded.articles,
    )
    cited = frozenset(article.capture for article in draft.articles)
    return cite(verify(draft, archive.captures(cited)))


def _coverage(loaded: Loaded, failures: Sequence[Failure]) -> Coverage:
    """What was read and what was not; `compose` adds what it counts and leaves out."""
    undated = tuple(
        LeftOut(title=one.title, publisher=one.publisher, url=one.url, reason="no date was found on the page")
        for one in loaded.undated
    )
    return Coverage(
        captures=loaded.captures,
        failures=(*failures, *loaded.failures),
        left_out=undated,
        notes=(_outside(loaded.outside),) if loaded.outside else (),
    )


def _outside(count: int) -> str:
    return (
        "1 article that was read is dated outside the period."
        if count == 1
        else f"{count} articles that were read are dated outside the period."
    )
