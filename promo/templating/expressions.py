"""Expressions of a Word template: a part of Jinja's language whose cost is bound by its length.

Nothing can be called, multiplied or repeated, and a filter gives at most a megabyte: a value is
never much larger than the packet, whatever a template says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

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
LARGEST = 1_000_000  # characters of a value

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
        from jinja2 import TemplateError

        try:
            return self.compiled(**{name: find(name) for name in self.names})
        except TemplateError as error:
            raise ValueError(str(error)) from error


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
    """An expression and the shape of its value, or its faults."""

    expression: Expression | None
    shape: Any
    faults: tuple[Faulty, ...] = ()


def check(text: str, scope: Mapping[str, Any], *, printed: bool) -> Checked:
    """An expression read and held against what its names may be; `printed` where it is shown."""
    from jinja2 import TemplateSyntaxError, meta, nodes

    from promo.templating import names

    if len(text) > LONGEST:
        return Checked(None, None, (Faulty(f"is longer than {LONGEST:,} characters", ""),))
    environment = _environment()
    try:
        tree = environment.parse(f"{{{{ {text} }}}}")
    except TemplateSyntaxError as error:
        return Checked(None, None, (Faulty(f"cannot be read: {error.message}", _HELP),))
    except RecursionError:
        return Checked(None, None, (Faulty("is nested too deeply", _HELP),))
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return Checked(None, None, (Faulty("is not one expression", _HELP),))
    node = output.nodes[0]
    barred = next((each for each in _all(node) if not _is_allowed(each)), None)
    if barred is not None:
        name = _CALLED.get(type(barred).__name__, "this")
        return Checked(None, None, (Faulty(f"{name} cannot be used here", _HELP),))
    looked_at: nodes.Node = tree if printed else node
    told = names.problems(looked_at, scope, environment)
    shape = names.shape_of(node, scope, environment)
    if told:
        return Checked(None, shape, tuple(Faulty(p.message, p.help, unknown=True) for p in told))
    asked = tuple(sorted(meta.find_undeclared_variables(tree)))
    compiled = environment.compile_expression(text, undefined_to_none=False)
    return Checked(simple(text) or Formula(asked, compiled), shape)


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


def _all(node: Any) -> Sequence[Any]:
    from jinja2 import nodes

    return [node, *node.find_all(nodes.Node)]


def _is_allowed(node: Any) -> bool:
    private = getattr(node, "attr", "").startswith("_")
    return type(node).__name__ in _ALLOWED and not private


@lru_cache(maxsize=1)
def _environment() -> Any:
    """The sandbox of Word templates: strict about names, with few filters, nothing to call."""
    from jinja2 import StrictUndefined

    from promo.templating.sandbox import Sandbox

    environment = Sandbox(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters |= {"replace": _replaced, "link": _linked, "anchor": _anchored}
    tests = ("defined", "undefined", "none", "odd", "even", "in", "eq", "equalto", "ne", "gt", "lt")
    environment.tests = {name: environment.tests[name] for name in tests}
    return environment


_FILTERS = (
    *("upper", "lower", "title", "capitalize", "trim", "length", "first", "last", "join"),
    *("default", "sort", "reverse", "unique", "round", "int", "list"),
)


def filter_names() -> tuple[str, ...]:
    """The filters of Word templates."""
    return tuple(sorted(_environment().filters))


def _replaced(text: str, old: str, new: str) -> str:
    """Bounded: a chain of them would double a text with each."""
    if len(text) + str(text).count(old) * len(new) > LARGEST:
        raise ValueError(f"a replaced text is longer than {LARGEST:,} characters")
    return str(text).replace(old, new)


def _linked(to: Mapping[str, str]) -> Linked:
    """A reference or a source as a link: `{{ row.competency | link }}`."""
    found = Linked(to.get("text") or to.get("title") or "")
    found.anchor, found.url = to.get("anchor", ""), to.get("url", "")
    return found


def _anchored(text: str, anchor: str) -> Anchored:
    """A text that links lead to: `{{ section.title | anchor(section.anchor) }}`."""
    found = Anchored(text)
    found.anchor = anchor
    return found
