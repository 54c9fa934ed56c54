"""The timeline: what happened on which day, as far as the sources date it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefing.language import places, sentences
from briefing.language.proof import is_among, whereabouts
from briefing.model import Article, Happening, Report, Side, Statement, Tally, Window
from briefing.stages.compose import wording
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.days import inside
from briefing.stages.compose.period.nationwide import DAILY, level, proven, standing
from briefing.stages.compose.wording import paragraph_of

MOST_ENTRIES = 20
FEWEST_ENTRIES, FEWEST_DAYS = 3, 2  # less tells no course of things that the stories do not tell as well
OPENING = 2  # paragraphs in which an article says what its headline is about
SHORTEST, LONGEST = 5, 32  # words of an entry
_KINDS = list(wording.NAMED)
_OF_EVENTS = frozenset(_KINDS) - {"money", "equipment", "troops", "other"}
# What begins so leans on what stood before it.
_LEANS = re.compile(
    r"(?:\w+ing|which|who|whose|that|including|with|of|by|from|to|for|than|he|she|it|they|яка|який|які|що|зокрема|которая|который|которые|что|включая)\b",
    re.IGNORECASE,
)


def timeline(
    comparisons: Iterable[Comparison],
    reports: Mapping[int, Report],
    tallies: Sequence[Tally],
    articles: Iterable[Article],
    *,
    window: Window,
) -> tuple[Happening, ...]:
    """At most `MOST_ENTRIES` dated events, the earliest first, of a day in the order of the stories; none where they are few.

    A story has an entry for each day and place of which it counts something: its headline, where that names the place and the
    article opens with the count, else the sentence or the clause that states it. Events before the window stand only
    where the key figures have them. `reports` are the printed stories by their order in print.
    """
    read = {article.id: article for article in articles}
    groups: dict[tuple[int, date], list[Comparison]] = {}
    for one in comparisons:
        row, day = one.row, one.row.event_date
        home = next((story for story in one.stories if story in reports), None)
        if home is None or day is None or row.place is None or row.kind not in _OF_EVENTS:
            continue
        if row.kind in DAILY and level(row.place) == 0:
            continue  # the nightly count of a country: what the chart is for
        if inside(day, window) or (day < window.first and row in tallies):
            groups.setdefault((home, day), []).append(one)
    entries = [
        (home, entry)
        for (home, day), rows in sorted(groups.items(), key=lambda item: item[0])
        if (entry := _entry(reports[home], day, sorted(rows, key=_weight), read))
    ]
    kept = sorted(entries[:MOST_ENTRIES], key=lambda item: (item[1].day, item[0]))
    if len(kept) < FEWEST_ENTRIES or len({entry.day for _, entry in kept}) < FEWEST_DAYS:
        return ()
    return tuple(entry for _, entry in kept)


def _entry(report: Report, day: date, rows: Sequence[Comparison], articles: Mapping[str, Article]) -> Happening | None:
    """The entry of a story for a day, made of what it counts then; None where nothing is short enough to stand alone."""
    for one in rows:
        for side in standing(one, clauses=True)[:1]:
            if statement := _headline(report, side, one.row.place or "") or _stands(side.statement, articles):
                article = articles.get(statement.passages[0].article)
                if not proven(statement, day, articles) or not article or not is_among(one.row.place or "", whereabouts(article)):
                    continue
                return Happening(day=day, place=one.row.place, statement=statement, story=report.story)
    return None


def _headline(report: Report, side: Side, place: str) -> Statement | None:
    """The headline of the story, where it tells of what a side counts: its article opens with that, and it names the place."""
    where = side.statement.passages[0]
    opens = where.article == report.headline.passages[0].article and where.paragraph <= OPENING
    return report.headline if opens and any(mention.name == place for mention in places.places(report.headline.text)) else None


def _stands(clause: Statement, articles: Mapping[str, Article]) -> Statement | None:
    """The sentence of a clause, or where that is long the clause, if it leans on nothing that stands before it."""
    where = clause.passages[0]
    article = articles.get(where.article)
    if article and article.capture == where.sha256:
        text = paragraph_of(article, where.paragraph)
        start, end = sentences.around(text, where.start, where.end, article.language) if where.paragraph else (0, len(text))
        sentence = replace(clause, text=text[start:end], passages=(replace(where, start=start, end=end),), own=())
        if len(sentence.text.split()) <= LONGEST and not _LEANS.match(sentence.text):
            return sentence
    return clause if SHORTEST <= len(clause.text.split()) <= LONGEST and not _LEANS.match(clause.text) else None


def _weight(one: Comparison) -> tuple[int, int, float, str]:
    """What a day of a story is known by: its victims before its damage, a town before a country, the larger number."""
    return _KINDS.index(one.row.kind), -level(one.row.place), -max(one.values), one.row.label
