"""What a template may do: which filters and methods there are, and how much of anything.

Jinja's sandbox keeps a template away from Python. What it leaves is work without end, text without end, and ways to pass
text off as escaped. Here is the list of what is allowed; the budget that every loop, call and made text draws on; and the
operators and filters that join text, which escape what they join to escaped text.
"""

import re
from collections.abc import Callable, Mapping, Sized
from dataclasses import is_dataclass
from datetime import date, datetime, time
from functools import wraps
from operator import add, floordiv, mul, sub, truediv
from types import MappingProxyType
from typing import Any

from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from briefing.stages.typeset.mistakes import MistakeError, kind

STEPS = 500_000  # a month of full days takes some ten thousand
LONGEST = 20_000_000  # characters made in all; what a page may have (`page.LARGEST`)
MOST = 100_000  # items of one list, characters of one repeated text
_BITS = 4_096
_WIDTH = 200
# What gives back what it was given, a part or a count of it: the others mark text as escaped, make it long, or roll dice.
_FILTERS = (
    "abs capitalize count d default dictsort first float groupby int items last length list lower map max min reject "
    "rejectattr reverse round select selectattr sort sum title trim unique upper wordcount"
).split()
_TEXT = frozenset(
    "capitalize casefold count endswith find index isalpha isdigit isupper islower lower lstrip partition removeprefix "
    "removesuffix rpartition rstrip split splitlines startswith strip title upper".split()
)
_METHODS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (  # what is not listed of these types cannot be called
    (str, _TEXT),
    (bytes, frozenset()),
    ((int, float), frozenset()),
    ((list, tuple), frozenset({"count", "index"})),
    ((dict, Mapping), frozenset({"get", "items", "keys", "values"})),
    ((datetime, date, time), frozenset({"date", "isoformat", "isoweekday", "time", "weekday"})),
)
_PLACE = re.compile(r"%(?:\((?P<name>[^)]*)\))?(?P<how>[#0 +-]*(?P<width>\*|\d*)(?:\.(?P<more>\*|\d*))?)(?P<kind>.)", re.DOTALL)
Finalize = Callable[[object], object]
_ON_TEXT = ("capitalize", "lower", "title", "upper", "wordcount")


_SEEN = (
    str,
    bytes,
    int,
    float,
    list,
    tuple,
    Mapping,
    date,
    time,
    Namespace,
    Undefined,
    LoopContext,
    Macro,
    BlockReference,
    TemplateReference,
    TemplateModule,
)


def may_look_into(value: object, name: str) -> bool:
    """Whether a template may ask a value for what it has by that name: values and records, but no function, class or zone."""
    return (isinstance(value, _SEEN) and name != "tzinfo") or (is_dataclass(value) and not isinstance(value, type))


def callable_of(value: object, name: str) -> bool:
    """Whether a template may call the method `name` of a value; of our own types it may call each."""
    allowed = next((names for kind, names in _METHODS if isinstance(value, kind)), None)
    return allowed is None or name in allowed


def cut(value: object) -> object:
    """Escaped text of which a part will be taken, as plain text, to be escaped again: a part of an escape is none."""
    return str.__str__(value) if isinstance(value, Markup) else value


_OPERATORS: Mapping[str, Callable[[Any, Any], object]] = MappingProxyType(
    {"+": add, "-": sub, "*": mul, "/": truediv, "//": floordiv, "**": pow}
)


def printable(value: object) -> object:
    """A value that is printed as it is: text, a whole number, or what is missing, which says so itself. Raises `MistakeError`."""
    if isinstance(value, str | Undefined) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    hint = "; |int makes a whole number of it" if isinstance(value, float) else ""
    raise MistakeError(f"only text and whole numbers are printed; this is {kind(value)}{hint}")


