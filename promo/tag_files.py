"""Untagged items of an evidence file with their suggestions, and tags written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from promo.assess import Assessment
from promo.collect_files import put_back
from promo.findings import Location, stopped
from promo.load import STDIN, Question, load_file, read_evidence
from promo.model import EvidenceItem
from promo.report import Json
from promo.source import Map, Seq, Source
from promo.suggesting import Suggester, Suggestion
from promo.yaml_editing import with_tags

# 1: the first one. A key may be added within a version; none is renamed, removed or changed.
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Untagged:
    """An item without a tag, its place in the file's list, from 0, and what its words speak of."""

    item: EvidenceItem
    at: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """An evidence file that is being tagged; `data` is the file as it was read."""

    name: str
    data: bytes
    assessment: Assessment
    suggester: Suggester
    untagged: tuple[Untagged, ...]


def open_file(question: Question) -> Tagging:
    """The items of a file that nothing is said of. Raises InputError."""
    if question.evidence == STDIN:
        fact = "tags are written into a file, and this is standard input"
        raise stopped("CO009", Location("FILE"), fact, "name the file")
    # Read first: who saves the file between the two is noticed when it is written.
    data = read_evidence(question.evidence)
    source, assessment = load_file(question)
    suggester = Suggester(assessment.ladder, assessment.target)
    numbers = _numbers(source)
    untagged = [
        Untagged(
            item=item,
            at=numbers[item.place.line, item.place.column],
            suggestions=suggester.suggest(item),
        )
        for item in assessment.evidence.items
        if not item.tags and not item.expectations
    ]
    return Tagging(
        name=question.evidence,
        data=data,
        assessment=assessment,
        suggester=suggester,
        untagged=tuple(untagged),
    )


def _numbers(source: Source) -> dict[tuple[int, int], int]:
    """Where each item stands in the list: private ones are counted too, and not read."""
    _, node = source.root.entries.get("evidence", (None, None))
    return {
        (value.line, value.column): at
        for at, value in enumerate(node.values if isinstance(node, Seq) else ())
        if isinstance(value, Map)
    }


def write(tagging: Tagging, tags: Mapping[int, Sequence[str]]) -> Tagging:
    """Competencies for items by their places, written into the file. Raises InputError."""
    data = with_tags(tagging.data, tagging.name, tags)
    put_back(tagging.name, data, tagging.data)
    return replace(tagging, data=data)


def undo(tagging: Tagging, before: Tagging) -> Tagging:
    """The file as it was before an answer, unless somebody else has written it since."""
    if before.data != tagging.data:
        put_back(tagging.name, before.data, tagging.data)
    return before


def report(tagging: Tagging) -> Json:
    """The untagged items for other programs."""
    return {
        "format": "promo-untagged",
        "version": FORMAT_VERSION,
        "file": tagging.name,
        "ladder": tagging.assessment.ladder.id,
        "target": tagging.assessment.level.id,
        "untagged": [
            {
                "id": each.item.id,
                "title": each.item.title,
                "line": each.item.place.line,
                "suggestions": [
                    {
                        "competency": suggestion.competency.id,
                        "score": suggestion.score,
                        "words": list(suggestion.words),
                        "expectation": suggestion.expectation.id if suggestion.expectation else "",
                    }
                    for suggestion in each.suggestions
                ],
            }
            for each in tagging.untagged
        ],
    }
