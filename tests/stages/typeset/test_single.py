"""The edition on one sheet: it says a part of what the edition says, in its words and with its numbers, and always fits."""

import io
import re
from dataclasses import replace
from html import unescape

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from briefing.edges import press
from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.model import Chapter, Marks
from briefing.stages.typeset.drawings import map_svg
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.page import convert
from briefing.stages.typeset.single import COMPOSITIONS, Composition, composed, sheets

DESIGN = load_design()
DAYS = ("sample_day", "later_day", "several_days", "empty_day")
SMALLEST = 7.5  # points
printing = pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))


@pytest.fixture(params=DAYS)
def day(request):
    return request.getfixturevalue(request.param)


def squeezed(text):
    return "".join(unescape(re.sub(r"<[^>]*>", "", text)).split()).casefold()


def pieces(html):
    """The stretches of text between tags, those of drawings not."""
    return [words for words in re.findall(r">([^<]+)<", re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)) if words.strip()]


def part(html, name):
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("composition", [COMPOSITIONS[0], COMPOSITIONS[3], COMPOSITIONS[-3]], ids=["full", "less", "lean"])
def test_the_sheet_says_nothing_the_edition_does_not(day, composition):
    body = composed(day, DESIGN, composition)
    edition = convert(fill(day, DESIGN, for_page=True), {"map": map_svg(day.spots)})
    whole = squeezed(edition.head + edition.main)
    own = part(body.main, "references")
    said = [
        words
        for words in pieces(body.head + body.main.replace(own, ""))
        if words.strip() not in ("Also in this edition", "Only there")
    ]
    assert said
    assert [words for words in said if squeezed(words).rstrip(".") not in whole] == []


def test_the_numbers_on_the_sheet_are_those_of_the_edition_and_each_has_its_source(sample_day):
    body = composed(sample_day, DESIGN, Composition(headlines=24))
    cited = set(map(int, re.findall(r'href="#fn:(\d+)"', body.head + body.main)))
    shown = {(int(target), int(number)) for target, number in re.findall(r'href="#fn:(\d+)"[^>]*>\[(\d+)\]<', body.main)}
    listed = dict(re.findall(r'<li value="(\d+)"[^>]*>(.*?)</li>', part(body.main, "references"), re.DOTALL))
    assert cited
    assert shown == {(number, number) for number in cited}
    assert set(map(int, listed)) == cited
    readings = {(article.id, article.capture): article for article in sample_day.articles}
    for reference in sample_day.references:
        if reference.number in cited:
            article = next(one for (name, _), one in readings.items() if name == reference.article)
            assert squeezed(article.publisher or "not named") in squeezed(listed[str(reference.number)])


def test_a_line_of_the_sheet_is_whole_or_not_there(day):
    full = part(composed(day, DESIGN, Composition(headlines=24)).main, "glance")
    lines = [squeezed(line) for line in re.findall(r"<li>(.*?)</li>", full, re.DOTALL)]
    for composition in COMPOSITIONS:
        shown = [
            squeezed(line)
            for line in re.findall(r"<li>(.*?)</li>", part(composed(day, DESIGN, composition).main, "glance"), re.DOTALL)
        ]
        assert shown == lines[: len(shown)]
        assert len(shown) == min(composition.lines, len(lines))


def test_what_has_no_room_is_said_to_stand_in_the_full_edition(sample_day):
    lines, stories = len(sample_day.highlights), sum(len(chapter.reports) for chapter in sample_day.chapters)
    lean = unescape(part(composed(sample_day, DESIGN, Composition(lines=1, cells=0, places=0)).main, "references"))
    assert f"{stories} stories · {len(sample_day.references)} references" in lean
    assert "Only there, for want of room:" in lean
    assert f"{lines - 1} line" in lean
    assert "further headline" in lean
    full = part(composed(sample_day, DESIGN, Composition(headlines=24)).main, "references")
    assert "Only there" not in full


def test_compositions_that_say_the_same_are_tried_once(empty_day, sample_day):
    for briefing, most in ((empty_day, 4), (sample_day, len(COMPOSITIONS))):
        made = list(sheets(briefing, DESIGN))
        assert len(made) == len(set(made)) <= most


def long_headlines(briefing):
    chapters = tuple(
        Chapter(
            id=chapter.id,
            title=chapter.title,
            reports=tuple(
                replace(report, headline=replace(report.headline, text=(report.headline.text + " and more of it") * 12))
                for report in chapter.reports * 6
            ),
        )
        for chapter in briefing.chapters
    )
    lines = tuple(
        replace(line, statement=replace(line.statement, text=line.statement.text * 5)) for line in briefing.highlights * 3
    )
    return replace(briefing, chapters=chapters, highlights=lines)


def marked(briefing):
    return replace(
        briefing,
        title="Daily briefing of the permanent mission " * 5,
        marks=Marks(classification="TLP:AMBER", contact="desk@example.org", disclaimer="This is not a statement of policy. " * 30),
    )


def drawn(pdf):
    """The numbers of the marked content of the first page that is drawn; its legend says the same."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"]
        return {kid for figure in figures for kid in figure.K if isinstance(kid, int)}


def pages_and_smallest(pdf):
    """The number of pages, and the size in points of the smallest type of its text."""
    document = pypdfium2.PdfDocument(pdf)
    sizes = {}
    for piece in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
        size = pdfium.c_float()
        pdfium.FPDFTextObj_GetFontSize(piece.raw, size)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(piece.raw)
        sizes[mark] = min(size.value * abs(piece.get_matrix().d), sizes.get(mark, 100))
    count = len(document)
    document.close()
    return count, min(size for mark, size in sizes.items() if mark not in {-1} | drawn(pdf))


@printing
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "changed", "theme"),
    [
        ("sample_day", None, "plain"),
        ("sample_day", long_headlines, "plain"),
        ("later_day", marked, "ministry"),
        ("several_days", None, "ministry"),
        ("several_days", marked, "plain"),
        ("empty_day", marked, "plain"),
    ],
)
def test_it_is_one_sheet_and_no_type_is_too_small(request, name, changed, theme):
    day = request.getfixturevalue(name)
    told = []
    pdf = Press(tell=told.append).fitting(sheets(changed(day) if changed else day, load_design(theme)))
    pages, smallest = pages_and_smallest(pdf)
    assert (pages, told) == (1, [])
    assert round(smallest, 2) >= SMALLEST
