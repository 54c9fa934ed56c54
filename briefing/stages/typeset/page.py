"""Markdown → HTML → cleaned → one page that needs nothing else."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import nh3
from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markupsafe import Markup, escape

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Briefing, Design
from briefing.stages.typeset import marks, wording
from briefing.stages.typeset.contents import Heading, entries, halves, is_long
from briefing.stages.typeset.copies import ADDRESS
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.inert import tidy

LARGEST = 20_000_000  # characters of HTML; a month of full days has under two million
DEEPEST = 30
_TAGS = set("a bdi blockquote br div em h1 h2 h3 hr li ol p section span strong sup table tbody td th thead tr ul".split())
_ATTRIBUTES = {
    "*": {"id", "lang", "class"},
    "a": {"href", "title"},
    "section": {"aria-labelledby"},
    "span": {"data-at"},
    "th": {"scope"},
}
_CLASSES = (
    "about",
    "also",
    "classification",
    "cites",
    "contact",
    "copy",
    "covers",
    "credit",
    "date",
    "disclaimer",
    "drawing",
    "footnote",
    "footnote-backref",
    "first",
    "id",
    "footnote-ref",
    "meta",
    "note",
    "said",
    "why",
    "since",
    "tlp-amber",
    "tlp-clear",
    "tlp-green",
    "tlp-red",
    "whole",
    "words",
)
_TARGET = re.compile(rf"#[A-Za-z0-9:_-]+|{ADDRESS}|(?:https?://|mailto:).+")
_OPENING_OR_CLOSING = re.compile(r"<(?P<close>/)?(?P<name>[a-z][a-z0-9]*)\b[^>]*>")
_EMPTY = {"br", "hr"}
_NOWHERE = "\x00"  # references stand at the end, whatever a text may say; no text can say this
_CITATION = re.compile(r'id="fnref\d*:(?P<number>\d+)"')
_BEFORE_BACKLINK = re.compile(
    r"(?:&#160;|\u00a0)(?=<a class=\"footnote-backref\")"
)  # on paper, where the link is not shown, it would break lines early
_DRAWING = re.compile(  # no text of a source can write an element with an attribute: `inert` leaves it none
    r'(?P<open><p (?=[^>]*class="drawing")(?=[^>]*id="drawing-(?P<name>[a-z0-9-]+)")[^>]*>)(?P<caption>[^<]*)</p>'
)
_NO_DRAWINGS: Mapping[str, str] = MappingProxyType({})
_SECTION = re.compile(r"(?=<h2\b)")
_HEADING = re.compile(r"<h(?P<level>[23])(?P<attributes>[^>]*)>(?P<title>.*?)</h(?P=level)>", re.DOTALL)
_ID = re.compile(r' id="(?P<id>[A-Za-z0-9-]+)"')
_LANG = re.compile(r'<span [^>]*?lang="(?P<tag>[A-Za-z0-9-]+)"')
_H2 = re.compile(r'<h2(?: class="[^"]*")?(?: id="(?P<id>[a-z0-9-]+)")?[^>]*>(?P<title>.*?)</h2>', re.DOTALL)


class TooLargeError(Exception):
    """The HTML is too large or too deep to be cleaned and printed with confidence; the message says which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A page's content, cleaned: the head of the page, its sections, their (id, title) in order, and these with the stories."""

    head: str
    main: str
    contents: tuple[tuple[str, str], ...]
    headings: tuple[Heading, ...] = ()


