"""What leads a section: how many sources, how many hurt, who acts, how new; each with the part it had in the rank.

Every part is multiplied by what the profile's `[ranking]` table says it counts; no place, side or publisher counts by its name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import log2, log10

from briefing.language.numbers import numbers
from briefing.language.words import words
from briefing.model import Article, Figure, FigureKind, Reason, Story, Window
from briefing.settings import Ranking

# What one more power of ten of a kind is worth. The dead count most; launches, power and money say how large an event was.
_SCALE: Mapping[FigureKind, float] = {
    "killed": 3.0,
    "injured": 1.5,
    "missing": 1.5,
    "captured": 1.0,
    "evacuated": 0.7,
    "displaced": 0.7,
    "missiles_launched": 1.0,
    "drones_launched": 0.7,
    "buildings_damaged": 0.7,
    "without_power": 0.6,
}
_MONEY = 0.6  # for each power of ten above a million dollars
# Powers of ten of a currency that make about one dollar; the order alone matters, so that no sum leads for being in small coin.
_SMALL_COIN: Mapping[str, float] = {
    "RUB": 1.9, "UAH": 1.6, "JPY": 2.2, "INR": 1.9, "HUF": 2.5, "CZK": 1.3, "SEK": 1.0, "NOK": 1.0, "TRY": 1.6, "CNY": 0.9, "KRW": 3.1,
    "IDR": 4.2, "VND": 4.4, "IRR": 4.6, "PKR": 2.4, "PHP": 1.8, "THB": 1.5, "MXN": 1.3, "KZT": 2.7, "BYN": 0.5, "PLN": 0.6, "NGN": 3.2,
}  # fmt: skip
_NAMES: Mapping[FigureKind, str] = {
    "missiles_launched": "missiles launched",
    "drones_launched": "drones launched",
    "buildings_damaged": "buildings damaged",
    "without_power": "without power",
}
_OPENING = 4  # paragraphs; the figures further down are often those of other days
_BACKGROUND = 0.4  # what a figure there counts …
_UNDATED = 0.6  # … and one whose day is not known
_TOLLS: frozenset[FigureKind] = frozenset(("killed", "injured", "missing"))
_HISTORY = 50_000  # a toll so high of which no day is named is that of a war or a century
_AROUND = timedelta(days=3)  # an event so long before the window is still the news of it

_AS_BUILT = Ranking()
_ORIGIN, _ARTICLE, _RECENT = 1.5, 0.5, 0.5
_NEW, _FRESH, _UPDATE_AT_MOST = 1.5, 0.4, 1.2  # an update never counts as much as a story nobody was told of
# Who speaks or acts, by office; the highest in headline or opening counts.
_OFFICES = (
    (1.0, "head of state or government", re.compile(r"\b(?:presidents?|chancellor|prime ministers?|premier|king|queen|emir|secretary[- ]general|pope|президент\w*|прем'?єр\w*|премьер\w*|канцлер\w*|генсек\w*)\b")),
    (0.7, "minister", re.compile(r"\b(?:ministers?|ministry|secretary of (?:state|defen[cs]e|the treasury)|(?:foreign|home|defen[cs]e|interior|treasury) secretary|міністр\w*|министр\w*)\b")),
    (0.6, "parliament", re.compile(r"\b(?:parliament|congress|senate|senators|lawmakers|bundestag|knesset|duma|verkhovna rada|парламент\w*|сенат\w*|депутат\w*|дум[аиыу]|верховн\w+ рад\w*)\b")),
    (0.4, "commander", re.compile(r"\b(?:general staff|commander\w*|army chief|armed forces|генштаб\w*|командувач\w*|командующ\w*)\b")),
    (0.4, "governor or mayor", re.compile(r"\b(?:governor|mayor|губернатор\w*|мер|мэр)\b")),
)  # fmt: skip


def rank(story: Story, figures: Sequence[Figure], window: Window, ranking: Ranking = _AS_BUILT) -> tuple[Reason, ...]:
    """The reasons that put a story where it stands, heaviest first; their sum is its rank.

    `figures` may be those of all stories: only figures that speak of this story's event, and of events in or just before the
    window, count. A reason the profile switches off is not among them.
    """
    reasons = [
        *_weighed(ranking.origins, _origins(story)),
        *_weighed(ranking.scale, _scale(story, figures, window)),
        *_weighed(ranking.novelty, _novelty(story)),
        *_weighed(ranking.officials, _office(story)),
        *_weighed(ranking.recency, _recency(story, window)),
    ]
    return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.what)))


def _weighed(counts: float, reasons: Sequence[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        weight = round(counts * reason.weight, 3)
        if weight > 0:
            yield Reason(what=reason.what, weight=weight)


def _origins(story: Story) -> list[Reason]:
    """Sources and articles beyond the first, which every story has."""
    sources, number = len(story.origins), len(story.articles)
    return [
        Reason(what=_several(sources, "independent source"), weight=_ORIGIN * (log2(1 + sources) - 1)),
        Reason(what=_several(number, "article"), weight=_ARTICLE * (log2(1 + number + len(story.repeats) / 2) - 1)),
    ]


def _scale(story: Story, figures: Sequence[Figure], window: Window) -> list[Reason]:
    """For each kind the figure that says most, once: not the sum, as sources repeat one another."""
    members = {article.id for article in story.articles}
    lent = {(one.article.id, paragraph) for one in story.lent for paragraph in one.paragraphs}
    elsewhere = {(one.article.id, paragraph) for one in story.elsewhere for paragraph in one.paragraphs}
    best: dict[FigureKind, tuple[float, str]] = {}
    for figure in figures:
        at = (figure.passage.article, figure.passage.paragraph)
        if at not in lent and (at[0] not in members or at in elsewhere):
            continue
        if not figure.compares or not _of_this_news(figure.event_date, window) or _is_history(figure):
            continue
        place = 1.0 if figure.passage.paragraph <= _OPENING or at in lent else _BACKGROUND
        weight = place * (1.0 if figure.event_date else _UNDATED) * _worth(figure)
        said = _said(figure)
        if (-weight, said) < (-best.get(figure.kind, (0.0, ""))[0], best.get(figure.kind, (0.0, ""))[1]):
            best[figure.kind] = (weight, said)
    return [Reason(what=said, weight=weight) for _, (weight, said) in sorted(best.items())]


def _worth(figure: Figure) -> float:
    if figure.kind == "money":
        dollars = log10(max(1.0, figure.value)) - _SMALL_COIN.get(figure.currency or "", 0.0)
        return _MONEY * max(0.0, dollars - 6)
    return _SCALE.get(figure.kind, 0.0) * log10(1 + max(0.0, figure.value))


def _of_this_news(day: date | None, window: Window) -> bool:
    return day is None or window.first - _AROUND <= day <= window.last + timedelta(days=1)


def _is_history(figure: Figure) -> bool:
    return figure.event_date is None and figure.kind in _TOLLS and figure.value >= _HISTORY


def _said(figure: Figure) -> str:
    if figure.kind == "money":
        return f"{_in_words(figure.value)} {figure.currency or ''}".rstrip()
    if not numbers(figure.written):  # "dozens" is said in words alone
        return f"{figure.written.lower()} {_NAMES.get(figure.kind, figure.kind)}"
    return f"{figure.value:,.0f} {_NAMES.get(figure.kind, figure.kind)}"


def _in_words(value: float) -> str:
    """A large sum as people read it: "1.2 billion", "30 million"."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{round(value / size, 1):g} {name}"
    return f"{value:,.0f}"


