"""Sums and wares, of which an article names many: which of them are one.

Where and when they are of is seldom said; what they have in common is told by their words. A price list, a budget and a fine
of about one size are three things: two values are set against each other only where their sentences speak of the same.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from briefing.language.dates import MONTHS, WEEKDAYS
from briefing.language.numbers import numbers
from briefing.language.quotes import names
from briefing.language.words import fold
from briefing.model import FigureKind
from briefing.stages.compose.figures.counts import Count, order, published, supposed
from briefing.stages.compose.telling.standing import stems

WARES: frozenset[FigureKind] = frozenset(("money", "equipment", "troops", "other"))
CLOSE = 1.07  # the larger of two such figures over the smaller
ROUNDED = 1.02  # the larger of a sum and of the same in fewer figures over the smaller
NAMES, STEMS, IN_ALL = 2, 2, 4  # what two sentences must share to speak of one sum: names (of another story), words, both together
PRICE = 1000  # what is below is a price or a fee, and the next one another
AT_ONCE = timedelta(days=1)  # between two articles that give one sum differently; later it is another instalment
_PRICES = re.compile(
    r"\b(?:pric(?:e|es|ed|ing)|shares? rose|shares? fell|per (?:barrel|share|ounce|gram|tonne?|litre|gallon)|rates?)\b|\b(?:цін|цен)\w+",
    re.IGNORECASE,
)
_OF_NO_MATTER = frozenset(
    """million billio trilli thousa dollar euros pounds hryvni rubles price origin total worth amount around nearly almost number count year years
    killed people dead deaths died dying injure wounde hurt least person others victim
    загину людей осіб поране погибл челове ранены
    млн млрд тисяч мільйо мільяр долар гривен тысяч миллио миллиа доллар рублей""".split()
)  # as `stems` has them


def wares(group: Sequence[Count]) -> list[list[Count]]:
    """The counts of one kind and scope, those together that are one sum or ware, in the order of their values."""
    found: list[list[Count]] = []
    for count in sorted(group, key=lambda count: (count.figure.value, order(count))):
        fitting = (
            some
            for some in found
            if count.figure.value <= some[-1].figure.value * CLOSE and all(_one_thing(count, other) for other in some)
        )
        if some := next(fitting, None):
            some.append(count)
        else:
            found.append([count])
    return found


def _one_thing(one: Count, other: Count) -> bool:
    """Whether two figures are of one sum or ware; those that are equal need less in common, those of one article are never two accounts."""
    if one.figure.act and other.figure.act and one.figure.act != other.figure.act:
        return False
    equal = rounded(one.figure.value, other.figure.value) and one.figure.value_max == other.figure.value_max
    if one.article.id == other.article.id:
        return equal
    if not equal and (one.figure.kind == "other" or one.figure.value < PRICE or _apart(one, other)):
        return False
    if not equal and any(supposed(count.figure) or _PRICES.search(count.figure.sentence) for count in (one, other)):
        return False
    if not equal and (_states(one, other) or _states(other, one)):
        return False
    shared_names = _names(one.figure.sentence) & _names(other.figure.sentence)
    if one.story != other.story and len(shared_names) < NAMES:
        return False
    shared = content(one.figure.sentence) & content(other.figure.sentence)
    return len(shared) >= STEMS and (equal or len(shared | shared_names) >= IN_ALL)


def _states(one: Count, other: Count) -> bool:
    """Whether the sentence of one states the value of the other too: "680 of his 700 million" are two sums."""
    return any(number.value == other.figure.value for number in numbers(one.figure.sentence))


def _apart(one: Count, other: Count) -> bool:
    here, there = published(one.article), published(other.article)
    return here is None or there is None or abs(here - there) > AT_ONCE


def rounded(one: float, other: float) -> bool:
    """Whether one of two values is the other, or the other in fewer figures: 61 billion for 60.8 billion."""
    near = max(one, other) <= ROUNDED * min(one, other)
    return one == other or (near and (_in_figures_of(one, other) or _in_figures_of(other, one)))


def _in_figures_of(exact: float, rough: float) -> bool:
    digits = len(f"{rough:.0f}".rstrip("0"))
    return f"{exact:.{digits}g}" == f"{rough:.{digits}g}"


@lru_cache(maxsize=4096)  # a sentence is held against many
def _names(sentence: str) -> frozenset[str]:
    return frozenset(folded for name in names(sentence) if (folded := fold(name)) not in WEEKDAYS and folded not in MONTHS)


@lru_cache(maxsize=4096)
def content(sentence: str) -> frozenset[str]:
    """The stems of the words of a sentence that tell what it is about: not those of its numbers, of sums and tolls in general."""
    stated = frozenset(stem for number in numbers(sentence) for stem in stems(sentence[number.start : number.end]))
    return frozenset(stem for stem in stems(sentence) if stem.isalpha()) - stated - _OF_NO_MATTER
