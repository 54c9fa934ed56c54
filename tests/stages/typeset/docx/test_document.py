"""What a Word document of an edition is made of: styles, headings, lists, tables, pictures, languages, marks."""

import base64
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from briefing.edges.logo import load_logo
from briefing.edges.templates import load_design
from briefing.errors import PressError
from briefing.model import Marks, Template
from briefing.stages.typeset import typeset

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The order in which the schema (ECMA-376, part 1) wants the properties of a paragraph, a run, a table, a row; those we use.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs suppressAutoHyphens bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing sz szCs u shd vertAlign rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference footnotePr pgSz pgMar cols titlePg",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "pBdr": "top left bottom right",
}
DAYS = ("sample_day", "later_day", "several_days", "small_day", "empty_day")


@pytest.mark.parametrize("day", DAYS)
def test_every_property_stands_where_the_schema_wants_it(word, request, day):
    for tree in word(request.getfixturevalue(day)).trees:
        for name, order in ORDER.items():
            for element in tree.iter(f"{W}{name}"):
                names = [etree.QName(child).localname for child in element]
                places = [order.split().index(one) for one in names]
                assert places == sorted(places), (name, names)


@pytest.mark.parametrize("day", DAYS)
def test_whatever_a_document_names_is_there(word, request, day):
    document = word(request.getfixturevalue(day))
    styles, numbers = document.styles, {one.get(f"{W}numId") for one in document.tree("word/numbering.xml").iter(f"{W}num")}
    for part in ("document", "footnotes", "header1", "header2", "footer1", "footer2"):
        tree = document.tree(f"word/{part}.xml")
        relations = document.parts.get(f"word/_rels/{part}.xml.rels", b"<none/>")
        known = {one.get("Id") for one in etree.fromstring(relations)}
        assert {one.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for one in tree.iter(f"{W}{kind}")} <= set(styles)
        assert {one.get(f"{W}val") for one in tree.iter(f"{W}numId")} <= numbers | {"0"}
        assert {one.get(f"{R}{kind}") for one in tree.iter() for kind in ("id", "embed")} - {None} <= known
    for style in styles.values():
        linked = {one.get(f"{W}val") for kind in ("basedOn", "next") for one in style.iter(f"{W}{kind}")}
        assert linked <= set(styles)
        assert {one.get(f"{W}val") for one in style.iter(f"{W}numId")} <= numbers


@pytest.mark.parametrize("day", DAYS)
def test_every_link_within_the_document_leads_to_one_place(word, request, day):
    document = word(request.getfixturevalue(day))
    trees = [document.tree(f"word/{part}.xml") for part in ("document", "footnotes")]
    marks = [one.get(f"{W}name") for tree in trees for one in tree.iter(f"{W}bookmarkStart")]
    numbers = [one.get(f"{W}id") for tree in trees for one in tree.iter(f"{W}bookmarkStart")]
    links = {one.get(f"{W}anchor") for tree in trees for one in tree.iter(f"{W}hyperlink")} - {None}
    fields = {one.text.split()[1] for tree in trees for one in tree.iter(f"{W}instrText") if "NOTEREF" in one.text}
    assert len(marks) == len(set(marks)) == len(set(numbers))
    assert links | fields <= set(marks)
    assert all(len(mark) <= 40 for mark in marks)


def test_python_docx_opens_it_and_finds_headings_of_three_levels_in_order(document, sample_day):
    opened = Document(io.BytesIO(document.content))
    headings = [(one.style.name[:9], one.text) for one in opened.paragraphs if one.style.name.lower().startswith("heading")]
    assert headings[0] == ("Heading 1", sample_day.title)
    titles = [report.headline.text for chapter in sample_day.chapters for report in chapter.reports]
    assert [text for level, text in headings if level == "Heading 3"] == titles
    sections = [text for level, text in headings if level == "Heading 2"]
    assert sections[0] == "At a glance"
    assert {chapter.title for chapter in sample_day.chapters if chapter.reports} < set(sections)


def test_it_says_what_it_is_and_names_no_library(document, sample_day):
    about = Document(io.BytesIO(document.content)).core_properties
    assert about.title == "Ukraine daily briefing – Wednesday 12 March 2025"
    assert (about.subject, about.language, about.author) == ("Wednesday 12 March 2025", "en", sample_day.title)
    assert "At a glance" in about.keywords
    assert about.created.replace(tzinfo=UTC) == about.modified.replace(tzinfo=UTC) == sample_day.made_at
    assert not any(b"python-docx" in part for part in document.parts.values())


