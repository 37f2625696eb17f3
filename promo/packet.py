"""Assessment + words to a Packet: what the document says, in order, without any format. Pure.

A writer lays a Packet out and adds no word of its own. Texts are plain unless typed Prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from promo import phrases
from promo.assess import (
    Assessment,
    Coverage,
    NotCounted,
    PolicyNumber,
    Status,
    months_before,
    policy_for,
)
from promo.model import (
    POLICY_LINES,
    Corroboration,
    EvidenceItem,
    Feedback,
    Link,
    Metric,
    PolicySource,
    WorkStatus,
)
from promo.prose import Paragraph, Prose, Text, words_in
from promo.words import Words

PAGE_ONE_FLAGS = 5
QUARTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A status as it is shown: dots and, where there is room, the word. None: not named."""

    status: Status | None
    dots: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A link inside the document: the words shown and the anchor they lead to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One competency at a glance; `cells` are its expectations, empty when none is named."""

    competency: Ref
    mark: Mark
    cells: tuple[Mark, ...]
    cells_text: str
    items: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    key: str
    marks: tuple[Mark, ...]
    note: str
    not_assessed: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One line before the panel; `status` is None for packet-wide and waived ones."""

    status: Status | None
    label: str
    title: str
    anchor: str
    text: str
    step_label: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """The worst flags for page one, the rest, and the words that lead from one to the other."""

    first: tuple[Flag, ...]
    rest: tuple[Flag, ...]
    none: str
    more: str
    more_ref: Ref
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A labelled piece of prose in an entry."""

    label: str
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody's words, or only their name where they gave none."""

    quote: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item printed in full."""

    number: str
    anchor: str
    title: str
    meta: str
    parts: tuple[Part, ...]
    metrics_label: str
    metrics: tuple[str, ...]
    sources_label: str
    links: tuple[Link, ...]
    voices: tuple[Voice, ...]
    also: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An item on the headline page; `meta` ends in the words that lead to the full entry."""

    title: str
    meta: str
    full: Ref
    result: Prose
    metrics_label: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    competency: Ref
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Items per competency and period; `columns` are two-line headings."""

    label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[TimelineRow, ...]
    zero: str
    caption: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRow:
    text: str
    mark: Mark
    refs: tuple[Ref, ...]
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An item that is printed in full elsewhere."""

    ref: Ref
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Labels with room for a person's answers; empty in a fresh packet."""

    title: str
    labels: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One competency."""

    anchor: str
    title: str
    description: str
    mark: Mark
    summary: str
    flag: Flag | None
    expectation_columns: tuple[str, ...]
    expectations: tuple[ExpectationRow, ...]
    expectations_title: str
    expectations_description: str
    expectations_note: str
    entries: tuple[Entry, ...]
    references_label: str
    references: tuple[Reference, ...]
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the packet was made: sentences, and the numbers of the policy with who set them."""

    paragraphs: tuple[str, ...]
    table_title: str
    table_description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The whole document. `heading` maps a section's key to its heading."""

    title: str
    eyebrow: str
    name: str
    subtitle: str
    header_left: str
    header_right: str
    footer_left: str
    footer_page: str
    footer_of: str
    heading: Mapping[str, str]
    facts_title: str
    facts: tuple[Fact, ...]
    summary: Prose
    coverage: CoverageTable
    flags: Flags
    headlines: tuple[Headline, ...]
    headlines_none: str
    timeline: Timeline
    sections: tuple[Section, ...]
    other_lead: str
    other: tuple[Entry, ...]
    feedback: tuple[Voice, ...]
    feedback_none: str
    sign_off: Form
    method: Method


def compose(assessment: Assessment, tool_version: str, words: Words | None = None) -> Packet:
    """The packet of one assessment: every sentence, order, plural and heading."""
    return _Composer(assessment, tool_version, words or Words()).packet()


