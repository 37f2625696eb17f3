"""Records of a YAML or JSON file to a draft, by the paths of a map or by well-known keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from promo.findings import Location, stopped
from promo.importing import loose_json
from promo.importing.draft import ALL, Draft, Options
from promo.importing.grid import Cell
from promo.importing.paths import (
    EACH,
    Chain,
    beside,
    common,
    every_text,
    texts,
)
from promo.importing.split import Splitter
from promo.importing.titles import is_all
from promo.importing.ways import ways_of
from promo.model import match_key, slug_of
from promo.plain import Plain
from promo.source import Map, Seq, Text, parse_records, plain_of

Root = Map | Seq
_NEEDED = ("ladder", "levels", "competencies", "expectations")
_NO_COMPETENCY = "Expectations"


def fill(draft: Draft, text: str, name: str, options: Options) -> dict[str, Plain] | None:
    """The records of one file into the draft; or the file itself where it is a promo ladder."""
    root = _root(draft, text, name, options)
    if isinstance(root, Map) and all(key in root.entries for key in _NEEDED):
        data = plain_of(root)
        assert isinstance(data, dict)
        draft.guessed(0, "the file is a promo ladder already; it is written as it is")
        return data
    _Records(draft, root, name, options).read()
    return None


def _root(draft: Draft, text: str, name: str, options: Options) -> Root:
    if options.format == "json":
        return loose_json.parse(text, name)
    root, warnings = parse_records(text.encode(), name)
    for finding in warnings:
        draft.guessed(finding.location.line, finding.message)
    return root


class _Record(NamedTuple):
    """One text with all that belongs to it; `chain` is the way to it."""

    chain: Chain
    text: Text
    parts: dict[str, list[Text]]

    def first(self, part: str) -> str:
        found = self.parts.get(part)
        return found[0].value.strip() if found else ""


class _Records:
    """One file on its way into the draft."""

    def __init__(self, draft: Draft, root: Root, name: str, options: Options) -> None:
        self.draft = draft
        self.root = root
        self.name = name
        self.guide = draft.guide
        self.splitter = Splitter(options.over(draft.guide).split or "none")
        self.used: set[tuple[int, int]] = set()
        self.paths, self.meta = ways_of(draft, root, name)
        self.scales: dict[str, dict[str, Plain]] = {}  # competency -> step id -> its keys
        self.places: dict[str, tuple[int, int]] = {}  # competency -> the record that named it
        self.kept: Counter[str] = Counter()

    def read(self) -> None:
        records = tuple(self._records())
        self._make_levels(records)
        for record in records:
            self._expect(record)
        for competency, steps in self.scales.items():
            self.draft.change_competency(competency, {"scale": list(steps.values())})
        for key, count in self.kept.items():
            message = f"metadata of the expectations, {count} values"
            self.draft.kept(0, key, message)
        self._skip_the_rest()

    # Records

    def _records(self) -> Iterator[_Record]:
        path = self.paths["text"]
        for chain in texts(self.root, path):
            node = chain[-1].node
            assert isinstance(node, Text)
            if not node.value.strip():
                continue
            parts = {
                part: beside(chain, path, other)
                for part, other in self.paths.items()
                if part != "text"
            }
            self.used.add((node.line, node.column))
            self.used |= {(t.line, t.column) for found in parts.values() for t in found}
            yield _Record(chain, node, parts)

    def _make_levels(self, records: Sequence[_Record]) -> None:
        """Each level of the records, in the map's order, by number, or as they stand."""
        met: dict[str, tuple[Text, str]] = {}
        for record in records:
            titles = record.parts.get("level_title", [])
            for number, level in enumerate(record.parts.get("level", [])):
                title = titles[number].value.strip() if number < len(titles) else ""
                met.setdefault(level.value.strip(), (level, title))
        told = {match_key(heading): n for n, heading in enumerate(self.guide.level_headings)}
        names = [name for name in met if name and not is_all(name)]
        if names and all(match_key(name) in told for name in names):
            ordered = sorted(names, key=lambda name: told[match_key(name)])
        elif names and all(name.isascii() and name.isdigit() for name in names):
            ordered = sorted(names, key=int)
            if ordered != names:
                self.draft.guessed(0, f"levels in the order of their numbers: {', '.join(ordered)}")
        else:
            ordered = names
        for name in ordered:
            self._level(name, met[name][1], met[name][0].line)
        bare = [n for n in ordered if n.isdigit() and not met[n][1] and not self._is_told(n)]
        if bare:
            self.draft.guessed(
                met[bare[0]][0].line, f"levels without titles are named Level {bare[0]} and so on"
            )
        if not ordered:
            self._levels_of_map()

    def _levels_of_map(self) -> None:
        for heading in self.guide.level_headings:
            self.draft.level(heading, 0)
        if not self.guide.level_headings:
            message = "no level was found: the records name none, and the map has no `levels`"
            help = "add `levels: {heading: id}` to the map, or a path for `level`"
            raise stopped("IM001", Location(self.name), message, help)
        self.draft.guessed(0, "the records name no levels; those of the map are taken")

    def _level(self, name: str, title: str, line: int) -> str:
        """The id of a level; a bare number is given the word, and stays its alias."""
        if title and match_key(title) != match_key(name) and not self._is_told(name):
            return self.draft.level(f"{title} [{slug_of(name, 'level')}]", line)
        if not (name.isascii() and name.isdigit()) or self._is_told(name):
            return self.draft.level(name, line)
        return self.draft.level(f"Level {name} [{name}]", line)

    def _is_told(self, name: str) -> bool:
        return bool(self.guide.level_named(name))

    def _expect(self, record: _Record) -> None:
        line = record.text.line
        competency = self._competency(record)
        levels = [
            ALL if is_all(level.value) else self._level(level.value.strip(), title, level.line)
            for level, title in self._levels_of(record)
        ]
        if record.first("summary"):
            for id in (id for id in levels if id != ALL):
                self._summary(record, id)
        at = [self._step(record, competency)] if record.first("step") else levels
        at = [ALL] if ALL in at else at
        if not at:
            self.draft.skipped(line, record.text.value, "its record names no level")
            return
        more: dict[str, Plain] = {}
        if record.first("kind"):
            more["kind"] = record.first("kind")
        meta = self._meta_of(record, competency, at)
        id = record.first("id")
        for piece in self.splitter.pieces(Cell(record.text.value.strip(), line)):
            own = meta | ({"track": piece.marker} if piece.marker else {})
            told = {**more, "meta": own} if own else more
            self.draft.expect(piece.text, line, at=at, competency=competency, id=id, more=told)
            id = ""

    @staticmethod
    def _levels_of(record: _Record) -> Iterator[tuple[Text, str]]:
        titles = record.parts.get("level_title", [])
        for number, level in enumerate(record.parts.get("level", [])):
            if level.value.strip():
                yield level, titles[number].value.strip() if number < len(titles) else ""

    def _summary(self, record: _Record, level: str) -> None:
        for text in record.parts["summary"]:
            self.draft.summarise(level, text.value, text.line)

    def _competency(self, record: _Record) -> str:
        key, title = record.first("competency"), record.first("competency_title")
        named = (
            record.parts.get("competency") or record.parts.get("competency_title") or [record.text]
        )[0]
        if not key and not title:
            self.draft.guessed(
                record.text.line, f"a text without a competency stands under {_NO_COMPETENCY}"
            )
        heading = key or title or _NO_COMPETENCY
        if title and key and not self.guide.competency_named(key):
            heading = f"{title} [{slug_of(key, 'competency')}]"
        description = "\n\n".join(t.value.strip() for t in record.parts.get("description", []))
        group = " / ".join(t.value.strip() for t in record.parts.get("group", []))
        id = self.draft.competency(heading, named.line, group=group, description=description)
        self._tell_twin(id, record, named)
        return id

    def _tell_twin(self, competency: str, record: _Record, named: Text) -> None:
        """Two records of one name, such as two topics, are one competency; the report says so."""
        shared = common(self.paths["text"], self.paths.get("competency", ()))
        inside_levels = common(self.paths["text"], self.paths.get("level", ())) < shared
        if EACH not in self.paths["text"][shared:] or inside_levels:
            return  # each text, or each level, names its competencies anew
        place = record.chain[shared].place
        first = self.places.setdefault(competency, place)
        if first != place and f"{competency}{place}" not in self.places:
            self.places[f"{competency}{place}"] = place
            message = f"the same name as on line {first[0]}; both are one competency"
            self.draft.merged(named.line, named.value.strip(), message)

    def _step(self, record: _Record, competency: str) -> str:
        """The id of the step of the competency's own scale."""
        name = record.first("step")
        id = f"step-{name}" if name.isdigit() else slug_of(name, "step")
        if id in self.draft.levels:
            id = f"step-{id}"
        entry: dict[str, Plain] = {"id": id, "title": record.first("step_title") or name}
        told = self.guide.steps.get(match_key(name), {})
        self.scales.setdefault(competency, {}).setdefault(id, {**entry, **told, "id": id})
        return id

    def _meta_of(self, record: _Record, competency: str, at: Sequence[str]) -> dict[str, Plain]:
        """What the record says besides; what it shares with other texts goes to the competency."""
        own: dict[str, Plain] = {}
        path = self.paths["text"]
        for key, other in self.meta.items():
            found = [t for t in beside(record.chain, path, other) if t.value.strip()]
            shared = common(path, other)
            if not found or EACH not in path[shared:]:
                if found:
                    own[key] = "\n".join(t.value.strip() for t in found)
                    self.kept[key] += len(found)
                    self.used |= {(t.line, t.column) for t in found}
                continue
            for text in (t for t in found if (t.line, t.column) not in self.used):
                self.used.add((text.line, text.column))
                self._keep_shared(key, text, record, competency, at, shared)
        return own

    def _keep_shared(
        self,
        key: str,
        text: Text,
        record: _Record,
        competency: str,
        at: Sequence[str],
        shared: int,
    ) -> None:
        if EACH not in self.paths["text"][:shared]:
            self.draft.of_ladder(key, text.value, text.line)
            return
        of_step = shared > common(self.paths["text"], self.paths.get("competency", ()))
        where = f"{key} of {at[0]}" if of_step else key
        self.draft.of_competency(competency, where, text.value, text.line)

    def _skip_the_rest(self) -> None:
        """Each text that no path led to, or that belongs to a record without one."""
        named = {
            chain[-1].place for path in self.paths.values() for chain in texts(self.root, path)
        }
        for path, text in every_text(self.root):
            if (text.line, text.column) not in self.used and text.value.strip():
                message = f"no path of the map leads to {'.'.join(path)}"
                if (text.line, text.column) in named:
                    message = "belongs to a record without text"
                self.draft.skipped(text.line, text.value, message)
