"""Page one: who, what for, how much there is to read, and the coverage at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo import phrases
from promo.assess import Coverage, Status
from promo.compose.frame import Frame
from promo.model import EvidenceItem
from promo.packet import CoverageRow, CoverageTable, Mark
from promo.prose import words_in

MOST_CELLS = 8  # expectations that fit as dots beside each other; beyond that a count stands there


def subtitle_text(f: Frame) -> str:
    target = target_title(f)
    current = current_title(f)
    if not current:
        return f.words("subtitle.target", target=target)
    return f.words("subtitle", current=current, target=target)


def target_title(f: Frame) -> str:
    """The level, and the track where the level is on several."""
    level, track = f.assessment.level, f.assessment.track
    if track is None or len(f.assessment.ladder.tracks_of(level)) < 2:
        return level.title
    return f.words("fact.target.track", level=level.title, track=track.title)


def current_title(f: Frame) -> str:
    """The current level's title; as typed where it is none, or one of several on other tracks."""
    a, candidate = f.assessment, f.assessment.evidence.candidate
    named = a.ladder.targets_named(candidate.current_level)
    if len({target.level for target in named}) > 1:
        named = tuple(target for target in named if target.track == a.track)
    levels = {target.level.title for target in named}
    return levels.pop() if len(levels) == 1 else candidate.current_level or candidate.role


def footer_text(f: Frame) -> str:
    as_of, cycle = f.words.day(f.assessment.as_of), f.assessment.evidence.details.cycle
    key = "footer.cycle" if cycle else "footer.left"
    return f.words(key, as_of=as_of, cycle=cycle)


def facts_of(f: Frame) -> Iterator[tuple[str, str]]:
    words, a = f.words, f.assessment
    candidate, cycle = a.evidence.candidate, a.evidence.details.cycle
    absent = words("not_stated")
    yield "fact.current", candidate.role or current_title(f) or absent
    yield "fact.target", target_title(f)
    yield "fact.team", candidate.team or absent
    yield "fact.manager", candidate.manager or absent
    yield "fact.period", evidence_period(f) or absent
    yield "fact.evidence", evidence_size(f)
    yield "fact.ladder", ladder_name(f)
    as_of = words.day(a.as_of)
    yield "fact.as_of", words("fact.as_of.cycle", as_of=as_of, cycle=cycle) if cycle else as_of


def evidence_period(f: Frame) -> str:
    periods = [item.period for item in f.assessment.accepted if item.period]
    if not periods:
        return ""
    last = max(period.end_by(f.assessment.as_of) for period in periods)
    return f.words.span(min(period.start for period in periods), last)


def evidence_size(f: Frame) -> str:
    """How much there is to read: items, and the words of the candidate's prose."""
    a = f.assessment
    prose = [a.evidence.details.summary]
    for item in a.evidence.items:
        prose += [item.situation, item.actions, item.result]
    return f.words(
        "fact.evidence.value",
        items=f.words("items", len(a.evidence.items)),
        counted=len(a.accepted),
        words=f.words("words", sum(words_in(blocks) for blocks in prose)),
    )


def ladder_name(f: Frame) -> str:
    ladder = f.assessment.ladder
    title = ladder.title
    if ladder.version:
        title = f.words("fact.ladder.value", title=title, version=ladder.version)
    said = any(word in title.casefold() for word in f.words("unofficial.words").split())
    return f.words("unofficial", title=title) if ladder.source.unofficial and not said else title


def coverage_table(f: Frame) -> CoverageTable:
    words, a = f.words, f.assessment
    columns = ("competency", "status", "expectations", "items", "latest")
    names = [competency.title for competency in a.not_assessed]
    on_several = len(a.ladder.tracks_of(a.level)) > 1
    not_assessed = "not_assessed.track" if on_several else "not_assessed"
    return CoverageTable(
        columns=tuple(words(f"column.{column}") for column in columns),
        rows=tuple(coverage_row(f, coverage) for coverage in a.coverages),
        key=words("key"),
        marks=tuple(
            Mark(
                status=status,
                dots=phrases.DOTS[status],
                label=phrases.status_label(words, status),
            )
            for status in reversed(Status)
        ),
        note=words("key.note"),
        not_assessed=words(not_assessed, names=words.listed(names)) if names else "",
        description=words("coverage.descr"),
    )


def coverage_row(f: Frame, coverage: Coverage) -> CoverageRow:
    cells = tuple(f.mark(expectation) for expectation in coverage.expectations)
    covered = sum(e.status >= Status.COVERED for e in coverage.expectations)
    cells_text = f.words("coverage.cells", len(cells), covered=covered)
    return CoverageRow(
        competency=f.competency_ref(coverage),
        mark=f.mark(coverage),
        cells=cells if len(cells) <= MOST_CELLS else (),
        cells_text=cells_text if cells else f.words("coverage.none_named"),
        items=f.words.number(len(coverage.items)),
        latest=latest_text(f, coverage.items),
    )


def latest_text(f: Frame, items: Sequence[EvidenceItem]) -> str:
    ends = [item.period.end_by(f.assessment.as_of) for item in items if item.period]
    if ends:
        return f.words.month(max(ends))
    return f.words("latest.undated" if items else "latest.none")
