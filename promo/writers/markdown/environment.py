"""Jinja for Markdown: the sandbox, in which every text is escaped unless it is finished.

Jinja's own escaping is for HTML: wherever it would come in, ours for Markdown comes before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    Undefined,
    nodes,
    pass_environment,
    pass_eval_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from promo.templating.sandbox import Sandbox
from promo.writers.markdown.prose import part
from promo.writers.markdown.texts import address, finished, joined


def _known(value: object) -> object:
    """Nothing for `a if b` where b is false. Raises UndefinedError for what is not there."""
    return str(value) if isinstance(value, Undefined) else value


def _join(parts: Iterable[object], between: object = "") -> str:
    return joined(map(_known, parts), _known(between))


@pass_environment
def _join_filter(
    environment: Sandbox, value: Iterable[Any], d: object = "", attribute: str | int | None = None
) -> str:
    """Jinja's `join`, which would escape for HTML where one of the texts is finished."""
    return _join(
        value if attribute is None else map(make_attrgetter(environment, attribute), value), d
    )


@pass_eval_context  # or Jinja would fold constants when it compiles, and escape them for HTML
def _printed(_: EvalContext, value: object) -> Markup:
    return finished(_known(value))


class _Generator(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """`a ~ b`, which Jinja would escape for HTML where one of them is finished."""
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class Environment(Sandbox):
    """Where Markdown templates are read and filled."""

    code_generator_class = _Generator
    intercepted_binops = frozenset("+")
    joined = staticmethod(_join)

    def __init__(self, loader: BaseLoader | None = None) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,  # looking for what can be folded costs 5 ms, and a bomb would go off
            autoescape=True,  # for macros and blocks, whose text is finished
        )
        self.filters |= {"part": part, "address": address, "join": _join_filter}
        self.filters |= dict.fromkeys(("e", "escape", "forceescape"), finished)
        # The same packet gives the same bytes, so nothing may be drawn by lot.
        del self.filters["random"], self.globals["lipsum"]

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, str) and isinstance(right, str):
            return joined((left, right))
        return super().call_binop(context, operator, left, right)
