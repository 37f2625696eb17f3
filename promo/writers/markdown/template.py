"""A Markdown template with all its parts, and how it is filled with one packet.

A name in a template is that of a file in its own folder, or else of a shipped one;
`shipped/packet.md.j2` is always the shipped one.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import Any, Literal, TypeAlias

import jinja2
from jinja2 import FunctionLoader, TemplateSyntaxError, UndefinedError

import promo.templates
from promo.findings import Finding, InputError, Location, quote
from promo.writers.markdown.environment import Environment

SHIPPED = ("packet.md.j2", "plain.md.j2", "brief.md.j2", "parts.md.j2")
ALWAYS = "shipped/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as it was named, and the text of each file of its folder that it is made of."""

    name: str
    sources: Mapping[str, str]

    @property
    def is_shipped(self) -> bool:
        return not self.sources

    @property
    def main(self) -> str:
        """The name of its own file among its sources."""
        return PurePath(self.name).name

    def source(self, name: str) -> str | None:
        """The text that a name in the template stands for."""
        found = self.sources.get(name)
        return shipped_source(name) if found is None else found

    def path(self, name: str) -> str:
        """Where a part is, for a reader."""
        if name in self.sources:
            return str(PurePath(self.name).parent / name)
        return f"{ALWAYS}{name.removeprefix(ALWAYS)}"


def shipped(name: Literal["packet", "plain", "brief"]) -> Template:
    """A template that comes with promo."""
    return Template(name=f"{name}.md.j2", sources={})


@cache
def shipped_source(name: str) -> str | None:
    """The text of a shipped file, with or without `shipped/` before its name."""
    name = name.removeprefix(ALWAYS)
    if name not in SHIPPED:
        return None
    return Path(promo.templates.__file__).with_name(name).read_text(encoding="utf-8")


Plain: TypeAlias = Mapping[str, Any]


def render(template: Template, context: Plain) -> str:
    """A template filled with plain data. Raises InputError where a user's cannot be filled."""
    try:
        compiled = _compiled(template.name, tuple(template.sources.items()))
        # Not compiled.render(), which hides from a traceback which template a line is in.
        text = "".join(compiled.root_render_func(compiled.new_context(dict(context))))
        text.encode()  # fails on half a character, which only a template's escapes can make
    except Exception as error:
        if template.is_shipped or isinstance(error, MemoryError):
            raise
        raise InputError([_failure(template, error)]) from error
    return text


@lru_cache(maxsize=4)
def _compiled(name: str, sources: tuple[tuple[str, str], ...]) -> jinja2.Template:
    template = Template(name=name, sources=dict(sources))
    return Environment(FunctionLoader(template.source)).get_template(template.main)


def _failure(template: Template, error: Exception) -> Finding:
    """What stopped a template, at the innermost line that is the user's own."""
    if isinstance(error, TemplateSyntaxError):  # only found when it is compiled
        where = Location(template.path(error.name or template.main), error.lineno)
        return Finding(code="TP005", location=where, message=f"cannot be read: {error.message}")
    places = list(_places(error))
    own = [place for place in places if place[0] in template.sources]
    name, line = (own or places or [(template.main, 0)])[-1]
    where = Location(template.path(name), line)
    if isinstance(error, RecursionError):
        message = "calls itself without end, or is nested too deeply"
        return Finding(code="TP015", location=where, message=message)
    return Finding(code="TP016", location=where, message=f"cannot be filled: {_reason(error)}")


def _places(error: Exception) -> Iterator[tuple[str, int]]:
    """The templates that were being filled, and their lines, from the outermost."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        found = frame.f_globals.get("__jinja_template__")
        if found is not None:
            yield found.name, found.get_corresponding_lineno(line)


_ABSENT = re.compile(r"'(.+)' has no attribute '(.+)'")


def _reason(error: Exception) -> str:
    told = str(error)
    if isinstance(error, UndefinedError):
        absent = _ABSENT.fullmatch(told)
        if absent and "None" in absent[1]:
            return f"it asks for {quote(absent[2])} of what this packet does not have"
        if absent:
            return f"there is no {quote(absent[2])} here"
        return re.sub(r"'(.+?)' is undefined", lambda m: f"there is no {quote(m[1])} here", told)
    return told or type(error).__name__
