"""What lies among the user's templates and is not used: misspelt, misplaced, or a theme that is not the profile's.

None of it is a mistake that stops a run. It is told where somebody asks whether all is well.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.edges.templates import THEMES, load_design, nearest, own_templates, themes
from briefing.errors import ProfileError

_KINDS = (".j2", ".css")
_MOST = 20
_DEEPEST = 4
_CALLED = "templates"


def stray(profile: Path, theme: str) -> tuple[str, ...]:
    """A remark for each file or folder beside the profile's file `profile` that looks like a template and is not used."""
    override = profile.parent / _CALLED
    found = [
        *_folders_nearly_named(profile.parent),
        *_misplaced(override),
        *_other_themes(override, theme),
        *_other_files(override),
    ]
    return tuple(found[:_MOST]) + ((f"and {len(found) - _MOST} more",) if len(found) > _MOST else ())


def _folders_nearly_named(beside: Path) -> Iterator[str]:
    """A folder that was to be `templates`."""
    for path in _entries(beside):
        if path.is_dir() and path.name != _CALLED and nearest(path.name.casefold(), [_CALLED]) and any(_templates(path)):
            yield f"{path}: is not read; is {_CALLED!r} meant?"


def _misplaced(override: Path) -> Iterator[str]:
    """Files that lie in the folder of themes and in none of them, and a folder that was to be that of themes."""
    for path in _entries(override / THEMES):
        if path.is_file():
            yield f"{path}: is not used; a theme is a folder in {THEMES}, with files in it"
    for path in _entries(override):
        if path.is_dir() and path.name != THEMES and nearest(path.name.casefold(), [THEMES]):
            yield f"{path}: is not the folder of themes; is {THEMES!r} meant?"


def _other_themes(override: Path, theme: str) -> Iterator[str]:
    """Themes of the user's that the profile does not name: perhaps a misspelt one, or one with a file that replaces nothing."""
    programs = themes()
    for folder in _entries(override / THEMES):
        if not folder.is_dir() or folder.name == theme:
            continue
        meant = "" if folder.name in programs else nearest(folder.name, {*programs, theme})
        yield f"{folder}: is not in use; the theme is {theme!r}{meant}"
        try:
            load_design(folder.name, override=override)
        except ProfileError as error:
            yield from (problem for problem in error.problems if problem.startswith(f"{folder}{os.sep}"))


def _other_files(override: Path) -> Iterator[str]:
    """Files of other kinds that are nearly called what a template is called."""
    own = own_templates()
    names = {path.name for path in own.rglob("*") if path.suffix in _KINDS}
    for path in _files(override):
        if path.suffix not in _KINDS and (meant := nearest(path.name, names)):
            yield f"{path}: is not read{meant}"


def _templates(folder: Path) -> Iterator[Path]:
    return (path for path in _files(folder) if path.suffix in _KINDS)


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    for path in _entries(folder):
        if path.is_symlink():
            continue
        if path.is_dir() and depth < _DEEPEST:
            yield from _files(path, depth + 1)
        elif path.is_file():
            yield path


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
