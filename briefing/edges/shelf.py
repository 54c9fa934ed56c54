"""The shelf: editions as files below the output folder, written so that nobody ever sees half a file.

    output/<profile>/<day or first_last>/briefing.md … manifest.json, sources/<what a reference calls it>.html …
    output/<profile>/feed.atom, the feed of editions, where they are made as Atom entries

Each file is written beside its place, synced, and put in place by one rename; the manifest comes last, so it never
speaks of files that are not there. Names come from fixed patterns alone, and a folder that is a link is refused:
nothing an edition says can lead out of the output folder.
"""

import fcntl
import hashlib
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from briefing.edges import feed
from briefing.errors import BriefingError, LockedError, UsageError
from briefing.model import Edition
from briefing.settings import ID

MANIFEST = "manifest.json"
_DAY = r"\d{4}-\d\d-\d\d"
_EDITION = re.compile(rf"{_DAY}(?:_{_DAY})?")
_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9]{1,8}){1,2}")
_INNER = "sources"  # the one folder inside an edition's: the archived copies of what it cites
_INNER_FILE = re.compile(rf"{_INNER}/([0-9a-f]{{12,16}}(?:-[1-9]\d{{0,6}})?(?:-x[0-9a-f]{{8}})?\.html)")
_LEFT_BEHIND = re.compile(rf"\.{_FILE.pattern}\.[0-9]+\.tmp")
_PATIENCE = 15.0  # seconds another process may be filing the same edition
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


def file_edition(root: Path, edition: Edition) -> tuple[Path, ...]:
    """Put an edition on the shelf below `root` and return the paths of its files, in its order, those untouched too.

    The feed of editions comes last where there is one: it lies beside the edition's folder, and is made anew.

    Files that hold these bytes already are left as they are. What an earlier run of the same edition wrote and this one
    does not have is removed, if the old manifest lists it and nobody has changed it since. Raises `UsageError` where the
    output cannot be written, `LockedError` where another process goes on filing the same edition.
    """
    _check(edition)
    home = root / edition.profile / edition.name
    with _plainly(home), _folders(root, edition) as folder, _alone(folder, home):
        listed, names = _listed(folder), [name for name, _ in edition.files]
        with _inner(folder, home, wanted=any(map(_INNER_FILE.fullmatch, names))) as inner:
            for place in filter(None, (folder, inner)):
                for name in _names(place):
                    if _LEFT_BEHIND.fullmatch(name):  # by a process that was killed: whoever lives holds the lock
                        os.unlink(name, dir_fd=place)
            for name, body in edition.files:
                if name != MANIFEST:
                    _place(*_at(folder, inner, name), body)
            for name in sorted(listed.keys() - set(names)):
                _remove_ours(*_at(folder, inner, name), listed[name])
            if inner is not None:
                os.fsync(inner)
        with suppress(OSError):  # it goes when the last file in it has gone
            os.rmdir(_INNER, dir_fd=folder)
        os.fsync(folder)
        _place(folder, MANIFEST, dict(edition.files)[MANIFEST])
        os.fsync(folder)
        fed = _keep_feed(folder, edition)
    return (*(home / name for name, _ in edition.files), *([home.parent / feed.NAME] if fed else []))


