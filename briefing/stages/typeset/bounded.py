"""A template as it is read, before it runs: every loop is counted, and what would switch escaping off is refused."""

from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer


class Bounded(NodeTransformer):
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

    def visit_Assign(self, node: nodes.Assign) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        # Whether it is a namespace that is changed is asked before the line is: the step brings the line.
        return [_statement(node.lineno), node] if node.find(nodes.NSRef) else [node]

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
