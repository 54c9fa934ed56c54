"""Reading an edition back from the shelf: whole and as it was filed, or not at all."""

import fcntl
import json
import os
import re
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.errors import LockedError, UsageError

_MANIFEST, _BRIEFING, _PDF = "manifest.json", "briefing.json", "briefing.pdf"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 500_000_000  # bytes
_PATIENCE = 15.0  # seconds another process may be filing the same edition
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """What mails are made of: the day of an edition, its briefing.json, and its briefing.pdf where it has one."""

    edition: str
    briefing: bytes
    pdf: bytes | None = None


def newest(root: Path, profile: str) -> str | None:
    """The latest day of which an edition lies whole on the shelf below `root`; None where there is none."""
    with suppress(OSError):
        days = sorted(filter(_DAY.fullmatch, (one.name for one in (root / profile).iterdir())), reverse=True)
        return next((day for day in days if (root / profile / day / _MANIFEST).is_file()), None)
    return None


def filed(root: Path, profile: str, edition: str) -> Filed | None:
    """An edition on the shelf below `root`; None where it is not there, or not whole (the manifest comes last).

    Raises `UsageError` where it has no briefing.json, or a file that is not what the manifest says was filed; `LockedError` where
    another process goes on filing it.
    """
    home = root / profile / edition
    try:
        folder = os.open(home, _FOLDER)
    except OSError:
        return None
    try:
        _wait_for_writers(folder, home)
        manifest = _content(folder, _MANIFEST)
        if manifest is None:
            return None
        listed = _listed(manifest, home)
        if _BRIEFING not in listed:
            raise UsageError(f"{home} was filed without {_BRIEFING}, of which mails are made; add json to the profile's formats")
        briefing = _as_listed(folder, home, _BRIEFING, listed)
        pdf = _as_listed(folder, home, _PDF, listed) if _PDF in listed else None
        return Filed(edition=edition, briefing=briefing, pdf=pdf)
    finally:
        os.close(folder)  # gives the lock back


def _wait_for_writers(folder: int, home: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise LockedError(f"{home} is being written by another process; try again when it has finished") from None
            time.sleep(0.02)
        else:
            return


def _listed(manifest: bytes, home: Path) -> dict[str, str]:
    try:
        files: Any = json.loads(manifest)["files"]
        return {name: facts["sha256"] for name, facts in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"{home / _MANIFEST} is not the manifest of an edition; make the edition again") from None


def _as_listed(folder: int, home: Path, name: str, listed: dict[str, str]) -> bytes:
    body = _content(folder, name)
    if body is None:
        raise UsageError(f"{home / name} is missing or cannot be read; make the edition again")
    if sha256(body).hexdigest() != listed[name]:
        raise UsageError(f"{home / name} was changed after it was filed; make the edition again")
    return body


def _content(folder: int, name: str) -> bytes | None:
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return None
    with open(descriptor, "rb") as file:  # noqa: PTH123
        facts = os.fstat(file.fileno())
        return file.read() if stat.S_ISREG(facts.st_mode) and facts.st_size <= _LARGEST else None
