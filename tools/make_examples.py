"""Write the packets of examples/*.yaml beside them: run this after a change that people see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from promo import __version__, report
from promo.compose import compose
from promo.load import Question, load
from promo.writers import markdown, word

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAMES = (
    "strong",
    "thin",
    "brag",
    "engineer",
    "amazon-pm",
    "four-levels",
    "path",
    "amazon-lp",
)


def packets() -> Iterator[tuple[Path, bytes]]:
    """The path and content of every committed packet. Each example names its own as-of date."""
    for name in NAMES:
        evidence = EXAMPLES / f"{name}.yaml"
        assessment = load(Question(evidence=str(evidence), today=date.max))
        packet = compose(assessment, __version__)
        yield evidence.with_suffix(".docx"), word.write(packet)
        yield evidence.with_suffix(".md"), markdown.write(packet)
        if name == "strong":
            yield evidence.with_suffix(".json"), report.write(assessment, __version__)


if __name__ == "__main__":
    for path, content in packets():
        path.write_bytes(content)
