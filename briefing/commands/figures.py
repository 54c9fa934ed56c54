"""`briefing figures`: every figure of a day or a range of days as a table, with its passage and its link."""

import argparse
import sys

from briefing.commands.context import archive_url, now_for, output_for, profile_for, workers_for
from briefing.commands.reading import Shown, archive_at, senses_for, take_sample, window_of
from briefing.edges.inputs import read_inputs
from briefing.errors import Exit
from briefing.pipeline import collect, tabulate
from briefing.stages.typeset.table import as_csv, as_json


def run(args: argparse.Namespace) -> int:
    """Print the table of the window's figures; nothing is stored or filed."""
    profile = profile_for(args)
    if args.sample:
        take_sample(args)
    now = now_for(args.now, profile)
    window = window_of(args, profile, now)
    inputs = read_inputs(args.input, now=now) if args.input else None
    address = archive_url(args, profile, output_for(args, profile))
    with archive_at(address, dry=True, fresh=inputs is not None) as archive:
        captures = None
        if inputs is not None:
            collect(inputs.captures, archive=archive, workers=Shown(workers_for(profile)), zone=profile.zone)
            captures = frozenset(capture.sha256 for capture in inputs.captures)
        loaded = archive.load(window, captures)
        rows = tabulate(loaded, profile=profile, window=window, senses=senses_for(profile))
    sys.stdout.buffer.write(as_csv(rows) if args.format == "csv" else as_json(rows))
    failures = (*(inputs.failures if inputs else ()), *loaded.failures)
    broken = [failure for failure in failures if failure.kind == "failed"]
    for failure in broken:
        print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
    if broken:
        return Exit.PARTIAL
    return Exit.OK if rows else Exit.NOTHING
