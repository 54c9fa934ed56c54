"""The logo of a profile: any picture file in, a small PNG of our own making out, as a `data:` address.

What is printed is never the file itself: rasters are decoded and written anew without metadata, drawings are rasterised from
a copy that points at nothing outside.
"""

import base64
import io
import math
import re
import warnings
from pathlib import Path

import resvg_py
from lxml import etree
from PIL import Image, ImageOps

from briefing.edges import fonts
from briefing.errors import ProfileError

WIDEST = 600  # pixels, in width and height: sharp at 50 mm on paper
LARGEST = 5_000_000  # bytes of a file
MOST_PIXELS = 4_000_000
MOST_ELEMENTS = 5_000
_RIGHT = "a PNG, JPEG, WebP or SVG file of at most 5 MB and 4 million pixels"
_SVG = "{http://www.w3.org/2000/svg}"
_ELSEWHERE = re.compile(r"url\s*\(\s*(?!['\"]?\s*#)|@import|\\", re.IGNORECASE)  # a backslash could spell either in disguise
_DROPPED = ("script", "foreignObject", "metadata", "a", "animate", "animateMotion", "animateTransform", "set")


class _UnfitError(Exception):
    """The file is no logo; the message says why."""


def load_logo(path: Path, *, profile: str = "the profile") -> str:
    """The picture of a file as "data:image/png;base64,…", at most `WIDEST` pixels wide and high; the same for the same bytes.

    Raises `ProfileError`, which names the file by its name alone, where it cannot be read or is no picture we print.
    """
    try:
        content = _content(path)
        png = _drawn(content) if _is_svg(content) else _copied(content)
    except OSError as error:
        raise _wrong(profile, path, f"cannot be read ({error.strerror or 'not a file'})") from None
    except _UnfitError as error:
        raise _wrong(profile, path, str(error)) from None
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _UnfitError("has more than 5 MB")
    return content


def _wrong(profile: str, path: Path, reason: str) -> ProfileError:
    return ProfileError(profile, (f"marks.logo: {path.name!r} {reason}; a logo is {_RIGHT}",))


def _is_svg(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _copied(content: bytes) -> bytes:
    """A raster decoded and written anew."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large or slightly broken files; ours is the check of the size
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _UnfitError(f"has {picture.width} × {picture.height} pixels")  # said before any of them is decoded
                picture.load()
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _UnfitError("is no picture that can be read") from None
    return _written(upright)


def _drawn(content: bytes) -> bytes:
    """A drawing as pixels, with the packaged fonts."""
    svg, wide, high = _safe(content)
    zoom = WIDEST / max(wide, high)
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=max(1, round(wide * zoom)),
            height=max(1, round(high * zoom)),
            dpi=96,
            skip_system_fonts=True,
            font_files=[str(path) for path in fonts.fonts()],
            font_family="Source Sans 3",
        )
    except ValueError:
        raise _UnfitError("is a drawing that cannot be drawn") from None
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        return _written(picture.convert("RGBA"))


def _safe(content: bytes) -> tuple[str, float, float]:
    """A drawing without scripts, and its width and height; refused where it points outside or could grow without end."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _UnfitError("is no SVG that can be read") from None
    if root.tag != f"{_SVG}svg":
        raise _UnfitError("is no SVG: its first element is none")
    if b"<!ENTITY" in content:
        raise _UnfitError("is an SVG that declares entities (save it as plain SVG)")
    etree.strip_elements(root, *(f"{_SVG}{name}" for name in _DROPPED if name != "a"), with_tail=False)
    etree.strip_tags(root, f"{_SVG}a", etree.ProcessingInstruction)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise _UnfitError(f"is an SVG of more than {MOST_ELEMENTS:,} elements")
    reused = {use.get("href") or use.get("{http://www.w3.org/1999/xlink}href") for use in root.iter(f"{_SVG}use")}
    for element in root.iter(etree.Element):
        _check(element, reused)
    return etree.tostring(root, encoding="unicode"), *_size(root)


def _check(element: "etree._Element", reused: set[str | None]) -> None:
    for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        if name.rpartition("}")[2] == "href" and not value.strip().startswith("#"):
            raise _UnfitError("is an SVG that holds or points at another picture (save that one as PNG instead)")
        if _ELSEWHERE.search(value):
            raise _UnfitError("is an SVG that points at another file")
    if element.tag == f"{_SVG}style" and _ELSEWHERE.search(element.text or ""):
        raise _UnfitError("is an SVG whose style points at another file")
    # What is used again must not use others again: a few lines of that would draw for days.
    if f"#{element.get('id')}" in reused and next(iter(element.iter(f"{_SVG}use")), None) is not None:
        raise _UnfitError("is an SVG that uses parts within parts")


def _size(root: "etree._Element") -> tuple[float, float]:
    """Width and height, of which only the proportion matters: of the view box, else of the attributes."""
    box = re.findall(r"-?[0-9.]+(?:[eE][+-]?\d+)?", root.get("viewBox") or "")
    pair = box[2:] if len(box) == 4 else [re.sub(r"[a-z]+$", "", (root.get(name) or "").strip()) for name in ("width", "height")]
    try:
        wide, high = float(pair[0]), float(pair[1])
    except ValueError:
        raise _UnfitError("is an SVG that does not say how large it is (viewBox)") from None
    if not (math.isfinite(wide) and math.isfinite(high) and wide > 0 and high > 0 and 1 / 50 < wide / high < 50):
        raise _UnfitError("is an SVG of an impossible size")
    return wide, high


def _written(picture: Image.Image) -> bytes:
    """The PNG of a picture: pixels and nothing else, no larger than is printed."""
    picture.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    if clean.getchannel("A").getextrema() == (255, 255):
        clean = clean.convert("RGB")
    out = io.BytesIO()
    clean.save(out, format="PNG", optimize=True)
    return out.getvalue()
