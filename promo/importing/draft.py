"""A ladder while it is being imported, and an account of every text that was met.

Readers of a format tell the draft what they meet; whatever is not a level, a competency or an
expectation they tell as kept, skipped or guessed. The draft gives the ids, and ends in the keys of
a ladder file and a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from promo.importing.guide import Guide
from promo.ladder import KEYS, generated_id
from promo.model import match_key, slug_of
from promo.plain import Plain
from promo.source import FORBIDDEN

ALL = "all"
_SHORT = 40  # characters of a text that only points to another


class Fate(Enum):
    """What became of a text that is not in the ladder as it stood."""

    GUESSED = "guessed"
    KEPT = "kept"  # in the ladder's metadata
    MERGED = "merged"  # the same thing stood elsewhere
    SKIPPED = "skipped"


class Note(NamedTuple):
    """One line of the report; `text` is what stood in the file, `line` where (0: the whole)."""

    fate: Fate
    line: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of a file; empty where it says nothing."""

    levels_in: str = ""
    split: str = ""
    format: str = ""

    def over(self, guide: Guide) -> Options:
        """These, with the guide's words where they are empty."""
        return Options(self.levels_in or guide.levels_in, self.split or guide.split, self.format)


_CODE = r"[A-Za-z]{1,5}[ -]?\d{1,2}[A-Za-z]?"
_ID_AT_END = re.compile(r"\s*\[([^\s\[\]]+)\]\s*\Z")
_CODE_IN_BRACKETS = re.compile(rf"\s*\((?P<code>{_CODE})\)\s*\Z")
_CODE_FIRST = re.compile(rf"\A(?P<code>{_CODE})\s*[:–—-]\s+(?P<title>\S.*)\Z")
_CODE_THEN_TITLE = re.compile(rf"\A(?P<code>{_CODE})\s*\((?P<title>[^()]+)\)\Z")
_TWO_CODES = re.compile(rf"\A({_CODE})\s*/\s*({_CODE})\Z")
_POINTER = re.compile(
    r"\(?(?:same as\b|see (?:above|below|left|previous|[A-Z]+\d)|as (?:above|before)\b|ditto\b"
    r"|idem\b|siehe (?:oben|[A-Z]+\d)|wie (?:oben|vorher)|s\. ?o\.)",
    re.IGNORECASE,
)
_CODE_BEFORE = re.compile(r"[A-Z]{1,3}\d{1,2}(?=\s)")


class Names(NamedTuple):
    """A heading taken apart: `Staff Engineer (L6) [staff]`."""

    title: str
    id: str
    aliases: tuple[str, ...]


def names_in(heading: str) -> Names:
    """Title, id and level code of a heading; id and code are empty where it has none.

    A heading with an id was written by `promo ladder export`: its title stays as it is.
    """
    title, id, aliases = " ".join(heading.split()), "", ()
    if found := _ID_AT_END.search(title):
        return Names(title[: found.start()] or found[1], found[1], ())
    if found := _CODE_IN_BRACKETS.search(title):
        code, title = found["code"], title[: found.start()]
        return Names(title or code, id, (code,) if title else ())
    if found := _CODE_FIRST.match(title):
        return Names(found["title"], id, (found["code"],))
    return Names(title, id, aliases)


def _codes_first(title: str) -> tuple[str, tuple[str, ...]]:
    """Title and codes of `E4 (Senior)`, `L3 / IC3` and `IC3 Senior Engineer`."""
    if found := _CODE_THEN_TITLE.match(title):
        return found["title"].strip(), (found["code"],)
    if found := _TWO_CODES.match(title):
        return title, (found[1], found[2])
    if found := _CODE_BEFORE.match(title):
        return title, (found[0],)
    return title, ()


class _Expectation(NamedTuple):
    """Where an expectation holds, and its keys in the ladder file."""

    at: list[str]
    competency: str
    keys: dict[str, Plain]


# By match key: what answers to a name, and the whole of what stood as its heading.
_Names: TypeAlias = dict[str, tuple[dict[str, "Plain"], str]]


