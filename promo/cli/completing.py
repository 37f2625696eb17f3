"""Completion in bash, zsh and fish: what stands at a place of the command line, by its metavar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from promo.cli.program import ERROR

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from promo.offering import Offer

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_PROMO_COMPLETE"  # click makes it of the program's name


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    """Print what teaches SHELL (bash, zsh or fish) to complete promo.

    Levels, tracks, competencies, ladders, codes, formats and templates are then
    offered by name, as the ladder and the evidence file on the line have them.

    \b
    promo completion bash > ~/.local/share/bash-completion/completions/promo
    promo completion zsh > ~/.zfunc/_promo
    promo completion fish > ~/.config/fish/completions/promo.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from promo.cli.shells import register

    register()
    made = get_completion_class(shell)
    if made is None:  # a click of the future
        sys.exit(ERROR)
    program = click.get_current_context().find_root().command
    # Not made's own: that of bash starts a bash to ask for its version.
    click.echo(ShellComplete.source(made(program, {}, "promo", VARIABLE)))


def offer_names(group: click.Group) -> None:
    """Let each parameter of each command offer what its metavar says."""
    if VARIABLE in os.environ:
        from promo.cli.shells import register

        register()
    _offer_names(group)


def _offer_names(group: click.Group) -> None:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            _offer_names(command)
            continue
        for parameter in command.params:
            metavar = (parameter.metavar or "").strip("[].")
            own = _EXCEPTIONS.get(f"{group.name} {command.name} {parameter.name}")
            sources = own or _SOURCES.get(metavar, ())
            if sources and isinstance(parameter.type, click.types.StringParamType):
                parameter.type = _Named(sources)


Source: TypeAlias = Callable[[click.Context, str], Iterable["CompletionItem"]]


class _Named(click.types.StringParamType):
    """A text for which a shell offers names and files."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [item for source in self.sources for item in source(ctx, incomplete)]


def _items(offers: Iterable[Offer], incomplete: str) -> Iterator[CompletionItem]:
    """Those that go on from what is typed; behind a comma, from what follows it."""
    from click.shell_completion import CompletionItem

    before, comma, typed = incomplete.rpartition(",")
    for name, help in offers:
        if name.lower().startswith(typed.lower()):
            yield CompletionItem(before + comma + name, help=help)


def _of_ladder(kind: str) -> Source:
    """Levels, tracks or competencies of the ladder on the line."""

    def offered(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        from promo import offering

        option = next((p for p in context.command.params if "--ladder" in p.opts), None)
        named = context.params.get(option.name or "") if option else None
        return _items(getattr(offering, kind)(named, _evidence(context)), incomplete)

    return offered


def _evidence(context: click.Context) -> Sequence[str]:
    """The evidence files that stand on the line already."""
    names = [p.name for p in context.command.params if p.name in _EVIDENCE]
    for name in names:
        if name and (given := context.params.get(name)):
            return [given] if isinstance(given, str) else given
    # Behind an option whose value is being typed, click leaves the arguments as they are.
    return context.args if names and "against" not in names else ()


def _of_promo(kind: str) -> Source:
    """Names that promo has by itself."""

    def offered(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        from promo import offering

        return _items(getattr(offering, kind)(), incomplete)

    return offered


def _codes(kind: str) -> Source:
    """Codes that promo tells, or their families."""

    def offered(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        from promo import offering

        typed = incomplete.rpartition(",")[2]
        return _items(getattr(offering, kind)(typed), incomplete)

    return offered


def _paths(kind: str) -> Source:
    """Files or folders, which the shell completes itself."""

    def offered(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        from click.shell_completion import CompletionItem

        yield CompletionItem(incomplete, type=kind)

    return offered


_LEVELS, _TRACKS, _COMPETENCIES = map(_of_ladder, ("levels", "tracks", "competencies"))
_LADDERS, _TEMPLATES, _FORMATS = map(_of_promo, ("ladders", "templates", "formats"))
_FILES, _FOLDERS = map(_paths, ("file", "dir"))

_SOURCES: dict[str, tuple[Source, ...]] = {
    **dict.fromkeys(("EVIDENCE", "FILE", "FILE|-", "FILE|DIR|-", "PACKET", "SOURCE"), (_FILES,)),
    **dict.fromkeys(("OLD", "NEW"), (_FILES,)),
    "DIR": (_FOLDERS,),
    "NAME|FILE": (_FILES, _LADDERS),
    "LEVEL": (_LEVELS,),
    "TRACK": (_TRACKS,),
    "COMPETENCY": (_COMPETENCIES,),
    "FORMATS": (_FORMATS,),
    "CODE": (_codes("codes"),),
    "CODES": (_codes("warnings"),),
}
_EVIDENCE = ("against", "evidence", "file", "old")  # parameters that name an evidence file
# By group, command and parameter: where a metavar does not say enough.
_EXCEPTIONS: dict[str, tuple[Source, ...]] = {
    "main build templates": (_FILES, _TEMPLATES),
    "template export name": (_TEMPLATES,),
    "ladder diff old": (_FILES, _LEVELS, _LADDERS),
    "ladder diff new": (_FILES, _LEVELS, _LADDERS),
}
