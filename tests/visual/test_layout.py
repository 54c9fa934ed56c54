"""What is wrong with a page whatever it is meant to look like: text off the page or on other text, pages nearly empty."""

from collections import defaultdict
from contextlib import closing

import pypdfium2
import pytest

pytestmark = pytest.mark.slow
MM = 72 / 25.4  # points
EDGE = 5 * MM  # what no printer reaches
HEAD, FOOT = 21 * MM, 19 * MM  # where running heads stand
SHARE = 0.25  # of the smaller letter, that may lie under another: accents, italics, brackets
LEAST = 0.15  # of a page, that is used
DAYS = ("sample_day", "several_days", "empty_day")
THEMES = ("plain", "ministry")
OFF_THE_PAGE = "@media print { .meta { white-space: nowrap; margin-left: 150mm } }"
ON_EACH_OTHER = "@media print { section h3 { margin-bottom: -6mm !important } }"
NEARLY_EMPTY = "@media print { section { break-before: page } }"


def letters(page):
    """(left, bottom, right, top) of each letter that leaves ink, in points, and the letter."""
    with closing(page.get_textpage()) as text:
        for at in range(text.count_chars()):
            box = text.get_charbox(at)
            letter = text.get_text_range(at, 1)
            if letter.strip() and box[2] - box[0] > 0.2 and box[3] - box[1] > 0.2:
                yield box, letter


def pages(pdf):
    """(size, letters) of each page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [(page.get_size(), list(letters(page))) for page in document]


def text_of(pdf, number):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return " ".join(document[number].get_textpage().get_text_range().split())


def outside(size, found):
    wide, high = size
    return [
        letter
        for (left, bottom, right, top), letter in found
        if left < EDGE or bottom < EDGE or right > wide - EDGE or top > high - EDGE
    ]


def overlapping(found):
    """Pairs of letters that lie on each other: looked for only among those in one square of half an inch."""
    squares = defaultdict(list)
    for place, (box, letter) in enumerate(found):
        for x in range(int(box[0] // 36), int(box[2] // 36) + 1):
            for y in range(int(box[1] // 36), int(box[3] // 36) + 1):
                squares[x, y].append((place, box, letter))
    pairs = set()
    for square in squares.values():
        for at, (place, one, first) in enumerate(square):
            for next_to, other, second in square[at + 1 :]:
                if next_to - place < 4:
                    continue  # a ligature is several letters in one place
                wide = min(one[2], other[2]) - max(one[0], other[0])
                high = min(one[3], other[3]) - max(one[1], other[1])
                smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
                if wide > 0 and high > 0 and wide * high > SHARE * smaller:
                    pairs.add((first, second, *map(round, one)))
    return pairs


def used(size, found):
    """The share of a page's column between its first and its last line."""
    room = size[1] - HEAD - FOOT
    lines = [bottom for (_, bottom, _, top), _ in found if bottom > FOOT and top < size[1] - HEAD]
    return (size[1] - HEAD - min(lines)) / room if lines else 0.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("day", DAYS)
def test_no_letter_leaves_the_page_or_lies_on_another(edition, day, theme):
    for number, (size, found) in enumerate(pages(edition(day, theme)), 1):
        assert found, f"page {number} is empty"
        assert not outside(size, found), f"page {number}"
        assert not overlapping(found), f"page {number}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("day", DAYS)
def test_no_page_but_the_last_is_nearly_empty(edition, day, theme):
    shares = [used(*page) for page in pages(edition(day, theme))]
    assert all(share >= LEAST for share in shares[:-1]), shares


@pytest.mark.parametrize("theme", THEMES)
def test_the_first_page_says_it_all(edition, several_days, theme):
    first = text_of(edition("several_days", theme), 0)
    for part in (several_days.title, "At a glance", "Key figures", "Where it happened", "Map: Natural Earth"):
        assert part.casefold() in first.casefold(), part


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("day", DAYS)
def test_no_screen_is_scrolled_sideways(edition, window, day, theme, width):
    with window(edition(day, theme, "html"), width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", THEMES)
def test_the_classification_stands_at_the_head_and_the_foot_of_every_page(edition, theme):
    pdf = edition("marked_day", theme)
    for number, (size, found) in enumerate(pages(pdf)):
        assert text_of(pdf, number).count("TLP:AMBER+STRICT") == 2, f"page {number + 1}"
        lines = {round(bottom) for (_, bottom, _, _), letter in found if letter == "+"}
        assert min(lines) < FOOT, f"page {number + 1}"
        assert max(lines) > size[1] - HEAD, f"page {number + 1}"


@pytest.mark.parametrize("theme", THEMES)
def test_the_logo_is_printed_on_the_first_page(edition, theme):
    with closing(pypdfium2.PdfDocument(edition("marked_day", theme))) as document:
        pictures = [
            [thing.get_bounds() for thing in page.get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
            for page in document
        ]
    assert len(pictures[0]) == 1
    assert not any(pictures[1:])
    left, bottom, right, top = pictures[0][0]
    assert abs((right - left) / (top - bottom) - 3) < 0.05, "it is pulled out of shape"
    assert right - left > 30 * MM


def test_a_letter_off_the_page_is_seen(edition):
    assert any(outside(*page) for page in pages(edition("sample_day", added=OFF_THE_PAGE)))


def test_letters_on_each_other_are_seen(edition):
    assert any(overlapping(found) for _, found in pages(edition("sample_day", added=ON_EACH_OTHER)))


def test_a_page_that_is_nearly_empty_is_seen(edition):
    shares = [used(*page) for page in pages(edition("sample_day", added=NEARLY_EMPTY))]
    assert any(share < LEAST for share in shares[:-1]), shares
