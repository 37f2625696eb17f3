"""`python -m benchmarks.lint`: precision and recall of each prose rule on labelled items."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from promo import source
from promo.findings import CODES
from promo.linting import lint
from promo.linting.texts import Texts

LABELLED = Path(__file__).with_name("labelled.txt")
PRECISION, RECALL = 0.9, 0.8  # the bounds
_METRIC = ("name", "baseline", "result", "window")
_KEY = re.compile(r" \| (?=[a-z]+: )")


class Case(NamedTuple):
    """One line: the codes that a person gave it, and the file that it stands for."""

    line: int
    codes: frozenset[str]
    file: dict[str, Any]


class Score(NamedTuple):
    """How often a rule was right, wrong, and silent."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def is_enough(self) -> bool:
        return self.precision >= PRECISION and self.recall >= RECALL


def cases() -> Iterator[Case]:
    """The labelled lines."""
    for number, line in enumerate(LABELLED.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            label, _, told = line.partition(" | ")
            codes = frozenset() if label == "clean" else frozenset(label.split())
            yield Case(number, codes, _file(told))


def _file(told: str) -> dict[str, Any]:
    file: dict[str, Any] = {"candidate": {"name": "Priya Raman"}, "packet": {}, "evidence": []}
    for each in told.split(" && "):
        item: dict[str, Any] = {"title": ""}
        for part in _KEY.split(each):
            key, _, value = part.partition(": ")
            if key == "summary":
                file["packet"]["summary"] = value
            elif key == "metric":
                values = (text.strip() for text in value.split(";"))
                named = zip(_METRIC, values, strict=True)
                item["metrics"] = [{name: text for name, text in named if text}]
            elif key == "corroboration":
                name, _, quote = value.partition("; ")
                item["corroboration"] = [{"name": name, "quote": quote}]
            elif key == "words":
                item["actions"] = " ".join(["plan"] * int(value))
            elif key == "url":
                item["links"] = [{"url": value}]
            else:
                item[key] = value
        file["evidence"].append(item)
    return file


def told(case: Case) -> frozenset[str]:
    """The codes that the rules give it."""
    data = json.dumps(case.file, ensure_ascii=False).encode()
    return frozenset(finding.code for finding in lint(Texts(source.parse(data, "case.yaml"))))


def scores(found: list[tuple[Case, frozenset[str]]]) -> dict[str, Score]:
    """The score of each rule."""
    counts: Counter[tuple[str, str]] = Counter()
    for case, codes in found:
        counts.update((code, "right") for code in codes & case.codes)
        counts.update((code, "wrong") for code in codes - case.codes)
        counts.update((code, "missed") for code in case.codes - codes)
    rules = (code for code in CODES if code.startswith("PR"))
    kinds = Score._fields
    return {code: Score(*(counts[code, kind] for kind in kinds)) for code in rules}


def main() -> None:
    """Print the table, and each line that a rule got wrong; exit 1 below a bound."""
    every = list(cases())
    found = [(case, told(case)) for case in every]
    clean = sum(not case.codes for case in every)
    print(f"{len(every)} items, {clean} of them clean\n")
    print("rule   right  wrong  missed  precision  recall")
    table = scores(found)
    for code, score in table.items():
        row = f"{code}  {score.right:5}  {score.wrong:5}  {score.missed:6}"
        print(f"{row}       {score.precision:.2f}    {score.recall:.2f}  {CODES[code].title}")
    for case, codes in found:
        for code in sorted(codes ^ case.codes):
            kind = "wrong" if code in codes else "missed"
            print(f"{LABELLED.name}:{case.line}: {code} {kind}", file=sys.stderr)
    sys.exit(not all(score.is_enough for score in table.values()))


if __name__ == "__main__":
    main()
