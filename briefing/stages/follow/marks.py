"""Which sentences were told before, word for word or nearly, in whatever story: they are never printed as new again."""

from collections.abc import Iterable

from briefing.language.numbers import numbers
from briefing.language.words import words
from briefing.model import Past
from briefing.stages.follow.spoken import mark

_NEARLY = 0.6  # of the runs of the shorter of two sentences: the one is the other, edited
_FEWEST = 4  # runs; shorter sentences are alike by chance
_COUNTED = ("count", "money", "share", "measure")  # roles of a number that is a fact
_Run = tuple[str, ...]


class Marks:
    """The sentences that earlier editions were made from, as hashes, and those they printed, as runs of three words."""

    def __init__(self, past: Iterable[Past]) -> None:
        self._marks: set[int] = set()
        self._seen: set[int] = set()
        self._printed: list[tuple[int, str]] = []
        self._runs: dict[_Run, list[int]] = {}
        for edition in past:
            for remembered in edition.stories:
                self._marks.update(remembered.said)
                for statement in remembered.statements:
                    self._print(statement.text)

    def has(self, text: str) -> bool:
        """Whether this sentence stood there: the same but for marks and spaces, or printed nearly so with no number that is new."""
        return mark(text) in self._marks or self._nearly(text)

    def _print(self, text: str) -> None:
        hashed = mark(text)
        self._marks.add(hashed)
        runs = _runs(text)
        if hashed in self._seen or len(runs) < _FEWEST:
            return
        self._seen.add(hashed)
        for run in runs:
            self._runs.setdefault(run, []).append(len(self._printed))
        self._printed.append((len(runs), text))

    def _nearly(self, text: str) -> bool:
        runs = _runs(text)
        if len(runs) < _FEWEST:
            return False
        shared: dict[int, int] = {}
        for run in runs:
            for at in self._runs.get(run, ()):
                shared[at] = shared.get(at, 0) + 1
        near = [at for at, both in shared.items() if both >= max(_FEWEST, _NEARLY * min(len(runs), self._printed[at][0]))]
        return bool(near) and any(_values(text) <= _values(self._printed[at][1]) for at in near)


def _runs(text: str) -> frozenset[_Run]:
    found = words(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False))


def _values(text: str) -> frozenset[float]:
    """What a text counts; a date or the number of a series is no news."""
    counted = (number for number in numbers(text) if number.role in _COUNTED)
    return frozenset(value for number in counted for value in (number.value, number.value_max) if value)
