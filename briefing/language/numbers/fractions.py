"""Fractions of something: "just under half of the 41 missiles", "two-thirds", "a quarter of", "60% of the 41", "one in five"; as they are said.

No number is made of them: half of 41 is 20.5 of nothing. They tell what a count beside them may be measured against.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.numbers import Number
from briefing.language.numbers.amounts import lowered
from briefing.language.numbers.qualifiers import qualified
from briefing.language.numbers.spelled import VALUES
from briefing.model import Qualifier


@dataclass(frozen=True, kw_only=True, slots=True)
class Fraction:
    """A fraction at [start, end), qualifier included: `value` between 0 and 1, and the number it is of, where one is stated."""

    start: int
    end: int
    value: float
    qualifier: Qualifier | None = None
    base: Number | None = None


_NTHS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_WORDS = {
    0.5: "половина половину половини половины половині половине пів hälfte moitié połowa połowę połowy",
    1 / 3: "третина третину третини третині треть трети drittel tiers",
    0.25: "чверть чверті четверть четверти viertel quart",
}
_BY_WORD = {word: value for value, words in _WORDS.items() for word in words.split()}
_BY_PHRASE = dict.fromkeys(
    ("дві третини", "двох третин", "две трети", "двух третей", "deux tiers", "zwei drittel", "dwie trzecie"), 2 / 3
) | dict.fromkeys(("три чверті", "трьох чвертей", "три четверти", "трех четвертей", "trois quarts", "drei viertel"), 0.75)
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten"
_NO_HALF = r"(?!-|\s+(?:an?\s+)?(?:dozen|hundred|thousand|million|billion|brother|time|year|day|hour))"
_FRACTION = re.compile(
    rf"(?<![^\W_])(?:(?P<count>a|{_ONES})[\s-](?P<nth>{'|'.join(_NTHS)})s?{_NO_HALF}|(?<!first\s)(?<!second\s)(?<!other\s)(?P<half>half){_NO_HALF}"
    rf"|(?P<top>{_ONES}|\d{{1,2}})\s(?:in|out\sof)\s(?:every\s)?(?P<base>{_ONES}|\d{{1,3}})(?=\s[^\W\d_])"
    rf"|(?P<phrase>{'|'.join(_BY_PHRASE)})|(?P<word>{'|'.join(sorted(_BY_WORD, key=len, reverse=True))}))(?![^\W_])"
)
_ROUND = (2, 3, 4, 5, 10, 20, 100, 1000)  # what "one in five" is out of; "three in 2024" is none
_A_TIME = re.compile(r"\s(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|nights?)\b")
_UP_TO_BASE = re.compile(
    r"(?:\s+(?:of|out\s+of|z|з|із|из|von|de|des))?(?:\s+(?:the|its|their|his|her|all|those|these|some|about|around|nearly|more|than|roughly|other|total|усіх|всіх|всех|der|les))*\s*"
)


def fractions(text: str, numbers: Sequence[Number]) -> tuple[Fraction, ...]:
    """Every fraction of `text` in order; `numbers` are those of the same text, of which per cent is a fraction too."""
    low = lowered(text)
    found = [fraction for match in _FRACTION.finditer(low) if (fraction := _of(text, low, match, numbers))]
    for number in numbers:
        if number.role == "share" and number.unit == "%" and 0 <= number.value <= 100:
            base = _base(text, number.end, numbers)
            found.append(
                Fraction(start=number.start, end=number.end, value=number.value / 100, qualifier=number.qualifier, base=base)
            )
    return tuple(sorted(found, key=lambda fraction: fraction.start))


def _of(text: str, low: str, match: re.Match[str], numbers: Sequence[Number]) -> Fraction | None:
    value = _value(low, match)
    if value is None:
        return None
    start, end, qualifier = qualified(text, match.start(), match.end(), value)
    return Fraction(
        start=start, end=end, value=value, qualifier=qualifier, base=None if match["top"] else _base(text, end, numbers)
    )


def _value(low: str, match: re.Match[str]) -> float | None:
    if match["nth"]:
        value = (1 if match["count"] == "a" else VALUES[match["count"]]) / _NTHS[match["nth"]]
        return value if value < 1 else None
    if match["top"]:
        top, base = (VALUES[part] if part in VALUES else float(part) for part in (match["top"], match["base"]))
        return top / base if base in _ROUND and top < base and not _A_TIME.match(low, match.end()) else None
    if match["phrase"]:
        return _BY_PHRASE[match["phrase"]]
    return 0.5 if match["half"] else _BY_WORD[match["word"]]


def _base(text: str, end: int, numbers: Sequence[Number]) -> Number | None:
    """The count that follows "of the" at `end`."""
    following = next((number for number in numbers if number.start >= end and number.role == "count"), None)
    return following if following and _UP_TO_BASE.fullmatch(text, end, following.start) else None
