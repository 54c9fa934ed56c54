"""What goes wrong in a template, in words that need no Python: what was given to what, and why that cannot be.

The words never come from Python itself. What it says is read for the types it names, and those are called what people call
them; what is not understood is said to be wrong without more.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any

from jinja2 import Environment, TemplateError, TemplateRuntimeError, Undefined
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, Macro, TemplateReference
from jinja2.utils import Namespace

from briefing.errors import BriefingError

PYTHONS = (TypeError, ValueError, AttributeError, ArithmeticError, LookupError, StopIteration)
UNKNOWN = "what stands here cannot be worked out with the values it is given"
EMPTY = "an empty value"
_SHOWN = 40
_HANDED = (Environment, Context, EvalContext)  # what Jinja gives a filter before what the template gives it
_HANDED_AS = ("environment", "context", "eval_ctx")
_LIST = "a list is needed here"
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), EMPTY),
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a fraction"),
    (str, "text"),
    (bytes, "bytes"),
    (Mapping, "a table of names and values"),
    ((list, tuple, set, frozenset, range), "a list"),
    (datetime, "a point in time"),
    (date, "a day"),
    (time, "a time of day"),
    (timedelta, "a length of time"),
    (Namespace, "a namespace"),
    (Macro, "a macro"),
    ((TemplateReference, TemplateModule), "a template"),
    (LoopContext, "a loop"),
)
_BY_NAME = {
    "NoneType": EMPTY,
    "bool": "true or false",
    "int": "a whole number",
    "float": "a fraction",
    "str": "text",
    "Markup": "text",
    "dict": "a table of names and values",
    "list": "a list",
    "tuple": "a list",
    "range": "a list",
    "generator": "a list",
    "datetime": "a point in time",
    "date": "a day",
    "time": "a time of day",
    "timedelta": "a length of time",
    "Undefined": EMPTY,
    "_Missing": EMPTY,
}
_TYPE = r"'?(?P<{}>[\w.]+)'?"
_ONE, _TWO = _TYPE.format("one"), _TYPE.format("two")
_SAID = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            rf"'(?P<sign>[<>]=?)' not supported between instances of {_ONE} and {_TWO}",
            "'{sign}' cannot stand between {one} and {two}",
        ),
        (
            rf"unsupported operand type\(s\) for (?P<sign>\S+?)=?: {_ONE} and {_TWO}",
            "'{sign}' cannot stand between {one} and {two}",
        ),
        (r".*\bby zero", "nothing can be divided by 0"),
        (r"cannot unpack non-iterable (?P<one>[\w.]+) object", "several names are to be filled from {one}"),
        (r"(?:too many|not enough) values to unpack.*", "there are not as many values as names that are to be filled"),
        (rf"argument of type {_ONE} is not .*", "'in' looks through text or a list; this is {one}"),
        (r"'in <string>' requires string as left operand, not (?P<one>[\w.]+)", "'in' finds text in text; this is {one}"),
        (rf"{_ONE} object is not iterable", _LIST + "; this is {one}"),
        (r"argument must be iterable", _LIST),
        (r"macro '(?P<sign>\w+)' takes not more than .*", "the macro '{sign}' is given more values than it takes"),
        (r"macro '(?P<sign>\w+)' takes no keyword argument (?P<name>.*)", "the macro '{sign}' takes no {name}"),
        (r"unhashable type: '(?P<one>[\w.]+)'", "{one} cannot be a name in a table of names and values"),
        (r"slice indices must be .*", "the places in [from:to] are whole numbers"),
        (r"cannot assign attribute on non-namespace object", "only a namespace can be changed: {{% set x = namespace(y=1) %}}"),
    )
)


class MistakeError(TemplateRuntimeError):
    """A mistake in a template that is said in words already."""


def kind(value: object) -> str:
    """What a value is, as people call it: "text", "a whole number", "a Report"."""
    if isinstance(value, Undefined):
        return EMPTY
    if is_dataclass(value) and not isinstance(value, type):
        return _a(type(value).__name__)
    if found := next((words for types, words in _KINDS if isinstance(value, types)), ""):
        return found
    return "a list" if hasattr(value, "__next__") else "a function" if callable(value) else "something else"


def shown(value: object) -> str:
    """What a value is, and its beginning where it is text or a number."""
    if isinstance(value, str):
        return f"text (“{value[:_SHOWN]}{'…' if len(value) > _SHOWN else ''}”)"
    return f"{kind(value)} ({value})" if isinstance(value, int | float) and abs(value) < 10**12 else kind(value)


def filter_of(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that says in words what it cannot use."""
    return _guarded(f"'|{name}'", filter_, piped=True)


