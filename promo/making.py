"""What an output is made of, and how that becomes bytes of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from promo import __version__
from promo.assess import Assessment
from promo.findings import Finding
from promo.forms import Form
from promo.model import Reviewed
from promo.planning import Output
from promo.writers.seal import State

if TYPE_CHECKING:
    from promo.blind import Blind
    from promo.compose.frame import Besides
    from promo.packet import Packet
    from promo.report import Json


class Making(NamedTuple):
    """What an output is made of."""

    assessment: Assessment
    reviewed: Reviewed
    blind: Blind | None
    besides: Besides | None


class Format(NamedTuple):
    """How what a job makes becomes bytes, and how such bytes are known again."""

    write: Callable[[Making], bytes]
    state_of: Callable[[bytes], State]


def format_of(name: str, form: Form) -> Format:
    """Each format's modules are imported only where it is written."""
    if name == "json":
        from promo import report

        def written(making: Making) -> bytes:
            blinded = making.blind.report if making.blind else None
            return report.write(making.assessment, __version__, blinded, _reported(making))

        return Format(written, report.state_of)
    write = form.writers[name]
    if name == "docx":
        from promo.writers.word.package import state_of
    else:
        from promo.writers.markdown import state_of
    return Format(lambda making: write(_packet(making, form)), state_of)


def _packet(making: Making, form: Form) -> Packet:
    from promo.compose import compose  # not needed to check, nor for JSON
    from promo.compose.frame import NOTHING_BESIDES

    besides = making.besides or NOTHING_BESIDES
    packet = compose(making.assessment, __version__, form.words, making.reviewed, besides)
    return making.blind.packet(packet) if making.blind else packet


def _reported(making: Making) -> dict[str, Json]:
    if making.besides is None:
        return {}
    from promo.asked_sections import reported

    return reported(making.besides, making.assessment)


def unshown(
    making: Making, form: Form, outputs: Sequence[Output], made: Sequence[bytes]
) -> Iterator[Finding]:
    """Sections that the call asks for and a template leaves out."""
    if making.besides is None:
        return
    from promo.asked_sections import unshown_in

    packet = _packet(making, form)
    for output, data in zip(outputs, made, strict=True):
        if output.format != "json":
            place = str(output.path or making.assessment.evidence.name)
            yield from unshown_in(packet, form.writers[output.format], data, place)
