"""Reading one number where it stands: digits in any grouping, number words, scales ("million", "тис.", "dozen"), halves; to its value.

    "1,234,567"  "40 000"  "2.5bn"  "1,2 млрд"  "two hundred and five"  "half a million"  "півтора мільйона"  "quatre-vingt-dix"

Everything works on a text in lower case with plain apostrophes (`lowered`), so that positions are those of the original.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.language.numbers.numerals import ABBREVIATED, ALONE, ALONE_GENITIVE, HALVES, SMALL_ONLY
from briefing.language.numbers.spelled import LETTERS, PART, SCALE, SPELLED_SCALE, VALUES, spelled

_HALF: dict[str, float] = {word: value for value, words in HALVES.items() for word in words.split()}
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125, "⅙": 1 / 6, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8}
_MOST_DIGITS = 20  # longer runs are no count of anything
_SPACES = " \u00a0\u202f\u2009"
_UNIT = r"(?:mm\b|millimet|мм\b|-)"
_DIGITS = re.compile(
    rf"\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?!\d)(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)(?:,\d+)?|\d{{1,3}}\.\d{{3}},\d{{1,2}}(?!\d)|[1-9]\d{{0,2}}\.000(?![\d.,])"
    rf"|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d|\s?{_UNIT})(?:[.,]\d+(?!\d))?|\d+,\d{{1,2}}(?![\d,])|\d+(?:\.\d+)?"
)
_SCALE_NEXT = re.compile(rf"(\+?[{_SPACES}]?-?)([^\W\d_]+)")
_CRORES = re.compile(r"\scrores?\b")
_AND_A_PART = re.compile(rf"\s+(?:and\s+{PART}|з\s+половиною|с\s+половиной|et\s+demie?)(?![^\W\d_])(?:\s+(?P<scale>[^\W\d_]+))?")
_NTHS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5}
_HALF_DIGIT = re.compile(rf"[{_SPACES}]?([{''.join(PARTS)}])")
# What may lead a scale: "a dozen", "half a million", "a quarter of a million", "eine Million".
_LEAD = re.compile(
    r"(?<![^\W_])(?:(?P<half>(?:an?\s+)?half(?:\s+an?\s+|[\s-]+|\s+of\s+an?\s+))|(?P<quarter>(?:a\s+)?quarter(?:\s+of\s+an?\s+|[\s-]+an?\s+|\s+))|"
    r"(?P<third>a\s+third\s+of\s+an?\s+)|(?P<slavic>половин[аиуіы]\s+)|(?:an?|eine[rn]?|une?)\s+)$"
)
_LEADS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "slavic": 0.5}
_PARTS_OF = re.compile(r"(?P<of>one|two|three)[\s-](?P<nth>third|quarter|fourth|fifth)s?\s+of\s+an?\s+(?P<scale>[^\W\d_]+)")
_UNCOUNTED = re.compile(
    r"(?<![^\W_])(?:several|few|many|some|couple|tens\s+of|of|кілька|декілька|несколько|багато|много|mehrere|einige|kilka|plusieurs)\s+$"
)
_GOVERNED = re.compile(
    r"(?<![^\W_])(?:близько|більше|більш\s+(?:як|ніж)|менше|не\s+менше|не\s+більше|до|від|около|более|больше|менее|не\s+менее|не\s+более|порядка|свыше)\s+$"
)
_MILLIONS_OF = re.compile(
    r"\s(?:\w+\s)?(?:people|refugees|residents|homes|households|children|men|women|customers|voters|citizens|ukrainians|russians|tonnes|tons|barrels|shells|rounds|"
    r"drones|jobs|users|euros?|dollars|pounds|passengers|homeless|displaced)\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at [start, end): its value, the scale its last word names (1 where none), and whether it is written in digits."""

    start: int
    end: int
    value: float
    scale: int
    in_digits: bool


def lowered(text: str) -> str:
    """`text` in lower case with plain apostrophes, character for character."""
    low = text.lower()
    if len(low) != len(text):  # a letter with a dot above becomes two
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low if low.isascii() else low.replace("’", "'").replace("ʼ", "'")


def amount_at(text: str, low: str, at: int, *, money: bool = False) -> Amount | None:
    """The number that begins at `at` (or a little before, where an article leads it: "half a million"), or None.

    `money` says that a currency sign stands before it: then "5m" is five million.
    """
    found = _in_digits(text, low, at, money=money) if text[at].isdecimal() else _in_words(text, low, at)
    return _with_half(low, found) if found else None


def _in_digits(text: str, low: str, at: int, *, money: bool) -> Amount | None:
    match = _DIGITS.match(low, at)
    if match is None or match.end() - at > _MOST_DIGITS:
        return None
    value, end = Decimal(_plain(match[0])), match.end()
    if half := _HALF_DIGIT.match(low, end):
        value, end = value + Decimal(PARTS[half[1]]), half.end()
    scaled = _scale_at(text, low, end, value, money=money)
    if scaled is None:
        return Amount(at, end, float(value), 1, True)
    scale, end = scaled
    total = value * scale
    if scale >= 1000 and (rest := _rest_at(text, low, end, scale)):
        return Amount(at, rest.end, float(total) + rest.value, rest.scale, True)
    return Amount(at, end, float(total), scale, True)


