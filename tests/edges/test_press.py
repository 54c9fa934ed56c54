"""The press: what its PDFs are, what it refuses, where it stops, and the same bytes every time."""

import hashlib
import http.server
import os
import re
import subprocess
import sys
import threading
import time
from html import unescape
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from briefing.edges import fonts, press
from briefing.edges.press import Press
from briefing.errors import PressError

pytestmark = pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))


def page(body, style=""):
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title><style>{style}</style></head><body>{body}</body></html>'


def opened(pdf, tmp_path):
    path = tmp_path / "opened.pdf"
    path.write_bytes(pdf)
    return pikepdf.open(path)


def text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()


@pytest.fixture(scope="module")
def sample(golden_page):
    return golden_page


@pytest.fixture(scope="module")
def printed(sample):
    return Press()(sample)


def names_in(document):
    """Every dictionary key of every object of a PDF."""
    found = set()
    for thing in document.objects:
        stack = [thing]
        while stack:
            item = stack.pop()
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                found.update(item.keys())
                stack.extend(
                    value
                    for value in item.values()
                    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
                )
            elif isinstance(item, pikepdf.Array):
                stack.extend(
                    value for value in item if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
                )
    return found


def test_the_pdf_is_tagged_named_and_in_a_language(printed, tmp_path):
    with opened(printed, tmp_path) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Ukraine daily briefing – Wednesday 12 March 2025"
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert "/StructTreeRoot" in root


def test_the_pdf_has_an_outline_of_sections_and_stories(sample, printed, tmp_path):
    headings = [
        (int(level), unescape(re.sub("<[^>]+>", "", title)))
        for level, title in re.findall(r"<h([23])\b[^>]*>(.*?)</h[23]>", sample, re.DOTALL)
    ]
    assert len(headings) > 8
    with opened(printed, tmp_path) as document, document.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Ukraine daily briefing"
        listed = [
            (level, item.title)
            for section in top.children
            for level, item in ((2, section), *((3, story) for story in section.children))
        ]
    assert listed == headings


