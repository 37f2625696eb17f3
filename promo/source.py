"""YAML bytes to located values: every scalar stays text and knows its line and column.

Only data passes: no anchors, aliases, tags, merge keys or second documents, and nothing nested,
long or numerous enough to hang a reader. The events come from PyYAML's C parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from promo.findings import Finding, InputError, Location, stopped
from promo.plain import Plain

MAX_BYTES = 5_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40
MAX_TEXT = 1_000_000  # characters of one value

_PLANE_ENDS = [plane << 16 | low for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)]
# What XML 1.0 or YAML 1.1 cannot carry unchanged: controls, line separators, non-characters.
# A lone carriage return has been turned into a line break before this is asked.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    f"|[{''.join(map(chr, _PLANE_ENDS))}]"
)
# Overrides and isolates: U+202E shows `gnp.exe` as `exe.png`.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TURNS = "changes the order of the text around it"
_SPACES = re.compile(r"[ \t]*")
_CUT_COMMENT = re.compile(r"#(?<=[ \t]#)[^\s#]")  # the leading # is what makes it fast


class Text(NamedTuple):
    """A scalar as typed, with the 1-based place of its first character and its last line.

    `plain` is True for an unquoted scalar; a plain empty one (or `~`) is an absent value.
    """

    value: str
    line: int
    column: int
    plain: bool = False
    end_line: int = 0

    @property
    def is_absent(self) -> bool:
        return self.plain and self.value in ("", "~")


class Seq(NamedTuple):
    """A list with its place."""

    values: list[Node]
    line: int
    column: int


class Map(NamedTuple):
    """A mapping with its place: key text to the key as typed and its value."""

    entries: dict[str, tuple[Text, Node]]
    line: int
    column: int


Node: TypeAlias = Text | Seq | Map
Event: TypeAlias = Any  # PyYAML's events share no type that knows their fields


class Source(NamedTuple):
    """A parsed file: its name for messages, its lines, its root and the warnings met on the way.

    `sha256` is that of its bytes, in hexadecimal.
    """

    name: str
    lines: tuple[str, ...]
    root: Map
    findings: tuple[Finding, ...]
    sha256: str = ""

    def place(self, node: Node) -> Location:
        """Where `node` begins."""
        return Location(self.name, node.line, node.column)

    def place_of(self, needle: str, within: Text) -> Location:
        """Where `needle` stands inside the lines of `within`; the value's start if it is split.

        A line that is the needle and nothing else comes before one that holds it among others.
        """
        first = needle.split("\n", 1)[0].strip()
        numbers = range(within.line, max(within.end_line, within.line) + 1) if first else range(0)
        for found in (lambda line: line.strip() == first, lambda line: first in line):
            for number in numbers:
                start = within.column - 1 if number == within.line else 0
                if found(self.lines[number - 1][start:]):
                    column = self.lines[number - 1].find(first, start) + 1
                    return Location(self.name, number, column)
        return self.place(within)


def parse(data: bytes, name: str) -> Source:
    """The located values of one YAML file, whose top must be a mapping.

    Raises InputError with every fault found. `name` is what messages call the file.
    """
    reader, root = _read(data, name, may_be_list=False)
    if not isinstance(root, Map):
        raise InputError(reader.findings)
    hash = sha256(data).hexdigest()
    return Source(name, reader.lines, root, tuple(reader.findings), hash)


def parse_records(data: bytes, name: str) -> tuple[Map | Seq, tuple[Finding, ...]]:
    """The same of other people's records, whose top may be a list; with the warnings met."""
    reader, root = _read(data, name, may_be_list=True)
    if root is None or isinstance(root, Text):
        raise InputError(reader.findings)
    return root, tuple(reader.findings)


def _read(data: bytes, name: str, *, may_be_list: bool) -> tuple[_Reader, Node | None]:
    text, findings = text_of(data, name)
    lines = tuple(text.split("\n"))
    reader = _Reader(text, name, lines, findings)
    root = reader.read(may_be_list=may_be_list)
    if any(finding.is_error for finding in reader.findings):
        raise InputError(reader.findings)
    return reader, root


