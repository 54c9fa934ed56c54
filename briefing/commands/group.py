"""`briefing group`: articles or headlines, one JSON object a line, grouped into stories."""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefing.edges import senses
from briefing.edges.progress import progress
from briefing.errors import Exit, UsageError
from briefing.model import Article, When
from briefing.stages.group import Senses, assign, sense_text


def run(args: argparse.Namespace) -> int:
    """Print the story of each line, in the order of the lines."""
    rows = tuple(_rows(Path(args.file)))
    articles = tuple(_article(row) for row in rows)
    ids = {str(row["id"]): row["id"] for row in rows}  # an id that is a number is given back as one
    assignments = assign(articles, senses=None if args.lexical else _meanings(articles))
    if args.json:
        for one in assignments:
            copy = ids[one.duplicate_of] if one.duplicate_of is not None else None
            print(json.dumps({"id": ids[one.id], "story": one.story, "duplicate_of": copy}, ensure_ascii=False))
        return Exit.OK
    titles = {article.id: article.title for article in articles}
    stories: dict[str, list[str]] = {}
    for one in assignments:
        stories.setdefault(one.story, []).append(titles[one.id] + (" (repeat)" if one.duplicate_of is not None else ""))
    for members in sorted(stories.values(), key=lambda titles: (-len(titles), titles)):
        print(f"{len(members)}  " + "\n   ".join(members))
    return Exit.OK


def _meanings(articles: Sequence[Article]) -> Senses | None:
    """The vectors of what the articles are about, by id, where the extra for them is installed."""
    if senses.missing():
        return None
    found, said = senses.load(watch=progress)
    if found is None:
        print(f"briefing: {said}", file=sys.stderr)
        return None
    vectors = found([sense_text(article) for article in articles])
    return dict(zip((article.id for article in articles), vectors, strict=True))


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    seen: set[str] = set()
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = _row(line, f"{path}, line {number}")
                    if str(row["id"]) in seen:
                        raise UsageError(f"{path}, line {number}: the id {row['id']!r} stands on an earlier line too")
                    seen.add(str(row["id"]))
                    yield row
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise UsageError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _row(line: str, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON ({error})") from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int) or not isinstance(row.get("title"), str):
        raise UsageError(f'{where}: is not an object with "id" and "title"')
    return row


def _article(row: Mapping[str, Any]) -> Article:
    text = row.get("text")
    return Article(
        id=str(row["id"]),
        capture="",
        item=1,
        title=row["title"],
        publisher=row.get("publisher") if isinstance(row.get("publisher"), str) else None,
        url=row.get("url") if isinstance(row.get("url"), str) else None,
        published=_when(row.get("published")),
        paragraphs=tuple(part.strip() for part in re.split(r"\n+", text) if part.strip()) if isinstance(text, str) else (),
    )


def _when(value: object) -> When | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        try:
            return When(day=date.fromisoformat(str(value)[:10]), basis="structured")
        except ValueError:
            return None
    if moment is None:
        return None
    timed = moment.tzinfo is not None
    return When(day=moment.date(), at=moment if timed else None, precision="minute" if timed else "day", basis="structured")
