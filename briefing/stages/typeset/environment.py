"""The sandbox that templates run in: everything escaped, nothing undefined, nothing without end.

A template may be the user's. Whatever goes wrong in one, when it is read or when it runs, becomes a `ProfileError` with the
file, the line, and what is wrong in words.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import DictLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, UndefinedError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from briefing.errors import BriefingError, ProfileError
from briefing.model import Design
from briefing.stages.typeset.restraint import Budget, callable_of, cut, may_look_into

_WHERE = "the templates"
_LONGEST = 300
_NO_FILTER = re.compile(r"No filter named '(\w+)'")
_NO_NAME = re.compile(r"'(\w+)' is undefined")
_RAW = frozenset({"safe", "forceescape", "urlize", "xmlattr", "tojson", "striptags"})
_DEEP = "it nests too deep"


def sandbox(design: Design, *, finalize: Callable[[object], object] | None = None) -> ImmutableSandboxedEnvironment:
    """An environment that knows the templates of a design by name; `finalize` sees whatever is printed.

    What a template may take is counted in it, for each filling anew.
    """
    return _Sandbox(design, finalize)


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, design: Design, finalize: Callable[[object], object] | None) -> None:
        self.budget = Budget(finalize)
        self.origins = {template.name: template.origin for template in design.templates}
        super().__init__(
            loader=DictLoader({template.name: template.text for template in design.templates}),
            autoescape=True,
            undefined=_Missing,
            finalize=self.budget.printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.template_class = _Counted
        own = self.globals["namespace"]
        self.globals = {"range": self.budget.range, "namespace": own}
        self.filters = self.budget.filters()
        # What `_Bounded` puts into every template; a template itself cannot name them.
        self.step, self.joined = self.budget.step, self.budget.joined
        self.gathered, self.searched, self.cut = self.budget.gathered, self.budget.searched, cut

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        seen = may_look_into(obj, attr) and super().is_safe_attribute(obj, attr, value)
        return seen and (not callable(value) or callable_of(obj, attr))

    def getattr(self, obj: Any, attribute: str) -> Any:
        return super().getattr(cut(obj), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return super().getitem(cut(obj), argument)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ARG002 - the filter `format` is there instead
        return None

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        return self.budget.operate(operator, left, right)

    def compile(self, source: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return super().compile(source, *arguments, **options)
        except BriefingError:
            raise
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as error:
            name = arguments[0] if arguments else options.get("name")
            words = _DEEP if isinstance(error, RecursionError | MemoryError | SyntaxError) else str(error)
            raise self._problem(name, 1, words) from error

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        _Bounded(name).visit(source)
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
            if found[1] in _RAW:
                return f"the filter {found[1]!r} is not to be had: everything printed is escaped, and no template can change that"
            return f"there is no filter {found[1]!r}{_nearest(found[1], self.filters)}"
        if isinstance(error, UndefinedError) and (found := _NO_NAME.match(words)):
            return f"there is no {found[1]!r}{_nearest(found[1], (*self.globals, 'briefing', 'window'))}"
        if isinstance(error, KeyError):
            return f"nothing is given for {words}"
        if isinstance(error, RecursionError):
            return "it includes or calls itself without end"
        if isinstance(error, MemoryError):
            return "it needs more memory than there is"
        return words or type(error).__name__


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
        if self._undefined_hint or not isinstance(name, str) or isinstance(thing, str | list | tuple | Mapping):
            return super()._undefined_message
        fields = getattr(type(thing), "__dataclass_fields__", None)
        if fields is None:
            return super()._undefined_message
        return f"a {type(thing).__name__} has no {name!r}{_nearest(name, fields)}"


class _Bounded(NodeTransformer):
    """Puts a step into every loop, macro and block of a template, and refuses what would switch escaping off.

    Includes name their file in so many words: so it can be said beforehand what belongs to an edition.
    """

    def __init__(self, name: str | None) -> None:
        self._name = name

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.body.insert(0, _statement(node.lineno))
        if node.test is not None:
            node.test = nodes.And(_call("step", [], node.lineno), node.test, lineno=node.lineno)
        return node

    def _body(self, node: Any) -> nodes.Node:
        self.generic_visit(node)
        node.body.insert(0, _statement(node.lineno))
        return node  # type: ignore[no-any-return]

    visit_Macro = visit_CallBlock = visit_Block = _body  # noqa: N815

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("joined", node.nodes, node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._literal(node, node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self._literal(node, node.items) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._literal(node, [pair.value for pair in node.items])

    def _literal(self, node: nodes.Expr, values: list[nodes.Expr]) -> nodes.Node:
        self.generic_visit(node)
        return node if all(isinstance(value, nodes.Const) for value in values) else _call("gathered", [node], node.lineno)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        for operand in node.ops:
            if operand.op in {"in", "notin"} and not isinstance(operand.expr, nodes.Const | nodes.Tuple | nodes.List):
                operand.expr = _call("searched", [operand.expr], node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("cut", [node], node.lineno) if isinstance(node.arg, nodes.Slice) else node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        return self._named(node, node.template, "includes")

    def visit_Import(self, node: nodes.Import) -> nodes.Node:  # noqa: N802
        return self._named(node, node.template, "imports")

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.Node:  # noqa: N802
        return self._named(node, node.template, "imports")

    def visit_Extends(self, node: nodes.Extends) -> nodes.Node:  # noqa: N802
        return self._named(node, node.template, "extends")

    def _named(self, node: nodes.Node, template: nodes.Expr, what: str) -> nodes.Node:
        if not (isinstance(template, nodes.Const) and isinstance(template.value, str)):
            raise TemplateSyntaxError(f'what it {what} is named in so many words: "parts/….md.j2"', node.lineno, self._name)
        return node

    def _escaping(self, node: nodes.EvalContextModifier) -> nodes.Node:
        raise TemplateSyntaxError("escaping cannot be switched off, nor on: it is always on", node.lineno, self._name)

    visit_EvalContextModifier = visit_ScopedEvalContextModifier = _escaping  # noqa: N815


def _call(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    call = nodes.Call(nodes.EnvironmentAttribute(name), arguments, [], None, None)
    return call.set_lineno(line, override=False)  # type: ignore[return-value]


def _statement(line: int) -> nodes.ExprStmt:
    return nodes.ExprStmt(_call("step", [], line), lineno=line)


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
