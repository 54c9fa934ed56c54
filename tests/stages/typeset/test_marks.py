"""Marks: the classification at head and foot, the logo, contact and disclaimer at the end."""

import re
from dataclasses import replace

import pytest

from briefing.edges.templates import load_design
from briefing.model import Design, Marks, Template
from briefing.stages.typeset import marks, typeset
from briefing.stages.typeset.tint import tinted

MARKS = Marks(classification="tlp:amber", contact="Desk East, desk@example.org", disclaimer="Put together by a program.")
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def made(briefing, kind="html", marks=MARKS, **design):
    files, failures = typeset(
        replace(briefing, marks=marks), formats=[kind], design=load_design(**design), press=None, archive="briefing.db", facts={}
    )
    assert not failures
    return dict(files.files)[f"briefing.{kind}"].decode("utf-8")


@pytest.mark.parametrize(
    ("written", "printed", "colour"),
    [
        ("tlp:red", "TLP:RED", ".tlp-red"),
        ("TLP: Amber", "TLP:AMBER", ".tlp-amber"),
        ("TLP AMBER + STRICT", "TLP:AMBER+STRICT", ".tlp-amber"),
        ("tlp-green", "TLP:GREEN", ".tlp-green"),
        (" TLP:CLEAR ", "TLP:CLEAR", ".tlp-clear"),
    ],
)
def test_names_of_the_traffic_light_protocol_have_its_spelling_and_colour(written, printed, colour):
    assert marks.classification(written) == printed
    assert marks.colours(written) == (".classification", colour)


@pytest.mark.parametrize("written", ["Internal", "TLP:WHITE", "TLP:REDACTED", "Not TLP:RED", "RED", "Для службового користування"])
def test_any_other_classification_stands_as_written_and_has_no_colour(written):
    assert marks.classification(written) == written
    assert marks.colours(written) == (".classification",)


def test_a_long_classification_is_cut_to_a_line():
    assert len(marks.classification("secret " * 100)) <= marks.LONGEST


def test_the_classification_is_the_first_thing_that_is_said_and_the_last_on_the_page(sample_day):
    text = made(sample_day, "md")
    assert text.startswith("TLP:AMBER\n")
    page = made(sample_day)
    lines = re.findall(r'<p class="classification tlp-amber">TLP(?:&#58;|:)AMBER</p>', page)
    assert len(lines) == 2
    assert page.index(lines[0]) < page.index("<h1")
    assert page.index("<footer>") < page.rindex(lines[1])


def test_contact_and_disclaimer_close_the_edition_after_its_references(sample_day):
    text = made(sample_day, "md")
    assert text.index("## References") < text.index("## About this edition") < text.index("Desk East") < text.index("by a program")
    page = made(sample_day)
    assert page.index('class="footnote"') < page.index('<section aria-labelledby="imprint">') < page.index("Desk East")
    references = page[page.index('aria-labelledby="references"') : page.index('<section aria-labelledby="imprint">')]
    assert references.count('class="footnote"') == 1


def test_without_marks_nothing_of_them_is_there(sample_day):
    page = made(sample_day, marks=Marks())
    body = page[page.index("<body>") :]
    assert not re.search(r"classification|imprint|disclaimer|class=\"logo\"", body)
    assert "img-src" not in page


def test_the_logo_stands_in_the_masthead_with_a_word_for_those_who_cannot_see_it(sample_day):
    design = replace(load_design(), logo=PIXEL)
    files, _ = typeset(sample_day, formats=["html"], design=design, press=None, archive="briefing.db", facts={})
    page = dict(files.files)["briefing.html"].decode("utf-8")
    header = page[page.index("<header>") : page.index("</header>")]
    assert f'<img class="logo" src="{PIXEL}" alt="Logo">' in header
    assert "img-src data:;" in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("field", ["classification", "contact", "disclaimer"])
def test_marks_are_as_inert_as_any_text(sample_day, field):
    hostile = Marks(
        **{field: "</p></style><script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} ![y](http://a.example/b.png)"}
    )
    page = made(sample_day, marks=hostile)
    assert not re.search(r"<script|javascript:alert\(1\)\"|<img|>49<", page)
    assert "{{ 7*7 }}" in re.sub(r"&#(\d+);", lambda one: chr(int(one[1])), page)


@pytest.mark.parametrize("theme", ["plain", "ministry"])
def test_the_colours_are_those_that_are_prescribed(theme):
    style = load_design(theme).text("marks.css")
    for name, colour in {"red": "#ff2b2b", "amber": "#ffc000", "green": "#33ff00", "clear": "#fff"}.items():
        assert re.search(rf":has\(\.tlp-{name}\) {{ --mark-ink: {colour}; --mark-ground: #000;", style), name
    assert "tlp-" not in load_design(theme).text("theme.css").replace('[class*="tlp-"]', "")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["plain", "ministry"])
def test_every_colour_of_a_theme_can_be_read_on_every_ground(theme):
    design = load_design(theme)
    colours = {}
    for name, colour in re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6}|#fff)\s*;", design.text("page.css") + design.text("theme.css")):
        colours[name] = "#ffffff" if colour == "#fff" else colour
    for ground in ("paper", "tint", "mark"):
        assert contrast(colours["ink"], colours[ground]) > 7
        assert contrast(colours["accent"], colours[ground]) > 7
        assert contrast(colours["quiet"], colours[ground]) > 4.5
    assert contrast(colours["on-accent"], colours["accent"]) > 7


def test_drawings_take_the_colours_of_the_theme(several_days):
    plain, ministry = made(several_days), made(several_days, theme="ministry")
    assert 'fill="#14507d"' in plain
    body = ministry[ministry.index("<body>") :]
    assert "#14507d" not in body
    assert 'fill="#17513f"' in body


def test_a_colour_that_is_no_colour_leaves_a_drawing_as_it_was():
    style = ':root { --accent: url(http://a.example/); --ink: "><script>; --tint: #abc; }'
    design = Design(templates=(Template(name="theme.css", text=style, origin="theme.css"),))
    drawn = {"map": '<svg fill="#14507d" stroke="#1a1a1a"/>'}
    assert tinted(drawn, design) == drawn
