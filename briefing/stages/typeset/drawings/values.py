"""A value as a chart writes it: "41", "≥17", "~40", "19–23", with the doubt its source's words put on it."""

import re

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Side

_ENGLISH = catalogue("en")

# Words that stand before a number and what is written for them, in the languages of most sources.
_SIGNS = {
    "≥": "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|щонайменше|принаймні|не менше|не менш ніж|не менее|по меньшей мере|как минимум",
    ">": "more than|over|above|exceeding|upwards of|понад|більш ніж|більше ніж|більше|свыше|более чем|более|больше",
    "≤": "up to|as many as|no more than|not more than|a maximum of|не більше|не более",
    "<": "less than|fewer than|under|below|менше ніж|менше|менш ніж|менее чем|менее|меньше",
    "~": "about|around|some|nearly|almost|approximately|roughly|close to|near|близько|майже|приблизно|около|почти|примерно|порядка",
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words.split("|")}
_BEFORE = re.compile(
    r"(?<!\w)(?P<word>" + "|".join(sorted(map(re.escape, _SIGN_OF), key=len, reverse=True)) + r")\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
_FEW_WORDS = 4  # text so short speaks of one number only, though it may be spelled out


def written(side: Side, words: Catalogue = _ENGLISH) -> str:
    """The side's number for a chart, "" where it has none."""
    if side.value is None:
        return ""
    number = _grouped(side.value, words)
    if side.value_max is not None and side.value_max > side.value:
        return f"{number}–{_grouped(side.value_max, words)}"
    return _sign(side) + number


def _sign(side: Side) -> str:
    text, value = side.statement.text, side.value or 0
    digits = f"{value:.0f}"
    spaced = r"[ ,.\u00a0\u202f]?".join(re.split(r"(?<=\d)(?=(?:\d{3})+$)", digits))
    found = re.search(rf"(?<![\d.,]){spaced}(?!\d)", text)
    before = text[: found.start()] if found else ""
    if not found and len(text.split()) <= _FEW_WORDS:
        before = re.sub(r"\w+(?:-\w+)*\W*$", "", text)
    match = _BEFORE.search(before)
    return _SIGN_OF[match["word"].lower()] if match else ""


def _grouped(value: float, words: Catalogue) -> str:
    return words.number(value if value == int(value) else round(value, 1))