class _Footnotes(FootnoteExtension):
    """The converter's footnotes, which count the citations of a reference instead of trying each number from two on."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """An id for a further citation of a reference: "fnref:1", "fnref2:1", "fnref3:1"."""
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        name, separator, rest = reference.partition(self.get_separator())
        return reference if count == 1 else f"{name}{count}{separator}{rest}"


def convert(markdown: str, drawings: Mapping[str, str] = _NO_DRAWINGS, *, language: str = "en") -> Body:
    """The cleaned HTML of a Markdown text, and in it the drawings (SVG of our own, by name) at the places left for them.

    `language` is that of our own words. Raises `TooLargeError` where it grows beyond what can be printed.
    """
    converter = Markdown(
        extensions=[
            TableExtension(),
            AttrListExtension(),
            FootnoteExtension(
                SUPERSCRIPT_TEXT="[{}]",
                BACKLINK_TITLE=catalogue(language).text("Back to the text"),
                BACKLINK_TEXT="↩",
                PLACE_MARKER=_NOWHERE,
            ),
        ],
        output_format="html",
    )
    try:
        html = _in_order(converter.convert(markdown))
    except RecursionError:
        raise TooLargeError("the Markdown nests deeper than it can be converted") from None
    _check(html)
    head, *sections = _SECTION.split(_noted(html))
    main: list[str] = []
    contents: list[tuple[str, str]] = []
    for section in sections:
        found = _H2.match(section)
        name = found["id"] if found and found["id"] else f"part-{len(main) + 1}"
        main.append(f'<section aria-labelledby="{name}">\n{section}</section>\n')
        if found:
            contents.append((name, found["title"]))
    cleaned, headings = _headed(_clean("".join(main)))
    return Body(
        head=_clean(head),
        main=_DRAWING.sub(partial(_drawn, drawings), cleaned),
        contents=tuple((name, _text(title)) for name, title in contents),
        headings=headings,
    )


def _headed(html: str) -> tuple[str, tuple[Heading, ...]]:
    """The headings of a page, each with an id: that of its thread, else its number among the headings ("heading-7")."""
    found: list[Heading] = []

    def named(match: re.Match[str]) -> str:
        own = _ID.search(match["attributes"])
        name = own["id"] if own else f"heading-{len(found) + 1}"
        said_in = _LANG.search(match["title"])
        language = said_in["tag"] if said_in else None
        found.append(Heading(level=int(match["level"]), id=name, title=_text(match["title"]), language=language))
        return match.group() if own else f'<h{match["level"]} id="{name}"{match.group()[3:]}'

    return _HEADING.sub(named, html), tuple(found)


def _noted(html: str) -> str:
    """The footnotes, which the converter puts last, at the end of the section that announces them: the imprint comes after it."""
    body, opening, notes = html.partition('<div class="footnote">')  # no text of a source can write an element
    sections = _SECTION.split(body)
    place = next((at for at, section in enumerate(sections) if (found := _H2.match(section)) and found["id"] == "references"), -1)
    sections[place] += opening + notes
    return "".join(sections)


def _drawn(drawings: Mapping[str, str], place: re.Match[str]) -> str:
    """The place of a drawing with the drawing in it; nothing where there is none.

    This is the one thing that comes after cleaning: SVG that `drawings/` makes of cited numbers and names of the gazetteer.
    """
    svg = drawings.get(place["name"], "")
    return f"{place['open']}{svg}{place['caption'].strip()}</p>" if svg else ""


STYLES = ("page.css", "print.css", "marks.css", "passages.css", "theme.css")


def wrap(
    briefing: Briefing, body: Body, design: Design, *, template: str = "page.html.j2", styles: tuple[str, ...] = STYLES
) -> str:
    """The whole page: one HTML file with its style inside and nothing outside."""
    words = catalogue(briefing.language)
    line = briefing.marks.classification
    front, rest = halves(body.main)
    page = (
        sandbox(design, names={"_": partial(_phrase, words)})
        .get_template(template)
        .render(
            title=tidy(briefing.title, 200),
            days=wording.days(briefing.window, words),
            language=words.tag,
            made_at=briefing.made_at.isoformat(timespec="seconds"),
            head=Markup(body.head),  # noqa: S704 - cleaned by `convert`
            main=Markup(body.main),  # noqa: S704 - cleaned by `convert`
            front=Markup(front),  # noqa: S704 - cleaned by `convert`
            rest=Markup(rest),  # noqa: S704 - cleaned by `convert`
            contents=body.contents,
            entries=entries(body.headings) if is_long(briefing) else (),
            logo=design.logo,
            classification=marks.classification(line),
            classification_colours=" ".join(marks.colours(line)).replace(".", ""),
            styles=[Markup(design.text(style)) for style in styles],  # noqa: S704 - the edition's own style sheets
        )
    )
    return page if page.endswith("\n") else page + "\n"


def _phrase(words: Catalogue, message: str, /, **values: object) -> Markup:
    """A message of ours in the edition's language, its %(names)s filled in with values, which are escaped like all text."""
    said = escape(words.text(message))
    return said % values if values else said


def _in_order(html: str) -> str:
    """Citations of one reference counted from the top: the converter numbers them as it walks, which is not the order of print."""
    seen: Counter[str] = Counter()

    def counted(match: re.Match[str]) -> str:
        seen[match["number"]] += 1
        return f'id="fnref{seen[match["number"]] if seen[match["number"]] > 1 else ""}:{match["number"]}"'

    return _BEFORE_BACKLINK.sub("", _CITATION.sub(counted, html))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if _TARGET.fullmatch(value) else None
    if name == "class":
        return " ".join(known for known in value.split() if known in _CLASSES) or None
    return value


def _check(html: str) -> None:
    if len(html) > LARGEST:
        raise TooLargeError(f"the page would have {len(html):,} characters; the limit is {LARGEST:,}")
    depth = deepest = 0
    for match in _OPENING_OR_CLOSING.finditer(html):
        if match["name"] not in _EMPTY:
            depth += -1 if match["close"] else 1
            deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise TooLargeError(f"the page nests {deepest} elements; the limit is {DEEPEST}")


def _text(html: str) -> str:
    return Markup(nh3.clean(html, tags=set())).unescape()  # noqa: S704 - tags are taken out, then it is text again
