"""Shortcuts for the tests of what is made: evidence in, assessments, packets and words out.

Evidence and ladders go through the real readers. A mapping is written as JSON, which is YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from promo import evidence, ladder, source
from promo.assess import Assessment, Coverage, Rule, Status, assess
from promo.compose import compose
from promo.compose.frame import Besides
from promo.diffing import Move, diff, side_of
from promo.findings import Finding, InputError
from promo.model import Ladder
from promo.packet import Packet
from promo.prose import Block, Break, Code, CodeBlock, Inline, Items, Paragraph, Prose, Text

ROOT = Path(__file__).resolve().parents[1]
LADDERS = ROOT / "promo" / "ladders"
EXAMPLES = {
    name: (ROOT / "examples" / f"{name}.yaml")
    for name in (
        *("strong", "thin", "brag", "engineer"),
        *("path", "four-levels", "amazon-pm", "amazon-lp"),
    )
}
AS_OF = date(2026, 6, 30)
VERSION = "0.0.0"

# Two levels, three scopes; `both` stands for two competencies, and `extra` has an empty cell.
SMALL = """
ladder: small
title: Small ladder
scopes: [task, team, company]
levels:
  - {id: junior, title: Junior, scope: task}
  - {id: senior, title: Senior, scope: team}
  - {id: lead, title: Lead, scope: company}
competencies:
  - {id: craft, title: Craft}
  - {id: people, title: People, aliases: [both]}
  - {id: reach, title: Reach, aliases: [both]}
  - {id: extra, title: Extra}
expectations:
  junior:
    craft: [{id: junior.craft.1, text: Finishes tasks}]
    extra: [{id: junior.extra.1, text: Asks}]
  senior:
    craft:
      - {id: senior.craft.1, text: Designs services}
      - {id: senior.craft.2, text: Reviews with care, target: two a week}
    people: [{id: senior.people.1, text: Coaches}]
    reach: [{id: senior.reach.1, text: Works across teams}]
  lead:
    craft: [{id: lead.craft.1, text: Sets direction}]
