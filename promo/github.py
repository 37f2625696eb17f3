"""What `promo check` found as workflow commands, which GitHub shows beside the lines of a file."""

from __future__ import annotations

from promo.explaining import TABLE
from promo.sarif import Path, Results, Told, is_file, told_in

_COMMANDS = {"error": "error", "warning": "warning", "gap": "notice", "flag": "notice"}


def workflow_commands(results: Results, path_of: Path) -> str:
    """A line for each finding, gap and flag: `::warning file=…,line=…,col=…,title=…::text`."""
    return "".join(_line(told, path_of) for told in told_in(results))


def _line(told: Told, path_of: Path) -> str:
    code, place = TABLE[told.code], told.place
    properties = {"title": f"{code.code} {code.title}"}
    if is_file(place):
        place = place._replace(file=path_of(place.file))
        where = {"file": place.file, "line": str(place.line or 1)}
        if place.column:
            where["col"] = str(place.column)
        properties = where | properties
    # The log of a job shows the text alone, and the page of a job no more than ten of a kind.
    text = f"{place}: {told.message}" + (f"\n{told.help}" if told.help else "")
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[code.severity]} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
