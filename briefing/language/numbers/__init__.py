"""Numbers written in a text, in digits or words of several languages: their value, qualifier, currency, and what they serve for.

    "nearly 40"  "at least twenty-one"  "$1.2 billion (€1.1 billion)"  "4,000 to 7,000"  "двоє"  "1,5 млрд"  "21 of 41"

Only the immediate surroundings decide what a number serves for (`Role`): a count, a sum of money, or one of the things that are
no figure at all, such as an age, a year, a clock time, a share, a calibre, a label ("Article 5", "Panzerhaubitze 2000").
Vague words ("dozens", "hundreds") are not numbers (vague.py), nor are fractions of one ("half of the 41", fractions.py).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.language.numbers.amounts import PARTS, amount_at, lowered
from briefing.language.numbers.currencies import CODES, SIGN_BEFORE, named_at, of_sign
from briefing.language.numbers.numerals import HALVES
from briefing.language.numbers.qualifiers import qualified, start_with_qualifier
from briefing.language.numbers.ranges import range_from
from briefing.language.numbers.roles import Role, role_of
from briefing.language.numbers.spelled import SPELLED_SCALE, VALUES
from briefing.language.tries import any_of
from briefing.model import Qualifier

__all__ = ["Number", "Role", "numbers"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number at [start, end) of a text, its qualifier included; `core` is where the number itself begins, currency sign included.

    `value_max` is set for a range. Money is in units of `currency` (ISO 4217); a "conversion" is money that says the sum before it
    again in another currency. `unit` is the unit of a measure as written, "%" of a share that is per cent. `whole` is, of a count
    that is stated as a part of another ("21 of 41"), the `core` of that other.
    """

    start: int
    core: int
    end: int
    value: float
    value_max: float | None = None
    qualifier: Qualifier | None = None
    currency: str | None = None
    unit: str | None = None
    role: Role = "count"
    whole: int | None = None


_STARTS = [*VALUES, *SPELLED_SCALE, *(word for words in HALVES.values() for word in words.split())]
_GLUED = any_of([*(code.lower() for code in CODES), "rs", "rs.", "tk"])  # "Rs5,000", "UAH300"


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """Where a number may begin, with the mark or space before it: to begin with those is what makes the pass fast."""
    return re.compile(rf"[\W_](?:(?:{_GLUED})?(?P<digit>\d)|[{''.join(PARTS)}]|{any_of(words)}(?![^\W_]|'[^\W_]))")


