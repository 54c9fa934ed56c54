"""The mail in a browser: on a phone and in a window, light and dark; nothing to scroll sideways to, and what axe finds."""

from dataclasses import replace

import pytest

from briefing.edges.templates import load_design
from briefing.model import Marks
from briefing.stages.typeset.letter import letter_body

pytestmark = pytest.mark.slow
DAYS = ("sample_day", "later_day", "several_days", "empty_day")
WIDTHS = (390, 700)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "ACT", "section508", "EN-301-549")
OUT = "https://briefing.example.org/u/abc"


def html(briefing, style="html", theme="plain", **changed):
    marked = replace(briefing, marks=Marks(classification="TLP:RED", contact="The desk", disclaimer="Not for print."))
    given = {
        "design": load_design(theme),
        "link": "https://briefing.example.org/d/1/",
        "enclosed": 9_000,
        "note": "Late.",
    } | changed
    return OUT.join(letter_body(marked, style=style, way_out=OUT, **given).html)


@pytest.fixture(scope="module")
def window(chromium, tmp_path_factory):
    """A function: a mail in a window of this width and scheme."""

    def show(page, width, scheme="light"):
        file = tmp_path_factory.mktemp("mail") / "mail.html"
        file.write_text(page, encoding="utf-8")
        shown = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        shown.goto(file.as_uri())
        return shown

    return show


def across(page):
    """How far the page goes beyond its window, in pixels."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("name", DAYS)
def test_nothing_has_to_be_scrolled_sideways_to(request, window, name):
    for style in ("pdf", "html"):
        made = html(request.getfixturevalue(name), style)
        for width in (*WIDTHS, 340):
            shown = window(made, width)
            assert across(shown) <= 0, (style, width)
            shown.close()


def test_a_long_word_and_a_long_address_stay_on_a_phone(window, small_day, poisoned):
    made = html(poisoned(small_day, ["x" * 400, "https://example.org/" + "long" * 60]))
    shown = window(made, 390)
    assert across(shown) <= 0
    shown.close()


@pytest.mark.parametrize("theme", ["plain", "ministry"])
def test_letters_are_light_on_dark_where_the_reader_wants_it_dark(window, sample_day, theme):
    """The lightness of ground and letters, 0 to 255, of everything that has text of its own."""
    lightness = """() => {
        const light = colour => { const [r, g, b] = colour.match(/[0-9.]+/g).map(Number); return (r * 299 + g * 587 + b * 114) / 1000; };
        const ground = one => { while (one) { const c = getComputedStyle(one).backgroundColor;
            if (!c.startsWith('rgba(0, 0, 0, 0')) return light(c); one = one.parentElement; } return 255; };
        return [...document.body.querySelectorAll('*')].filter(one => one.checkVisibility() && !one.closest('.classification'))
            .filter(one => [...one.childNodes].some(part => part.nodeType == 3 && part.data.trim()))
            .map(one => [ground(one), light(getComputedStyle(one).color), one.outerHTML.slice(0, 80)]); }"""
    for scheme in ("light", "dark"):
        shown = window(html(sample_day, theme=theme), 390, scheme)
        found = shown.evaluate(lightness)
        shown.close()
        assert len(found) > 50
        assert [one for one in found if (one[1] > one[0]) != (scheme == "dark")] == []
        assert [one for one in found if abs(one[1] - one[0]) < 120] == []


@pytest.mark.parametrize(("name", "theme"), [("several_days", "plain"), ("later_day", "ministry")])
def test_axe_finds_nothing_in_a_mail(request, window, name, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    for style, width, scheme in (("html", 700, "light"), ("html", 390, "dark"), ("pdf", 390, "light")):
        shown = window(html(request.getfixturevalue(name), style, theme), width, scheme)
        found = axe.Axe().run(shown, options={"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]})
        shown.close()
        nodes = [(one["id"], node["html"][:160]) for one in found.response["violations"] for node in one["nodes"]]
        assert nodes == [], (style, width, scheme)
