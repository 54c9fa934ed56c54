"""`briefing verify`: checks every citation of an edition against the archive, from what is stored alone."""

import argparse
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.edges.archive import SqlArchive
from briefing.errors import ArchiveError, Exit, UsageError
from briefing.model import Briefing, Dropped
from briefing.record import read
from briefing.stages.verify import recheck

_MANIFEST = "manifest.json"
_COPIES = "sources"
_NAMED = 5  # files that are not there, by name


def run(args: argparse.Namespace) -> int:
    """Print what was checked and each failure; exit code 1 where one fails."""
    path = Path(args.edition)
    path = path / "briefing.json" if path.is_dir() else path
    briefing = _briefing(path)
    manifest = _manifest(path.parent / _MANIFEST)
    with SqlArchive.open(_address(args.archive, manifest, path), create=False) as archive:
        captures = archive.captures(frozenset(article.capture for article in briefing.articles))
    checked = recheck(briefing, captures)
    failed = (*checked.dropped, *_changed_files(manifest, path.parent))
    absent = _absent_files(manifest, path.parent)
    counts = {name: getattr(checked, name) for name in ("statements", "numbers", "names", "quotations")}
    if args.json:
        print(
            json.dumps(
                {
                    "ok": not failed,
                    **counts,
                    "failed": [{"text": one.text, "reason": one.reason} for one in failed],
                    "absent": absent,
                },
                ensure_ascii=False,
            )
        )
    else:
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        print(f"{path}: {said} checked against {len(captures)} captures; {len(failed)} failed")
        for one in failed:
            print(f"  FAILED {one.reason}\n    {one.text}")
        if not manifest:
            print(f"  {_MANIFEST} is not here: the edition's files were not checked")
        if absent:
            print(
                f"  not here, so not checked: {', '.join(absent[:_NAMED])}{f' and {len(absent) - _NAMED} more' if len(absent) > _NAMED else ''}"
            )
    return Exit.UNEXPECTED if failed else Exit.OK


def _briefing(path: Path) -> Briefing:
    try:
        return read(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    except UsageError as error:
        raise UsageError(f"{path}: {error}; give briefing.json, or the folder it lies in") from None


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from None
    return manifest if isinstance(manifest, dict) else {}


def _address(given: str | None, manifest: dict[str, Any], edition: Path) -> str:
    """The archive named on the command line, else the one the manifest names by a path relative to the edition."""
    if given:
        return given if "://" in given else f"sqlite:///{given}"
    named = manifest.get("archive")
    if not isinstance(named, str) or not named:
        raise ArchiveError(f"{edition.parent / _MANIFEST} names no archive; say which with --archive")
    return f"sqlite:///{edition.parent / named}"


def _changed_files(manifest: dict[str, Any], folder: Path) -> list[Dropped]:
    """The edition's files that are no longer what the manifest says was filed."""
    return [
        Dropped(text=name, reason="the file was changed after it was filed")
        for name, file, expected in _listed(manifest, folder)
        if file.is_file() and sha256(file.read_bytes()).hexdigest() != expected.get("sha256")
    ]


def _absent_files(manifest: dict[str, Any], folder: Path) -> list[str]:
    """The edition's files that are not there: an edition may be passed on without them, but nothing is said of what they held."""
    return [name for name, file, _ in _listed(manifest, folder) if not file.is_file()]


def _listed(manifest: dict[str, Any], folder: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    files = manifest.get("files")
    for name, expected in sorted(files.items()) if isinstance(files, dict) else ():
        inner = folder / _COPIES if name.startswith(f"{_COPIES}/") else folder
        yield name, inner / Path(name).name, expected
