"""Headings, bullets and labels to a draft: which are levels, which competencies, which neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from promo.importing.besides import (
    LEAD,
    Besides,
    leads,
    passages_of,
    skip_all_but_passages,
    skip_part,
    skip_section,
    texts_of,
)
from promo.importing.blocks import BOLD_DEPTH, Block
from promo.importing.draft import ALL, Draft, Options
from promo.importing.grid import Cell, Grid
from promo.importing.passages import Passage
from promo.importing.sections import (
    Section,
    is_by_words,
    is_of_level,
    label_of,
    labels_in,
    outlined,
    plain_label,
    recurring,
    stand_under_competencies,
)
from promo.importing.split import Splitter
from promo.importing.titles import is_all
from promo.model import match_key
from promo.plain import Plain
from promo.prose import checked_url

_NO_COMPETENCY = "Expectations"
_YEARS = re.compile(
    r"(\d{1,2})\s*(\+)?(?:\s*(?:-|–|—|to)\s*(\d{1,2}))?\s*\+?\s*(?:years?|yrs?)\b", re.I
)
_AT_MOST = re.compile(r"\b(?:up to|at most|maximum|less than|under)\b", re.IGNORECASE)
_MOST_YEARS_WORDS = 14  # of a line that says only how many years


def level_count(blocks: Iterable[Block], draft: Draft) -> int:
    """How many levels the headings of a document name."""
    return len(outlined(blocks, draft.guide)[1])


def behaviour_count(blocks: Iterable[Block], draft: Draft) -> int:
    """How many bullets and paragraphs stand under levels: what an outline would give."""
    levels = outlined(blocks, draft.guide)[1]
    return sum(len(section.body) for level in levels for section in level.all())


def fill(draft: Draft, blocks: Sequence[Block], options: Options) -> None:
    """Every level, competency and expectation of the outline; it must have a level."""
    root, levels, moved = outlined(blocks, draft.guide)
    for heading in moved:
        message = "a level's title that stands higher than the others; read as one of them"
        draft.guessed(heading.line, message, heading.text)
    for level in levels:
        if not is_by_words(level, draft.guide):
            message = "taken for a level: below it stands what other levels have"
            draft.guessed(level.heading.line, message, level.text)
    _Outline(draft, root, levels, options).read()


class _Outline:
    """One document on its way into the draft."""

    def __init__(
        self, draft: Draft, root: Section, levels: tuple[Section, ...], options: Options
    ) -> None:
        self.draft = draft
        self.root = root
        self.levels = levels
        self.labels = labels_in(levels)
        self.recurring = recurring(levels)
        self.under_competencies = stand_under_competencies(levels)
        how = options.over(draft.guide).split
        self.splitter = Splitter("sentences" if how == "sentences" else "none")
        self.ids = {id(level) for level in levels}
        self.around = {id(s) for level in levels for s in level.above()}
        self.known: dict[str, tuple[str, str]] = {}  # match key -> heading and group
        self.seen: Counter[tuple[str, int]] = Counter()
        self.told: set[int] = set()  # sections of which the report says what they are
        self.title = self._title_of(root)

    def _title_of(self, root: Section) -> Section | None:
        """The first section, where the levels stand in it or below its depth."""
        first = root.inner[0]
        above = first.heading.depth < self.levels[0].heading.depth or id(first) in self.around
        return first if above and id(first) not in self.ids else None

    def read(self) -> None:
        if self.title is not None:
            self.draft.title = self.title.text
        self._tell_sections()
        for level in self.levels:
            self._level(level)
        Besides(self.draft, self.known, self.levels, self.title).read(self.root)

    def _tell_sections(self) -> None:
        """Say of sections with levels of their own what became of them."""
        if self.under_competencies:
            return
        own = {id(s): s for level in self.levels if (s := level.parent) and s.heading.depth}
        own.pop(id(self.title), None)
        for section in own.values() if len(own) > 1 else ():
            message = "kept as metadata of its levels; if it is a track, add it under `tracks`"
            self._tell_once(section, message)

    def _tell_once(self, section: Section, message: str) -> None:
        if id(section) not in self.told:
            self.told.add(id(section))
            self.draft.guessed(section.heading.line, message, section.text)

    # Levels

    def _level(self, section: Section) -> None:
        heading, line = self._name_of(section), section.heading.line
        at = [ALL] if is_all(section.text) else [self.draft.level(heading, line)]
        if at == [ALL]:
            self.draft.guessed(line, "what stands below holds at every level", section.text)
        competency, group = self._context(section, at)
        if competency:
            self._passages(section.body, at, competency)
        else:
            self._body_of_level(section.body, at, group)
        for inner in section.inner:
            if id(inner) not in self.ids:
                self._inner(inner, at, group)

    def _name_of(self, section: Section) -> str:
        """The heading; with a number where the level before it beside this one has the same."""
        heading, place = section.text, (section.key, id(section.parent))
        self.seen[place] += 1
        if self.seen[place] > 1 and not is_all(heading):
            heading = f"{section.text} ({self.seen[place]})"
            message = f"the heading stands twice side by side; this one is {heading}"
            self.draft.guessed(section.heading.line, message, section.text)
        return heading

    def _context(self, section: Section, at: list[str]) -> tuple[str, str]:
        """The competency, and the group, that the headings above a level name."""
        above = [s for s in section.above() if s is not self.title and id(s) not in self.ids]
        if not above:
            return "", ""
        if not self.under_competencies:
            names = " / ".join(s.text for s in reversed(above))
            if at != [ALL]:
                self.draft.of_level(at[0], "section", names, above[0].heading.line)
            return "", ""
        for around in above:
            self._tell_once(around, "taken for a group or a competency: it has levels below it")
        group = " / ".join(s.text for s in reversed(above))
        if section.inner:
            return "", group
        outer = " / ".join(s.text for s in reversed(above[1:]))
        return self._competency(above[0].text, above[0].heading.line, outer), group

    def _body_of_level(self, body: Sequence[Passage | Grid], at: list[str], group: str) -> None:
        """What stands under a level's heading itself: its summary, labels, bullets."""
        competency = ""
        for index, part in enumerate(body):
            if isinstance(part, Grid):
                self._grid(part, at, group)
                continue
            label, rest = label_of(part, self.labels)
            fact, value = plain_label(part.text)
            if part.code:
                skip_part(self.draft, part, "a block of code")
            elif fact and not label and is_of_level(fact, self.draft.guide):
                self._of_level(at, fact, " ".join([value, *texts_of(part.inside)]), part.line)
            elif part.italic and not part.label and not part.bullet:
                self._summary(part, at)
            elif label and is_of_level(label, self.draft.guide):
                self._of_level(at, label, " ".join([rest, *texts_of(part.inside)]), part.line)
            elif label or part.bullet:
                competency = self._labelled(part, label, rest, at, group, competency)
            elif leads(body, index):
                self.draft.skipped(part.line, part.text, LEAD)
            elif competency:
                self._expect(part.text, part, at, competency)
            else:
                self._summary(part, at)

    def _labelled(
        self, part: Passage, label: str, rest: str, at: list[str], group: str, before: str
    ) -> str:
        """A bullet of a level, or a labelled paragraph; gives the competency that goes on."""
        if label:
            competency = self._competency(label, part.line, group)
            if rest:
                self._expect(rest, part._replace(inside=()), at, competency)
            for inner in part.inside:
                self._expect(inner.text, inner, at, competency)
            return before if part.bullet else competency
        self._expect(part.text, part, at, before or self._default(part.line, group))
        return before

    def _default(self, line: int, group: str) -> str:
        if match_key(_NO_COMPETENCY) not in self.known:
            message = f"bullets without a competency stand under {_NO_COMPETENCY}"
            self.draft.guessed(line, message)
        return self._competency(_NO_COMPETENCY, line, group)

    def _summary(self, part: Passage, at: list[str]) -> None:
        if at == [ALL]:
            self.draft.of_ladder("all levels", part.text, part.line)
        elif (years := _years(part.text)) is not None:
            self.draft.change_level(at[0], {"years": years})
            self.draft.kept(part.line, part.text, "years of the level")
        else:
            self.draft.summarise(at[0], part.text, part.line)

    # What stands under a heading in a level

    def _inner(self, section: Section, at: list[str], group: str) -> None:
        role = self.draft.guide.role_of(section.text)
        if role == "skip":
            skip_section(self.draft, section, "the map skips it")
        elif role == "summary":
            for part in passages_of(section):
                self._summary(part._replace(text="\n".join(texts_of([part]))), at)
            skip_all_but_passages(self.draft, section, "stands in the summary of a level")
        elif is_of_level(section.text, self.draft.guide):
            text = "\n".join(texts_of(passages_of(section)))
            self._of_level(at, section.text, text, section.heading.line)
            skip_all_but_passages(self.draft, section, "stands in the metadata of a level")
        elif not any(each.body for each in section.all()):
            skip_section(self.draft, section, "nothing stands below it")
        elif section.inner or self._is_group(section):
            self._group(section, at, group)
        else:
            competency = self._competency(section.text, section.heading.line, group)
            end = _end_of_label(section)
            self._passages(section.body[:end], at, competency)
            self._body_of_level(section.body[end:], at, group)

    def _group(self, section: Section, at: list[str], group: str) -> None:
        inside = f"{group} / {section.text}" if group else section.text
        if section.inner:
            if section.body:
                competency = self._competency(section.text, section.heading.line, group)
                self._passages(section.body, at, competency)
            for inner in section.inner:
                self._inner(inner, at, inside)
            return
        for part in section.bullets:
            self._labelled(part, *label_of(part, self.labels), at, inside, "")
        others = [p for p in section.body if not (isinstance(p, Passage) and p.bullet)]
        for other in others:
            skip_part(self.draft, other, LEAD)

    def _is_group(self, section: Section) -> bool:
        """Whether each bullet begins with the bold name of a competency."""
        bullets = section.bullets
        return len(bullets) > 1 and all(match_key(b.label) in self.recurring for b in bullets)

    def _passages(self, body: Sequence[Passage | Grid], at: list[str], competency: str) -> None:
        for index, part in enumerate(body):
            if isinstance(part, Grid) or part.code:
                skip_part(self.draft, part, "stands between the bullets of a competency")
            elif leads(body, index):
                self.draft.skipped(part.line, part.text, LEAD)
            else:
                self._expect(part.text, part, at, competency)

    def _expect(self, text: str, part: Passage, at: list[str], competency: str) -> None:
        """The expectations of a passage; the last one has its examples and links."""
        more: dict[str, Plain] = {}
        if part.inside:
            more["examples"] = list[Plain](texts_of(part.inside))
        if links := self._links(part):
            more["links"] = links
        count = self.draft.expectation_count
        pieces = self.splitter.pieces(Cell(text, part.line))
        for number, piece in enumerate(pieces, 1):
            count = self.draft.expectation_count
            told = _tracks(piece.marker) | (more if number == len(pieces) else {})
            self.draft.expect(piece.text, part.line, at=at, competency=competency, more=told)
        if count == self.draft.expectation_count:
            for inner in part.inside:
                skip_part(self.draft, inner, "stands below a text that stands twice")

    def _links(self, part: Passage) -> list[Plain]:
        links: list[Plain] = []
        for title, address in part.links:
            if (url := checked_url(address)) is not None:
                links.append({"title": title, "url": url})
            else:
                self.draft.skipped(part.line, address, "no web address; the words are kept")
        return links

    def _grid(self, grid: Grid, at: list[str], group: str) -> None:
        """A table under a level: a competency a row, its expectations in the cells beside it."""
        head, *rows = grid.rows or ((),)
        for cell in (c for c in head if not c.is_blank):
            self.draft.skipped(cell.line, cell.text, "the head of a table under a level")
        for row in rows:
            cells = [cell for cell in row if not cell.is_blank]
            if len(cells) == 1:
                self.draft.skipped(cells[0].line, cells[0].text, "alone in a row of a table")
            elif cells and is_of_level(cells[0].text, self.draft.guide):
                text = "\n".join(cell.text for cell in cells[1:])
                self._of_level(at, cells[0].text, text, cells[0].line)
            elif cells:
                competency = self._competency(cells[0].text, cells[0].line, group)
                for cell in cells[1:]:
                    for text in cell.items or (cell.text,):
                        self._expect(text, Passage(text, cell.line), at, competency)

    def _competency(self, heading: str, line: int, group: str) -> str:
        heading = heading.strip().rstrip(":").strip()
        self.known.setdefault(match_key(heading), (heading, group))
        return self.draft.competency(heading, line, group=group)

    def _of_level(self, at: list[str], key: str, text: str, line: int) -> None:
        if at == [ALL]:
            self.draft.of_ladder(key, text, line)
        else:
            self.draft.of_level(at[0], key.rstrip(":"), text, line)


def _end_of_label(section: Section) -> int:
    """Where the body of a bold line ends: at the next paragraph that begins with a bold label."""
    if section.heading.depth == BOLD_DEPTH:
        for index, part in enumerate(section.body):
            if isinstance(part, Passage) and part.label and not part.bullet:
                return index
    return len(section.body)


def _tracks(marker: str) -> dict[str, Plain]:
    """A mark such as `[PM]` before a text, as a ladder file has it."""
    return {"meta": {"track": marker}} if marker else {}


def _years(text: str) -> dict[str, Plain] | None:
    """`minimum of 4 years`, `2-4 years`, `5+ years` as a ladder file has them."""
    found = _YEARS.search(text) if len(text.split()) <= _MOST_YEARS_WORDS else None
    if found is None:
        return None
    first, second = int(found[1]), found[3]
    if second:
        return {"min": first, "max": int(second), "note": text}
    key = "max" if _AT_MOST.search(text[: found.start()]) else "min"
    return {key: first, "note": text}