# Nine sentences in ten hold no such place, and one pass is all they cost.
_BEGINS = _beginnings(_STARTS)
_BEGINS_ASCII = _beginnings(word for word in _STARTS if word.isascii())
_FOREIGN = re.compile("[\u00c0-\u1fff]")  # letters that are none of English
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>()\[\]]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}|[#@][^\W\d]\w*")
_MINUS_BEFORE = re.compile(r"(?<!\w)(?:minus|negative|мінус|минус)\s$")
_NEW_SENTENCE = re.compile(r"[\"'”’»)\]]*(?:\s+[\"'“‘«(]*[A-ZА-ЯІЇЄҐ]|\s*$)")
_JOINTS = "-.:/‑,_"
_LOOK_BACK = 44
_ROW = 3  # counts with no word between that are the row of a table
_NO_WORDS = re.compile(r"[\s|·•—–]+")
_A_PART = re.compile(
    r"\s+(?:out\s+of|of|von|sur|z|із|з|зі|из)\s+(?:(?:the|its|their|his|all|these|those|some|about|roughly|total|a\s+total\s+of|other|понад|близько|всіх|усіх|всех|den|les)\s+)*(?:[^\W\d_]+['’]s\s+)?"
)
_A_PART_AFTER_NOUN = re.compile(
    r"(?:\s+[^\W\d_][\w'’-]*){1,3}\s+(?:out\s+of|of\s+(?:the|all|its|their)|із|з|из)\s+(?:(?:the|a|total|of|всіх|усіх|всех)\s+)*"
)
_THAT_ONE = re.compile(r"\s(?:is|was|who|can|will)\b|[.,;?!]|$")
_THE_ONE = re.compile(r"\s(?:who|that|which|to|in|of|where|when|you|i|he|she|they|we|and|is|was|can|with|do|did)\b|[.,;?!]|$")
_ONE_OR = re.compile(r"\s(?:would|should|might|must|another|such|side|thing|way|hand)\b|-(?:on|to|by|off|time|way|sided)\b")


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text` in order, those that are no figure (`role`) included."""
    low = lowered(text)
    found: list[Number] = []
    done = 0
    addresses = _ADDRESS.finditer(text) if "@" in text or "#" in text or "://" in text or "www." in text else iter(())
    address = next(addresses, None)
    for candidate in (_BEGINS if _FOREIGN.search(low) else _BEGINS_ASCII).finditer(" " + low):
        at = candidate.start() if candidate["digit"] is None else candidate.start("digit") - 1
        if at < done or _is_glued(low, at):
            continue
        while address and address.end() <= at:
            address = next(addresses, None)
        if (address and address.start() <= at) or (low.startswith("one", at) and _is_nobody(low, at)):
            continue
        made = _read(text, low, at, found[-1] if found else None)
        if made:
            done = made.end
            found.append(made)
    return _with_parts(text, _without_rows(text, found)) if len(found) > 1 else tuple(found)


def _is_glued(low: str, at: int) -> bool:
    """As in "F-16", "live_17"; a "half-million" is none."""
    return at > 1 and low[at - 1] in _JOINTS and low[at - 2].isalnum() and not low.startswith("half", max(0, at - 5))


def _is_nobody(low: str, at: int) -> bool:
    """As in "no one", "the one who", "one another": it counts nothing."""
    before = low[max(0, at - 8) : at]
    if before == "no " or before.endswith((" no ", "“no ", '"no ')):
        return True
    if before.endswith("that "):  # "that one is", but "said that one of them"
        return _THAT_ONE.match(low, at + 3) is not None
    return bool(_ONE_OR.match(low, at + 3)) or (
        before.endswith(("the ", "this ", "each ", "every ", "which ")) and _THE_ONE.match(low, at + 3) is not None
    )


def _read(text: str, low: str, at: int, previous: Number | None) -> Number | None:
    if text[at] in PARTS:
        return Number(start=at, core=at, end=at + 1, value=PARTS[text[at]], role="share")
    sign = SIGN_BEFORE.search(text, max(0, at - 10), at) if low[at].isdecimal() else None
    amount = amount_at(text, low, at, money=sign is not None)
    if amount is None:
        return None
    core = sign.start() if sign else amount.start
    if previous and core < previous.end:
        return None
    signed = _minus_at(low, core) if amount.in_digits or low[amount.start - 1 : amount.start] == " " else core
    low_end, value_max, currency, end, scaled = range_from(text, low, amount, of_sign(sign[0]) if sign else None, core)
    if named := named_at(text, end, scaled=scaled, signed=sign is not None):
        currency, end = currency or named[0], named[1]
    if text[end - 1] == "." and _NEW_SENTENCE.match(text, end):
        end -= 1  # the full stop, not that of an abbreviation
    value, unit = low_end, None
    role: Role = "money"
    if currency is None:
        core = signed
        last = (previous.role, previous.end) if previous else None
        role, unit, end = role_of(text, core, end, value, in_digits=amount.in_digits, previous=last)
        if core < amount.start:
            value, role = -value, "label" if role == "count" else role  # nothing is counted below zero
        elif role == "share" and unit is None:
            value = _fraction(text, amount.end, end, value)
    elif (
        previous
        and previous.role in ("money", "conversion")
        and previous.currency != currency
        and _says_again(text, previous.end, core)
    ):
        role = "conversion"
    start, qualifier = core, None
    if role in ("count", "money", "measure", "share"):
        start, end, qualifier = qualified(text, core, end, value)
        if previous and start < previous.end:
            start = core
    return Number(
        start=start,
        core=core,
        end=end,
        value=value,
        value_max=value_max,
        qualifier=qualifier,
        currency=currency,
        unit=unit,
        role=role,
    )


def _minus_at(low: str, core: int) -> int:
    """Where the number begins with the minus before it, in a sign or a word; `core` where there is none."""
    if minus := _MINUS_BEFORE.search(low, max(0, core - 10), core):
        return minus.start()
    glued = core and low[core - 1] in "-−" and (core == 1 or not low[core - 2].isalnum())
    return core - 1 if glued else core


_NTHS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}


def _fraction(text: str, start: int, end: int, value: float) -> float:
    """The value of "two-thirds", "2/3" or "two in three", given two and where the rest stands; of what is no fraction, the value given."""
    rest = text[start:end].strip(" -/").lower().split()
    last = rest[-1].replace(",", "") if rest else ""
    if last.isdecimal():
        return value / int(last) if int(last) else value
    return value / (_NTHS.get(last.rstrip("s")) or (VALUES.get(last) if len(rest) > 1 else None) or 1)


def _says_again(text: str, end: int, core: int) -> bool:
    """Whether a sum at `core` says the one that ended at `end` again: "(€5 million)", "or about $6 million"."""
    between = text[end : max(end, start_with_qualifier(text, core))]
    return bool(
        re.fullmatch(
            r"\s?[(\[,;]?\s?(?:or\s|that\sis\s|i\.e\.\s|equal\sto\s|the\sequivalent\sof\s|equivalent\sto\s|worth\s|або\s|тобто\s|или\s|=\s?|/\s?|≈\s?)?",
            between,
        )
    ) and bool(re.search(r"[(\[=/;≈]|or|equ|або|тобто|или", between))


def _without_rows(text: str, found: list[Number]) -> list[Number]:
    """The numbers, those that follow each other with no word between as labels: "14 11 6 15" is the row of a table."""
    if len(found) < _ROW:
        return found
    row: list[int] = []
    rows: set[int] = set()
    for at, number in enumerate(found):
        if row and _NO_WORDS.fullmatch(text, found[at - 1].end, number.start) and number.role == "count":
            row.append(at)
        else:
            row = [at] if number.role == "count" else []
        if len(row) >= _ROW:
            rows.update(row)
    return [replace(number, role="label") if at in rows else number for at, number in enumerate(found)] if rows else found


def _with_parts(text: str, found: list[Number]) -> tuple[Number, ...]:
    """The numbers, each part of another ("21 of 41") with its whole."""
    made = []
    for number, following in zip(found, [*found[1:], None], strict=True):
        if following and number.role == following.role == "count" and number.value <= following.value and number.value_max is None:
            gap = text[number.end : following.start]
            if len(gap) <= _LOOK_BACK and (_A_PART.fullmatch(gap) or _A_PART_AFTER_NOUN.fullmatch(gap)):
                made.append(replace(number, whole=following.core))
                continue
        made.append(number)
    return tuple(made)
