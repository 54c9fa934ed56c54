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
from markupsafe import Markup

from briefing.model import Briefing, Design
from briefing.stages.typeset import wording
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.fill import language_tag
from briefing.stages.typeset.inert import tidy

LARGEST = 20_000_000  # characters of HTML; a month of full days has under two million
DEEPEST = 30
_TAGS = set("a bdi blockquote br div em h1 h2 h3 hr li ol p section span strong sup table tbody td th thead tr ul".split())
_ATTRIBUTES = {
    "*": {"id", "lang", "class"},
    "a": {"href", "title"},
    "section": {"aria-labelledby"},
    "th": {"scope"},
}
_CLASSES = (
    "about",
    "also",
    "covers",
    "credit",
    "date",
    "drawing",
    "footnote",
    "footnote-backref",
    "first",
    "footnote-ref",
    "meta",
    "since",
)
_TARGET = re.compile(r"#[A-Za-z0-9:_-]+|(?:https?://|mailto:).+")
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
_H2 = re.compile(r'<h2(?: class="[^"]*")?(?: id="(?P<id>[a-z0-9-]+)")?[^>]*>(?P<title>.*?)</h2>', re.DOTALL)


class TooLargeError(Exception):
    """The HTML is too large or too deep to be cleaned and printed with confidence; the message says which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A page's content, cleaned: the head of the page, its sections, and their (id, title) in order."""

    head: str
    main: str
    contents: tuple[tuple[str, str], ...]


def convert(markdown: str, drawings: Mapping[str, str] = _NO_DRAWINGS) -> Body:
    """The cleaned HTML of a Markdown text, and in it the drawings (SVG of our own, by name) at the places left for them.

    Raises `TooLargeError` where it grows beyond what can be printed.
    """
    converter = Markdown(
        extensions=[
            TableExtension(),
            AttrListExtension(),
            FootnoteExtension(SUPERSCRIPT_TEXT="[{}]", BACKLINK_TITLE="Back to the text", BACKLINK_TEXT="↩", PLACE_MARKER=_NOWHERE),
        ],
        output_format="html",
    )
    try:
        html = _in_order(converter.convert(markdown))
    except RecursionError:
        raise TooLargeError("the Markdown nests deeper than it can be converted") from None
    _check(html)
    head, *sections = _SECTION.split(html)
    main: list[str] = []
    contents: list[tuple[str, str]] = []
    for section in sections:
        found = _H2.match(section)
        name = found["id"] if found and found["id"] else f"part-{len(main) + 1}"
        main.append(f'<section aria-labelledby="{name}">\n{section}</section>\n')
        if found:
            contents.append((name, found["title"]))
    cleaned = _DRAWING.sub(partial(_drawn, drawings), _clean("".join(main)))
    return Body(head=_clean(head), main=cleaned, contents=tuple((name, _text(title)) for name, title in contents))


def _drawn(drawings: Mapping[str, str], place: re.Match[str]) -> str:
    """The place of a drawing with the drawing in it; nothing where there is none.

    This is the one thing that comes after cleaning: SVG that `drawings/` makes of cited numbers and names of the gazetteer.
    """
    svg = drawings.get(place["name"], "")
    return f"{place['open']}{svg}{place['caption'].strip()}</p>" if svg else ""


STYLES = ("page.css", "print.css", "theme.css")


def wrap(
    briefing: Briefing, body: Body, design: Design, *, template: str = "page.html.j2", styles: tuple[str, ...] = STYLES
) -> str:
    """The whole page: one HTML file with its style inside and nothing outside."""
    page = (
        sandbox(design)
        .get_template(template)
        .render(
            title=tidy(briefing.title, 200),
            days=wording.days(briefing.window),
            language=language_tag(briefing.language) or "en",
            made_at=briefing.made_at.isoformat(timespec="seconds"),
            head=Markup(body.head),  # noqa: S704 - cleaned by `convert`
            main=Markup(body.main),  # noqa: S704 - cleaned by `convert`
            contents=body.contents,
            styles=[Markup(design.text(style)) for style in styles],  # noqa: S704 - the edition's own style sheets
        )
    )
    return page if page.endswith("\n") else page + "\n"


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
