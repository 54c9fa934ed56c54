"""What an edition adds up, draws and puts on a map, against the words it rests on: "" where it holds, else why it does not."""

import math
from collections.abc import Collection

from briefing.language import places
from briefing.language.numbers import numbers
from briefing.language.quotes import numerals
from briefing.model import Bar, Chart, Happening, Opposed, Side, Spot, Statement, Total
from briefing.stages.verify.evidence import Evidence

NEAR = 0.5  # degrees: an edition stays true when a later gazetteer has the middle of a region elsewhere


def value_fault(side: Side) -> str:
    """Why the value given for a side is not a number of its words."""
    stated = {value for number in numbers(side.statement.text) for value in (number.value, number.value_max)}
    foreign = [value for value in (side.value, side.value_max) if value is not None and value not in stated]
    return f"the value {foreign[0]:g} is not a number of its words" if foreign else ""


def total_fault(total: Total, evidence: Evidence) -> str:
    """Why a cell of the strip may not be printed: its sum is not that of its sides, or they may count the same thing twice."""
    if foreign := numerals(total.label):
        return f"the number {foreign[0]} of the label is nobody's"
    for side in total.sides:
        if why := day_fault(side.statement, evidence):
            return why
    if total.sum is None:
        return ""
    days = [side.statement.day for side in total.sides]
    values = [side.value for side in total.sides if side.value is not None and side.value_max is None]
    if len(days) < 2 or None in days or len(set(days)) < len(days):
        return "what is added up is not of different days"
    if len(values) < len(days) or not math.isclose(math.fsum(values), total.sum):
        return f"the sum {total.sum:g} is not that of its values"
    if len({side.voice for side in total.sides}) > 1:
        return "what is added up is said by different voices"
    return ""


def day_fault(statement: Statement, evidence: Evidence) -> str:
    """Why the day given for a statement cannot be that of its event."""
    articles = {passage.article for passage in statement.passages}
    if statement.day is None or evidence.may_be_of(statement.day, articles):
        return ""
    return f"none of its articles was published on or speaks of {statement.day}"


def happening_fault(happening: Happening, evidence: Evidence) -> str:
    """Why an entry of the timeline cannot be of its day or place; a day that its statement gives is the same."""
    statement = happening.statement
    if statement.day not in (None, happening.day):
        return f"its statement is of {statement.day}, not of {happening.day}"
    articles = {passage.article for passage in statement.passages}
    if not evidence.may_be_of(happening.day, articles):
        return f"none of its articles was published on or speaks of {happening.day}"
    return place_fault(happening.place, articles, evidence) if happening.place else ""


def bar_fault(bar: Bar, chart: Chart, evidence: Evidence) -> str:
    """Why a value may not be drawn: no number of its words, a day outside the chart, or one its article cannot be of."""
    if bar.side.value is None:
        return "there is no value to draw"
    if bar.day not in chart.days:
        return f"{bar.day} is not a day of the chart"
    articles = {passage.article for passage in bar.side.statement.passages}
    if not evidence.may_be_of(bar.day, articles):
        return f"none of its articles was published on or speaks of {bar.day}"
    return ""


def spot_fault(spot: Spot, evidence: Evidence) -> str:
    """Why a place may not be on the map: it lies elsewhere than the gazetteer has it, or no article of its statements names it."""
    place = places.find(spot.place)
    if (
        place is None
        or place.latitude is None
        or place.longitude is None
        or max(abs(place.latitude - spot.latitude), abs(place.longitude - spot.longitude)) > NEAR
    ):
        return f"the gazetteer does not have {spot.place} where the map does"
    articles = {
        passage.article
        for statement in (*(side.statement for tally in spot.tallies for side in tally.sides), *spot.statements)
        for passage in statement.passages
    }
    return place_fault(spot.place, articles, evidence)


def place_fault(place: str, articles: Collection[str], evidence: Evidence) -> str:
    """Why a place cannot be that of what these articles say."""
    return "" if evidence.names_place(place, articles) else f"none of its articles names {place}"


def opposed_fault(opposed: Opposed) -> str:
    """Why a heading over claims may not be printed."""
    foreign = numerals(opposed.label)
    return f"the number {foreign[0]} of the label is nobody's" if foreign else ""
