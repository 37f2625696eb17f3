"""Additions to an evidence file that somebody keeps: every line stays as it was, comments too.

Lines are put in at places that the reader knows; then both files are read, and an addition that
changed anything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from promo.findings import InputError, Location, stopped
from promo.plain import Plain, scalar
from promo.source import Map, Node, Seq, Source, parse, plain_of

_ENDING = re.compile("(\r\n|\r|\n)")
_EMPTY = re.compile(r"\[\s*\]")
_EMPTY_LIST = re.compile(r"evidence:\s*\[\s*\].*")  # the one line that an addition may change
_KEY = "competencies"


def with_items(data: bytes, name: str, items: Sequence[Sequence[str]]) -> bytes:
    """The file with further entries at the end of its evidence. Raises InputError.

    Each entry is its lines at the margin, the first beginning with a dash.
    """
    source = parse(data, name)
    new = parse("\n".join(["evidence:", *(line for item in items for line in item)]).encode(), name)
    added, before = plain_of(new.root.entries["evidence"][1]), plain_of(source.root)
    assert isinstance(added, list)
    assert isinstance(before, dict)
    listed = before.get("evidence", "")
    wanted: Plain = {**before, "evidence": [*(listed if isinstance(listed, list) else ()), *added]}
    for lines in _with_entries(source, items, _File(data)):
        if _reads_as(lines, wanted, name):
            return _kept(data, lines, name)
    raise _refused(Location(name), "the items cannot be added without changing what is there")


def with_tags(data: bytes, name: str, tags: Mapping[int, Sequence[str]]) -> bytes:
    """The file with competencies for items, by their place in the list. Raises InputError."""
    for at, ids in tags.items():
        data = _with_tag(data, name, at, ids)
    return data


class _File:
    """Lines with their endings, and the mark that a file may begin with."""

    def __init__(self, data: bytes) -> None:
        self.mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        parts = _ENDING.split(data.removeprefix(self.mark).decode())
        self.lines = parts[::2]
        self.ends = parts[1::2]
        if not self.lines[-1]:
            self.lines.pop()
        self.end = self.ends[0] if self.ends else "\n"

    def bytes_with(self, at: int, more: Sequence[str], instead: Mapping[int, str]) -> bytes:
        """The file with lines put in before the one numbered `at`, from 0, and some replaced."""
        lines = [instead.get(n, line) for n, line in enumerate(self.lines)]
        last = self.end if more and at == len(lines) else ""  # where the file does not end in one
        ends = [*self.ends[: len(lines)], last][: len(lines)]
        whole = [line + end for line, end in zip(lines, ends, strict=True)]
        return (
            self.mark
            + "".join([*whole[:at], *(line + self.end for line in more), *whole[at:]]).encode()
        )


def _with_entries(source: Source, items: Sequence[Sequence[str]], file: _File) -> Iterator[bytes]:
    """The ways to add entries to the list, the likeliest first."""
    entry = source.root.entries.get("evidence")
    is_flow = file.lines[source.root.line - 1][source.root.column - 1 :].startswith("{")
    if is_flow:
        return
    if entry is None:
        yield file.bytes_with(len(file.lines), ["evidence:", *_indented(items, "  ")], {})
        return
    key, node = entry
    if isinstance(node, Seq) and node.values:
        if file.lines[node.line - 1][node.column - 1] != "-":
            return
        margin = " " * (node.column - 1)
        last = _end_of(source, key.line, len(file.lines))
        for at in dict.fromkeys((_before_remarks(file, last, node.column - 1), last)):
            yield file.bytes_with(at, list(_indented(items, margin)), {})
        return
    # An empty list, or nothing behind the key.
    line = file.lines[key.line - 1]
    bare = _EMPTY.sub("", line, count=1).rstrip() if isinstance(node, Seq) else line
    yield file.bytes_with(key.line, list(_indented(items, "  ")), {key.line - 1: bare})


def _indented(items: Sequence[Sequence[str]], margin: str) -> Iterator[str]:
    for item in items:
        for line in item:
            yield margin + line if line else ""


def _end_of(source: Source, line: int, last: int) -> int:
    """The lines up to the next key of the file, or all."""
    following = [key.line for key, _ in source.root.entries.values() if key.line > line]
    return min(following) - 1 if following else last


def _before_remarks(file: _File, end: int, margin: int) -> int:
    """The same without blank lines, and without comments that belong to what follows."""
    while end:
        line = file.lines[end - 1]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not (line.lstrip().startswith("#") and indent <= margin):
            break
        end -= 1
    return end


def _with_tag(data: bytes, name: str, at: int, ids: Sequence[str]) -> bytes:
    source, file = parse(data, name), _File(data)
    item = _item(source, at)
    before = plain_of(source.root)
    assert isinstance(before, dict)
    listed = before["evidence"]
    assert isinstance(listed, list)
    old = listed[at]
    assert isinstance(old, dict)
    entry: Plain = {**old, _KEY: list(ids)}
    wanted: Plain = {**before, "evidence": [*listed[:at], entry, *listed[at + 1 :]]}
    written = f"[{', '.join(map(scalar, ids))}]"
    for lines in _with_value(file, item, written):
        if _reads_as(lines, wanted, name):
            return lines
    fact = "the tags cannot be written without changing anything else"
    raise _refused(source.place(item), fact)


def _item(source: Source, at: int) -> Map:
    node = source.root.entries["evidence"][1]
    assert isinstance(node, Seq)
    item = node.values[at]
    assert isinstance(item, Map)
    return item


def _with_value(file: _File, item: Map, written: str) -> Iterator[bytes]:
    """The ways to give an item its tags: in an empty list, in brackets, on a line of its own."""
    given = item.entries.get(_KEY)
    if given is not None:
        key, value = given
        line = file.lines[key.line - 1]
        after = key.column - 1 + len(_KEY) + (0 if key.plain else 2)  # with its quotes
        rest = line[after:]
        if _is_empty(value):
            for pattern in (r":\s*\[\s*\]", r":\s*~", r":"):
                if re.match(pattern, rest):
                    new = re.sub(pattern, f": {written}", rest, count=1)
                    yield file.bytes_with(0, [], {key.line - 1: line[:after] + new})
        return
    opening = file.lines[item.line - 1]
    if opening[item.column - 1] == "{":
        new = f"{opening[: item.column]}{_KEY}: {written}, {opening[item.column :]}"
        yield file.bytes_with(0, [], {item.line - 1: new})
        return
    margin = " " * (item.column - 1)
    title = item.entries["title"][1] if "title" in item.entries else None
    ends = [item.line]
    if title and not isinstance(title, Seq | Map):
        # A text behind `>` or `|` ends where the next key begins.
        following = [key.line - 1 for key, _ in item.entries.values() if key.line > title.line]
        ends = [min(title.end_line, *following[:1], len(file.lines)), *ends]
    for at in ends:
        yield file.bytes_with(at, [f"{margin}{_KEY}: {written}"], {})


def _is_empty(node: Node) -> bool:
    if isinstance(node, Seq):
        return not node.values
    return not isinstance(node, Map) and node.is_absent


def _reads_as(data: bytes, wanted: Plain, name: str) -> bool:
    try:
        return plain_of(parse(data, name).root) == wanted
    except InputError:
        return False


def _kept(before: bytes, after: bytes, name: str) -> bytes:
    """The new file, in which every line of the old one stands in its order; else InputError."""
    lines = iter(_File(after).lines)
    if all(line in lines for line in _File(before).lines if not _EMPTY_LIST.fullmatch(line)):
        return after
    raise _refused(Location(name), "an addition would change a line that is there")


def _refused(place: Location, fact: str) -> InputError:
    help = "give each entry of `evidence` and each of its keys a line; the file is as it was"
    return stopped("CO006", place, fact, help)
