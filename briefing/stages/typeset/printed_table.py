"""The figures an edition prints as a table: each value once, with who says so, where it stands on the page, and its passage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from briefing.language.catalogue import catalogue
from briefing.language.sentences import around
from briefing.model import Article, Briefing, FigureKind, Passage, Relation, Report, Side, Statement, Tally
from briefing.stages.typeset.speakers import summed
from briefing.stages.typeset.table import Cell, plain_number, written

# The first column is a number, so that the mark of UTF-8 before it, which spreadsheets want, clings to no name that matters.
COLUMNS = (
    *("row", "label", "kind", "value", "value_max", "as_printed"),
    *("said_by", "speaks_for", "country", "stance", "place", "event_date", "as_of", "relation"),
    *("printed_in", "section", "story", "thread"),
    *("references", "publisher", "title", "published", "published_basis", "url"),
    *("sentence", "article", "paragraph", "start", "end", "sha256", "further_passages"),
)
_MARK = b"\xef\xbb\xbf"
_Where = tuple[Report, str]


@dataclass(kw_only=True, slots=True)
class _Row:
    """A value that is printed, and all that its places on the page say of it."""

    label: str
    kind: FigureKind
    side: Side
    place: str | None = None
    event_date: date | None = None
    relation: Relation | None = None
    parts: list[str] = field(default_factory=list)
    where: _Where | None = None


def printed_csv(briefing: Briefing) -> bytes:
    """The table in UTF-8, RFC 4180, a header and a line for each value: first those of the rows of figures, then all others.

    `references` are the numbers of the edition's references; a sum, which no passage states, has those of all its parts.
    """
    numbers = {(one.article, one.capture): one.number for one in briefing.references}
    articles = {(one.id, one.capture): one for one in briefing.articles}
    by_id = {one.id: one for one in reversed(briefing.articles)}
    stories = _Stories(briefing)
    lines: list[tuple[Cell, ...]] = []
    for row in _rows(briefing):
        passages = row.side.statement.passages
        first = passages[0] if passages else None
        article = (articles.get((first.article, first.sha256)) or by_id.get(first.article)) if first else None
        where = row.where or (stories.of(first) if first else None)
        cells = _said(row) | _told(where) | _source(article, first)
        cells |= {
            "row": len(lines) + 1,
            "references": _references(numbers, passages),
            "further_passages": "; ".join(_address(passage) for passage in passages[1:]),
        }
        lines.append(tuple(cells[name] for name in COLUMNS))
    for total in briefing.totals:
        if total.sum is not None:
            all_passages = tuple(passage for side in total.sides for passage in side.statement.passages)
            cells = dict.fromkeys(COLUMNS) | {
                "row": len(lines) + 1,
                "label": total.label,
                "kind": total.kind,
                "value": plain_number(total.sum),
                "as_printed": summed(total, catalogue(briefing.language)),
                "relation": "sum",
                "printed_in": "totals",
                "references": _references(numbers, all_passages),
                "further_passages": "; ".join(_address(passage) for passage in all_passages),
            }
            lines.append(tuple(cells.values()))
    return _MARK + written(COLUMNS, lines)


def _rows(briefing: Briefing) -> list[_Row]:
    """Every printed value once; what one place leaves open (where, when, in which story), another may say."""
    rows: dict[tuple[object, ...], list[_Row]] = {}
    for part, row in _printed(briefing):
        side = row.side
        alike = rows.setdefault((row.kind, side.value, side.value_max, side.said_by), [])
        held = next((one for one in alike if _one_place(one.side.statement, side.statement)), row)
        if held is row:
            alike.append(row)
        held.place = held.place or row.place
        held.event_date = held.event_date or row.event_date
        held.relation = held.relation or row.relation
        held.where = held.where or row.where
        held.side = held.side if held.side.party or not side.party else replace(held.side, party=side.party)
        held.parts += [part] if part not in held.parts else []
    return [row for alike in rows.values() for row in alike]


def _one_place(one: Statement, other: Statement) -> bool:
    """Whether two statements rest first on the same words: a story may print the whole clause that a row prints the number of."""
    if not one.passages or not other.passages:
        return one == other
    return _overlap(one.passages[0], other.passages[0])


def _overlap(first: Passage, second: Passage) -> bool:
    same = (first.article, first.sha256, first.paragraph) == (second.article, second.sha256, second.paragraph)
    return same and first.start < second.end and second.start < first.end


def _printed(briefing: Briefing) -> Iterator[tuple[str, _Row]]:
    yield from (("figures", row) for tally in briefing.tallies for row in _of(tally))
    for chapter in briefing.chapters:
        for report in chapter.reports:
            for tally in report.differences:
                yield from (("story", row) for row in _of(tally, where=(report, chapter.title)))
    for spot in briefing.spots:
        for tally in spot.tallies:
            yield from (("map", row) for row in _of(tally, place=spot.place))
    for total in briefing.totals:
        for side in total.sides:
            yield "totals", _Row(label=total.label, kind=total.kind, side=side, event_date=side.statement.day)
    for chart in briefing.charts:
        for bar in chart.bars:
            yield "chart", _Row(label=chart.label, kind=bar.kind, side=bar.side, event_date=bar.day)


def _of(tally: Tally, *, place: str | None = None, where: _Where | None = None) -> Iterator[_Row]:
    for side in tally.sides:
        yield _Row(
            label=tally.label,
            kind=tally.kind,
            side=side,
            place=tally.place or place,
            event_date=tally.event_date,
            relation=tally.relation,
            where=where,
        )


class _Stories:
    """Which story tells of a passage: one that prints its words, else the first that has its article."""

    def __init__(self, briefing: Briefing) -> None:
        self._printed: dict[str, list[tuple[Passage, _Where]]] = {}
        self._having: dict[str, _Where] = {}
        for chapter in briefing.chapters:
            for report in chapter.reports:
                for article in report.articles:
                    self._having.setdefault(article, (report, chapter.title))
                for statement in report.printed():
                    for passage in statement.passages:
                        self._printed.setdefault(passage.article, []).append((passage, (report, chapter.title)))

    def of(self, passage: Passage) -> _Where | None:
        """The story and its section's title."""
        printed = self._printed.get(passage.article, [])
        exact = next((where for other, where in printed if _overlap(passage, other)), None)
        return exact or self._having.get(passage.article) or next((where for _, where in printed), None)


