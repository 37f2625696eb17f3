"""A template's names held against the shape of the packet: each fault found before it is filled.

A value whose shape cannot be known here, such as what a macro is given, is let through; the
sandbox still refuses what is not there when the template is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from jinja2 import Environment, nodes

from promo.findings import did_you_mean, quote
from promo.templating.shape import NUMBER, TEXT, Leaf, ListOf, Record, Shape


class Problem(NamedTuple):
    """One fault of an expression: its 1-based line, the fact, the help, and the word at fault."""

    line: int
    message: str
    help: str
    word: str = ""


# A name to what is known of it; None where nothing is.
Scope: TypeAlias = Mapping[str, Shape | None]

LOOP = Record(
    "loop",
    {
        **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length"), NUMBER),
        **dict.fromkeys(("first", "last"), TEXT),
    },
)
_SAME = ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr")


def problems(tree: nodes.Node, scope: Scope, environment: Environment) -> tuple[Problem, ...]:
    """Every fault of a parsed template or expression, in the order of its lines."""
    checker = _Checker(environment)
    checker.visit(tree, dict(scope))
    return tuple(sorted(dict.fromkeys(checker.found), key=lambda problem: problem.line))


def shape_of(node: nodes.Expr, scope: Scope, environment: Environment) -> Shape | None:
    """The shape of an expression without faults; None where it cannot be known."""
    return _Checker(environment).infer(node, dict(scope))


def exported(tree: nodes.Template) -> frozenset[str]:
    """The names that a template defines at its top, which the blocks of one extending it see."""
    return frozenset(_defined(tree.body))


def _defined(body: Iterable[nodes.Node]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (each if isinstance(each, str) else each[1] for each in node.names)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            yield from (name.name for name in _names(node.target))


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


Known: TypeAlias = dict[str, Shape | None]


class _Checker:
    """Walks a tree with what is known of each name."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.found: list[Problem] = []

    def tell(self, node: nodes.Node, message: str, help: str = "", word: str = "") -> None:
        self.found.append(Problem(node.lineno, message, help, word))

    # Statements

    def visit(self, node: nodes.Node, known: Known) -> None:
        if isinstance(node, nodes.Template):
            known |= dict.fromkeys(exported(node))
            self.visit_all(node.body, known)
        elif isinstance(node, nodes.Output):
            for printed in node.nodes:
                self.printed(printed, known)
        elif isinstance(node, nodes.For):
            self.loop(node, known)
        elif isinstance(node, nodes.Assign):
            shape = self.infer(node.node, known)
            for name in _names(node.target):
                known[name.name] = shape if isinstance(node.target, nodes.Name) else None
        elif isinstance(node, nodes.AssignBlock | nodes.Import | nodes.FromImport):
            if isinstance(node, nodes.AssignBlock):
                self.visit_all(node.body, dict(known))
            known |= dict.fromkeys(_defined([node]))
        elif isinstance(node, nodes.With):
            shapes = [self.infer(value, known) for value in node.values]
            inner = dict(known)
            for target, shape in zip(node.targets, shapes, strict=True):
                for name in _names(target):
                    inner[name.name] = shape if isinstance(target, nodes.Name) else None
            self.visit_all(node.body, inner)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            given = {argument.name: None for argument in node.args}
            always = dict.fromkeys(("caller", "varargs", "kwargs"))
            if isinstance(node, nodes.CallBlock):
                self.infer(node.call, known)
            self.visit_all(node.body, {**known, **always, **given})
        elif isinstance(node, nodes.Block):
            self.visit_all(node.body, {**known, "super": None, "self": None})
        elif isinstance(node, nodes.Expr):
            self.infer(node, known)
        else:
            self.visit_all(node.iter_child_nodes(), known)

    def visit_all(self, body: Iterable[nodes.Node], known: Known) -> None:
        for node in body:
            self.visit(node, known)

    def printed(self, node: nodes.Expr, known: Known) -> None:
        shape = self.infer(node, known)
        if isinstance(shape, ListOf):
            help = f"go through it: {{% for each in {path(node)} %}} … {{% endfor %}}"
            fact = f"{quote(path(node))} is a list and cannot be printed"
            self.tell(node, fact, help, path(node))
        elif isinstance(shape, Record):
            parts = ", ".join(f"{path(node)}.{name}" for name in list(shape.fields)[:4])
            help = f"name one: {parts}"
            self.tell(node, f"{quote(path(node))} is several values", help, path(node))

    def loop(self, node: nodes.For, known: Known) -> None:
        shape = self.infer(node.iter, known)
        each = shape.each if isinstance(shape, ListOf) else None
        if isinstance(shape, Leaf | Record):
            fact = f"{quote(path(node.iter))} is no list to go through"
            self.tell(node, fact, word=path(node.iter))
        inner = {**known, "loop": LOOP}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = each
        else:
            part = each.each if isinstance(each, ListOf) else None
            inner |= {name.name: part for name in _names(node.target)}
        self.visit_all(node.body, inner)
        self.visit_all(node.else_, known)

    # Expressions

    def infer(self, node: nodes.Node, known: Known) -> Shape | None:
        """The shape of an expression; its faults are told by the way."""
        if isinstance(node, nodes.Name):
            return self.name(node, known)
        if isinstance(node, nodes.Getattr):
            return self.part(node, self.infer(node.node, known), node.attr)
        if isinstance(node, nodes.Getitem):
            return self.entry(node, known)
        if isinstance(node, nodes.Filter):
            return self.filtered(node, known)
        if isinstance(node, nodes.Test):
            self.tested(node, known)
            return None
        if isinstance(node, nodes.CondExpr):
            shapes = [self.infer(each, known) for each in (node.expr1, node.expr2) if each]
            self.infer(node.test, known)
            return shapes[0] if len(set(map(type, shapes))) == 1 else None
        for child in node.iter_child_nodes():
            self.infer(child, known)
        return None

    def name(self, node: nodes.Name, known: Known) -> Shape | None:
        if node.name in known:
            return known[node.name]
        if node.name not in self.environment.globals:
            help = _meant(node.name, known)
            self.tell(node, f"there is no {quote(node.name)}", help, node.name)
        return None

    def part(self, node: nodes.Expr, whole: Shape | None, name: str) -> Shape | None:
        owner = path(node.node) if isinstance(node, nodes.Getattr | nodes.Getitem) else ""
        if isinstance(whole, Record):
            if name in whole.fields:
                return whole.fields[name]
            help = did_you_mean(name, whole.fields)
            self.tell(node, f"{quote(owner)} has no {quote(name)}", help, name)
        elif isinstance(whole, ListOf):
            help = f"go through it: {{% for each in {owner} %}} … {{% endfor %}}"
            self.tell(node, f"{quote(owner)} is a list and has no {quote(name)}", help, name)
        elif isinstance(whole, Leaf):
            fact = f"{quote(owner)} is a {whole.kind} and has no {quote(name)}"
            self.tell(node, fact, word=name)
        return None

    def entry(self, node: nodes.Getitem, known: Known) -> Shape | None:
        whole = self.infer(node.node, known)
        self.infer(node.arg, known)
        if isinstance(whole, ListOf):
            return whole if isinstance(node.arg, nodes.Slice) else whole.each
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.part(node, whole, node.arg.value)
        return None

    def filtered(self, node: nodes.Filter, known: Known) -> Shape | None:
        if node.name not in self.environment.filters:
            help = did_you_mean(node.name, self.environment.filters)
            self.tell(node, f"there is no filter {quote(node.name)}", help, node.name)
        if node.name == "default" and isinstance(node.node, nodes.Name):
            whole = known.get(node.node.name)  # it may be absent
        else:
            whole = self.infer(node.node, known) if node.node else None
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.infer(child, known)
        if node.name in ("first", "last", "random") and isinstance(whole, ListOf):
            return whole.each
        if node.name in ("length", "count"):
            return NUMBER
        return whole if node.name in _SAME else None

    def tested(self, node: nodes.Test, known: Known) -> None:
        if node.name not in self.environment.tests:
            help = did_you_mean(node.name, self.environment.tests)
            self.tell(node, f"there is no test {quote(node.name)}", help, node.name)
        if node.name not in ("defined", "undefined"):
            self.infer(node.node, known)
        for child in node.args:
            self.infer(child, known)


def _meant(name: str, known: Known) -> str:
    """The help for an unknown name; it may be the last step of a known one."""
    for start, shape in known.items():
        if isinstance(shape, Record) and name in shape.fields:
            return f"did you mean {quote(f'{start}.{name}')}?"
    return did_you_mean(name, known)


def path(node: nodes.Node) -> str:
    """An expression as it is written, as far as it is made of names."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{path(node.node)}[…]"
    if isinstance(node, nodes.Filter) and node.node:
        return f"({path(node.node)} | {node.name})"
    return "this"
