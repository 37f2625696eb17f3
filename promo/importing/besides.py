"""What a document says outside its levels: definitions, an introduction, and what is skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from promo.importing.blocks import Block, Heading
from promo.importing.draft import Draft
from promo.importing.grid import Grid
from promo.importing.passages import Passage
from promo.importing.sections import Section, label_of, plain_label
from promo.model import match_key

LEAD = "leads to the bullets below it"
_NO_LEVEL = "stands in no level"


class Besides:
    """Definitions become descriptions and the introduction is kept; all else is skipped.

    `known` are the competencies by match key, each with its heading and its group.
    """

    def __init__(
        self,
        draft: Draft,
        known: Mapping[str, tuple[str, str]],
        levels: Sequence[Section],
        title: Section | None,
    ) -> None:
        self.draft = draft
        self.known = known
        self.title = title
        self.levels = {id(level) for level in levels}
        self.around = {id(section) for level in levels for section in level.above()}

    def read(self, section: Section) -> None:
        """Tell the draft of a section that is no level, and of those in it."""
        if id(section) in self.levels:
            return
        is_intro = not section.heading.depth or section is self.title
        named = self.known.get(section.key)
        if not (is_intro or named or id(section) in self.around):
            self.draft.skipped(section.heading.line, section.text, "this section is no level")
        for index, part in enumerate(section.body):
            if leads(section.body, index):
                skip_part(self.draft, part, LEAD)
            elif not (isinstance(part, Passage) and self._is_told(part, named, is_intro)):
                skip_part(self.draft, part, _NO_LEVEL)
        for inner in section.inner:
            self.read(inner)

    def _is_told(self, part: Passage, named: tuple[str, str] | None, is_intro: bool) -> bool:
        """Whether a passage is a definition, or else belongs to the introduction."""
        if self._is_definition(part):
            return True
        if named:
            self._describe(named, "\n".join(texts_of([part])), part.line)
            return True
        if is_intro and not (part.bullet or part.code):
            self.draft.of_ladder("introduction", part.text, part.line)
            return True
        return False

    def _is_definition(self, part: Passage) -> bool:
        """Whether a bullet says what a competency is, which it then does in the ladder."""
        label, rest = label_of(part)
        label, rest = (label, rest) if label else plain_label(part.text)
        named = self.known.get(match_key(label)) if label else None
        text = "\n".join(text for text in (rest, *texts_of(part.inside)) if text)
        if named is None or not text:
            return False
        self._describe(named, text, part.line)
        return True

    def _describe(self, named: tuple[str, str], text: str, line: int) -> None:
        heading, group = named
        self.draft.competency(heading, line, group=group, description=text)
        self.draft.kept(line, text, f"description of {heading}")


def leads(body: Sequence[Passage | Grid], index: int) -> bool:
    """Whether a paragraph only leads to the bullets after it."""
    part = body[index]
    after = body[index + 1] if index + 1 < len(body) else None
    is_lead = isinstance(part, Passage) and not part.bullet and part.text.endswith(":")
    return is_lead and isinstance(after, Passage) and after.bullet


def skip_section(draft: Draft, section: Section, why: str) -> None:
    """Tell of all that stands in a section."""
    for each in section.all():
        draft.skipped(each.heading.line, each.text, why)
        for part in each.body:
            skip_part(draft, part, why)


def skip_all_but_passages(draft: Draft, section: Section, why: str) -> None:
    """Tell of the headings and tables in a section whose passages are taken."""
    for each in section.all():
        if each is not section:
            draft.skipped(each.heading.line, each.text, why)
        for part in each.body:
            if isinstance(part, Grid):
                skip_grid(draft, part, why)


def skip_part(draft: Draft, part: Passage | Grid, why: str) -> None:
    """Tell of a passage and the bullets in it, or of a table."""
    if isinstance(part, Grid):
        skip_grid(draft, part, why)
        return
    draft.skipped(part.line, part.text, why)
    for inner in part.inside:
        skip_part(draft, inner, why)


def skip_grid(draft: Draft, grid: Grid, why: str) -> None:
    """Tell of every cell of a table that gives nothing to the ladder."""
    for row in grid.rows:
        for cell in row:
            if not cell.is_blank:
                draft.skipped(cell.line, cell.text, why)


def skip_block(draft: Draft, block: Block, why: str) -> None:
    """Tell of a block of any kind."""
    if isinstance(block, Heading):
        draft.skipped(block.line, block.text, why)
    else:
        skip_part(draft, block, why)


def texts_of(parts: Iterable[Passage]) -> tuple[str, ...]:
    """The texts of bullets and of those in them, in reading order."""
    return tuple(text for part in parts for text in (part.text, *texts_of(part.inside)))


def passages_of(section: Section) -> list[Passage]:
    """The paragraphs and bullets of a section and of those in it."""
    return [p for s in section.all() for p in s.body if isinstance(p, Passage)]
