"""Which articles tell of one event: alike in headline and opening, and not of different days."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.event_days import age
from briefing.language.similarity import Vector, cosine
from briefing.model import Article
from briefing.stages.group.bar import bar
from briefing.stages.group.likeness import Likeness, Senses
from briefing.stages.group.linkage import average_linkage

THRESHOLD = (
    0.18  # average likeness of two groups that join, where few articles are alone; docs/decisions/0017 says how it was chosen
)
WITH_SENSES = 0.17  # … where semantic vectors are handed in
UNITY = 0.7  # two groups that are less alike than this part of what the looser is in itself are two events


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The articles of one story, its lead first."""

    articles: tuple[Article, ...]


def tell(articles: Sequence[Article], *, senses: Senses | None = None) -> tuple[Told, ...]:
    """The articles in groups of one event each; the caller gives them in an order of its own that never changes.

    `senses` holds for each article's id a semantic vector of its `sense_text`; without it words, names, places and times decide.
    """
    like = Likeness(articles, senses)
    alike = like.beyond_direction()
    groups = average_linkage(
        len(articles),
        alike,
        bar(THRESHOLD if senses is None else WITH_SENSES, len(articles), alike, like.directions),
        unity=UNITY,
        brevity=like.brevity,
        directions=like.directions,
        doubt=like.doubt,
    )
    return tuple(Told(articles=_lead_first([articles[at] for at in group], [like.words[at] for at in group])) for group in groups)


def _lead_first(articles: Sequence[Article], found: Sequence[Vector]) -> tuple[Article, ...]:
    """The articles from the one that says most of what all say; of equals the earlier."""
    centre: Vector = {}
    for vector in found:
        for name, value in vector.items():
            centre[name] = centre.get(name, 0.0) + value / len(found)

    def standing(at: int) -> tuple[object, ...]:
        article = articles[at]
        length = sum(len(paragraph.split()) for paragraph in article.paragraphs)
        fullness = min(1.0, length / 250)
        return -round(cosine(found[at], centre) * (0.75 + 0.25 * fullness), 3), age(article)

    return tuple(articles[at] for at in sorted(range(len(articles)), key=standing))