def _novelty(story: Story) -> list[Reason]:
    """New before updated, an update of many new facts before one of few; what is known already counts nothing."""
    if story.news.kind == "new":
        return [Reason(what="new", weight=_NEW)]
    fresh = len(story.news.fresh)
    if story.news.kind == "update":
        return [Reason(what=_several(fresh, "new fact"), weight=min(_UPDATE_AT_MOST, _FRESH * log2(1 + fresh)))]
    return []


def _office(story: Story) -> list[Reason]:
    text = " ".join(" ".join(words(part)) for article in story.articles for part in (article.title, *article.paragraphs[:2]))
    found = [(weight, name) for weight, name, pattern in _OFFICES if pattern.search(text)]
    return [Reason(what=f"names a {name}", weight=weight) for weight, name in found[:1]]


def _recency(story: Story, window: Window) -> list[Reason]:
    """How far into the window the newest article falls."""
    length = (window.end - window.start).total_seconds()
    shares = [share for article in story.articles if (share := _reached(article, window, length)) is not None]
    return [Reason(what="recent", weight=_RECENT * max(shares))] if shares else []


def _reached(article: Article, window: Window, length: float) -> float | None:
    if article.published is None or length <= 0:
        return None
    if article.published.at:
        return min(1.0, max(0.0, (article.published.at - window.start).total_seconds() / length))
    days = (window.last - window.first).days + 1
    return min(1.0, max(0.0, ((article.published.day - window.first).days + 0.5) / days))


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
