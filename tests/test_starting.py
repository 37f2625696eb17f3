"""`promo new`: from a blank page to a file that builds, and that fills up line by line."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from commandline import PROMO, files_in, on_terminal, promo
from hypothesis import given, settings
from hypothesis import strategies as st
from making import AS_OF, LADDERS, SMALL, SMALL_LADDER, WHOLE_LADDER, read_ladder

from promo import evidence, source
from promo.assess import Assessment, Status, assess
from promo.ladder import BUILT_IN
from promo.model import Ladder, Target
from promo.schema import evidence_schema
from promo.source import BIDI, FORBIDDEN, plain_of
from promo.starting import evidence_text

ALL = {
    f"{ladder.id} {level.id} {track.id if track else ''}".strip(): (ladder, Target(level, track))
    for ladder in (
        *(read_ladder((LADDERS / f"{name}.yaml").read_text("utf-8")) for name in BUILT_IN),
        SMALL_LADDER,
        WHOLE_LADDER,
    )
    for level in ladder.levels
    for track in ladder.tracks_of(level) or (None,)
    if ladder.assessed_at(level, track)
}
EVERY_TARGET = pytest.mark.parametrize(("ladder", "target"), ALL.values(), ids=ALL)


def begun(ladder: Ladder, target: Target, **more: str) -> str:
    return evidence_text(ladder, target, AS_OF, ladder_name=ladder.id, **more)


def read(text: str, ladder: Ladder, target: Target) -> Assessment:
    """The assessment of a file that is read without a finding."""
    parsed = source.parse(text.encode(), "evidence.yaml")
    found, findings = evidence.read(parsed, ladder, target.level, AS_OF, target.track)
    assert findings == ()
    return assess(ladder, target.level, found, AS_OF, (), target.track)


def comments(text: str) -> str:
    return " ".join(re.findall(r"^ *# *(.*)$", text, re.MULTILINE))


@EVERY_TARGET
def test_a_new_file_has_a_slot_for_each_competency_and_every_expectation(
    ladder: Ladder, target: Target
) -> None:
    text = begun(ladder, target, name="Zoë: the #1")
    found = read(text, ladder, target)
    assert found.evidence.candidate.name == "Zoë: the #1"
    assert found.evidence.items == ()
    assert {coverage.status for coverage in found.coverages} == {Status.MISSING}
    told = comments(text)
    for competency in ladder.assessed_at(*target):
        assert competency.title in told
        for expectation in ladder.expectations_of(target.level, competency, target.track):
            words = " ".join(expectation.text.split())
            assert re.search(rf"{re.escape(expectation.id)}: .*{re.escape(words)}", told)


@EVERY_TARGET
def test_a_new_file_can_be_read_in_80_columns(ladder: Ladder, target: Target) -> None:
    assert max(map(len, begun(ladder, target).splitlines())) <= 80


@EVERY_TARGET
def test_the_example_counts_once_it_is_made_ones_own(ladder: Ladder, target: Target) -> None:
    text = begun(ladder, target)
    found = read(text.replace("    private: true\n", ""), ladder, target)
    (item,) = found.accepted
    (covered,) = (coverage for coverage in found.coverages if coverage.items)
    assert covered.competency == ladder.assessed_at(*target)[0]
    assert covered.support == ("metric", "link", "corroboration")
    assert covered.corroborated == 1
    assert item.expectations[0] == covered.expectations[0].expectation.id  # type: ignore[union-attr]
    assert all(line.have == 1 < line.need for line in covered.failing)


@EVERY_TARGET
def test_a_slot_is_an_item_of_its_competency_without_the_signs(
    ladder: Ladder, target: Target
) -> None:
    slots = re.findall(r"(?:^  # [ -] .*\n)+", begun(ladder, target), re.MULTILINE)
    slots = [slot for slot in slots if slot.startswith("  # - title:\n")]
    filled = (slot.replace("title:", f"title: {n}", 1) for n, slot in enumerate(slots))
    items = "".join(re.sub("^  # ", "  ", slot, flags=re.MULTILINE) for slot in filled)
    text = f"candidate: {{name: Ada}}\nevidence:\n{items}"
    parsed = source.parse(text.encode(), "evidence.yaml")
    found, findings = evidence.read(parsed, ladder, target.level, AS_OF, target.track)
    assert {finding.code for finding in findings} == {"EV008", "EV009"}  # no date, whose work
    for item, competency in zip(found.items, ladder.assessed_at(*target), strict=True):
        assert competency.id in item.competencies  # and those that its id is an alias of


@EVERY_TARGET
def test_a_new_file_holds_to_the_schema_of_its_ladder(ladder: Ladder, target: Target) -> None:
    text = begun(ladder, target).replace("    private: true\n", "")
    written = plain_of(source.parse(text.encode(), "evidence.yaml").root)
    jsonschema.validate(written, evidence_schema(ladder))


ANY_TEXT = st.text(min_size=1).filter(
    lambda text: text.split() and not FORBIDDEN.search(text) and not BIDI.search(text)
)


@settings(deadline=None)
@given(name=ANY_TEXT, title=ANY_TEXT, day=st.dates())
def test_any_name_any_words_and_any_day_make_a_file_that_reads(
    name: str, title: str, day: date
) -> None:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    ladder = read_ladder(SMALL.replace("Designs services", f'"{quoted}"'))
    target = Target(ladder.levels[1], None)
    name = " ".join(name.split())
    text = evidence_text(ladder, target, day, ladder_name="small", name=name)
    assert read(text, ladder, target).evidence.candidate.name == name


# The command

NEXT = "next: fill in what you have, and then: promo check evidence.yaml\n"
PRINCIPAL = ("--target", "principal", "--name", "Priya Raman")


def test_a_new_file_builds_as_it_is(tmp_path: Path) -> None:
    made = promo("new", "evidence.yaml", *PRINCIPAL, cwd=tmp_path)
    assert (made.code, made.stdout) == (0, "wrote evidence.yaml (9 kB)\n")
    assert made.stderr == NEXT
    built = promo("build", "evidence.yaml", "-f", "md", cwd=tmp_path)
    assert built.code == 0
    assert built.stderr == "evidence.yaml: 1 private item left out\n"
    assert "Month-end" not in (tmp_path / "evidence.md").read_text()
    if os.name == "posix":
        assert (tmp_path / "evidence.yaml").stat().st_mode & 0o777 == 0o600


def test_a_schema_stands_beside_the_file_and_the_first_line_names_it(tmp_path: Path) -> None:
    result = promo("new", "my evidence.yaml", *PRINCIPAL, "--schema", cwd=tmp_path)
    assert result.code == 0
    first = (tmp_path / "my evidence.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=my%20evidence.schema.json"
    schema = promo("schema", "evidence", "-l", "pm-ic-five", cwd=tmp_path).stdout
    assert (tmp_path / "my evidence.schema.json").read_text() == schema
    assert promo("build", "my evidence.yaml", cwd=tmp_path).code == 0


def test_without_a_schema_no_line_names_one(tmp_path: Path) -> None:
    promo("new", "evidence.yaml", *PRINCIPAL, cwd=tmp_path)
    assert "yaml-language-server" not in (tmp_path / "evidence.yaml").read_text()


@pytest.mark.parametrize("standing", ["evidence.yaml", "evidence.schema.json"])
def test_nothing_is_replaced(tmp_path: Path, standing: str) -> None:
    (tmp_path / standing).write_text("mine")
    result = promo("new", "evidence.yaml", *PRINCIPAL, "--schema", cwd=tmp_path)
    assert result.code == 2
    assert result.stderr.startswith(f"{standing}: CL011 exists already\n")
    assert files_in(tmp_path) == {standing: b"mine"}


def test_a_ladder_file_is_named_as_seen_from_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "small.yaml").write_text(SMALL)
    arguments = ("--ladder", "small.yaml", "--target", "senior")
    assert promo("new", "people/ada.yaml", *arguments, cwd=tmp_path).code == 0
    assert '  ladder: "../small.yaml"\n' in (tmp_path / "people" / "ada.yaml").read_text()
    assert promo("build", "people/ada.yaml", cwd=tmp_path).code == 0


REFUSED = {
    "no target": ((), "--target: EV002 no target level is named\n"),
    "a level that is none": (("-t", "staf"), '--target: EV001 pm-ic-five has no level "staf"\n'),
    "one of two tracks": (
        ("-t", "l6", "-l", "amazon-lp"),
        '--target: EV015 "l6" may be l6 on track pm or l6 on track pmm\n',
    ),
    "no such ladder": (("-t", "l6", "-l", "amazon"), '--ladder: LD001 there is no ladder "amazon"'),
    "nothing assessed": (
        ("-t", "lead", "-l", "small.yaml"),
        '--target: EV018 small assesses nothing at "lead"\n',
    ),
    "no name": (("-t", "principal", "--name", " "), "Usage: promo new [OPTIONS] FILE\n"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_a_pipe_is_never_asked(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "small.yaml").write_text(re.sub(r"  lead:\n    craft.*\n", "", SMALL))
    before = files_in(tmp_path)
    result = promo("new", "evidence.yaml", *arguments, cwd=tmp_path, stdin="principal\nAda\n")
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert files_in(tmp_path) == before


def test_without_a_name_the_file_says_that_one_is_missing(tmp_path: Path) -> None:
    result = promo("new", "evidence.yaml", "--target", "principal", cwd=tmp_path, stdin="Ada\n")
    assert result.code == 0
    assert "the candidate is called Your Name; write your name there" in result.stderr
    assert "  name: Your Name\n" in (tmp_path / "evidence.yaml").read_text()


def answered(typed: str, *arguments: str, cwd: Path) -> tuple[int, str]:
    """Exit code of `promo new` on a terminal where a person types, and what was shown."""
    command = (*PROMO, "new", "evidence.yaml", *arguments)
    return on_terminal(*command, cwd=cwd, typed=f"{typed}\x04")  # and no more is typed


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[\d*m", "", shown)


def test_a_terminal_asks_for_what_is_missing_until_it_can_be_used(tmp_path: Path) -> None:
    code, shown = answered("amazon-lq\namazon-lp\nl6\nl6 pmm\n\nZoë Łuk\n", cwd=tmp_path)
    assert code == 0, shown
    assert "Ladder\n   1  pm-ic-five      Product manager levels, five competencies\n" in plain(
        shown
    )
    assert 'Error: there is no ladder "amazon-lq"; did you mean "amazon-lp"?' in shown
    assert "   4  l6 pmm  L6, Product Marketing Manager\nIts number: " in shown
    assert 'Error: "l6" may be l6 on track pm or l6 on track pmm; add --track' in shown
    text = (tmp_path / "evidence.yaml").read_text(encoding="utf-8")
    assert "  name: Zoë Łuk\n" in text
    assert "  target: l6\n  track: pmm\n" in text


def test_a_ladder_and_a_level_are_chosen_by_number(tmp_path: Path) -> None:
    code, shown = answered("5\n9\n2\nAda\n", cwd=tmp_path)
    assert code == 0, shown
    assert "Error: the numbers are 1 to 4" in shown
    text = (tmp_path / "evidence.yaml").read_text(encoding="utf-8")
    assert "  ladder: amazon-lp\n  target: l5\n  track: pmm\n" in text


def test_levels_that_are_numbers_are_named_not_counted(tmp_path: Path) -> None:
    text = re.sub(r"\bjunior\b", "'2'", SMALL).replace("senior", "'3'").replace("lead", "'4'")
    text = re.sub(r"id: '(\d)'\.", r"id: l\1.", text)
    (tmp_path / "small.yaml").write_text(text)
    code, shown = answered("2\nAda\n", "--ladder", "small.yaml", cwd=tmp_path)
    assert code == 0, shown
    assert "      2  Junior\n" in shown
    assert '  target: "2"\n' in (tmp_path / "evidence.yaml").read_text(encoding="utf-8")


def test_a_track_that_is_named_leaves_its_levels_to_choose_from(tmp_path: Path) -> None:
    arguments = ("--ladder", "amazon-lp", "--track", "pmm", "--name", "Ada")
    code, shown = answered("2\n", *arguments, cwd=tmp_path)
    assert code == 0, shown
    assert "   1  l5  L5\n   2  l6  L6\nIts number: " in shown
    text = (tmp_path / "evidence.yaml").read_text(encoding="utf-8")
    assert "  target: l6\n  track: pmm\n" in text


def test_a_track_that_there_is_not_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    code, shown = answered("", "--ladder", "amazon-lp", "--track", "pmn", cwd=tmp_path)
    assert (code, files_in(tmp_path)) == (2, {})
    assert plain(shown).startswith('--track: EV016 amazon-lp has no track "pmn"\n')


def test_a_terminal_asks_for_nothing_that_is_named(tmp_path: Path) -> None:
    code, shown = answered("", *PRINCIPAL, "--ladder", "pm-ic-five", "--no-color", cwd=tmp_path)
    assert (code, shown) == (0, f"wrote evidence.yaml (9 kB)\n{NEXT}")


@pytest.mark.parametrize("command", ["check", "build", "tag"])
def test_where_no_file_is_help_says_how_to_begin_one(command: str, tmp_path: Path) -> None:
    told = "".join(promo(command, "my evidence.yaml", cwd=tmp_path)[1:])
    assert "help: check the path, or begin such a file: promo new 'my evidence.yaml'" in told
    (tmp_path / "my-evidence.yaml").write_text("")
    told = "".join(promo(command, "my evidence.yaml", cwd=tmp_path)[1:])
    assert 'help: did you mean "my-evidence.yaml"?' in told


def test_who_stops_answering_has_no_file(tmp_path: Path) -> None:
    code, _ = answered("\n", cwd=tmp_path)
    assert code == 130
    assert files_in(tmp_path) == {}
