"""Blocks of a document as sections inside each other, and which of them are levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from promo.importing.blocks import Block, Heading
from promo.importing.grid import Grid
from promo.importing.guide import Guide
from promo.importing.passages import Passage
from promo.importing.titles import is_all, is_level, is_metadata, may_be_level
from promo.model import match_key

MOST_LABEL_WORDS = 6  # of a label; with more it is a sentence


@dataclass(eq=False, slots=True)
class Section:
    """A heading and what stands below it; that of depth 0 is the whole document."""

    heading: Heading
    parent: Section | None = None
    body: list[Passage | Grid] = field(default_factory=list)
    inner: list[Section] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.heading.text

    @property
    def key(self) -> str:
        return match_key(self.heading.text)

    @property
    def bullets(self) -> list[Passage]:
        return [part for part in self.body if isinstance(part, Passage) and part.bullet]

    def above(self) -> Iterator[Section]:
        """The sections around this one, the nearest first, without the document itself."""
        section = self.parent
        while section is not None and section.heading.depth:
            yield section
            section = section.parent

    def all(self) -> Iterator[Section]:
        """This section and those in it, in reading order."""
        yield self
        for inner in self.inner:
            yield from inner.all()


def tree_of(blocks: Iterable[Block]) -> Section:
    """The sections that the headings make."""
    root = current = Section(Heading("", 0, 0))
    for block in blocks:
        if not isinstance(block, Heading):
            current.body.append(block)
            continue
        while current.parent is not None and current.heading.depth >= block.depth:
            current = current.parent
        section = Section(block, current)
        current.inner.append(section)
        current = section
    return root


def outlined(
    blocks: Iterable[Block], guide: Guide
) -> tuple[Section, tuple[Section, ...], tuple[Heading, ...]]:
    """The sections, which of them are levels, and headings of levels that stood too high.

    Levels are those that the guide names, and the titles of one depth; a title above that depth,
    as `#Staff` among `## Senior`, is moved down to it.
    """
    blocks = tuple(blocks)
    root = tree_of(blocks)
    depth = _level_depth(root, guide)
    if not depth:
        return root, (), ()
    levels = _levels_at(root, depth, guide)
    apart = {id(s.heading) for s in root.all() if _is_apart(s, depth, levels, guide)}
    moved = tuple(b for b in blocks if isinstance(b, Heading) and id(b) in apart)
    if moved:
        lowered = (_lowered(block, depth) if id(block) in apart else block for block in blocks)
        root = tree_of(lowered)
        levels = _levels_at(root, depth, guide)
    return root, tuple(s for s in root.all() if id(s) in levels), moved


def _lowered(block: Block, depth: int) -> Block:
    return block._replace(depth=depth) if isinstance(block, Heading) else block


def _level_depth(root: Section, guide: Guide) -> int:
    """The depth with most titles of levels, the highest of several; 0 where there is none."""
    depths = Counter(
        s.heading.depth for s in root.all() if _is_told(s, guide) or _is_free_title(s, guide)
    )
    return min(depths, key=lambda depth: (-depths[depth], depth), default=0)


def _levels_at(root: Section, depth: int, guide: Guide) -> set[int]:
    """Ids of the sections that the guide names, and of the titles at this depth."""
    told = {id(s) for s in root.all() if _is_told(s, guide)}
    there = [s for s in root.all() if s.heading.depth == depth and not guide.role_of(s.text)]
    neighbours = {id(s.parent) for s in there if is_level(s.text)}
    levels = told | {id(s) for s in there if s.heading.is_level or _is_title(s, neighbours)}
    return levels | _alike(there, levels)


def _alike(there: Sequence[Section], levels: set[int]) -> set[int]:
    """Sections that come after a level and have bullets under the same headings as it."""
    found: set[int] = set()
    headings: defaultdict[int, set[str]] = defaultdict(set)  # by what the levels stand in
    for section in there:
        inner = {s.key for s in section.inner if s.bullets}
        if id(section) in levels:
            headings[id(section.parent)] |= inner
        elif inner and inner <= headings[id(section.parent)]:
            found.add(id(section))
    return found


def _is_free_title(section: Section, guide: Guide) -> bool:
    return (
        bool(section.heading.depth) and is_level(section.text) and not guide.role_of(section.text)
    )


def _is_apart(section: Section, depth: int, levels: set[int], guide: Guide) -> bool:
    """Whether a title of a level stands higher than the others, with none of them below it."""
    if not _is_free_title(section, guide) or section.heading.depth >= depth:
        return False
    return levels.isdisjoint(map(id, section.all()))


def _is_told(section: Section, guide: Guide) -> bool:
    named = bool(guide.level_named(section.text)) or guide.role_of(section.text) == "level"
    return named and bool(section.heading.depth)


def _is_title(section: Section, neighbours: set[int]) -> bool:
    if is_level(section.text) or is_all(section.text):
        return True
    return id(section.parent) in neighbours and may_be_level(section.text)


def is_by_words(section: Section, guide: Guide) -> bool:
    """Whether the heading of a level says that it is one, by its words or by the map."""
    return may_be_level(section.text) or is_all(section.text) or _is_told(section, guide)


def stand_under_competencies(levels: Sequence[Section]) -> bool:
    """Whether the headings above the levels are competencies: each has the same levels below."""
    parents: defaultdict[str, set[int]] = defaultdict(set)
    for section in levels:
        parents[section.key].add(id(section.parent))
    return any(len(under) > 1 for under in parents.values())


def label_of(passage: Passage, labels: Iterable[str] = ()) -> tuple[str, str]:
    """The label that a passage begins with and the text after it; both empty where it has none.

    Bold words and the head of a nested list are labels, and plain words before a colon where
    they are among `labels` (match keys).
    """
    if passage.label and len(passage.label.split()) <= MOST_LABEL_WORDS:
        return passage.label, passage.rest
    if passage.inside and len(passage.text.split()) <= MOST_LABEL_WORDS:
        return passage.text.rstrip(" :"), ""
    label, rest = plain_label(passage.text)
    return (label, rest) if label and match_key(label) in labels else ("", "")


def plain_label(text: str) -> tuple[str, str]:
    """The few words before the first colon, and what comes after."""
    label, colon, rest = text.partition(":")
    if not colon or not 0 < len(label.split()) <= MOST_LABEL_WORDS or rest[:1] not in ("", " "):
        return "", ""
    return label.strip(), rest.strip()


def labels_in(levels: Sequence[Section]) -> set[str]:
    """Match keys of what names competencies: headings, bold labels, heads of nested lists.

    Plain words before a colon count where they stand in two levels, or name one of the others.
    """
    sure: set[str] = set()
    plain: Counter[str] = Counter()
    for level in levels:
        sure |= {s.key for s in level.all() if s is not level}
        passages = [p for s in level.all() for p in s.body if isinstance(p, Passage)]
        sure |= {match_key(label) for p in passages if (label := label_of(p)[0])}
        plain.update({match_key(label) for p in passages if (label := plain_label(p.text)[0])})
    return sure | {key for key, count in plain.items() if count > 1}


def recurring(levels: Sequence[Section]) -> set[str]:
    """Match keys of bold labels that stand in several levels, or in the only one."""
    counts: Counter[str] = Counter()
    for level in levels:
        bullets = [p for s in level.all() for p in s.bullets]
        counts.update({match_key(p.label) for p in bullets if p.label})
    return {key for key, count in counts.items() if count > 1 or len(levels) == 1}


def is_of_level(heading: str, guide: Guide) -> bool:
    """Whether what stands under a heading is said of the level and is no expectation."""
    role = guide.role_of(heading)
    return role == "meta" or (not role and is_metadata(heading))
