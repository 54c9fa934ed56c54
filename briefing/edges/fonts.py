"""The fonts the PDF is set in: packaged with the program, so that the same text gives the same bytes on every machine."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGES = ("fontpkg_source_sans_3", "fontpkg_source_serif_4")  # Latin, Greek, Cyrillic
FURTHER = "fontpkg.family"  # the entry points under which further font packages (Arabic, Hebrew, …) announce themselves
FOLDER = "BRIEFING_FONTS"  # the variable that names a folder of fonts for what no package brings
_BRINGS = {  # by script: the small packages that bring its letters; the extra `scripts` has the first three
    "Arabic": "fontpkg-noto-sans-arabic",
    "Hebrew": "fontpkg-heebo",
    "Devanagari": "fontpkg-noto-sans-devanagari",
    "Thai": "fontpkg-noto-sans-thai",
    "Tamil": "fontpkg-noto-sans-tamil",
    "Telugu": "fontpkg-noto-sans-telugu",
    "Khmer": "fontpkg-noto-sans-khmer",
}
_SUFFIXES = {".ttf", ".otf", ".ttc"}
_EXAMPLES = 5
_SCRIPTS = "aαяعאგհअก习가ひ"  # a letter of each
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias binding="same"><family>serif</family><prefer><family>Source Serif 4</family></prefer></alias>
<alias binding="same"><family>sans-serif</family><prefer><family>Source Sans 3</family></prefer></alias>
<alias binding="same"><family>monospace</family><prefer><family>Source Sans 3</family></prefer></alias>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def fonts() -> tuple[Path, ...]:
    """The font files, by name."""
    return tuple(sorted((path for folder in folders() for path in _files(folder)), key=lambda path: path.name))


def folders() -> tuple[Path, ...]:
    """The folders that hold the font files: our two families, then those of further font packages and of the user's folder."""
    further = sorted({point.value.partition(":")[0] for point in entry_points(group=FURTHER)} - set(PACKAGES))
    found = (find_spec(package) for package in (*PACKAGES, *further))
    packaged = [Path(folder) / "files" for spec in found if spec for folder in spec.submodule_search_locations or ()]
    own = os.environ.get(FOLDER, "")
    return (*packaged, *((Path(own).resolve(),) if own else ()))


def boxes(letters: str) -> str:
    """What to say of letters that no installed font has: their scripts, some of them, and what brings a font; "" for none."""
    scripts: dict[str, list[str]] = {}
    for letter in sorted(set(letters)):
        scripts.setdefault(_script(letter), []).append(letter)
    if not scripts:
        return ""
    told = "; ".join(f"{name} ({' '.join(some[:_EXAMPLES])})" for name, some in scripts.items())
    packages = sorted({package for name, package in _BRINGS.items() if name in scripts})
    rest = [name for name in scripts if name not in _BRINGS]
    ways = [f"pip install {' '.join(packages)}"] if packages else []
    ways += [f"for {', '.join(rest)} put fonts into a folder and name it in {FOLDER}"] if rest else []
    return f"boxes stand in the PDF, which is then neither PDF/UA nor PDF/A, for letters that no installed font has: {told}; {'; '.join(ways)}"


def scripts() -> tuple[str, ...]:
    """The scripts, of those that news is most often written in, whose letters the installed fonts have."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 - comes with WeasyPrint, and takes its time

    known: set[int] = set()
    for path in fonts():
        with TTFont(path, lazy=True, fontNumber=0) as font:
            known |= set(font.getBestCmap() or ())
    return tuple(_script(letter) for letter in _SCRIPTS if ord(letter) in known)


def _script(letter: str) -> str:
    """The script of a letter as its name begins in Unicode ("Georgian"); "signs" for what is no letter."""
    if unicodedata.category(letter)[0] not in "LM":
        return "signs"
    name = unicodedata.name(letter, "unknown").split()[0]
    return name if name == "CJK" else name.capitalize()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())


def absent() -> tuple[str, ...]:
    """The packages of our own two families that are not installed."""
    return tuple(package.replace("_", "-") for package in PACKAGES if find_spec(package) is None)


def hashes() -> Mapping[str, str]:
    """The sha256 of each font file by its name, for the manifest."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in fonts()}


def configuration(cache: Path) -> str:
    """A fontconfig file that knows the packaged fonts alone and keeps its cache in `cache`."""
    listed = "\n".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders())
    return _CONFIG.format(folders=listed, cache=escape(str(cache)))