def test_a_long_edition_lists_its_stories_after_the_first_page_and_a_short_one_does_not(word, sample_day, several_days, read):
    style_of, text_of = read
    document = word(several_days)
    styles = [style_of(one) for one in document.body.iter(f"{W}p")]
    stories = [text_of(one) for one in document.paragraphs("Heading3")]
    assert [text_of(one) for one in document.paragraphs("TOC2")] == stories
    assert styles.index("Glance") < styles.index("TOCHeading") < styles.index("TOC1") < styles.index("Heading3")
    marks = [
        one.get(f"{W}fldCharType") for kind in ("TOC1", "TOC2") for p in document.paragraphs(kind) for one in p.iter(f"{W}fldChar")
    ]
    assert sorted(marks) == ["begin", "end", "separate"]
    assert not word(sample_day).paragraphs("TOCHeading")


def test_tables_repeat_their_heads_and_keep_rows_whole(document):
    tables = [
        table for table in document.body.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "EditionTable"
    ]
    assert tables
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        widths = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
        assert min(widths) > 400
        assert sum(widths) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))


@pytest.mark.parametrize("day", DAYS)
def test_no_empty_paragraph_stands_in_for_space(word, request, day):
    document = word(request.getfixturevalue(day))
    assert all(one.find(f".//{W}r") is not None for one in document.body.iterchildren(f"{W}p"))


def test_items_are_real_lists_whose_levels_know_their_styles(word, small_day, read):
    style_of, _ = read
    document = word(small_day)
    listed = {name for name, style in document.styles.items() if style.find(f"{W}pPr/{W}numPr") is not None}
    assert {"Glance", "Coverage", "Coverage2", "QuoteList"} <= listed
    levels = {
        (one.get(f"{W}ilvl"), style.get(f"{W}val"))
        for one in document.tree("word/numbering.xml").iter(f"{W}lvl")
        for style in one.iter(f"{W}pStyle")
    }
    assert {("0", "Coverage"), ("1", "Coverage2"), ("0", "ListBullet"), ("1", "ListBullet2")} <= levels
    assert {"Glance", "Coverage", "QuoteList"} <= {style_of(one) for one in document.body.iter(f"{W}p")}


def test_drawings_are_pictures_with_a_text_and_without_a_painter_there_are_none(word, several_days):
    document = word(several_days)
    described = [one for one in document.body.iter() if etree.QName(one).localname == "docPr"]
    assert len(described) == len(several_days.charts) + bool(several_days.spots) > 0
    assert all(len(one.get("descr")) > 20 for one in described)
    assert sum(name.startswith("word/media/") for name in document.parts) == len(described)
    bare = word(several_days, paint=None)
    assert not [name for name in bare.parts if "media" in name]
    assert not list(bare.body.iter(f"{W}drawing"))


