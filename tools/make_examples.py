"""Write the packets of examples/*.yaml beside them: run this after a change that people see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from promo import __version__, report
from promo.committee_copies import prepare
from promo.compose import compose
from promo.load import Question, load, load_file
from promo.model import NOT_REVIEWED, Reviewed
from promo.planning import Blinding
from promo.review import reading
from promo.review.facts import Merged
from promo.review.file import read_file
from promo.review.pages import review_page
from promo.words import Words
from promo.writers import markdown, pages, word

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
        assessment = load(question(name))
        packet = compose(assessment, __version__)
        yield evidence.with_suffix(".docx"), word.write(packet)
        yield evidence.with_suffix(".md"), markdown.write(packet)
        if name == "strong":
            yield evidence.with_suffix(".json"), report.write(assessment, __version__)
    yield from reviewed()
    yield from committee_copy()


def reviewed() -> Iterator[tuple[Path, bytes]]:
    """A packet with the answers of two reviewers, and the page that is read back from it."""
    assessment, name = load(question("thin")), "thin-review.yaml"
    review, _ = read_file((EXAMPLES / name).read_bytes(), name)
    packet = compose(assessment, __version__, reviewed=Reviewed(review=review))
    document, file = word.write(packet), "thin-reviewed.docx"
    yield EXAMPLES / file, document
    yield EXAMPLES / "thin-reviewed.md", markdown.write(packet)
    read_back, _ = reading.read(document, file)
    page = review_page(Merged(read_back, (file,)), None)
    yield EXAMPLES / "thin-review.md", pages.write(page).encode()


def committee_copy() -> Iterator[tuple[Path, bytes]]:
    """A packet without names, and the key to them."""
    asked = question("strong")
    loaded = load_file(asked)
    copy = prepare(
        asked, loaded, NOT_REVIEWED, Words(), Blinding(str(EXAMPLES / "nowhere.key.yaml"))
    )
    assert copy.key is not None
    packet = copy.blind.packet(compose(loaded.assessment, __version__))
    yield EXAMPLES / "committee-copy.docx", word.write(packet)
    yield EXAMPLES / "committee-copy.md", markdown.write(packet)
    yield EXAMPLES / "committee-copy.key.yaml", copy.key.data


def question(name: str) -> Question:
    return Question(evidence=str(EXAMPLES / f"{name}.yaml"), today=date.max)


if __name__ == "__main__":
    for path, content in packets():
        path.write_bytes(content)
