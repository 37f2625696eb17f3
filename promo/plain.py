"""Values without places, and the YAML that people edit made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

# What a YAML or JSON file holds, written by hand or by promo.
Plain: TypeAlias = bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_FITS = 88  # columns; a list or mapping that fits stands on one line
# Text that YAML reads back as it is, without quotes, also inside brackets.
_SAFE = re.compile(r"[^\W_](?:[^\n\t#:,?\[\]{}\"']++|(?<=\S)#|[:'\"](?=[^\s#,?\[\]{}]))*+")
# What other YAML readers take for something else than text.
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null|nan|inf|\d[\d.,_:eobx+-]*|0x[0-9a-f_]+)"
    r"|\d{4}-\d{1,2}-\d{1,2}.*"
)
_BLOCK = re.compile(r"[^\s](?:.*[^\s])?(?:\n(?:|[^\s]|[^\s].*[^\s]))*")


def to_yaml(data: dict[str, Plain]) -> str:
    """A mapping as YAML that people edit: block style, short lists on one line, UTF-8 as it is."""
    lines: list[str] = []
    for key, value in data.items():
        if lines and isinstance(value, list | dict) and not _one_line(value, 0):
            lines.append("")
        _write_entry(lines, f"{scalar(key)}:", value, "")
    return "\n".join(lines) + "\n"


def _write_entry(lines: list[str], key: str, value: Plain, indent: str) -> None:
    """A value behind its key or behind a dash: on the same line, or on those below."""
    if isinstance(value, str):
        if "\n" in value:
            lines.extend(_long_text(key, value, indent))
        else:
            lines.append(f"{key} {_written(value)}")
    elif (line := _one_line(value, len(key) + 1)) is not None:
        lines.append(f"{key} {line}")
    else:
        lines.append(key)
        _write(lines, value, indent + "  ")


def _write(lines: list[str], value: Plain, indent: str) -> None:
    if isinstance(value, dict):
        for key, entry in value.items():
            _write_entry(lines, f"{indent}{_key(key)}:", entry, indent)
        return
    assert isinstance(value, list)
    dash = f"{indent}-"
    for entry in value:
        if isinstance(entry, str):
            _write_entry(lines, dash, entry, indent)
        elif isinstance(entry, dict) and entry and all(map(_is_one_line, entry.values())):
            _write_texts(lines, dash, entry)
        elif (line := _one_line(entry, len(dash) + 1)) is not None:
            lines.append(f"{dash} {line}")
        else:
            first = len(lines)
            _write(lines, entry, indent + "  ")
            lines[first] = f"{dash} {lines[first].lstrip()}"


def _is_one_line(value: Plain) -> bool:
    return isinstance(value, str) and "\n" not in value


def _write_texts(lines: list[str], dash: str, entry: dict[str, Plain]) -> None:
    """A mapping of short texts, as most expectations are: on one line, or each on its own."""
    pairs = [f"{_key(key)}: {_written(str(value))}" for key, value in entry.items()]
    line = ", ".join(pairs)
    if len(dash) + len(line) + 3 <= _FITS:
        lines.append(f"{dash} {{{line}}}")
        return
    indent = " " * (len(dash) + 1)
    lines.append(f"{dash} {pairs[0]}")
    lines.extend([indent + pair for pair in pairs[1:]])


def _long_text(key: str, text: str, indent: str) -> Iterator[str]:
    """Several lines after `|`, or between quotes where a line ends or begins in white space."""
    if text.endswith("\n") or not _BLOCK.fullmatch(text):
        yield f"{key} {json.dumps(text, ensure_ascii=False)}"
        return
    yield f"{key} |-"
    for line in text.split("\n"):
        yield f"{indent}  {line}" if line else ""


def _one_line(value: Plain, column: int) -> str | None:
    """A value on one line, or None when it is a list or mapping that does not fit."""
    if not isinstance(value, list | dict):
        return scalar(value)
    texts = value.values() if isinstance(value, dict) else value
    if sum([len(text) for text in texts if isinstance(text, str)]) > _FITS:
        return None  # most expectations, before anything is written
    parts: list[str] = []
    for each in value.items() if isinstance(value, dict) else value:
        key, entry = each if isinstance(each, tuple) else ("", each)
        if isinstance(entry, list | dict) and entry and not _is_short(entry):
            return None
        if isinstance(entry, str) and "\n" in entry:
            return None
        inner = _one_line(entry, 0)
        if inner is None:
            return None
        parts.append(f"{_key(key)}: {inner}" if isinstance(value, dict) else inner)
    line = ", ".join(parts)
    line = f"{{{line}}}" if isinstance(value, dict) else f"[{line}]"
    return line if column + len(line) <= _FITS or not value else None


def _is_short(value: list[Plain] | dict[str, Plain]) -> bool:
    entries = value.values() if isinstance(value, dict) else value
    return not any(isinstance(entry, list | dict) for entry in entries)


def scalar(value: bool | int | float | str) -> str:
    """One value as YAML writes it on a line, between quotes where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value:g}"
    return _written(value)


def _written(value: str) -> str:
    if _SAFE.fullmatch(value) and not value[-1].isspace():
        words = " " in value and not value[0].isdigit()  # which nobody takes for more than text
        if words or not _NOT_TEXT.fullmatch(value):
            return value
    return json.dumps(value, ensure_ascii=False)


_key = lru_cache(maxsize=256)(_written)  # the same few all over a file
