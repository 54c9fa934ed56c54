"""Articles that say again what another says: the same page read twice, syndicated, shortened or lightly rewritten copies.

articles ─by address→ pages ─by wording→ articles of one text ─versions→ the one that stands, and what the others are to it
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing.language.event_days import age
from briefing.language.mastheads import masthead
from briefing.model import Article, Repeat
from briefing.stages.group.sameness import Known, portion, same_headline
from briefing.stages.group.versions import describe, length, root, settle, standing, wires
from briefing.stages.group.wording import Reader

__all__ = ["address", "fold", "root"]

_INDEXED = 16  # of a long text one run in sixteen is indexed
_CANDIDATES = 10
_COPIES = 3  # so many of the texts like a first one are compared with as well: a cut copy may be like a rewrite only through the full text …
_DRIFT = 0.25  # … as long as the shares of the two steps give so much together
_CLEARLY = 0.7  # so alike to two texts, a third shows that these are one too
_COMMON = 50  # a run that stands in more unlike articles than this is a formula of the trade
_TRACKING = re.compile(r"(utm_|at_|ns_|fbclid|gclid|mc_|ref$|cmp|ocid|smid|xtor|intcid)", re.IGNORECASE)


def fold(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Repeat, ...]]:
    """The articles that stand for themselves, and the repeats of them, each with its reason; both in the order given.

    A repeat may be `of` another repeat: a copy of an older version is of that version, which is of the newest (see `root`).
    """
    reader = Reader()
    known = [Known(article, reader.read(article)) for article in articles]
    agencies = wires(articles)
    repeats = _of_one_page(known)
    pages = [one for one in known if one.article.id not in repeats]
    for members in _of_one_text(pages, agencies):
        repeats.update((repeat.article.id, repeat) for repeat in settle(members, agencies))
    kept = tuple(article for article in articles if article.id not in repeats)
    return kept, tuple(repeats[article.id] for article in articles if article.id in repeats)


def _of_one_page(known: Sequence[Known]) -> dict[str, Repeat]:
    """The readings of pages, by address, that do not stand; by article id."""
    readings: dict[str, list[Known]] = {}
    for one in known:
        if at := address(one.article):
            readings.setdefault(at, []).append(one)
    repeats: dict[str, Repeat] = {}
    for same in readings.values():
        pages: list[list[Known]] = []
        for one in same if len(same) > 1 else ():
            page = next((page for page in pages if any(_one_page(one, other) for other in page)), None)
            if page is None:
                pages.append([one])
            else:
                page.append(one)
        for page in pages:
            stands = standing(page)
            repeats.update((one.article.id, describe(one, stands, same_page=True)) for one in page if one is not stands)
    return repeats


def _of_one_text(known: Sequence[Known], agencies: frozenset[str]) -> list[list[Known]]:
    """The articles that have their text in common with another, together; whoever has not is left out."""
    shelf = _Shelf()
    for one in sorted(known, key=lambda one: _preference(one.article, agencies)):
        shelf.place(one)
    return [members for members in shelf.members.values() if len(members) > 1]


class _Shelf:
    """The texts seen so far, findable by headline and wording."""

    def __init__(self) -> None:
        self.by_headline: dict[str, list[Known]] = {}
        self.known: list[tuple[Known, float]] = []  # a text to compare with, and how like the first of its own it is
        self.by_run: dict[int, list[int]] = {}
        self.first: dict[str, str] = {}  # of each text the first that is one with it, by id
        self.members: dict[str, list[Known]] = {}

    def place(self, one: Known) -> None:
        """Put a text with those it is one with; where there are none, it is the first of its own."""
        titled = next((other for other in self.by_headline.get(one.headline, ()) if same_headline(one, other)), None)
        thin = one.text.thin()
        alike = [(1.0, titled)] if titled else self._alike(one, thin)
        if not alike:
            self._put(one, one.article.id)
            if one.headline:
                self.by_headline.setdefault(one.headline, []).append(one)
            self._index(one, 1.0, thin)
            return
        share, nearest = alike[0]
        first = self.first[nearest.article.id]
        self._put(one, first)
        if not titled and len(self.members[first]) <= _COPIES + 1:
            self._index(one, share, thin)
        for its, other in alike[1:]:
            if min(share, its) >= _CLEARLY:  # two edits too unlike each other, found to be one through the text they were made of
                self._join(first, self.first[other.article.id])

    def _put(self, one: Known, first: str) -> None:
        self.first[one.article.id] = first
        self.members.setdefault(first, []).append(one)

    def _join(self, first: str, other: str) -> None:
        if other != first:
            for one in self.members.pop(other):
                self._put(one, first)

    def _index(self, one: Known, share: float, thin: frozenset[int]) -> None:
        self.known.append((one, share))
        for run in thin:
            if not one.text.thinned or not run % _INDEXED:
                self.by_run.setdefault(run, []).append(len(self.known) - 1)

    def _alike(self, one: Known, thin: frozenset[int]) -> list[tuple[float, Known]]:
        """The texts this one is one with, and how alike they are, the nearest first."""
        shared: dict[int, int] = {}
        for run in thin:
            places = self.by_run.get(run, ())
            if len(places) <= _COMMON:
                for at in places:
                    shared[at] = shared.get(at, 0) + 1
        found: list[tuple[float, Known]] = []
        for at in sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]:
            other, its = self.known[at]
            share = portion(one, other)
            if share and share * its >= (_DRIFT if its < 1 else 0):
                found.append((share, other))
        return sorted(found, key=lambda pair: -pair[0])


def _one_page(one: Known, other: Known) -> bool:
    """Whether two items at one address are readings of one page, and not two items on it."""
    if one.squashed == other.squashed:
        return True
    first, second = one.article, other.article
    return "entry" not in (first.kind, second.kind) and (not first.capture or first.capture != second.capture)


def _preference(article: Article, agencies: frozenset[str]) -> tuple[object, ...]:
    """The order in which texts are placed: a cut or edited one after the text it came from, as far as can be told."""
    words = length(article)
    return not (article.publisher and masthead(article.publisher) in agencies), -words.bit_length(), age(article), -words


def address(article: Article) -> str:
    """The article's address without what does not change the page: scheme, www, tracking, a closing slash. Empty where it names no page."""
    try:
        parts = urlsplit((article.url or "").strip())
    except ValueError:
        return ""
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/").removesuffix("/amp")
    if not host or not (path or parts.query):
        return ""
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)))
    return f"{host}{path}?{query}#{parts.fragment if article.kind == 'entry' else ''}"