def test_words_of_another_language_are_marked_with_it(word, sample_day, read):
    _, text_of = read
    document = word(sample_day)
    foreign = {(one.get(f"{W}val"), text_of(run)[:9]) for run in document.body.iter(f"{W}r") for one in run.iter(f"{W}lang")}
    assert {language for language, _ in foreign} >= {"uk-UA"}
    assert document.tree("word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "en-GB"


def test_text_from_right_to_left_is_set_so(word, sample_day, read):
    _, text_of = read
    first, *others = sample_day.chapters
    report, *more = first.reports
    headline = replace(report.headline, text="مقتل ستة أشخاص في كييف", language="ar")
    mixed = replace(report.statements[0], text="The minister, Dr. أحمد الخطيب, said so.", language="en")
    told = replace(report, headline=headline, statements=(mixed,))
    document = word(replace(sample_day, chapters=(replace(first, reports=(told, *more)), *others)))
    heading = next(one for one in document.paragraphs("Heading3") if text_of(one).startswith("مقتل"))
    assert heading.find(f"{W}pPr/{W}bidi") is not None
    run = next(heading.iter(f"{W}r"))
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA"
    story = next(one for one in document.paragraphs("BodyText") if "minister" in text_of(one))
    assert story.find(f"{W}pPr/{W}bidi") is None
    assert [text_of(run) for run in story.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None] == ["أحمد الخطيب"]
    assert "الخطيب\u200e, said" in text_of(story)


def test_a_sentence_from_right_to_left_keeps_its_full_stop_and_its_citation_follows_it(word, sample_day, read):
    _, text_of = read
    first, *others = sample_day.chapters
    report, *more = first.reports
    arabic, english = "قال الوزير إن Iskander 3 أصاب «المدينة».", report.statements[0].text * 2
    told = (replace(report.statements[0], text=arabic, language="ar"), replace(report.statements[1], text=english, language="en"))
    document = word(replace(sample_day, chapters=(replace(first, reports=(replace(report, statements=told), *more)), *others)))
    story = next(one for one in document.paragraphs("BodyText") if "الوزير" in text_of(one))
    runs = [(text_of(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in story.iter(f"{W}r")]
    assert runs[:5] == [
        ("\u202bقال الوزير إن ", True),
        ("\u200e", False),
        ("Iskander 3", False),
        (" أصاب «المدينة».\u202c", True),
        ("\u200e", False),
    ]


def test_the_classification_stands_at_head_and_foot_of_every_page(word, sample_day, read):
    _, text_of = read
    marks = Marks(classification="tlp amber", contact="Desk", disclaimer="No official text.")
    document = word(replace(sample_day, marks=marks))
    for part in ("header1", "header2", "footer1", "footer2"):
        assert "TLP:AMBER" in text_of(document.tree(f"word/{part}.xml"))
    uses = [(etree.QName(one).localname, one.get(f"{W}type")) for one in document.body[-1] if f"{R}id" in one.attrib]
    assert uses == [
        ("headerReference", "first"),
        ("headerReference", "default"),
        ("footerReference", "first"),
        ("footerReference", "default"),
    ]
    assert "TLP" not in text_of(document.body)
    assert not any("TLP" in text_of(word(sample_day).tree(f"word/{part}.xml")) for part in ("header1", "header2", "footer1"))


def test_pages_name_the_edition_its_days_and_their_number(document, read):
    _, text_of = read
    assert text_of(document.tree("word/header2.xml")) == "Ukraine daily briefing\tWednesday 12 March 2025"
    orders = [one.get(f"{W}instr").strip() for one in document.tree("word/footer2.xml").iter(f"{W}fldSimple")]
    assert orders == ["PAGE", "NUMPAGES"]


def test_a_logo_stands_at_the_head_of_the_first_page(word, sample_day, tmp_path):
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20"/></svg>'
    )
    address = load_logo(tmp_path / "logo.svg")
    document = word(sample_day, design=load_design(logo=address), paint=None)
    assert document.parts["word/media/image1.png"] == base64.b64decode(address.partition(",")[2])
    assert document.tree("word/header1.xml").find(f".//{W}drawing") is not None


def test_a_theme_colours_the_document(word, sample_day):
    plain, ministry = (word(sample_day, design=load_design(theme), paint=None) for theme in ("plain", "ministry"))
    assert plain.parts["word/styles.xml"] != ministry.parts["word/styles.xml"]
    assert plain.parts["word/document.xml"] == ministry.parts["word/document.xml"]


def test_a_style_sheet_of_the_user_decides_colours_and_what_is_no_colour_does_not(word, sample_day):
    design = load_design()
    sheet = ":root { --accent: #A0b; --ink: url(x); --quiet: var(--accent); --title-font: 'My \"Own', serif; }"
    own = replace(
        design,
        templates=tuple(replace(one, text=sheet) if one.name == "theme.css" else one for one in design.templates),
    )
    styles = word(sample_day, design=own, paint=None).parts["word/styles.xml"].decode()
    assert "AA00BB" in styles
    assert "14507D" not in styles.replace("label", "")
    assert "1A1A1A" in styles
    assert "url" not in styles


def test_a_template_that_is_no_xml_is_reported_by_name(sample_day):
    design = load_design()
    broken = Template(name="docx/styles.xml.j2", text="<w:styles", origin="mine")
    design = replace(design, templates=tuple(broken if one.name == broken.name else one for one in design.templates))
    _, failures = typeset(sample_day, formats=("docx",), design=design, press=None, archive="x.db", facts={})
    assert [failure.subject for failure in failures] == ["briefing.docx"]
    assert "docx/styles.xml.j2" in failures[0].reason


def test_a_painter_that_fails_costs_the_document_and_says_why(several_days):
    def broken(_svg):
        raise PressError("no paint")

    _, failures = typeset(
        several_days, formats=("docx", "md"), design=load_design(), press=None, paint=broken, archive="x.db", facts={}
    )
    assert [(failure.subject, failure.reason) for failure in failures] == [("briefing.docx", "no paint")]


SCRIPT = """
import sys, hashlib, pathlib
from briefing.edges.paint import paint
from briefing.edges.templates import load_design
from briefing.record import read
from briefing.stages.typeset import typeset
edition, _ = typeset(read(pathlib.Path(sys.argv[1]).read_bytes()), formats=("docx",), design=load_design(), press=None, paint=paint, archive="x", facts={})
print(hashlib.sha256(dict(edition.files)["briefing.docx"]).hexdigest())
"""


@pytest.mark.slow
def test_the_bytes_are_the_same_in_another_place_time_and_tongue(sample_day, tmp_path):
    edition, _ = typeset(sample_day, formats=("json",), design=load_design(), press=None, archive="x", facts={})
    stored = tmp_path / "briefing.json"
    stored.write_bytes(dict(edition.files)["briefing.json"])
    hashes = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(stored)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LANG": tongue, "PYTHONPATH": str(Path(__file__).parents[4])},
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone, tongue, folder in (("0", "UTC", "C", tmp_path), ("7", "Asia/Tokyo", "uk_UA.UTF-8", "/"))
    }
    assert len(hashes) == 1


def test_the_files_in_the_package_bear_no_date_and_stand_in_one_order(word, sample_day):
    first, second = word(sample_day), word(sample_day, design=load_design())
    assert first.content == second.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
