"""Measure: articles → every figure their sentences state, with kind, place, day and whose word it is.

Per sentence: numbers (language/numbers/__init__.py) → what they count (grammar.py) and as what (roles.py) → where (where.py), when
(when.py, days.py), who says so (who.py). A figure is left out rather than guessed; so is its place or day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.language.numbers import Number
from briefing.language.numbers.vague import vague
from briefing.model import Article, Figure, Passage
from briefing.stages.measure.counting.acts import act_of
from briefing.stages.measure.counting.grammar import Count, counts, tag
from briefing.stages.measure.counting.roles import all_of_their_kind, in_context, role_of, sum_role
from briefing.stages.measure.placing.where import place_of
from briefing.stages.measure.scene import Line, lines
from briefing.stages.measure.timing.days import event_day, not_to_come, of_states
from briefing.stages.measure.timing.when import known_as_of
from briefing.stages.measure.who import Hearing, hearing

_PEOPLE = frozenset(
    "people person persons civilians civilian victims others особа особи осіб людина людини людей люди человек человека люди".split()
)
_HARMED = ("killed", "injured", "missing", "captured")
_ARMS = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
# Nobody says how many of anything else were there but in numbers: "dozens" of drones would stand in a row of counts.
_TOLD_LOOSELY = (*_HARMED, "evacuated", "displaced", "without_power", "buildings_damaged")
_LOOSE = re.compile(  # what every vague count holds (numbers/vague.py)
    r"(?i:ten[s ]|dozen|score|hundred|thousand|million|billion|дес[яі]т|сот[еін]|т[иы]сяч|м[иі]л|dutzend|hundert|tausend|dizain|centain|mill|set[ek]|tysi|dziesi)"
)
_SAID_BY_KIND = ("money", *_ARMS)
_TABLE = 30  # numbers in one sentence; more are a table run together


def measure(articles: Sequence[Article]) -> tuple[Figure, ...]:
    """Every figure of the articles, in their order and the order of the text."""
    return tuple(figure for article in articles for figure in _figures(article))


def _figures(article: Article) -> list[Figure]:
    text = lines(article)
    heard = hearing(text)
    found = []
    for at, line in enumerate(text):
        unsaid = vague(line.text) if _LOOSE.search(line.text) else ()
        if not 0 < len(unsaid) + sum(number.role in ("count", "money", "measure") for number in line.numbers) <= _TABLE:
            continue
        counted = _counted(line, text[at - 1] if at else None) if any(number.role == "count" for number in line.numbers) else ()
        sums = [_sum(line.text, number) for number in line.numbers if number.role == "money"]
        land = [
            Count(number=number, kind="other", noun=number.unit)
            for number in line.numbers
            if number.role == "measure" and _is_land(number)
        ]
        figures = sorted((*counted, *_unsaid(line, unsaid), *sums, *land), key=lambda count: (count.number.start, count.kind))
        found += [_figure(article, text, heard, at, count, figures) for count in figures if count.number.value]
    return found


def _counted(line: Line, before: Line | None) -> tuple[Count, ...]:
    tagged = tag(line.text, line.numbers)
    found = in_context(tagged, counts(tagged))
    if before and any(count.role == "further" for count in found):
        earlier = tag(before.text, before.numbers)
        found = all_of_their_kind(earlier, counts(earlier), found)
    return tuple(_with_act(line.text, count) for count in found)


def _unsaid(line: Line, words: Sequence[Number]) -> list[Count]:
    """The people harmed and houses damaged of whom the sentence says "dozens": read apart, so that no number is read otherwise for it."""
    if not words:
        return []
    tagged = tag(line.text, (*line.numbers, *words))
    return [count for count in in_context(tagged, counts(tagged)) if count.number.role == "vague" and count.kind in _TOLD_LOOSELY]


def _sum(sentence: str, number: Number) -> Count:
    return Count(
        number=number,
        kind="money",
        role=sum_role(sentence, number.start, number.end),
        act=act_of(sentence, number.start, number.end),
    )


def _with_act(sentence: str, count: Count) -> Count:
    if count.kind != "equipment":
        return count
    return replace(count, act=act_of(sentence, count.number.start, count.number.end, ware=True))


def _is_land(number: Number) -> bool:
    """Ground taken or lost is told of in square kilometres; no other measure is a figure."""
    return (number.unit or "").casefold().startswith(("square k", "square m", "sq"))


def _figure(article: Article, text: Sequence[Line], heard: Hearing, at: int, count: Count, figures: Sequence[Count]) -> Figure:
    line, number = text[at], count.number
    noun = count.noun or (None if count.kind in _HARMED else _shared_noun(line.text[number.end :]))
    noun = noun if noun and noun.casefold() not in _PEOPLE else None
    speaker, party = heard.said_by(at, number.start, number.end)
    role = role_of(line, count, figures)
    return Figure(
        kind=count.kind,
        value=number.value,
        value_max=number.value_max,
        qualifier=number.qualifier,
        unit=None if count.kind in _SAID_BY_KIND else noun,
        currency=number.currency,
        place=place_of("troops" if of_states(count) else count.kind, number, at, text, [other.number for other in figures])
        if count.kind != "money"
        else None,
        event_date=None if role == "cumulative" else not_to_come(event_day(text, at, count), line.latest),
        as_of=known_as_of(line.moments, line.published),
        attributed_to=speaker,
        party=party,
        role=role,
        make=count.make,
        act=count.act,
        written=line.text[number.start : number.end],
        passage=Passage(article=article.id, paragraph=line.paragraph, start=line.start, end=line.end, sha256=article.capture),
        sentence=line.text,
    )


_OF_SO_MANY = re.compile(r"\s+of\s+(?:(?:the|its|their|some|about)\s+)*[\d.,]*\d\s+([^\W\d_]+)")


def _shared_noun(after: str) -> str | None:
    """What is counted where the larger number names it: "9,000 of the 23,000 households"."""
    found = _OF_SO_MANY.match(after)
    return found[1] if found else None
