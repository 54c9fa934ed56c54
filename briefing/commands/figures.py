"""`briefing figures`: every figure of a day or a range of days as a table, with its passage and its link."""

import argparse
import sys

from briefing.commands.context import archive_url, now_for, output_for, profile_for
from briefing.commands.reading import archive_at, collected, senses_for, take_sample, window_of
from briefing.edges.inputs import in_batches
from briefing.errors import Exit
from briefing.pipeline import tabulate
from briefing.stages.typeset.table import as_csv, as_json


def run(args: argparse.Namespace) -> int:
    """Print the table of the window's figures; nothing is stored or filed."""
    profile = profile_for(args)
    if args.sample:
        take_sample(args)
    now = now_for(args.now, profile)
    window = window_of(args, profile, now)
    inputs = in_batches(args.input, now=now) if args.input else None
    address = archive_url(args, profile, output_for(args, profile))
    with archive_at(address, dry=True, fresh=inputs is not None) as archive:
        captures, unreadable = (None, ()) if inputs is None else collected(inputs, archive, profile)
        loaded = archive.load(window, captures)
        rows = tabulate(loaded, profile=profile, window=window, senses=senses_for(profile))
    sys.stdout.buffer.write(as_csv(rows) if args.format == "csv" else as_json(rows))
    failures = (*unreadable, *loaded.failures)
    broken = [failure for failure in failures if failure.kind == "failed"]
    for failure in broken:
        print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
    if broken:
        return Exit.PARTIAL
    return Exit.OK if rows else Exit.NOTHING
