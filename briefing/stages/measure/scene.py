"""An article as a run of sentences, each with what is found in it on demand: numbers, places, dates, speaker."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from briefing.language.numbers import Number, numbers
from briefing.language.places import Mention, places
from briefing.language.sentences import spans
from briefing.language.speakers import Speaker, speaker
from briefing.model import Article
from briefing.stages.measure.timing.moments import Moment, moments
from briefing.stages.measure.timing.when import event_days

_LONGEST = 4000


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence with its address; what it holds is looked up once, when asked for."""

    paragraph: int
    start: int
    end: int
    text: str
    language: str | None
    published: date | None = field(repr=False)
    updated: date | None = field(default=None, repr=False)

    @property
    def latest(self) -> date | None:
        """The last day it may speak of as past: that of its article's publication, or of its update."""
        return max((day for day in (self.published, self.updated) if day), default=None)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in it."""
        return numbers(self.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The places named in it."""
        return places(self.text)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The times named in it."""
        return moments(self.text, self.published, self.updated)

    @cached_property
    def told(self) -> frozenset[date | None]:
        """The days of the events it tells of, for the sentences after it."""
        return event_days(self.text, self.moments)

    @cached_property
    def speaker(self) -> Speaker | None:
        """Who says it."""
        return speaker(self.text, self.language)


def lines(article: Article) -> tuple[Line, ...]:
    """The sentences of title (paragraph 0) and paragraphs, in order. What runs on for more than 4,000 characters is no sentence and left out."""
    published, updated = (when.day if when and when.precision != "month" else None for when in (article.published, article.updated))
    return tuple(
        Line(
            paragraph=number,
            start=start,
            end=end,
            text=paragraph[start:end],
            language=article.language,
            published=published,
            updated=updated,
        )
        for number, paragraph in enumerate((article.title, *article.paragraphs))
        for start, end in spans(paragraph, article.language)
        if end - start <= _LONGEST
    )