def test_the_pdf_is_set_in_the_packaged_fonts_alone_all_embedded(printed, tmp_path):
    with opened(printed, tmp_path) as document:
        described = [
            thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        assert described
        assert all("/FontFile2" in font or "/FontFile3" in font for font in described)
        families = {str(font["/FontFamily"]) if "/FontFamily" in font else str(font["/FontName"]) for font in described}
        assert all("Source" in family for family in families), families


def test_the_pdf_runs_nothing_attaches_nothing_and_links_to_the_web_only(printed, tmp_path):
    with opened(printed, tmp_path) as document:
        assert not names_in(document) & {
            "/JavaScript",
            "/JS",
            "/Launch",
            "/EmbeddedFile",
            "/EmbeddedFiles",
            "/OpenAction",
            "/AA",
            "/RichMedia",
        }
        actions = [
            thing["/S"] for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/URI" in thing
        ]
        targets = [str(thing["/URI"]) for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/URI" in thing]
        annotated = [
            str(note.A.URI) for sheet in document.pages for note in sheet.get("/Annots", []) if "/A" in note and "/URI" in note.A
        ]
        assert set(actions) <= {"/URI"}
        assert annotated
        assert all(target.startswith(("http://", "https://", "mailto:")) for target in targets + annotated)


def test_the_pdf_reads_as_the_page_does(printed):
    read = " ".join(text(printed).split())
    assert "Ukraine daily briefing" in read
    assert "об’єкт № 7 відновленню не підлягає" in read.replace("\ufffe", "").replace("- ", "")
    assert "Ґалина Їжакевич" in read
    assert "1 / 4" in read


def test_every_font_has_every_letter_of_ukrainian_and_russian_and_the_signs_of_the_page():
    cyrillic = {chr(code) for code in range(ord("А"), ord("я") + 1)} | set("ґєіїҐЄІЇёЁ")
    for path in fonts.fonts():
        if not path.name.startswith("Source"):
            continue  # a further font package: it helps out with other scripts
        with TTFont(path, lazy=True) as font:
            assert cyrillic | set("’ʼ₴№€£¶§·–—…“”«»→") <= {chr(code) for code in font.getBestCmap()}, path.name


def paragraphs(count):
    return page(f"<h1>{count} paragraphs</h1>" + "<p>Words.</p>" * count)


def test_of_several_pages_the_first_that_fits_one_sheet_is_printed():
    pdf = Press().fitting(paragraphs(count) for count in (400, 200, 8, 2))
    assert "8 paragraphs" in text(pdf)


@pytest.mark.slow
def test_pages_beyond_the_first_few_are_tried_too_and_none_that_fits_is_an_error_in_words():
    assert "3 paragraphs" in text(Press().fitting(paragraphs(count) for count in (*[200] * press._AT_ONCE, 3)))
    with pytest.raises(PressError, match="fits one sheet"):
        Press().fitting(paragraphs(200) for _ in range(press._AT_ONCE + 1))


def test_letters_without_a_font_are_told_by_script_with_what_brings_one():
    told = []
    Press(tell=told.append)(page("<p>Сало, ქართული, हिन्दी \u200d and \U0001f680</p><p style='display:none'>習</p>"))
    (said,) = told
    assert "Georgian (ა თ ი ლ რ)" in said
    assert "signs (\U0001f680)" in said
    assert "Cyrillic" not in said
    assert "CJK" not in said  # not shown
    assert "pip install fontpkg-noto-sans-devanagari" in said or "Devanagari" not in said
    assert "for Georgian, signs put fonts into a folder and name it in BRIEFING_FONTS" in said


def test_a_page_whose_letters_all_have_fonts_is_printed_without_remark(sample):
    told = []
    Press(tell=told.append)(page("<p>Київ, Αθήνα, Łódź — “x” № 5 € ₴</p>"))
    assert told == []


def test_the_scripts_of_the_installed_fonts_are_told():
    assert fonts.scripts()[:3] == ("Latin", "Greek", "Cyrillic")


def test_fonts_of_the_user_come_from_the_folder_they_name(tmp_path, monkeypatch):
    source = next(path for path in fonts.fonts() if path.name.startswith("SourceSans3"))
    (tmp_path / "Own.ttf").write_bytes(source.read_bytes())
    assert "Own.ttf" not in fonts.hashes()
    monkeypatch.setenv("BRIEFING_FONTS", str(tmp_path))
    assert "Own.ttf" in fonts.hashes()
    assert str(tmp_path) in fonts.configuration(tmp_path / "cache")


CHILD = """
import sys
from pathlib import Path
from briefing.edges.press import Press
from briefing.model import Attachment
page = Path(sys.argv[1]).read_text(encoding="utf-8")
file = Attachment(name="a.json", media_type="application/json", relationship="Source", description="data", content=b"{}")
sys.stdout.buffer.write(Press()(page))
sys.stdout.buffer.write(Press()(page, variant="pdf/a-3a", attachments=(file,)))
sys.stdout.buffer.write(Press().fitting([page, page[: page.index("<main")] + "<main><p>short</p></main></body></html>"]))
"""


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes_wherever_it_is_printed(sample, tmp_path):
    source = tmp_path / "page.html"
    source.write_text(sample, encoding="utf-8")
    variants = (
        {},
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
        {"LC_ALL": "C", "HOME": "/", "FONTCONFIG_FILE": "/nowhere", "SOURCE_DATE_EPOCH": "1"},
    )
    hashes = set()
    for variant, folder in zip(variants, (tmp_path, tmp_path, Path("/")), strict=True):
        environment = os.environ | variant | {"PYTHONPATH": os.pathsep.join(sys.path)}
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(source)], env=environment, cwd=folder, capture_output=True, check=True
        )
        assert child.stdout.count(b"%%EOF") >= 3
        hashes.add(hashlib.sha256(child.stdout).hexdigest())
    assert len(hashes) == 1


