"""HTML as the parser takes it, and a fragment of it, as feeds and records carry it, as text."""

import re

from lxml import etree
from lxml import html as markup

_BLOCKS = (
    "p",
    "br",
    "li",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "section",
    "article",
    "ul",
    "ol",
    "table",
)
_BLOCK = re.compile(r"<(?:p|br|div|li|h\d|blockquote|tr|section|article)\b", re.IGNORECASE)
# As XHTML closes them, HTML does not: what follows would be lost with them.
_CLOSED = re.compile(r"<(script|style|figure|iframe)\b([^<>]{0,2000})/>", re.IGNORECASE)

# What no XML may hold, as a letter or by its number: word processors leave it behind, and the parser's tree breaks on it.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d);?|&#[xX]0*(?:[0-8bcefBCEF]|1[\da-fA-F]|[fF]{3}[eEfF])(?![\da-fA-F]);?"
)


def parsable(text: str) -> str:
    """Markup with a space for each character that no XML may hold, written as it is or by its number."""
    return _UNREADABLE.sub(" ", text)


def plain(fragment: str) -> str:
    """A fragment of HTML as text, a line a block. Never raises.

    Where it marks its blocks, a line break between them is only how it was typed, and an empty line ends a block all the same.
    """
    fragment = _CLOSED.sub(r"<\1\2></\1>", parsable(fragment))
    try:
        tree = markup.fragment_fromstring(fragment, create_parent="div")
    except (ValueError, etree.ParserError):
        return re.sub(r"<[^>]*>", " ", fragment)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(tree, "script", "style", "figure", "iframe", with_tail=False)
    if _BLOCK.search(fragment):
        for element in tree.iter():
            element.text, element.tail = _unwrapped(element.text), _unwrapped(element.tail)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    for element in list(tree.iter("p", "li")):
        link = element.find("a")
        if link is not None and len(element) == 1 and not (element.text or link.tail or "").strip():
            element.clear(keep_tail=True)  # a block that is one link leads elsewhere: "continue on our site"
    return "".join(map(str, tree.itertext()))


def _unwrapped(text: str | None) -> str | None:
    """A text without single line breaks; an empty line stays a break."""
    if not text or "\n" not in text:
        return text
    return "\n".join(re.sub(r"\s+", " ", part) for part in re.split(r"\n[^\S\n]*\n", text))
