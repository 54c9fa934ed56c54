"""READ FIRST: the two halves of the program, and the ports they need.

    collect    inputs ─keep→ Capture ─extract→ Harvest ─save→ [archive]
    brief      [archive] ─load→ articles ─measure→ figures, ─hear→ claims, ─group→ stories ─follow→ threads and what is new in them
               ─outline→ sections ─compose→ Briefing ─verify→ ─cite→ ─typeset→ Edition; ─remember→ Past ─record→ [archive]

`collect` may run as often as it likes. `brief` is a function of what the archive answered: the same articles, profile,
window and `now` give the same bytes.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from briefing.language.fingerprint import Fingerprint, fingerprints
from briefing.model import (
    Article,
    Briefing,
    Capture,
    Coverage,
    Failure,
    Harvest,
    LeftOut,
    Listed,
    Loaded,
    Memory,
    Outline,
    Past,
    Window,
)
from briefing.settings import Profile
from briefing.stages.cite import cite
from briefing.stages.compose import compose
from briefing.stages.compose.listing import listing
from briefing.stages.extract import extract_beside, unread
from briefing.stages.extract.standing import beside
from briefing.stages.follow import follow, remember
from briefing.stages.group import group, sense_text
from briefing.stages.hear import hear
from briefing.stages.measure import measure
from briefing.stages.outline import outline
from briefing.stages.verify import verify
from briefing.windows import next_due

_UNKNOWN = "not known"
_WITH_SENSES = "Stories were told apart by words, names, places, numbers, times and semantic vectors."
_WITHOUT_SENSES = "Stories were told apart by words, names, places, numbers and times; semantic vectors were not used."
In = TypeVar("In")
Out = TypeVar("Out")


class Archive(Protocol):
    """Where captures and articles are kept for good."""

    def keep(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Store captures by the hash of their bytes; return those that have no harvest yet, in the order given."""
        ...

    def remember(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Store the fingerprints of captures that were kept."""
        ...

    def remembered(self, sites: Collection[str | None]) -> tuple[Fingerprint, ...]:
        """The latest fingerprints of these sites, and of pages whose site is unknown; a bounded number of each."""
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

    def recall(self, profile: str, window: Window, captures: Collection[str] | None = None) -> Memory:
        """What is remembered of the editions of a profile that ended before this window began, and where its editor put threads.

        Pages that have changed since are found among these captures only where they are given.
        """
        ...

    def record(self, past: Past) -> None:
        """Remember an edition that was filed, in place of what was remembered of an earlier one of the same profile and window."""
        ...


class Senses(Protocol):
    """Whoever turns texts into vectors of meaning."""

    def __call__(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """A vector of length 1 for each text; the same text has the same vector whatever its neighbours."""
        ...


class Workers(Protocol):
    """Whoever does the work per capture: this process, a pool of them, another machine."""

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        """The results of `work` in the order of the items; for an item given up, what `instead` makes of the reason why."""
        ...


def collect(captures: Sequence[Capture], *, archive: Archive, workers: Workers, zone: ZoneInfo) -> None:
    """Keep captures for good and save what extraction makes of those not seen before. Raw first: a crash loses no capture.

    These captures and the latest of earlier runs tell what stands on several pages of a site from its articles. A page that
    extraction had to give up is a failure, saved like any other, so that it is not tried at every run.
    """
    fresh = archive.keep(captures)
    scrapes = fingerprints(fresh)
    archive.remember(scrapes)
    pages = beside(fresh, (*scrapes, *archive.remembered({one.site for one in scrapes})))
    archive.save(workers.map(partial(extract_beside, zone=zone), pages, lambda page, reason: unread(page[0], reason)))


def brief(
    loaded: Loaded,
    *,
    archive: Archive,
    profile: Profile,
    window: Window,
    now: datetime,
    failures: Sequence[Failure] = (),
    captures: Collection[str] | None = None,
    senses: Senses | None = None,
) -> tuple[Briefing, Past]:
    """The briefing of a window from what the archive holds for it, composed, checked against the captures and numbered, and
    what the archive shall remember of it once it is filed.

    `failures` are those met before the archive (inputs that could not be read); `captures` are those it was loaded from,
    where it was from some only; without `senses` stories are told apart by words, names, places, numbers and times alone.
    """
    memory = archive.recall(profile.id, window, captures)
    figures = measure(loaded.articles)
    families = {source.name: source.family for source in profile.sources if source.family}
    grouped = group(loaded.articles, figures, families=families, senses=_meanings(loaded.articles, senses))
    followed = follow(grouped, figures, memory=memory, window=window)
    outlined = outline(
        followed.stories,
        figures,
        plans=profile.sections,
        subject=profile.subject,
        elsewhere=profile.elsewhere,
        ranking=profile.ranking,
        length=profile.length,
        moves={move.thread: move.section for move in memory.moves},
        window=window,
    )
    draft = compose(
        outlined,
        figures,
        claims=hear(_placed(outlined, loaded.articles)),
        profile=profile,
        window=window,
        next_due=next_due(profile, window),
        made_at=now,
        coverage=replace(
            _coverage(loaded, failures, profile.languages, senses),
            origins=len({origin for story in grouped for origin in story.origins}),
        ),
        articles=loaded.articles,
        changes=followed.changes,
        readings=(*memory.revised, *memory.cited),
        earlier=loaded.earlier,
        before=measure(loaded.earlier),
    )
    cited = frozenset(article.capture for article in draft.articles)
    briefing = cite(verify(draft, archive.captures(cited)))
    return briefing, remember(briefing, followed.stories, figures)


def _placed(outlined: Outline, articles: Iterable[Article]) -> tuple[Article, ...]:
    """Those of the articles that carry a story of a section: what others claim is nowhere printed."""
    told = {article.id for section in outlined.sections for placed in section.stories for article in placed.story.carriers}
    return tuple(article for article in articles if article.id in told)


def tabulate(loaded: Loaded, *, profile: Profile, window: Window, senses: Senses | None = None) -> tuple[Listed, ...]:
    """Every figure of what the archive holds for a window, each with its passage and the figures it is compared with."""
    figures = measure(loaded.articles)
    families = {source.name: source.family for source in profile.sources if source.family}
    grouped = group(loaded.articles, figures, families=families, senses=_meanings(loaded.articles, senses))
    return listing(grouped, figures, loaded.articles, year=window.last.year, language=profile.language)


def _meanings(articles: Sequence[Article], senses: Senses | None) -> Mapping[str, Sequence[float]] | None:
    """The vector of what each article is about, by its id; None without `senses`."""
    if senses is None:
        return None
    vectors = senses([sense_text(article) for article in articles])
    return {article.id: vector for article, vector in zip(articles, vectors, strict=True)}


def _coverage(loaded: Loaded, failures: Sequence[Failure], languages: Sequence[str], senses: Senses | None) -> Coverage:
    """What was read and what was not; `compose` adds what it counts and leaves out."""
    undated = tuple(
        LeftOut(title=one.title, publisher=one.publisher, url=one.url, reason="no date was found on the page")
        for one in loaded.undated
    )
    return Coverage(
        captures=loaded.captures,
        failures=(*failures, *loaded.failures),
        left_out=undated,
        notes=(
            *((_outside(loaded.outside),) if loaded.outside else ()),
            *_by_language(loaded.articles, languages),
            *((_WITH_SENSES if senses else _WITHOUT_SENSES,) if loaded.articles else ()),
        ),
    )


def _by_language(articles: Sequence[Article], languages: Sequence[str]) -> tuple[str, ...]:
    """How many articles there are in each language, where there are several; and those in one that the profile does not list."""
    counts = Counter(article.language or _UNKNOWN for article in articles)
    notes = [f"Articles read by language: {_listed(counts)}."] if len(counts) > 1 else []
    others = Counter({language: count for language, count in counts.items() if language not in (*languages, _UNKNOWN)})
    if languages and others:
        one = others.total() == 1
        notes.append(
            f"{others.total()} {'article is' if one else 'articles are'} in a language the profile does not list ({_listed(others)}); "
            f"{'it was' if one else 'they were'} used all the same."
        )
    return tuple(notes)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(
        f"{language} {count}" for language, count in sorted(counts.items(), key=lambda one: (one[0] == _UNKNOWN, -one[1], one[0]))
    )


def _outside(count: int) -> str:
    return (
        "1 article that was read is dated outside the period."
        if count == 1
        else f"{count} articles that were read are dated outside the period."
    )