class Draft:
    """What an import has found so far. Ids that it gives back stand for levels and competencies."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.notes: list[Note] = []
        self.meta: dict[str, str] = {}
        self.title = ""  # of the document, where it names one
        self._levels: dict[str, dict[str, Plain]] = {}
        self._competencies: dict[str, dict[str, Plain]] = {}
        self._level_names: _Names = {}
        self._competency_names: _Names = {}
        self._level_keys: dict[str, str] = {}
        self._competency_keys: dict[tuple[str, str], str] = {}
        self._expectations: dict[str, _Expectation] = {}
        self._of_text: dict[tuple[str, ...], str] = {}
        self._numbers: Counter[tuple[str, str]] = Counter()  # by which a name was last made free

    # What readers tell

    def guessed(self, line: int, message: str, text: str = "") -> None:
        self.notes.append(Note(Fate.GUESSED, line, text, message))

    def skipped(self, line: int, text: str, message: str) -> None:
        self.notes.append(Note(Fate.SKIPPED, line, text, message))

    def kept(self, line: int, text: str, message: str) -> None:
        self.notes.append(Note(Fate.KEPT, line, text, message))

    def merged(self, line: int, text: str, message: str) -> None:
        self.notes.append(Note(Fate.MERGED, line, text, message))

    def level(self, heading: str, line: int, *, summary: str = "") -> str:
        """The id of the level with this heading, made when it is new."""
        key = match_key(heading)
        if key not in self._level_keys:
            self._level_keys[key] = self._new_level(heading, line)
        id = self._level_keys[key]
        if summary.strip():
            self._append(self._levels[id], "summary", self.cleaned(summary, line))
        return id

    def _new_level(self, heading: str, line: int) -> str:
        heading = " ".join(self.cleaned(heading, line).split())
        title, id, aliases = names_in(heading)
        if not id and not aliases:
            title, aliases = _codes_first(title)
        title = self._title(title, heading, self._level_names, line)
        told = self.guide.level_named(heading) or self.guide.level_named(title)
        level: dict[str, Plain] = {"id": "", "title": title}
        taken = {*self._level_names, match_key(title)}
        free = [alias for alias in aliases if match_key(alias) not in taken]
        for alias in (alias for alias in aliases if alias not in free):
            self.skipped(line, alias, f"names another level; no alias of {title}")
        if free:
            level["aliases"] = list[Plain](free)
        level.update(told)
        wanted = _text(told.get("id")) or id or slug_of(title, "level")
        id = self._free(wanted, self._level_names, line, heading)
        level["id"] = id
        self._levels[id] = level
        names = (id, _text(level["title"]), *_list(level.get("aliases", [])))
        for name in names:
            self._level_names.setdefault(match_key(name), (level, heading))
        return id

    def competency(
        self, heading: str, line: int, *, group: str = "", description: str = "", number: int = 1
    ) -> str:
        """The id of the competency with this heading in this group, made when it is new.

        `number` above 1 stands for a repeated label that is another competency.
        """
        key = match_key(heading) + (f"#{number}" if number > 1 else ""), match_key(group)
        if key not in self._competency_keys:
            self._competency_keys[key] = self._new_competency(heading, line, group, number)
        id = self._competency_keys[key]
        if description.strip():
            self._append(self._competencies[id], "description", self.cleaned(description, line))
        return id

    def _new_competency(self, heading: str, line: int, group: str, number: int) -> str:
        group = " ".join(self.cleaned(group, line).split())
        title, id, aliases = names_in(self.cleaned(heading, line))
        title = f"{title} ({number})" if number > 1 else title
        whole = f"{title} ({group})" if group else title
        told = self.guide.competency_named(heading) or self.guide.competency_named(title)
        title = self._title(title, whole, self._competency_names, line)
        competency: dict[str, Plain] = {"id": "", "title": title}
        if group:
            competency["group"] = group
        if aliases:
            competency["aliases"] = list(aliases)
        competency.update(told)
        wanted = _text(told.get("id")) or id or slug_of(title, "competency")
        competency["id"] = id = self._free(wanted, self._competency_names, line, heading)
        self._competencies[id] = competency
        for name in (id, _text(competency["title"])):
            self._competency_names.setdefault(match_key(name), (competency, whole))
        return id

    def expect(
        self,
        text: str,
        line: int,
        *,
        at: Sequence[str],
        competency: str,
        id: str = "",
        more: Mapping[str, Plain] | None = None,
    ) -> None:
        """An expectation at these levels, at one step of the competency's scale, or at [ALL]."""
        text = self.cleaned(text, line)
        if not text:
            return
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        if not id and text[-1] == "]" and (found := _ID_AT_END.search(text)) and "." in found[1]:
            id, text = found[1], text[: found.start()] or text
        if len(text) < _SHORT and _POINTER.match(text):
            self.guessed(line, "points to another text; write out what it stands for", text)
        key = match_key(text)
        same = self._expectations.get(match_key(id)) if id else None
        if same is not None and match_key(_text(same.keys["text"])) == key:
            same.at.extend(a for a in at if a not in same.at)
            return  # one expectation of several levels, written in the cell of each
        place = (competency, *at, key)
        if place in self._of_text and not id:
            self.merged(line, text, f"stands twice in one cell; kept as {self._of_text[place]}")
            return
        first = "" if at[0] == ALL else at[0]
        wanted = id or generated_id(first, competency, text)
        given, key = wanted, match_key(wanted)
        if key in self._expectations:
            given = self._free(wanted, self._expectations, line, text)
            key = match_key(given)
        self._of_text[place] = given
        keys: dict[str, Plain] = {"id": given, "text": text}
        if more:
            keys |= more
        self._expectations[key] = _Expectation([*at], competency, keys)

    def summarise(self, level: str, text: str, line: int) -> None:
        """More of what a level is in a few words."""
        self._append(self._levels[level], "summary", self.cleaned(text, line))

    def of_level(self, level: str, key: str, text: str, line: int) -> None:
        """Something that a file says of a level besides: kept under the level's `meta`."""
        self._keep(self._levels[level], key, text, line)

    def of_competency(self, competency: str, key: str, text: str, line: int) -> None:
        self._keep(self._competencies[competency], key, text, line)

    def of_ladder(self, key: str, text: str, line: int) -> None:
        self._keep_in(self.meta, key, text, line)

    def change_competency(self, competency: str, keys: Mapping[str, Plain]) -> None:
        """Further keys of a competency, such as `polarity: risk` or a `scale`."""
        self._competencies[competency] |= {
            k: v for k, v in keys.items() if k not in self._competencies[competency]
        }

    def change_level(self, level: str, keys: Mapping[str, Plain]) -> None:
        """Further keys of a level, such as `years` or `tracks`."""
        self._levels[level] |= {k: v for k, v in keys.items() if k not in self._levels[level]}

    # What is asked at the end

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(self._levels)

    @property
    def competencies(self) -> tuple[str, ...]:
        return tuple(self._competencies)

    @property
    def expectation_count(self) -> int:
        return len(self._expectations)

    def ladder(self, id: str, title: str) -> dict[str, Plain]:
        """The keys of the ladder file. `id` and `title` stand in where the guide names none."""
        exported = names_in(self.title)  # `promo ladder export` writes `# Title [id]`
        if exported.id:
            id, title = exported.id, exported.title
        data: dict[str, Plain] = {
            "ladder": self.guide.ladder or id,
            "title": self.guide.title or (title if exported.id else self.title or title),
        }
        if self.meta:
            data["meta"] = dict(self.meta)
        data["levels"] = list(self._levels.values())
        data["competencies"] = list(self._competencies.values())
        data["expectations"] = self._cells()
        data |= self.guide.more
        return {key: data[key] for key in KEYS if key in data}

    def _cells(self) -> Plain:
        """Level, then competency, then a list, as people write ladders; steps stay by themselves.

        An expectation of several levels stands under the first and names them all.
        """
        cells: dict[str, dict[str, list[Plain]]] = {level: {} for level in [*self._levels, ALL]}
        for at, competency, keys in self._expectations.values():
            everywhere = len(at) > 1 and set(self._levels) <= set(at)
            first = ALL if everywhere else at[0]
            outer, inner = (first, competency) if first in cells else (competency, first)
            if len(at) > 1 and not everywhere:
                rest = {key: value for key, value in keys.items() if key not in ("id", "text")}
                keys = {"id": keys["id"], "text": keys["text"], "at": [*at], **rest}
            cells.setdefault(outer, {}).setdefault(inner, []).append(keys)
        return {outer: {**cell} for outer, cell in cells.items() if cell}

    # Texts and ids

    def cleaned(self, text: str, line: int) -> str:
        """`text` without characters that no document can hold; the report tells of them."""
        if text.isprintable():
            return text.strip()
        clean = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        for character in sorted(set(FORBIDDEN.findall(text.replace("\r", "")))):
            message = f"the character U+{ord(character):04X} cannot stand in a document"
            self.skipped(line, f"U+{ord(character):04X}", message)
        return clean.strip()

    def _title(self, title: str, whole: str, taken: _Names, line: int) -> str:
        """`title`; where another has it, both get the whole of what stood, else a number."""
        if match_key(title) not in taken:
            return title
        other, other_whole = taken[match_key(title)]
        if other["title"] == title and match_key(other_whole) not in taken:
            other["title"] = other_whole
            taken[match_key(other_whole)] = other, other_whole
        if match_key(whole) not in taken:
            return whole
        return self._free(whole, taken, line, whole, "the title", "{} ({})")

    def _free(
        self,
        wanted: str,
        taken: Container[str],
        line: int,
        heading: str,
        what: str = "the id",
        form: str = "{}-{}",
    ) -> str:
        """`wanted`, with a number behind it when another thing has that name."""
        free, number = wanted, 1
        if match_key(free) in taken:
            number += self._numbers[form, wanted]
        while match_key(free) in taken:
            number += 1
            free = form.format(wanted, number)
        self._numbers[form, wanted] = number - 1
        if number > 1:
            self.guessed(line, f"{what} {wanted} is taken; this one is {free}", heading)
        return free

    def _keep(self, owner: dict[str, Plain], key: str, text: str, line: int) -> None:
        meta = owner.setdefault("meta", {})
        assert isinstance(meta, dict)
        self._keep_in(meta, key, text, line)

    def _keep_in(
        self, meta: dict[str, Plain] | dict[str, str], key: str, text: str, line: int
    ) -> None:
        key, text = " ".join(self.cleaned(key, line).split()) or "note", self.cleaned(text, line)
        if not text:
            return
        self._append(meta, key, text)  # type: ignore[arg-type]
        self.kept(line, text, f"metadata {key}")

    @staticmethod
    def _append(owner: dict[str, Plain], key: str, text: str) -> None:
        """Texts of one key one under the other, each once."""
        before = _text(owner.get(key))
        if f"\n\n{text}\n\n" not in f"\n\n{before}\n\n":
            owner[key] = f"{before}\n\n{text}" if before else text


def _text(value: Plain | None) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Plain) -> list[str]:
    return [_text(entry) for entry in value] if isinstance(value, list) else [_text(value)]
