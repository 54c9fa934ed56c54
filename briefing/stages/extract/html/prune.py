"""Takes out of a parsed page what its build says is not its article: programs, hidden boxes, captions, cards of other stories."""

import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as markup

from briefing.language.words import squash

_NO_TEXT = frozenset(
    "script style svg noscript template iframe object embed canvas video audio map select option datalist button dialog figcaption".split()
)
# Looked at one by one; the rest of a page passes without.
_SUSPECTS = etree.XPath(
    "//article | //*[@hidden or contains(@class, 'aption') or contains(@style, 'none') or contains(@style, 'hidden') or contains(@style, 'NONE')]"
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?(?:image|photo|picture|img|media|figure)?[\s_-]*caption(?:$|[\s_-])", re.IGNORECASE)
_MOST_TEXT = 400_000  # characters; twice what an article may have
_LEAST, _LITTLE = 600, 200  # characters of paragraphs that make an article, and that make any text
_MOST_HIDDEN = 1_000  # characters; what is longer and hidden is often the article, shown by a program
_MOST_CAPTION = 600  # characters; what is longer and called a caption holds the article


def prune(tree: markup.HtmlElement, url: str | None, title: str) -> None:
    """Remove these elements from the tree, keeping the text behind them. `url` and `title` are the page's own, as far as known.

    Hidden boxes and cards stay where hardly a paragraph would be left: then they are the article.
    """
    _drop(list(tree.iter(*_NO_TEXT)))
    headline = squash(title) if tree.find(".//h1") is not None else ""
    captions, doubtful = [], []
    for element in cast("list[markup.HtmlElement]", _SUSPECTS(tree)):
        if _is_caption(element):
            captions.append(element)
        elif _is_hidden(element) or (element.tag == "article" and headline and _is_card(element, url, headline)):
            doubtful.append(element)
    _drop(captions)
    inside = {paragraph for element in doubtful for paragraph in element.iter("p")}
    size = [0, 0]
    for paragraph in tree.iter("p"):
        size[paragraph in inside] += len(paragraph.text_content())
    left, gone = size
    if left >= min(_LEAST, max(2 * gone, _LITTLE)):
        _drop(doubtful)
    _shorten(tree)


def _shorten(tree: markup.HtmlElement) -> None:
    """Empty what text stands behind the first `_MOST_TEXT` characters."""
    room = _MOST_TEXT
    for element in tree.iter():
        for place in ("text", "tail"):
            text = getattr(element, place)
            if text:
                if len(text) > room:
                    setattr(element, place, text[:room])
                room -= min(len(text), room)


def _drop(elements: Sequence[markup.HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _is_hidden(element: markup.HtmlElement) -> bool:
    return ("hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))) and len(
        element.text_content()
    ) <= _MOST_HIDDEN


def _is_caption(element: markup.HtmlElement) -> bool:
    named = element.get("class")
    return bool(named and "aption" in named and _CAPTION.search(named) and len(element.text_content()) <= _MOST_CAPTION)


def _is_card(article: markup.HtmlElement, url: str | None, headline: str) -> bool:
    """An <article> whose own heading is a link to another page: another story, whole or in short, amid or under this one."""
    heading = next(article.iter("h2", "h3", "h4", "p"), None)
    if heading is None or heading.tag == "p" or next(article.iter("h1"), None) is not None:
        return False
    named = squash(heading.text_content())
    if not named or named in headline or headline in named:
        return False
    link = next(heading.iter("a"), None)
    if link is None:
        link = next((one for one in heading.iterancestors("a")), None)
    href = (link.get("href") or "").strip() if link is not None else ""
    return bool(href) and _leads_away(href, url)


def _leads_away(href: str, url: str | None) -> bool:
    """Whether a link leads to another page than this one or one below it (the entries of a live blog have such addresses)."""
    if href.startswith("#") or not url:
        return not href.startswith("#")
    try:
        there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return False
    if there.netloc.removeprefix("www.") != here.netloc.removeprefix("www."):
        return True
    return not there.path.rstrip("/").startswith(here.path.rstrip("/")) or here.path.rstrip("/") == ""