"""

# Two tracks that fork at the third rank, and every key that a ladder may have.
WHOLE = """
ladder: whole
title: Whole ladder
version: "3"
source: {name: Handbook, url: https://example.com/ladder, licence: CC BY 4.0, unofficial: true}
notes: Read with care.
cumulative: context
scopes: [task, team, company]
ratings: [Below, Meets, Exceeds]
policy: {items: 1, projects: 1, sustained_months: 6}
years: {min: 2, note: in the trade, hard: true}
rules:
  - Two sponsors outside the team
  - {min_competencies: 3, of: all}
meta: {owner: People team}
tracks:
  - {id: ic, title: Individual Contributor, aliases: [maker], notes: Leads by work}
  - {id: lead, title: Team Lead, aliases: [manager]}
levels:
  - {id: l3, title: Junior, scope: task, time_in_level: {min_months: 1}}
  - id: l4
    title: Senior
    aliases: [Four]
    scope: team
    summary: Finishes what others begin
    years: {min: 3, max: 5, note: usually, hard: true}
    time_in_level: {min_months: 12, max_months: 18, note: less after a move}
    equivalents: [{title: Consultant, note: at agencies}]
    includes: [I, II]
    leads_to: [l5, m5]
    policy: {measured: 2}
    meta: {reports to: a lead}
  - {id: l5, title: Staff, aliases: [Five], tracks: [ic], scope: company, equals: [m5]}
  - id: m5
    title: Manager
    aliases: [Five]
    rank: 3
    tracks: [lead]
    equals: [l5]
    years: {hard: true}
    time_in_level: {max_months: 24}
competencies:
  - id: craft
    title: Craft
    group: Work / Making
    weight: {ic: 2, lead: 0.5}
    required: [ic]
    rules: [A sample of the work]
    years: {max: 10}
    meta: {owner: Ines}
  - {id: people, title: People, weight: {ic: 0, lead: 3}, required: true, cumulative: none}
  - {id: extras, title: Extras, policy: {sustained_months: 0}}
  - id: system
    title: System design
    scale: [enhances, {id: designs, title: Designs, points: 1}, {id: owns, points: 20}]
    years: {min: 1, hard: true}
  - {id: haste, title: Haste, aliases: [rushing], polarity: risk}
requirements:
  l4: {steps: {system: designs}, points: {min: 30, max: 40}, rules: [No open warning]}
  l5: {steps: {system: owns}, points: {min: 41}}
  m5: {steps: {system: enhances}, points: {max: 1}}
checks:
  - {id: q1, text: The part of the person is clear, weak: We did, strong: I did, tests: part}
  - {id: q2, text: The team grew, tracks: [lead]}
expectations:
  all:
    craft: [{id: craft.all, text: Keeps promises}]
    haste: [{id: haste.all, text: Ships before it is tested}]
  l3:
    craft: [{id: l3.craft.1, text: Finishes tasks}]
    people: [{id: l3.people.1, text: Asks early}]
  l4:
    craft:
      - id: l4.craft.1
        at: [l4, l5]
        text: Designs services
        kind: responsibility
        target: two a year
        examples: [A queue, A cache]
        links: [{title: Handbook, url: https://example.com/design}]
        meta: {since: "2024"}
      - {id: l4.craft.2, text: Reviews with care, kind: skill, tracks: [ic]}
      - {id: l4.craft.3, text: Reviews the reviews, kind: activity, tracks: [lead]}
      - {id: l4.craft.4, text: Mends what others left, kind: differentiator, optional: true}
    people:
      - {id: l4.people.1, text: Coaches, kind: difference}
    extras:
      - {id: l4.extras.1, text: Speaks in public, kind: habit, optional: true}
  l5:
    craft: [{id: l5.craft.1, text: Sets direction}]
  m5:
    people: [{id: m5.people.1, text: Hires}]
  system:
    enhances: [{id: enhances.1, text: Extends a design}]
    designs: [{id: designs.1, text: Draws a design}]
    owns: [{id: owns.1, text: Answers for a design}]
"""

Content = str | Mapping[str, Any]


def text_of(content: Content) -> bytes:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return text.encode()


def read_ladder(content: Content, base: Ladder | None = None) -> Ladder:
    return ladder.read(source.parse(text_of(content), "ladder.yaml"), base)[0]


SMALL_LADDER = read_ladder(SMALL)
WHOLE_LADDER = read_ladder(WHOLE)
PM_IC_FIVE = read_ladder((LADDERS / "pm-ic-five.yaml").read_text("utf-8"))


def item(title: str = "Item", **changes: Any) -> dict[str, Any]:
    """An item that meets every line of the policy for `craft` at `senior`; None leaves a key out.

    Its project is its title, so that two items with two titles come from two projects.
    """
    whole = {
        "title": title,
        "date": "2026-03",
        "project": title,
        "competencies": ["craft"],
        "responsibility": "owner",
        "scope": "team",
        "links": [{"title": "Paper", "url": "https://example.com/paper"}],
    }
    return {key: value for key, value in (whole | changes).items() if value is not None}


def file_of(*items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An evidence file with these items; `more` are its other keys."""
    return {"candidate": {"name": "Ada"}, "evidence": list(items), **more}


def assessment(
    content: Content,
    *,
    on: Ladder = SMALL_LADDER,
    target: str = "senior",
    track: str = "",
    as_of: date = AS_OF,
) -> Assessment:
    """The assessment of an evidence file that has no errors. Raises InputError."""
    ((level, of_track),) = on.targets_named(target, track)
    parsed = source.parse(text_of(content), "evidence.yaml")
    read, findings = evidence.read(parsed, on, level, as_of, of_track)
    if any(finding.is_error for finding in findings):
        raise InputError(findings)
    return assess(on, level, read, as_of, findings, of_track)


def refusal(content: Content, **on: Any) -> tuple[Finding, ...]:
    """The errors of an evidence file; none when it is accepted."""
    try:
        assessment(content, **on)
    except InputError as error:
        return tuple(finding for finding in error.findings if finding.is_error)
    return ()


def besides(now: Assessment, before: Assessment) -> Besides:
    """Both sections that a call may ask for, with everything that can have become of a competency.

    The earlier side is taken for a packet of another level.
    """
    new = side_of(now)
    old = side_of(before)
    old = old._replace(target=old.ladder, is_packet=True)
    (a, *_) = new.competencies
    statuses = (None, *Status)
    sides = [None, *(a._replace(status=s, is_gap=g) for s in statuses for g in (True, False))]
    moves = tuple(Move(then, at) for then in sides for at in sides if then or at)
    return Besides(replace(diff(old, new), moves=moves), questions=True)


def packet(content: Content, **on: Any) -> Packet:
    return compose(assessment(content, **on), VERSION)


def example(name: str) -> Assessment:
    """One of the shipped examples, against the ladder, target and date that it names."""
    content = EXAMPLES[name].read_text("utf-8")
    told = evidence.choices(source.parse(content.encode(), f"{name}.yaml"))
    assert told.ladder is not None
    assert told.target is not None
    assert told.as_of is not None
    own = EXAMPLES[name].with_name(told.ladder.value)
    path = own if own.is_file() else LADDERS / f"{told.ladder.value}.yaml"
    return assessment(
        content,
        on=read_ladder(path.read_text("utf-8")),
        target=told.target.value,
        track=told.track.value if told.track else "",
        as_of=told.as_of,
    )


def example_packet(name: str) -> Packet:
    return compose(example(name), VERSION)


def asking(**numbers: int) -> Ladder:
    """The small ladder with a policy of its own."""
    return read_ladder(SMALL + f"policy: {{{', '.join(f'{k}: {v}' for k, v in numbers.items())}}}")


def voices(*names: str, level: str = "senior") -> list[dict[str, str]]:
    """Feedback of these people."""
    return [{"name": name, "level": level} for name in names]


def cover(*items: Mapping[str, Any], of: str = "craft", **on: Any) -> Coverage:
    """What `items` give the competency `of`."""
    found = assessment(file_of(*items), **on)
    return next(each for each in found.coverages if each.competency.id == of)


def failing(coverage: Coverage) -> set[Rule]:
    return {line.rule for line in coverage.failing}


# Items of every kind, drawn by hypothesis

Written = list[dict[str, Any]]
FIRST, SECOND = "senior.craft.1", "senior.craft.2"
METRIC = {"name": "time", "baseline": "9", "result": "4"}
LINK = {"title": "Paper", "url": "https://example.com"}
SOMEONE = [{"name": "Grace", "relation": "peer"}]
HERSELF = [{"name": "ada", "relation": "herself"}]

OPTIONS: dict[str, st.SearchStrategy[Any]] = {
    "date": st.sampled_from([None, "2026-06", "2025-06-30", "2025-06-29", "2024..", "2026-07"]),
    "project": st.sampled_from([None, "A", "a", "B"]),
    "competencies": st.lists(st.sampled_from(["craft", "both", "people", "extra"]), unique=True),
    "expectations": st.lists(st.sampled_from([FIRST, SECOND, "lead.craft.1"]), unique=True),
    "responsibility": st.sampled_from([None, "owner", "contributor", "observer"]),
    "scope": st.sampled_from([None, "task", "team", "company"]),
    "status": st.sampled_from(["done", "done", "in-progress"]),
    "headline": st.sampled_from(["true", "false"]),
    "links": st.sampled_from([[], [LINK]]),
    "metrics": st.sampled_from([[], [METRIC]]),
    "corroboration": st.sampled_from([[], SOMEONE, HERSELF]),
}
ITEM = st.fixed_dictionaries(OPTIONS).map(lambda options: item(**options))
SOME_ITEMS = st.lists(ITEM, max_size=5).map(
    lambda items: [one | {"title": f"Item {n}"} for n, one in enumerate(items)]
)


# Documents back to text


class Line(NamedTuple):
    """One paragraph, cell or code block of a document: its style or tag, and its text."""

    style: str
    text: str


def docx_lines(document: bytes) -> list[Line]:
    """Every paragraph of the body, in tables too; breaks and tabs as characters."""
    opened = docx.Document(BytesIO(document))
    found = (WordParagraph(p, opened.part) for p in opened.element.body.iter(qn("w:p")))
    return [Line(p.style.name if p.style else "", paragraph_text(p)) for p in found]


def paragraph_text(paragraph: WordParagraph) -> str:
    """Its text, also that in content controls, which python-docx leaves out."""
    shown = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    runs = (e for run in paragraph._p.iter(qn("w:r")) for e in run)
    return "".join(e.text or "" if e.tag == qn("w:t") else shown.get(e.tag, "") for e in runs)


GFM = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def markdown_lines(document: bytes) -> list[Line]:
    """Every block of text as a reader of the rendered page sees it; raw HTML stands as `html`."""
    found, tag = [], ""
    for token in GFM.parse(document.decode()):
        if token.nesting == 1:
            tag = token.tag
        elif token.type == "inline":
            found.append(Line(tag, _inline_text(token)))
        elif token.type in ("fence", "code_block"):
            found.append(Line("code", token.content.removesuffix("\n")))
        elif token.type == "html_block" and token.content.strip() == "<br>":
            found.append(Line("p", "\n"))
        elif token.type == "html_block":
            found.append(Line("html", token.content))
        elif token.type == "hr":
            found.append(Line("hr", ""))
    return found


def _inline_text(token: Token) -> str:
    shown = ""
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            shown += child.content
        elif child.type == "hardbreak" or child.content == "<br>":
            shown += "\n"
        elif child.type == "softbreak":
            shown += " "
        else:
            assert child.type != "image", child
    return shown


Sections = dict[str, list[str]]


def docx_words(document: bytes) -> Sections:
    """The words of the body under each Heading 1; those before the first are under ""."""
    return _by_section(docx_lines(document), "Heading 1")


def markdown_words(document: bytes) -> Sections:
    """The words of the rendered page under each second-level heading."""
    lines = [line for line in markdown_lines(document) if line.style != "html"]
    return _by_section(lines, "h2")


def _by_section(lines: list[Line], heading: str) -> Sections:
    sections: Sections = {"": []}
    for style, text in lines:
        if style == heading:
            assert text not in sections, f"two sections are called {text}"
            sections[text] = []
        else:
            sections[next(reversed(sections))] += text.split()
    return sections


def at_edges(text: str) -> str:
    """`text` without the white space at the edges of its lines, where Markdown has none."""
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def tree_lines(prose: Prose) -> list[str]:
    """The text of each paragraph and of each line of code in a tree, empty ones left out."""
    return [line for block in prose for line in _block_lines(block) if line.strip()]


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield "".join(map(_span_text, block.children))
    elif isinstance(block, CodeBlock):
        yield from block.text.split("\n")
    elif isinstance(block, Items):
        for each in block.items:
            yield from tree_lines(each)
    else:
        yield from tree_lines(block.children)


def _span_text(span: Inline) -> str:
    if isinstance(span, Text | Code):
        return span.text
    return "\n" if isinstance(span, Break) else "".join(map(_span_text, span.children))


def xml_of(document: bytes, part: str = "word/document.xml") -> str:
    return members_of(document)[part].decode()


def members_of(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(pattern: str, text: str) -> set[str]:
    """Every different text that the group of `pattern` finds."""
    return set(re.findall(pattern, text))
