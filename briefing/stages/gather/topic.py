"""Lists the links of a topic page that lead to articles."""

from dataclasses import replace
from urllib.parse import urlsplit

from briefing.language.addresses import fetchable
from briefing.language.links import links_of
from briefing.model import Link, Listing
from briefing.stages.gather.feeds import digest

_MOST = 500


def list_page(text: str, base: str, pattern: str | None) -> Listing:
    """The links of a page whose addresses match `pattern`, each once, in the page's order, titled by the words of the link."""
    own = fetchable(base)
    found: dict[str, Link] = {}
    links = 0
    for named in links_of(text, base):
        links += 1
        if named.url == own or (pattern is not None and not matches(named.url, pattern)):
            continue
        before = found.get(named.url)
        if before is None and len(found) < _MOST:
            found[named.url] = _titled(Link(url=named.url), named.title)
        elif before is not None and len(before.title) < len(named.title) and not before.title:
            found[named.url] = _titled(before, named.title)  # the picture of an article is linked before its headline
    if not links:
        return Listing(wrong="is a page without links")
    if not found and pattern is not None:
        return Listing(wrong=f"has no link that matches {pattern}")
    return Listing(links=tuple(found.values()))


def matches(url: str, pattern: str) -> bool:
    """Whether an address is one of those that a pattern means, `*` standing for any characters.

    A pattern with a scheme means whole addresses, whether http or https and with or without "www."; one without means their paths.
    """
    pattern = pattern.strip()
    parts = urlsplit(url)
    if "://" in pattern or pattern.startswith("//"):
        bare = pattern.partition("//")[2].removeprefix("www.")
        return _fits(f"{parts.netloc}{_path(url)}".removeprefix("www."), bare)
    path = _path(url)
    written = pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
    return any(_fits(one, written) for one in (parts.path, path)) or _fits(f"{parts.netloc}{path}", pattern)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _fits(text: str, pattern: str) -> bool:
    """Whether all of `text` fits a pattern; in time proportional to both."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == first
    *middle, last = rest
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def _titled(link: Link, title: str) -> Link:
    return replace(link, title=title, digest=digest((title,)))