class Budget:
    """What one filling may take, and the ways of joining text that draw on it; `finalize` escapes what is joined to markup."""

    def __init__(self, finalize: Finalize | None) -> None:
        self._finalize = finalize
        self.renew()

    def renew(self) -> None:
        """All of it is there again."""
        self._steps = STEPS
        self._characters = LONGEST

    def step(self, count: int = 1) -> bool:
        """One more turn; True, so that it can stand in a condition. Raises `SecurityError` where there were too many."""
        self._steps -= count
        if self._steps < 0:
            raise SecurityError(f"it goes on without end: more than {STEPS:,} turns of loops and calls")
        return True

    def made(self, text: object) -> object:
        """`text` as it is, counted."""
        if isinstance(text, str):
            self._count(len(text))
        return text

    def printed(self, value: object) -> object:
        """What is printed, escaped and counted."""
        if self._finalize:
            return self.made(self._finalize(value))
        return self.made(printable(value))

    def joined(self, *values: object) -> str:
        """Texts one after the other (`~`); if one is escaped, the others are escaped as what is printed is."""
        parts: list[str] = [_text(value) for value in values]
        if marked := any(isinstance(value, Markup) for value in values):
            parts = [self._escaped(value) for value in values]
        self._count(sum(map(len, parts)))
        return Markup("").join(parts) if marked else "".join(parts)

    def searched(self, values: object) -> object:
        """What `in` looks through, as it is, counted."""
        if isinstance(values, Sized):
            self.step(len(values) >> 4)
        return values

    def gathered(self, values: object) -> object:
        """A list or the like as it is. Raises `SecurityError` where lists in lists hold too much."""
        if _weight(values, {}) > MOST:
            raise SecurityError(f"a list holds more than {MOST:,} items")
        return values

    def range(self, *bounds: int) -> "range":
        """Whole numbers in a row, at most `MOST`; each counts as a step."""
        numbers = range(*bounds)
        if len(numbers) > MOST:
            raise SecurityError(f"range: more than {MOST:,} numbers")
        self.step(len(numbers))
        return numbers

    def operate(self, operator: str, left: Any, right: Any) -> object:
        """`left operator right` for + * ** %, which can make much of little."""
        if operator == "%":
            if isinstance(left, str):
                raise SecurityError("% does not fill in text; use the filter format")
            if right == 0:
                raise MistakeError("nothing can be divided by 0")
            return left % right
        if isinstance(left, str) and isinstance(right, str) and operator == "+":
            return self.joined(left, right)
        many = (str, bytes, list, tuple)
        if isinstance(left, many) or isinstance(right, many):
            size = _weight(left, {}) * _weight(right, {}) if operator == "*" else 0
            if operator == "*" and isinstance(left, many) != isinstance(right, many):
                times, what = (right, left) if isinstance(left, many) else (left, right)
                size = max(times, 0) * max(_weight(what, {}), len(what)) if isinstance(times, int) else 0
            if size > MOST:
                raise SecurityError(f"* makes more than {MOST:,} of something")
            return self.gathered(left * right if operator == "*" else left + right)
        if operator == "**" and (abs(right) > 64 or abs(left) > 1_000_000):
            raise SecurityError("** makes a number too large")
        if operator == "*" and all(isinstance(one, int) and one.bit_length() > _BITS for one in (left, right)):
            raise SecurityError("* makes a number too large")
        if operator in {"/", "//"} and right == 0:
            raise MistakeError("nothing can be divided by 0")
        return _OPERATORS[operator](left, right)

    def filters(self) -> dict[str, Callable[..., object]]:
        """Every filter of Jinja's that a template may use, each counted by what it is given."""
        plain: dict[str, Callable[..., object]] = {name: self._counted(FILTERS[name]) for name in _FILTERS}
        return {
            **plain,
            **{name: self._on_text(plain[name]) for name in _ON_TEXT},
            "format": self._format,
            "join": self._join,
            "replace": self._replace,
            "reverse": lambda value: FILTERS["reverse"](cut(value)),
            "trim": self._on_text(lambda value, chars=None: FILTERS["trim"](value if chars is None else cut(value), chars)),
            "string": _text,
            "e": lambda value: value,  # everything is escaped as it is printed, and once
            "escape": lambda value: value,
        }

    def _count(self, characters: int) -> None:
        self._characters -= characters
        if self._characters < 0:
            raise SecurityError(f"it writes without end: more than {LONGEST:,} characters")

    def _counted(self, filter_: Callable[..., object]) -> Callable[..., object]:
        @wraps(filter_)
        def counted(*arguments: Any, **options: Any) -> object:
            for argument in arguments:
                if isinstance(argument, list | tuple | dict | str):
                    self.step(1 + (len(argument) >> 7 if isinstance(argument, str) else len(argument)))
            return filter_(*arguments, **options)

        return counted

    def _on_text(self, filter_: Callable[..., object]) -> Callable[..., object]:
        @wraps(filter_)
        def of_text(value: object, *arguments: Any, **options: Any) -> object:
            if not isinstance(value, str | int | float | Undefined):
                raise TypeError("this is no text")  # said in words by `mistakes`
            return filter_(value, *arguments, **options)

        return of_text

    def _escaped(self, value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        text = _text(value)
        inside = text.strip(" ")  # the spaces between words are not the text's to lose
        if not inside:
            return escape(text)
        before, _, after = text.partition(inside)
        done = self._finalize(inside) if self._finalize else inside
        return escape(before) + escape(done) + escape(after)

    def _format(self, pattern: str, /, *values: object, **named: object) -> str:
        for place in _PLACE.finditer(pattern):
            if "*" in place["how"] or any(int(place[part] or 0) > _WIDTH for part in ("width", "more")):
                raise SecurityError(f"format: {place.group()!r} is wider than {_WIDTH} characters")
        marked = isinstance(pattern, Markup) or any(isinstance(value, Markup) for value in (*values, *named.values()))
        ready = self._escaped if marked else _text
        given = tuple(value if isinstance(value, int | float) else ready(value) for value in values)
        by_name = {name: value if isinstance(value, int | float) else ready(value) for name, value in named.items()}
        text = str.__mod__(self._pattern(pattern) if marked else pattern, by_name or given)
        self.made(text)
        return Markup(text) if marked else text  # noqa: S704 - each part was escaped just here

    def _pattern(self, pattern: str) -> str:
        """The words of a pattern escaped, its places as they are."""
        if isinstance(pattern, Markup):
            return str(pattern)
        parts, end = [], 0
        for place in _PLACE.finditer(pattern):
            parts += [str(self._escaped(pattern[end : place.start()])), place.group()]
            end = place.end()
        return "".join((*parts, str(self._escaped(pattern[end:]))))

    def _join(self, values: Any, between: object = "", attribute: str | None = None) -> str:
        if attribute is not None:
            raise SecurityError('join: say |map(attribute="…")|join("…")')
        parts = list(values)
        self.step(len(parts))
        return self.joined(*[one for part in parts for one in (between, part)][1:])

    def _replace(self, text: object, old: str, new: str) -> str:
        text = _text(text)
        if len(text) + text.count(old) * len(new) > MOST:
            raise SecurityError(f"replace makes more than {MOST:,} characters")
        if isinstance(text, Markup):
            raise SecurityError("replace: the text is escaped already; replace before it is joined or filled in")
        return str(self.made(text.replace(old, str(new))))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, int | float | date | time):
        return str(value)
    str_of = getattr(value, "_fail_with_undefined_error", None)
    if str_of is not None:
        str_of()
    raise MistakeError(f"text or a number is needed here; this is {kind(value)}")


def _weight(value: object, known: dict[int, int]) -> int:
    """How many items lists in lists hold when written out; a list that stands in two places counts twice."""
    if isinstance(value, dict):
        parts: tuple[object, ...] = (*value.keys(), *value.values())
    elif isinstance(value, list | tuple):
        parts = tuple(value)
    else:
        return 1
    if id(value) not in known:
        known[id(value)] = 1
        known[id(value)] = 1 + sum(_weight(part, known) for part in parts if isinstance(part, list | tuple | dict)) + len(parts)
    return known[id(value)]
