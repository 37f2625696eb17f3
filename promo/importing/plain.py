"""Text without any marks to the blocks of an outline: `Title: phase`, then `Label: sentence.`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from promo.importing.blocks import Block, Heading
from promo.importing.guide import Guide
from promo.importing.passages import Passage
from promo.importing.titles import MOST_WORDS, ends_in_role, is_all, is_level, names_role
from promo.model import match_key

_LEVEL_DEPTH = 2
_TITLE_DEPTH = 1


def blocks_of(text: str, guide: Guide) -> tuple[Block, ...]:
    """A level's line as a heading, a labelled line as a passage, wrapped lines as one passage."""
    lines = [" ".join(raw.split()) for raw in text.split("\n")]
    levels = _levels_among(lines, guide)
    levels |= _alike(lines, levels)
    blocks: list[Block] = []
    wraps = False  # whether the line before was text of the same paragraph
    for number, line in enumerate(lines, 1):
        last = blocks[-1] if blocks else None
        label, rest = _cut(line)
        if not line:
            wraps = False
        elif wraps and isinstance(last, Passage) and not label and match_key(line) not in levels:
            rest = f"{last.rest} {line}".strip() if last.label else ""
            blocks[-1] = last._replace(text=f"{last.text} {line}", rest=rest)
        elif match_key(label or line) in levels:
            blocks += _level(label or line, rest, number)
            wraps = bool(rest)
        else:
            blocks.append(Passage(line, number, label=label, rest=rest))
            wraps = True
    return tuple(_with_title(blocks))


def promoted(blocks: Sequence[Block], guide: Guide) -> tuple[Block, ...]:
    """The same, paragraphs that are a level's title and no more turned into headings."""
    texts = [b.text for b in blocks if isinstance(b, Passage) and not (b.bullet or b.code)]
    levels = _levels_among(texts, guide)
    found: list[Block] = []
    for block in blocks:
        label, rest = _cut(block.text) if isinstance(block, Passage) else ("", "")
        is_paragraph = isinstance(block, Passage) and not (block.bullet or block.code)
        if is_paragraph and isinstance(block, Passage) and match_key(label or block.text) in levels:
            found += _level(label or block.text, rest, block.line)
        else:
            found.append(block)
    return tuple(found)


def _levels_among(lines: Iterable[str], guide: Guide) -> set[str]:
    """Match keys of lines, or of what stands before their colon, that are titles of levels.

    `Product Manager` is one where surer ones are there, and where it is no label that returns.
    """
    starts = [_cut(line)[0] or line for line in lines if line]
    sure = {match_key(start) for start in starts if _is_level(start, guide)}
    counts = Counter(match_key(start) for start in starts)
    likely = {match_key(start) for start in starts if ends_in_role(start)} if sure else set()
    return sure | {key for key in likely if counts[key] == 1}


def _alike(lines: Sequence[str], levels: set[str]) -> set[str]:
    """What heads lines after a level, where the first of them has a label that returns."""
    labels = Counter(match_key(_cut(line)[0]) for line in lines)
    seen, found = False, set()
    for before, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        key = match_key(_cut(line)[0])
        seen = seen or match_key(_cut(before)[0] or before) in levels
        if seen and key and not before and labels[key] == 1:
            label = match_key(_cut(below)[0])
            found |= {key} if label and labels[label] > 1 else set()
    return found


def _is_level(text: str, guide: Guide) -> bool:
    """Whether a line is a level's title; more is asked of it than of a heading."""
    if guide.level_named(text) or guide.role_of(text) == "level":
        return True
    return (is_level(text) and names_role(text)) or is_all(text)


def _level(title: str, rest: str, line: int) -> list[Block]:
    heading: list[Block] = [Heading(title, line, _LEVEL_DEPTH, is_level=True)]
    return [*heading, Passage(rest, line)] if rest else heading


def _cut(line: str) -> tuple[str, str]:
    """The few words before the first colon, and what comes after; both empty without them."""
    label, colon, rest = line.partition(":")
    if not colon or not 0 < len(label.split()) <= MOST_WORDS or (rest and rest[0] != " "):
        return "", ""
    return label.strip(), rest.strip()


def _with_title(blocks: list[Block]) -> list[Block]:
    """The first line, where it is short and no level, is the title of all."""
    first = blocks[0] if blocks else None
    if isinstance(first, Passage) and not first.label and len(first.text.split()) <= MOST_WORDS + 4:
        return [Heading(first.text.rstrip("."), first.line, _TITLE_DEPTH), *blocks[1:]]
    return blocks
