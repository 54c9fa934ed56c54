"""What moved between two versions of a text: numbers and dates that stand in the same words and differ.

"killed at least 17 people, the mayor said" and "killed 19 people, the mayor said": 17 became 19. Sentences that both texts have
are not read at all; most copies have no others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.language import dates
from briefing.language.calendar_names import WEEKDAYS
from briefing.language.keys import key
from briefing.language.numbers import numbers
from briefing.language.numbers.numerals import ONES, SCALES, TENS
from briefing.language.words import words
from briefing.model import Article

_FIGURES = ("count", "money", "share")  # roles of a number that are news; an age, a clock time, a label is none
_MOST = 60_000  # characters that are looked at; further down nobody corrects a toll
_TELLING = frozenset(" ".join([*ONES.values(), *TENS.values(), *SCALES.values(), *WEEKDAYS]).casefold().split()) - {"a"}
_WORD = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_OPENING = 6  # sentences, headline included; there the one toll of a kind is the news, whatever words are around it
_REACH = 4  # words from a number to what it counts
_LARGE, _ROUNDED = 1000, 0.005
_TOLLS = frozenset(key(word) for word in "killed injured missing evacuated captured missile drone".split())
_BETWEEN = re.compile(r"(?<=[.!?…»”\"])\s+")
Context = tuple[str, ...]
Value = tuple[float | int | None, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number or date in its sentence: what it is, its value, how it is written, and the words around it."""

    kind: str
    value: Value
    written: str
    contexts: tuple[Context, ...]
    toll: Context | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """How two texts differ in what stands at the same places: the numbers that differ as each has them, and the counts of the rest."""

    numbers: tuple[tuple[str, str], ...] = ()
    numbers_kept: int = 0
    dates: int = 0
    dates_kept: int = 0

    @property
    def another_day(self) -> bool:
        """Whether the two are rather numbers of one series (each day's losses, each day's weather) than versions of one text."""
        if self.dates and self.dates >= self.dates_kept:
            return True
        return len(self.numbers) > 1 and len(self.numbers) > self.numbers_kept


class Marks:
    """The sentences of an article, headline first, and the numbers and dates of those that are asked for."""

    def __init__(self, article: Article) -> None:
        text = "\n".join((article.title, *article.paragraphs))[:_MOST]
        self.sentences = tuple(dict.fromkeys(part for line in text.split("\n") for part in _BETWEEN.split(line) if part))
        self.known = frozenset(self.sentences)
        self._read: dict[str, tuple[_Mark, ...]] = {}

    def of(self, sentences: Iterable[str]) -> Iterator[_Mark]:
        """The marks of some of its sentences."""
        for sentence in sentences:
            if sentence not in self._read:
                self._read[sentence] = tuple(_marks(sentence))
            yield from self._read[sentence]

    def figures(self) -> frozenset[Value]:
        """Every number of the text that is a figure."""
        return frozenset(mark.value for mark in self.of(self.sentences) if mark.kind == "number")


def moved(one: Marks, other: Marks) -> Moved:
    """What differs between two texts at places where the words around are the same."""
    first = [sentence for sentence in one.sentences if sentence not in other.known]
    second = [sentence for sentence in other.sentences if sentence not in one.known]
    if not first or not second:
        return Moved()
    places = _by_context(other, second)
    pairs: dict[tuple[str, Value, Value], tuple[str, str]] = {}
    for context, mark in _by_context(one, first).items():
        if counterpart := places.get(context):
            pairs.setdefault((mark.kind, mark.value, counterpart.value), (mark.written, counterpart.written))
    if all(value == new for _, value, new in pairs):
        return Moved()
    changed = _changed(pairs, one, other)
    both = {(mark.kind, mark.value) for mark in one.of(sentence for sentence in one.sentences if sentence in other.known)}
    both |= {(kind, value) for kind, value, new in pairs if value == new}
    return Moved(
        numbers=changed,
        numbers_kept=sum(kind == "number" for kind, _ in both),
        dates=sum(kind == "date" and value != new for kind, value, new in pairs),
        dates_kept=sum(kind == "date" for kind, _ in both),
    )


