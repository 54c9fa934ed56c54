"""Pages as small grey pictures, and how two of them are told apart.

A picture is kept at a quarter of the detail of a screen: enough to see where blocks of text, rules and boxes stand, too little
to see how a letter is hinted. Two are compared by the mean grey of blocks of about two millimetres. A line that breaks
elsewhere, a column that moved, a colour that is gone changes many of them; a letter drawn a little heavier changes none by much.
"""

import importlib.util
import io
import os
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from briefing.edges import press
from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.model import Marks, Template
from briefing.stages.typeset import typeset

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
DPI = 48
GREYS = 16  # levels that are kept: a quarter of the bytes of 256
BLOCK = 4  # pixels
FAINT = 20  # of 255: what a block's grey may change by, for letters drawn heavier or lighter
FEW = 0.004  # the share of blocks that may change by more, for a letter that fell on the other side of a block's edge

_spec = importlib.util.spec_from_file_location("typeset_fixtures", HERE.parent / "stages" / "typeset" / "conftest.py")
_fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_fixtures)
sample_day, several_days, empty_day = _fixtures.sample_day, _fixtures.several_days, _fixtures.empty_day


@pytest.fixture(scope="session")
def marked_day(several_days):
    marks = Marks(classification="TLP:AMBER+STRICT", contact="Desk East, desk@example.org", disclaimer="Put together by a program.")
    return replace(several_days, marks=marks)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What two pictures differ in: the share of blocks, and the box around them in the pixels of the pictures."""

    share: float
    box: tuple[int, int, int, int] | None = None
    reason: str = ""

    def __bool__(self):
        return bool(self.reason) or self.share > FEW

    def __str__(self):
        return self.reason or f"{self.share:.1%} of it differ (at most {FEW:.1%} may), all within {self.box}"


def difference(one, other):
    """How two pictures differ; true where it is more than letters drawn a little otherwise."""
    if abs(one.width - other.width) > 1 or abs(one.height - other.height) > 1:
        return Difference(share=1.0, reason=f"its size is {other.size}, it was {one.size}")
    size = (min(one.width, other.width), min(one.height, other.height))
    coarse = [picture.crop((0, 0, *size)).reduce(BLOCK) for picture in (one, other)]
    changed = ImageChops.difference(*coarse).point(lambda grey: 255 if grey > FAINT else 0)
    share = changed.histogram()[255] / (changed.width * changed.height)
    box = changed.getbbox()
    return Difference(share=share, box=tuple(edge * BLOCK for edge in box) if box else None)


def small(picture, width):
    """A picture as it is kept: grey, reduced, with few levels."""
    picture = picture.convert("L")
    picture = picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.BOX)
    return picture.point(lambda grey: min(255, round(grey / 255 * (GREYS - 1)) * 255 // (GREYS - 1)))


def pages_of(pdf):
    """The pages of a PDF as small pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [document[number].render(scale=4 * DPI / 72).to_pil() for number in range(len(document))]
    finally:
        document.close()
    return [small(picture, picture.width // 4) for picture in drawn]


def bytes_of(picture):
    out = io.BytesIO()
    picture.quantize(GREYS).save(out, format="PNG", optimize=True)
    return out.getvalue()


@pytest.fixture(scope="session")
def paper():
    """A function: the pages of a PDF as small pictures."""
    return pages_of


@pytest.fixture(scope="session")
def unlike():
    """A function: how two pictures differ."""
    return difference


@pytest.fixture(scope="session")
def same_as_kept(tmp_path_factory):
    """A function: fails where a picture is not the one kept under this name; with UPDATE_PICTURES=1 it is kept instead."""

    def check(name, picture):
        place = PICTURES / f"{name}.png"
        if os.environ.get("UPDATE_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            place.write_bytes(bytes_of(picture))
        mend = "look at it; where the change is meant: UPDATE_PICTURES=1 pytest tests/visual"
        assert place.is_file(), f"there is no picture {place.name} yet; {mend}"
        with Image.open(place) as opened:
            kept = opened.convert("L")
        if found := difference(kept, picture):
            seen = tmp_path_factory.mktemp("pictures") / place.name
            beside(kept, picture).save(seen)
            pytest.fail(f"{name}: {found}\nas kept, as now, and the difference: {seen}\n{mend}", pytrace=False)

    return check


def beside(kept, now):
    """Two pictures and their difference in one, for a person to look at."""
    size = (max(kept.width, now.width), max(kept.height, now.height))
    whole = [
        ImageOps.pad(picture, size, color=255, centering=(0, 0)) if picture.size != size else picture for picture in (kept, now)
    ]
    sheet = Image.new("L", (size[0] * 3, size[1]), 255)
    for number, picture in enumerate([*whole, ImageChops.invert(ImageChops.difference(*whole))]):
        sheet.paste(picture, (size[0] * number, 0))
    return sheet


@pytest.fixture(scope="session")
def edition(request):
    """A function: a day in a theme as a file; `added` is CSS after all other, `without` a style sheet that is left empty."""
    drawn = io.BytesIO()
    Image.new("RGB", (300, 100), "maroon").save(drawn, format="PNG")
    logo = "data:image/png;base64," + b64encode(drawn.getvalue()).decode("ascii")

    @cache
    def make(day, theme="plain", kind="pdf", *, added="", without=""):
        if kind == "pdf" and (absent := press.missing()):
            pytest.skip("; ".join(absent))
        design = load_design(theme, logo=logo if day == "marked_day" else "")
        design = replace(design, templates=tuple(_changed(one, added, without) for one in design.templates))
        made, failures = typeset(
            request.getfixturevalue(day), formats=(kind,), design=design, press=Press(), archive="briefing.db", facts={}
        )
        assert not failures
        return dict(made.files)[f"briefing.{kind}"]

    return make


def _changed(template, added, without):
    if template.name == without:
        return Template(name=template.name, text="", origin=template.origin)
    if template.name == "theme.css" and added:
        return Template(name=template.name, text=template.text + added, origin=template.origin)
    return template


@pytest.fixture(scope="module")
def window(chromium):
    """A function: the page of some HTML in a window of this width, for as long as the `with` lasts."""

    @contextmanager
    def opened(html, width):
        page = chromium.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        try:
            page.set_content(html.decode("utf-8"))
            yield page
        finally:
            page.close()

    return opened


@pytest.fixture(scope="module")
def screen(window):
    """A function: the top of a page in a window of this width, as a small picture."""

    def shot(html, width):
        with window(html, width) as page:
            high = min(page.evaluate("document.documentElement.scrollHeight"), 4000)
            drawn = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": high})
        with Image.open(io.BytesIO(drawn)) as picture:
            return small(picture, 320 if width > 600 else 195)

    return shot
