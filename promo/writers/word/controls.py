"""Content controls: a question's answer as Word and LibreOffice let a person give it.

Inline ones only: round whole paragraphs LibreOffice loses bold words and breaks links. Rich text,
not plain: LibreOffice 7.4 loses the line breaks and the prompt of plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from promo.model import FieldKind
from promo.packet import Field
from promo.words import shortened
from promo.writers.word.markup import escaped, run

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SYMBOLS = "MS Gothic"  # Word's own font for boxes
_LONGEST_TITLE = 64  # characters that Word takes for a control's title
_LONGEST_ENTRY = 255  # and for an entry of a list


def control(field: Field, title: str, runs: str, id: int, language: str) -> str:
    """The control of a field around the runs of its answer or prompt."""
    unanswered = "" if field.answer or field.kind is FieldKind.CHECK else "<w:showingPlcHdr/>"
    alias = shortened(title, _LONGEST_TITLE)
    properties = (
        f'<w:alias w:val="{escaped(alias)}"/>'
        f'<w:tag w:val="{escaped(field.tag)}"/><w:id w:val="{id}"/>{unanswered}'
        f"{_kind(field, language)}"
    )
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"


def _kind(field: Field, language: str) -> str:
    if field.kind is FieldKind.CHOICE:
        return f"<w:dropDownList>{''.join(_choices(field))}</w:dropDownList>"
    if field.kind is FieldKind.DAY:
        # Word wants a moment; noon would be another day in some places, so midnight of nowhere.
        is_day = field.answer and field.shown != field.answer
        full = f' w:fullDate="{field.answer}T00:00:00Z"' if is_day else ""
        return (
            f'<w:date{full}><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{language}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if field.kind is FieldKind.CHECK:
        return (
            f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="{bool(field.answer):d}"/>'
            f'<w14:checkedState w14:val="2612" w14:font="{_SYMBOLS}"/>'
            f'<w14:uncheckedState w14:val="2610" w14:font="{_SYMBOLS}"/></w14:checkbox>'
        )
    return "<w:richText/>"


def _choices(field: Field) -> Iterator[str]:
    """The prompt comes first, so that a choice can be taken back: chosen, it is no answer."""
    if shortened(field.prompt, _LONGEST_ENTRY) == field.prompt:
        yield f'<w:listItem w:value="{escaped(field.prompt)}"/>'
    for choice in field.choices:
        yield f'<w:listItem w:displayText="{escaped(choice)}" w:value="{escaped(choice)}"/>'


def box(field: Field) -> str:
    """The run of a check's box; Word takes the font that has one."""
    return run(field.shown.partition(" ")[0])
