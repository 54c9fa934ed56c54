"""The markup of newsletters, which are tables in tables: made plain, without what is hidden and without the frame of the mail.

The frame is told by what it says in any of eleven languages (where to read the mail in a browser, why one gets it, how to get no
more), and by its place: above the first words of the mail and below the last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml import html as markup

from briefing.language.markup import parsable
from briefing.stages.extract import phrases
from briefing.stages.extract.text.lines import clean, count_words, ends_like_a_sentence

_MOST_MARKS = 100_000  # "<"; what has more is read as a page is, in part
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000}")
_TABLES = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center")
_BLOCKS = frozenset(
    (*_TABLES, "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "section", "article", "body")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d])|font-size\s*:\s*[01](?:px|pt)?(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_FRAME = 60  # words of one block of the frame at most
_IN_BROWSER = 25
_FOOTER = 150  # words below the last of a mail's text at most
_PROSE = 40  # words of a sentence that no footer has, unless it says why one gets the mail
_SENTENCE = 12  # words of one that is the mail's own, where half of its words lie below
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_OPAQUE = re.compile(r"[\w=%-]{40,}|[?&](?:upn|token|uid|subscriber|email|e|u|h)=", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A run of text between the borders of blocks; `lines` are what line breaks make of it.

    `link` is the address where all of it is one link, `first` that of the first link in it.
    """

    text: str
    words: int
    link: str | None
    first: str | None = None
    lines: "tuple[Block, ...]" = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A newsletter's blocks without its frame, their markup, and where it can be read in a browser."""

    blocks: tuple[Block, ...]
    html: str
    online: str | None


def laid_out(html: str) -> Layout | None:
    """The layout of a mail's HTML; None where it is no markup that can be read so."""
    if html.count("<") > _MOST_MARKS or _LONG_TAG.search(html):
        return None
    try:
        tree = markup.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", parsable(html)),
            parser=markup.HTMLParser(huge_tree=False, remove_pis=True, remove_comments=True),
        )
    except (etree.LxmlError, ValueError):
        return None
    etree.strip_elements(tree, "style", "script", "noscript", with_tail=False)
    for element in [one for one in tree.iter() if isinstance(one, markup.HtmlElement) and _is_hidden(one)]:
        if element.getparent() is not None and element.tag not in ("body", "html"):
            element.drop_tree()
    body = tree.find("body")
    runs = tuple(_runs(tree if body is None else body))
    blocks = [run.block for run in runs]
    online = next((plain_address(one.first) for one in blocks if _says_online(one)), None)
    frame = _frame([(block.text, block.words) for block in blocks])
    for number in frame:
        runs[number].erase()
    for element in tree.iter(*_TABLES):
        element.tag = "div"
        for name in ("width", "height", "align", "valign", "bgcolor", "style", "class"):
            if name in element.attrib:
                del element.attrib[name]
    return Layout(
        blocks=tuple(block for number, block in enumerate(blocks) if number not in frame),
        html=str(markup.tostring(tree, encoding="unicode")),
        online=online,
    )


def without_frame(text: str) -> str:
    """A mail's plain text without the lines of its frame."""
    lines = text.split("\n")
    rows = [(line, count_words(line)) for line in lines]
    frame = _frame(rows)
    return "\n".join(line for number, line in enumerate(lines) if number not in frame)


def plain_address(link: str | None) -> str | None:
    """A link as an address that may be printed: what a redirect names as its goal, nothing that tells who received the mail."""
    if not link or len(link) > 2_000:
        return None
    if goal := re.search(r"[?&](?:url|u|q|target|to|dest|destination|redirect|link)=(https?(?::|%3A)[^&#]+)", link, re.IGNORECASE):
        return plain_address(_unquoted(goal[1]))
    if not re.fullmatch(r"https?://[^\s<>\"]+", link, re.IGNORECASE):
        return None
    address = re.sub(r"([?&])(?:utm_\w+|mc_[ce]id)=[^&#]*", r"\1", link)
    address = re.sub(r"&{2,}", "&", address).replace("?&", "?").rstrip("?&")
    path = re.sub(r"^https?://[^/]*", "", address)
    # The long words of a headline in an address have hyphens between them.
    return None if any(not re.search(r"[a-z]{2,}-[a-z]{2,}", word) for word in _OPAQUE.findall(path)) else address


def _unquoted(text: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(text)


def _is_hidden(element: markup.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


class _Run:
    """A run of text while it is read: its pieces, each with its link, a line break as None; and where they stand in the tree."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, str | None] | None] = []
        self._places: list[tuple[etree._Element, str]] = []

    def add(self, element: etree._Element, place: str, link: str | None) -> None:
        if text := getattr(element, place):
            self._pieces.append((text, link))
            self._places.append((element, place))

    def end_line(self) -> None:
        self._pieces.append(None)

    def erase(self) -> None:
        for element, place in self._places:
            setattr(element, place, None)

    @property
    def block(self) -> Block:
        pieces = [piece for piece in self._pieces if piece]
        lines: list[Block] = []
        if len(pieces) < len(self._pieces):
            line: list[tuple[str, str | None]] = []
            for piece in (*self._pieces, None):
                if piece:
                    line.append(piece)
                elif line:
                    lines.append(_block(line))
                    line = []
        made = _block(pieces)
        return Block(
            text=made.text, words=made.words, link=made.link, first=made.first, lines=tuple(one for one in lines if one.text)
        )


def _block(pieces: Sequence[tuple[str, str | None]]) -> Block:
    text = clean("".join(text for text, _ in pieces))
    links = dict.fromkeys(link for text, link in pieces if link and clean(text))
    linked = len(clean("".join(text for text, link in pieces if link)))
    first = next(iter(links), None)
    return Block(
        text=text, words=count_words(text), link=first if len(links) == 1 and linked >= 0.9 * len(text) else None, first=first
    )


def _runs(body: etree._Element) -> Iterator[_Run]:
    """The runs of a body that hold words, in its order."""
    run = _Run()
    links: list[str | None] = [None]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block:
            if run.block.text:
                yield run
            run = _Run()
        if event == "start":
            links.append(str(element.get("href")).strip() if element.tag == "a" and element.get("href") else links[-1])
            run.add(element, "text", links[-1])
            continue
        links.pop()
        if element.tag == "br":
            run.end_line()
        if element is not body:
            run.add(element, "tail", links[-1])
    if run.block.text:
        yield run


def _frame(rows: Sequence[tuple[str, int]]) -> frozenset[int]:
    """The numbers of the texts (each with its count of words) that are the frame: those that say so, and of the last ones all
    below the first that does.
    """
    end, below, half = len(rows), 0, sum(words for _, words in rows) / 2
    for number in range(len(rows) - 1, 0, -1):
        text, words = rows[number]
        below += words
        says = _says_why(text, words)
        is_told = words >= (_SENTENCE if below > half else _PROSE) and ends_like_a_sentence(text)
        if below > _FOOTER or (is_told and not says):
            break
        if says or _RIGHTS.match(text) or text in ("-- ", "--"):
            end = number
    return frozenset((*(number for number, row in enumerate(rows) if _is_frame(*row)), *range(end, len(rows))))


def _is_frame(text: str, words: int) -> bool:
    return _says_why(text, words) or (words <= _IN_BROWSER and phrases.within("in_browser", text))


def _says_why(text: str, words: int) -> bool:
    return 0 < words <= _FRAME and phrases.within("mailing", text)


def _says_online(block: Block) -> bool:
    return block.words <= _IN_BROWSER and phrases.within("in_browser", block.text)
