"""As what a number counts: all of an event, an update of it, more of it, a part of it, or many events over a span of time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Role
from briefing.stages.measure.counting.grammar import Count
from briefing.stages.measure.counting.lexicon import CLASSES, LETTER
from briefing.stages.measure.counting.tagging import Tagged
from briefing.stages.measure.scene import Line
from briefing.stages.measure.timing.spans import over_a_span

_L = LETTER
_ARMS = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
_HARMED = ("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power", "buildings_damaged")
_PEOPLE_HARMED = ("killed", "injured", "missing", "displaced")
_SOLDIERS = frozenset(CLASSES["SOLDIER"].split())
_DYING = tuple(_L[name] for name in ("DEAD", "KILLED", "KILL", "DEAD_SLAV"))
_MOVED_TO = re.compile(
    rf"(?:{_L['ROSE']}[^;N]{{0,8}}(?:N[^;N]{{0,2}})?[{_L['TO']}{_L['PREP']}][x{_L['DET']}{_L['ADV']}]{{0,2}}|{_L['ROSE']}[^;N]{{0,8}}{_L['TOLL']}[^;N]{{0,4}}"
    rf"|[{_L['TOLL']}{_L['NUMBER']}][^;N]{{0,12}}{_L['HIT']}[x{_L['ADV']}]{{0,1}})$"
)
_UP_FROM = re.compile(r"(?:[\w-]+\s+){0,4}?(?:,\s+)?(?:up|down)\s+from\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"(?:another|an?\s+(?:additional|further|extra)|extra|further|additional|ще|іще|ещё|еще|додатково)\b", re.IGNORECASE
)
_ANOTHER_BEFORE = re.compile(rf"\b{_ANOTHER.pattern}\s+$", re.IGNORECASE)
_PART_OF_SUM = re.compile(
    r"(?:\b(?:including|of\s+which|of\s+that|of\s+this|among\s+it)|з\s+(?:них|яких)|из\s+(?:них|которых)|у\s+тому\s+числі|в\s+том\s+числе)[,\s]+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s?(?:/\s?|(?:an?|per|each|every|на|в|у|за)\s+)(?:hour|day|week|month|year|годину|день|тиждень|місяць|рік|час|неделю|месяц|год)(?![\w-])"
    r"|\s(?:hourly|daily|weekly|monthly|yearly|annually|щодня|щомісяця|щороку|ежедневно|ежемесячно|ежегодно)(?!\w)",
    re.IGNORECASE,
)
_OTHER_ONES = re.compile(r"(?:others?|інш\w*|друг\w*)\Z", re.IGNORECASE)
_MORE_BEHIND = re.compile(rf"[x{_L['ADV']}]{{0,1}}{_L['OTHERS']}")


def in_context(tagged: Tagged, found: Sequence[Count]) -> tuple[Count, ...]:
    """`found` with the roles that the rest of the sentence gives: totals that have moved, further ones, parts that make up a sum."""
    places = {number.start: place for place, number in enumerate(tagged.numbers) if number}
    told = [
        replace(count, role=_told(tagged, places[count.number.start], count, found[:at])) if count.role == "total" else count
        for at, count in enumerate(found)
    ]
    return tuple(_summed(told))


def _told(tagged: Tagged, place: int, count: Count, before: Sequence[Count]) -> Role:
    if count.kind in _HARMED and _has_moved(tagged, place):
        return "update"
    return "further" if _is_more(tagged, place) and not _is_more_than_others(tagged, count, before) else "total"


def _has_moved(tagged: Tagged, place: int) -> bool:
    """As in "the toll rose from 19 to 23", "bringing the number to 40", "23, up from 19"."""
    if _MOVED_TO.search(tagged.letters, max(0, place - 14), place):
        return True
    return bool(_UP_FROM.match(" ".join(tagged.words[place + 1 : place + 8])))


def _is_more(tagged: Tagged, place: int) -> bool:
    """As in "another 12", "12 more", "ще троє"."""
    word = tagged.words[place]
    left = tagged.letters[max(0, place - 1) : place]
    if _ANOTHER.match(word) or (left == _L["OTHERS"] and not _OTHER_ONES.match(tagged.words[place - 1])):
        return True
    match = _MORE_BEHIND.match(tagged.letters, place + 1)
    return match is not None and not _OTHER_ONES.match(tagged.words[match.end() - 1])


def sum_role(sentence: str, start: int, end: int) -> Role:
    """The role of a sum of money at [start, end): "another $5 million" comes on top of others, "$12 a month" comes again and again."""
    if _RATE.match(sentence, end):
        return "cumulative"
    if _PART_OF_SUM.search(sentence, 0, start):
        return "part"
    return "further" if _ANOTHER.match(sentence, start) or _ANOTHER_BEFORE.search(sentence, 0, start) else "total"


def _is_more_than_others(tagged: Tagged, count: Count, before: Sequence[Count]) -> bool:
    """As in "two people were killed and another 12 injured": 12 are all who were injured."""
    if before:
        return count.kind in _HARMED and all(other.kind != count.kind for other in before)
    told = tagged.letters[: tagged.starts.index(count.number.start)]
    return count.kind in ("injured", "missing") and any(letter in told for letter in _DYING)


def all_of_their_kind(before: Tagged, counted_before: Sequence[Count], found: Sequence[Count]) -> tuple[Count, ...]:
    """`found` with those that are more only than another kind of the sentence before: "Three died. Another 35 were injured." are all 35."""
    kinds = {count.kind for count in counted_before}
    told = any(letter in before.letters for letter in _DYING)
    return tuple(
        replace(count, role="total")
        if count.role == "further" and count.kind in ("injured", "missing") and told and count.kind not in kinds
        else count
        for count in found
    )


def _summed(found: list[Count]) -> list[Count]:
    """Counts of one kind that together are as many as the one before them are its parts: "eight people, three here and five there"."""
    for at, whole in enumerate(found):
        if whole.kind not in _HARMED or whole.role not in ("total", "update") or whole.number.value_max:
            continue
        rest = [other for other in found[at + 1 :] if other.kind == whole.kind and other.number is not whole.number]
        if len(rest) > 1 and sum(other.number.value for other in rest) == whole.number.value:
            found = [replace(count, role="part") if count in rest and count.role != "part" else count for count in found]
    return found


def role_of(line: Line, count: Count, counted: Sequence[Count]) -> Role:
    """The role of one count of a sentence; `counted` are all of the sentence."""
    if any(_cumulative(line, other) for other in counted if other is count or _same_tolls(other, count)):
        return "cumulative"
    return count.role


def _same_tolls(one: Count, other: Count) -> bool:
    """The killed and the wounded of an army are counted over one time."""
    harmed = ("killed", "injured")
    return one.kind in harmed and other.kind in harmed and min(one.number.value, other.number.value) >= 1000


def _cumulative(line: Line, count: Count) -> bool:
    if count.kind in ("killed", "injured") and count.number.value >= 1000 and (count.noun or "").casefold() in _SOLDIERS:
        return True  # the losses of an army are those of a war
    number = count.number
    return over_a_span(
        line.text, line.moments, number.start, number.end, sums_months=count.kind in _ARMS, of_war=count.kind in _PEOPLE_HARMED
    )
