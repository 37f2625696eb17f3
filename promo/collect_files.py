"""Sources read to drafts, and their items written to a new evidence file or added to one."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from promo.collecting import Draft, DraftItem, Options, read, read_history
from promo.collecting.writing import item_lines, new_file
from promo.files import STDIN_NAME, File, put_in_place, read_bytes, read_stdin, read_whole
from promo.findings import Finding, InputError, Location, stopped
from promo.ladder import DEFAULT
from promo.ladder_files import open_ladder
from promo.load import STDIN
from promo.model import match_key
from promo.source import Map, Node, Seq, Text, parse
from promo.starting import NOBODY
from promo.starting_files import seen_from, target_of
from promo.yaml_editing import with_items

_MARK = re.compile(r"^\s*# from .*\[([0-9a-f]{8})\]$", re.MULTILINE)
_ADDRESS = re.compile(r"[a-z]+://|[\w.-]+@[\w.-]+:")
_TABLES = ("csv", "jira", "xlsx")
_NOT_YAML = (".docx", ".doc", ".odt", ".pdf", ".html", ".md", ".csv", ".tsv", ".xlsx", ".json")
_PATTERNS = ("*.md", "*.csv", "*.xlsx", "*.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a new file says of the candidate and the packet; an old one keeps what it says."""

    name: str = ""
    target: str = ""
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of the sources: drafts, items that were there already, and the file.

    `data` is empty where nothing is to be written.
    """

    drafts: tuple[Draft, ...]
    known: tuple[tuple[Draft, DraftItem], ...]
    added: int
    is_new: bool
    has_name: bool
    has_target: bool
    data: bytes


def collect(sources: Sequence[str], output: str, options: Options, heading: Heading) -> Collected:
    """The items of all sources in one file. Raises InputError with the faults of all sources."""
    if os.path.realpath(output) in map(os.path.realpath, sources) and output != STDIN:
        fact = "this is one of the sources; a draft is another file"
        raise stopped("CO006", Location(output), fact, "name the evidence file, new or not")
    suffix = Path(output).suffix.lower()
    if suffix in _NOT_YAML:
        fact = f"an evidence file is YAML, and this name ends in {suffix}"
        help = f"write -o {Path(output).with_suffix('.yaml')}"
        raise stopped("CL010", Location(output), fact, help)
    drafts: list[Draft] = []
    faults: list[Finding] = []
    for source in sources:
        try:
            drafts.append(_read(source, options))
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    if options.mapped and not any(draft.kind in _TABLES for draft in drafts):
        fact = "--map names columns, and no source is a CSV file or a workbook"
        raise stopped("CO004", Location(sources[0]), fact, "leave --map out")
    is_new = output == STDIN or not os.path.lexists(output)
    old = b"" if is_new else read_bytes(output)
    heading = _checked(heading, output) if is_new else heading
    name = heading.name or next((draft.candidate for draft in drafts if draft.candidate), NOBODY)
    known, lines = _sorted_out(drafts, old, output)
    data = b""
    if is_new:
        told = [draft.source for draft in drafts]
        text = new_file(lines, told, name, heading.target, heading.ladder)
        data = text.encode()
        parse(data, output)  # an item that promo cannot read again is a fault of its own
    elif lines:
        data = with_items(old, output, lines)
    if data and output != STDIN:
        _write(output, data, old, is_new=is_new)
    return Collected(
        drafts=tuple(drafts),
        known=tuple(known),
        added=len(lines),
        is_new=is_new,
        has_name=name != NOBODY or not is_new,
        has_target=bool(heading.target) or not is_new,
        data=data,
    )


def _checked(heading: Heading, output: str) -> Heading:
    """A heading whose ladder and level there are, the ladder as the new file names it."""
    ladder, _ = open_ladder(heading.ladder or DEFAULT, "--ladder")
    if heading.target:
        target_of(ladder, heading.target, None)
    if not heading.ladder:
        return heading
    return replace(heading, ladder=seen_from(output, heading.ladder))


def _read(source: str, options: Options) -> Draft:
    if options.kind == "git" and os.path.isfile(source):
        fact = "this is a file, and a git history is read from a folder"
        raise stopped("CO005", Location(source), fact, "name the folder of a clone")
    if options.kind == "git" or (source != STDIN and os.path.isdir(source)):
        from promo.collecting.history import FORMAT
        from promo.repositories import history

        found = history(source, options.author, FORMAT)
        return read_history(found.log, source, found.author, found.project, is_cut=found.is_shallow)
    if _ADDRESS.match(source) and not os.path.lexists(source):
        fact = "this is an address, and promo opens no connection"
        raise stopped("CL001", Location(source), fact, "clone or download it, and name that")
    data = read_stdin() if source == STDIN else read_bytes(source, near=_PATTERNS)
    return read(data, STDIN_NAME if source == STDIN else source, options)


def _sorted_out(
    drafts: Sequence[Draft], old: bytes, output: str
) -> tuple[list[tuple[Draft, DraftItem]], list[list[str]]]:
    """The items that a file has already, and the lines of the others; what is the same is one.

    An item is there with its title and date, or with its mark, which is there for each item that
    had these words: what is done again, in the same words, is another item.
    """
    marks, titles = _known_in(old, output) if old else (Counter[str](), set[tuple[str, str]]())
    drafted = [(draft, item) for draft in drafts for item in draft.items]
    is_there = [(match_key(item.title), item.when) in titles for _, item in drafted]
    marks.subtract(
        item.fingerprint for (_, item), there in zip(drafted, is_there, strict=True) if there
    )
    taken: set[DraftItem] = set()
    known: list[tuple[Draft, DraftItem]] = []
    lines: list[list[str]] = []
    for (draft, item), there in zip(drafted, is_there, strict=True):
        content = replace(item, line=0, key="")
        is_marked = not there and marks[item.fingerprint] > 0
        marks[item.fingerprint] -= is_marked
        if there or is_marked or content in taken:
            known.append((draft, item))
            continue
        taken.add(content)
        lines.append(item_lines(item, draft.place_of(item, Path(draft.source).name)))
    return known, lines


def _known_in(old: bytes, output: str) -> tuple[Counter[str], set[tuple[str, str]]]:
    """What tells the items of a file: the marks of earlier drafts, and titles with their dates."""
    source = parse(old, output)
    marks = Counter(_MARK.findall("\n".join(source.lines)))
    entry = source.root.entries.get("evidence")
    items = entry[1].values if entry and isinstance(entry[1], Seq) else []
    titles = {
        (match_key(_text(item, "title")), _text(item, "date") or _text(item, "period"))
        for item in items
        if isinstance(item, Map)
    }
    return marks, titles


def _text(item: Map, key: str) -> str:
    node: Node | None = item.entries[key][1] if key in item.entries else None
    return node.value if isinstance(node, Text) else ""


def _write(output: str, data: bytes, old: bytes, *, is_new: bool) -> None:
    if is_new:
        folder = Path(output).parent
        if not folder.is_dir():
            message = f'the folder "{folder}" does not exist'
            raise stopped("CL004", Location(output), message, "make it first, or name another")
        put_in_place([File(Path(output), data)])
    else:
        put_back(output, data, old)


def put_back(name: str, data: bytes, old: bytes) -> None:
    """A file of the user's written anew where it is still as it was read. Raises InputError."""
    path = Path(os.path.realpath(name) if os.path.islink(name) else name)
    if read_whole(path) != old:
        fact = "the file has changed since it was read"
        raise stopped("CO006", Location(name), fact, "run the command once more")
    mode = path.stat().st_mode
    put_in_place([File(path, data)])
    path.chmod(mode)
