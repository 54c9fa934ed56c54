"""The file a Word document is: its parts, what it says of itself, and bytes that are always the same."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE as KIND
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.image import ImagePart
from lxml import etree
from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import allowed

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name: no file of it tells when it was made
_LONGEST = 255  # characters of a property
_KEPT = {LINK.OFFICE_DOCUMENT, LINK.CORE_PROPERTIES}
_KINDS = {
    "styles": (KIND.WML_STYLES, LINK.STYLES),
    "settings": (KIND.WML_SETTINGS, LINK.SETTINGS),
    "numbering": (KIND.WML_NUMBERING, LINK.NUMBERING),
    "fontTable": (KIND.WML_FONT_TABLE, LINK.FONT_TABLE),
    "footnotes": (KIND.WML_FOOTNOTES, LINK.FOOTNOTES),
    "header": (KIND.WML_HEADER, LINK.HEADER),
    "footer": (KIND.WML_FOOTER, LINK.FOOTER),
}


class Relations:
    """What a part of the document leads to: addresses and pictures, each once, by the ids it knows them under."""

    def __init__(self, images: "Images") -> None:
        self._images = images
        self._found: dict[str, str] = {}
        self._parts: dict[str, ImagePart] = {}

    def address(self, url: str) -> str:
        """The id of an address outside."""
        return self._found.setdefault(url, f"rIdA{len(self._found) + 1}")

    def image(self, blob: bytes) -> str:
        """The id of a picture (PNG, JPEG)."""
        part = self._images.part(blob)
        relation = f"rIdP{part.partname.idx}"
        self._parts[relation] = part
        return relation

    def apply(self, part: Part) -> None:
        """Writes them into the part."""
        for url, relation in self._found.items():
            part.rels.add_relationship(LINK.HYPERLINK, url, relation, is_external=True)
        for relation, image in self._parts.items():
            part.rels.add_relationship(LINK.IMAGE, image, relation)


class Images:
    """The pictures of the document, each once."""

    def __init__(self) -> None:
        self._parts: dict[bytes, ImagePart] = {}

    def part(self, blob: bytes) -> ImagePart:
        """The part that holds a picture."""
        if blob not in self._parts:
            image = Image.from_blob(blob)
            name = PackURI(f"/word/media/image{len(self._parts) + 1}.{image.ext}")
            self._parts[blob] = ImagePart(name, image.content_type, blob, image)
        return self._parts[blob]


class Container:
    """A Word document in the making: an empty one of python-docx, without what that brings along, and the parts we make."""

    def __init__(self) -> None:
        self._word = Document()
        for rels, kept in ((self._word.part.package.rels, _KEPT), (self._word.part.rels, frozenset[str]())):
            for relation in [one for one, link in rels.items() if link.reltype not in kept]:
                del rels[relation]

    def add(self, name: str, content: _Element, relations: Relations | None = None) -> str:
        """Puts in a part ("styles", "header2") and gives the id the document knows it under."""
        kind, link = _KINDS[name.rstrip("0123456789")]
        part = Part(PackURI(f"/word/{name}.xml"), kind, _written(content), self._word.part.package)
        if relations:
            relations.apply(part)
        relation = f"rId{name[0].upper()}{name[1:]}"
        self._word.part.rels.add_relationship(link, part, relation)
        return relation

    def fill(self, blocks: Iterable[_Element], sheet: _Element, relations: Relations) -> None:
        """Puts in the text: its blocks and the properties of its pages."""
        body = self._word.element.body
        for child in list(body):
            body.remove(child)
        body.extend([*blocks, sheet])
        relations.apply(self._word.part)

    def describe(self, *, title: str, subject: str, author: str, language: str, keywords: Sequence[str], at: datetime) -> None:
        """Says what the document is; what is too long for a property is cut."""
        about = self._word.core_properties
        moment = at.astimezone(UTC).replace(tzinfo=None)
        about.title, about.subject, about.author, about.last_modified_by = map(_cut, (title, subject, author, author))
        about.language, about.keywords, about.comments = _cut(language), _cut(", ".join(keywords)), ""
        about.created = about.modified = moment
        about.revision = 1

    def bytes(self) -> bytes:
        """The file: the same bytes for the same content."""
        saved, out = io.BytesIO(), io.BytesIO()
        self._word.save(saved)
        with zipfile.ZipFile(saved) as made, zipfile.ZipFile(out, "w") as file:
            for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                file.writestr(entry, made.read(name), compresslevel=6)
        return out.getvalue()


def _written(element: _Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cut(text: str) -> str:
    text = " ".join(allowed(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
