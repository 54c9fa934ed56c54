"""Number words that stand together, to one value: "two hundred and five", "сто двадцять п'ять тисяч", "quatre-vingt-dix"."""

import re

from briefing.language.numbers.numerals import COMPOUNDS, FRENCH, ONES, SCALES, TENS, WHOLE_HALVES

VALUES: dict[str, float] = {
    **{word: value for table in (ONES, TENS, WHOLE_HALVES) for value, words in table.items() for word in words.split()},
    **COMPOUNDS,
}
SCALE: dict[str, int] = {word: value for value, words in SCALES.items() for word in words.split()}
# The scales that are words; the others ("bn", "m") follow digits only.
SPELLED_SCALE = {word: value for word, value in SCALE.items() if len(word) > 2 and word not in ("bln", "tln", "mln", "mil")}
LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
PART = r"(?P<of>a|one|two|three)[\s-](?P<nth>half|third|quarter|fourth|fifth)s?"
_MOST_WORDS = 24  # more are a counting rhyme
_AND = frozenset(("and", "und"))
_JOIN = re.compile(r"[ \t\n\u00a0]{1,3}|[-‑]")
_PART_NEXT = re.compile(rf"\s+{PART}(?![^\W\d_])")
_POINT = re.compile(r"\s+point((?:\s+(?:zero|nought|naught|one|two|three|four|five|six|seven|eight|nine))+)(?![^\W\d_])")
_ET_UN = re.compile(r"et[\s-](?P<one>une?|onze)(?![^\W\d_])")
_FRENCH_HUNDREDS = ("cent", "cents")
_SIX_CENTS = 6  # in English these are coins


def spelled(low: str, at: int, first: float | None = None) -> tuple[float, int, int] | None:
    """The number whose words begin at `at` of a text in lower case: its value, its end, the scale its last word names (else 1).

    `first` is what its first scale multiplies, where that is no word of its own ("a million", "half a million").
    """
    running = _Running(first)
    for _ in range(_MOST_WORDS):
        match = LETTERS.match(low, at)
        if match is None or not running.takes(low, match):
            break
        gap = _JOIN.match(low, max(match.end(), running.end))
        if gap is None:
            break
        at = gap.end()
    if running.end < 0:
        return None
    value, end, last = running.total + (running.current or 0), running.end, running.last
    return (_with_point(low, value, end) if last <= 100 else None) or (value, end, last)


class _Running:
    """A number as far as its words were read: the sum of its finished scales, and what the next scale multiplies."""

    def __init__(self, first: float | None) -> None:
        self.total, self.current, self.end, self.last = 0.0, first, -1, 1
        self._smallest, self._french = 10**15, False

    def takes(self, low: str, match: re.Match[str]) -> bool:
        """Read one word further; False where it is none of the number's."""
        word = match[0]
        if word in _AND:  # "two hundred and five", "a thousand and one"; not "five and six", "a million and two thirds"
            after_hundreds = (self.current is None and self.total > 0) or (self.current or 0) % 100 == 0
            return self.end >= 0 and after_hundreds and not _PART_NEXT.match(low, match.end())
        if len(word) > 2 and (step := SCALE.get(word)):
            return self._scale(word, step, match.end())
        if (value := VALUES.get(word)) is not None and self._value(word, value):
            self._french, self.end, self.last = word in FRENCH, match.end(), 1
            return True
        return self._french and self._in_french(low, word, match)

    def _scale(self, word: str, step: int, end: int) -> bool:
        if step <= 100:
            if self.current is not None and self.current >= step:
                return False
            self.current = (1 if self.current is None else self.current) * step
        elif word.startswith("crore") and self.last == SCALE["lakh"]:
            self.total *= step
        elif step >= self._smallest or (self.current is None and self.total):
            return False
        else:
            self.total += (1 if self.current is None else self.current) * step
            self.current, self._smallest = None, step
        self.end, self.last = end, step
        return True

    def _value(self, word: str, value: float) -> bool:
        current = self.current
        if current is None:
            self.current = value
            return True
        if self._french and word == "vingt" and current == 4:
            self.current = 80
            return True
        fits = (value < 100 and current % 100 == 0) or (value < 10 and current % 10 == 0 and current % 100 >= 20)
        in_french = self._french and word in FRENCH
        in_score = in_french and value < 20 and current % 100 in (60, 80)
        after_ten = in_french and 7 <= value <= 9 and current % 100 == 10  # "dix-sept"
        if current == 0 or not (fits or in_score or after_ten):
            return False
        self.current = current + value
        return True

    def _in_french(self, low: str, word: str, match: re.Match[str]) -> bool:
        """As in "vingt et un", "deux cents", "quatre-vingts"."""
        current = self.current or 0
        if one := _ET_UN.match(low, match.start()):
            self.current, self.end = current + (11 if one["one"] == "onze" else 1), one.end()
        elif word in _FRENCH_HUNDREDS and 0 < current < 10 and current != _SIX_CENTS:
            self.current, self.end, self.last = current * 100, match.end(), 100
        elif word in ("un", "une") and current == 80:
            self.current, self.end = 81, match.end()
        elif word == "vingts" and current == 4:
            self.current, self.end = 80, match.end()
        else:
            return False
        return True


def _with_point(low: str, value: float, end: int) -> tuple[float, int, int] | None:
    """The number with what follows its point: "two point five million"."""
    point = _POINT.match(low, end)
    if point is None:
        return None
    value = float(f"{value:.0f}." + "".join(f"{VALUES[digit]:.0f}" for digit in point[1].split()))
    gap = _JOIN.match(low, point.end())
    scale = LETTERS.match(low, gap.end()) if gap else None
    if scale and scale[0] in SPELLED_SCALE:
        return value * SPELLED_SCALE[scale[0]], scale.end(), SPELLED_SCALE[scale[0]]
    return value, point.end(), 1