class _Composer:
    def __init__(self, assessment: Assessment, tool_version: str, words: Words) -> None:
        self.assessment = assessment
        self.words = words
        self.tool_version = tool_version
        self.anchors = {
            coverage.competency.id: f"c{n}" for n, coverage in enumerate(assessment.coverages, 1)
        }
        self.titles = {c.id: c.title for c in assessment.ladder.competencies}
        self.homes = {item.id: self._home(item) for item in assessment.accepted}
        self.numbers = {item.id: f"E{n}" for n, item in enumerate(self._printing_order(), 1)}

    def _home(self, item: EvidenceItem) -> str:
        """The competency under which an item is printed in full: the first assessed one named."""
        return next(id for id in item.competencies if id in self.anchors)

    def _printing_order(self) -> Iterator[EvidenceItem]:
        for coverage in self.assessment.coverages:
            yield from self._entries_of(coverage)
        for item, _ in self.assessment.not_counted:
            yield item

    def _entries_of(self, coverage: Coverage) -> list[EvidenceItem]:
        """Headlines first, then the newest, undated last."""
        home = coverage.competency.id
        items = [item for item in coverage.items if self.homes[item.id] == home]
        return sorted(items, key=self._rank)

    def _rank(self, item: EvidenceItem) -> tuple[bool, int]:
        end = item.period.end_by(self.assessment.as_of) if item.period else date.min
        return (not item.headline, -end.toordinal())

    # Page one

    def packet(self) -> Packet:
        words, a = self.words, self.assessment
        name = a.evidence.candidate.name
        return Packet(
            title=words("document.title", name=name),
            eyebrow=words("eyebrow"),
            name=name,
            subtitle=self.subtitle(),
            header_left=words("header.left", name=name),
            header_right=words("header.right"),
            footer_left=self.footer(),
            footer_page=words("footer.page"),
            footer_of=words("footer.of"),
            heading={key: words(f"heading.{key}") for key in _HEADINGS},
            facts_title=words("facts.title"),
            facts=tuple(Fact(label=words(key), value=v) for key, v in self.facts()),
            summary=a.evidence.details.summary or _one_line(words("summary.none")),
            coverage=self.coverage(),
            flags=self.flags(),
            headlines=tuple(self.headline(item) for item in a.accepted if item.headline),
            headlines_none=words("headlines.none"),
            timeline=self.timeline(),
            sections=tuple(self.section(coverage) for coverage in a.coverages),
            other_lead=words("other.lead"),
            other=tuple(self.other(item, reason) for item, reason in a.not_counted),
            feedback=tuple(self.feedback(voice) for voice in a.evidence.feedback),
            feedback_none=words("feedback.none"),
            sign_off=self.sign_off(),
            method=self.method(),
        )

    def subtitle(self) -> str:
        target = self.assessment.level.title
        current = self.current_title()
        if not current:
            return self.words("subtitle.target", target=target)
        return self.words("subtitle", current=current, target=target)

    def current_title(self) -> str:
        candidate = self.assessment.evidence.candidate
        level = self.assessment.ladder.level_named(candidate.current_level)
        return level.title if level else candidate.current_level or candidate.role

    def footer(self) -> str:
        as_of, cycle = self.words.day(self.assessment.as_of), self.assessment.evidence.details.cycle
        key = "footer.cycle" if cycle else "footer.left"
        return self.words(key, as_of=as_of, cycle=cycle)

    def facts(self) -> Iterator[tuple[str, str]]:
        words, a = self.words, self.assessment
        candidate, cycle = a.evidence.candidate, a.evidence.details.cycle
        absent = words("not_stated")
        yield "fact.current", candidate.role or self.current_title() or absent
        yield "fact.target", a.level.title
        yield "fact.team", candidate.team or absent
        yield "fact.manager", candidate.manager or absent
        yield "fact.period", self.evidence_period() or absent
        yield "fact.evidence", self.evidence_size()
        yield "fact.ladder", self.ladder_name()
        as_of = words.day(a.as_of)
        yield "fact.as_of", words("fact.as_of.cycle", as_of=as_of, cycle=cycle) if cycle else as_of

    def evidence_period(self) -> str:
        periods = [item.period for item in self.assessment.accepted if item.period]
        if not periods:
            return ""
        last = max(period.end_by(self.assessment.as_of) for period in periods)
        return self.words.span(min(period.start for period in periods), last)

    def evidence_size(self) -> str:
        """How much there is to read: items, and the words of the candidate's prose."""
        a = self.assessment
        prose = [a.evidence.details.summary]
        for item in a.evidence.items:
            prose += [item.situation, item.actions, item.result]
        return self.words(
            "fact.evidence.value",
            items=self.words("items", len(a.evidence.items)),
            counted=f"{len(a.accepted):,}",
            words=self.words("words", sum(words_in(blocks) for blocks in prose)),
        )

    def ladder_name(self) -> str:
        ladder = self.assessment.ladder
        title = ladder.title
        if ladder.version:
            title = self.words("fact.ladder.value", title=title, version=ladder.version)
        return self.words("unofficial", title=title) if ladder.source.unofficial else title

    def mark(self, coverage: Coverage) -> Mark:
        label = phrases.status_label(self.words, coverage.status)
        return Mark(status=coverage.status, dots=phrases.DOTS[coverage.status], label=label)

    def competency_ref(self, coverage: Coverage) -> Ref:
        competency = coverage.competency
        return Ref(text=competency.title, anchor=self.anchors[competency.id])

    def coverage(self) -> CoverageTable:
        words, a = self.words, self.assessment
        columns = ("competency", "status", "expectations", "items", "latest")
        names = [competency.title for competency in a.not_assessed]
        return CoverageTable(
            columns=tuple(words(f"column.{column}") for column in columns),
            rows=tuple(self.coverage_row(coverage) for coverage in a.coverages),
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
            not_assessed=words("not_assessed", names=words.listed(names)) if names else "",
            description=words("coverage.descr"),
        )

    def coverage_row(self, coverage: Coverage) -> CoverageRow:
        cells = tuple(self.mark(expectation) for expectation in coverage.expectations)
        covered = sum(e.status >= Status.COVERED for e in coverage.expectations)
        cells_text = self.words("coverage.cells", len(cells), covered=covered)
        return CoverageRow(
            competency=self.competency_ref(coverage),
            mark=self.mark(coverage),
            cells=cells,
            cells_text=cells_text if cells else self.words("coverage.none_named"),
            items=f"{len(coverage.items):,}",
            latest=self.latest(coverage.items),
        )

    def latest(self, items: Sequence[EvidenceItem]) -> str:
        ends = [item.period.end_by(self.assessment.as_of) for item in items if item.period]
        if ends:
            return self.words.month(max(ends))
        return self.words("latest.undated" if items else "latest.none")

    # Flags

    def flags(self) -> Flags:
        words = self.words
        flags = (*self.gap_flags(), *self.packet_flags(), *self.waived_flags())
        rest = flags[PAGE_ONE_FLAGS:]
        return Flags(
            first=flags[:PAGE_ONE_FLAGS],
            rest=rest,
            none=words("flags.none"),
            more=words("flags.more", len(rest)) if rest else "",
            more_ref=Ref(text=words("heading.further_flags"), anchor="further"),
            description=words("flags.descr"),
        )

    def gap_flags(self) -> Iterator[Flag]:
        for gap in self.assessment.gaps:
            yield self.gap_flag(gap)

    def gap_flag(self, gap: Coverage) -> Flag:
        words = self.words
        text = phrases.reasons(words, self.assessment, gap)
        return Flag(
            status=gap.status,
            label=phrases.status_label(words, gap.status),
            title=gap.competency.title,
            anchor=self.anchors[gap.competency.id],
            text=words("flag.required", text=text) if gap.competency.required else text,
            step_label=words("flag.do_next"),
            step=phrases.next_step(words, self.assessment, gap),
        )

    def packet_flags(self) -> Iterator[Flag]:
        for line in self.assessment.packet_lines:
            names = (
                self.words.listed(self.numbers[item.id] for item in line.items)
                if line.items
                else ""
            )
            title, text, step = phrases.packet_line(self.words, self.assessment, line, names)
            yield Flag(
                status=None,
                label=self.words("flag.packet"),
                title=title,
                anchor="",
                text=text,
                step_label=self.words("flag.do_next"),
                step=step,
            )

    def waived_flags(self) -> Iterator[Flag]:
        for coverage in self.assessment.waived:
            yield self.waived_flag(coverage)

    def waived_flag(self, coverage: Coverage) -> Flag:
        words, waiver = self.words, coverage.waiver
        assert waiver is not None
        status = phrases.status_label(words, coverage.status)
        return Flag(
            status=None,
            label=words("flag.waived"),
            title=coverage.competency.title,
            anchor=self.anchors[coverage.competency.id],
            text=words("flag.waiver", status=status, reason=waiver.reason),
            step_label="",
            step=words("flag.approved", name=waiver.approved_by),
        )

    # Headlines and timeline

    def headline(self, item: EvidenceItem) -> Headline:
        words = self.words
        home = self.titles[self.homes[item.id]]
        return Headline(
            title=item.title,
            meta=words.join((*self.own_part(item), home, words("headline.full"))),
            full=self.item_ref(item),
            result=item.result,
            metrics_label=words("entry.metrics"),
            metrics=tuple(self.metric(metric) for metric in item.metrics),
        )

    def timeline(self) -> Timeline:
        words, as_of = self.words, self.assessment.as_of
        quarters = [_quarter(months_before(as_of, 3 * back)) for back in range(QUARTERS)][::-1]
        columns = [("", words("timeline.earlier"))]
        columns += [(f"Q{quarter}", str(year)) for year, quarter in quarters]
        columns.append(("", words("timeline.undated")))
        return Timeline(
            label=words("column.competency"),
            columns=tuple(columns),
            rows=tuple(
                TimelineRow(
                    competency=self.competency_ref(coverage),
                    counts=self.counts(coverage.items, quarters),
                )
                for coverage in self.assessment.coverages
            ),
            zero=words("timeline.zero"),
            caption=words("timeline.caption"),
            description=words("timeline.descr"),
        )

    def counts(
        self, items: Iterable[EvidenceItem], quarters: Sequence[tuple[int, int]]
    ) -> tuple[int, ...]:
        """Items that ended earlier, in each quarter, and without a date."""
        counts = [0] * (len(quarters) + 2)
        for item in items:
            if item.period is None:
                counts[-1] += 1
                continue
            end = _quarter(item.period.end_by(self.assessment.as_of))
            counts[quarters.index(end) + 1 if end in quarters else 0] += 1
        return tuple(counts)

    # Competencies

    def section(self, coverage: Coverage) -> Section:
        words, competency = self.words, coverage.competency
        title = competency.title
        entries = self._entries_of(coverage)
        full = {item.id for item in entries}
        return Section(
            anchor=self.anchors[competency.id],
            title=words("competency.required", title=title) if competency.required else title,
            description=competency.description,
            mark=self.mark(coverage),
            summary=self.section_summary(coverage),
            flag=self.section_flag(coverage),
            expectation_columns=tuple(
                words(f"column.{column}") for column in ("expectation", "coverage", "evidence")
            ),
            expectations=tuple(self.expectation_rows(coverage)),
            expectations_title=words("expectations.title", title=title),
            expectations_description=words("expectations.descr"),
            expectations_note=self.expectations_note(coverage),
            entries=tuple(self.entry(item) for item in entries),
            references_label=words("reference.label"),
            references=tuple(
                self.reference(item) for item in coverage.items if item.id not in full
            ),
            form=self.review_form(title),
        )

    def section_summary(self, coverage: Coverage) -> str:
        items = self.words("items", len(coverage.items))
        expectations = phrases.named_expectations(self.words, coverage)
        key = "competency.items.named" if expectations else "competency.items"
        return self.words(key, items=items, expectations=expectations)

    def section_flag(self, coverage: Coverage) -> Flag | None:
        if coverage.waiver is not None:
            return self.waived_flag(coverage)
        return self.gap_flag(coverage) if coverage.is_gap else None

    def expectations_note(self, coverage: Coverage) -> str:
        unnamed = coverage.items and not coverage.expectations
        return self.words("competency.unnamed") if unnamed else ""

    def expectation_rows(self, coverage: Coverage) -> Iterator[ExpectationRow]:
        words, a = self.words, self.assessment
        named = {e.expectation.id: e for e in coverage.expectations if e.expectation}
        unnamed = Mark(status=None, dots="", label=words("expectation.unnamed"))
        for expectation in a.ladder.expectations_of(a.level, coverage.competency):
            text, found = expectation.text, named.get(expectation.id)
            if expectation.target:
                text = words("expectation.target", text=text, target=expectation.target)
            yield ExpectationRow(
                text=text,
                mark=self.mark(found) if found else unnamed,
                refs=tuple(self.item_ref(item) for item in found.items) if found else (),
                none=words("expectation.no_items"),
            )

    def item_ref(self, item: EvidenceItem) -> Ref:
        number = self.numbers[item.id]
        return Ref(text=number, anchor=number.lower())

    def reference(self, item: EvidenceItem) -> Reference:
        text = self.words("reference.text", title=self.titles[self.homes[item.id]])
        return Reference(ref=self.item_ref(item), title=item.title, text=text)

    # Items

    def entry(self, item: EvidenceItem, reason: str = "") -> Entry:
        words = self.words
        number = self.numbers[item.id]
        parts = ("situation", item.situation), ("actions", item.actions), ("result", item.result)
        return Entry(
            number=number,
            anchor=number.lower(),
            title=item.title,
            meta=words.join((*self.meta(item), reason)),
            parts=tuple(
                Part(label=words(f"entry.{key}"), prose=prose) for key, prose in parts if prose
            ),
            metrics_label=words("entry.metrics"),
            metrics=tuple(self.metric(metric) for metric in item.metrics),
            sources_label=words("entry.sources"),
            links=item.links,
            voices=tuple(self.voice(voice) for voice in item.corroboration),
            also=self.also(item),
        )

    def meta(self, item: EvidenceItem) -> Iterator[str]:
        words = self.words
        yield words.period(item.period) if item.period else words("entry.undated")
        if item.project:
            yield words("entry.project", project=item.project)
        yield from self.own_part(item)
        if item.status is not WorkStatus.DONE:
            yield words(f"status.{item.status.value}")
        if item.headline:
            yield words("entry.headline")

    def own_part(self, item: EvidenceItem) -> Iterator[str]:
        part = item.responsibility.value if item.responsibility else "none"
        yield self.words(f"responsibility.{part}")
        if item.scope:
            yield self.words("entry.scope", scope=item.scope)

    def also(self, item: EvidenceItem) -> str:
        """The other competencies that the item counts for."""
        home = self.homes.get(item.id)
        others = [self.titles[id] for id in item.competencies if id in self.anchors and id != home]
        return self.words("entry.also", names=self.words.listed(others)) if home and others else ""

    def other(self, item: EvidenceItem, reason: NotCounted) -> Entry:
        names = [self.titles[id] for id in item.competencies]
        listed = self.words.listed(names) if names else ""
        why = self.words(f"not_counted.{reason.value}", names=listed)
        return self.entry(item, self.words("entry.not_counted", reason=why))

    def metric(self, metric: Metric) -> str:
        words, value = self.words, metric.result
        if metric.baseline:
            value = words("metric.change", baseline=metric.baseline, result=metric.result)
        shown = words("metric.named", name=metric.name, value=value) if metric.name else value
        window = words.period(metric.window) if metric.window else ""
        details = "; ".join(detail for detail in (window, metric.method) if detail)
        return words("metric.details", metric=shown, details=details) if details else shown

    def voice(self, voice: Corroboration) -> Voice:
        by = self.speaker(voice)
        if voice.date:
            by = self.words.join((by, self.words.period(voice.date)))
        return Voice(quote=self.quoted(voice.quote), by=by)

    def feedback(self, feedback: Feedback) -> Voice:
        stance = ""
        if feedback.supportive is not None:
            key = "supportive" if feedback.supportive else "not_supportive"
            stance = self.words(f"feedback.{key}")
        by = self.words.join((self.speaker(feedback), stance))
        return Voice(quote=self.quoted(feedback.quote), by=by)

    def quoted(self, quote: str) -> str:
        return self.words("voice.quote", quote=quote.strip()) if quote.strip() else ""

    def speaker(self, voice: Corroboration | Feedback) -> str:
        by = voice.name or self.words("voice.unnamed")
        if voice.role:
            by = self.words("voice.by", name=by, role=voice.role)
        level = self.words("voice.level", level=voice.level) if voice.level else ""
        details = ", ".join(detail for detail in (voice.relation, level) if detail)
        return self.words("voice.relation", by=by, relation=details) if details else by

    # Forms and method

    def review_form(self, title: str) -> Form:
        labels = tuple(self.words(f"review.{key}") for key in ("rating", "checked", "comment"))
        return Form(
            title=self.words("review.title", title=title),
            labels=labels,
            description=self.words("review.descr"),
        )

    def sign_off(self) -> Form:
        keys = ("recommendation", "reasons", "reviewer", "role", "date", "declaration")
        return Form(
            title="",
            labels=tuple(self.words(f"sign_off.{key}") for key in keys),
            description=self.words("sign_off.descr"),
        )

    def method(self) -> Method:
        words = self.words
        return Method(
            paragraphs=tuple(self.method_paragraphs()),
            table_title=words("method.table"),
            table_description=words("method.table.descr"),
            columns=tuple(words(f"column.{key}") for key in ("line", "asked", "set_by")),
            rows=tuple(self.policy_rows()),
        )

    def method_paragraphs(self) -> Iterator[str]:
        words, a = self.words, self.assessment
        ladder = a.ladder
        yield words("method.lead")
        yield words("method.item")
        yield words("method.status")
        key = "method.ladder.version" if ladder.version else "method.ladder"
        parts = [
            words(
                key,
                title=ladder.title,
                id=ladder.id,
                version=ladder.version,
                level=a.level.title,
            )
        ]
        if ladder.source.name:
            parts.append(words("method.source", source=ladder.source.name))
        if ladder.source.unofficial:
            parts.append(words("method.unofficial"))
        as_of = words.day(a.as_of)
        parts.append(words("method.as_of", as_of=as_of, version=self.tool_version))
        yield " ".join(parts)

    def policy_rows(self) -> Iterator[tuple[str, str, str]]:
        """Each number of the policy, and under it the exceptions that competencies set."""
        a = self.assessment
        general = policy_for(a.ladder, a.level)
        for name in POLICY_LINES:
            label = self.policy_label(name)
            yield self.policy_row(label, general[name])
            for coverage in a.coverages:
                own = policy_for(a.ladder, a.level, coverage.competency)[name]
                if own.source is PolicySource.COMPETENCY:
                    title = coverage.competency.title
                    yield self.policy_row(
                        self.words("policy.exception", line=label, title=title), own
                    )

    def policy_label(self, name: str) -> str:
        if name == "at_scope":
            scope = self.assessment.level.scope
            return self.words("policy.at_scope" if scope else "policy.at_scope.none", scope=scope)
        return self.words(f"policy.{name}")

    def policy_row(self, label: str, number: PolicyNumber) -> tuple[str, str, str]:
        asked = f"{number.value:,}" if number.value else self.words("policy.off")
        return label, asked, self.words(f"policy.{number.source.value}")


_HEADINGS = (
    "coverage",
    "flags",
    "further_flags",
    "headlines",
    "timeline",
    "competencies",
    "other",
    "feedback",
    "sign_off",
    "method",
)


def _one_line(text: str) -> Prose:
    return (Paragraph((Text(text),)),)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3