def text_of(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """The text of a file, with the warnings about its characters. Raises InputError."""
    text = _decode(data, name)
    findings = list(_scan_characters(text, name))
    if any(finding.is_error for finding in findings):
        raise InputError(findings)
    return text, findings


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        raise stopped("YM007", Location(name), message, "split it, or move long texts out")
    kind = _other_kind(data)
    if kind:
        raise stopped("YM001", Location(name), f"this is {kind}, not UTF-8 text", _SAVE_AS_UTF8)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _with_line_feeds(data[: error.start].decode("utf-8"))
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte, place = data[error.start], Location(name, line, column)
        message = f"byte 0x{byte:02x} is not UTF-8; the file may be Windows-1252 text"
        raise stopped("YM001", place, message, _SAVE_AS_UTF8) from None
    if not text.strip():
        raise stopped("YM009", Location(name), "the file is empty", _BEGIN)
    return _with_line_feeds(text)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


_BEGIN = "begin with `candidate:` and `evidence:`, or with `ladder:`"
_SAVE_AS_UTF8 = "save it as UTF-8 text in your editor"


def _other_kind(data: bytes) -> str:
    signatures = (
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a zip archive or Office document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
    )
    for signature, kind in signatures:
        if data.startswith(signature):
            return kind
    if data[:64].count(0) * 3 >= len(data[:64]) > 0:
        return "UTF-16 text or a binary file"
    return ""


def _scan_characters(text: str, name: str) -> list[Finding]:
    found: list[Finding] = []
    letters = "".join(set(text))  # a scan of the whole text takes four times as long as this
    if not FORBIDDEN.search(letters) and not BIDI.search(letters):
        return found
    for code, pattern, what in (
        ("YM006", FORBIDDEN, "cannot stand in a document"),
        ("YM010", BIDI, _TURNS),
    ):
        for match in pattern.finditer(text):
            line_start = text.rfind("\n", 0, match.start()) + 1
            line = text.count("\n", 0, match.start()) + 1
            place = Location(name, line, match.start() - line_start + 1)
            message = f"the character U+{ord(match[0]):04X} {what}"
            found.append(Finding(code=code, location=place, message=message, help="delete it"))
            if len(found) >= 20:  # a binary file would give thousands
                break
    return found


class _Reader:
    """Builds located values from parser events, collecting findings instead of stopping."""

    def __init__(
        self, text: str, name: str, lines: tuple[str, ...], findings: list[Finding]
    ) -> None:
        self.name = name
        self.text = text
        self.raw = frozenset(BIDI.findall(text))
        self.lines = lines
        self.findings = findings
        self.nodes = 0
        self.next_event: Callable[[], Event] = CParser(text).get_event
        # Most files hold nothing that a value must be inspected for.
        self.suspicious = (
            len(text) > MAX_TEXT
            or ('"' in text and "\\" in text)
            or bool(_CUT_COMMENT.search(text))
        )

    def read(self, *, may_be_list: bool = False) -> Node | None:
        try:
            self.next_event()  # stream start
            if isinstance(self.next_event(), StreamEndEvent):
                self._add("YM009", Location(self.name), "the file holds only comments", _BEGIN)
                return None
            root = self._value(self.next_event(), 1)
            if isinstance(root, Text) and root.is_absent:
                self._add("YM009", Location(self.name), "the file is empty", _BEGIN)
            elif not isinstance(root, Map) and not (may_be_list and isinstance(root, Seq)):
                place = Location(self.name, root.line, root.column)
                what = "a list" if isinstance(root, Seq) else "text"
                help = "the top of the file is a mapping of keys, such as `candidate:`"
                if may_be_list:
                    help = "the top of the file is a list or a mapping of records"
                self._add("DT001", place, f"the file holds {what} at the top, not keys", help)
            self._expect_one_document()
            return root
        except yaml.MarkedYAMLError as error:
            if "nesting depth" in (error.problem or "") and error.problem_mark:
                # libyaml looks ahead; what comes before is deep enough to be told by our limit.
                self.next_event = CParser(self.text[: error.problem_mark.index]).get_event
                return self.read()
            self._syntax(error)
        except yaml.reader.ReaderError as error:
            self._add("YM006", Location(self.name), f"YAML cannot hold this text: {error.reason}")
        return None

    def _expect_one_document(self) -> None:
        event = self.next_event()
        assert isinstance(event, DocumentEndEvent)
        event = self.next_event()
        if not isinstance(event, StreamEndEvent):
            mark = event.start_mark
            place = Location(self.name, mark.line + 1, mark.column + 1)
            self._add("YM005", place, "a second document begins here", "keep one document a file")

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in (error.problem or "") and error.context_mark:
            mark = error.context_mark  # where the quote opens, not where the file ends
        place = Location(self.name, mark.line + 1, mark.column + 1) if mark else Location(self.name)
        last = max((n for n, line in enumerate(self.lines, 1) if line.strip(" ")), default=1)
        if place.line > last:  # the end of the file, behind all that stands in it
            place = Location(self.name, last, len(self.lines[last - 1]) + 1)
        problem = error.problem or "this cannot be read"
        self._add("YM002", place, f"not well-formed YAML: {problem}", _syntax_help(problem))

    def _add(self, code: str, place: Location, message: str, help: str = "") -> None:
        self.findings.append(Finding(code=code, location=place, message=message, help=help))

    def _at(self, event: Event) -> Location:
        return Location(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _value(self, event: Event, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._too_much(event, f"{MAX_NODES:,} values", "split it")
        if depth > MAX_DEPTH:
            self._too_much(event, f"{MAX_DEPTH} levels", "nest less")
        if kind is AliasEvent:
            help = "write the value out; quote a text that begins with *"
            self._add("YM004", self._at(event), "an alias (*name) stands here", help)
            return Text("", event.start_mark.line + 1, event.start_mark.column + 1)
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        return self._map(event, depth) if kind is MappingStartEvent else self._seq(event, depth)

    def _too_much(self, event: Event, limit: str, help: str) -> None:
        self._add("YM007", self._at(event), f"the file has more than {limit}", help)
        raise InputError(self.findings)

    def _text(self, event: Event) -> Text:
        value, style, start = event.value, event.style, event.start_mark
        end_line: int = event.end_mark.line + 1
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._too_much(event, f"{MAX_NODES:,} values", "split it")
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        if self.suspicious:
            self._inspect(event, value, style)
        return Text(value, start.line + 1, start.column + 1, not style, end_line)

    def _inspect(self, event: Event, value: str, style: str) -> None:
        """What only a long file, an escape or a comment can hold."""
        if len(value) > MAX_TEXT:
            help = "shorten it, or link to the document"
            self._add("YM007", self._at(event), f"a text of {len(value):,} characters", help)
        if style == '"' and (illegal := FORBIDDEN.search(value)):
            message = f"the character U+{ord(illegal[0]):04X} cannot stand in a document"
            self._add("YM006", self._at(event), message, "delete the escape")
        if style == '"' and (turning := BIDI.search(value)) and turning[0] not in self.raw:
            message = f"the character U+{ord(turning[0]):04X} {_TURNS}"
            self._add("YM010", self._at(event), message, "delete the escape")
        if not style:
            self._warn_if_cut(event)

    def _warn_if_cut(self, event: Event) -> None:
        line, column = event.end_mark.line, event.end_mark.column
        if line >= len(self.lines):
            return  # a file that ends without a line break
        spaces = _SPACES.match(self.lines[line], column)
        hash_at = spaces.end() if spaces else column
        if _CUT_COMMENT.match(self.lines[line], hash_at):
            place = Location(self.name, line + 1, hash_at + 1)
            help = "quote the whole value if the rest belongs to it"
            self._add("YM008", place, "the value is cut here: ` #` begins a comment", help)

    def _refuse_decoration(self, event: Event) -> None:
        # Their names are not quoted: they may be those of a private item.
        what = "an anchor (&name)" if event.anchor is not None else "a tag (!name)"
        help = "write plain values; quote a text that begins with & or !"
        self._add("YM004", self._at(event), f"{what} stands here", help)

    def _seq(self, event: Event, depth: int) -> Seq:
        start, values = event.start_mark, []
        event = self.next_event()
        while type(event) is not SequenceEndEvent:
            values.append(self._value(event, depth + 1))
            event = self.next_event()
        return Seq(values, start.line + 1, start.column + 1)

    def _map(self, event: Event, depth: int) -> Map:
        start = event.start_mark
        entries: dict[str, tuple[Text, Node]] = {}
        event = self.next_event()
        while type(event) is not MappingEndEvent:
            key = self._text(event) if type(event) is ScalarEvent else self._no_key(event, depth)
            event = self.next_event()
            # The common case without a further call: most values are texts.
            is_text = type(event) is ScalarEvent
            value = self._text(event) if is_text else self._value(event, depth + 1)
            if key.value in entries or (key.value == "<<" and key.plain):
                self._refuse_key(entries, key)
            else:
                entries[key.value] = key, value
            event = self.next_event()
        return Map(entries, start.line + 1, start.column + 1)

    def _no_key(self, event: Event, depth: int) -> Text:
        """A key that is no word, refused; the place stands in for it."""
        if type(event) is not AliasEvent:
            self._add("YM004", self._at(event), "a key must be a word", "use `key: value`")
        node = self._value(event, depth + 1)
        return Text(f"? {self.nodes}", node.line, node.column)

    def _refuse_key(self, entries: dict[str, tuple[Text, Node]], key: Text) -> None:
        place = Location(self.name, key.line, key.column)
        if key.value == "<<":
            self._add("YM004", place, "a merge key (<<) stands here", "write the values out")
            return
        first = entries[key.value][0].line
        # The key is not quoted: it may stand in a private item.
        message = f"this key stands twice; the first is on line {first}"
        self._add("YM003", place, message, "keep one of the two")


def _syntax_help(problem: str) -> str:
    if "alphabetic or numeric" in problem:
        return "quote a text that begins with * or &, or write it after `|`"
    if "mapping values are not allowed" in problem:
        return 'quote a text that holds ": ", and check the indentation'
    if "escape code" in problem or "escape character" in problem:
        return "write the character itself, or use single quotes"
    if "comment or line break" in problem:
        return "quote a text that begins with | or >"
    if "cannot start any token" in problem:
        return "quote a text that begins with @, ` or %, and indent with spaces, not tabs"
    if "did not find expected" in problem or "could not find expected" in problem:
        return "check the indentation, the brackets and the quotes just above"
    return "check the indentation and the quotes"


def plain_of(node: Node, *, typed: bool = False) -> Plain:
    """A located value without its place; every scalar is text.

    `typed` makes plain whole numbers, `true` and `false` what other readers take them for.
    """
    if isinstance(node, Seq):
        return [plain_of(value, typed=typed) for value in node.values]
    if isinstance(node, Map):
        return {name: plain_of(value, typed=typed) for name, (_, value) in node.entries.items()}
    if typed and node.plain and _WHOLE.fullmatch(node.value):
        return int(node.value)
    if typed and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    return "" if node.is_absent else node.value


_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
