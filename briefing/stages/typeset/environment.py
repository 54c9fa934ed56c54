"""The sandbox that templates run in: everything escaped, nothing undefined, nothing without end.

A template may be the user's. Whatever goes wrong in one, when it is read or when it runs, becomes a `ProfileError` with the
file, the line, and what is wrong in words.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from difflib import get_close_matches
from types import MappingProxyType, TracebackType
from typing import Any, NoReturn

from jinja2 import (
    BytecodeCache,
    DictLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefing.errors import BriefingError, ProfileError
from briefing.model import Design
from briefing.stages.typeset import mistakes
from briefing.stages.typeset.bounded import Bounded
from briefing.stages.typeset.restraint import Budget, callable_of, cut, may_look_into

_WHERE = "the templates"
_LONGEST = 300
_NO_FILTER = re.compile(r"No (?P<what>filter|test) named '(?P<name>\w+)'")
_NO_NAME = re.compile(r"there is no '(\w+)'")
_RAW = frozenset({"safe", "forceescape", "urlize", "xmlattr", "tojson", "striptags"})
_DEEP = "it nests too deep"
_LONG = "it cannot be read: a number in it is too long"
_PLAIN = (str, bytes, int, float, list, tuple, Mapping, date, time)


def sandbox(
    design: Design,
    *,
    finalize: Callable[[object], object] | None = None,
    filters: Mapping[str, Callable[..., object]] = MappingProxyType({}),
    names: Mapping[str, object] = MappingProxyType({}),
    compiled: BytecodeCache | None = None,
) -> ImmutableSandboxedEnvironment:
    """An environment that knows the templates of a design by name; `finalize` sees whatever is printed.

    `filters` and `names` are there for the templates beside Jinja's. What a template may take is counted in it, for each
    filling anew. `compiled` keeps the code of templates between environments that make the same of constants.
    """
    return _Sandbox(design, finalize, filters, names, compiled)


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(
        self,
        design: Design,
        finalize: Callable[[object], object] | None,
        filters: Mapping[str, Callable[..., object]],
        names: Mapping[str, object],
        compiled: BytecodeCache | None,
    ) -> None:
        self.budget = Budget(finalize)
        self.origins = {template.name: template.origin for template in design.templates}
        super().__init__(
            loader=DictLoader({template.name: template.text for template in design.templates}),
            autoescape=True,
            undefined=_Missing,
            finalize=self._printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=compiled,
        )
        self.template_class = _Counted
        own = self.globals["namespace"]
        known = {"range": self.budget.range, "namespace": own, **names}
        self.globals = {name: mistakes.function_of(name, value) for name, value in known.items()}
        self.filters = {name: mistakes.filter_of(name, one) for name, one in (self.budget.filters() | dict(filters)).items()}
        checks: Mapping[str, Any] = self.tests
        self.tests = {name: mistakes.check_of(name, check) for name, check in checks.items()}
        # What `Bounded` puts into every template; a template itself cannot name them.
        self.step, self.joined = self.budget.step, self.budget.joined
        self.gathered, self.searched, self.cut = self.budget.gathered, self.budget.searched, cut

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        seen = may_look_into(obj, attr) and super().is_safe_attribute(obj, attr, value)
        return seen and (not callable(value) or callable_of(obj, attr))

    def getattr(self, obj: Any, attribute: str) -> Any:
        return super().getattr(cut(obj), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return super().getitem(cut(obj), argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        hint = f"{attribute!r} of {mistakes.kind(obj)} is not to be had in a template"
        return self.undefined(hint, name=attribute, obj=obj, exc=SecurityError)

    def call(self, context: Context, called: Any, /, *arguments: Any, **options: Any) -> Any:
        if not callable(called):
            raise mistakes.MistakeError(f"{mistakes.shown(called)} is no function and cannot be called with ()")
        if not self.is_safe_callable(called):
            raise SecurityError(f"{mistakes.kind(called)} of this sort cannot be called in a template")
        try:
            return context.call(called, *arguments, **options)
        except mistakes.PYTHONS as error:
            if isinstance(getattr(called, "__self__", None), _PLAIN):
                raise mistakes.method_of(called, (*arguments, *options.values())) from error
            raise

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ARG002 - the filter `format` is there instead
        return None

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        try:
            return self.budget.operate(operator, left, right)
        except mistakes.PYTHONS as error:
            words = f"{operator!r} cannot stand between {mistakes.shown(left)} and {mistakes.shown(right)}"
            raise mistakes.MistakeError(words) from error

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        try:
            return super().call_unop(context, operator, arg)
        except mistakes.PYTHONS as error:
            raise mistakes.MistakeError(f"{operator!r} cannot stand before {mistakes.shown(arg)}") from error

    @pass_context  # what is not given the context Jinja leaves out where a template prints a constant, 1/3 among them
    def _printed(self, _context: Context, value: object) -> object:
        return self.budget.printed(value)

    def compile(self, source: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return super().compile(source, *arguments, **options)
        except BriefingError:
            raise
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as error:
            name = arguments[0] if arguments else options.get("name")
            words = _DEEP if isinstance(error, RecursionError | MemoryError | SyntaxError) else _LONG
            raise self._problem(name, 1, words) from error

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        Bounded(name).visit(source)
        return super()._generate(source, name, filename, defer_init)

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002
        """Every mistake in a template, said with its place."""
        error = sys.exc_info()[1]
        if error is None or isinstance(error, BriefingError):
            raise  # noqa: PLE0704 - called where one is being handled
        name, line = _place(error)
        raise self._problem(name, line, self._said(error)) from error

    def _problem(self, name: str | None, line: int, words: str) -> ProfileError:
        origin = self.origins.get(name or "", name or "a template")
        shown = "".join(char if char.isprintable() else " " for char in words)
        return ProfileError(_WHERE, (f"{origin}, line {line}: {shown[:_LONGEST]}",))

    def _said(self, error: BaseException) -> str:
        words = str(error)
        if isinstance(error, TemplateNotFound):
            return f"there is no template {error.name!r}{_nearest(str(error.name), self.origins)}"
        if isinstance(error, TemplateSyntaxError):
            words = error.message or words
        if found := _NO_FILTER.match(words):
            what, name = found["what"], found["name"]
            if what == "filter" and name in _RAW:
                return f"the filter {name!r} is not to be had: everything printed is escaped, and no template can change that"
            return f"there is no {what} {name!r}{_nearest(name, self.filters if what == 'filter' else self.tests)}"
        if isinstance(error, UndefinedError) and (found := _NO_NAME.fullmatch(words)):
            return words + _nearest(found[1], (*self.globals, "briefing", "window"))
        if isinstance(error, KeyError):
            return f"nothing is given for {words}"
        if isinstance(error, RecursionError):
            return "it includes or calls itself without end"
        if isinstance(error, MemoryError):
            return "it needs more memory than there is"
        return mistakes.in_words(error) or (words if isinstance(error, TemplateError) and words else mistakes.UNKNOWN)


class _Counted(Template):
    """A template that is given its whole budget whenever it is filled; what it includes draws on the same."""

    environment: _Sandbox

    def render(self, *arguments: Any, **names: Any) -> str:
        self.environment.budget.renew()
        return super().render(*arguments, **names)


class _Missing(StrictUndefined):
    """What is not there: using it is an error that says what was meant, perhaps."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        thing, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if thing is missing:
            return f"there is no {name!r}"
        if not isinstance(name, str):
            return f"{mistakes.kind(thing)} has nothing at place {name if isinstance(name, int | float) else mistakes.kind(name)}"
        fields = getattr(type(thing), "__dataclass_fields__", ())
        return f"{mistakes.kind(thing)} has no {name!r}{_nearest(name, fields)}"


def _place(error: BaseException) -> tuple[str | None, int]:
    """The template and line an error comes from: the innermost that was running."""
    if isinstance(error, TemplateSyntaxError):
        return error.name, error.lineno
    found: tuple[str | None, int] = (None, 1)
    for frame, line in _frames(error.__traceback__):
        template = frame.get("__jinja_template__")
        if isinstance(template, Template):
            found = template.name, template.get_corresponding_lineno(line)
    return found


def _frames(traceback: TracebackType | None) -> Iterator[tuple[Mapping[str, Any], int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_globals, traceback.tb_lineno
        traceback = traceback.tb_next


def _nearest(name: str, known: Any) -> str:
    near = get_close_matches(name, sorted(map(str, known)), n=1)
    return f"; is {near[0]!r} meant?" if near else ""