def _changed(pairs: dict[tuple[str, Value, Value], tuple[str, str]], one: Marks, other: Marks) -> tuple[tuple[str, str], ...]:
    """The numbers that differ; not those each text has elsewhere: two sentences of one build may have changed places."""
    candidates = [
        (value, new, writing) for (kind, value, new), writing in pairs.items() if kind == "number" and not _rounded(value, new)
    ]
    if not candidates:
        return ()
    had, has = one.figures(), other.figures()
    return tuple(writing for value, new, writing in candidates if value not in has or new not in had)


def _rounded(value: Value, new: Value) -> bool:
    """Whether two values are the same, or a large one and itself in fewer figures: 148.1 and 148 million."""
    one, other = value[0] or 0, new[0] or 0
    return value == new or (min(one, other) >= _LARGE and abs(one - other) <= _ROUNDED * max(one, other))


def _by_context(text: Marks, sentences: Iterable[str]) -> dict[Context, _Mark]:
    """The marks of some sentences by the words around them and by what they count, without those around which two values stand."""
    places: dict[Context, _Mark | None] = {}
    opening = frozenset(text.sentences[:_OPENING])
    for sentence in sentences:
        for mark in text.of((sentence,)):
            for context in (*mark.contexts, mark.toll) if mark.toll and sentence in opening else mark.contexts:
                known = places.get(context, mark)
                places[context] = known if known and known.value == mark.value else None
    return {context: mark for context, mark in places.items() if mark}


def _marks(sentence: str) -> Iterator[_Mark]:
    """The marks of a sentence; every number and date is "#" or "@" to the words around it, so that one that moved hides no other."""
    if not any(word.isdecimal() or word.replace("’", "'").casefold() in _TELLING for word in _WORD.findall(sentence)):
        return  # three sentences in four, at a tenth of the cost
    tokens: list[str] = ["^", "^", "^"]
    places: list[tuple[int, str, Value, str]] = []
    done = 0
    for start, end, kind, value in sorted(_spans(sentence), key=lambda span: (span[0], -span[1])):
        if start < done:
            continue
        tokens += words(sentence[done:start])
        if kind:
            places.append((len(tokens), kind, value, sentence[start:end].strip()))
        tokens.append("@" if kind == "date" else "#")
        done = end
    if not places:
        return
    tokens += [*words(sentence[done:]), "$", "$", "$"]
    for at, kind, value, writing in places:
        before, after = tuple(tokens[at - 3 : at]), tuple(tokens[at + 1 : at + 4])
        around = ((kind, *before[1:], "", *after[:2]), (kind, *before, "", after[0]), (kind, before[2], "", *after))
        toll = _toll(tokens, at) if kind == "number" else None
        yield _Mark(kind, value, writing, tuple(context for context in around if sum(map(_is_word, context[1:])) >= 3), toll)


def _toll(tokens: list[str], at: int) -> Context | None:
    """What a number counts, where it is a toll: the nearest word of that kind after it, else before it, with no number between."""
    for near in (tokens[at + 1 : at + 1 + _REACH], tokens[max(0, at - _REACH) : at][::-1]):
        for token in near:
            if token in ("#", "$", "^"):
                break
            if key(token) in _TOLLS:
                return "toll", key(token)
    return None


def _is_word(token: str) -> bool:
    return token not in ("", "^", "$", "#", "@")


def _spans(text: str) -> Iterator[tuple[int, int, str, Value]]:
    for day in dates.written(text):
        yield day.start, day.end, "date", (day.month, day.day)
    for start, end, weekday in dates.weekdays(text):
        yield start, end, "date", (weekday,)
    for number in numbers(text):
        kind = "number" if number.role in _FIGURES else ""
        yield number.start, number.end, kind, (number.value, number.value_max)
