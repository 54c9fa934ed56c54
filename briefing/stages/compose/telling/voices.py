"""Which paragraphs of which articles speak in a story, in what order they are heard, and which figures are the story's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Article, Figure, Lent, Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """An article as far as it speaks in a story: `lent` paragraphs alone where it belongs to another, none of `elsewhere`.

    `event` counts the story's events from 0; `leads` is true of the article its event is told from first.
    """

    article: Article
    lent: frozenset[int] | None = None
    elsewhere: frozenset[int] = frozenset()
    event: int = 0
    leads: bool = False

    def says(self, paragraph: int) -> bool:
        """Whether this paragraph (0 is the title) speaks in the story."""
        return paragraph not in self.elsewhere and (self.lent is None or paragraph in self.lent)


def voices(story: Story, language: str, *, by_day: bool = False) -> tuple[Voice, ...]:
    """Those who speak in a story: event by event, in each those in `language` first, articles of its own before lent passages.

    `by_day` is true of an edition of several days: there a story of one event goes day by day, as it was reported.
    """
    silent = _by_article(story.elsewhere)
    events = _events(story) or (_reported(story) if by_day else {})
    heard = [
        Voice(article=article, elsewhere=silent.get(article.id, frozenset()), event=events.get(article.id, 0))
        for article in story.articles
    ]
    lent = _by_article(story.lent)
    heard.extend(
        Voice(article=one.article, lent=lent[one.article.id], event=events.get(one.article.id, _nearest(one.article, heard)))
        for one in {one.article.id: one for one in story.lent}.values()
        if one.article.id not in {voice.article.id for voice in heard}
    )
    ordered = sorted(heard, key=lambda voice: (voice.event, voice.lent is not None, not speaks(voice.article, language)))
    firsts = {voice.event: number for number, voice in reversed(list(enumerate(ordered)))}
    return tuple(
        Voice(
            article=voice.article,
            lent=voice.lent,
            elsewhere=voice.elsewhere,
            event=voice.event,
            leads=firsts[voice.event] == number,
        )
        for number, voice in enumerate(ordered)
    )


def speaks(article: Article, language: str) -> bool:
    """Whether an article is in this language, dialects aside; one whose language is unknown is taken to be."""
    return article.language is None or article.language.partition("-")[0] == language.partition("-")[0]


def counted(story: Story, figures: Mapping[str, Sequence[Figure]]) -> Iterator[tuple[Article, Figure]]:
    """The figures of a story with their articles; `figures` are all there are, by article id.

    To those of the paragraphs that speak come those of earlier versions that are not in them (a toll since revised), unless
    it was of another story that the paragraph told.
    """
    told: list[tuple[Article, Figure]] = []
    foreign: set[tuple[object, ...]] = set()
    own = {article.id for article in story.articles}
    for article in {article.id: article for article in (*story.articles, *(one.article for one in story.lent))}.values():
        for figure in figures.get(article.id, ()):
            if story.speaks(article.id, figure.passage.paragraph):
                told.append((article, figure))
            elif article.id in own:
                foreign.add(_of_what(figure))
    yield from told
    known = {(figure.kind, figure.value, figure.value_max) for _, figure in told}
    foreign -= {_of_what(figure) for _, figure in told}
    for repeat in story.repeats:
        for figure in figures.get(repeat.article.id, ()) if repeat.kind == "update" else ():
            if (figure.kind, figure.value, figure.value_max) not in known and _of_what(figure) not in foreign:
                yield repeat.article, figure


def _of_what(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.place, figure.event_date


def _by_article(some: Iterable[Lent]) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for one in some:
        found[one.article.id] = found.get(one.article.id, frozenset()).union(one.paragraphs)
    return found


def _events(story: Story) -> Mapping[str, int]:
    """The number of each article's event; nothing where the story has one event."""
    return (
        {article: number for number, articles in enumerate(story.events) for article in articles} if len(story.events) > 1 else {}
    )


def _reported(story: Story) -> Mapping[str, int]:
    """The number of the day on which each article was published, of those on which something was; an undated one is of the first."""
    days = sorted({article.published.day for article in story.articles if article.published})
    return {article.id: days.index(article.published.day) for article in story.articles if article.published}


def _nearest(article: Article, heard: Sequence[Voice]) -> int:
    """The event in whose days an article was published that lends passages and is counted to none."""
    day = article.published.day if article.published else None
    dated = [voice for voice in heard if voice.article.published]
    if day is None or not dated:
        return 0
    return min((abs(voice.article.published.day - day), voice.event) for voice in dated if voice.article.published)[1]
