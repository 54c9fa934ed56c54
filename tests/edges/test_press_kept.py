"""The PDF that is kept (PDF/A-3): what it carries, and what of its promises can be checked without a validator of PDF/A."""

import pikepdf
import pytest

from briefing.edges import press
from briefing.edges.press import Press
from briefing.model import Attachment

pytestmark = pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))


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


DATA = Attachment(
    name="briefing.json",
    media_type="application/json",
    relationship="Source",
    description="The edition as data",
    content=b'{"a": 1}',
)
TABLE = Attachment(
    name="figures.csv", media_type="text/csv", relationship="Data", description="Її числа", content=b"a,b\r\n1,2\r\n"
)


@pytest.fixture(scope="module")
def document(tmp_path_factory, golden_page):
    page = golden_page
    path = tmp_path_factory.mktemp("kept") / "kept.pdf"
    path.write_bytes(Press()(page, variant="pdf/a-3a", attachments=(DATA, TABLE)))
    with pikepdf.open(path) as opened:
        yield opened


def test_what_is_attached_comes_out_as_it_went_in_with_what_it_is(document):
    assert sorted(document.attachments) == ["briefing.json", "figures.csv"]
    for given in (DATA, TABLE):
        spec = document.attachments[given.name]
        assert spec.get_file().read_bytes() == given.content
        assert spec.get_file().mime_type == given.media_type
        assert spec.description == given.description
        assert str(spec.obj.AFRelationship) == f"/{given.relationship}"
        assert spec.get_file().mod_date.isoformat() == "2025-03-13T04:30:00+00:00"
    listed = [file.objgen for file in document.Root.AF]
    assert len(listed) == len(set(listed)) == 2


def test_the_kept_pdf_says_it_is_pdf_a_3_and_has_what_that_asks_for(document):
    described = document.open_metadata()
    assert (described["pdfaid:part"], described["pdfaid:conformance"], described["pdfuaid:part"]) == ("3", "A", "1")
    assert described["dc:title"] == str(document.docinfo["/Title"])
    assert b"pdfaExtension:schemas" in document.Root.Metadata.read_bytes()
    (intent,) = document.Root.OutputIntents
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    assert "/ID" in document.trailer
    assert not document.is_encrypted
    assert all(int(note.F) & 0b111 == 0b100 for page in document.pages for note in page.get("/Annots", []))  # printed, not hidden
    assert not names_in(document) & {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/RichMedia", "/TR", "/LZWDecode"}
    fonts = [
        thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    spaces = b"".join(bytes(page.Contents.read_bytes()) for page in document.pages)
    assert b" k\n" not in spaces  # colours in red, green and blue only, as the output intent has it


def test_only_the_kept_pdf_takes_attachments():
    with pytest.raises(ValueError, match="PDF/A only"):
        Press()("<p>x</p>", attachments=(DATA,))