def test_nothing_is_fetched_and_no_file_is_read(tmp_path):
    asked = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    secret = tmp_path / "secret.txt"
    secret.write_text("canary-in-the-file")
    server = http.server.HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        web, file = f"http://127.0.0.1:{server.server_port}", secret.as_uri()
        body = "".join(
            f'<a rel="attachment" href="{url}/a">x</a><img src="{url}/b" alt=""><object data="{url}/c"></object><embed src="{url}/d">'
            f'<link rel="attachment" href="{url}/e"><link rel="stylesheet" href="{url}/f"><svg><image href="{url}/g"/></svg>'
            for url in (web, file)
        )
        style = "".join(
            f"@import '{url}/h'; @font-face{{font-family:x;src:url({url}/i)}} p{{font-family:x;background:url({url}/j)}} p::before{{content:url({url}/k)}}"
            for url in (web, file)
        )
        pdf = Press()(page(f"{body}<p>still printed</p>", style))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []
    assert "still printed" in text(pdf)
    assert b"canary" not in pdf
    with opened(pdf, tmp_path) as document:
        assert "/EmbeddedFile" not in names_in(document)
        assert "/EF" not in names_in(document)
        assert all(b"canary" not in bytes(thing.read_bytes()) for thing in document.objects if isinstance(thing, pikepdf.Stream))


NESTED = "<div style='display:flex'>" * 14 + "x" + "</div>" * 14


@pytest.mark.slow
@pytest.mark.parametrize(
    "bomb",
    [
        f"<p>the words</p>{NESTED}",
        "<p>the words</p><table><tr><td colspan=1000000>x</table>",
        "<p>the words</p>" + "<blockquote>" * 400 + "x",
        "<p>the words</p><p style='overflow-wrap:anywhere'>" + "x" * 200_000,
    ],
    ids=["nested boxes", "wide cell", "deep quotations", "endless word"],
)
def test_a_page_that_breaks_the_limits_is_printed_as_plain_text_in_time(bomb):
    start = time.monotonic()
    told = []
    pdf = Press(cpu_seconds=4, wall_seconds=8, tell=told.append)(page(bomb))
    assert time.monotonic() - start < 17
    assert "the words" in text(pdf)
    assert [said.partition(",")[0] for said in told] in (["the PDF is plain text"], [])


@pytest.mark.slow
def test_a_page_no_way_can_print_is_an_error_in_words_and_leaves_no_process():
    with pytest.raises(PressError, match=r"processor time|longer than"):
        Press(cpu_seconds=1, wall_seconds=0.05)(page("<p>x</p>"))


@pytest.mark.slow
def test_memory_has_a_limit():
    with pytest.raises(PressError, match="could not be printed"):
        Press(memory_bytes=60_000_000)(page("<p>x</p>"))


def test_the_parent_never_loads_the_printer():
    code = "import sys; from briefing.edges.press import Press, missing; missing(); Press(); print('weasyprint' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "False"


def test_what_is_missing_is_named_with_the_commands_that_bring_it(monkeypatch):
    monkeypatch.setattr(press, "_LIBRARIES", {"Pango": ("libnot-there.so.0",)})
    monkeypatch.setattr(fonts, "PACKAGES", ("fontpkg_not_there",))
    told = press.missing()
    assert told[0] == "the PDF needs system libraries that are not installed: Pango"
    assert any("apt install libpango-1.0-0" in line for line in told)
    assert any("dnf install pango" in line for line in told)
    assert any("brew install pango" in line for line in told)
    assert told[-1] == "the PDF needs its fonts: pip install fontpkg-not-there"
    with pytest.raises(PressError, match="apt install"):
        Press()(page("<p>x</p>"))


def test_the_fonts_are_told_by_name_and_hash():
    told = fonts.hashes()
    assert list(told) == sorted(told)
    assert {name.partition("[")[0] for name in told} >= {"SourceSans3", "SourceSans3-Italic", "SourceSerif4", "SourceSerif4-Italic"}
    assert all(len(value) == 64 for value in told.values())


def test_the_libraries_that_shape_the_text_tell_their_versions():
    told = press.libraries()
    assert set(told) == {"Pango", "HarfBuzz"}
    assert all(version[0].isdigit() for version in told.values())
