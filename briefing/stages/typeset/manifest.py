"""`manifest.json`: what an edition was made from and what it consists of, so that a reader can make or check it again."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath

import msgspec

from briefing.model import Briefing, Design, Failure

NAME = "manifest.json"
VERSION = 1


def manifest(
    briefing: Briefing,
    *,
    name: str,
    files: Sequence[tuple[str, bytes]],
    failures: Sequence[Failure],
    design: Design,
    archive: str,
    facts: Mapping[str, object],
) -> bytes:
    """The manifest as indented JSON with sorted keys.

    `facts` is what only the caller can know (settings, fonts, versions); `archive` is the way to the archive from the
    edition's folder. Raises `ValueError` where it is absolute: an edition tells nothing of the machine it was made on.
    """
    if PurePosixPath(archive).is_absolute() or PureWindowsPath(archive).is_absolute():
        raise ValueError(f"the archive is named by a relative path, not {archive!r}")
    window = briefing.window
    told = {
        "manifest": VERSION,
        "profile": briefing.profile,
        "edition": name,
        "window": {"first": window.first, "last": window.last, "start": window.start, "end": window.end, "zone": window.zone},
        "made_at": briefing.made_at,
        "archive": archive,
        "captures": sorted({article.capture for article in briefing.articles}),
        "templates": {one.name: _sha256(one.text.encode("utf-8")) for one in design.templates},
        "files": {file: {"sha256": _sha256(content), "bytes": len(content)} for file, content in files},
        "missing": {failure.subject: failure.reason for failure in failures},
        "facts": dict(facts),
    }
    return msgspec.json.format(msgspec.json.encode(told, order="sorted"), indent=2) + b"\n"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
