"""Expressions of a Word template: a part of Jinja's language whose cost is bound by its length.

Nothing can be called, multiplied or repeated, a list holds constants, and a filter takes and gives
no more than LARGEST: a value is never much larger than the packet, whatever a template says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, NamedTuple, TypeAlias

from promo.findings import quote
from promo.prose import Prose

# What a word processor makes of quotes, spaces and dashes while one types.
_TYPED = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("‘’‚‹›‛", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        **dict.fromkeys("–—−", "-"),
        "\u200b": "",
        "\ufeff": "",
    }
)
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
LONGEST = 1_000  # characters of an expression
LARGEST = 100_000  # characters of a text, or values of a list
_DEEPEST = 30  # brackets and filters in each other; Jinja and Python recurse over them
_PLACE = re.compile(r"\w{1,30}", re.ASCII)  # Word's bookmarks have at most 40 characters

Find: TypeAlias = Callable[[str], Any]


class Rich(str):
    """A field of prose: as a text its plain words, and the tree of its bold words and lists."""

    prose: Prose


class Linked(str):
    """A text that leads to a place of the document, or to an address outside."""

    anchor: str = ""
    url: str = ""


class Anchored(str):
    """A text that is a place which others lead to."""

    anchor: str = ""


class Question(str):
    """A field of a form as it is shown, with what makes a control of it."""

    field: Mapping[str, Any]


class Path(NamedTuple):
    """Names parted by dots; found without Jinja, which takes longer to import than to fill."""

    steps: tuple[str, ...]

    def value(self, find: Find) -> Any:
        found = find(self.steps[0])
        for step in self.steps[1:]:
            found = found[step]
        return found


@dataclass(frozen=True, slots=True)
class Formula:
    """Any other expression, with the names that it asks for."""

    names: tuple[str, ...]
    compiled: Callable[..., Any]

    def value(self, find: Find) -> Any:
        from jinja2 import TemplateError, Undefined

        try:
            value = self.compiled(**{name: find(name) for name in self.names})
        except TemplateError as error:
            raise ValueError(str(error)) from error
        if isinstance(value, Undefined):
            raise ValueError(value._undefined_message)
        return list(value) if isinstance(value, Iterator) else value  # `reverse` gives one


Expression: TypeAlias = Path | Formula


def as_typed(text: str) -> str:
    """The expression that was meant where a word processor changed its quotes and spaces."""
    return text.translate(_TYPED).strip()


def simple(text: str) -> Path | None:
    """The path that an expression is, if it is no more than that."""
    return Path(tuple(text.split("."))) if _PATH.fullmatch(text) else None


class Faulty(NamedTuple):
    """Why an expression cannot be used, and what helps."""

    message: str
    help: str
    unknown: bool = False  # it names what is not there


class Checked(NamedTuple):
    """An expression and the shape of its value, or its faults; `may_be_prose` may be too much."""

    expression: Expression | None
    shape: Any
    faults: tuple[Faulty, ...] = ()
    may_be_prose: bool = False


def _faulty(message: str, help: str) -> Checked:
    return Checked(None, None, (Faulty(message, help),))


def check(text: str, scope: Mapping[str, Any], *, printed: bool) -> Checked:
    """An expression read and held against what its names may be; `printed` where it is shown."""
    from jinja2 import TemplateSyntaxError, nodes

    from promo.templating import names
    from promo.templating.shape import PROSE

    if len(text) > LONGEST:
        return _faulty(f"is longer than {LONGEST:,} characters", "make it shorter")
    environment = _environment()
    try:
        tree = environment.parse(f"{{{{ {text} }}}}")
    except TemplateSyntaxError as error:
        return _faulty(f"cannot be read: {error.message}", _HELP)
    except RecursionError:
        return _faulty("is nested too deeply", _HELP)
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return _faulty("is not one expression", _HELP)
    node = output.nodes[0]
    barred = next(_barred(node), None)
    if barred is not None:
        return _faulty(barred, _HELP)
    looked_at: nodes.Node = tree if printed else node
    told = names.problems(looked_at, scope, environment)
    shape = names.shape_of(node, scope, environment)
    if told:
        return Checked(None, shape, tuple(Faulty(p.message, p.help, unknown=True) for p in told))
    expression: Expression | None = simple(text)
    if expression is None:
        # One that is not in scope may be asked for by `default` and `is defined`.
        asked = tuple(sorted({n.name for n in tree.find_all(nodes.Name) if n.name in scope}))
        compiled = environment.compile_expression(text, undefined_to_none=False)
        expression = Formula(asked, compiled)
    rich = any(names.shape_of(n, scope, environment) in (PROSE, None) for n in _results(node))
    return Checked(expression, shape, may_be_prose=rich)


_HELP = "write names, filters and comparisons, such as {{ candidate.team | default('none') }}"
_CALLED = {
    "Call": "a call in brackets",
    "Mul": "multiplication",
    "Pow": "a power",
    "Div": "division",
    "FloorDiv": "division",
    "Mod": "a remainder",
    "Getattr": "a name that begins with _",
}
_ALLOWED = {
    *("Name", "Const", "Getattr", "Getitem", "Slice", "Filter", "Keyword", "Test", "Compare"),
    *("Operand", "And", "Or", "Not", "CondExpr", "Concat", "Add", "Sub", "Neg", "List", "Tuple"),
    "TemplateData",
}


def _barred(node: Any) -> Iterator[str]:
    """Why an expression cannot be used."""
    level, depth = [node], 0
    while level:
        if depth > _DEEPEST:
            yield "is nested too deeply"
            return
        for each in level:
            name = type(each).__name__
            if name not in _ALLOWED or getattr(each, "attr", "").startswith("_"):
                yield f"{_CALLED.get(name, 'this')} cannot be used here"
            elif name in ("List", "Tuple") and any(type(i).__name__ != "Const" for i in each.items):
                yield "a list of other things than texts and numbers cannot be used here"
            elif name == "Const" and isinstance(each.value, float) and math.isinf(each.value):
                yield "a number is too large"
        level, depth = [child for each in level for child in each.iter_child_nodes()], depth + 1


def _results(node: Any) -> Iterator[Any]:
    """The parts of an expression one of which is its value as it is, not made into a text."""
    from jinja2 import nodes

    if isinstance(node, nodes.CondExpr):
        parts = [node.expr1, node.expr2]
    elif isinstance(node, nodes.And | nodes.Or):
        parts = [node.left, node.right]
    elif isinstance(node, nodes.Filter) and node.name == "default":
        parts = [node.node, *node.args[:1]]
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem | nodes.Filter):
        if not isinstance(node, nodes.Filter) or node.name in ("first", "last"):
            yield node
        return
    else:
        return
    for part in parts:
        if part is not None:
            yield from _results(part)


@lru_cache(maxsize=1)
def _environment() -> Any:
    """The sandbox of Word templates: strict about names, with few filters, nothing to call."""
    from jinja2 import StrictUndefined

    from promo.templating.sandbox import Sandbox

    # Without the optimizer: it would evaluate constants, and those of filters, while it compiles.
    environment = Sandbox(undefined=StrictUndefined, autoescape=False, optimized=False)
    environment.globals.clear()
    filters = {name: environment.filters[name] for name in _FILTERS}
    filters |= {"replace": _replaced, "join": _joined, "round": _rounded}
    filters |= {"link": _linked, "anchor": _anchored, "answer": _asked}
    environment.filters = {name: _bounded(name, f) for name, f in filters.items()}
    tests = ("defined", "undefined", "none", "odd", "even", "in", "eq", "equalto", "ne", "gt", "lt")
    environment.tests = {name: environment.tests[name] for name in tests}
    return environment


_FILTERS = (
    *("upper", "lower", "title", "capitalize", "trim", "length", "first", "last"),
    *("default", "sort", "reverse", "unique", "int", "list"),
)


def filter_names() -> tuple[str, ...]:
    """The filters of Word templates."""
    return tuple(sorted(_environment().filters))


def _bounded(name: str, filter: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, which takes nothing that is larger than a packet would give it."""
    asks = signature(filter, follow_wrapped=False)

    @wraps(filter)  # with the mark by which Jinja knows that it wants the environment
    def bounded(*given: Any, **named: Any) -> Any:
        for each in given:
            if isinstance(each, str | list | tuple):
                _limit(len(each))
        try:
            asks.bind(*given, **named)
        except TypeError as error:
            raise ValueError(f"the filter {quote(name)} takes other values: {error}") from error
        return filter(*given, **named)

    return bounded


