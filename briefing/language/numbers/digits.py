"""A figure as a table writes it: "Two" as "2", "At least six" as "at least 6", "three million" as "3 million".

Only the way it is written changes: what the words state is the same number with the same qualifier afterwards, and a text of
which that is not certain stays as it is. "A dozen", "half a million" and "dozens" claim less than digits would.
"""

import re
from collections.abc import Callable

from briefing.language.numbers import Number, numbers
from briefing.language.numbers.numerals import HALVES
from briefing.language.numbers.spelled import LETTERS, SPELLED_SCALE, VALUES
from briefing.language.numbers.vague import vague
from briefing.language.words import fold

_LARGE = 10**6  # a scale that stays a word: "3 million"
_ROUGH = frozenset("dozen dozens couple pair score scores дюжина дюжини дюжину пара пару десяток десятка півсотні полсотни".split())
_ROUGH_ALSO = frozenset(word for words in HALVES.values() for word in words.split()) | {"half", "quarter", "third"}
_ENDS = re.compile(r"\s+(?:to|and|or|bis|und|et|à|do|i|до|і|й|та|або|чи|и|или)\s+", re.IGNORECASE)
_OF_PERSONS = re.compile(r"(?:оє|еро|ое)$")  # what they count stands in a case that digits do not go with
_WORD = re.compile(r"\w")


def in_digits(text: str, grouped: Callable[[float], str] = lambda value: f"{value:,.0f}") -> str:
    """`text`, which states a figure, with whole numbers in digits, and small where it begins with one or a word that qualifies it.

    `grouped` writes a whole number with its thousands set apart.
    """
    found = numbers(text)
    written = text
    for number in reversed(found) if not any(_of_persons(text, number) for number in found) else ():
        if number.role in ("count", "money", "measure"):
            core = _rewritten(text[number.core : number.end], number, grouped)
            written = written[: number.core] + core + written[number.end :]
    starts = [*(number.start for number in found), *(number.start for number in vague(text))]
    if starts and not _WORD.search(text[: min(starts)]) and not text[min(starts) :][1:2].isupper():
        at = min(starts)
        written = written[:at] + written[at : at + 1].lower() + written[at + 1 :]
    return written if _states(written) == _states(text) else text


def _rewritten(core: str, number: Number, grouped: Callable[[float], str]) -> str:
    """The number as written, in digits; as it is where it has digits already or its words are rougher than these."""
    if number.value_max is not None:
        ends = _ENDS.search(core)
        parts = [(core[: ends.start()], number.value), (core[ends.end() :], number.value_max)] if ends else []
        made = [_digits(part, value, grouped) for part, value in parts]
        return f"{made[0]}{ends.group()}{made[1]}" if ends and all(made) else core
    return _digits(core, number.value, grouped) or core


def _digits(words: str, value: float, grouped: Callable[[float], str]) -> str:
    """A number in words as digits, a scale of millions left; "" where that would say more than the words."""
    said = [match.group() for match in LETTERS.finditer(fold(words))]
    rough = not said or said[0] not in VALUES or any(word in _ROUGH or word in _ROUGH_ALSO for word in said)
    if rough or value != int(value) or value < 0 or any(map(str.isdigit, words)):
        return ""
    scale = SPELLED_SCALE.get(said[-1], 1)
    if scale >= _LARGE and len(said) > 1 and value % scale == 0:
        return f"{value / scale:.0f} {words.rsplit(maxsplit=1)[-1]}"
    return grouped(value)


def _of_persons(text: str, number: Number) -> bool:
    """As in "двоє солдатів", beside whom "2" would be no Ukrainian."""
    return bool(_OF_PERSONS.search(text[number.core : number.end].lower())) and bool(_WORD.search(text[number.end :]))


def _states(text: str) -> list[tuple[float, float | None, str | None, str | None]]:
    return [(number.value, number.value_max, number.qualifier, number.currency) for number in numbers(text)]
