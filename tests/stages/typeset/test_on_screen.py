"""The page in a browser: what a sentence shows when it is pointed at, touched or reached by keyboard, and what axe finds."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.stages.typeset import typeset
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.hover import with_passages, without_marks
from briefing.stages.typeset.page import convert

THEMES = ("plain", "ministry")
DAYS = ("sample_day", "later_day", "several_days", "empty_day")
WIDTHS = (390, 1280)
# axe calls a rule by these tags; "experimental" ones are its drafts, and two rules ask of AAA what no digest of sources can hold:
# that links of one name lead to one place (titles of sources are often the same).
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa", "ACT", "section508", "EN-301-549")
FIRST_SENTENCE = "h3 ~ p .said"


def made(briefing, theme="plain", **changed):
    """The files of an edition: the page and the archived copies."""
    design = replace(load_design(theme), **changed)
    edition, failures = typeset(
        briefing, formats=("html", "sources"), design=design, press=None, archive="../../briefing.db", facts={}
    )
    assert failures == ()
    return dict(edition.files)


def marked(briefing):
    return convert(fill(briefing, load_design(), for_page=True, copies=True))


class Spans(HTMLParser):
    """The attributes of a page's spans and the values of `data-passage`, as a reader's program takes them."""

    def __init__(self, html):
        super().__init__()
        self.passages, self.spans = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "span":
            self.spans.append({name for name, _ in attrs})
            self.passages += [value for name, value in attrs if name == "data-passage"]


@pytest.fixture(scope="module")
def window(chromium, tmp_path_factory):
    """A function: the page of an edition's file in a window of this width."""
    opened = []

    def show(html, width=1280, **more):
        file = tmp_path_factory.mktemp("page") / "briefing.html"
        file.write_bytes(html)
        page = chromium.new_page(viewport={"width": width, "height": 800}, bypass_csp=True, **more)
        page.goto(file.as_uri())
        opened.append(page)
        return page

    yield show
    for page in opened:
        page.close()


def shown(page):
    """What passages are to be seen at this moment."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.cites')].map(one => [one, getComputedStyle(one, '::after')])
            .filter(([_, style]) => !['none', 'normal'].includes(style.content) && style.visibility == 'visible' && style.opacity == 1)
            .map(([one, _]) => one.dataset.passage)"""
    )


def violations(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def test_each_citation_carries_publisher_day_and_passage(sample_day):
    (first, *_), known = Spans(with_passages(marked(sample_day), sample_day).main).passages, sample_day.highlights[0].statement
    assert first.splitlines()[0] == "Izmail Courier, 12 March 2025, ¶1" or "¶1" in first.splitlines()[0]
    assert known.text.partition(",")[0] in first


def test_the_text_of_the_page_is_the_same_with_the_passages_and_without(several_days):
    def text(html):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))

    body = marked(several_days)
    assert text(with_passages(body, several_days).main) == text(body.main) == text(without_marks(body).main)


