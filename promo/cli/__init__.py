"""Click: arguments to a request, a result to words and an exit code. Nothing is decided here."""

from __future__ import annotations

import click

from promo import __version__
from promo.cli.collecting import collect, tag
from promo.cli.comparing import diff
from promo.cli.completing import completion, offer_names
from promo.cli.explaining import explain
from promo.cli.ladders import ladder
from promo.cli.packets import build, check
from promo.cli.program import Program
from promo.cli.reviews import review
from promo.cli.schemas import schema
from promo.cli.starting import new
from promo.cli.templates import template


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="promo", message="%(prog)s %(version)s")
def main() -> None:
    """Turn tagged evidence into a promotion packet.

    promo counts the evidence in a YAML file against one level of a career
    ladder, says what is missing, and writes a packet to Word or Markdown. It
    works offline and never judges a person.

    \b
    promo new evidence.yaml
    promo check evidence.yaml
    promo build evidence.yaml
    """


# In the order of the way to a packet; what helps on the way comes after it.
for _command in (
    new,
    collect,
    tag,
    check,
    build,
    review,
    diff,
    ladder,
    template,
    schema,
    explain,
    completion,
):
    main.add_command(_command)
offer_names(main)
