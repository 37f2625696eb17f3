"""Codes as a page and as JSON: what each means, why it is told, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from promo.explaining import FAMILIES, TABLE, Explained, family_of
from promo.findings import Finding, InputError, Location, quote
from promo.ignoring import near_code
from promo.pages import Line, Page, PageSection, Table
from promo.report import Json


def each_named(names: Iterable[str]) -> list[str]:
    """`PR101,EV` is two names; a comma too many is none."""
    found = ([part.strip() for part in name.split(",") if part.strip()] for name in names)
    return [part for parts in found for part in parts or [""]]


def explained(names: Iterable[str]) -> tuple[Explained, ...]:
    """The codes of these names; letters stand for all that begin with them. Raises InputError."""
    found: dict[str, Explained] = {}
    unknown = []
    for name in names:
        meant = [each for code, each in TABLE.items() if code.startswith(name.upper())]
        if not meant or not name:
            help = near_code(name, [*TABLE, *FAMILIES]) or f"families are {', '.join(FAMILIES)}"
            message = f"there is no code {quote(name)}" if name else "no code is named"
            place = Location("CODE")
            unknown.append(Finding(code="CL012", location=place, message=message, help=help))
        found.update((each.code, each) for each in meant)
    if unknown:
        raise InputError(unknown)
    return tuple(found.values())


def codes_page(codes: Sequence[Explained], *, whole: bool) -> Page:
    """Each code in full where all were named `whole`, else a table for each family."""
    if len(codes) == 1:
        section = _section(codes[0])
        return Page(title=section.title, sections=(replace(section, title=""),), is_own=True)
    sections = map(_section, codes) if whole else _families(codes)
    return Page(title="Codes", sections=tuple(sections), is_own=True)


def families_page() -> Page:
    """The families of codes."""
    rows = []
    for letters, family in FAMILIES.items():
        count = sum(code.startswith(letters) for code in TABLE)
        rows.append((letters, str(count), family.title))
    table = Table(columns=("family", "codes", "what they are about"), rows=tuple(rows))
    closing = "A family is listed by its letters, and a code explained by its name: "
    return Page(
        title="Families of codes",
        sections=(PageSection(title="", table=table),),
        closing=(f"{closing}promo explain PR, promo explain PR101",),
    )


def codes_report(codes: Sequence[Explained]) -> Json:
    """The same for other programs."""
    told: list[Json] = [{**code._asdict(), "family": family_of(code.code).title} for code in codes]
    return {"format": "promo-codes", "version": 1, "codes": told}


def _section(code: Explained) -> PageSection:
    told = {
        "severity:": code.severity,
        "family:": family_of(code.code).title,
        "why:": code.why,
        "weak:": code.weak,
        "strong:": code.strong,
        "do:": code.remedy,
    }
    examples = (code.weak, code.strong)
    lines = tuple(
        Line(text=text, label=label, is_code=text in examples)
        for label, text in told.items()
        if text
    )
    return PageSection(title=f"{code.code}: {code.title}", lines=lines)


def _families(codes: Sequence[Explained]) -> Iterator[PageSection]:
    for letters, group in groupby(codes, key=lambda code: code.code[:2]):
        rows = tuple((code.code, code.severity, code.title) for code in group)
        table = Table(columns=("code", "severity", "what it is"), rows=rows)
        family = FAMILIES[letters]
        yield PageSection(title=family.title, note=family.why, table=table)