def _limit(size: int) -> None:
    if size > LARGEST:
        raise ValueError(f"a value is larger than {LARGEST:,} characters or values")


def _replaced(text: str, old: str, new: str) -> str:
    """Bounded: a chain of them would double a text with each."""
    _limit(len(text) + str(text).count(old) * len(new))
    return str(text).replace(old, new)


def _joined(values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Bounded: each letter of a long text could be followed by a long text."""
    if attribute is not None:
        values = [value[attribute] for value in values]
    texts = ["" if value is None else str(value) for value in values]
    _limit(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def _rounded(number: float, digits: int = 0) -> float:
    """Jinja's own takes a power of ten, however large."""
    return round(number, max(min(digits, 15), 0))


def _linked(to: Mapping[str, str]) -> Linked:
    """A reference or a source as a link: `{{ row.competency | link }}`."""
    if not isinstance(to, Mapping):
        raise ValueError("it is neither a reference nor a source, which are what `link` takes")
    found = Linked(to.get("text") or to.get("title") or "")
    found.anchor, found.url = to.get("anchor", ""), to.get("url", "")
    return found


def _anchored(text: str, anchor: str) -> Anchored:
    """A text that links lead to: `{{ section.title | anchor(section.anchor) }}`."""
    if not isinstance(anchor, str) or not (anchor == "" or _PLACE.fullmatch(anchor)):
        raise ValueError("its place is none that links lead to, such as section.anchor")
    found = Anchored(text)
    found.anchor = anchor  # empty where a waiver is of no competency that the packet has
    return found


def _asked(field: Mapping[str, Any]) -> Question:
    """A field of a form as room for its answer: `{{ field | answer }}`."""
    if not isinstance(field, Mapping) or "tag" not in field:
        raise ValueError("it is no field of a form, which is what `answer` takes")
    found = Question(field["shown"])
    found.field = field
    return found
