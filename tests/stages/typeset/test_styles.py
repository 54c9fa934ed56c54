"""The style sheets hold to their own system: colours that can be read, one scale, properties that exist, nothing fetched."""

import itertools
import re

import pytest

from briefing.edges.templates import load_design

THEMES = ["plain", "ministry"]
SHEETS = ("page.css", "print.css", "marks.css", "theme.css")
GROUNDS = [
    ("ink", "paper"),
    ("quiet", "paper"),
    ("accent", "paper"),
    ("ink", "tint"),
    ("quiet", "tint"),
    ("accent", "tint"),
    ("on-accent", "accent"),
]


def sheet(theme, name):
    return re.sub(r"/\*.*?\*/", "", load_design(theme).text(name), flags=re.DOTALL)


def colours(theme):
    """The colours of a theme by property: those of page.css with its own in their place."""
    found = {}
    for name in ("page.css", "theme.css"):
        found |= dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b", sheet(theme, name)))
    return found


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guidelines_for_accessibility_count_it():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), GROUNDS)
def test_every_text_can_be_read_on_its_ground_in_colour_and_in_grey(theme, text, ground):
    known = colours(theme)
    assert contrast(known[text], known[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_every_property_that_is_used_is_set(theme):
    text = "\n".join(sheet(theme, name) for name in SHEETS)
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) <= set(re.findall(r"(--[a-z0-9-]+)\s*:", text))


def test_each_size_of_the_scale_is_1_2_times_the_one_before():
    sizes = [float(size) for size in re.findall(r"--size-(?:s|0|l|xl|2xl|3xl|4xl):\s*([0-9.]+)rem", sheet("plain", "page.css"))]
    assert len(sizes) == 7
    assert [after / before for before, after in itertools.pairwise(sizes)] == pytest.approx([1.2] * 6, abs=0.001)


def test_the_colours_of_the_page_are_properties_so_that_a_theme_can_change_them():
    rules = re.sub(r":root\s*\{[^}]*\}", "", sheet("plain", "page.css"))
    assert re.findall(r"#[0-9a-f]{3,6}\b(?![\"\w-])", rules) == []


@pytest.mark.parametrize("theme", THEMES)
def test_no_style_sheet_fetches_anything(theme):
    for name in SHEETS:
        assert not re.search(r"url\(|@import|@font-face", sheet(theme, name))
