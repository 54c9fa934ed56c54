"""A sentence as one letter a word: its numbers `N`, its sums `$`, every word of a known class (lexicon.py) the letter of its class."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.language.numbers import Number
from briefing.stages.measure.counting.lexicon import BREAK, COMMA, LETTER, MONEY, NUMBER, OTHER_WORD, QUANTITY, WORD_CLASS
from briefing.stages.measure.counting.phrases import phrase_at
from briefing.stages.measure.counting.slavic import class_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Tagged:
    """A sentence as one letter a word, with the words and, for each letter, the number it stands for (None for a word)."""

    letters: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    numbers: tuple[Number | None, ...]


# "casualties.19" is a word and the number of a note behind its sentence: no full stop within a word goes before a digit.
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:(?:['’ʼ‑-]|\.(?!\d))[^\W_]+)*)|(?P<comma>,)|(?P<stop>[;:—–()\[\]!?…]|\.(?=\s+[\"“«]?[A-ZА-ЯІЇЄҐ]))"
)
_BRACKETED = re.compile(r"\s?\((?:[^()\[\]]|\[[^\[\]]*\])*\)|\s?\[+[^\[\]]*\]+(?:\([^()]*\))?")
_OF_ALL = re.compile(r"\s+of\b(?!\s+(?:the|its|their|those|these|his|her)\b)")
_ROLES = {"count": NUMBER, "money": MONEY, "vague": NUMBER}
# What is said of missiles and drones as not done, or as done to them: "failed to shoot down", "were shot down".
_NOT_DONE = re.compile(
    r"(?:\b(?:not|never|fail(?:ed|s|ure)?\s+to|unable\s+to|without|can|could|would|will|may|might|should|must|cannot"
    r"|(?:help|aim|design|plan|threaten|prepar|want|ready|order)\w*(?:\s+\w+)?\s+to|не)|n['’]t)"
    r"\s+(?:(?:be|been|have|all|even|yet|ever|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:(?:\w+ly|also|all|either|both|then|later|\w+ed\s+(?:and|or))\s+)*$",
    re.IGNORECASE,
)
_VERBS = {LETTER["DOWN"]: LETTER["DOWNED"], LETTER["LAUNCH"]: LETTER["LAUNCHED"], LETTER["DESTROY"]: LETTER["DESTROY"]}
# An ending that does not make another thing of a word: "Shahed-type", "US-made".
_MANNER = ("-type", "-made", "-based", "-supplied", "-style", "-range", "-launched")
_PEOPLES = ("ians", "icans", "eans")  # "Palestinians", "Americans", "Koreans"
_CYRILLIC = re.compile(r"[а-яіїєґё]")


def tag(sentence: str, numbers: Sequence[Number]) -> Tagged:
    """`sentence` as letters, its counts as N, its sums of money as $ and its other numbers as Q.

    What stands in brackets is left out where it counts nothing: the subject before it keeps its verb behind it.
    """
    letters: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    which: list[Number | None] = []

    def add(letter: str, word: str, start: int, number: Number | None = None) -> None:
        letters.append(letter)
        words.append(word)
        starts.append(start)
        which.append(number)

    def add_number(number: Number) -> None:
        add(_ROLES.get(number.role, QUANTITY), sentence[number.start : number.end], number.start, number)

    skipped = _idle_brackets(sentence, numbers) if "(" in sentence or "[" in sentence else {}
    queue = sorted(numbers, key=lambda number: number.start)
    at = 0
    while match := _TOKEN.search(sentence, at):
        start, at = match.span()
        if start in skipped:
            at = skipped[start]
            queue = [number for number in queue if number.start >= at or number.end <= start]
            continue
        if queue and queue[0].start <= start:
            add_number(queue[0])
            at = max(_end(sentence, queue.pop(0)), start)
            continue
        word = match.group()
        if match["comma"]:
            letter = COMMA
        elif match["stop"]:
            letter = BREAK
        elif phrase := phrase_at(sentence, start, word):
            letter, at = LETTER.get(phrase[0], OTHER_WORD), phrase[1]
            word = sentence[start:at]
        else:
            letter = letter_of(word)
        add(_in_context(letter, sentence, start) if letter in _VERBS else letter, word, start)
    for number in queue:
        add_number(number)
    return Tagged(letters="".join(letters), words=tuple(words), starts=tuple(starts), numbers=tuple(which))


def _end(sentence: str, number: Number) -> int:
    """Where a number ends for the grammar: "dozens of people" are told of as "24 people", "dozens of the injured" are some of them."""
    of = _OF_ALL.match(sentence, number.end) if number.role == "vague" else None
    return of.end() if of else number.end


def _idle_brackets(sentence: str, numbers: Sequence[Number]) -> dict[int, int]:
    """Start → end of what stands in brackets and counts nothing."""
    return {
        match.end() - len(match.group().lstrip()): match.end()
        for match in _BRACKETED.finditer(sentence)
        if not any(number.role in _ROLES and match.start() <= number.start < match.end() for number in numbers)
    }


def _in_context(letter: str, sentence: str, start: int) -> str:
    """The letter of a verb that sends or downs, by what stands before it: another where it is passive, none where it is denied."""
    left = sentence[max(0, start - 40) : start]
    if _NOT_DONE.search(left):
        return OTHER_WORD
    return _VERBS[letter] if _DONE_TO.search(left) else letter


@lru_cache(maxsize=32768)
def letter_of(word: str) -> str:
    """The letter of one word, `x` for a word of no class."""
    small = word.casefold().replace("’", "'").replace("ʼ", "'")
    if found := WORD_CLASS.get(small) or WORD_CLASS.get(small.removesuffix("'s")):
        return found
    if _CYRILLIC.match(small) and (name := class_of(small)):
        return LETTER.get(name, OTHER_WORD)
    if word[0].isupper() and small.endswith(_PEOPLES):
        return WORD_CLASS["people"]
    if "-" in small and not small.endswith(_MANNER):
        return WORD_CLASS.get(small.rsplit("-", 1)[1], OTHER_WORD)
    return OTHER_WORD
