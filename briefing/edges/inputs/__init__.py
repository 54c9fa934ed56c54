"""What `--input` names (files, folders, patterns) as captures.

A path that matches nothing stops the run, all such paths at once. A file that cannot be read costs itself alone and
becomes a `Failure`; `file.py` reads the one file. Links to folders are not followed inside a folder: a loop of them
has no end, and a folder from elsewhere may point anywhere.
"""

import fnmatch
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.edges.inputs import kinds
from briefing.edges.inputs.file import UnreadableError, outcomes, printable
from briefing.errors import UsageError
from briefing.model import Capture, Failure

_BATCH = 100_000_000  # bytes of captures held at once; a day's pages of all sources have less
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What came of a file, or of one of several pages in it; `path` as given on the command line (in a folder: as given, and the rest)."""

    path: str
    outcome: Capture | Failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """What came of every file that was named, in the order of the paths given, those of a folder by name."""

    readings: tuple[Reading, ...]

    @property
    def captures(self) -> tuple[Capture, ...]:
        """What could be read."""
        return tuple(one.outcome for one in self.readings if isinstance(one.outcome, Capture))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not, and why."""
        return tuple(one.outcome for one in self.readings if isinstance(one.outcome, Failure))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A file to read, or a place where something is wrong already."""

    path: str
    name: str
    wrong: UnreadableError | None = None


def read_inputs(paths: Sequence[str], *, now: datetime) -> Inputs:
    """The captures of files, folders and patterns (`*`, `**`), fetched at `now`; `UsageError` lists every path with no match."""
    return Inputs(readings=tuple(iter_inputs(paths, now=now)))


def iter_inputs(paths: Sequence[str], *, now: datetime) -> Iterator[Reading]:
    """The same one by one, for inputs that do not fit into memory. Every path is looked up before the first file is read."""
    matches = [_matches(path) for path in paths]
    if missing := [path for path, found in zip(paths, matches, strict=True) if not found]:
        raise UsageError("\n".join(f"{path or repr(path)}: there is no such file or folder" for path in missing))
    return _read_all([one for found in matches for one in found], now)


def in_batches(paths: Sequence[str], *, now: datetime) -> Iterator[Inputs]:
    """The same in parts, none of which holds much more than `_BATCH` bytes: what is read of a folder at once, but not of a crawl."""
    return _batches(iter_inputs(paths, now=now))


def _batches(readings: Iterator[Reading]) -> Iterator[Inputs]:
    batch: list[Reading] = []
    held = 0
    for reading in readings:
        batch.append(reading)
        held += len(reading.outcome.body) if isinstance(reading.outcome, Capture) else 0
        if held >= _BATCH:
            yield Inputs(readings=tuple(batch))
            batch, held = [], 0
    if batch:
        yield Inputs(readings=tuple(batch))


def _read_all(found: list[_Found], now: datetime) -> Iterator[Reading]:
    seen: set[str] = set()
    for one in found:
        where = os.path.realpath(one.path)
        if where in seen:
            continue
        seen.add(where)
        for outcome in _outcomes(one, now):
            yield Reading(path=one.path, outcome=outcome)


def _outcomes(one: _Found, now: datetime) -> Iterator[Capture | Failure]:
    if one.wrong:
        reason, kind = one.wrong.reason, one.wrong.kind
        return iter((Failure(stage="read", subject=printable(one.name), reason=reason, at=now, kind=kind),))
    return outcomes(one.path, one.name, now=now)


def _matches(path: str) -> list[_Found]:
    """The files a path of the command line stands for; none where nothing is there."""
    if not path or "\0" in path:
        return []
    if os.path.lexists(path):
        return _in_folder(path, path) if _is_folder(path) else [_Found(path=path, name=Path(path).name)]
    if not _MAGIC.search(path):
        return []
    parts = Path(path).parts
    fixed = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    base = str(Path(*parts[:fixed])) if fixed else ""
    found: list[_Found] = []
    for match in dict.fromkeys(_expand(base, parts[fixed:])):
        found += _in_folder(match, base) if _is_folder(match) else [_Found(path=match, name=_below(match, base))]
    return found


def _expand(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    """What a pattern matches below `folder`. `**` does not go into linked folders, nor any star into hidden ones."""
    if not parts:
        yield folder or "."
        return
    head, rest = parts[0], parts[1:]
    if head == "**":
        for here in _folders(folder) if rest else [folder]:
            yield from _expand(here, rest)
    elif _MAGIC.search(head):
        for entry in _entries(folder):
            if fnmatch.fnmatchcase(entry.name, head) and (not rest or _is_folder(entry.path)):
                yield from _expand(_join(folder, entry.name), rest)
    elif os.path.lexists(_join(folder, head)):
        yield from _expand(_join(folder, head), rest)


def _folders(folder: str) -> Iterator[str]:
    """`folder` and every folder below it that is no link."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += [_join(here, entry.name) for entry in _entries(here) if entry.is_dir(follow_symlinks=False)]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return []


def _in_folder(folder: str, base: str) -> list[_Found]:
    """The files of a folder and the folders in it, by name; a note where there is none that can be read."""
    found: list[_Found] = []
    for here in _folders(folder):
        if not os.access(here, os.R_OK | os.X_OK):
            found.append(_Found(path=here, name=_below(here, base), wrong=UnreadableError("the folder cannot be opened")))
        for entry in _entries(here):
            path = _join(here, entry.name)
            if entry.is_symlink() and _is_folder(entry.path):
                wrong = UnreadableError("a link to a folder is not followed", "rejected")
                found.append(_Found(path=path, name=_below(path, base), wrong=wrong))
            elif not _is_folder(entry.path):
                found.append(_Found(path=path, name=_below(path, base)))
    found.sort(key=lambda one: one.name)
    if not any(kinds.of_name(one.name) for one in found if one.wrong is None):
        name = Path(folder).name or folder
        wrong = UnreadableError("the folder holds no file of a kind that is read", "rejected")
        found.append(_Found(path=folder, name=name, wrong=wrong))
    return found


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 (pathlib's raises where a link leads to what may not be looked at)


def _join(folder: str, name: str) -> str:
    return os.path.join(folder, name)  # noqa: PTH118 (pathlib would change the path as it was given)


def _below(path: str, base: str) -> str:
    return Path(path).relative_to(base).as_posix() if base else Path(path).as_posix()
