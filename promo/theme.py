"""A theme file: the language, labels and dates of a packet, and the looks of the shipped template.

YAML and TOML become the same located values, so that one reader serves both.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from string import Formatter
from typing import Any

from promo import source
from promo.fields import Fields, Notes
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.source import Map, Node, Seq, Source, Text
from promo.words import ENGLISH, Entry, Words
from promo.words_de import GERMAN

KEYS = ("language", "accent", "fonts", "logo", "confidentiality", "page", "date", "labels")
LOOKS = ("accent", "fonts", "logo", "page")
DATE_FIELDS = ("day", "dd", "month", "mon", "mm", "year")
READABLE = 4.5  # contrast of text, WCAG 2.2, 1.4.3
LOGO_HEIGHT, LEAST_LOGO, MOST_LOGO = 9.0, 3.0, 12.0  # mm
_LONGEST_FONT = 31  # characters: the limit of Windows and of w:font


class Language(Enum):
    """The languages of the catalogues that promo ships."""

    ENGLISH = "en"
    GERMAN = "de"


class Page(Enum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


CATALOGUES: Mapping[Language, Mapping[str, Entry]] = {
    Language.ENGLISH: ENGLISH,
    Language.GERMAN: GERMAN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Names of fonts; an empty one stays as it is in the template."""

    text: str = ""
    headings: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture for the header: the file as it is named, where it is named, and its height."""

    file: str
    place: Location
    height_mm: float = LOGO_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a theme file says; `accent` is six hexadecimal digits, or empty.

    `look_places` are those of the keys that change looks and not words.
    """

    catalogue: Mapping[str, Entry] = field(default_factory=lambda: ENGLISH)
    accent: str = ""
    fonts: Fonts = Fonts()
    logo: Logo | None = None
    page: Page | None = None
    look_places: tuple[Location, ...] = ()

    @property
    def words(self) -> Words:
        return Words(self.catalogue)

    @property
    def looks(self) -> bool:
        """Whether it changes how a packet looks, which only the shipped templates follow."""
        return bool(self.look_places)


def read(data: bytes, name: str) -> tuple[Theme, tuple[Finding, ...]]:
    """A theme with its warnings; TOML where the name ends so, else YAML.

    Raises InputError with every finding.
    """
    try:
        parsed = (_parse_toml if name.lower().endswith(".toml") else source.parse)(data, name)
    except InputError as error:
        raise InputError(map(_for_themes, error.findings)) from None
    notes = Notes(parsed)
    theme = _theme(Fields(parsed.root, "the theme", KEYS, notes))
    if notes.has_errors:
        raise InputError(in_order(notes.found))
    return theme, in_order(notes.found)


def _for_themes(finding: Finding) -> Finding:
    """A finding of any YAML file, with help that fits a theme."""
    empty = finding.code == "YM009"
    return replace(finding, help="set a key, such as `language: en`") if empty else finding


def _theme(fields: Fields) -> Theme:
    language = fields.choice("language", Language) or Language.ENGLISH
    catalogue = dict(CATALOGUES[language])
    catalogue |= _labels(fields)
    catalogue |= _date(fields)
    catalogue |= _confidentiality(fields)
    return Theme(
        catalogue=catalogue,
        accent=_accent(fields),
        fonts=_fonts(fields),
        logo=_logo(fields),
        page=fields.choice("page", Page),
        look_places=tuple(
            fields.notes.source.place(fields.entries[key][0])
            for key in LOOKS
            if key in fields.entries
        ),
    )


def _fault(fields: Fields, node: Node, fact: str, help: str, code: str = "TH001") -> None:
    fields.notes.add(code, node, fact, help)


# Looks

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_HEIGHT = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,3})?")


