"""What the machine has and what it lacks: Python interpreters, WeasyPrint's system libraries, tools of the tests.

Only the standard library, and nothing newer than Python 3.7 in syntax or names: this runs before anything is installed,
on whatever `python3` is, if only to say plainly that it is too old.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13), (3, 14))
PROBE = (
    "import sys\n"
    "try:\n"
    "    import ensurepip, venv\n"
    "    whole = 1\n"
    "except ImportError:\n"
    "    whole = 0\n"
    "print(*sys.version_info[:2], whole, getattr(sys, '_base_executable', None) or sys.executable)"
)

# What each library is called where, in the words WeasyPrint's own loader uses.
LIBRARIES = (
    ("GObject", ("libgobject-2.0.so.0", "libgobject-2.0.dylib", "libgobject-2.0.0.dylib")),
    ("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib")),
    ("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib")),
    ("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz.0.dylib")),
    ("HarfBuzz subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset.0.dylib")),
    ("fontconfig", ("libfontconfig.so.1", "libfontconfig.dylib", "libfontconfig.1.dylib")),
)
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")

DEBIAN, FEDORA, MACOS = "Debian/Ubuntu", "Fedora", "macOS"
INSTALL = {DEBIAN: "apt-get install", FEDORA: "dnf install", MACOS: "brew install"}
PRINTING = {
    DEBIAN: ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0", "libfontconfig1"),
    FEDORA: ("pango", "harfbuzz", "fontconfig"),
    MACOS: ("pango", "harfbuzz", "fontconfig"),
}
PYTHON = {DEBIAN: ("python3.11", "python3.11-venv"), FEDORA: ("python3.13",), MACOS: ("python@3.13",)}
TOOLS = (  # what tests look at the printed page with: the commands that will do, and the package on each system
    (("chromium", "chromium-browser", "google-chrome"), {DEBIAN: "chromium", FEDORA: "chromium", MACOS: "chromium"}),
    (("pdftotext",), {DEBIAN: "poppler-utils", FEDORA: "poppler-utils", MACOS: "poppler"}),
)


class Interpreter:
    """A Python on this machine: its path, its version as (major, minor), and whether it can make environments."""

    def __init__(self, path: str, version: tuple[int, int], *, whole: bool) -> None:
        self.path = path
        self.version = version
        self.whole = whole


def interpreters() -> list[Interpreter]:
    """Every supported Python found, one a version: the one that runs this first, then those on PATH and pyenv's, oldest first."""
    names = [(version, "python{}.{}".format(*version)) for version in SUPPORTED]
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    folders += sorted(pyenv.glob("3.*/bin"))
    candidates = [
        (sys.version_info[:2], sys.executable),
        *((version, str(folder / name)) for version, name in names for folder in folders),
    ]
    found: dict[tuple[int, int], Interpreter] = {}
    for version, path in candidates:
        known = found.get(version)
        made = None if known and known.whole else _probe(path)
        if made and (made.version not in found or (made.whole and not found[made.version].whole)):
            found[made.version] = made
    own = sys.version_info[:2]
    return sorted(found.values(), key=lambda one: (one.version != own, one.version))


def _probe(path: str) -> Interpreter | None:
    """The interpreter at `path`; None where there is none, it does not answer (a shim of another version) or is not supported."""
    if not os.access(path, os.X_OK):
        return None
    try:
        asked = subprocess.run([path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=30, check=True)
        major, minor, whole, real = asked.stdout.strip().split(" ", 3)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    version = (int(major), int(minor))
    return Interpreter(real, version, whole=whole == "1") if version in SUPPORTED else None


def missing_libraries() -> list[str]:
    """The names of the libraries WeasyPrint needs that cannot be loaded here."""
    return [name for name, files in LIBRARIES if not any(_loads(file) for file in files)]


def _loads(file: str) -> bool:
    places = [file, *(os.path.join(folder, file) for folder in HOMEBREW if sys.platform == "darwin")]  # noqa: PTH118 - "" must stay ""
    for place in places:
        try:
            ctypes.CDLL(place)
        except OSError:
            continue
        return True
    return False


def missing_tools() -> list[tuple[str, dict[str, str]]]:
    """The commands the tests would use and that are not on PATH, each with its package by system."""
    return [(commands[0], packages) for commands, packages in TOOLS if not any(shutil.which(command) for command in commands)]


def system() -> str | None:
    """Debian/Ubuntu, Fedora or macOS; None for any other."""
    if platform.system() == "Darwin":
        return MACOS
    if shutil.which("apt-get"):
        return DEBIAN
    return FEDORA if shutil.which("dnf") else None


def how_to(packages: dict[str, tuple[str, ...]]) -> str:
    """The command that installs `packages`, a line for each system, this machine's alone where it is known."""
    here = system()
    root = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return "\n".join(
        f"  {name + ':':<15}{'' if name == MACOS else root}{INSTALL[name]} {' '.join(packages[name])}"
        for name in (DEBIAN, FEDORA, MACOS)
        if here in (None, name)
    )


def install(packages: list[str]) -> bool:
    """Install system packages without asking; True where that worked. Only root on Debian/Ubuntu or Fedora tries."""
    here = system()
    if not packages or here not in (DEBIAN, FEDORA) or os.geteuid() != 0:
        return False
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if here == DEBIAN:
        steps = [["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]]
    else:
        steps = [["dnf", "install", "-y", *packages]]
    for step in steps:
        print("+", " ".join(step), flush=True)
        done = subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).strip().splitlines()[-8:]), flush=True)
    return done.returncode == 0