def test_other_formats_get_no_marks_of_the_screen(several_days):
    plain = without_marks(marked(several_days))
    assert not re.search(r"data-|class=\"(said|cites)\"|<span>", plain.head + plain.main)
    assert plain.main.count("<span ") == plain.main.count("</span>") > 0
    assert set().union(*Spans(plain.main).spans) == {"lang", "class"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(('"><img src=x onerror=alert(1)>', "' onmouseover='x", "</span>", "&quot;&#34;", "a\nb"))
        | st.text(max_size=30)
    )
)
def test_a_hostile_passage_stays_inside_its_attribute(small_day, poisoned, texts):
    briefing = poisoned(small_day, [*texts, "x"])
    spans = Spans(with_passages(marked(briefing), briefing).main)
    assert set().union(*spans.spans) <= {"class", "lang", "data-passage", "tabindex"}
    assert spans.passages


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sample_day", "several_days"])
def test_every_sentence_shows_one_passage_when_it_is_touched(request, window, name):
    page = window(made(request.getfixturevalue(name))["briefing.html"])
    counts = page.evaluate(
        """() => [...document.querySelectorAll('.said')].map(one => { one.focus({preventScroll: true});
            return [one.textContent, [...document.querySelectorAll('.cites')]
                .filter(cites => getComputedStyle(cites, '::after').content.length > 6).length]; })"""
    )
    assert len(counts) > 20
    assert [one for one in counts if one[1] != 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_a_passage_shows_under_its_sentence_and_goes_again(sample_day, window, width):
    page = window(made(sample_day)["briefing.html"], width)
    sentence = page.locator(FIRST_SENTENCE).first
    assert shown(page) == []
    sentence.hover()
    page.wait_for_timeout(700)
    (passage,) = shown(page)
    assert sentence.text_content()[:40] in passage
    over, under, wide = sentence.evaluate(
        """one => { const lines = [...one.getClientRects()], last = lines[lines.length - 1];
            const at = (x, y) => document.elementFromPoint(x, y).className;
            return [lines.map(line => at(line.left + line.width / 2, line.top + line.height / 2)),
                at(one.closest('p').getBoundingClientRect().left + 40, last.bottom + 25), document.documentElement.scrollWidth]; }"""
    )
    assert set(over) == {"said"}, "it covers its own sentence"
    assert under == "cites"
    assert wide <= width
    page.mouse.move(2, 2)
    page.wait_for_timeout(300)
    assert shown(page) == []


@pytest.mark.slow
def test_a_pointer_may_go_from_the_sentence_into_its_passage(sample_day, window):
    page = window(made(sample_day)["briefing.html"])
    page.locator(FIRST_SENTENCE).first.scroll_into_view_if_needed()
    page.locator(".cites", has=page.locator("a")).locator("a").first.hover()
    citation = page.locator(f"{FIRST_SENTENCE} + .cites").first
    citation.locator("a").first.hover()
    page.wait_for_timeout(500)
    before = shown(page)
    box = citation.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 40, steps=8)
    page.wait_for_timeout(300)
    assert shown(page) == before != []


@pytest.mark.slow
def test_a_keyboard_reaches_the_passage_through_the_citation_and_the_reference_through_it(sample_day, window):
    page = window(made(sample_day)["briefing.html"])
    citation = page.locator("h3 ~ p .cites a").first
    page.locator("h3").first.evaluate("one => { one.tabIndex = -1; one.focus(); }")
    for _ in range(12):
        page.keyboard.press("Tab")
        if citation.evaluate("one => one === document.activeElement"):
            break
    page.wait_for_timeout(400)
    assert len(shown(page)) == 1
    assert citation.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    target = citation.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == target
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 800


@pytest.mark.slow
def test_on_paper_there_are_no_passages_beside_the_sentences(sample_day, window):
    page = window(made(sample_day)["briefing.html"])
    page.emulate_media(media="print")
    page.locator(FIRST_SENTENCE).first.focus()
    assert shown(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", DAYS)
def test_axe_finds_nothing_on_the_page_and_on_the_archived_copies(request, window, name, theme):
    files = made(request.getfixturevalue(name), theme)
    copies = [file for file in files if file.startswith("sources/")]
    for file in ("briefing.html", *copies[:2]):
        for width in WIDTHS:
            page = window(files[file], width)
            assert violations(page) == [], (file, width)
            page.close()


@pytest.mark.slow
def test_axe_finds_nothing_while_a_passage_is_shown(sample_day, window):
    page = window(made(sample_day)["briefing.html"])
    page.locator("h3 ~ p .cites a").first.focus()
    page.wait_for_timeout(400)
    assert shown(page)
    assert violations(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("whole", "broken", "rule"),
    [
        (b'<html lang="en">', b"<html>", "html-has-lang"),
        (b'<main id="main">', b'<div id="main">', "landmark-one-main"),
        (b"<h2 ", b"<h5 ", "heading-order"),
        (b"--quiet: #", b"--quiet: #fff; --was: #", "color-contrast"),
    ],
)
def test_axe_sees_what_is_broken_on_purpose(several_days, window, whole, broken, rule):
    html = made(several_days)["briefing.html"]
    assert whole in html
    assert any(one.startswith(rule) for one in violations(window(html.replace(whole, broken))))


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_cut_off_where_the_page_is_enlarged(several_days, window, theme, width):
    """1280 pixels at 400 % are 320 of the page's own: text, tables and lists reflow; a chart may be scrolled in its own frame."""
    files = made(several_days, theme)
    for file in ("briefing.html", next(file for file in files if file.startswith("sources/"))):
        assert window(files[file], width).evaluate("document.documentElement.scrollWidth") <= width