def _accent(fields: Fields) -> str:
    key = fields.entries.get("accent")
    if key and fields.node_of("accent") is None:  # YAML takes #7A1F3D for a comment
        _fault(fields, key[0], "`accent` is empty", 'quote the colour: accent: "#7A1F3D"')
    node = fields.located("accent")
    if node is None:
        return ""
    match = _COLOUR.fullmatch(node.value.strip())
    if match is None:
        help = 'write six hexadecimal digits, such as "#7A1F3D"'
        _fault(fields, node, f"{quote(node.value)} is not a colour", help)
        return ""
    colour = match[1].upper()
    ratio = contrast_with_white(colour)
    if ratio < READABLE:
        fact = f"{quote(node.value)} has a contrast of {ratio:.1f}:1 with white; text needs "
        help = "choose a darker colour: headings are printed in it"
        _fault(fields, node, f"{fact}{READABLE}:1", help, "TH003")
    return colour


def contrast_with_white(colour: str) -> float:
    """The ratio from 1 to 21 by WCAG 2.2, of a colour of six hexadecimal digits."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _fonts(fields: Fields) -> Fonts:
    inner = fields.inner("fonts", "fonts", ("text", "headings", "code"))
    if inner is None:
        return Fonts()
    return Fonts(
        text=_font(inner, "text"), headings=_font(inner, "headings"), code=_font(inner, "code")
    )


def _font(fields: Fields, key: str) -> str:
    node = fields.located(key)
    name = node.value.strip() if node else ""
    if node and (not name or len(name) > _LONGEST_FONT or re.search('[,;"\n\t]', name)):
        help = f"name one font, of at most {_LONGEST_FONT} characters, as Word lists it"
        _fault(fields, node, f"{quote(node.value)} is not the name of a font", help)
        return ""
    return name


def _logo(fields: Fields) -> Logo | None:
    node = fields.node_of("logo")
    if isinstance(node, Text):
        return _logo_file(fields, node)
    inner = fields.inner("logo", "the logo", ("file", "height_mm"))
    if inner is None:
        return None
    file, height = inner.located("file"), _height(inner)
    if file is None:
        if inner.node_of("file") is None:
            inner.missing("file")
        return None
    logo = _logo_file(inner, file)
    return logo and replace(logo, height_mm=height)


def _logo_file(fields: Fields, node: Text) -> Logo | None:
    if not node.value.strip():
        _fault(fields, node, "the logo names no file", "name a PNG or JPEG beside the theme file")
        return None
    return Logo(file=node.value.strip(), place=fields.notes.source.place(node))


def _height(fields: Fields) -> float:
    node = fields.located("height_mm")
    if node is None:
        return LOGO_HEIGHT
    if _HEIGHT.fullmatch(node.value) and LEAST_LOGO <= float(node.value) <= MOST_LOGO:
        return float(node.value)
    help = f"write a number of millimetres from {LEAST_LOGO:g} to {MOST_LOGO:g}"
    _fault(fields, node, f"`height_mm` is {quote(node.value)}", help)
    return LOGO_HEIGHT


# Words


def _confidentiality(fields: Fields) -> dict[str, Entry]:
    node = fields.located("confidentiality")
    if node is None or not _is_line(fields, node, "`confidentiality`"):
        return {}
    return {"header.right": node.value.replace("{", "{{").replace("}", "}}")}


def _date(fields: Fields) -> dict[str, Entry]:
    node = fields.located("date")
    if node is None:
        return {}
    if node.value.strip().lower() == "iso":
        return {"date.day": "{year}-{mm}-{dd}"}
    named = _checked(fields, node, "`date`", DATE_FIELDS)
    if named is None:
        return {}
    kinds = {"day": ("day", "dd"), "month": ("month", "mon", "mm"), "year": ("year",)}
    absent = [kind for kind, names in kinds.items() if not named.intersection(names)]
    if absent:
        fact = f"the date {quote(node.value)} shows no {' and no '.join(absent)}"
        _fault(fields, node, fact, 'write iso, or a form such as "{dd}.{mm}.{year}"')
        return {}
    return {"date.day": node.value}


def _labels(fields: Fields) -> dict[str, Entry]:
    node = fields.node_of("labels")
    if node is None:
        return {}
    if not isinstance(node, Map):
        fields.wrong_shape(node, "`labels` must be a mapping of keys", "write `key: text` lines")
        return {}
    found = {}
    for key, (name, value) in node.entries.items():
        if key not in ENGLISH:
            _unknown_label(fields, name, value)
            continue
        entry = _entry(fields, key, value)
        if entry is not None:
            found[key] = entry
    return found


def _unknown_label(fields: Fields, name: Text, value: Node) -> None:
    key = name.value
    help = did_you_mean(key, ENGLISH)
    inner = [f"{key}.{each}" for each in value.entries] if isinstance(value, Map) else []
    if inner and all(each in ENGLISH for each in inner):  # TOML takes a dot for a table
        help = f'write the whole key in quotes: "{inner[0]}"'
    _fault(fields, name, f"there is no label {quote(key)}", help, "TH002")


def _entry(fields: Fields, key: str, value: Node) -> Entry | None:
    english = ENGLISH[key]
    allowed = [*dict.fromkeys(_names("".join([english] if isinstance(english, str) else english)))]
    if isinstance(english, str):
        if not isinstance(value, Text):
            fields.wrong_shape(value, f"the label {quote(key)} must be text", "write one text")
            return None
        return _text(fields, key, value, allowed)
    help = "write `one:` and `other:`, each with its text"
    if not isinstance(value, Map):
        fields.wrong_shape(value, f"the label {quote(key)} has a plural", help)
        return None
    inner = Fields(value, f"the label {quote(key)}", ("one", "other"), fields.notes)
    forms = [inner.located(form) for form in ("one", "other")]
    for form in ("one", "other"):
        if not inner.states(form):
            inner.missing(form)
    allowed = [*dict.fromkeys(("n", *allowed))]
    texts = [_text(inner, key, form, allowed) for form in forms if form]
    one, other = texts if len(texts) == 2 else (None, None)
    return None if one is None or other is None else (one, other)


def _text(fields: Fields, key: str, node: Text, allowed: Sequence[str]) -> str | None:
    """A label's text, or None when it has a fault."""
    what = f"the label {quote(key)}"
    if key == "thousands" and not node.value:
        return ""  # 1900
    if key == "date.day":
        allowed = DATE_FIELDS
    if not _is_line(fields, node, what) or _checked(fields, node, what, allowed) is None:
        return None
    wrong = _wrong_form(key, node.value)
    if wrong:
        _fault(fields, node, f"{what} is {quote(node.value)}", wrong)
        return None
    return node.value


