"""A Markdown template held against what a packet has and what the templates it extends have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import dropwhile

from jinja2 import nodes

from promo.findings import Finding, Location, did_you_mean, in_order, quote
from promo.templating import names
from promo.templating.names import Scope, exported
from promo.templating.shape import packet_shape
from promo.writers.markdown.syntax import environment, parsed, references
from promo.writers.markdown.template import Template


def check(template: Template) -> tuple[Finding, ...]:
    """Every fault of a user's template and of its parts, and what it leaves out, in order."""
    whole = _Whole(template)
    found = [
        *whole.syntax(),
        *whole.names(),
        *whole.macros(),
        *whole.blocks(),
        *whole.unprinted(),
        *whole.left_out(),
    ]
    return in_order(dict.fromkeys(found))


def place(template: Template, name: str, line: int, word: str = "") -> Location:
    """A line of a part; with the column of `word` where it stands there once."""
    lines = (template.source(name) or "").split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    column = found[0] + 1 if word and len(found) == 1 else 0
    return Location(template.path(name), line, column)


class _Whole:
    """A template with the trees of all its parts."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def tree(self, name: str) -> nodes.Template | None:
        source = self.template.source(name)
        return None if source is None else parsed(source).tree

    @cached_property
    def own(self) -> Mapping[str, nodes.Template]:
        """The trees of the user's own files, as far as they can be read."""
        trees = {name: self.tree(name) for name in self.template.sources}
        return {name: tree for name, tree in trees.items() if tree is not None}

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """The template, what it extends, what that extends, and so on."""
        chain = [self.template.main]
        while (tree := self.tree(chain[-1])) is not None:
            extends = (r.name for r in references(tree) if isinstance(r.node, nodes.Extends))
            parent = next(extends, None)
            if parent is None or parent in chain:
                break
            chain.append(parent)
        return tuple(chain)

    @cached_property
    def seeing(self) -> frozenset[str]:
        """The parts that are given the packet: all but those that are only imported."""
        found = [self.template.main]
        for name in found:
            tree = self.tree(name)
            for reference in references(tree) if tree is not None else ():
                if reference.sees_packet and reference.name and reference.name not in found:
                    found.append(reference.name)
        return frozenset(found)

    @cached_property
    def reached(self) -> tuple[str, ...]:
        """Every part, the user's and the shipped."""
        found = [self.template.main]
        for name in found:
            tree = self.tree(name)
            named = (r.name for r in references(tree)) if tree is not None else ()
            found += dict.fromkeys(each for each in named if each and each not in found)
        return tuple(found)

    def tell(
        self, code: str, name: str, line: int, message: str, help: str = "", word: str = ""
    ) -> Finding:
        where = place(self.template, name, line, word)
        return Finding(code=code, location=where, message=message, help=help)

    # What is looked at

    def syntax(self) -> Iterator[Finding]:
        for name, source in self.template.sources.items():
            for code, line, column, message, help in parsed(source).faults:
                where = Location(self.template.path(name), line, column)
                yield Finding(code=code, location=where, message=message, help=help)

    def names(self) -> Iterator[Finding]:
        """Names that no packet has, filters that there are not, lists that are printed."""
        for name, tree in self.own.items():
            scope = self.scope(name)
            for line, message, help, word in names.problems(tree, scope, environment()):
                if name not in self.seeing and word in packet_shape().fields:
                    help = 'hand it to the macro, or import this part "with context"'
                yield self.tell("TP001", name, line, message, help, word)

    def scope(self, name: str) -> Scope:
        """What is known in a part: the packet, and what the templates around it define."""
        if name not in self.seeing:
            return {"self": None}
        trees = [tree for each in self.chain if (tree := self.tree(each)) is not None]
        known = {"self": None, **dict.fromkeys(n for tree in trees for n in exported(tree))}
        if name not in self.chain:  # it may stand inside any loop or macro of the others
            known |= dict.fromkeys(n for tree in self.own.values() for n in _assigned(tree))
        return {**packet_shape().fields, **known}

    def macros(self) -> Iterator[Finding]:
        """Names that one part takes from another, which does not have them."""
        for name in self.reached:
            tree = self.tree(name)
            for reference in references(tree) if tree is not None else ():
                other = self.tree(reference.name) if reference.name else None
                if other is not None and isinstance(reference.node, nodes.FromImport):
                    yield from self.not_offered(name, reference.node, reference.name or "", other)

    def not_offered(
        self, name: str, taking: nodes.FromImport, other: str, tree: nodes.Template
    ) -> Iterator[Finding]:
        there = _offered(tree)
        for each in taking.names:
            word = each if isinstance(each, str) else each[0]
            if word in there:
                continue
            if name in self.own:
                fact, help = f"{quote(other)} has no {quote(word)}", did_you_mean(word, there)
                yield self.tell("TP001", name, taking.lineno, fact, help, word)
            elif other in self.own and other not in self.chain:  # a shipped one, given their parts
                fact = f"{quote(self.template.path(name))} takes {quote(word)} from it"
                help = "copy it from the shipped file of this name, and change it there"
                yield self.tell("TP001", other, 0, f"{fact}, and it has none", help)

    def blocks(self) -> Iterator[Finding]:
        """Blocks that stand twice, and those that what is extended does not have."""
        for number, name in enumerate(self.chain):
            if name not in self.own:
                continue
            seen = set[str]()
            for block in self.own[name].find_all(nodes.Block):
                if block.name in seen:
                    fact = f"the block {quote(block.name)} stands twice"
                    help = "keep one; what is to be said twice may be a macro"
                    yield self.tell("TP005", name, block.lineno, fact, help)
                seen.add(block.name)
            yield from self.strange_blocks(name, self.chain[number + 1 :])

    def strange_blocks(self, name: str, parents: Iterable[str]) -> Iterator[Finding]:
        """Jinja prints nothing of a block that the parent does not have, and says nothing."""
        trees = [self.tree(parent) for parent in parents]
        there = [b.name for tree in trees if tree for b in tree.find_all(nodes.Block)]
        if not trees or trees[-1] is None or trees[-1].find(nodes.Extends):
            return  # what it extends in the end cannot be read
        own = list(self.own[name].find_all(nodes.Block))
        inner = {each.name for block in own for each in block.find_all(nodes.Block)}
        for block in own:
            if block.name not in there and block.name not in inner:
                fact = f"what this template extends has no block {quote(block.name)}"
                help = did_you_mean(block.name, there, limit=len(there))
                yield self.tell("TP001", name, block.lineno, fact, help, block.name)

    def unprinted(self) -> Iterator[Finding]:
        """What stands outside the blocks of a template that extends another: nothing prints it."""
        for name, tree in self.own.items():
            after = dropwhile(lambda node: not isinstance(node, nodes.Extends), tree.body)
            for line in (line for node in after for line in _printed(node)):
                fact = "what stands outside every block is in no packet"
                help = "put it into a block, or make it a comment: {# … #}"
                yield self.tell("TP003", name, line, fact, help)

    def left_out(self) -> Iterator[Finding]:
        """What a form of its own does not show."""
        if len(self.chain) > 1 or self.template.main not in self.own:
            return
        trees = [tree for name in self.seeing if (tree := self.tree(name)) is not None]
        named = {node.name for tree in trees for node in tree.find_all(nodes.Name)}
        for field, what in (("flags", "flags"), ("sign_off", "sign-off")):
            if field not in named:
                help = f'add {quote(field)}, or extend "packet.md.j2", which has it'
                yield self.tell("TP012", self.template.main, 0, f"it shows no {what}", help)


def _offered(tree: nodes.Template) -> list[str]:
    """What others may take from a template: what it defines, but not what it takes itself."""
    kinds = (nodes.Import, nodes.FromImport)
    taken = nodes.Template([node for node in tree.body if isinstance(node, kinds)])
    return sorted(exported(tree) - exported(taken))


def _assigned(tree: nodes.Template) -> Iterator[str]:
    """Every name that is given a value anywhere in a template."""
    yield from exported(tree)
    for node in tree.find_all(nodes.Name):
        if node.ctx in ("store", "param"):
            yield node.name


_NEVER_PRINTED = (nodes.Block, nodes.Macro, nodes.AssignBlock)


def _printed(node: nodes.Node) -> Iterator[int]:
    """The line of each piece of text or value in `node` that is not in a block or macro."""
    if isinstance(node, nodes.Output):
        for each in node.nodes:
            text = each.data if isinstance(each, nodes.TemplateData) else "{{"
            if text.strip():
                yield each.lineno + text[: -len(text.lstrip())].count("\n")
    elif not isinstance(node, _NEVER_PRINTED):
        for child in node.iter_child_nodes():
            yield from _printed(child)
