"""The day of a figure's event: the one its sentence names, else the one the article tells of."""

from collections.abc import Sequence
from datetime import date, timedelta

from briefing.stages.measure.grammar import Count
from briefing.stages.measure.lexicon import CLASSES
from briefing.stages.measure.scene import Line
from briefing.stages.measure.when import first_event_day, own_day, refers_back, within_clause
from briefing.stages.measure.where import EVENT_KINDS, stands_alone

_FRESH = timedelta(days=7)  # an article's one date holds for its undated sentences only while it is news
_STATES = frozenset(f"{CLASSES['COUNTRIES']} {CLASSES['PRISONER']}".split())


def event_day(text: Sequence[Line], at: int, count: Count) -> date | None:
    line = text[at]
    if count.kind in ("money", "equipment", "troops") or of_states(count):
        return own_day(line.text, within_clause(line.text, line.moments, count.number.start), count.number.start)[0]
    day, settled = own_day(line.text, line.moments, count.number.start)
    if settled or count.kind not in EVENT_KINDS or stands_alone(count.kind, count.number, line):
        return day
    told = [(earlier.paragraph, first_event_day(earlier.moments)) for earlier in text[:at] if earlier.paragraph]
    days = [day for _, day in told if day]
    beside = [day for paragraph, day in told if paragraph == line.paragraph and day]
    if beside:
        return beside[-1]
    lead = next((day for opening in text if 0 < opening.paragraph <= 2 and (day := first_event_day(opening.moments))), None)
    if line.paragraph == 0 or not days:
        return lead
    if len(set(days)) == 1 and (not line.published or abs(line.published - days[0]) <= _FRESH):
        return days[0]
    return lead if refers_back(line.text) else None


def not_to_come(day: date | None, published: date | None) -> date | None:
    """None for a day beyond the one after publication: what is counted has happened, so the day was misread or the page is older."""
    return None if day and published and day > published + timedelta(days=1) else day


def of_states(count: Count) -> bool:
    """Countries that do something and prisoners exchanged are of no place the sentence happens to name."""
    return count.kind == "other" and (count.noun or "").casefold() in _STATES
