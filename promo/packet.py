"""What a document says, in order and without any format: the nouns that writers lay out.

A writer adds no word of its own. Texts are plain unless typed Prose. Named tuples, since each start
makes all of these classes, and a dataclass takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from promo.assess import Status
from promo.model import FieldKind, Link, Origin
from promo.prose import Prose


class Fact(NamedTuple):
    label: str
    value: str


class Mark(NamedTuple):
    """A status as it is shown: dots and, where there is room, the word. None: not named."""

    status: Status | None
    dots: str
    label: str


class Ref(NamedTuple):
    """A link inside the document: the words shown and the anchor they lead to."""

    text: str
    anchor: str


class CoverageRow(NamedTuple):
    """One competency at a glance; `cells` are its expectations, empty when none is named."""

    competency: Ref
    mark: Mark
    cells: tuple[Mark, ...]
    cells_text: str
    items: str
    latest: str


class CoverageTable(NamedTuple):
    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    key: str
    marks: tuple[Mark, ...]
    note: str
    not_assessed: str
    description: str


class Flag(NamedTuple):
    """One line before the panel; `status` is None for packet-wide and waived ones.

    `note` is what a comment in the margin says of it, "" where there is to be none.
    """

    status: Status | None
    label: str
    title: str
    anchor: str
    text: str
    step_label: str
    step: str
    note: str


class Flags(NamedTuple):
    """The worst flags for page one, the rest, and the words that lead from one to the other.

    `elsewhere` stands for `more` and `more_ref` in a form that leaves the rest out.
    """

    first: tuple[Flag, ...]
    rest: tuple[Flag, ...]
    none: str
    more: str
    more_ref: Ref
    elsewhere: str
    description: str


class Part(NamedTuple):
    """A labelled piece of prose in an entry."""

    label: str
    prose: Prose


class Voice(NamedTuple):
    """Somebody's words, or only their name where they gave none."""

    quote: str
    by: str


class Entry(NamedTuple):
    """An item printed in full."""

    id: str
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


class Headline(NamedTuple):
    """An item on the headline page; `meta` ends in the words that lead to the full entry."""

    title: str
    meta: str
    full: Ref
    result: Prose
    metrics_label: str
    metrics: tuple[str, ...]


class TimelineRow(NamedTuple):
    """Items in each column: how many, and that number as it is shown."""

    competency: Ref
    counts: tuple[int, ...]
    shown: tuple[str, ...]


class Timeline(NamedTuple):
    """Items per competency and period; `columns` are two-line headings."""

    label: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[TimelineRow, ...]
    caption: str
    description: str


class ExpectationRow(NamedTuple):
    text: str
    mark: Mark
    refs: tuple[Ref, ...]
    none: str


class Reference(NamedTuple):
    """An item that is printed in full elsewhere."""

    ref: Ref
    title: str
    text: str


class Field(NamedTuple):
    """A question of a form. `answer` is empty where nobody gave one: then the prompt is `shown`.

    A check shows its box and, beside it, the prompt; a day is answered as 2026-07-02.
    """

    key: str
    tag: str
    kind: FieldKind
    label: str
    prompt: str
    choices: tuple[str, ...]
    answer: str
    shown: str


class Form(NamedTuple):
    """Questions to one reviewer; `place` is the anchor of the competency, or `sign_off`."""

    title: str
    place: str
    reviewer: str
    fields: tuple[Field, ...]
    description: str


class NoteReply(NamedTuple):
    """What somebody said to a note; `by` is the author and the day in words."""

    author: str
    date: str
    by: str
    text: str


class Note(NamedTuple):
    """A reviewer's comment; `resolved` is the word for it, or empty."""

    author: str
    date: str
    by: str
    text: str
    resolved: str
    replies: tuple[NoteReply, ...]


class Section(NamedTuple):
    """One competency."""

    id: str
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
    context_label: str
    context: tuple[str, ...]
    forms: tuple[Form, ...]
    notes_label: str
    notes: tuple[Note, ...]


class CommitteeGroup(NamedTuple):
    title: str
    lines: tuple[str, ...]


class Committee(NamedTuple):
    """What the ladder asks for that is not counted."""

    lead: str
    groups: tuple[CommitteeGroup, ...]


class Method(NamedTuple):
    """How the packet was made: sentences, and the numbers of the policy with who set them."""

    paragraphs: tuple[str, ...]
    table_title: str
    table_description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class SinceRow(NamedTuple):
    """A competency as it was in the last packet and as it is; `turn` says what became of it."""

    competency: Ref
    before: Mark
    now: Mark
    turn: str


class SinceItem(NamedTuple):
    """An item that is new, changed or no longer here; then `ref` is empty."""

    label: str
    ref: Ref
    title: str


class Since(NamedTuple):
    """What is new since the last packet; `none` stands where no item differs."""

    lead: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[SinceRow, ...]
    description: str
    items_label: str
    items: tuple[SinceItem, ...]
    none: str


class QuestionsAbout(NamedTuple):
    """What may be asked about one item."""

    ref: Ref
    title: str
    questions: tuple[str, ...]


class QuestionGroup(NamedTuple):
    """What may be asked about a competency, and about the items that are printed under it."""

    competency: Ref
    questions: tuple[str, ...]
    items: tuple[QuestionsAbout, ...]


class Questions(NamedTuple):
    """What a committee may ask; `none` stands where there is nothing."""

    lead: str
    groups: tuple[QuestionGroup, ...]
    none: str


class Person(NamedTuple):
    """The candidate, as the file names them; what it leaves out is empty."""

    name: str
    role: str
    team: str
    manager: str
    current_level: str


class Goal(NamedTuple):
    """What the packet is for: the target level, and the track if the ladder has any."""

    title: str
    level: str
    track: str


class LadderName(NamedTuple):
    id: str
    title: str
    version: str


class About(NamedTuple):
    """The document itself; `as_of` is a day in words, `version` that of promo."""

    title: str
    eyebrow: str
    subtitle: str
    as_of: str
    cycle: str
    version: str
    language: str


class Header(NamedTuple):
    left: str
    right: str


class Footer(NamedTuple):
    """`page` and `of` stand around the page's number: Page 1 of 9."""

    left: str
    page: str
    of: str


class Packet(NamedTuple):
    """The whole document. `heading` maps a section's key to its heading.

    `notes` are those of no competency. `since` and `questions` are there where a call asks.

    Templates name what is in here by the names of these fields (promo/templating).
    """

    document: About
    candidate: Person
    target: Goal
    ladder: LadderName
    header: Header
    footer: Footer
    heading: Mapping[str, str]
    facts_title: str
    facts: tuple[Fact, ...]
    summary: Prose
    coverage: CoverageTable
    flags: Flags
    headlines: tuple[Headline, ...]
    headlines_none: str
    timeline: Timeline
    level_note: str
    competencies: tuple[Section, ...]
    other_lead: str
    other_evidence: tuple[Entry, ...]
    feedback: tuple[Voice, ...]
    feedback_none: str
    committee: Committee | None
    sign_off: tuple[Form, ...]
    notes_label: str
    notes: tuple[Note, ...]
    method: Method
    origin: Origin
    since: Since | None
    questions: Questions | None
