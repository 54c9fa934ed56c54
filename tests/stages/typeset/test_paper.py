"""The pages of the PDF: what the first one holds, headings that do not stand alone, a list of contents with the right pages."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.stages.cite import cite
from briefing.stages.typeset.drawings import map_svg
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.page import convert, wrap

pytestmark = pytest.mark.slow


def printed(briefing, theme="plain"):
    """The lines of each page, in the order of its text."""
    design = load_design(theme)
    html = wrap(briefing, convert(fill(briefing, design, for_page=True), {"map": map_svg(briefing.spots)}), design)
    document = pypdfium2.PdfDocument(Press()(html))
    return [[" ".join(line.split()) for line in page.get_textpage().get_text_bounded().splitlines()] for page in document]


@pytest.fixture(scope="module")
def full_day(sample_day, several_days):
    """A day with all that stands on a first page, as much of it as can come."""
    highlight = sample_day.highlights[0]
    return cite(
        replace(
            sample_day,
            highlights=(highlight,) * 6,
            totals=(*several_days.totals, *several_days.totals[:3]),
            spots=several_days.spots,
            articles=(*sample_day.articles, *several_days.articles),
        )
    )


@pytest.mark.parametrize("theme", ["plain", "ministry"])
def test_the_first_page_holds_the_masthead_the_glance_the_figures_and_the_map(full_day, theme):
    text = "\n".join(printed(full_day, theme)[0]).casefold()
    for part in (full_day.title, "next edition", "at a glance", "key figures", "where it happened", full_day.spots[-1].place):
        assert part.casefold() in text


@pytest.mark.parametrize("lines", [0, 3, 6])
def test_no_headline_stands_at_the_foot_of_a_page_without_its_story(sample_day, lines):
    """However far down the stories begin: below a headline stand its line of sources and two lines of text."""
    moved = cite(replace(sample_day, highlights=(sample_day.highlights[0],) * lines))
    pages = [[line for line in page if not re.search(r"\d / \d+$", line)] for page in printed(moved)]
    for report in (report for chapter in moved.chapters for report in chapter.reports):
        start = report.headline.text[:20]
        page, at = next((page, at) for page in pages for at, line in enumerate(page) if start in line and "articles" not in line)
        assert len(page) - at - 1 >= 3, (start, page[at:])


def test_the_list_of_contents_gives_the_page_on_which_each_story_begins(several_days):
    pages = printed(several_days)
    listed = next(page for page in pages if any("in this edition" in line.casefold() for line in page))
    for report in (report for chapter in several_days.chapters for report in chapter.reports):
        entry = next(line for line in listed if line.startswith(report.headline.text) and line[-1].isdigit())
        lines = [(number, line) for number, page in enumerate(pages, 1) for line in page if line.endswith(report.headline.text)]
        told = [number for number, line in lines if "Izmail: " not in line]
        assert int(entry.rpartition(" ")[2]) == told[-1]


def test_the_text_of_a_page_is_drawn_in_the_order_in_which_it_is_read(sample_day):
    first = printed(sample_day)[0]
    assert first[0].startswith(sample_day.title)
    glance = next(number for number, line in enumerate(first) if line.casefold() == "at a glance")
    assert first[glance + 1].startswith(f"{sample_day.highlights[0].label}. {sample_day.highlights[0].statement.text[:20]}")
