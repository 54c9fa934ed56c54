"""Words that say how many without a number: "dozens", "several hundred", "tens of thousands", "десятки", "тысячи"; as a lower bound.

The plural says two at least, no more: "dozens" is 24 or more, "hundreds" 200 or more. It is a bound nobody stated as a number, so
these are kept apart from numbers (numbers.py) and never stand against one.
"""

import re

from briefing.language.numbers import Number
from briefing.language.numbers.amounts import lowered
from briefing.language.numbers.roles import FOLLOWED
from briefing.language.tries import any_of

_PLURALS = {
    10: "tens десятки десятків десятками десяткам десятках десятков dziesiątki dziesiątek dizaines",
    12: "dozens dutzende dutzenden",
    20: "scores",
    100: "hundreds сотні сотень сотнями сотням сотнях сотни сотен hunderte hunderten centaines setki setek",
    1000: "thousands тисячі тисяч тисячами тисячам тисячах тысячи тысяч тысячами тысячам тысячах tausende tausenden milliers tysiące tysięcy",
    10**6: "millions мільйони мільйонів мільйонами миллионы миллионов миллионами millionen miliony milionów",
    10**9: "billions мільярди мільярдів миллиарды миллиардов milliarden milliards miliardy miliardów",
}
_SINGULAR = {
    12: "dozen",
    100: "hundred сотень сотен",
    1000: "thousand тисяч тысяч",
    10**6: "million мільйонів миллионов",
    10: "десятків десятков",
}
_PLURAL = {word: value for value, words in _PLURALS.items() for word in words.split()}
_SOME = {word: value for value, words in _SINGULAR.items() for word in words.split()}
_FEW = r"(?:several|(?:a\s+|quite\s+a\s+)?few|many|some|a\s+couple(?:\s+of)?|кілька|декілька|несколько|багато|много|чимало|немало|mehrere|einige|kilka|plusieurs)"
_OF = r"(?:\s+(?:of|von|de)\s+|\s+)"
_VAGUE = re.compile(
    rf"(?<![^\W_])(?:{_FEW}\s+(?P<some>{any_of([*_SOME, *_PLURAL])})|(?P<plural>{any_of(_PLURAL)}))(?:{_OF}(?P<of>{any_of(_PLURAL)}))?(?![^\W_])"
)
_TWO = 2  # what a plural is at least
# "in their thousands" and "the thousands of" count; "hundreds of thousands" is read as one; these do not count people or things.
_NO_COUNT = re.compile(r"\s(?:of\s)?(?:years?|times|miles|kilomet\w+|met(?:er|re)s|feet|tons|tonnes|degrees|pages|words)\b")
_NUMBER_BEFORE = re.compile(
    r"(?:\d|(?<![^\W_])(?:два|дві|две|три|чотири|четыре|півтора|полтора|two|three|four|five|ten|of))[\s\u00a0-]*$"
)
_MONEY_BEHIND = re.compile(
    r"\s(?:of\s)?(?:(?:us\s|american\s)?dollars|euros?|pounds|hryvnias?|ro?u?bles|грн|гривень|долар|доллар|рубл|євро|евро)"
)


def vague(text: str) -> tuple[Number, ...]:
    """Every count of `text` given in a vague word, in order: role "vague", qualifier "at least", value the least it can mean."""
    low = lowered(text)
    found = []
    for match in _VAGUE.finditer(low):
        if match["some"] is None and _NUMBER_BEFORE.search(low, max(0, match.start() - 12), match.start()):
            continue
        if _NO_COUNT.match(low, match.end()) or _MONEY_BEHIND.match(low, match.end()) or FOLLOWED.match(text, match.end()):
            continue
        unit = _PLURAL[match["plural"]] if match["plural"] else _SOME.get(match["some"]) or _PLURAL[match["some"]]
        value = _TWO * unit * (_PLURAL[match["of"]] if match["of"] else 1)
        start, end = match.span()
        found.append(Number(start=start, core=start, end=end, value=value, qualifier="at least", role="vague"))
    return tuple(found)
