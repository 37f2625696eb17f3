"""The command that begins an evidence file: `new`. Nothing is decided here."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from promo.cli.program import ERROR, no_color_option, track_option

if TYPE_CHECKING:
    from promo.model import Ladder, Target
    from promo.offering import Offer
    from promo.page_terminal import PageTerminal

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
        on, named = _ladder(terminal, ladder)
        aim = _target(terminal, on, target, track)
        if name is None and _is_terminal():
            name = click.prompt("Your name", value_proc=_read_name, err=True)
        person = name or NOBODY
        files = new_files(file, on, aim, date.today(), named, person, with_schema=schema)
        put(files)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    for path, data in files:
        terminal.wrote(str(path), data)
    if person == NOBODY:
        terminal.note(f"{file}: the candidate is called {NOBODY}; write your name there")
    terminal.note(f"next: fill in what you have, and then: promo check {shlex.quote(file)}")


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def _ladder(terminal: PageTerminal, named: str | None) -> tuple[Ladder, str]:
    """The ladder and its name: of the call, else asked for, else the default one."""
    from promo.ladder import DEFAULT
    from promo.ladder_files import open_ladder
    from promo.offering import ladders

    def read(answer: str) -> tuple[Ladder, str]:
        return open_ladder(answer, "--ladder")[0], answer

    if named is None and _is_terminal():
        return _choice(
            terminal, "Ladder", list(ladders()), read, ", or a file of your own", DEFAULT
        )
    named = named or DEFAULT
    return open_ladder(named, "--ladder")[0], named


def _target(terminal: PageTerminal, ladder: Ladder, named: str | None, track: str | None) -> Target:
    """The level and track of the call, else asked for. Raises InputError."""
    from promo.starting_files import levels_to_choose, no_target, target_of

    def read(answer: str) -> Target:
        return target_of(ladder, answer, track)

    if named is not None:
        return target_of(ladder, named, track)
    if _is_terminal():
        offers = levels_to_choose(ladder, track)
        return _choice(terminal, "The level that you aim at", offers, read)
    raise no_target(ladder)


def _choice(
    terminal: PageTerminal,
    title: str,
    offers: Sequence[Offer],
    read: Callable[[str], Found],
    more: str = "",
    default: str | None = None,
) -> Found:
    """What a person chooses from a list, by number or name, asked for until it can be used."""
    from promo.findings import InputError

    # Levels that are called 2, 3 and 4 are not counted 1, 2 and 3 besides.
    is_counted = not any(name.isdigit() for name, _ in offers)
    numbers = {str(n): name for n, (name, _) in enumerate(offers, 1)} if is_counted else {}

    def read_one(answer: str) -> Found:
        answer = answer.strip()
        if numbers and answer.isdigit() and answer not in numbers:
            raise click.UsageError(f"the numbers are 1 to {len(numbers)}")
        try:
            return read(numbers.get(answer, answer))
        except InputError as error:
            told = (f"{f.message}; {f.help}" if f.help else f.message for f in error.findings)
            raise click.UsageError("; ".join(told)) from error

    terminal.choices(title, offers, numbers)
    asked = f"Its {'number' if numbers else 'name'}{more}"
    answer: Found = click.prompt(asked, value_proc=read_one, default=default, err=True)
    return answer
