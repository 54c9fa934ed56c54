"""Articles that say again what another says: the same page read twice, syndicated, shortened or lightly rewritten copies.

Two texts are compared by the runs of three words they share, as a share of the shorter one: a copy cut to half or with a
fifth of its words changed still has nearly all or half of its runs in the original, two reports of their own have few.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing.language.keys import keys
from briefing.language.words import squash, words
from briefing.model import Article, Repeat
from briefing.stages.group.days import age
from briefing.stages.group.outlets import outlet

SHARE = 0.4  # of the shorter text's runs; measured: finds every copy with 20 % of its words replaced
_SHARE_OF_A_SERIES = 0.7  # one outlet's pieces repeat its own background: measured, up to 45 % in pieces on unlike news
_SHARE_OF_A_NOTE = 0.7  # two short texts have so much in common by formulas alone ("…, the president said. Read more at …")
_NOTE = 40  # words
_FEWEST_SHARED = 8
_LONGER = 2.0  # from here on the short text must be the opening of the long one: else a round-up would swallow its parts
_OPENING = 1.5
_SAMPLE = 4  # one run in four is indexed, and of a long text only these are kept and counted
_INDEXED = 16  # of a long text one run in sixteen is indexed
_LONG = 400  # words
_PRIME = 2_000_003  # more than there are words, so that a run's number is its own
_CANDIDATES = 10
_NEAR_COPY = 0.7  # such a repeat is compared with as well: a rewrite of a cut copy is found through the copy …
_COPIES = 3  # … through so many of them
_COMMON = 50  # a run that stands in more unlike articles than this is a formula of the trade
_HEADLINE_WORDS = 5  # a shorter headline ("In pictures", "War in Ukraine: latest") comes back every day
_TRACKING = re.compile(r"(utm_|at_|ns_|fbclid|gclid|mc_|ref$|cmp|ocid|smid|xtor|intcid)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's words as numbers, and its runs of three; of a long text only each fourth run (`thinned`)."""

    words: tuple[int, ...]
    runs: frozenset[int]
    thinned: bool

    def thin(self) -> frozenset[int]:
        return self.runs if self.thinned else frozenset(run for run in self.runs if not run % _SAMPLE)


class _Reader:
    """Texts as numbers, one for each word; the same word has the same number within one reader."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def read(self, article: Article) -> _Text:
        numbers = self.numbers
        text = tuple(numbers.setdefault(word, len(numbers) + 1) for word in words(" ".join(article.paragraphs)))
        runs = _runs(text)
        thinned = len(text) > _LONG
        return _Text(text, frozenset(run for run in runs if not run % _SAMPLE) if thinned else runs, thinned)


def fold(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Repeat, ...]]:
    """The articles that stand for themselves, and the repeats of them, each with its reason; both in the order given.

    Of several versions the wire's own is kept, else the fuller one (by powers of two), else the earliest.
    """
    wires = frozenset(outlet(name) for article in articles for name in (*article.agencies, *article.authors))
    repeats = _versions(articles)
    shelf = _Shelf()
    order = sorted((at for at in range(len(articles)) if at not in repeats), key=lambda at: (_preference(articles[at], wires), at))
    for at in order:
        if repeat := shelf.place(articles[at]):
            repeats[at] = repeat
    roots = {repeat.article.id: repeat.of for repeat in repeats.values()}
    kept = tuple(article for at, article in enumerate(articles) if at not in repeats)
    return kept, tuple(replace(repeats[at], of=roots.get(repeats[at].of, repeats[at].of)) for at in sorted(repeats))


def _versions(articles: Sequence[Article]) -> dict[int, Repeat]:
    """Readings of one page, by address: the latest stands (of equals the fullest), the others repeat it."""
    readings: dict[str, list[int]] = {}
    for at, article in enumerate(articles):
        if address := _address(article):
            readings.setdefault(address, []).append(at)
    readings = {address: ats for address, ats in readings.items() if len(ats) > 1}
    repeats: dict[int, Repeat] = {}
    titles = {at: squash(articles[at].title) for ats in readings.values() for at in ats}
    for ats in readings.values():
        latest: list[int] = []
        for at in sorted(ats, key=lambda at: (_version(articles[at]), -at), reverse=True):
            found = next((one for one in latest if titles[one] == titles[at] or _one_page(articles[one], articles[at])), None)
            if found is None:
                latest.append(at)
            else:
                repeats[at] = Repeat(article=articles[at], of=articles[found].id, reason="the same address")
    return repeats


def share(one: Article, other: Article) -> float:
    """The share of the shorter text's three-word runs that the other text has too, 0 to 1."""
    reader = _Reader()
    return _common(reader.read(one), reader.read(other))[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """A text to compare with: of an article that stands for itself, or of a near copy of it (`stands_for` is the article)."""

    article: Article
    text: _Text
    stands_for: Article


class _Shelf:
    """The texts seen so far, findable by headline and wording."""

    def __init__(self) -> None:
        self.reader = _Reader()
        self.by_headline: dict[str, list[_Known]] = {}
        self.known: list[_Known] = []
        self.by_run: dict[int, list[int]] = {}
        self.copies: dict[str, int] = {}

    def place(self, article: Article) -> Repeat | None:
        """What this article repeats; None where it stands for itself from now on."""
        text, headline = self.reader.read(article), squash(article.title)
        telling = len(keys(article.title)) >= _HEADLINE_WORDS
        for known in self.by_headline.get(headline, ()) if telling else ():
            if _same_headline(article, text, known.article, known.text):
                return Repeat(article=article, of=known.article.id, reason="the same headline, and no text that differs")
        thin = text.thin()
        portion, found = self._most_alike(article, text, thin)
        if found is None:
            known = _Known(article, text, article)
            self.by_headline.setdefault(headline, []).append(known)
            self._index(known, thin)
            return None
        of = found.stands_for
        if portion >= _NEAR_COPY and self.copies.get(of.id, 0) < _COPIES:
            self.copies[of.id] = self.copies.get(of.id, 0) + 1
            self._index(_Known(article, text, of), thin)
        return Repeat(article=article, of=of.id, reason=f"{portion:.0%} of the wording is the same")

    def _index(self, known: _Known, thin: frozenset[int]) -> None:
        self.known.append(known)
        for run in thin:
            if not known.text.thinned or not run % _INDEXED:
                self.by_run.setdefault(run, []).append(len(self.known) - 1)

    def _most_alike(self, article: Article, text: _Text, thin: frozenset[int]) -> tuple[float, _Known | None]:
        shared: dict[int, int] = {}
        for run in thin:
            places = self.by_run.get(run, ())
            if len(places) <= _COMMON:
                for at in places:
                    shared[at] = shared.get(at, 0) + 1
        best: tuple[float, _Known | None] = (0.0, None)
        for at in sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]:
            portion = _portion(article, text, self.known[at].article, self.known[at].text)
            if portion > best[0]:
                best = (portion, self.known[at])
        return best


