"""The press: a page of HTML in, a PDF out, printed by WeasyPrint in a child process that cannot run away.

This process never imports WeasyPrint. The child gets an environment of its own (no locale, no home, no fonts but the
packaged ones), so the same page gives the same bytes wherever it is printed.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from briefing.edges import fonts
from briefing.errors import PressError
from briefing.model import Attachment

Variant = Literal["pdf/ua-1", "pdf/a-3a"]
_A_TURN, _MOST_TURNS = 500_000, 4
_AT_ONCE = 6  # pages of which the first that fits is wanted, in one process
_NONE_FITS = 4  # exit code of the child
_OVER_TIME = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}
_CHILD = Path(__file__).with_name("press_child.py")
# Library, the names under which WeasyPrint looks for it, and the packages that bring it.
_LIBRARIES = {
    "GObject": ("libgobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz-0", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-Subset": ("libharfbuzz-subset-0", "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "Fontconfig": ("libfontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
    "PangoFT2": ("libpangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
}
INSTALL = (
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1",
    "Fedora: dnf install pango harfbuzz fontconfig",
    "macOS: brew install pango",
)


def _unheard(_said: str) -> None:
    """What a press has to tell, told to nobody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """Prints pages, each within these limits; a page that breaks them is printed once more as plain text.

    The seconds are for each half megabyte of HTML (some 60 pages of PDF) begun, up to four of them. `tell` hears, in words, what a
    reader of the PDF should know of how it was printed: as plain text, or with boxes for letters that no font has.
    """

    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    memory_bytes: int = 1 << 30
    file_bytes: int = 50_000_000
    tell: Callable[[str], object] = _unheard

    def __call__(self, html: str, *, variant: Variant = "pdf/ua-1", attachments: Sequence[Attachment] = ()) -> bytes:
        """The PDF of a page that needs nothing from outside, tagged; `PressError` where there can be none.

        Only PDF/A has a place for attachments.
        """
        if attachments and variant == "pdf/ua-1":
            raise ValueError("a file can be attached to PDF/A only")
        printed = self._printed((html,), variant=variant, attachments=attachments)
        if printed is None:
            raise PressError("the PDF could not be printed")
        return printed

    def fitting(self, pages: Iterable[str]) -> bytes:
        """The PDF (PDF/UA-1) of the first of these pages that fits one sheet; `PressError` where none does."""
        left = iter(pages)
        while group := tuple(islice(left, _AT_ONCE)):
            printed = self._printed(group, one_sheet=True)
            if printed is not None:
                return printed
        raise PressError("nothing of the edition fits one sheet")

    def _printed(
        self,
        pages: Sequence[str],
        *,
        variant: Variant = "pdf/ua-1",
        attachments: Sequence[Attachment] = (),
        one_sheet: bool = False,
    ) -> bytes | None:
        """The PDF of the first page that will do, or as plain text of the last; None where none fits one sheet."""
        if absent := missing():
            raise PressError("\n".join(absent))
        with tempfile.TemporaryDirectory(prefix="briefing-press-") as folder:
            place = Path(folder)
            (place / "cache").mkdir()
            (place / "fonts.conf").write_text(fonts.configuration(place / "cache"), encoding="utf-8")
            turns = min(1 + max(map(len, pages)) // _A_TURN, _MOST_TURNS)
            job = {
                "pages": [_laid(place, f"page-{number}.html", html) for number, html in enumerate(pages)],
                "one_sheet": one_sheet,
                "variant": variant,
                "attached": [
                    {
                        "file": _laid(place, f"attached-{number}", one.content),
                        "name": one.name,
                        "media_type": one.media_type,
                        "relationship": one.relationship,
                        "description": one.description,
                    }
                    for number, one in enumerate(attachments)
                ],
                "fonts": [str(path) for path in fonts.fonts()],
                "lacking": str(place / "lacking.txt"),
                "memory_bytes": self.memory_bytes,
                "file_bytes": self.file_bytes,
            }
            first = self._print(place, "rich", turns, job)
            if not isinstance(first, str):
                return first
            second = self._print(place, "plain", 1, job)
            if isinstance(second, bytes):
                self.tell(f"the PDF is plain text, because it could not be printed as it was set: {first}")
                return second
            raise PressError(f"the PDF could not be printed: {first}; as plain text: {second}")

    def _print(self, place: Path, style: Literal["rich", "plain"], turns: int, job: Mapping[str, object]) -> bytes | str | None:
        target = place / f"{style}.pdf"
        told = _laid(place, f"{style}.json", json.dumps({**job, "target": str(target), "cpu_seconds": self.cpu_seconds * turns}))
        child = subprocess.Popen(  # noqa: S603 - our own file, our own arguments
            [sys.executable, "-P", str(_CHILD), told, style],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_environment(place),
            cwd=place,
            start_new_session=True,
        )
        try:
            _, errors = child.communicate(timeout=self.wall_seconds * turns)
        except subprocess.TimeoutExpired:
            _end(child)
            return f"it took longer than {self.wall_seconds * turns:g} seconds"
        except BaseException:
            _end(child)
            raise
        if child.returncode == 0:
            if said := fonts.boxes((place / "lacking.txt").read_text(encoding="utf-8")):
                self.tell(said)
            return target.read_bytes()
        if child.returncode == _NONE_FITS:
            return None
        return _why(child.returncode, errors.decode("utf-8", "replace").replace(str(place), "…"))


def _laid(place: Path, name: str, content: str | bytes) -> str:
    """Lay a file into the folder, and say where it is."""
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    return str(path)


def missing() -> tuple[str, ...]:
    """What this machine lacks for printing, in words, with the commands that mend it; empty when nothing is missing."""
    libraries = [name for name, files in _LIBRARIES.items() if not any(map(_loads, files))]
    said = []
    if libraries:
        said += [
            f"the PDF needs system libraries that are not installed: {', '.join(libraries)}",
            *(f"  {line}" for line in INSTALL),
        ]
    if absent := fonts.absent():
        said.append(f"the PDF needs its fonts: pip install {' '.join(absent)}")
    return tuple(said)


def libraries() -> Mapping[str, str]:
    """The versions of the system libraries that shape the PDF's text, for the manifest; those that tell."""
    found = {}
    for name, function in (("Pango", "pango_version_string"), ("HarfBuzz", "hb_version_string")):
        for file in _LIBRARIES[name]:
            with contextlib.suppress(OSError, AttributeError):
                tell = getattr(ctypes.CDLL(file), function)
                tell.restype = ctypes.c_char_p
                found[name] = tell().decode("ascii", "replace")
                break
    return found


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _environment(place: Path) -> dict[str, str]:
    """What the child may know: where Python's packages are, its fonts, and nothing of the user."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
        if name in os.environ
    }
    paths = [path for path in sys.path if path and Path(path).is_absolute()]
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",  # else fontTools writes the time of day into every font it makes of a variable one
        "HOME": str(place),
        "TMPDIR": str(place),
        "XDG_CACHE_HOME": str(place / "cache"),
        "FONTCONFIG_FILE": str(place / "fonts.conf"),
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and what it may have started (it leads its own session), and collect it."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


def _why(code: int, errors: str) -> str:
    if code in _OVER_TIME:
        return "it took more processor time than it may"
    if "MemoryError" in errors:
        return "it took more memory than it may"
    last = [line.strip() for line in errors.splitlines() if line.strip()][-1:]
    return last[0][:300] if last else f"the printing process ended with code {code}"
