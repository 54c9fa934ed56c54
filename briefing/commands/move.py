"""`briefing move`: an editor's decision that a story belongs in a section; it holds for the story's thread until it is taken back."""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.commands.context import archive_url, now_for, output_for, profile_for
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit, UsageError
from briefing.model import OTHER, Past
from briefing.settings import Profile

_WORD = re.compile(r"\w+")
_SHOWN = 12  # candidates listed where a name fits several


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A thread as the latest edition that told it has it."""

    thread: str
    headline: str
    section: str
    edition: Past


def run(args: argparse.Namespace) -> int:
    """Remember a move, take one back, or print those in force."""
    profile = profile_for(args)
    _check(args, profile)
    output = output_for(args, profile)
    address = archive_url(args, profile, output)
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite:///") and not file.is_file():
        raise UsageError(f"there is no archive at {file} yet: no edition has been made whose stories could be moved")
    with SqlArchive.open(address, create=False) as archive:
        told = _told(archive.editions(profile.id))
        if args.list:
            return _show(archive, profile, told)
        if args.undo:
            return _take_back(args, archive, profile, told)
        return _move(args, archive, profile, told)


def _check(args: argparse.Namespace, profile: Profile) -> None:
    """That what is asked for is one thing, and the section one there is."""
    asked = [name for name, given in (("--list", args.list), ("--undo", args.undo), ("STORY", args.story)) if given]
    if len(asked) != 1:
        raise UsageError("say STORY and SECTION, --undo STORY, or --list" + (f", not {' and '.join(asked)}" if asked else ""))
    if not args.story:
        return
    known = (*(section.id for section in profile.sections), OTHER)
    if args.section is None:
        raise UsageError(f"say where to: {', '.join(known)}")
    if args.section not in known:
        raise UsageError(f"{args.section!r} is no section of {profile.title}; there are {', '.join(known)}")


def _move(args: argparse.Namespace, archive: SqlArchive, profile: Profile, told: Mapping[str, _Told]) -> int:
    if not told:
        raise UsageError(f"no edition of {profile.title} is remembered yet: make one with `briefing run`, then move its stories")
    story = _found(args.story, told.values())
    archive.move(profile.id, story.thread, args.section, at=now_for(args.now, profile))
    print(f"{_shown(story)} goes to {args.section} from the next edition on")
    if story.section != args.section:
        days = f"--date {story.edition.first}"
        if story.edition.first != story.edition.last:
            days = f"--from {story.edition.first} --to {story.edition.last}"
        print(f"in the edition {story.edition.name} it stands in {story.section}; run that one again ({days}) to move it there too")
    return Exit.OK


def _take_back(args: argparse.Namespace, archive: SqlArchive, profile: Profile, told: Mapping[str, _Told]) -> int:
    moved = [one.move.thread for one in archive.moves(profile.id)]
    if not moved:
        raise UsageError(f"no story of {profile.title} is moved")
    thread = args.undo if args.undo in moved else _begun(args.undo, moved)
    if thread is None:
        thread = _found(args.undo, [told[one] for one in moved if one in told]).thread
    archive.move(profile.id, thread, None, at=now_for(args.now, profile))
    print(
        f"{_shown(told[thread]) if thread in told else thread} goes where the profile's sections put it, from the next edition on"
    )
    return Exit.OK


def _show(archive: SqlArchive, profile: Profile, told: Mapping[str, _Told]) -> int:
    moves = archive.moves(profile.id)
    if not moves:
        print(f"no story of {profile.title} is moved")
    for one in moves:
        headline = f"  {told[one.move.thread].headline}" if one.move.thread in told else ""
        decided = one.decided_at.astimezone(profile.zone)
        print(f"{one.move.thread}  {one.move.section}  {decided:%Y-%m-%d %H:%M}{headline}")
    return Exit.OK


def _told(editions: Sequence[Past]) -> Mapping[str, _Told]:
    """Each thread of these editions, the latest first, as the latest of them tells it."""
    found: dict[str, _Told] = {}
    for edition in editions:
        for story in edition.stories:
            if story.thread:
                one = _Told(thread=story.thread, headline=story.headline, section=story.section, edition=edition)
                found.setdefault(story.thread, one)
    return found


def _found(name: str, stories: Iterable[_Told]) -> _Told:
    """The one story whose thread is or begins with `name`, else whose headline has all its words."""
    by_thread = {one.thread: one for one in stories}
    thread = name if name in by_thread else _begun(name, list(by_thread))
    if thread is not None:
        return by_thread[thread]
    words = set(_words(name))
    fitting = [one for one in by_thread.values() if words and words <= set(_words(one.headline))]
    fitting = [one for one in fitting if _words(one.headline) == _words(name)] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(_several(name, [_shown(one) for one in fitting]))
    raise UsageError(
        f"no story of the latest editions has the thread {name!r} or these words in its headline; "
        "briefing.json names the thread of each"
    )


def _begun(name: str, threads: Sequence[str]) -> str | None:
    """The thread that begins with `name`, None where none does; `UsageError` where several do."""
    begun = [one for one in threads if name and one.startswith(name)]
    if len(begun) > 1:
        raise UsageError(_several(name, begun))
    return begun[0] if begun else None


def _several(name: str, candidates: Sequence[str]) -> str:
    more = [f"and {len(candidates) - _SHOWN} more"] if len(candidates) > _SHOWN else []
    return "\n  ".join([f"{name!r} fits {len(candidates)} stories; say which by its thread:", *candidates[:_SHOWN], *more])


def _shown(story: _Told) -> str:
    return f"{story.thread} “{story.headline}”"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