def _plain(digits: str) -> str:
    """Digits without their grouping and with a decimal point: "1.234.567,8" is "1234567.8"."""
    digits = re.sub(rf"['’{_SPACES}]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d{1,2}|[1-9]\d{0,2}\.000", digits):
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(",", "") if re.search(r",\d{3}(?!\d)", digits) else digits.replace(",", ".")


def _scale_at(text: str, low: str, end: int, value: Decimal, *, money: bool) -> tuple[int, int] | None:
    """What the word behind digits multiplies by, and where it ends."""
    match = _SCALE_NEXT.match(low, end)
    if match is None or match[2] not in SCALE:
        return (10**6, match.end()) if match and money and match[2] == "mm" else None
    word, glued, stop = match[2], match.end() == end + len(match[2]), match.end()
    if stop < len(low) and (low[stop].isdecimal() or low[stop] == "_"):
        return None
    if word in ("m", "b", "k") and not _short_scale(text, low, stop, glued=glued, money=money):
        return None
    if word == "десятка" and value != Decimal("1.5") and value > 4:
        return None
    if stop < len(low) and low[stop] == "." and word in ABBREVIATED:
        stop += 1
    if word.startswith("lakh") and (crores := _CRORES.match(low, stop)):
        return SCALE[word] * SCALE["crore"], crores.end()
    return SCALE[word], stop


def _short_scale(text: str, low: str, stop: int, *, glued: bool, money: bool) -> bool:
    """Whether a single letter is a scale: in money, glued and large ("10M"), thousands, or before what is counted in millions."""
    if low[stop - 1] == "k":
        return glued
    return money or (glued and (text[stop - 1] in "MB" or _MILLIONS_OF.match(low, stop) is not None))


def _rest_at(text: str, low: str, end: int, scale: int) -> Amount | None:
    """The smaller part that goes on a large one: "3 million 400 thousand", "2 тысячи 500"."""
    at = end + 1
    if at >= len(low) or low[end] not in _SPACES or not low[at].isdecimal():
        return None
    match = _DIGITS.match(low, at)
    if match is None or "," in match[0] or "." in match[0]:
        return None
    value = Decimal(_plain(match[0]))
    scaled = _scale_at(text, low, match.end(), value, money=False)
    if scaled and 1 < scaled[0] < scale and value < 1000:
        return Amount(at, scaled[1], float(value * scaled[0]), scaled[0], True)
    bare = scaled is None and len(match[0]) == 3 and value < scale and "а" <= low[end - 1] <= "ї"
    return (
        Amount(at, match.end(), float(value), 1, True) if bare and not re.match(rf"\s?{_UNIT}|\d", low[match.end() :][:6]) else None
    )


def _in_words(text: str, low: str, at: int) -> Amount | None:
    match = LETTERS.match(low, at)
    if match is None:
        return None
    word = match[0]
    if (parts := _PARTS_OF.match(low, at)) and (scale := SPELLED_SCALE.get(parts["scale"])):
        return Amount(at, parts.end(), VALUES[parts["of"]] / _NTHS[parts["nth"]] * scale, scale, False)
    if word in SMALL_ONLY and not text[at].islower():
        return None
    if word in SPELLED_SCALE:
        return _led(low, at, word)
    if word in _HALF:
        following = LETTERS.match(low, match.end() + 1)
        return _spelled(low, at, match.end() + 1, _HALF[word]) if following and following[0] in SPELLED_SCALE else None
    return _spelled(low, at, at, None) if word in VALUES else None


def _led(low: str, at: int, word: str) -> Amount | None:
    """A scale that an article or a half leads, or that is a number alone."""
    before = low[max(0, at - 30) : at]
    if lead := _LEAD.search(before):
        return _spelled(low, at - len(before) + lead.start(), at, _LEADS.get(lead.lastgroup or "", 1.0))
    if _UNCOUNTED.search(before):
        return None
    following = LETTERS.match(low, at + len(word) + 1)
    of_scale = word == "hundred" and following is not None and following[0] in ("thousand", "million", "billion")
    if of_scale or word in ALONE or (word in ALONE_GENITIVE and _GOVERNED.search(before)):
        return _spelled(low, at, at, 1.0)
    return None


def _spelled(low: str, start: int, at: int, first: float | None) -> Amount | None:
    read = spelled(low, at, first)
    return Amount(start, read[1], read[0], read[2], False) if read else None


def _with_half(low: str, found: Amount) -> Amount:
    """The same with the part said after it: "two and a half million", "one million and a half"."""
    match = _AND_A_PART.match(low, found.end)
    if match is None:
        return found
    part = (1 if match["of"] == "a" else VALUES[match["of"]]) / _NTHS[match["nth"]] if match["nth"] else 0.5
    scale = SPELLED_SCALE.get(match["scale"] or "")
    end = match.end() if scale or not match["scale"] else match.start("scale") - 1
    if found.scale == 1:
        return replace(found, end=end, value=(found.value + part) * (scale or 1), scale=scale or 1)
    if scale and scale >= found.scale:
        return found
    return replace(found, end=end, value=found.value + part * (scale or found.scale))
