"""The command that tells editors what the files may hold."""

from __future__ import annotations

import sys

import click

from promo.cli.program import ERROR, print_bytes


@click.group()
def schema() -> None:
    """Write a JSON Schema, so that an editor completes and checks a file.

    \b
    promo schema evidence --ladder pm-ic-five -o evidence.schema.json
    promo schema ladder -o ladder.schema.json
    """


_output = click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="A file that does not exist yet.  [default: standard output]",
)


@schema.command("evidence")
@click.option(
    "--ladder",
    "-l",
    metavar="NAME|FILE",
    help="Offer the levels, competencies, expectations and scopes of this ladder.",
)
@_output
def evidence_schema(ladder: str | None, output: str | None) -> None:
    """The schema of an evidence file.

    With --ladder it knows the ladder's own ids, and an editor offers them with
    their titles and texts.

    \b
    promo schema evidence --ladder pm-ic-five -o evidence.schema.json
    """
    from promo import schema as schemas
    from promo.findings import InputError
    from promo.ladder_files import open_ladder
    from promo.ladder_terminal import LadderTerminal

    try:
        on = open_ladder(ladder, "--ladder")[0] if ladder else None
    except InputError as error:
        LadderTerminal().findings(error.findings)
        sys.exit(ERROR)
    _write(schemas.evidence_schema(on), output)


@schema.command("ladder")
@_output
def ladder_schema(output: str | None) -> None:
    """The schema of a ladder file.

    \b
    promo schema ladder -o ladder.schema.json
    """
    from promo import schema as schemas

    _write(schemas.ladder_schema(), output)


def _write(found: object, output: str | None) -> None:
    import json

    from promo.findings import InputError
    from promo.ladder_files import put_new
    from promo.ladder_terminal import LadderTerminal

    data = (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()
    if output is None or output == "-":
        print_bytes(data)
        return
    terminal = LadderTerminal()
    try:
        put_new(output, data)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    terminal.wrote(output, data)
