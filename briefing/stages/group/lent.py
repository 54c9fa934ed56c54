"""Articles about several events lend each story the paragraphs that tell of its event.

A live blog's summary, a round-up, a daily assessment belongs to one story as a whole and tells of several. What is lent
wrongly puts a stranger's sentence into a story, what is missed costs a source: in doubt a paragraph stays where it stands.
`desk` decides by words, `dated` by what a paragraph counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.language.keys import keys
from briefing.model import Article, Figure, Lent
from briefing.stages.group.dated import Ledger
from briefing.stages.group.desk import Desk

_AGAIN = 0.6  # of the keys of two paragraphs, the longer's: one changed in places


@dataclass(frozen=True, kw_only=True, slots=True)
class Loan:
    """What one story is lent by articles of others, and what its own articles say of others."""

    lent: tuple[Lent, ...] = ()
    elsewhere: tuple[Lent, ...] = ()


def lend(stories: Sequence[Sequence[Article]], figures: Iterable[Figure] = ()) -> tuple[Loan, ...]:
    """What each story is lent, in the order given; a paragraph tells of one story at most, in doubt of its own article's.

    `figures` are what the articles count: a paragraph that counts another story's event is that story's.
    """
    desk, ledger = Desk(stories), Ledger(stories, figures)
    lent: list[dict[str, tuple[Article, list[int]]]] = [{} for _ in stories]
    elsewhere: list[list[Lent]] = [[] for _ in stories]
    for own, story in enumerate(stories):
        for article in story:
            given = {**ledger.given(article, own), **desk.given(article, own)}
            if given:
                elsewhere[own].append(Lent(article=article, paragraphs=tuple(sorted(given))))
            for paragraph, other in sorted(given.items()):
                lent[other].setdefault(article.id, (article, []))[1].append(paragraph)
    return tuple(
        Loan(
            lent=tuple(Lent(article=article, paragraphs=tuple(paragraphs)) for article, paragraphs in theirs.values()),
            elsewhere=tuple(ours),
        )
        for theirs, ours in zip(lent, elsewhere, strict=True)
    )


def said_again(elsewhere: Lent, other: Article) -> Lent | None:
    """The paragraphs of another state of an article that say what these paragraphs of it say, None where none does."""
    known = [frozenset(keys(elsewhere.article.paragraphs[number - 1])) for number in elsewhere.paragraphs]
    again = tuple(
        number
        for number, text in enumerate(other.paragraphs, 1)
        if (said := frozenset(keys(text))) and any(len(said & one) >= _AGAIN * max(len(said), len(one)) for one in known)
    )
    return Lent(article=other, paragraphs=again) if again else None