def check_of(name: str, check: Callable[..., Any]) -> Callable[..., Any]:
    """A check (`is name`) that says in words what it cannot use."""
    return _guarded(f"'is {name}'", check, piped=True)


def function_of(name: str, function: Any) -> Any:
    """A function of a template that says in words what it cannot use; whatever is no function as it is."""
    plain = inspect.isfunction(function) or inspect.ismethod(function) or hasattr(function, "func")
    return _guarded(f"'{name}()'", function, piped=False) if plain else function


def method_of(method: Any, given: tuple[object, ...]) -> MistakeError:
    """That a method of a plain value cannot use what it is given."""
    return MistakeError(f"'{method.__name__}()' of {kind(method.__self__)} {_useless(given, piped=False)}")


def in_words(error: BaseException) -> str:
    """What a mistake of Python's own says, in words; "" where it is not understood."""
    said = str(error)
    for pattern, words in _SAID:
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            return words.format(**{name: _called(part) if name in {"one", "two"} else part for name, part in parts.items()})
    return ""


def _guarded(name: str, function: Callable[..., Any], *, piped: bool) -> Callable[..., Any]:
    @wraps(function)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return function(*arguments, **options)
        except (BriefingError, TemplateError, RecursionError):
            raise
        except PYTHONS as error:
            given = tuple(one for one in arguments if not isinstance(one, _HANDED))
            words = _misfit(function, given, options, piped=piped) or _useless((*given, *options.values()), error, piped=piped)
            raise MistakeError(f"{name} {words}") from error

    return guarded


def _useless(given: tuple[object, ...], error: BaseException | None = None, *, piped: bool) -> str:
    """That something cannot use what it is given: before its brackets where it is `piped`, else in them."""
    cause = in_words(error) if error else ""
    what = _listed(given)
    if piped and given:
        what = shown(given[0]) + (f", in brackets {_listed(given[1:])}," if given[1:] else "")
        if cause.startswith(_LIST) and kind(given[0]) != "a list":
            return f"needs a list; it is given {what}".removesuffix(",")
    return f"is given {what} and cannot use that{f': {cause}' if cause else ''}"


def _misfit(function: Callable[..., Any], given: tuple[object, ...], options: Mapping[str, Any], *, piped: bool) -> str:
    """That a function is given too little or too much, with what it takes; "" where that is in order."""
    try:
        takes = inspect.signature(function)
    except (TypeError, ValueError):
        return ""
    parameters = [one for one in takes.parameters.values() if one.name not in _HANDED_AS]
    try:
        takes.replace(parameters=parameters).bind(*given, **options)
    except TypeError:
        names = [
            one.name if one.default is one.empty else f"[{one.name}]"
            for one in parameters[piped:]
            if one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
        ]
        return f"takes {', '.join(names)} in its brackets" if names else "takes nothing in brackets"
    return ""


def _listed(given: Iterable[object]) -> str:
    return " and ".join(shown(one) for one in given) or "nothing in its brackets"


def _called(type_name: str) -> str:
    last = type_name.rpartition(".")[2]
    return _BY_NAME.get(last) or _a(last)


def _a(name: str) -> str:
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"
