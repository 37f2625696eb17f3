"""What `promo check` found as workflow commands, which GitHub shows beside the lines of a file."""

from __future__ import annotations

from collections.abc import Iterator

from promo.assess import Assessment
from promo.explaining import PACKET_CODES, TABLE
from promo.findings import Finding, Location
from promo.sarif import Path, Results, code_of_gap, flag_text, gap_text, is_file

_COMMANDS = {"error": "error", "warning": "warning", "gap": "notice", "flag": "notice"}


def workflow_commands(results: Results, path_of: Path) -> str:
    """A line for each finding, gap and flag: `::warning file=…,line=…,col=…,title=…::text`."""
    return "".join(line for name, told in results for line in _lines(name, told, path_of))


def _lines(name: str, told: Assessment | tuple[Finding, ...], path_of: Path) -> Iterator[str]:
    for finding in told.findings if isinstance(told, Assessment) else told:
        text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
        yield _line(finding.code, text, finding.location, path_of)
    if isinstance(told, Assessment):
        for coverage in told.gaps:
            yield _line(code_of_gap(coverage), gap_text(told, coverage), Location(name, 1), path_of)
        for line in told.packet_lines:
            yield _line(PACKET_CODES[line.rule], flag_text(told, line), Location(name, 1), path_of)


def _line(code: str, text: str, place: Location, path_of: Path) -> str:
    told = TABLE[code]
    properties = {"title": f"{code} {told.title}"}
    if is_file(place):
        numbers = {"line": place.line, "col": place.column}
        where = {"file": path_of(place.file), **{k: str(n) for k, n in numbers.items() if n}}
        properties = where | properties
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[told.severity]} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
