"""The PDF for those who cannot see it: checked by tools that are not ours, and by reading its tags as a screen reader does."""

import ctypes
import itertools
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from briefing.edges import press
from briefing.edges.press import Press

pytestmark = pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))
ROWS = "".join(f'<tr><th scope="row">Place {n}</th><td>{n} injured</td><td>{n} March</td></tr>' for n in range(1, 70))
EVERYTHING = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The day – 12 March</title>
<meta name="dcterms.created" content="2025-03-13T06:30:00+02:00">
<style>@page{{size:A4;margin:20mm;@top-left{{content:"Running head"}}@bottom-right{{content:counter(page)}}}}
body{{font:11pt 'Source Serif 4'}}h1{{bookmark-level:1}}h2{{bookmark-level:2}}</style></head><body><header><h1>The day</h1></header><main>
<section><h2>A map</h2><p><svg xmlns="http://www.w3.org/2000/svg" role="img" width="200" height="100" viewBox="0 0 200 100">
<title>Map of places by number: 1 Izmail</title><rect width="200" height="100" fill="#ddd"/><text x="20" y="50">Izmail</text></svg></p></section>
<section><h2>A table</h2><table><thead><tr><th scope="col">Where</th><th scope="col">What</th><th scope="col">When</th></tr></thead>
<tbody>{ROWS}</tbody></table></section>
<section><h2>A story</h2><p>He said: <span lang="uk">Порт працює знову</span>.<sup><a href="#fn:1">[1]</a></sup> More on
<a href="https://example.org/a">the page</a> and <a href="https://example.org/b" title="Example Post, the page as read">here</a>.</p>
<ul><li>One</li><li>Two</li></ul></section>
<section><h2>References</h2><ol><li id="fn:1"><p><strong>Example Post</strong>, “Two bridges closed”</p><p>¶3 Words.</p></li></ol></section>
</main></body></html>"""


@pytest.fixture(scope="module", params=["everything", "the sample day"])
def page(request, golden_page):
    return EVERYTHING if request.param == "everything" else golden_page


@pytest.fixture(scope="module")
def path(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("tags") / "printed.pdf"
    path.write_bytes(Press()(page))
    return path


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    path = tmp_path_factory.mktemp("tags") / "everything.pdf"
    path.write_bytes(Press()(EVERYTHING))
    with pikepdf.open(path) as document:
        yield document


def elements(document):
    """Every element of the tag tree in reading order, with the number of its page."""
    numbers = {page.objgen: number for number, page in enumerate(document.pages)}

    def walk(element, number):
        number = numbers[element.Pg.objgen] if "/Pg" in element else number
        yield element, number
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid, number)

    yield from walk(document.Root.StructTreeRoot.K[0], 0)


def kids(element):
    below = element.get("/K")
    return below if isinstance(below, pikepdf.Array) else [] if below is None else [below]


def marked(path):
    """For each page, the text of each piece of marked content by its number; -1 is what is not part of the text."""
    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        text, pieces = page.get_textpage(), {}
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5):
            size = pdfium.FPDFTextObj_GetText(piece.raw, text.raw, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFTextObj_GetText(piece.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(piece.raw)
            pieces[mark] = pieces.get(mark, "") + buffer.raw[: size - 2].decode("utf-16-le", "replace")
        pages.append(pieces)
    document.close()
    return pages


def squeezed(text):
    """Letters and digits alone: hyphens at line ends, small capitals and spaces are the typesetter's."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def test_an_independent_checker_of_pdf_ua_finds_nothing(path):
    findings = pdfua.validate(str(path)).findings
    assert [f"{finding.rule_id}: {finding.message}" for finding in findings] == []


def test_the_checker_does_find_what_is_wrong(everything, tmp_path):
    path = tmp_path / "untagged.pdf"
    with pikepdf.new() as broken:
        broken.add_blank_page()
        broken.save(path)
    assert pdfua.validate(str(path)).findings


def test_the_file_is_sound_to_the_letter(path):
    with pikepdf.open(path) as document:
        assert document.check_pdf_syntax() == []
    if qpdf := shutil.which("qpdf"):
        checked = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


def test_the_tags_read_in_the_order_of_the_page_and_say_all_of_it(page, path):
    pieces = marked(path)
    with pikepdf.open(path) as document:
        read = squeezed(
            "".join(pieces[number].get(kid, "") for one, number in elements(document) for kid in kids(one) if isinstance(kid, int))
        )
    body = re.sub(r"<(svg|nav|footer)\b.*?</\1>", " ", page[page.index("<header") :], flags=re.DOTALL)
    said = [words for words in re.findall(r">([^<]{4,})<", body) if words != "\u21a9"]
    assert len(said) > 60
    at = 0
    for words in said:
        found = read.find(squeezed(unescape(words)), at)
        assert found >= 0, f"{words!r} is not read, or not in its place"
        at = found


def test_running_heads_and_page_numbers_are_no_part_of_the_text(path, everything):
    for pieces in marked(path):
        assert pieces.get(-1), "each page has a running head or a number"
    tree = "".join(str(one.S) for one, _ in elements(everything))
    assert "/P" in tree
    pieces = marked(Path(everything.filename))
    assert all("Running head" in page[-1] for page in pieces)
    assert all("Running head" not in text for page in pieces for mark, text in page.items() if mark != -1)
    streams = [bytes(page.Contents.read_bytes()) for page in everything.pages]
    assert all(b"/Pagination" in stream for stream in streams)


def test_headings_descend_in_order(path):
    with pikepdf.open(path) as document:
        levels = [int(str(one.S)[2:]) for one, _ in elements(document) if re.fullmatch("/H[1-6]", str(one.S))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_header_cells_say_what_they_head_and_cells_name_their_headers(everything):
    scopes = [str(one.A.Scope) for one, _ in elements(everything) if one.S == "/TH"]
    assert scopes.count("/Row") == 69
    assert scopes.count("/Column") >= 3
    cells = [one for one, _ in elements(everything) if one.S == "/TD"]
    assert len(cells) == 138
    names = {bytes(one.ID) for one, _ in elements(everything) if one.S == "/TH"}
    assert all({bytes(name) for name in cell.A.Headers} <= names and len(cell.A.Headers) == 2 for cell in cells)


def test_a_drawing_has_words_and_its_place(everything):
    (figure,) = (one for one, _ in elements(everything) if one.S == "/Figure")
    assert str(figure.Alt) == "Map of places by number: 1 Izmail"
    left, bottom, right, top = (float(corner) for corner in figure.A.BBox)
    assert (round(right - left), round(top - bottom)) == (150, 75)  # 200 × 100 pixels in points
    assert 842 / 2 < bottom < top < 842 - 50  # in the upper half of the page


def test_words_in_another_language_are_marked_with_it(everything):
    marked_so = [one for one, _ in elements(everything) if "/Lang" in one]
    assert [str(one.Lang) for one in marked_so] == ["uk"]
    assert str(everything.Root.Lang) == "en"


def test_a_link_says_where_it_leads_and_not_its_address(everything):
    notes = [note for page in everything.pages for note in page.get("/Annots", [])]
    assert sorted(str(note.Contents) for note in notes) == [
        "Example Post, the page as read",
        "Example Post, “Two bridges closed”",
        "the page",
    ]
    linked = [one for one, _ in elements(everything) if one.S == "/Link"]
    assert len(linked) == len(notes)
    assert all(any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in kids(one)) for one in linked)


def test_the_outline_follows_the_headings(everything):
    with everything.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [item.title for item in top.children]) == ("The day", ["A map", "A table", "A story", "References"])