def _said(row: _Row) -> dict[str, Cell]:
    side = row.side
    return {
        "label": row.label,
        "kind": row.kind,
        "value": plain_number(side.value),
        "value_max": plain_number(side.value_max),
        "as_printed": side.statement.text,
        "said_by": side.said_by or None,
        "speaks_for": side.party.bloc if side.party else None,
        "country": side.party.country if side.party else None,
        "stance": side.stance,
        "place": row.place,
        "event_date": row.event_date.isoformat() if row.event_date else None,
        "as_of": side.as_of.isoformat() if side.as_of else None,
        "relation": row.relation,
        "printed_in": "; ".join(row.parts),
    }


def _told(where: _Where | None) -> dict[str, Cell]:
    report, section = where or (None, None)
    headline: Statement | None = report.headline if report else None
    return {"section": section, "story": headline.text if headline else None, "thread": (report.thread or None) if report else None}


def _source(article: Article | None, passage: Passage | None) -> dict[str, Cell]:
    published = article.published if article else None
    return {
        "publisher": article.publisher if article else None,
        "title": article.title if article else None,
        "published": (published.at or published.day).isoformat() if published else None,
        "published_basis": published.basis if published else "none",
        "url": article.url if article else None,
        "sentence": _sentence(article, passage) if article and passage else None,
        "article": passage.article if passage else None,
        "paragraph": passage.paragraph if passage else None,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
        "sha256": passage.sha256 if passage else None,
    }


def _sentence(article: Article, passage: Passage) -> str | None:
    """The whole sentence a passage stands in; None where the article has no such paragraph."""
    if passage.paragraph > len(article.paragraphs):
        return None
    paragraph = article.paragraphs[passage.paragraph - 1] if passage.paragraph else article.title
    start, end = around(paragraph, passage.start, passage.end, article.language)
    return paragraph[start:end]


def _references(numbers: Mapping[tuple[str, str], int], passages: tuple[Passage, ...]) -> str:
    found = (numbers.get((one.article, one.sha256), numbers.get((one.article, ""))) for one in passages)
    return "; ".join(map(str, sorted({number for number in found if number is not None})))


def _address(passage: Passage) -> str:
    return f"{passage.article} ¶{passage.paragraph} {passage.start}–{passage.end} {passage.sha256}"
