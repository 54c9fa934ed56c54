"""What the articles tell: stories, what is new in them, and where they stand in an edition."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.gathered import Article, Passage

RepeatKind = Literal["copy", "version", "update"]
NewsKind = Literal["new", "update", "known"]
OTHER = "other"  # the section of a story that fits none of the profile's


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    """An article that says again what `of` says, and how we know; `of` may be a repeat itself (a copy of an older version).

    `kind` is "copy" (under another masthead), "version" (of the same page or outlet) or "update" (a number moved: its figures
    are news beside those of `of`).
    """

    article: Article
    of: str
    reason: str
    kind: RepeatKind = "version"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lent:
    """The paragraphs of an article (1 is the first, in order) that tell of one event, where the article tells of several."""

    article: Article
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A story in an earlier edition: the thread, the edition's name and last day, the headline and section it had there."""

    thread: str
    edition: str
    day: date
    headline: str
    section: str = OTHER


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What of a story is new since the earlier editions of the profile.

    "new" was in none of them (where some of its sentences were printed before all the same, `fresh` are the others; else it
    is empty); "update" was, and `fresh` are the sentences that state what none of them knew; "known" says
    nothing they did not. `before` are the editions that printed the thread, latest first.
    """

    kind: NewsKind = "new"
    fresh: tuple[Passage, ...] = ()
    before: tuple[Earlier, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Articles on one event. `articles` starts with the lead; `repeats` are copies folded into one of them.

    `origins` names the independent sources of all that carry the story, those that lend it passages included: a wire text
    under three mastheads is one origin. `lent` are passages about this
    event in articles of other stories; `elsewhere` are the paragraphs of its own articles that tell of another event and do
    not speak here. `thread` is the same for a story on all the days it goes on; where a window holds several of them,
    `events` are the ids of the articles of each event, in the order of the events (empty where there is one).
    """

    id: str
    articles: tuple[Article, ...]
    repeats: tuple[Repeat, ...] = ()
    origins: tuple[str, ...] = ()
    lent: tuple[Lent, ...] = ()
    elsewhere: tuple[Lent, ...] = ()
    thread: str = ""
    events: tuple[tuple[str, ...], ...] = ()
    news: News = News()

    @property
    def lead(self) -> Article:
        """The article the story is told from first."""
        return self.articles[0]

    @property
    def carriers(self) -> tuple[Article, ...]:
        """Every article that carries the story, each once: its own, their repeats, those that lend it passages."""
        found = (*self.articles, *(repeat.article for repeat in self.repeats), *(one.article for one in self.lent))
        return tuple({article.id: article for article in found}.values())

    def speaks(self, article: str, paragraph: int) -> bool:
        """Whether a paragraph (0 is the title) of the article with this id tells of this story.

        Of the story's own articles and their repeats all do but those `elsewhere`; of another's article only those it `lent`.
        """
        if any(one.article.id == article for one in self.lent):
            return any(paragraph in one.paragraphs for one in self.lent if one.article.id == article)
        own = any(one.id == article for one in self.articles) or any(one.article.id == article for one in self.repeats)
        return own and not any(one.article.id == article and paragraph in one.paragraphs for one in self.elsewhere)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One thing that decided: a term, name or sentence, and its weight; `passage` is where a sentence stands."""

    what: str
    weight: float
    passage: Passage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A story in its section, with the reasons for the section and for its rank (highest first in print).

    `words` is how long its report may be; None where nothing limits it.
    """

    story: Story
    section: str
    also: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    rank: float = 0.0
    rank_why: tuple[Reason, ...] = ()
    words: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of the profile with its stories in the order of print."""

    id: str
    title: str
    stories: tuple[Placed, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """An article that is not printed, and why, listed by headline so that a reader can still find it."""

    title: str
    publisher: str | None
    url: str | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The sections in the profile's order, and what stayed outside: `others` fit no section."""

    sections: tuple[Section, ...]
    others: tuple[Placed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
