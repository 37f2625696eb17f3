"""Templates as pages: which there are, and everything that one may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from promo.pages import Line, Page, PageSection, Table
from promo.templating.meanings import BLOCKS, FIELDS, FILTERS
from promo.templating.shape import Leaf, ListOf, Record, Shape

LANGUAGES = {"docx": "Word", "md": "Markdown"}
ABOUT = {
    "packet": "the whole packet",
    "brief": "page one: identity, summary, coverage and the worst flags",
    "plain": "the whole packet without tables or links inside it",
}
_LONGEST_EXAMPLE = 44


class Field(NamedTuple):
    """What a template may name: its path, what it is, and its value in the sample packet.

    A step that ends in `[]` is a list, to go through with `for`.
    """

    path: str
    meaning: str
    example: str


def list_page(shipped: Mapping[str, tuple[str, ...]]) -> Page:
    rows = tuple(
        (name, " and ".join(LANGUAGES[f] for f in formats), ABOUT[name])
        for name, formats in shipped.items()
    )
    return Page(
        title="Shipped templates",
        sections=(PageSection(title="", table=Table(columns=("name", "for", "is"), rows=rows)),),
        closing=(
            "Use one: promo build evidence.yaml --template brief",
            "Make it your own: promo template export packet our-form/",
        ),
    )


def fields(shape: Record, sample: Mapping[str, Any]) -> tuple[Field, ...]:
    """Every field of a packet; `sample` is one as plain data."""
    return tuple(_fields(shape, [sample], ""))


def _fields(shape: Record, values: list[Any], before: str) -> Iterator[Field]:
    for name, each in shape.fields.items():
        found = [value[name] for value in values if value]
        yield from _field(each, found, f"{before}{name}", FIELDS[f"{shape.noun}.{name}"])


def _field(shape: Shape, values: list[Any], path: str, meaning: str) -> Iterator[Field]:
    if isinstance(shape, ListOf):
        inner = [each for value in values for each in value or ()]
        yield from _field(shape.each, inner, f"{path}[]", meaning)
    elif isinstance(shape, Record):
        yield from _fields(shape, values, f"{path}.")
    else:
        yield Field(path, meaning, _example(shape, values))


def _example(shape: Leaf, values: list[Any]) -> str:
    text = next((" ".join(str(value).split()) for value in values if value), "")
    return f"{text[:_LONGEST_EXAMPLE]}…" if len(text) > _LONGEST_EXAMPLE else text


def fields_page(found: tuple[Field, ...], styles: Mapping[str, tuple[str, str]]) -> Page:
    """Fields, blocks, styles and filters, one line each; fields with an example."""
    single = tuple(field for field in found if "[]" not in field.path)
    listed = tuple(field for field in found if "[]" in field.path)
    return Page(
        title="What a template may name",
        sections=(
            PageSection(
                title="Fields",
                note="Anywhere in a text, header, footer or property: {{ candidate.name }}",
                lines=_lines(single),
            ),
            PageSection(
                title="Blocks of Word",
                note="Alone in a paragraph: {{ coverage_table }}",
                lines=tuple(Line(label=f"{name}:", text=text) for name, text in BLOCKS.items()),
            ),
            PageSection(
                title="Fields in lists",
                note="Inside {% for row in coverage.rows %} … {% endfor %}: {{ row.items }}; "
                "a list ends in [].",
                lines=_lines(listed),
            ),
            PageSection(
                title="Styles of Word",
                note="What a template lacks comes from the shipped one.",
                lines=tuple(
                    Line(label=f"{name}:", text=f"{kind}: {text}")
                    for name, (kind, text) in styles.items()
                ),
            ),
            PageSection(
                title="Filters of Word",
                note="Behind a field: {{ flags.first | length }}",
                lines=tuple(Line(label=f"{name}:", text=text) for name, text in FILTERS.items()),
            ),
        ),
    )


def _lines(found: tuple[Field, ...]) -> tuple[Line, ...]:
    return tuple(Line(label=f"{f.path}:", text=f.meaning, detail=f.example) for f in found)


def fields_report(found: tuple[Field, ...], styles: Mapping[str, tuple[str, str]]) -> Any:
    """The same for other programs."""
    return {
        "format": "promo-template-fields",
        "version": 1,
        "fields": [field._asdict() for field in found],
        "blocks": [{"name": name, "meaning": text} for name, text in BLOCKS.items()],
        "styles": [{"name": n, "kind": kind, "meaning": t} for n, (kind, t) in styles.items()],
        "filters": [{"name": name, "meaning": text} for name, text in FILTERS.items()],
    }


def list_report(shipped: Mapping[str, tuple[str, ...]]) -> Any:
    return {
        "format": "promo-templates",
        "version": 1,
        "templates": [
            {"name": name, "formats": list(formats), "is": ABOUT[name]}
            for name, formats in shipped.items()
        ],
    }
