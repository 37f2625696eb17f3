"""The tags of a Markdown template: read, with what is wrong with them in promo's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from promo.findings import did_you_mean, nearest, quote
from promo.writers.markdown.environment import Environment

_TAGS = (
    *("for", "if", "elif", "else", "set", "block", "extends", "include", "import", "from"),
    *("macro", "call", "filter", "with", "raw"),
)
_DEEPEST = 150  # levels of a tree; Python's own limit lies at some hundreds


class Fault(NamedTuple):
    """One fault of a template's text; line and column are 1-based, a column of 0 is unknown."""

    code: str
    line: int
    column: int
    message: str
    help: str


class Parsed(NamedTuple):
    """A template's tree, as far as it can be read, and what cannot."""

    tree: nodes.Template | None
    faults: tuple[Fault, ...]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment in which templates are read, with all that they may use."""
    return Environment()


@lru_cache(maxsize=64)
def parsed(source: str) -> Parsed:
    """A template read; each tag that cannot be is one fault, and the rest is read on."""
    whole = _parse(source)
    if isinstance(whole, nodes.Template):
        return Parsed(whole, ())
    faults, rest = _without_faulty_tags(source)
    if not faults:
        return Parsed(None, (whole,))
    again = _parse(rest)
    if isinstance(again, nodes.Template):
        return Parsed(again, faults)
    return Parsed(None, (*faults, again))


def _parse(source: str) -> nodes.Template | Fault:
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        return _fault(error, source)
    except RecursionError:
        return _TOO_DEEP
    except ValueError:  # Python reads no number of more than 4,300 digits
        return Fault("TP005", 0, 0, "holds a number that is too long", "write a shorter one")
    return tree if _is_shallow(tree) else _TOO_DEEP


_TOO_DEEP = Fault("TP005", 0, 0, "is nested too deeply to be read", "take it apart")


def _is_shallow(tree: nodes.Template) -> bool:
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return not level


_SILENT = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{[^{}\n]*\}|\{%[^{}%\n]*\}")
_KIND = re.compile(r"\{%[-+]?\s*(\w+)")
# What a tag that opens something needs before and after it to be read alone, and what takes its
# place where it cannot be, so that its end is not told too.
_AROUND = {
    "for": ("", "{% endfor %}", "{% for _ in [] %}"),
    "if": ("", "{% endif %}", "{% if true %}"),
    "elif": ("{% if true %}", "{% endif %}", "{% elif true %}"),
    "with": ("", "{% endwith %}", "{% with %}"),
    "macro": ("", "{% endmacro %}", "{% macro _() %}"),
    "filter": ("", "{% endfilter %}", "{% filter trim %}"),
}
_ALONE = ("extends", "include", "import", "from")


def _without_faulty_tags(source: str) -> tuple[tuple[Fault, ...], str]:
    """The faults of each tag by itself, and the text with what can be read in their places."""
    faults, rest, after = list[Fault](), "", 0
    said = _SILENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)
    for tag in _TAG.finditer(said):
        fault, stand_in = _alone(tag[0])
        if fault is not None:
            line, column = _place(source, tag.start())
            faults.append(fault._replace(line=line, column=column))
            rest += source[after : tag.start()] + stand_in
            after = tag.end()
    return tuple(faults), rest + source[after:]


def _alone(tag: str) -> tuple[Fault | None, str]:
    """What is wrong with one tag, and what may stand in its place."""
    end = "}}" if tag.startswith("{{") else "%}"
    if not tag.endswith(end):
        return Fault("TP002", 0, 0, "a tag is never closed", f"end it with {end}"), ""
    kind = _KIND.match(tag)
    if kind is None:
        fault = _parse(tag)
        return (fault if isinstance(fault, Fault) else None), ""
    known = kind[1] in _TAGS or kind[1].startswith("end")
    meant = kind[1] if known else nearest(kind[1], _TAGS) or ""
    before, after, stand_in = _AROUND.get(meant, ("", "", ""))
    if known and meant not in (*_AROUND, *_ALONE):
        return None, ""
    fault = _parse(f"{before}{tag}{after if known else ''}")
    return (fault if isinstance(fault, Fault) else None), stand_in


def _place(source: str, at: int) -> tuple[int, int]:
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


_UNKNOWN = re.compile(r"Encountered unknown tag '(\w+)'")
_INNERMOST = re.compile(r"The innermost block that needs to be closed is '(\w+)'")


def _fault(error: TemplateSyntaxError, source: str) -> Fault:
    told, line = error.message or "", error.lineno
    unknown, open_tag = _UNKNOWN.match(told), _INNERMOST.search(told)
    if open_tag and (not unknown or unknown[1].startswith("end")):
        line = _opened(source, open_tag[1]) or line
        fact = f"{quote(open_tag[1])} is never ended"
        if unknown:
            fact = f"{quote(open_tag[1])} is not ended before {quote(unknown[1])}"
        return Fault("TP004", line, 0, fact, f"add {{% end{open_tag[1]} %}}")
    if unknown:
        return _unknown_tag(unknown[1], line)
    if told.startswith("Missing end of raw"):
        return Fault("TP004", line, 0, '"raw" is never ended', "add {% endraw %}")
    if told.startswith("Missing end of comment"):
        return Fault("TP002", line, 0, "a comment is never closed", "add #}")
    if told.startswith("unexpected end of template"):
        end = "}}" if "print" in told else "%}"
        return Fault("TP002", line, 0, "a tag is never closed", f"end it with {end}")
    help = "write == to compare" if told.endswith("got '='") else _HELP
    return Fault("TP005", line, 0, f"cannot be read: {_in_our_words(told)}", help)


_HELP = "write {{ candidate.name }}, {% for fact in facts %} … {% endfor %} or {% if committee %}"


def _unknown_tag(name: str, line: int) -> Fault:
    if name in ("else", "elif"):
        return Fault("TP004", line, 0, f'{quote(name)} stands in no "for" or "if"', "")
    start = name.removeprefix("end")
    if start != name and start in _TAGS:
        return Fault("TP004", line, 0, f"{quote(name)} ends no {quote(start)}", "take it out")
    help = did_you_mean(name, (*_TAGS, *(f"end{tag}" for tag in _TAGS)))
    return Fault("TP005", line, 0, f"there is no tag {quote(name)}", help)


def _opened(source: str, name: str) -> int:
    """The line of the last tag of that name that nothing ends."""
    lines: list[int] = []
    before = ""
    for line, kind, text in environment().lex(source):
        if kind == "whitespace":
            continue
        if before == "block_begin" and text == name:
            lines.append(line)
        elif before == "block_begin" and text == f"end{name}" and lines:
            lines.pop()
        before = kind
    return lines[-1] if lines else 0


_WORDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": "the end",
}


def _in_our_words(told: str) -> str:
    """Jinja's message with the marks that one types in place of its own names for them."""
    for theirs, ours in _WORDS.items():
        told = told.replace(theirs, ours)
    told = re.sub(r"token '([^']+)'|'([^']+)'", lambda m: quote(m[1] or m[2]), told)
    told = re.sub(r" at \d+\Z", "", told).removesuffix(".")
    return told[:1].lower() + told[1:]


_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


class Reference(NamedTuple):
    """One place where a template names another; a name of None is worked out."""

    node: nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport
    name: str | None
    may_be_missing: bool

    @property
    def sees_packet(self) -> bool:
        """Whether what is named is given the packet; a part that is imported is not."""
        return isinstance(self.node, nodes.Extends) or self.node.with_context


def references(tree: nodes.Template) -> Iterator[Reference]:
    """Every other file that a template names."""
    for node in tree.find_all(_NAMING):
        assert isinstance(node, _NAMING)
        named = node.template
        several = named.items if isinstance(named, nodes.List | nodes.Tuple) else None
        lenient = several is not None or (isinstance(node, nodes.Include) and node.ignore_missing)
        for each in (named,) if several is None else several:
            text = each.value if isinstance(each, nodes.Const) else None
            yield Reference(node, text if isinstance(text, str) else None, lenient)
