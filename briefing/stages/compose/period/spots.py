"""The places of the map, with what happened there."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefing.language import places
from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.places import Place
from briefing.language.proof import is_among, whereabouts
from briefing.model import Article, Passage, Report, Spot, Statement, Tally, Window
from briefing.stages.compose import wording
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.days import inside
from briefing.stages.compose.period.happened import has_company, named, where
from briefing.stages.compose.period.nationwide import standing

MOST_SPOTS = 25  # numbered marks that a map of a page's width still holds apart
MOST_TALLIES, MOST_STATEMENTS = 4, 1  # of one place
LONGEST = 45  # words of a statement in a table
_KINDS = list(wording.NAMED)
_OF_PLACES = frozenset(_KINDS) - {"money", "equipment", "troops", "other", "captured", "displaced"}


def spots(
    comparisons: Iterable[Comparison],
    reports: Mapping[int, Report],
    articles: Iterable[Article],
    *,
    window: Window,
    language: str = "en",
) -> tuple[Spot, ...]:
    """At most `MOST_SPOTS` places with coordinates at which something of this window happened, in the order of the stories.

    A place has the rows that count something there, or where nothing was counted a printed sentence that tells what happened
    there. A country is no place on a map. `reports` are the printed stories by their order in print.
    """
    read = {article.id: article for article in articles}
    counted: dict[str, list[tuple[int, Comparison]]] = {}
    past: list[Passage] = []
    for one in comparisons:
        home = next((story for story in one.stories if story in reports), None)
        row = one.row
        if row.event_date and not inside(row.event_date, window):
            past.extend(passage for side in row.sides for passage in side.statement.passages)
        if home is None or row.kind not in _OF_PLACES or not inside(row.event_date, window):
            continue
        if (place := _on_map(row.place)) and _is_named(place, row, read):
            counted.setdefault(place.name, []).append((home, one))
    told = _told(reports, read, known=counted, past=past)
    first = {name: min(home for home, _ in rows) for name, rows in counted.items()} | {
        name: home for name, (home, _) in told.items()
    }
    made = [
        _spot(
            name,
            tallies=_tallies(name, [one for _, one in counted.get(name, ())], catalogue(language)),
            statements=told[name][1] if name in told else (),
        )
        for name in sorted(first, key=lambda name: (first[name], name))
    ]
    return tuple(made[:MOST_SPOTS])


def _on_map(name: str | None) -> Place | None:
    """The place, or the smallest whole around it that has coordinates; None of a country and of what is not known."""
    place = places.located(name) if name else None
    return place if place and place.kind != "country" and place.latitude is not None and place.longitude is not None else None


def _is_named(place: Place, row: Tally, articles: Mapping[str, Article]) -> bool:
    """Whether an article that a row is from names the place, as verification will ask it."""
    cited = {passage.article for side in row.sides for passage in side.statement.passages}
    return any(is_among(place.name, whereabouts(articles[name])) for name in sorted(cited) if name in articles)


def _spot(name: str, *, tallies: tuple[Tally, ...], statements: tuple[Statement, ...]) -> Spot:
    place = _on_map(name)
    if place is None or place.latitude is None or place.longitude is None:
        raise AssertionError(f"{name} has no coordinates")  # it was asked before
    return Spot(
        place=name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        tallies=tallies,
        statements=statements,
    )


def _tallies(name: str, rows: Sequence[Comparison], words: Catalogue) -> tuple[Tally, ...]:
    """The rows of one place, victims first, labelled without it; of one kind and day that which counts all before its parts."""
    ordered = sorted(
        rows,
        key=lambda one: (
            _KINDS.index(one.row.kind),
            one.scope != "",
            one.row.event_date or date.min,
            -max(one.values),
            one.row.label,
        ),
    )
    kept: list[Comparison] = []
    for one in ordered:
        if not any(_says_again(one, other) for other in kept):
            kept.append(one)
    return tuple(_row(one, name, words) for one in kept[:MOST_TALLIES])


def _says_again(one: Comparison, other: Comparison) -> bool:
    """Whether a row gives no value that another of its kind and day does not: "two workers" beside "two people"."""
    return (one.row.kind, one.row.event_date) == (other.row.kind, other.row.event_date) and one.values <= other.values


def _row(one: Comparison, name: str, words: Catalogue) -> Tally:
    """A row with the values that stand; those that were revised are told elsewhere."""
    standing_ = standing(one)
    sides = tuple(side for side in one.row.sides if side in standing_)
    return replace(
        one.row,
        label=_label(one.row, name, words),
        sides=sides,
        relation=one.row.relation if len(sides) > 1 or not one.disputed else "single",
        note="",
    )


def _label(row: Tally, name: str, words: Catalogue) -> str:
    """What a row counts, and where, if that is only near the place on the map."""
    place = words.place(row.place or "")
    what = row.label.partition(f", {place}")[0]
    return what if row.place == name else words.say("%(what)s, %(place)s", what=what, place=place)


def _told(
    reports: Mapping[int, Report], articles: Mapping[str, Article], *, known: Collection[str], past: Collection[Passage]
) -> Mapping[str, tuple[int, tuple[Statement, ...]]]:
    """The places of which a printed sentence says that something happened there: the first story that does, and its sentence.

    What counts something of another day (at `past`) does not tell of these. A name counts where the story names its country or another place there, or more than half of the stories do.
    """
    around = {
        number: named(articles[name] for name in report.articles if name in articles) for number, report in sorted(reports.items())
    }
    countries = Counter(country for some in around.values() for country in {place.country for place in some})
    found: dict[str, tuple[int, tuple[Statement, ...]]] = {}
    for number, report in sorted(reports.items()):
        for statement in (*report.statements, report.headline):
            if len(statement.text.split()) > LONGEST or any(_within(passage, statement) for passage in past):
                continue
            for place in filter(None, map(_on_map, where(statement.text))):
                sure = has_company(place, around[number]) or countries[place.country] > len(reports) / 2
                if sure and place.name not in {*known, *found}:
                    found[place.name] = number, (statement,)
    return found


def _within(passage: Passage, statement: Statement) -> bool:
    return any(
        (passage.article, passage.paragraph, passage.sha256) == (one.article, one.paragraph, one.sha256)
        and one.start <= passage.start
        and passage.end <= one.end
        for one in statement.passages
    )