def check_writable(root: Path) -> None:
    """Make the output folder where it is missing. Raises `UsageError` with its name where nothing can be written in it."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root):  # asking for the right to write proves nothing for root
            pass
    except OSError as error:
        words = "is no folder" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror or str(error)
        raise UsageError(f"the output folder {root} cannot be written: {words}; --output names another") from None


def _keep_feed(folder: int, edition: Edition) -> bool:
    """Make the feed of editions again beside the edition's folder, where this edition has an entry or there is a feed already.

    Says whether one was made.
    """
    shelf = os.open("..", _FOLDER, dir_fd=folder)
    try:
        if feed.ENTRY not in dict(edition.files) and _content(shelf, feed.NAME, feed.LARGEST * feed.MOST) is None:
            return False
        with _alone(shelf, Path(edition.profile) / feed.NAME):
            for name in _names(shelf):
                if _LEFT_BEHIND.fullmatch(name):
                    os.unlink(name, dir_fd=shelf)
            made = feed.feed(edition.profile, _entries(shelf))
            if made is not None:
                _place(shelf, feed.NAME, made)
            os.fsync(shelf)
        return made is not None
    finally:
        os.close(shelf)


def _entries(shelf: int) -> Iterator[tuple[str, bytes]]:
    """The entries of the newest editions that have one, newest first."""
    having = {}
    for name in _names(shelf):
        if _EDITION.fullmatch(name):
            with suppress(OSError):
                os.stat(f"{name}/{feed.ENTRY}", dir_fd=shelf, follow_symlinks=False)
                having[name] = True
    for name in feed.newest(having):
        with suppress(OSError, UsageError):
            folder = _folder(name, Path(name), shelf)
            try:
                content = _content(folder, feed.ENTRY, feed.LARGEST)
            finally:
                os.close(folder)
            if content is not None:
                yield name, content


def _check(edition: Edition) -> None:
    names = [name for name, _ in edition.files]
    if not ID.fullmatch(edition.profile):
        raise UsageError(f"{edition.profile!r} cannot name a folder of editions")
    if not _EDITION.fullmatch(edition.name):
        raise UsageError(f"{edition.name!r} cannot name an edition: it is a day, or the first and last day with _ between")
    for name in names:
        if not (_FILE.fullmatch(name) or _INNER_FILE.fullmatch(name)):
            raise UsageError(f"{name!r} cannot name a file of an edition")
    if MANIFEST not in names or len(set(names)) < len(names):
        raise ValueError("an edition has a manifest and each file once")


@contextmanager
def _plainly(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{home}: the edition cannot be written: {error.strerror or error}") from error


@contextmanager
def _folders(root: Path, edition: Edition) -> Iterator[int]:
    """The edition's folder, made where it is missing, as an open descriptor."""
    root.mkdir(parents=True, exist_ok=True)
    opened = [os.open(root, _FOLDER)]
    try:
        for name, path in ((edition.profile, root / edition.profile), (edition.name, root / edition.profile / edition.name)):
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=opened[-1])
                os.fsync(opened[-1])
            opened.append(_folder(name, path, opened[-1]))
        yield opened[-1]
    finally:
        for descriptor in reversed(opened):
            os.close(descriptor)


def _folder(name: str, path: Path, parent: int) -> int:
    if stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
        raise UsageError(f"{path} is a link; editions are written into real folders only")
    return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)


@contextmanager
def _inner(folder: int, home: Path, *, wanted: bool) -> Iterator[int | None]:
    """The folder inside the edition's as an open descriptor, made where it is `wanted`; None where it is not there."""
    if wanted:
        with suppress(FileExistsError):
            os.mkdir(_INNER, dir_fd=folder)
    try:
        opened = _folder(_INNER, home / _INNER, folder)
    except (FileNotFoundError, NotADirectoryError):
        if wanted:
            raise
        yield None
        return
    try:
        yield opened
    finally:
        os.close(opened)


def _at(folder: int, inner: int | None, name: str) -> tuple[int, str]:
    """The folder that a file of the edition lies in, and what it is called there."""
    below = _INNER_FILE.fullmatch(name)
    if below is None:
        return folder, name
    return (folder, _INNER) if inner is None else (inner, below[1])  # where the folder is missing, nothing is found in it


@contextmanager
def _alone(folder: int, home: Path) -> Iterator[None]:
    """Holds the edition's folder: one process at a time files an edition. The lock goes with the process."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise _busy(home) from None
            time.sleep(0.02)
    yield  # closing the folder gives the lock back


def _busy(home: Path) -> BriefingError:
    return LockedError(f"{home} is being written by another process; try again when it has finished")


def _place(folder: int, name: str, body: bytes) -> None:
    """Put a file in its place in one step, durable once the folder is synced; nothing is done where it is there already."""
    if _content(folder, name, len(body)) == body:
        return
    beside = f".{name}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(beside, flags, 0o666, dir_fd=folder)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise


def _content(folder: int, name: str, longest: int) -> bytes | None:
    """The bytes of a file if it is a regular one of at most `longest` bytes, else None."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return None
    with open(descriptor, "rb") as file:  # noqa: PTH123
        facts = os.fstat(file.fileno())
        return file.read() if stat.S_ISREG(facts.st_mode) and facts.st_size <= longest else None


def _listed(folder: int) -> dict[str, str]:
    """The files the manifest on the shelf lists, with their hashes; none where it is missing or no manifest of ours."""
    try:
        files: Any = json.loads(_content(folder, MANIFEST, 50_000_000) or b"{}")["files"]
        return {name: facts["sha256"] for name, facts in files.items() if _FILE.fullmatch(name) or _INNER_FILE.fullmatch(name)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _remove_ours(folder: int, name: str, written: str) -> None:
    """Take a file away that still has the hash with which it was written."""
    body = _content(folder, name, 1_000_000_000)
    if body is not None and hashlib.sha256(body).hexdigest() == written:
        os.unlink(name, dir_fd=folder)


def _names(folder: int) -> list[str]:
    return sorted(os.listdir(folder))
