"""The comparison of pictures itself: what it must see, and what it must let pass."""

import pytest
from PIL import Image, ImageChops, ImageFilter

pytestmark = pytest.mark.slow

# What happens to a layout, as CSS after all other.
BREAKS = {
    "the margin moves by 5 mm": "@media print { @page { margin-left: 25mm; margin-right: 15mm } }",
    "a table grows out of its column": "@media print { table { width: 130%; white-space: nowrap } }",
    "the text is set larger": "@media print { body { font-size: 11pt } }",
    "the lines are closer": "@media print { body { line-height: 1.3 } }",
    "the other family is used": "@media print { p { font-family: var(--sans) } h3 { font-family: var(--sans) } }",
    "the headings lose their weight": "h1, h2, h3 { font-weight: 300 }",
    "the map is gone": ".drawing svg { display: none }",
    "text lies on text": "@media print { h3 { margin-bottom: -6mm } }",
}
SCREEN_BREAKS = {
    "the text touches the edge": "body { padding: 0 }",
    "a table is wider than the phone": "table { width: 44rem; white-space: nowrap }",
    "the labels are gone": "h2 { display: none }",
    "the boxes have no ground": "section { background: none !important }  header { background: none !important; border: 0 !important }",
}


def whole(pages):
    """The pages of an edition below each other."""
    sheet = Image.new("L", (pages[0].width, sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    return sheet


def top(picture, other):
    high = min(picture.height, other.height)
    return picture.crop((0, 0, picture.width, high)), other.crop((0, 0, other.width, high))


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_page_of_paper_is_seen(edition, paper, unlike, name):
    good, broken = (whole(paper(edition("several_days", added=css))) for css in ("", BREAKS[name]))
    assert unlike(*top(good, broken)), name


def test_paper_without_its_style_sheet_is_seen(edition, paper, unlike):
    good, broken = (paper(edition("several_days", without=name))[0] for name in ("", "print.css"))
    assert unlike(good, broken)


@pytest.mark.parametrize("name", SCREEN_BREAKS)
def test_a_broken_page_on_a_phone_is_seen(edition, screen, unlike, name):
    good, broken = (screen(edition("several_days", "plain", "html", added=css), 390) for css in ("", SCREEN_BREAKS[name]))
    assert unlike(*top(good, broken)), name


def test_letters_that_are_drawn_a_little_otherwise_pass(edition, paper, unlike):
    """Another machine hints, darkens and places letters by less than half a pixel of a screen."""
    for page in paper(edition("several_days")):
        larger = page.resize((page.width * 4, page.height * 4), Image.Resampling.BICUBIC)
        moved = ImageChops.offset(larger, 1, 1).resize(page.size, Image.Resampling.BOX)  # a quarter of a pixel of a picture
        assert not unlike(page, moved)
        assert not unlike(page, page.point(lambda grey: round(grey * 0.96)))  # darker
        assert not unlike(page, page.filter(ImageFilter.GaussianBlur(0.5)))  # softer


def test_the_same_page_is_the_same(edition, paper, unlike):
    page = paper(edition("empty_day"))[0]
    assert unlike(page, page.copy()).share == 0


def test_a_page_of_another_size_is_another_page(unlike):
    assert "size" in str(unlike(Image.new("L", (100, 100), 255), Image.new("L", (100, 140), 255)))


def test_what_changed_is_shown_with_its_place(unlike):
    page = Image.new("L", (200, 200), 255)
    other = page.copy()
    other.paste(0, (40, 80, 100, 120))
    found = unlike(page, other)
    assert found
    assert found.box == (40, 80, 100, 120)
    assert "(40, 80, 100, 120)" in str(found)
