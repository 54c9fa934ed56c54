"""What earlier editions printed and its source no longer says: corrected, withdrawn, or a count that has since grown.

A false correction is worse than a missed one: other words for the same are none, nor is a page cut short, walled or rolled on.
"""

from collections.abc import Iterator

from briefing.language.words import squash
from briefing.model import Article, Correction, Earlier, Memory, Passage, Statement
from briefing.stages.follow.readings import Change

_ORDER = ("corrected", "withdrawn", "grown")


def corrections(memory: Memory) -> tuple[Correction, ...]:
    """What sources took back of what editions printed, each once: mistakes first, then by edition, latest first.

    Of a sentence that several editions printed the latest is named. What an earlier edition told already is not told again,
    unless the source has changed once more.
    """
    newest = {article.id: article for article in sorted(memory.revised, key=lambda article: (article.id, article.capture))}
    cited = {(article.id, article.capture): article for article in memory.cited}
    told = {_what(correction) for past in memory.past for correction in past.corrections}
    printed = {squash(statement.text) for past in memory.past for story in past.stories for statement in story.statements}
    changes: dict[tuple[str, str], Change] = {}
    found: dict[str, Correction] = {}
    for earlier, statement in _printed(memory):
        for passage in statement.passages:
            article = newest.get(passage.article)
            if article is None or article.capture == passage.sha256:
                continue
            where = (passage.article, passage.sha256)
            if (was := cited.get(where)) and was.summary != article.summary:
                continue  # what a summary leaves out or adds, its article has not taken back
            if where not in changes:
                changes[where] = Change(cited.get(where), article)
            made = _correction(changes[where], cited.get(where), passage, statement, earlier)
            if made is None or _what(made) in told or squash(statement.text) in found:
                continue
            if made.now and squash(made.now.text) in printed:
                continue  # the readers have been told
            found[squash(statement.text)] = made
            break
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (_ORDER.index(one.kind), -one.before.day.toordinal(), one.before.edition, one.printed.text),
        )
    )


def _printed(memory: Memory) -> Iterator[tuple[Earlier, Statement]]:
    """Every statement that earlier editions printed, latest edition first."""
    for past in sorted(memory.past, key=lambda past: (past.end, past.first, past.name), reverse=True):
        for story in sorted(past.stories, key=lambda story: (story.thread, story.headline)):
            earlier = Earlier(thread=story.thread, edition=past.name, day=past.last, headline=story.headline, section=story.section)
            for statement in story.statements:
                yield earlier, statement


def _correction(
    change: Change, cited: Article | None, passage: Passage, statement: Statement, earlier: Earlier
) -> Correction | None:
    text = _words(cited, passage) or _without_own(statement)
    outcome = change.of(text)
    if outcome.became == "gone":
        return Correction(before=earlier, printed=statement, kind="withdrawn")
    if outcome.passage is None:
        return None
    now = Statement(text=outcome.text, passages=(outcome.passage,), language=statement.language)
    return Correction(before=earlier, printed=statement, now=now, kind="grown" if outcome.became == "grown" else "corrected")


def _words(cited: Article | None, passage: Passage) -> str:
    """The words of a passage in the reading that was cited, "" where that is not at hand or has no such place."""
    if cited is None or passage.paragraph > len(cited.paragraphs):
        return ""
    return (cited.title, *cited.paragraphs)[passage.paragraph][passage.start : passage.end]


def _without_own(statement: Statement) -> str:
    text = statement.text
    for own in statement.own:
        text = text.replace(own, " ")
    return text


def _what(correction: Correction) -> tuple[str, str]:
    return squash(correction.printed.text), squash(correction.now.text) if correction.now else ""
