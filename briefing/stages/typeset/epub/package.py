"""What an e-book says of itself: its package document and its contents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from lxml import etree

from briefing.language.catalogue import Catalogue
from briefing.stages.typeset.epub.chapters import OPS, XHTML, Document

CONTENTS, COVER_PAGE, COVER, STYLE = "contents.xhtml", "cover.xhtml", "cover.svg", "style.css"
_PARTS: Mapping[str, str] = {".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the book is: `days` are those it covers, in words; `classification` is "" where there is none."""

    identifier: str
    title: str
    days: str
    language: str
    made_at: datetime
    classification: str = ""

    @property
    def name(self) -> str:
        """Title and days."""
        return f"{self.title} – {self.days}"


def package(about: About, documents: Sequence[Document], words: Catalogue) -> str:
    """The package document: what the book is called and how it can be read, its files, their order."""
    drawn = any(document.drawn for document in documents)
    modes = ["textual", "visual"] if drawn else ["textual"]
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
    features += ["alternativeText"] if drawn else []
    summary = words.text(
        "Text that can be set in any size and typeface, with headings, a table of contents, and notes that lead to each source and "
        "back; languages are marked; drawings have descriptions and tables that say the same."
    )
    items = [
        _item("contents", CONTENTS, properties="nav"),
        _item("style", STYLE),
        _item("cover", COVER, properties="cover-image"),
        _item("cover-page", COVER_PAGE),
        *(
            _item(f"part-{number}", document.name, properties="svg" if document.drawn else "")
            for number, document in enumerate(documents, 1)
        ),
    ]
    order = ["cover-page", "contents", *(f"part-{number}" for number in range(1, len(documents) + 1))]
    meta = [
        *(f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes),
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *(f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in features),
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{escape(summary)}</meta>',
    ]
    made = about.made_at.astimezone(UTC)
    rights = [f"<dc:rights>{escape(about.classification)}</dc:rights>"] if about.classification else []
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
            f'xml:lang="{about.language}" prefix="schema: http://schema.org/">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="id">{escape(about.identifier)}</dc:identifier>',
            f"<dc:title>{escape(about.name)}</dc:title>",
            f"<dc:language>{about.language}</dc:language>",
            f"<dc:date>{made:%Y-%m-%dT%H:%M:%SZ}</dc:date>",
            *rights,
            f'<meta property="dcterms:modified">{made:%Y-%m-%dT%H:%M:%SZ}</meta>',
            *meta,
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            "<spine>",
            *(f'<itemref idref="{name}"/>' for name in order),
            "</spine>",
            "</package>",
            "",
        ]
    )


def contents(about: About, masthead: str, documents: Sequence[Document], words: Catalogue) -> str:
    """The masthead and the contents: sections, and their stories, which a program lists and the page does not."""
    listed = "\n".join(_listed(document) for document in documents) or f'<li><a href="{CONTENTS}">{escape(about.title)}</a></li>'
    marks = [("cover", COVER_PAGE, words.text("Cover")), ("toc", CONTENTS, words.text("Contents"))]
    marks += [("bodymatter", documents[0].name, documents[0].title)] if documents else []
    marks += [("endnotes", document.name, document.title) for document in documents if document.notes]
    landmarks = "\n".join(f'<li><a epub:type="{kind}" href="{file}">{escape(title)}</a></li>' for kind, file, title in marks)
    name = escape(words.text("Contents"))
    return page(
        about,
        about.name,
        f'{masthead}\n<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n<h2 id="contents">{name}</h2>\n'
        f'<ol>\n{listed}\n</ol>\n</nav>\n<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{landmarks}\n</ol>\n</nav>',
    )


def cover_page(about: About, words: Catalogue) -> str:
    """The page that shows the cover."""
    alternative = ", ".join(filter(None, (about.title, about.days, about.classification)))
    return page(
        about,
        words.text("Cover"),
        f'<section epub:type="cover" class="cover"><img role="doc-cover" src="{COVER}" alt="{escape(alternative)}"/></section>',
    )


def page(about: About, title: str, inside: str) -> str:
    """A document of the book around its content, which is XHTML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{about.language}" xml:lang="{about.language}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n<body>\n{inside}\n</body>\n</html>\n'
    )


def written(document: Document, about: About) -> str:
    """A document of the book as a file."""
    return page(about, f"{document.title} – {about.title}", etree.tostring(document.content, encoding="unicode"))


def _item(name: str, file: str, *, properties: str = "") -> str:
    kind = _PARTS["." + file.rpartition(".")[2]]
    return f'<item id="{name}" href="{file}" media-type="{kind}"' + (f' properties="{properties}"/>' if properties else "/>")


def _listed(document: Document) -> str:
    stories = "\n".join(
        f'<li><a href="{document.name}#{name}">{escape(headline)}</a></li>' for name, headline in document.stories if headline
    )
    inside = f'\n<ol hidden="hidden">\n{stories}\n</ol>\n' if stories else ""
    return f'<li><a href="{document.name}">{escape(document.title)}</a>{inside}</li>'
