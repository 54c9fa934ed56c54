"""The address of each entry of a live blog: what on its lines leads to this entry and to no other."""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from briefing.stages.extract.live.entry import Entry

_TARGET = re.compile(r"\]\(<?([^)\s>]+)|(?<![(\w])(https?://[^\s<>\")\]]+)")
_MARK = re.compile(
    r"#[\w:.=%/-]{2,}$|[?&](?:post|pinned_post|pinned_post_id|page|entry|update|id|p)[\w-]*=[\w:%-]{3,}|/(?:post|entry|update)s?/[\w-]{3,}"
)
_SHARES = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|t|telegram|whatsapp|wa|linkedin|reddit|pinterest|bsky|threads)\.(?:com|me|app|net|co)$|share|intent/",
    re.IGNORECASE,
)


def of(text: str, entries: Sequence[Entry], page: str | None) -> tuple[str | None, ...]:
    """For each entry its own address, or None. `text` is the page as captured, `page` the page's address where it is known."""
    raw = text.split("\n")
    found = [_marked(raw[entry.first - 1 : entry.last], page) for entry in entries]
    seen = Counter(link for links in found for link in dict.fromkeys(links))
    own = [[link for link in links if seen[link] == 1] for links in found]
    chosen = [links[-1] if links else None for links in own]
    return tuple(chosen) if sum(link is not None for link in chosen) * 2 > len(entries) else (None,) * len(entries)


def _marked(lines: Sequence[str], page: str | None) -> list[str]:
    """The addresses on these lines that name a place on a page, those that lead elsewhere left out."""
    host = _host(page)
    links = []
    for line in lines:
        for match in _TARGET.finditer(line):
            link = (match[1] or match[2]).rstrip(".,;")
            if link.startswith(("#", "?", "/")):
                if page is None:
                    continue
                link = urljoin(page, link)
            try:
                parts = urlsplit(link)
            except ValueError:
                continue
            if not link.startswith("http") or _SHARES.search(parts.netloc) or not _MARK.search(link):
                continue
            if host and _host(link) != host:
                continue
            links.append(link)
    return links


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("amp.") if url else ""
    except ValueError:
        return ""
