"""A range that begins with a number: "4,000 to 7,000", "between 20 and 30", "$1-2 billion", "від 20 до 30"; its upper end."""

import re

from briefing.language.numbers.amounts import Amount, amount_at
from briefing.language.numbers.currencies import SIGN, of_sign

_LOOK_BACK = 44
_BETWEEN = re.compile(r"(?<!\w)(?:between|між|между|zwischen|entre|między)\s+$")
_FROM = re.compile(r"(?<!\w)(?:from|з|із|с)\s+$")
_FROM_SLAVIC = re.compile(r"(?<!\w)(?:від|от|od|von)\s+$")
# "rose from seven to eight" is no range, "ranging from 20 to 30" is one.
_RANGES = re.compile(r"(?:rang|estimat|vary|varie|anywhere|somewhere|оцін|оцен|коливає|колеб)\w*\s+(?:\w+\s+){0,3}$")
_MOVES = re.compile(
    r"(?<!\w)(?:r[io]se[ns]?|rising|gr[eo]w\w*|increas|climb|jump|went|go(?:es|ne|ing)?|up|f[ae]ll|drop|declin|reduc|cut|down|rais|lower|shr[aiu]nk|chang|mov|soar|revis|expand|"
    r"зрос|зріс|вирос|збільш|зменш|скорот|підня|підви|знизи|впа|вырос|увелич|уменьш|сократ|подня|снизи|упа|wzro|spad|stieg|sank)"
)
_TO = re.compile(r"\s(?:to|or|till|до|або|чи|или|bis|oder|à|ou|lub)\s|\s?[-–‑~]\s?|—")
_TO_AND = re.compile(_TO.pattern + r"|\s(?:and|і|й|та|и|und|et|a|i)\s")
_IN_THOUSANDS = 4000  # of "30 to 35,000", how many times the 30 as written the upper end is at most
_TOO_FAR = 1000  # times the lower end: no range is so wide


def range_from(
    text: str, low: str, amount: Amount, currency: str | None, core: int
) -> tuple[float, float | None, str | None, int, bool]:
    """(lower end, upper end, currency, end, whether a scale word is in it) of a range that begins with `amount`, or of it alone."""
    alone = (amount.value, None, currency, amount.end, amount.scale >= 1000)
    small = low[max(0, core - _LOOK_BACK) : core]
    if (_FROM.search(small) and not _RANGES.search(_FROM.sub("", small))) or (_FROM_SLAVIC.search(small) and _MOVES.search(small)):
        return alone
    between = _BETWEEN.search(small) is not None
    joint = (_TO_AND if between else _TO).match(low, amount.end)
    if joint is None:
        return alone
    at = joint.end()
    sign = SIGN.match(text, at) if at < len(text) and not low[at].isdecimal() else None
    at = sign.end() if sign else at
    if at >= len(low):
        return alone
    upper = amount_at(text, low, at, money=sign is not None or currency is not None)
    if upper is None or upper.start != at:
        return alone
    value, high = amount.value, upper.value
    upper_currency = of_sign(sign[0]) if sign else None
    if currency and upper_currency and currency != upper_currency:
        return alone
    if amount.scale == 1 and upper.scale > 1 and value * upper.scale < high:
        value *= upper.scale
    elif upper.scale == 1 and value < 1000 <= value * 1000 < high <= value * _IN_THOUSANDS:
        value *= 1000  # "30 to 35,000"
    if not value < high or (high >= _TOO_FAR * value and not between and value):
        return alone
    if joint[0] in "-–‑" and low.startswith(("-", "–"), upper.end) and low[upper.end + 1 : upper.end + 2].isdecimal():
        return alone  # three of them are a telephone number or a date
    return value, high, currency or upper_currency, upper.end, max(amount.scale, upper.scale) >= 1000
