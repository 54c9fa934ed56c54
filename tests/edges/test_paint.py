"""Drawings painted as pictures: their size, their letters, the same bytes each time, and what is refused."""

import io

import pytest
from PIL import Image

from briefing.edges.paint import HIGHEST, LONGEST, WIDTH, paint
from briefing.errors import PressError


def drawn(inside, box="0 0 560 280"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


def opened(svg):
    return Image.open(io.BytesIO(paint(svg))).convert("RGB")


def ink(image):
    return sum(image.convert("L").point(lambda level: level < 128 and 1).tobytes())


def test_a_drawing_becomes_a_picture_of_its_proportions_on_white():
    picture = opened(drawn('<rect x="280" width="280" height="280" fill="#14507d"/>'))
    assert picture.size == (WIDTH, WIDTH // 2)
    assert picture.getpixel((10, 10)) == (255, 255, 255)
    assert picture.getpixel((WIDTH - 10, 10)) == (0x14, 0x50, 0x7D)


def test_a_tall_drawing_is_no_higher_than_it_may_be():
    assert opened(drawn("<rect width='1' height='1'/>", "0 0 10 10000")).size == (3, HIGHEST)


def test_letters_of_both_scripts_and_both_weights_are_set_in_the_packaged_fonts():
    words = {
        (family, weight, text): ink(
            opened(drawn(f'<text y="100" font-size="60" font-family="\'{family}\', serif" font-weight="{weight}">{text}</text>'))
        )
        for family in ("Source Sans 3", "Source Serif 4")
        for weight in (400, 700)
        for text in ("Kyiv", "Київ")
    }
    assert all(count > 1000 for count in words.values())
    assert all(words[family, 700, text] > words[family, 400, text] * 1.1 for family, _, text in words)
    assert words["Source Sans 3", 400, "Kyiv"] != words["Source Serif 4", 400, "Kyiv"]


def test_the_same_drawing_gives_the_same_bytes():
    svg = drawn('<text y="50" font-family="Source Sans 3">Odesa</text><path d="M0 0l100 90" stroke="#000"/>')
    assert paint(svg) == paint(svg)


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ("<p>no drawing</p>", "without a size"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "without a size"),
        (drawn("", "0 0 0 10"), "without a size"),
        (drawn("<g>"), "could not be painted"),
        (drawn('<image width="9" height="9" href="/etc/hostname"/>'), "outside"),
        (drawn('<a xlink:href="https://a.example/"/>'), "outside"),
        (drawn('<rect fill="url(https://a.example/#a)"/>'), "outside"),
        (drawn("<style>@import 'https://a.example/'</style>"), "outside"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + drawn("&a;"), "outside"),
        (drawn("<g/>" * (LONGEST // 4)), "too large"),
    ],
)
def test_what_is_no_drawing_of_ours_is_refused_with_a_reason(svg, reason):
    with pytest.raises(PressError, match=reason):
        paint(svg)
