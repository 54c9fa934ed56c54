"""What a reader of one kind of page found, before it gets its identity; and the giving of that identity."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from briefing.language import sentences
from briefing.language.addresses import canonical
from briefing.language.detect import language_of
from briefing.model import Article, Capture, Kind, When

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-ZА-ЯІЇЄҐ])")
_TITLE = 300  # characters
_LONGEST = 4_000  # characters of one paragraph; a longer one is a page that lost its line breaks
_MOST = 200_000  # characters of one article; three times the longest live blog seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An article or live-blog entry as read; `title` is empty where the page has none.

    `key` is the source's own id where it has one, or what tells an entry without an address from the others of its page.
    `summary` where it is only the beginning of an article, or a description of it.
    """

    title: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    url: str | None = None
    published: When | None = None
    updated: When | None = None
    language: str | None = None
    kind: Kind = "article"
    notes: tuple[str, ...] = ()
    key: str | None = None
    summary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a page, or an item of it, is not taken. `broken` is true where it could not be read at all."""

    reason: str
    subject: str | None = None
    broken: bool = False


def finished(drafts: Sequence[Draft], capture: Capture) -> tuple[Article, ...]:
    """The drafts as articles of this capture, in their order, each with an id that no other of them has.

    A file may hold one address twice (a feed's items gathered over a month hold each reading of a page). The first such item keeps
    the id that the address gives in every capture; a further one gets its own, so that (id, capture) names one text and no other.
    """
    articles: list[Article] = []
    seen: Counter[str] = Counter()
    for item, draft in enumerate(drafts, 1):
        article = finish(draft, capture, item)
        seen[article.id] += 1
        nth = seen[article.id]
        articles.append(article if nth == 1 else replace(article, id=_hashed(f"{article.id}#{nth}")))
    return tuple(articles)


def finish(draft: Draft, capture: Capture, item: int) -> Article:
    """The draft as an `Article` of this capture.

    Its id comes from its key, else its address, and so survives a change of the page: what has the same id in two captures is one
    article in two versions. Where it has neither, it comes from the bytes of the capture.
    """
    if draft.key:
        identity = f"key:{draft.key}"
    elif draft.url:
        identity = canonical(draft.url)
    else:
        identity = f"{capture.sha256}#{item}"
    paragraphs, whole = _bounded(draft.paragraphs)
    return Article(
        id=_hashed(identity),
        capture=capture.sha256,
        item=item,
        title=(draft.title or _opening(paragraphs[0]))[:_TITLE],
        publisher=draft.publisher,
        authors=draft.authors,
        desks=draft.desks,
        agencies=draft.agencies,
        url=draft.url,
        published=draft.published,
        updated=draft.updated,
        language=language_of(" ".join((draft.title, *paragraphs)), draft.language),
        kind=draft.kind,
        paragraphs=paragraphs,
        notes=draft.notes if whole else (*draft.notes, f"Only the first {_MOST:,} characters of the text were read."),
        summary=draft.summary,
    )


def _hashed(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:16]


def _bounded(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The paragraphs, none longer than `_LONGEST` (cut between sentences, else between words) nor all longer than `_MOST`; and whether that is all."""
    if sum(map(len, paragraphs)) <= _LONGEST:
        return paragraphs, True
    kept: list[str] = []
    room = _MOST
    for text in paragraphs:
        for part in (text,) if len(text) <= _LONGEST else _parts(text[: room + 1]):
            if len(part) > room:
                return tuple(kept), False
            room -= len(part)
            kept.append(part)
    return tuple(kept), True


def _parts(text: str) -> Iterator[str]:
    while len(text) > _LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, _LONGEST)]
        at = ends[-1] if ends else text.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text


def _opening(paragraph: str) -> str:
    """The first sentence of a text: what stands for a headline where the page has none."""
    start, end = sentences.spans(paragraph)[0]
    return paragraph[start:end]


def host_of(url: str | None) -> str | None:
    """The site an address leads to, as a reader would write it ("example.org"): what names a publisher that its page does not."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    host = re.sub(r"^(?:www|m|amp|edition|rss|feeds?)\d?\.(?=[^.]+\.)", "", host)
    return host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", host) else None
