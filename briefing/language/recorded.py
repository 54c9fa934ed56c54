"""What the program records in English for its own sake, and an edition in another language says in its own words.

Why a page was refused, what a time rests on, why a statement was dropped: these are made while no edition is, are kept in the
archive and shown by commands in English. Each is a message of the catalogues (`records`); `%(name)s` stands for what differs.
A record is looked up by its form, and what stands in its gaps (perhaps such words again) is put into the translation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

LONGEST = 600  # characters of a record that is looked up; what a coverage box prints of one is no longer
_DEEPEST = 2  # records within records
_GAP = re.compile(r"%\((\w+)\)s")
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER = re.compile(r"[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")


def recorded(message: str) -> str:
    """Mark a message for the catalogues; it comes back as it is."""
    return message


def recorded_count(one: str, many: str) -> tuple[str, str]:
    """Mark a message that goes with a count, as of one and of many, for the catalogues."""
    return one, many


class Words(Protocol):
    """As much of a catalogue as is needed to say a record in its language."""

    def text(self, message: str) -> str:
        """A message in the language."""
        ...

    def counted(self, one: str, many: str, count: int) -> str:
        """The form of a message that goes with a count."""
        ...

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        ...

    def day(self, when: date) -> str:
        """A day as the language writes it."""
        ...

    def weekday(self, when: date) -> str:
        """The day of the week as the language calls it."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A message, as of `one` and of `many` (the same where nothing is counted), and what of it stands between the gaps."""

    one: str
    many: str
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    counts: bool = False

    def found(self, words: str) -> dict[str, str] | None:
        """What stands in the gaps where `words` have this form, else None. Where a piece stands first it is taken: no search goes back."""
        first, *rest = self.pieces
        if not words.startswith(first):
            return None
        at, values = len(first), {}
        for number, (name, piece) in enumerate(zip(self.names, rest, strict=True)):
            last = number == len(rest) - 1
            end = (len(words) - len(piece) if words.endswith(piece) else -1) if last else words.find(piece, at + 1)
            if end <= at:
                return None
            values[name] = words[at:end]
            at = end + len(piece)
        return values if at == len(words) else None


class Recorded:
    """Looks records up among messages and says them in a language."""

    def __init__(self, messages: Iterable[str], counted: Iterable[tuple[str, str]]) -> None:
        made = [_form(one, one) for one in messages]
        made += [form for one, many in counted for form in _pair(one, many)]
        self._forms = sorted(made, key=lambda form: (-sum(map(len, form.pieces)), not form.counts, form.one))

    def retold(self, words: str, language: Words, depth: int = 0) -> str | None:
        """The record in the language; None where it has no known form or its form is not translated."""
        if not words or len(words) > LONGEST:
            return None
        for form in self._forms:
            values = form.found(words)
            if values is None:
                continue
            if form.counts:
                count = values["n"].replace(",", "")
                if not (count.isascii() and count.isdecimal() and len(count) < 16):
                    continue
                message = language.counted(form.one, form.many, int(count))
                values["n"] = language.number(int(count))
            else:
                message = language.text(form.one)
            if message in (form.one, form.many):
                return None
            said = {name: self._value(name, value, language, depth) for name, value in values.items()}
            return _filled(message, said)
        return None

    def _value(self, name: str, value: str, language: Words, depth: int) -> str:
        """What stands in a gap: a number, a day, a weekday, or perhaps a record again."""
        if name in ("number", "minutes"):
            return language.number(float(value.replace(",", ""))) if _NUMBER.fullmatch(value) else value
        if name == "date" and (found := _DAY.fullmatch(value)) and found[2] in _MONTHS:
            with suppress(ValueError):
                return language.day(date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])))
        if name == "day":
            with suppress(ValueError):
                return language.day(datetime.strptime(value, "%Y-%m-%d").date())  # noqa: DTZ007 - a day has no zone
        if name == "weekday" and value in _WEEKDAYS:
            return language.weekday(date(2024, 1, 1 + _WEEKDAYS.index(value)))  # the first was a Monday
        if name == "languages":
            return value.replace("not known", language.text("not known"))
        if name == "evidence" and depth < _DEEPEST:
            return self.retold(value, language, depth + 1) or value
        return value


def _filled(message: str, values: Mapping[str, str]) -> str:
    return "".join(values.get(part, "") if number % 2 else part for number, part in enumerate(_GAP.split(message)))


def _form(written: str, one: str, many: str | None = None) -> Form:
    parts = _GAP.split(written)
    return Form(one=one, many=many or one, pieces=tuple(parts[::2]), names=tuple(parts[1::2]), counts=many is not None)


def _pair(one: str, many: str) -> Iterator[Form]:
    yield _form(one, one, many)
    yield _form(many, one, many)
