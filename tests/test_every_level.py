"""A packet is built against every level and track of every built-in ladder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import promo
from making import docx_words, markdown_words
from reading import built_in

from promo import ladder
from promo.writers.word.lint import lint

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE_OF = {
    "pm-ic-five": "strong",
    "amazon-pm": "amazon-pm",
    "pm-four-levels": "four-levels",
    "pm-path": "path",
    "amazon-lp": "amazon-lp",
}
TARGETS = [
    (name, level.id, track.id if track else "")
    for name in ladder.BUILT_IN
    for level in built_in(name).levels
    for track in built_in(name).tracks_of(level) or (None,)
]


def test_every_built_in_ladder_has_an_example() -> None:
    assert set(EXAMPLE_OF) == set(ladder.BUILT_IN)


@pytest.mark.parametrize(("name", "level", "track"), TARGETS, ids="-".join)
def test_a_packet_is_built_at_every_level_of_every_built_in_ladder(
    name: str, level: str, track: str, tmp_path: Path
) -> None:
    example = ROOT / "examples" / f"{EXAMPLE_OF[name]}.yaml"
    call = ["build", example, "--ladder", name, "--target", level, "-f", "docx,md,json"]
    call += ["--track", track] if track else []
    (tmp_path / "out").mkdir()
    result = promo(*call, "-o", "out/", cwd=tmp_path)
    assert result.code == 0, result.stderr
    made = {path.suffix: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    told = json.loads(made[".json"])
    assert (told["ladder"]["id"], told["target"]["id"]) == (name, level)
    assert told["target"]["track"] == (track or None)
    assert told["counts"]["competencies"] > 0
    assert lint(made[".docx"]) == ()
    assert docx_words(made[".docx"]).keys() == markdown_words(made[".md"]).keys()
