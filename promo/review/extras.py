"""Fields that a company added to its form: controls that are not promo's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator

from promo.model import TICKED, Extra
from promo.review.answers import Sheet, is_ticked, shows_prompt
from promo.review.record import Built
from promo.writers.word.lint.schema import clark
from promo.writers.word.recorded import Field, in_blanks
from promo.writers.word.story import Control

_GOOGLE = "goog_rdk"  # Google Docs writes such controls round what it likes
_NO_QUESTION = tuple(
    clark(name) for name in ("w:docPartObj", "w:docPartList", "w:group", "w:picture")
)


def extras_of(
    sheet: Sheet, fields: Iterable[Field], asked: Collection[str], built: Built
) -> Iterator[Extra]:
    """What stands in each control that has a name and is no field of the form, nor round one.

    One that says what it said when the packet was built is nobody's answer.
    """
    starts = sorted(field.own.start for field in fields)
    for control in sorted(sheet.story.controls, key=lambda control: control.span):
        if not _is_named(control) or control.tag in asked or _is_round(control, starts):
            continue
        name = control.alias or control.tag
        if not built.has_control(name, in_blanks(sheet.story, control.span)):
            yield Extra(name, _value(sheet, control))


def _is_named(control: Control) -> bool:
    if control.tag.startswith(_GOOGLE) or not (control.tag or control.alias):
        return False
    return all(control.properties.find(tag) is None for tag in _NO_QUESTION)


def _is_round(control: Control, starts: list[int]) -> bool:
    """Whether a field starts in a control: LibreOffice puts some round boxes and their words."""
    place = bisect_left(starts, control.span.start)
    is_field = control.tag.startswith("promo.")
    return not is_field and place < len(starts) and starts[place] < control.span.stop


def _value(sheet: Sheet, control: Control) -> str:
    ticked = is_ticked(control.properties)
    if ticked is not None:
        return TICKED if ticked else ""
    # What a company's control asks is not known, so that the mark of a prompt has to be believed.
    return sheet.text(control.span, control.span if shows_prompt(control) else None)