def _portion(one: Article, text: _Text, kept: Article, kept_text: _Text) -> float:
    """The share of wording the two have in common, 0 where it does not make one a repeat of the other."""
    portion, common = _common(text, kept_text)
    short, long = sorted((text, kept_text), key=lambda text: len(text.words))
    needed = _SHARE_OF_A_NOTE if len(short.words) < _NOTE else _SHARE_OF_A_SERIES if _series(one, kept) else SHARE
    if common < _FEWEST_SHARED or portion < needed:
        return 0.0
    if len(long.words) >= _LONGER * len(short.words):
        opening = _runs(long.words[: int(_OPENING * len(short.words))])
        runs = _runs(short.words)
        if len(runs & opening) < SHARE * len(runs):
            return 0.0
    return portion


def _common(one: _Text, other: _Text) -> tuple[float, float]:
    """The share of the shorter's runs both have, and about how many that are."""
    if one.thinned == other.thinned:
        first, second = one.runs, other.runs
    else:
        first, second = one.thin(), other.thin()
    common = len(first & second)
    return common / max(1, min(len(first), len(second))), common * (_SAMPLE if one.thinned or other.thinned else 1)


def _series(one: Article, other: Article) -> bool:
    """Whether both may be pieces of one outlet, which writes its standing background into each of them."""
    if one.publisher and other.publisher:
        return outlet(one.publisher) == outlet(other.publisher)
    return _days_apart(one, other) > 0


def _one_page(one: Article, other: Article) -> bool:
    """Whether two items at one address are readings of one page whatever their titles, and not two items on it."""
    return "entry" not in (one.kind, other.kind) and (not one.capture or one.capture != other.capture)


def _same_headline(one: Article, text: _Text, other: Article, other_text: _Text) -> bool:
    if _days_apart(one, other) > 1:
        return False
    shorter = min(len(text.words), len(other_text.words))
    return shorter < _FEWEST_SHARED + 2  # with texts on both sides the texts decide


def _days_apart(one: Article, other: Article) -> int:
    return abs((one.published.day - other.published.day).days) if one.published and other.published else 0


def _preference(article: Article, wires: frozenset[str]) -> tuple[object, ...]:
    length = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    return not (article.publisher and outlet(article.publisher) in wires), -length.bit_length(), age(article), -length


def _version(article: Article) -> tuple[str, str, int]:
    when = article.updated or article.published
    day, time = (when.day.isoformat(), when.at.astimezone(UTC).isoformat() if when.at else "") if when else ("", "")
    return day, time, sum(map(len, article.paragraphs))


def _address(article: Article) -> str:
    """The article's address without what does not change the page: scheme, www, tracking, a closing slash."""
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


def _runs(text: tuple[int, ...]) -> frozenset[int]:
    return frozenset((one * _PRIME + two) * _PRIME + three for one, two, three in zip(text, text[1:], text[2:], strict=False))
