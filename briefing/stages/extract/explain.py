"""What became of every line of a page: taken as what, or left out, and why. For `briefing inspect --explain`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from lxml import etree
from lxml import html as markup

from briefing.language.flatten import decode
from briefing.language.markup import parsable
from briefing.language.words import squash
from briefing.model import Article, Capture, Harvest
from briefing.stages.extract import extract_beside
from briefing.stages.extract.standing import NOTHING, Counts, keyed
from briefing.stages.extract.text import body
from briefing.stages.extract.text.lines import clean, read

Mark = Literal["title", "text", "date", "byline", "caption", "cut"]

_MARKS: dict[str, Mark] = {"stamp": "date", "published": "date", "byline": "byline", "credit": "caption"}
_TAKEN = {"title": "the headline", "text": "in the article", "date": "the date that was taken", "byline": "names who wrote it"}
_PLACES = {
    "nav": "in a menu",
    "footer": "in the page's foot",
    "aside": "beside the article",
    "form": "in a form",
    "figure": "with a picture",
    "figcaption": "with a picture",
    "header": "in the page's head",
    "button": "a button",
    "select": "a choice to make",
    "noscript": "shown without scripts only",
    "table": "in a table",
}
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    )
)
_HIDDEN = ("script", "style", "template", "svg", "title")
_ONE_LINK = 0.8  # share of a block's letters in links from which it is one


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """One line of a page: its number in the file (from 1), what it was taken for, the reason, its text."""

    number: int
    mark: Mark
    why: str
    text: str


def explain(capture: Capture, harvest: Harvest, counts: Counts = NOTHING) -> tuple[Explained, ...]:
    """Every line of a text scrape, or every block of an HTML page, as `harvest` (what extraction made of it) used it.

    `counts` is what `standing` found of a scrape. Other formats have fields, not lines: for them the taken fields alone are given.
    """
    if capture.media_type in ("text/plain", "text/markdown"):
        return tuple(_of_scrape(capture, harvest, counts))
    if capture.media_type == "text/html":
        return tuple(_of_page(capture, _Taken(harvest)))
    return tuple(_of_fields(harvest))


class _Taken:
    """The texts an extraction kept, to be found again by their letters."""

    def __init__(self, harvest: Harvest) -> None:
        self.titles = {squash(one.title) for one in harvest.articles} - {""}
        self.authors = {squash(name) for one in harvest.articles for name in one.authors} - {""}
        self.paragraphs = {squash(text) for one in harvest.articles for text in one.paragraphs} - {""}
        self.whole = "\n".join(sorted(self.paragraphs))
        self.evidence = {squash(one.published.evidence) for one in harvest.articles if one.published} - {""}

    def mark(self, text: str) -> Mark | None:
        key = squash(text)
        if not key:
            return None
        if key in self.paragraphs or (len(key) > 40 and key in self.whole):
            return "text"
        if any(key.startswith(title) or key.endswith(title) for title in self.titles if len(key) < 2 * len(title)):
            return "title"
        if any(found in key and len(key) < 3 * len(found) + 30 for found in self.evidence):
            return "date"
        return "byline" if any(name in key and len(key) < 4 * len(name) + 40 for name in self.authors) else None


def explain_beside(page: tuple[Capture, Counts], zone: ZoneInfo) -> tuple[Harvest, tuple[Explained, ...]]:
    """What `extract_beside` makes of a page, and the page explained: as one piece of work, for a worker."""
    harvest = extract_beside(page, zone)
    return harvest, explain(page[0], harvest, page[1])


def _of_scrape(capture: Capture, harvest: Harvest, counts: Counts) -> Iterator[Explained]:
    taken = _Taken(harvest)
    text = decode(capture.body, capture.charset)
    lines = body.in_context(read(text), standing=keyed(counts, text))
    found = body.find(lines) if all(article.kind == "article" for article in harvest.articles) else None
    for line in found.lines if found else lines:
        mark = taken.mark(line.text)
        if mark == "text":
            yield Explained(number=line.number, mark="text", why=line.why, text=line.text)
        elif mark == "title" and line.kind != "url":
            yield Explained(number=line.number, mark="title", why=_TAKEN["title"], text=line.text)
        elif line.kind in _MARKS:
            yield Explained(number=line.number, mark=_MARKS[line.kind], why=line.why, text=line.text)
        else:
            why = "outside the article" if line.kind == "prose" else line.why
            yield Explained(number=line.number, mark=mark if mark in ("date", "byline") else "cut", why=why, text=line.text)


def _of_page(capture: Capture, taken: _Taken) -> Iterator[Explained]:
    text = decode(capture.body, capture.charset)
    try:
        tree = markup.document_fromstring(parsable(text), parser=markup.HTMLParser(remove_pis=True, remove_comments=True))
    except (etree.LxmlError, ValueError):
        return
    etree.strip_elements(tree, *_HIDDEN, with_tail=False)
    for element, words, linked in _blocks(tree):
        mark = taken.mark(words)
        number = element.sourceline if isinstance(element.sourceline, int) else 0
        if mark:
            yield Explained(number=number, mark=mark, why=_TAKEN[mark], text=words)
            continue
        place = next((_PLACES[str(one.tag)] for one in (element, *element.iterancestors()) if one.tag in _PLACES), None)
        lines = read(words)
        own = lines[0].why if lines and lines[0].kind not in ("prose", "heading") else None
        why = place or own or ("is one link" if linked > _ONE_LINK else "outside the article")
        caption = place == "with a picture" or (bool(lines) and lines[0].kind == "credit")
        yield Explained(number=number, mark="caption" if caption else "cut", why=why, text=words)


def _blocks(tree: etree._Element) -> Iterator[tuple[etree._Element, str, float]]:
    """The stretches of text a browser would set as lines of their own: the element each stands in, its text, the share in links."""
    parts: list[tuple[str, bool]] = []
    home = tree
    links = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag not in _INLINE:
            words = clean("".join(text for text, _ in parts))
            if words:
                yield home, words, len(clean("".join(text for text, linked in parts if linked))) / len(words)
            parts = []
        starts = event == "start"
        links += (1 if starts else -1) * (element.tag == "a")
        text = element.text if starts else element.tail
        if text:
            if not any(part.strip() for part, _ in parts):
                parent = element.getparent()
                home = element if starts or parent is None else parent
            parts.append((text, links > 0))


def _of_fields(harvest: Harvest) -> Iterator[Explained]:
    for article in harvest.articles:
        yield Explained(number=article.item, mark="title", why=_origin(article), text=article.title)
        for text in article.paragraphs:
            yield Explained(number=article.item, mark="text", why=_TAKEN["text"], text=text)


def _origin(article: Article) -> str:
    return f"item {article.item}, {article.published.evidence}" if article.published else f"item {article.item}, no date"
