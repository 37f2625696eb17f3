"""JSON to located values, as people publish it: comments and trailing commas do no harm."""

from __future__ import annotations

from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from promo.findings import InputError, Location, stopped
from promo.source import MAX_DEPTH, Map, Node, Seq, Text

_SPACE = " \t\n\r\f\v\u00a0\ufeff"
_ENDS = set(',]}:"/') | set(_SPACE)
_HELP = "write JSON: keys and texts in double quotes, values after `:`"


def parse(text: str, name: str) -> Map | Seq:
    """The located values of one JSON file; numbers and words stay text, null is absent.

    Raises InputError, IM010, with the place where it is no JSON.
    """
    reader = _Reader(text, name)
    root = reader.value(0)
    reader.space()
    if reader.at < len(text):
        raise reader.fault("something stands after the end of the data")
    if isinstance(root, Text):
        raise reader.fault("the file holds one value and no records")
    return root


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.at = 0
        self.starts = [0]
        while (found := text.find("\n", self.starts[-1])) >= 0:
            self.starts.append(found + 1)

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def fault(self, fact: str, at: int | None = None, code: str = "IM010") -> InputError:
        line, column = self.place(min(self.at if at is None else at, len(self.text)))
        help = _HELP if code == "IM010" else "keep one of the two"
        return stopped(code, Location(self.name, line, column), fact, help)

    def space(self) -> None:
        """Past white space and comments."""
        text = self.text
        while self.at < len(text):
            if text[self.at] in _SPACE:
                self.at += 1
            elif text.startswith(("//", "/*"), self.at):
                ends = "\n" if text[self.at + 1] == "/" else "*/"
                found = text.find(ends, self.at + 2)
                self.at = len(text) if found < 0 else found + len(ends)
            else:
                return

    def value(self, depth: int) -> Node:
        self.space()
        if depth > MAX_DEPTH:
            raise self.fault(f"values are nested deeper than {MAX_DEPTH} levels")
        opening = self.text[self.at : self.at + 1]
        if opening == "{":
            return self.map(depth)
        if opening == "[":
            return self.seq(depth)
        return self.string() if opening == '"' else self.word()

    def string(self) -> Text:
        start = self.at
        try:
            value, self.at = scanstring(self.text, start + 1, False)
        except JSONDecodeError as error:
            raise self.fault(f"not well-formed JSON: {error.msg}", error.pos) from None
        return Text(value, *self.place(start))

    def word(self) -> Text:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in _ENDS:
            self.at += 1
        word = self.text[start : self.at]
        if word not in ("true", "false", "null") and not _is_number(word):
            met = f"`{word[:30]}`" if word else f"`{self.text[start : start + 1]}`"
            fact = "a value is missing" if met == "``" else f"{met} is no value"
            raise self.fault(f"not well-formed JSON: {fact}", start)
        return Text("" if word == "null" else word, *self.place(start), plain=True)

    def seq(self, depth: int) -> Seq:
        start, values = self.place(self.at), []
        self.at += 1
        while not self.closes("]"):
            values.append(self.value(depth + 1))
            self.comma("]")
        return Seq(values, *start)

    def map(self, depth: int) -> Map:
        start = self.place(self.at)
        entries: dict[str, tuple[Text, Node]] = {}
        self.at += 1
        while not self.closes("}"):
            if self.text[self.at : self.at + 1] != '"':
                raise self.fault("not well-formed JSON: a key in double quotes is missing")
            where, key = self.at, self.string()
            self.space()
            if self.text[self.at : self.at + 1] != ":":
                raise self.fault("not well-formed JSON: `:` is missing after a key")
            self.at += 1
            if key.value in entries:
                first = entries[key.value][0].line
                fact = f"this key stands twice; the first is on line {first}"
                raise self.fault(fact, where, "YM003")
            entries[key.value] = key, self.value(depth + 1)
            self.comma("}")
        return Map(entries, *start)

    def closes(self, end: str) -> bool:
        self.space()
        if self.at >= len(self.text):
            raise self.fault(f"not well-formed JSON: `{end}` is missing at the end")
        closed = self.text[self.at] == end
        self.at += closed
        return closed

    def comma(self, end: str) -> None:
        """Past the comma between two values; the last one may have one too."""
        self.space()
        following = self.text[self.at : self.at + 1]
        if following == ",":
            self.at += 1
        elif following and following != end:
            raise self.fault("not well-formed JSON: a comma is missing")


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return word.isascii()
