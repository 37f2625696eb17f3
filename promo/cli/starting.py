"""The command that begins an evidence file: `new`. Nothing is decided here."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from promo.cli.program import ERROR, INTERRUPTED, no_color_option, track_option

if TYPE_CHECKING:
    from promo.findings import InputError
    from promo.model import Ladder, Target

Found = TypeVar("Found")


def _name(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return None if value is None else _read_name(value)


def _read_name(value: str) -> str:
    from promo.source import BIDI, FORBIDDEN

    name = " ".join(value.split())
    if not name:
        raise click.BadParameter("write a name")
    if FORBIDDEN.search(name) or BIDI.search(name):
        raise click.BadParameter("a name holds a character that no document can hold")
    return name


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--target", "-t", metavar="LEVEL", help="Level to collect evidence for.")
@click.option(
    "--ladder",
    "-l",
    metavar="NAME|FILE",
    help="Built-in ladder or a ladder file.  [default: pm-ic-five]",
)
@track_option
@click.option("--name", metavar="NAME", callback=_name, help="Your name.")
@click.option("--schema", is_flag=True, help="Write a schema beside FILE, for your editor.")
@no_color_option
def new(
    file: str,
    target: str | None,
    ladder: str | None,
    track: str | None,
    name: str | None,
    schema: bool,
    no_color: bool,
) -> None:
    """Begin an evidence file.

    FILE gets a slot for each competency of the level, with what the ladder
    expects, and an example. On a terminal promo asks for what you leave out.
    No file is replaced.

    \b
    promo new evidence.yaml --target principal
    promo new evidence.yaml --target "L6 PMM" --ladder amazon-lp
    promo new evidence.yaml --target principal --name "Priya Raman" --schema
    """
    from promo.findings import InputError
    from promo.page_terminal import PageTerminal
    from promo.starting import NOBODY
    from promo.starting_files import new_files, put, refuse_existing

    if file == "-":
        raise click.BadParameter("name a file that does not exist yet", param_hint="FILE")
    terminal = PageTerminal(no_color=no_color)
    try:
        refuse_existing(file, with_schema=schema)
        on, named = _ladder(ladder)
        aim = _target(on, target, track)
        person = name or _ask("Your name", _read_name) or NOBODY
        files = new_files(file, on, aim, date.today(), named, person, with_schema=schema)
        put(files)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    except click.Abort:
        sys.exit(INTERRUPTED)
    for path, data in files:
        terminal.wrote(str(path), data)
    if person == NOBODY:
        terminal.note(f"{file}: the candidate is called {NOBODY}; write the name, or use --name")
    terminal.note(f"next: promo check {shlex.quote(file)}")


def _ask(question: str, read: Callable[[str], Found], default: str | None = None) -> Found | None:
    """The answer of a person on a terminal, asked for until it can be used; else None."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return None
    answer: Found = click.prompt(question, value_proc=read, default=default, err=True)
    return answer


def _ladder(named: str | None) -> tuple[Ladder, str]:
    """The ladder and its name: of the call, else asked for, else the default one."""
    from promo.findings import InputError
    from promo.ladder import BUILT_IN, DEFAULT
    from promo.ladder_files import open_ladder

    def read(answer: str) -> tuple[Ladder, str]:
        try:
            return open_ladder(answer, "--ladder")[0], answer
        except InputError as error:
            raise _again(error) from error

    if named is None:
        asked = _ask(f"Ladder ({', '.join(BUILT_IN)}, or a file)", read, DEFAULT)
        if asked:
            return asked
    named = named or DEFAULT
    return open_ladder(named, "--ladder")[0], named


def _target(ladder: Ladder, named: str | None, track: str | None) -> Target:
    """The level and track of the call, else asked for. Raises InputError."""
    from promo.findings import InputError
    from promo.starting_files import no_target, target_of

    def read(answer: str) -> Target:
        try:
            return target_of(ladder, answer, track)
        except InputError as error:
            raise _again(error) from error

    if named is not None:
        return target_of(ladder, named, track)
    levels = ", ".join(level.id for level in ladder.levels)
    asked = _ask(f"Level ({levels})", read)
    if asked is None:
        raise no_target(ladder)
    return asked


def _again(error: InputError) -> click.UsageError:
    """What a prompt says before it asks once more."""
    told = (f"{f.message}; {f.help}" if f.help else f.message for f in error.findings)
    return click.UsageError("; ".join(told))
