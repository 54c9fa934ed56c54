"""What leads a section: how many sources, how many hurt, who acts, how new; each with the part it had in the rank."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import log2, log10

from briefing.language.words import words
from briefing.model import Article, Figure, FigureKind, Reason, Story, Window

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
_MONEY = 0.6  # for each power of ten above a million
_NAMES: Mapping[FigureKind, str] = {
    "missiles_launched": "missiles launched",
    "drones_launched": "drones launched",
    "buildings_damaged": "buildings damaged",
    "without_power": "without power",
}
_OPENING = 4  # paragraphs; the figures further down are often those of other days
_BACKGROUND = 0.4  # what a figure there counts …
_UNDATED = 0.6  # … and one whose day is not known
_AROUND = timedelta(days=3)  # an event so long before the window is still the news of it

_ORIGIN, _ARTICLE, _NEWNESS = 1.5, 0.5, 0.5
# Who speaks or acts, by office; the highest in headline or opening counts.
_OFFICES = (
    (1.0, "president", re.compile(r"\b(?:president|presidents|chancellor|secretary[- ]general|pope|президент\w*)\b")),
    (1.0, "prime minister", re.compile(r"\b(?:prime minister|premier|прем'?єр\w*|премьер\w*)\b")),
    (0.7, "minister", re.compile(r"\b(?:minister|ministers|ministry|secretary of (?:state|defen[cs]e)|defen[cs]e secretary|міністр\w*|министр\w*)\b")),
    (0.6, "parliament", re.compile(r"\b(?:parliament|congress|senate|lawmakers|верховна рада|парламент\w*)\b")),
    (0.4, "general", re.compile(r"\b(?:general staff|commander\w*|air force|армі\w+|генштаб\w*)\b")),
    (0.4, "governor or mayor", re.compile(r"\b(?:governor|mayor|губернатор\w*|мер|мэр)\b")),
)  # fmt: skip


def rank(story: Story, figures: Sequence[Figure], window: Window) -> tuple[Reason, ...]:
    """The reasons that put a story where it stands, heaviest first; their sum is its rank.

    `figures` may be those of all stories: only figures of this story's articles, and of events in or just before the
    window, count.
    """
    reasons = [
        Reason(what=_several(len(story.origins), "independent source"), weight=_ORIGIN * log2(1 + len(story.origins))),
        Reason(
            what=_several(len(story.articles), "article"), weight=_ARTICLE * log2(1 + len(story.articles) + len(story.repeats) / 2)
        ),
        *_scale(story, figures, window),
        *_office(story),
        *_newness(story, window),
    ]
    rounded = [Reason(what=reason.what, weight=round(reason.weight, 3)) for reason in reasons if reason.weight > 0]
    return tuple(sorted(rounded, key=lambda reason: (-reason.weight, reason.what)))


def _scale(story: Story, figures: Sequence[Figure], window: Window) -> list[Reason]:
    """For each kind the figure that says most, once: not the sum, as sources repeat one another."""
    members = {article.id for article in story.articles}
    best: dict[FigureKind, tuple[float, float]] = {}
    for figure in figures:
        if (
            figure.passage.article not in members
            or figure.part_of_total
            or figure.cumulative
            or not _of_this_news(figure.event_date, window)
        ):
            continue
        place = 1.0 if figure.passage.paragraph <= _OPENING else _BACKGROUND
        weight = place * (1.0 if figure.event_date else _UNDATED) * _worth(figure)
        if weight > best.get(figure.kind, (0.0, 0.0))[0]:
            best[figure.kind] = (weight, figure.value)
    return [Reason(what=_said(kind, value), weight=weight) for kind, (weight, value) in sorted(best.items())]


def _worth(figure: Figure) -> float:
    if figure.kind == "money":
        return _MONEY * max(0.0, log10(max(1.0, figure.value)) - 6)
    return _SCALE.get(figure.kind, 0.0) * log10(1 + max(0.0, figure.value))


def _of_this_news(day: date | None, window: Window) -> bool:
    return day is None or window.first - _AROUND <= day <= window.last + timedelta(days=1)


def _said(kind: FigureKind, value: float) -> str:
    if kind == "money":
        return f"a sum of {value:,.0f}"
    return f"{value:,.0f} {_NAMES.get(kind, kind)}"


def _office(story: Story) -> list[Reason]:
    text = " ".join(" ".join(words(part)) for article in story.articles for part in (article.title, *article.paragraphs[:2]))
    found = [(weight, name) for weight, name, pattern in _OFFICES if pattern.search(text)]
    return [Reason(what=f"names a {name}", weight=weight) for weight, name in sorted(found, key=lambda one: -one[0])[:1]]


def _newness(story: Story, window: Window) -> list[Reason]:
    """How far into the window the newest article falls."""
    length = (window.end - window.start).total_seconds()
    shares = [share for article in story.articles if (share := _reached(article, window, length)) is not None]
    return [Reason(what="new", weight=_NEWNESS * max(shares))] if shares else []


def _reached(article: Article, window: Window, length: float) -> float | None:
    if article.published is None or length <= 0:
        return None
    if article.published.at:
        return min(1.0, max(0.0, (article.published.at - window.start).total_seconds() / length))
    days = (window.last - window.first).days + 1
    return min(1.0, max(0.0, ((article.published.day - window.first).days + 0.5) / days))


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
