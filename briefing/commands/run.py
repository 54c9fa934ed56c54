"""`briefing run`: from pages, or from what the archive holds, to an edition filed in the output folder."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing.commands.context import archive_url, design_for, now_for, output_for, profile_for
from briefing.commands.edition import Made, file, formats_of, make
from briefing.commands.reading import archive_at, senses_for, take_sample, window_of
from briefing.edges.feed import NAME as FEED
from briefing.edges.inputs import in_batches
from briefing.edges.shelf import check_writable
from briefing.errors import Exit
from briefing.language.catalogue import without_words
from briefing.model import FORMATS, Edition, Quality

CODES: dict[Quality, Exit] = {"whole": Exit.OK, "partial": Exit.PARTIAL, "empty": Exit.NOTHING}


def run(args: argparse.Namespace) -> int:
    """Collect the inputs, make the briefing of the window, file the edition, and say where it lies; with --due, what is due."""
    if args.due:
        from briefing.commands.due import run_due  # noqa: PLC0415 (which says what it made as this module does)

        return run_due(args)
    profile = profile_for(args)
    formats = formats_of(args.formats) if args.formats else profile.formats
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
        made = make(
            archive,
            profile,
            window,
            now=now,
            formats=formats,
            design=design,
            senses=senses_for(profile),
            output=output,
            address=address,
            inputs=inputs,
        )
        if not args.dry_run:
            filed = file(archive, output, made)
    tell(made, output, dry=args.dry_run)
    _tell_beside(filed, made.edition, output, address, dry=args.dry_run)
    return CODES[made.quality]


def tell(made: Made, output: Path, *, dry: bool) -> None:
    """Say what an edition tells, what it lacks, and where its files lie."""
    briefing, edition = made.briefing, made.edition
    for remark in made.remarks:
        print(f"briefing: {remark}", file=sys.stderr)
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
    for failure in made.failures:
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


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB" if count >= 1000 else f"{count} bytes"