def _wrong_form(key: str, text: str) -> str:
    """What a text that promo takes apart must be; empty when it is."""
    if key in ("months", "months.short") and len(text.split()) != 12:
        return "write twelve words, from January to December"
    if key == "language" and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return "write a tag of a language, such as fr or en-GB"
    return ""


def _is_line(fields: Fields, node: Text, what: str) -> bool:
    if node.value and "\n" not in node.value and "\t" not in node.value:
        return True
    fact = "holds a line break or a tab" if node.value else "is empty"
    _fault(fields, node, f"{what} {fact}", "write one line of text")
    return False


def _checked(
    fields: Fields, node: Text, what: str, allowed: Sequence[str]
) -> frozenset[str] | None:
    """The placeholders of a text; None when it has one that is not allowed, or is not whole."""
    try:
        found = [part for part in Formatter().parse(node.value) if part[1] is not None]
    except ValueError:
        help = "write {name} for a value, and {{ or }} for a brace"
        _fault(fields, node, f"{what} has a brace without its other one", help)
        return None
    named = [
        name if not spec and not conversion else f"{name}:{spec or conversion}"
        for _, name, spec, conversion in found
        if name is not None
    ]
    strange = [name for name in dict.fromkeys(named) if name not in allowed]
    for name in strange:
        shown = ", ".join(f"{{{each}}}" for each in allowed)
        help = f"it has {shown}" if shown else "it has none; write {{ for a brace"
        _fault(fields, node, f"{what} has no value {quote(f'{{{name}}}')}", help, "TH002")
    return None if strange else frozenset(named)


def _names(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name)


# TOML

