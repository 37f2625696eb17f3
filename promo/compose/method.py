"""How the packet was made: the rules, the ladder, and each number with who set it."""

from __future__ import annotations

from collections.abc import Iterator

from promo.assess import PolicyNumber, policy_for
from promo.committee import years_text
from promo.compose.frame import Frame
from promo.model import POLICY_LINES, PolicySource
from promo.packet import Method


def method_of(f: Frame) -> Method:
    words = f.words
    return Method(
        paragraphs=tuple(method_paragraphs(f)),
        table_title=words("method.table"),
        table_description=words("method.table.descr"),
        columns=tuple(words(f"column.{key}") for key in ("line", "asked", "set_by")),
        rows=tuple(policy_rows(f)),
    )


def method_paragraphs(f: Frame) -> Iterator[str]:
    words, a = f.words, f.assessment
    ladder = a.ladder
    yield words("method.lead")
    yield words("method.item")
    yield words("method.status")
    yield " ".join(ladder_sentences(f))
    if ladder.notes:
        yield words("method.notes", notes=ladder.notes.strip())
    yield words("method.as_of", as_of=words.day(a.as_of), version=f.tool_version)


def ladder_sentences(f: Frame) -> Iterator[str]:
    """Which ladder, where it comes from, and whether it is anybody's official one."""
    words, ladder = f.words, f.assessment.ladder
    key = "method.ladder.version" if ladder.version else "method.ladder"
    level = f.assessment.level.title
    yield words(key, title=ladder.title, id=ladder.id, version=ladder.version, level=level)
    if f.assessment.track:
        yield words("method.track", title=f.assessment.track.title)
    if ladder.years:
        yield words("method.years", years=years_text(words, ladder.years))
    origin = words.join((ladder.source.name, ladder.source.url), "comma")
    if origin:
        yield words("method.source", source=origin)
    if ladder.source.licence:
        yield words("method.licence", licence=ladder.source.licence)
    if ladder.source.unofficial:
        yield words("method.unofficial")


def policy_rows(f: Frame) -> Iterator[tuple[str, str, str]]:
    """Each number of the policy, and under it the exceptions that competencies set."""
    a = f.assessment
    general = policy_for(a.ladder, a.level)
    if not a.level.scope:  # nothing is asked, whatever the number
        general["at_scope"] = general["at_scope"]._replace(value=0)
    for name in POLICY_LINES:
        label = policy_label(f, name)
        if general[name] != (0, PolicySource.TOOL):  # what promo asks for only where it is told to
            yield policy_row(f, label, general[name])
        for coverage in a.coverages:
            own = policy_for(a.ladder, a.level, coverage.competency)[name]
            if own.source is PolicySource.COMPETENCY:
                title = coverage.competency.title
                yield policy_row(f, f.words("policy.exception", line=label, title=title), own)


def policy_label(f: Frame, name: str) -> str:
    if name == "at_scope":
        scope = f.assessment.level.scope
        return f.words("policy.at_scope" if scope else "policy.at_scope.none", scope=scope)
    return f.words(f"policy.{name}")


def policy_row(f: Frame, label: str, number: PolicyNumber) -> tuple[str, str, str]:
    asked = f.words.number(number.value) if number.value else f.words("policy.off")
    return label, asked, f.words(f"policy.{number.source.value}")
