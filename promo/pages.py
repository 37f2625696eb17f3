"""Ladders and what changes in them as pages: the same lines for a terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from promo.committee import for_committee, time_text, years_text
from promo.comparing import (
    Change,
    CompetencyChange,
    Fact,
    LadderComparison,
    LevelComparison,
    LineChange,
    PartChange,
    parts_of,
    shown,
)
from promo.ladder.keys import ladder_keys
from promo.model import Competency, Expectation, Ladder, Level, Target
from promo.plain import Plain
from promo.words import Words, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its change if it tells of one, the text, its id, and what it was before."""

    text: str
    change: Change | None = None
    label: str = ""
    detail: str = ""
    was: str = ""
    is_code: bool = False

    @property
    def word(self) -> str:
        """The change in a word; empty where the line tells of none."""
        return WORD[self.change] if self.change else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells under their headings; the first column is text, `numbers` tells the others."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    title: str
    note: str = ""
    lines: tuple[Line, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A title, facts beside their names, sections, and what closes the page.

    Where the texts are promo's own, ticks in them are around code.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[PageSection, ...] = ()
    closing: tuple[str, ...] = ()
    is_own: bool = False


RISK = "risk, never counted"
COMMITTEE = "For the committee to check"


def _facts(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those that say something."""
    return tuple((name, text) for name, text in facts if text)


def counts(ladder: Ladder) -> str:
    """4 levels, 5 competencies, 77 expectations."""
    told = (
        counted(len(ladder.levels), "level"),
        counted(len(ladder.competencies), "competency", "competencies"),
        counted(len(ladder.expectations), "expectation"),
    )
    return ", ".join(told)


# The ladders, one ladder, one level


def list_page(ladders: Sequence[Ladder], default: str) -> Page:
    rows = tuple(
        (
            f"{ladder.id} (default)" if ladder.id == default else ladder.id,
            str(len(ladder.levels)),
            str(len(ladder.competencies)),
            str(len(ladder.expectations)),
            ", ".join(level.id for level in ladder.levels),
        )
        for ladder in ladders
    )
    columns = ("ladder", "levels", "competencies", "expectations", "from the lowest level")
    lines = tuple(Line(text=ladder.title, label=f"{ladder.id}:") for ladder in ladders)
    return Page(
        title="Built-in ladders",
        sections=(
            PageSection(title="", table=Table(columns=columns, rows=rows)),
            PageSection(title="", lines=lines),
        ),
        closing=("A ladder of your own is named by its path: promo ladder show -l my-ladder.yaml",),
    )


def ladder_page(ladder: Ladder) -> Page:
    source = ladder.source
    official = "unofficial" if source.unofficial else ""
    facts = (
        ("ladder", ladder.id),
        ("version", ladder.version),
        ("source", ", ".join(part for part in (source.name, source.url, official) if part)),
        ("licence", source.licence),
        ("tracks", ", ".join(f"{track.title} ({track.id})" for track in ladder.tracks)),
        *((f"track {track.id}", track.notes) for track in ladder.tracks),
        ("scopes", ", ".join(ladder.scopes)),
        ("ratings", ", ".join(ladder.ratings)),
        ("cumulative", ladder.cumulative.value),
        ("experience", years_text(Words(), ladder.years)),
        ("policy", shown(ladder_keys(ladder).get("policy", ""))),
        *ladder.meta,
    )
    sections = [
        PageSection(title="Levels", lines=tuple(_level_line(ladder, e) for e in ladder.levels)),
        PageSection(title="Expectations", table=_count_table(ladder)),
    ]
    if ladder.rules:
        lines = tuple(Line(text=rule) for rule in ladder.rules)
        sections.append(PageSection(title=COMMITTEE, lines=lines))
    if ladder.checks:
        lines = tuple(Line(text=c.text, label=f"{c.id}:") for c in ladder.checks)
        sections.append(PageSection(title="What strong evidence shows", lines=lines))
    closing = (counts(ladder), ladder.notes.strip())
    return Page(
        title=ladder.title,
        facts=_facts(facts),
        sections=tuple(sections),
        closing=tuple(text for text in closing if text),
    )


def _level_line(ladder: Ladder, level: Level) -> Line:
    details = (
        ", ".join(level.aliases),
        level.scope and f"{level.scope} scope",
        years_text(Words(), level.years),
        ", ".join(track.title for track in ladder.tracks_of(level)) if level.tracks else "",
    )
    text = "; ".join((level.title, *(detail for detail in details if detail)))
    return Line(label=f"{level.id}:", text=text)


def _count_table(ladder: Ladder) -> Table:
    """How many expectations each competency has at each level or, with a scale, at its steps."""
    columns = ("competency", *(level.id for level in ladder.levels))
    return Table(
        columns=columns,
        rows=tuple(
            (_name(c), *(_count_at(ladder, level, c) for level in ladder.levels))
            for c in ladder.competencies
        ),
        numbers=True,
    )


def _name(competency: Competency) -> str:
    return f"{competency.title} (risk)" if competency.is_risk else competency.title


def _count_at(ladder: Ladder, level: Level, competency: Competency) -> str:
    found = ladder.expectations_of(level, competency)
    return str(len(found)) if found else "·"


def level_page(ladder: Ladder, target: Target) -> Page:
    """Everything that one level asks for on its track, competency by competency."""
    level, track = target
    keys = next(keys for keys in parts_of(ladder, "levels") if keys["id"] == level.id)
    told = ("id", "title", "summary", "aliases", "tracks", "meta", "steps", "points", "rules")
    facts = [("ladder", ladder.id), ("track", track.title if track else "")]
    facts += [("level", level.id), ("aliases", ", ".join(level.aliases))]
    keys = keys | _in_words(level)
    facts += [(name.replace("_", " "), shown(v)) for name, v in keys.items() if name not in told]
    facts += [("leads to", ", ".join(after.id for after in ladder.next_after(level)))]
    sections = tuple(_level_sections(ladder, target))
    lines = sum(len(ladder.expectations_of(level, c, track)) for c in ladder.competencies)
    assessed = counted(len(ladder.assessed_at(level, track)), "competency", "competencies")
    return Page(
        title=f"{level.title}: {level.summary}" if level.summary else level.title,
        facts=_facts((*facts, *level.meta)),
        sections=sections,
        closing=(f"{counted(lines, 'expectation')}; {assessed} assessed",),
    )


def _in_words(level: Level) -> dict[str, Plain]:
    """What a level states in numbers and notes, as a packet says it."""
    words = Words()
    equivalents = (
        words("level.noted", text=e.title, note=e.note) if e.note else e.title
        for e in level.equivalents
    )
    return {
        "years": years_text(words, level.years),
        "time_in_level": time_text(words, level.time_in_level),
        "equivalents": ", ".join(equivalents),
    }


def _level_sections(ladder: Ladder, target: Target) -> Iterator[PageSection]:
    level, track = target
    for competency in ladder.competencies:
        cell = ladder.expectations_of(level, competency, track)
        lines = [expectation_line(e) for e in cell]
        for e in ladder.context_of(level, competency, track):
            text = f"{e.text.strip()} (optional)" if e.optional else e.text.strip()
            lines.append(Line(text=text, label=f"from {ladder.stands_at(target, e)}:", detail=e.id))
        if lines:
            note = competency_note(competency, target)
            yield PageSection(title=competency.title, note=note, lines=tuple(lines))
    for group in for_committee(Words(), ladder, target):
        lines = [Line(text=line) for line in group.lines]
        yield PageSection(title=f"{COMMITTEE}: {group.title}", lines=tuple(lines))
    none = [
        c.title
        for c in ladder.competencies
        if not c.is_risk and not ladder.expectations_of(level, c, track)
    ]
    if none:
        lines = [Line(text=", ".join(none))]
        where = "on this track" if len(ladder.tracks_of(level)) > 1 else "at this level"
        yield PageSection(title=f"Not assessed {where}", lines=tuple(lines))


def competency_note(competency: Competency, target: Target) -> str:
    """What the ladder says of a competency besides its expectations, in short."""
    weight = competency.weight_on(target.track)
    step = competency_step(competency, target.level)
    parts = (
        competency.group,
        RISK if competency.is_risk else "",
        "required" if competency.is_required_on(target.track) else "",
        "" if weight is None else f"weight {weight:g}",
        f"step {step}" if step else "",
        competency.description.strip(),
    )
    return "; ".join(part for part in parts if part)


def competency_step(competency: Competency, level: Level) -> str:
    asked = level.step_of(competency.id)
    return next((step.title for step in competency.scale if step.id == asked), "")


def expectation_line(e: Expectation) -> Line:
    text = e.text.strip()
    text = f"{text} (looks for: {e.target})" if e.target else text
    label = f"{e.kind}:" if e.kind else ""
    return Line(text=f"{text} (optional)" if e.optional else text, label=label, detail=e.id)


# What changes

WORD = {
    Change.NEW: "new",
    Change.RAISED: "raised",
    Change.CHANGED: "changed",
    Change.DROPPED: "dropped",
    Change.SAME: "as before",
}


def level_comparison_page(found: LevelComparison) -> Page:
    """What a candidate reads first: per competency what is new, raised, and no longer named."""
    sections = [_competency_section(change) for change in found.competencies]
    if found.rules:
        lines = tuple(Line(text=text, change=change) for change, text in found.rules)
        sections.append(PageSection(title=COMMITTEE, lines=lines))
    told = [
        f"{sum(c.count(change) for c in found.competencies):,} {WORD[change]}"
        for change in (Change.NEW, Change.RAISED, Change.DROPPED, Change.SAME)
        if any(c.count(change) for c in found.competencies)
    ]
    closing = [", ".join(told) or "The two ask for the same."]
    if any(c.count(Change.RAISED) for c in found.competencies):
        closing.append("A raised line and the one before it are paired by the words they share.")
    if any(c.count(Change.DROPPED) for c in found.competencies):
        closing.append("A dropped line is not named at the new level, and not counted there.")
    return Page(
        title=" → ".join(_target_title(found.ladder, t) for t in (found.old, found.new)),
        facts=(("ladder", found.ladder.id), *(_fact(fact) for fact in found.facts)),
        sections=tuple(sections),
        closing=tuple(closing),
    )


def _target_title(ladder: Ladder, target: Target) -> str:
    """The level, and the track where it is on several."""
    level, track = target
    on_several = track and len(ladder.tracks_of(level)) > 1
    return f"{level.title}, {track.title}" if track and on_several else level.title


def _fact(fact: Fact) -> tuple[str, str]:
    old, new = fact.old or "not stated", fact.new or "not stated"
    return fact.name.replace("_", " "), f"{old} → {new}"


def _competency_section(change: CompetencyChange) -> PageSection:
    title, facts = change.competency.title, [": ".join(_fact(fact)) for fact in change.facts]
    if change.competency.is_risk:
        facts.insert(0, RISK)
    note = "; ".join(facts)
    if change.change is Change.NEW:
        note = "; ".join(["not assessed before", *facts])
    elif change.change is Change.DROPPED:
        note = "; ".join(["no longer assessed", *facts])
    elif change.is_same:
        return PageSection(title=title, note="; ".join(["as before", *facts]))
    lines = []
    for pair in change.pairs:
        e = pair.new or pair.old
        assert e is not None
        shown, told = expectation_line(e), pair.change in (Change.RAISED, Change.CHANGED)
        was = _labelled(expectation_line(pair.old)) if pair.old and told else ""
        line = Line(text=_labelled(shown), change=pair.change, detail=e.id, was=was)
        lines.append(line)
    return PageSection(title=title, note=note, lines=tuple(lines))


def _labelled(line: Line) -> str:
    return f"{line.label} {line.text}" if line.label else line.text


def ladder_comparison_page(found: LadderComparison) -> Page:
    """What differs between two ladders: itself, its parts, its lines."""
    sections = [
        PageSection(title=title, lines=lines)
        for title, lines in (
            ("Tracks, levels and competencies", tuple(map(_part_line, found.parts))),
            ("Expectations", tuple(map(_line_change, found.lines))),
        )
        if lines
    ]
    many = (
        (len(found.facts), "line about the ladder", "lines about the ladder"),
        (len(found.parts), "part", "parts"),
        (len(found.lines), "expectation", "expectations"),
    )
    told = [counted(*each) for each in many if each[0]]
    closing = f"{Words().listed(told)} differ." if told else "The two ladders say the same."
    return Page(
        title=f"{found.old.id} → {found.new.id}",
        facts=tuple(_fact(fact) for fact in found.facts),
        sections=tuple(sections),
        closing=(closing,),
    )


def _part_line(part: PartChange) -> Line:
    was = "; ".join(": ".join(_fact(fact)) for fact in part.facts)
    return Line(text=part.title, change=part.change, label=f"{part.kind}:", detail=part.id, was=was)


def _line_change(line: LineChange) -> Line:
    e = line.new or line.old
    assert e is not None
    facts = [fact for fact in line.facts if fact.name != "text"]
    was = [line.old.text] if line.old and len(facts) < len(line.facts) else []
    was += [": ".join(_fact(fact)) for fact in facts]
    return Line(text=e.text, change=line.change, detail=e.id, was="; ".join(was))