_MOST_BYTES = 100_000
_LONGEST_LINE = 4_000  # characters: tomllib takes quadratic time for a long dotted key
_PART = r'"[^"]*"|\'[^\']*\'|[A-Za-z0-9_-]+'
_DOTTED = rf"(?:{_PART})(?:\s*\.\s*(?:{_PART}))*"
_DEEPEST = 4  # parts of a dotted key that may mean anything
_TABLE = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]")
_PAIR = re.compile(rf"(\s*)({_DOTTED})\s*=\s*")
_MARK = re.compile(r"\(at line (\d+), column (\d+)\)")

_Path = tuple[str, ...]


def _parse_toml(data: bytes, name: str) -> Source:
    """A TOML file as the located values of the YAML reader. Raises InputError."""
    if len(data) > _MOST_BYTES:
        message = f"the file has more than {_MOST_BYTES:,} bytes"
        raise stopped("YM007", Location(name), message, "a theme has a few dozen lines")
    text, findings = source.text_of(data, name)
    lines = tuple(text.split("\n"))
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            message = f"the line has more than {_LONGEST_LINE:,} characters"
            raise stopped("YM007", Location(name, number), message, "break it")
    places = _Places(lines)
    try:
        root = _located(tomllib.loads(text), (), (1, 1), places)
    except RecursionError:
        raise stopped("YM007", Location(name), "the file is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise _toml_fault(str(error), name, text.rstrip()) from None
    except ValueError:  # Python's limit, which tomllib passes on
        raise stopped("YM007", Location(name), "a number has too many digits") from None
    assert isinstance(root, Map)
    if not root.entries:
        raise stopped("YM009", Location(name), "the file holds only comments")
    return Source(name, lines, root, tuple(findings))


def _toml_fault(problem: str, name: str, text: str) -> InputError:
    mark = _MARK.search(problem)
    end = text.count("\n") + 1, len(text) - text.rfind("\n")
    place = Location(name, *(map(int, mark.groups()) if mark else end))
    fact = problem.partition(" (at ")[0]
    help = "write `key = value` lines, with texts in quotes"
    return stopped("YM002", place, f"not well-formed TOML: {fact[:1].lower()}{fact[1:]}", help)


class _Places:
    """Where keys and values of a TOML file stand, found by a look at its lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: dict[_Path, tuple[tuple[int, int], tuple[int, int]]] = {}
        table: _Path = ()
        for number, line in enumerate(lines, 1):
            if head := _TABLE.match(line):
                table = _parts(head[1])
                self._add(table, (number, head.start(1) + 1), (number, head.start(1) + 1))
            elif pair := _PAIR.match(line):
                path = (*table, *_parts(pair[2]))
                self._add(path, (number, pair.start(2) + 1), (number, pair.end() + 1))

    def _add(self, path: _Path, key: tuple[int, int], value: tuple[int, int]) -> None:
        for end in range(1, min(len(path), _DEEPEST)):
            self.found.setdefault(path[:end], (key, key))
        self.found.setdefault(path, (key, value))

    def of(self, path: _Path, around: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
        """The places of a key and of its value; of an inline table, after where that begins."""
        if path in self.found:
            return self.found[path]
        line, column = around
        inline = re.compile(rf"""["']?{re.escape(path[-1])}["']?\s*=\s*""")
        pair = inline.search(self.lines[line - 1], column - 1)
        if pair is None:
            return around, around
        return (line, pair.start() + 1), (line, pair.end() + 1)


def _parts(dotted: str) -> _Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _located(value: Any, path: _Path, place: tuple[int, int], places: _Places) -> Node:
    if isinstance(value, dict):
        entries: dict[str, tuple[Text, Node]] = {}
        for name, inner in value.items():
            key, at = places.of((*path, name), place)
            entries[name] = Text(name, *key), _located(inner, (*path, name), at, places)
        return Map(entries, *place)
    if isinstance(value, list):
        return Seq([_located(each, path, place, places) for each in value], *place)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if source.FORBIDDEN.search(text):  # from an escape; the file's own characters are checked
        raise tomllib.TOMLDecodeError(
            f"an escape for no character of a text (at line {place[0]}, column {place[1]})"
        )
    return Text(text, *place, not isinstance(value, str), place[0])
