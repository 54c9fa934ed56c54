"""`briefing source`: the archived text of a source by what a reference says it is archived as."""

import argparse
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.commands.context import archive_url, output_for, profile_for
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.loading import Reading
from briefing.errors import Exit, UsageError

_ID = re.compile(r"(?P<name>[0-9a-f]{6,64})(?:-(?P<item>[1-9]\d{0,6}))?")
_SHOWN = 12  # others that are named where there are more
_NARROWEST, _WIDEST = 30, 100  # columns of a text on a terminal
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def run(args: argparse.Namespace) -> int:
    """Print the articles that are meant; another wrong id is exit code 2."""
    asked = _ID.fullmatch(args.id.strip().lower())
    if asked is None:
        raise UsageError(
            f"{args.id!r} is no id of a source: it is what a reference says it is archived as, as 3f9a2c71d012 or 3f9a2c71d012-4"
        )
    with SqlArchive.open(_address(args), create=False) as archive:
        found = archive.readings(asked["name"])
    chosen, others = _choose(found, asked["name"], int(asked["item"] or 0), args.id)
    rows = (_as_object(one) for one in chosen) if args.json else _as_text(chosen, others)
    for row in rows:
        print(row)
    return Exit.OK


def _address(args: argparse.Namespace) -> str:
    if args.archive:
        return str(args.archive) if "://" in args.archive else f"sqlite:///{args.archive}"
    profile = profile_for(args)
    address = archive_url(args, profile, output_for(args, profile))
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite:///") and not file.is_file():
        raise UsageError(f"there is no archive at {file}; say which with --archive or --output")
    return address


def _choose(found: Sequence[Reading], name: str, item: int, asked: str) -> tuple[list[Reading], list[Reading]]:
    """The readings that are meant, and the others of the same capture."""
    of_article = [one for one in found if one.article.id == name]
    if of_article and not item:
        return of_article, []
    captures = sorted({one.article.capture for one in found})
    if len(captures) > 1:
        raise UsageError(f"{asked!r} begins {len(captures)} captures: {_some([one[:16] for one in captures])}; write more of it")
    if not captures:
        raise UsageError(f"the archive holds no capture that begins with {name} and no article of that id")
    chosen = [one for one in found if one.article.item == (item or min(each.article.item for each in found))]
    if not chosen:
        raise UsageError(f"{_name(found[0])} has no article {item}; it has {_some([_name(one) for one in found])}")
    return chosen, [one for one in found if one not in chosen]


def _as_object(one: Reading) -> str:
    read = one.article
    return json.dumps(
        {
            "id": read.id,
            "archived_as": _name(one),
            "capture": read.capture,
            "item": read.item,
            "file": one.name,
            "fetched_at": one.fetched_at.isoformat(),
            "replaced_at": one.retired_at.isoformat() if one.retired_at else None,
            "title": read.title,
            "publisher": read.publisher,
            "authors": list(read.authors),
            "desks": list(read.desks),
            "agencies": list(read.agencies),
            "published": (read.published.at or read.published.day).isoformat() if read.published else None,
            "published_basis": read.published.basis if read.published else "none",
            "url": read.url,
            "language": read.language,
            "notes": list(read.notes),
            "paragraphs": list(read.paragraphs),
        },
        ensure_ascii=False,
    )


def _as_text(chosen: Sequence[Reading], others: Sequence[Reading]) -> Iterator[str]:
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    width = max(_NARROWEST, min(_WIDEST, columns)) if columns else 0
    for one in chosen:
        read, published = one.article, one.article.published
        date = f"{(published.at or published.day).isoformat()} ({published.basis})" if published else "no date"
        by = ", ".join([*read.authors, *read.desks]) or "no byline"
        yield _shown(read.title)
        yield f"  {_shown(read.publisher or 'publisher not named')} · {_shown(by)} · {date}"
        if read.url:
            yield f"  {_shown(read.url)}"
        yield f"  archived as {_name(one)}, read {one.fetched_at:%Y-%m-%d %H:%M} UTC from {_shown(one.name)}"
        if one.retired_at:
            yield f"  as it was read until {one.retired_at:%Y-%m-%d %H:%M} UTC; the page was then read again by a later version"
        yield f"  capture {read.capture}, article {read.id}"
        yield from (f"  note: {_shown(note)}" for note in read.notes)
        yield ""
        for number, text in enumerate(read.paragraphs, 1):
            head = f"¶{number:<4}"
            shown = _shown(text)
            yield head + (textwrap.fill(shown, width - 5, subsequent_indent=" " * 5) if width else shown)
        yield ""
    if others:
        yield f"The capture holds {len(others)} more: {_some([f'{_name(one)} “{_shown(one.article.title)[:60]}”' for one in others])}"


def _name(one: Reading) -> str:
    """What a reference says it is archived as."""
    return one.article.capture[:12] + (f"-{one.article.item}" if one.article.item > 1 else "")


def _shown(text: str) -> str:
    """Foreign text on a terminal: without what would steer it."""
    return _UNSEEN.sub(" ", text)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
