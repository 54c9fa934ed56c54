"""What the readers of earlier editions know: sentences and figures of the stories that were told, and how much of a new one they cover."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.language.keys import key, keys
from briefing.language.numbers import numbers
from briefing.language.quotes import names
from briefing.language.tongues import Tongue
from briefing.model import Figure, Remembered
from briefing.stages.follow.sketch import Rarity

_CLOSE = 0.05  # two large values that differ by less are one, written in fewer figures
_LARGE = 1000
_LOOSE = 0.12  # … where one is "nearly" or "more than" so many
_VAGUE = ("about", "more than", "nearly", "up to", "less than")
_STATED = ("count", "money", "share")
_HARM = {"killed": key("killed"), "injured": key("injured"), "missing": key("missing"), "evacuated": key("evacuated")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """How much of a sentence's keys is known, by weight: in any of the sentences told, and in the one most like it; `unheard` are
    the keys that stand in none.
    """

    anywhere: float
    at_once: float
    unheard: tuple[str, ...]


class Read:
    """The keys of remembered stories' sentences, read once each."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[tuple[str, frozenset[str]], ...]] = {}

    def of(self, number: int, remembered: Remembered) -> tuple[tuple[str, frozenset[str]], ...]:
        """(sentence, its keys) of all that a story told; `number` is the story's own in this run."""
        if number not in self._read:
            texts = (remembered.headline, *remembered.sentences, *(statement.text for statement in remembered.statements))
            self._read[number] = tuple((text, frozenset(keys(text))) for text in dict.fromkeys(texts))
        return self._read[number]


class Known:
    """What is known of one affair: all that its thread, and the stories kin to it, told."""

    def __init__(self, told: Sequence[tuple[int, Remembered]], read: Read, rarity: Rarity) -> None:
        self._rarity = rarity
        self._sentences = [(text, found) for number, remembered in told for text, found in read.of(number, remembered)]
        self._index: dict[str, list[int]] = {}
        for at, (_, found) in enumerate(self._sentences):
            for name in found:
                self._index.setdefault(name, []).append(at)
        self._values: dict[int, list[float]] = {}
        self._numbers: list[float] | None = None
        self._tongue: Tongue | None = None
        self._figures: dict[str, list[Figure]] = {}
        for _, remembered in told:
            for figure in filter(states_a_number, remembered.figures):
                self._figures.setdefault(figure.kind, []).append(figure)

    def speaks_like(self, texts: Iterable[str]) -> bool:
        """Whether texts are in a language of what was told, so that their words can be compared."""
        if self._tongue is None:
            self._tongue = Tongue(text for text, _ in self._sentences)
        return Tongue(texts).is_spoken_in(self._tongue)

    def covers(self, text: str, *, comparable: bool) -> Covered:
        """How much of a sentence is known; where it is not `comparable` (another language) by names, numbers and the words of
        language/keys alone.
        """
        named = frozenset(name for word in names(text) for name in keys(word))
        wanted = {
            name: self._rarity.of(name) * (_CONTEXT if name in named and name in self._index else 1.0)
            for name in keys(text)
            if comparable or not _plain(name) or name in named
        }
        whole = sum(wanted[name] for name in sorted(wanted))
        if not whole:
            return Covered(anywhere=1.0, at_once=1.0, unheard=())
        heard = sum(wanted[name] for name in sorted(wanted) if name in self._index)
        shared: dict[int, float] = {}
        for name in sorted(wanted):
            for at in self._index.get(name, ()):
                shared[at] = shared.get(at, 0.0) + wanted[name]
        return Covered(
            anywhere=heard / whole,
            at_once=max(shared.values(), default=0.0) / whole,
            unheard=tuple(name for name in sorted(wanted) if name not in self._index),
        )

    def figure(self, figure: Figure) -> bool:
        """Whether a figure is known: its value was given for its kind, in a figure or in a sentence that speaks of such."""
        same = self._figures.get(figure.kind, ())
        if any(_same_value(figure, other) and not _other_event(figure, other) for other in same):
            return True
        harm = _HARM.get(figure.kind)
        for at in self._index.get(harm, ()) if harm else range(len(self._sentences)):
            if any(_near(figure.value, value, loose=False) for value in self._given(at)):
                return True
        return False

    def lacks_number(self, text: str, *, but: Sequence[float | None] = ()) -> bool:
        """Whether a sentence counts, or gives a sum or a share, that no sentence told gives; values in `but` are looked at elsewhere."""
        if self._numbers is None:
            self._numbers = sorted({value for at in range(len(self._sentences)) for value in self._given(at)})
        return any(not _among(value, self._numbers) for value in _values(text) if value not in but)

    def _given(self, at: int) -> list[float]:
        """What a sentence told counts, read once."""
        if at not in self._values:
            self._values[at] = _values(self._sentences[at][0])
        return self._values[at]

    def highest(self, figure: Figure) -> float | None:
        """The highest value known for what a figure counts, None where there is none."""
        return max(
            (
                other.value_max or other.value
                for other in self._figures.get(figure.kind, ())
                if other.compares and not _other_event(figure, other)
            ),
            default=None,
        )

    def has_kind(self, kind: str) -> bool:
        """Whether any figure of this kind is known."""
        return kind in self._figures


_CONTEXT = 0.35  # what a name counts that was told: who it is about says little of what is said


def states_a_number(figure: Figure) -> bool:
    """Whether a figure is a number somebody gave: "dozens" is none, and neither grows nor is outgrown."""
    return numbers(figure.written) != ()


def _plain(name: str) -> bool:
    """Whether a key is a word of one language: neither a shared meaning nor a number."""
    return not name.startswith("=") and not name[:1].isdigit()


def _same_value(one: Figure, other: Figure) -> bool:
    loose = one.qualifier in _VAGUE or other.qualifier in _VAGUE
    if one.currency != other.currency:
        return False
    values = {one.value, one.value_max or one.value}
    return any(_near(value, its, loose=loose) for value in values for its in (other.value, other.value_max or other.value))


def _values(text: str) -> list[float]:
    return [value for number in numbers(text) if number.role in _STATED for value in (number.value, number.value_max) if value]


def _among(value: float, values: Sequence[float]) -> bool:
    """Whether a value is one of these, sorted ones, or near one of them where both are large."""
    at = bisect_left(values, value)
    return any(_near(value, other, loose=False) for other in values[max(0, at - 1) : at + 1])


def _near(one: float, other: float, *, loose: bool) -> bool:
    if one == other:
        return True
    high = max(abs(one), abs(other))
    return (high >= _LARGE or loose) and abs(one - other) <= (_LOOSE if loose else _CLOSE) * high


def _other_event(one: Figure, other: Figure) -> bool:
    """Whether two figures are surely of two events: each has its day, and they differ by more than the night between."""
    return bool(one.event_date and other.event_date) and _days(one.event_date, other.event_date) > 1


def _days(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 0


def by_article(figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    """Figures by the id of the article they stand in."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.passage.article, []).append(figure)
    return found
