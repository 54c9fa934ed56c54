"""`briefing inspect`: what extraction finds in pages, for a person or as one JSON object a line."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from briefing.commands.context import now_for, profile_for, workers_for
from briefing.commands.explain import as_objects, as_text
from briefing.edges.inputs import Inputs, in_batches
from briefing.edges.progress import progress
from briefing.errors import Exit
from briefing.language.fingerprint import fingerprints
from briefing.model import Article, Capture, Failure, Figure, Harvest
from briefing.settings import Profile
from briefing.stages.extract import extract_beside, unread
from briefing.stages.extract.explain import Explained, explain_beside
from briefing.stages.extract.standing import Counts, beside
from briefing.stages.measure import measure
from briefing.stages.outline import classify


def run(args: argparse.Namespace) -> int:
    """Extract each page and print what was found, in the order given; nothing is stored."""
    profile = profile_for(args)
    failed = False
    items: Counter[str] = Counter()  # found so far in each file: one may hold many pages
    for batch in in_batches(args.paths, now=now_for(None, profile)):
        failed |= _inspect(batch, args, profile, items)
    return Exit.PARTIAL if failed else Exit.OK


def _inspect(batch: Inputs, args: argparse.Namespace, profile: Profile, items: Counter[str]) -> bool:
    """Print what was found in these pages; whether one of them could not be read."""
    captures = batch.captures
    work = partial(explain_beside if args.explain else _extracted, zone=profile.zone)
    found = workers_for(profile).map(
        work, beside(captures, fingerprints(captures)), lambda page, reason: (unread(page[0], reason), ())
    )
    done = progress(found, "reading", len(captures))
    failed = False
    for one in batch.readings:
        nothing = (Harvest(capture="", failures=(one.outcome,)), ()) if isinstance(one.outcome, Failure) else None
        harvest, lines = nothing or next(done)
        if lines:
            rows = as_objects(one.path, lines) if args.json else as_text(one.path, harvest, lines)
        else:
            written = _rows(one.path, harvest, profile, after=items[one.path])
            rows = (json.dumps(row, ensure_ascii=False) if args.json else _readable(row) for row in written)
        for row in rows:
            print(row)
        items[one.path] += len(harvest.articles)
        failed |= any(failure.kind == "failed" for failure in harvest.failures)
    return failed


def _extracted(page: tuple[Capture, Counts], zone: ZoneInfo) -> tuple[Harvest, tuple[Explained, ...]]:
    return extract_beside(page, zone), ()


def _rows(name: str, harvest: Harvest, profile: Profile, *, after: int) -> Iterator[dict[str, Any]]:
    for article in harvest.articles:
        yield {**_found(name, article, profile), "item": after + article.item}
    for failure in harvest.failures:
        yield _rejected(name, failure)


def _found(name: str, article: Article, profile: Profile) -> dict[str, Any]:
    verdict = classify(article.title, article.paragraphs, profile.sections, profile.subject, profile.elsewhere, article.language)
    published = article.published
    return {
        "file": name,
        "item": article.item,
        "kind": article.kind,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "authors": list(article.authors),
        "desks": list(article.desks),
        "agencies": list(article.agencies),
        "published": (published.at or published.day).isoformat() if published else None,
        "published_basis": published.basis if published else "none",
        "published_precision": published.precision if published else None,
        "published_evidence": published.evidence if published else None,
        "updated": (article.updated.at or article.updated.day).isoformat() if article.updated else None,
        "language": article.language,
        "paragraphs": list(article.paragraphs),
        "notes": list(article.notes),
        "section": verdict.section,
        "also": list(verdict.also),
        "section_why": [f"{reason.what} {reason.weight:.2f}" for reason in verdict.why],
        "figures": [_figure(figure) for figure in measure((article,))],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "kind": figure.kind,
        "value": figure.value,
        "value_max": figure.value_max,
        "qualifier": figure.qualifier,
        "currency": figure.currency,
        "place": figure.place,
        "event_date": figure.event_date.isoformat() if figure.event_date else None,
        "attributed_to": figure.attributed_to,
        "sentence": figure.sentence,
    }


def _rejected(name: str, failure: Failure) -> dict[str, Any]:
    return {"file": name, "item": 0, "kind": "rejected", "reason": failure.reason}


def _readable(row: dict[str, Any]) -> str:
    if row["kind"] == "rejected":
        return f"{row['file']}\n  rejected: {row['reason']}\n"
    date = f"{row['published']} ({row['published_basis']})" if row["published"] else "no date"
    lines = [
        f"{row['file']}, item {row['item']} ({row['kind']})",
        f"  {row['title']}",
        f"  {row['publisher'] or 'publisher not named'} · {', '.join([*row['authors'], *row['desks']]) or 'no byline'} · {date}",
        f"  section: {row['section']} ({'; '.join(row['section_why'][:4]) or 'nothing matched'})",
        f"  {len(row['paragraphs'])} paragraphs, {sum(len(text.split()) for text in row['paragraphs'])} words, {len(row['figures'])} figures",
        *(f"  note: {note}" for note in row["notes"]),
        *(f"    {text}" for text in row["paragraphs"]),
        "",
    ]
    return "\n".join(lines)
