"""The fonts the PDF is set in: packaged with the program, so that the same text gives the same bytes on every machine."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGES = ("fontpkg_source_sans_3", "fontpkg_source_serif_4")  # Latin, Greek, Cyrillic
FURTHER = "fontpkg.family"  # the entry points under which further font packages (Arabic, Georgian, …) announce themselves
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
    return tuple(sorted((path for folder in folders() for path in folder.glob("*.ttf")), key=lambda path: path.name))


def folders() -> tuple[Path, ...]:
    """The folders that hold the font files: our two families, then those of further font packages, for letters ours lack."""
    further = sorted({point.value.partition(":")[0] for point in entry_points(group=FURTHER)} - set(PACKAGES))
    found = (find_spec(package) for package in (*PACKAGES, *further))
    return tuple(Path(folder) / "files" for spec in found if spec for folder in spec.submodule_search_locations or ())


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
