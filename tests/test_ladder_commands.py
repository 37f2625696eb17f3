"""`promo ladder` and `promo schema` through the real command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from commandline import files_in, promo, promo_on_terminal
from conftest import ROOT

from promo import ladder as ladders
from promo.cli import ladders as commands
from promo.columns import columns

COMPANY = ROOT / "examples" / "company-ladder.yaml"
SMALL = """\
# Kept as it is.
ladder: small
levels: [{id: junior}, {id: senior}]
competencies: [{id: craft, title: Craft}]
expectations:
  junior:
    craft:
      - Finishes tasks with some help   # a comment
      - "Asks: before it is late"
      - text: Writes tests for each change
        kind: skill
      - {text: Reads the code around a change}
      - |
        Two lines
        of one text
  senior:
    craft: [Designs services for others]
"""


def written(folder: Path, text: str = SMALL, name: str = "ladder.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


# list and show


def test_list_names_every_built_in_ladder_and_the_default(tmp_path: Path) -> None:
    shown = promo("ladder", "list", cwd=tmp_path).stdout
    assert all(name in shown for name in ladders.BUILT_IN)
    assert f"{ladders.DEFAULT} (default)" in shown


def test_the_default_of_the_commands_is_the_default_ladder() -> None:
    assert commands.DEFAULT == ladders.DEFAULT


def test_list_as_json_counts_each_ladder(tmp_path: Path) -> None:
    told = json.loads(promo("ladder", "list", "-f", "json", cwd=tmp_path).stdout)
    counts = {one["id"]: one["expectations"] for one in told["ladders"]}
    assert counts == {
        "pm-ic-five": 77,
        "amazon-pm": 70,
        "pm-four-levels": 43,
        "pm-path": 30,
        "amazon-lp": 31,
    }
    assert [one["id"] for one in told["ladders"] if one["default"]] == ["pm-ic-five"]


def test_show_without_a_level_counts_each_cell(tmp_path: Path) -> None:
    shown = promo("ladder", "show", "-l", COMPANY, cwd=tmp_path).stdout
    assert "Engineering at Varmelin" in shown
    rows = [line.split() for line in shown.splitlines() if "Code and review" in line]
    assert rows == [["Code", "and", "review", "2", "2", "·"]]
    assert "3 levels, 4 competencies" in shown


def test_show_of_a_level_has_each_expectation_with_its_id(tmp_path: Path) -> None:
    shown = " ".join(promo("ladder", "show", "Principal PM", cwd=tmp_path).stdout.split())
    line = "Starts from open ground where even the problem is unknown"
    assert f"{line} (principal.vision-strategy.3)" in shown
    assert "22 expectations; 5 competencies assessed" in shown


def test_show_of_one_competency_has_its_lines_alone(tmp_path: Path) -> None:
    shown = promo("ladder", "show", "principal", "-c", "craft", cwd=tmp_path).stdout
    assert "(principal.product-craft.1)" in shown
    assert "(principal.vision-strategy.1)" not in shown
    assert "6 expectations; 1 competency assessed" in shown
    asked = ("ladder", "show", "principal", "-c", "craft", "-f", "json")
    told = json.loads(promo(*asked, cwd=tmp_path).stdout)
    assert [competency["id"] for competency in told["competencies"]] == ["product-craft"]


def test_show_of_a_competency_that_is_not_there_names_the_near_one(tmp_path: Path) -> None:
    done = promo("ladder", "show", "principal", "-c", "product-crft", cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == (
        '--competency: EV003 pm-ic-five has no competency "product-crft"\n'
        '  help: did you mean "product-craft"?\n'
    )
    done = promo("ladder", "show", "-c", "product-craft", cwd=tmp_path)
    assert (done.code, "--competency needs a LEVEL" in done.stderr) == (2, True)


def test_show_of_a_track_has_only_what_holds_on_it(tmp_path: Path) -> None:
    shown = promo("ladder", "show", "L5 PMM", "-l", "amazon-lp", cwd=tmp_path).stdout
    assert "go-to-market.1" in shown
    assert "technical-tradeoffs" not in shown
    other = promo("ladder", "show", "l5", "--track", "pm", "-l", "amazon-lp", cwd=tmp_path).stdout
    assert "go-to-market.1" not in other
    assert "technical-tradeoffs.1" in other


def test_show_asks_for_the_track_of_a_level_on_several(tmp_path: Path) -> None:
    result = promo("ladder", "show", "L5", "-l", "amazon-lp", cwd=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert 'EV015 "L5" may be l5 on track pm or l5 on track pmm' in result.stderr
    assert "--track pm or --track pmm" in result.stderr


@pytest.mark.parametrize("level", [(), ("staff-engineer",)])
def test_show_has_the_same_words_in_markdown_as_on_the_terminal(
    level: tuple[str, ...], tmp_path: Path
) -> None:
    call = ("ladder", "show", *level, "-l", COMPANY)
    text = promo(*call, cwd=tmp_path, env={"COLUMNS": "100"}).stdout
    md = promo(*call, "-f", "md", cwd=tmp_path).stdout
    marks = str.maketrans(dict.fromkeys("#|*•\\", " "))
    plain = [w for w in md.translate(marks).split() if set(w) - set("-:")]
    assert sorted(plain) == sorted(text.translate(marks).split())


def test_show_as_json_is_the_ladder_file(tmp_path: Path) -> None:
    told = json.loads(promo("ladder", "show", "-l", COMPANY, "-f", "json", cwd=tmp_path).stdout)
    written(tmp_path, json.dumps(told["ladder"]), "again.json")
    again = promo("ladder", "show", "-l", "again.json", cwd=tmp_path).stdout
    assert again == promo("ladder", "show", "-l", COMPANY, cwd=tmp_path).stdout


def test_an_unknown_ladder_is_told_with_the_option_that_named_it(tmp_path: Path) -> None:
    result = promo("ladder", "show", "-l", "pm-ic-fiv", cwd=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith('--ladder: LD001 there is no ladder "pm-ic-fiv"')
    assert 'did you mean "pm-ic-five"?' in result.stderr


# diff


def test_diff_tells_what_is_new_raised_and_dropped_per_competency(tmp_path: Path) -> None:
    shown = promo("ladder", "diff", "senior", "principal", cwd=tmp_path).stdout
    craft = " ".join(shown.partition("Product Craft")[2].split())
    assert "new Spots gaps and opportunities unprompted (principal.product-craft.1)" in craft
    raised = "raised Recruits actively: refers and wins candidates (principal.product-craft.6)"
    assert f"{raised} was: Helps refer and win over candidates" in craft
    assert "dropped Helps train and coach PMs (senior.product-craft.5)" in craft
    assert "scope domain → portfolio" in " ".join(shown.split())


def test_diff_of_a_level_with_itself_says_that_nothing_changes(tmp_path: Path) -> None:
    shown = promo("ladder", "diff", "senior", "SPM", cwd=tmp_path).stdout
    assert "as before" in shown
    assert not {"new", "raised", "dropped"} & set(shown.split())


def test_diff_says_where_a_competency_begins_and_ends(tmp_path: Path) -> None:
    shown = promo("ladder", "diff", "mid", "group", "-l", "pm-four-levels", cwd=tmp_path).stdout
    assert "Metrics and KPIs\n  no longer assessed" in shown
    assert "People management (Group only)\n  not assessed before" in shown


def test_diff_as_json_has_each_line_on_both_sides(tmp_path: Path) -> None:
    told = json.loads(promo("ladder", "diff", "senior", "principal", "-f", "json", cwd=tmp_path)[1])
    (craft,) = (c for c in told["competencies"] if c["id"] == "product-craft")
    (raised,) = (e for e in craft["expectations"] if e["change"] == "raised")
    assert raised["old"]["id"] == "senior.product-craft.6"
    assert raised["new"]["id"] == "principal.product-craft.6"
    olds = [e["old"]["id"] for e in craft["expectations"] if e["old"]]
    assert sorted(olds) == [f"senior.product-craft.{n}" for n in range(1, 7)]


def test_diff_of_two_ladders_names_what_differs(tmp_path: Path) -> None:
    written(tmp_path, SMALL, "old.yaml")
    changed = SMALL.replace("{id: senior}", "{id: senior, title: Senior one}, {id: lead}")
    changed = changed.replace("Designs services for others", "Designs services for many")
    changed = changed.replace("title: Craft", "title: Craft, weight: 2")
    written(tmp_path, changed, "new.yaml")
    shown = " ".join(promo("ladder", "diff", "old.yaml", "new.yaml", cwd=tmp_path).stdout.split())
    assert "changed level: Senior one (senior) was: title: not stated → Senior one" in shown
    assert "new level: lead (lead)" in shown
    assert "changed competency: Craft (craft) was: weight: not stated → 2" in shown
    assert "new Designs services for many" in shown
    assert "dropped Designs services for others" in shown
    assert "3 parts and 2 expectations differ." in shown


def test_diff_of_a_ladder_with_itself_says_so(tmp_path: Path) -> None:
    shown = promo("ladder", "diff", "pm-path", "pm-path", cwd=tmp_path).stdout
    assert "The two ladders say the same." in shown


def test_a_reworded_line_with_an_id_is_one_line_that_changed(tmp_path: Path) -> None:
    text = COMPANY.read_text(encoding="utf-8")
    written(tmp_path, text.replace("that still hold two years on", "that hold"), "new.yaml")
    shown = " ".join(promo("ladder", "diff", COMPANY, "new.yaml", cwd=tmp_path).stdout.split())
    line = "changed Draws boundaries between systems that hold (staff-engineer.system-design.1)"
    assert f"{line} was: Draws boundaries between systems that still hold two years on" in shown
    assert "1 expectation differ." in shown


def test_colours_are_for_terminals_only(tmp_path: Path) -> None:
    code, shown = promo_on_terminal("ladder", "diff", "senior", "principal", cwd=tmp_path)
    assert code == 0
    assert "\x1b[32mnew" in shown
    _, plain = promo_on_terminal(
        "ladder", "diff", "senior", "principal", "--no-color", cwd=tmp_path
    )
    assert "\x1b" not in plain
    assert "\x1b" not in promo("ladder", "diff", "senior", "principal", cwd=tmp_path).stdout


# check


LINT = {
    "LD010": ("levels: [{id: junior},", "levels: [{id: intern}, {id: junior},", '"intern"'),
    "LD011": ("title: Craft}]", "title: Craft}, {id: reach}]", '"reach"'),
    "LD012": (
        "ladder: small\n",
        "ladder: small\ntracks: [{id: ic}, {id: manager}]\n",
        'no level is on the track "manager"',
    ),
    "LD013": (
        "ladder: small\nlevels: [{id: junior},",
        "ladder: small\nscopes: [task]\nlevels: [{id: junior, scope: task},",
        '"senior"',
    ),
    "LD014": (
        "[Designs services for others]",
        "[Finishes tasks with some help]",
        "says what junior.craft.",
    ),
    "LD015": ("[Designs services for others]", "[Is a great communicator]", 'it says "great"'),
}


@pytest.mark.parametrize(("code", "change"), LINT.items(), ids=LINT)
def test_check_warns_of_what_is_worth_a_second_look(
    code: str, change: tuple[str, str, str], tmp_path: Path
) -> None:
    old, new, told = change
    text = SMALL.replace(old, new)
    if code == "LD012":
        text = text.replace(
            "{id: junior}, {id: senior}", "{id: a, tracks: [ic]}, {id: b, tracks: [ic]}"
        )
        text = text.replace("  junior:", "  a:").replace("  senior:", "  b:")
    written(tmp_path, text)
    result = promo("ladder", "check", "ladder.yaml", cwd=tmp_path)
    assert result.code == 0
    assert [
        line for line in result.stdout.splitlines() if f"warning {code}" in line and told in line
    ]
    assert promo("ladder", "check", "ladder.yaml", "--strict", cwd=tmp_path).code == 1


def test_a_clean_ladder_is_told_in_one_line(tmp_path: Path) -> None:
    result = promo("ladder", "check", COMPANY, cwd=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    told = " ".join(result.stdout.split())
    assert "no errors; 3 levels, 4 competencies" in told
    assert "made from words, which change with them" in told


def test_errors_of_a_ladder_have_their_place_and_exit_2(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace("  senior:\n", "  lead:\n"))
    result = promo("ladder", "check", "ladder.yaml", cwd=tmp_path)
    assert result.code == 2
    assert 'ladder.yaml:16:3: LD003 unknown level "lead"' in result.stdout


# --write-ids


def test_write_ids_changes_nothing_but_what_it_adds(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o644)
    result = promo("ladder", "check", "ladder.yaml", "--write-ids", cwd=tmp_path)
    assert result.code == 0
    told = " ".join(result.stdout.split())
    assert "4 ids written; 2 ids made from words" in told
    assert "lines 13 and 17 got no id" in told
    text = path.read_text(encoding="utf-8")
    before = iter(text.splitlines())
    added = [line for line in text.splitlines() if line not in SMALL.splitlines()]
    assert all("id: junior.craft." in line or "text: " in line or "kind" in line for line in added)
    assert "# Kept as it is." in text
    assert "    text: Finishes tasks with some help   # a comment" in text
    assert '        text: "Asks: before it is late"' in text
    assert next(before) == "# Kept as it is."
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_written_ids_are_those_that_evidence_used_before(tmp_path: Path) -> None:
    written(tmp_path)
    call = ("ladder", "show", "-l", "ladder.yaml", "-f", "json")
    before = promo(*call, cwd=tmp_path).stdout
    promo("ladder", "check", "ladder.yaml", "--write-ids", cwd=tmp_path)
    assert promo(*call, cwd=tmp_path).stdout == before
    reworded = (tmp_path / "ladder.yaml").read_text().replace("with some help", "with help")
    written(tmp_path, reworded)
    after = promo(*call, cwd=tmp_path).stdout
    assert after == before.replace("with some help", "with help")


def test_write_ids_keeps_line_ends_and_the_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    promo("ladder", "check", "ladder.yaml", "--write-ids", cwd=tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Kept")
    assert data.count(b"\n") == data.count(b"\r\n") > SMALL.count("\n")


def test_write_ids_of_a_built_in_ladder_is_refused(tmp_path: Path) -> None:
    result = promo("ladder", "check", "pm-path", "--write-ids", cwd=tmp_path)
    assert result.code == 2
    assert "pm-path: CL010 is built in" in result.stdout
    assert files_in(tmp_path) == {}


# export and schema


@pytest.mark.parametrize("format", ["yaml", "json", "csv", "md"])
def test_export_writes_a_new_file_and_never_replaces_one(format: str, tmp_path: Path) -> None:
    result = promo("ladder", "export", "pm-path", "-o", f"own.{format}", cwd=tmp_path)
    assert result.code == 0
    assert f"wrote own.{format}" in result.stdout
    before = files_in(tmp_path)
    again = promo("ladder", "export", "pm-ic-five", "-o", f"own.{format}", cwd=tmp_path)
    assert (again.code, again.stdout) == (2, "")
    assert f"own.{format}: CL011 exists already" in again.stderr
    assert files_in(tmp_path) == before


def test_export_to_standard_output_holds_nothing_but_the_ladder(tmp_path: Path) -> None:
    result = promo("ladder", "export", "pm-path", "--format", "csv", cwd=tmp_path)
    assert result.stdout.startswith("Group,Competency,Associate Product Manager [apm],")
    assert "left out, as this format has no place for it:" in result.stderr


@pytest.mark.parametrize("arguments", [("ladder",), ("evidence",), ("evidence", "-l", "pm-path")])
def test_schema_writes_json_schema_to_a_new_file(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    result = promo("schema", *arguments, "-o", "s.json", cwd=tmp_path)
    assert result.code == 0, result.stderr
    found = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(promo("schema", *arguments, cwd=tmp_path).stdout) == found
    assert promo("schema", *arguments, "-o", "s.json", cwd=tmp_path).code == 2


# extends, through the command


def test_a_ladder_that_extends_another_is_shown_with_both(tmp_path: Path) -> None:
    text = (
        "ladder: ours\nextends: pm-ic-five\nexpectations:\n  principal:\n    scope-impact: [Ours]\n"
    )
    written(tmp_path, text, "ours.yaml")
    shown = promo("ladder", "show", "principal", "-l", "ours.yaml", cwd=tmp_path).stdout
    assert "Ours (principal.scope-impact." in shown
    assert "principal.vision-strategy.1" in shown
    assert "principal.scope-impact.1" not in shown
    result = promo("ladder", "check", "ours.yaml", cwd=tmp_path)
    assert "20 expectations" not in result.stdout
    assert "75 expectations" in result.stdout.replace("\n ", "")


# Odd ladders on an 80-column terminal


def test_wide_characters_stay_within_the_terminal(tmp_path: Path) -> None:
    text = SMALL.replace("Designs services for others", "設計する" * 30)
    written(tmp_path, text.replace("title: Craft", "title: 技術力と設計力"))
    shown = promo("ladder", "show", "senior", "-l", "ladder.yaml", cwd=tmp_path).stdout
    assert "".join(shown.split()).count("設計する") == 30
    assert max(map(columns, shown.splitlines())) <= 80


def test_the_counts_of_many_levels_stand_in_tables_below_each_other(tmp_path: Path) -> None:
    ids = [f"level-number-{n}" for n in range(20)]
    levels = ", ".join(f"{{id: {id}}}" for id in ids)
    cells = "\n".join(f"  {id}: {{craft: [Line {n} of it]}}" for n, id in enumerate(ids))
    head = f"ladder: x\nlevels: [{levels}]\n"
    head += "competencies: [{id: craft, title: Communication with customers}]\n"
    written(tmp_path, f"{head}expectations:\n{cells}\n")
    shown = promo("ladder", "show", "-l", "ladder.yaml", cwd=tmp_path).stdout
    assert max(map(len, shown.splitlines())) <= 80
    blocks = [line for line in shown.splitlines() if line.startswith("  competency ")]
    assert shown.count("Communication with customers") == len(blocks) > 1
    assert all(id in shown.partition("Expectations")[2] for id in ids)


# What else a stranger tried


def test_show_takes_a_ladder_where_a_level_stands(tmp_path: Path) -> None:
    written(tmp_path)
    assert "2 levels, 1 competency" in promo("ladder", "show", "ladder.yaml", cwd=tmp_path).stdout
    assert "5 levels, 12" in promo("ladder", "show", "pm-path", cwd=tmp_path).stdout


def test_a_level_beside_a_ladder_is_told(tmp_path: Path) -> None:
    result = promo("ladder", "diff", "senior", "pm-path", cwd=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith('OLD: LD001 "senior" is no ladder, and "pm-path" is one')


def test_a_file_that_is_called_like_a_level_is_no_ladder(tmp_path: Path) -> None:
    (tmp_path / "senior").write_text("x")
    assert promo("ladder", "diff", "senior", "principal", cwd=tmp_path).code == 0


def test_the_rules_of_a_level_are_shown_and_compared(tmp_path: Path) -> None:
    rules = "requirements: {senior: {rules: [A talk outside the team], points: {min: 3}}}\n"
    written(tmp_path, SMALL.replace("levels:", f"{rules}levels:"))
    shown = promo("ladder", "show", "senior", "-l", "ladder.yaml", cwd=tmp_path).stdout
    told = "For the committee to check: Rules\n  • A talk outside the team\n  • 3 points or more"
    assert told in shown
    diff = promo("ladder", "diff", "junior", "senior", "-l", "ladder.yaml", cwd=tmp_path).stdout
    assert "new       A talk outside the team" in diff


def test_a_risk_is_called_one_in_every_page(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace("title: Craft}", "title: Craft, polarity: risk}"))
    for call in (("show", "senior"), ("diff", "junior", "senior")):
        assert "risk, never counted" in promo("ladder", *call, "-l", "ladder.yaml", cwd=tmp_path)[1]


def test_lint_compares_each_line_with_every_earlier_one(tmp_path: Path) -> None:
    text = "ladder: x\ntracks: [{id: x}, {id: y}]\nlevels: [{id: a}, {id: b}, {id: c}]\n"
    text += "competencies: [{id: craft}]\nexpectations:\n"
    for level, track in (("a", "x"), ("b", "y"), ("c", "y")):
        text += f"  {level}: {{craft: [{{text: Says it twice, tracks: [{track}]}}]}}\n"
    written(tmp_path, text)
    shown = promo("ladder", "check", "ladder.yaml", cwd=tmp_path).stdout
    assert [line[:15] for line in shown.splitlines() if "LD014" in line] == ["ladder.yaml:8:1"]


NOWHERE = {
    "a line of a track that its level is not on": (
        "levels: [{id: a, tracks: [x]}]",
        "{text: Says it once, tracks: [y]}",
    ),
    "a level that leads down": ("levels: [{id: a}, {id: b, leads_to: [a]}]", "Says it once"),
}


@pytest.mark.parametrize(("levels", "line"), NOWHERE.values(), ids=NOWHERE)
def test_lint_tells_what_leads_nowhere(levels: str, line: str, tmp_path: Path) -> None:
    text = f"ladder: x\ntracks: [{{id: x}}, {{id: y}}]\n{levels}\ncompetencies: [{{id: craft}}]\n"
    written(tmp_path, f"{text}expectations: {{a: {{craft: [{line}, Does it at last]}}}}\n")
    assert "LD012" in promo("ladder", "check", "ladder.yaml", cwd=tmp_path).stdout


def test_a_line_in_a_script_without_spaces_is_not_vague_for_that(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace("Designs services for others", "顧客の声を聞く"))
    assert "LD015" not in promo("ladder", "check", "ladder.yaml", cwd=tmp_path).stdout


def test_each_line_keeps_its_own_ending_when_ids_are_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(SMALL.replace("# Kept as it is.\n", "# Kept as it is.\r\n").encode())
    promo("ladder", "check", "ladder.yaml", "--write-ids", cwd=tmp_path)
    assert path.read_bytes().count(b"\r\n") == 1


def test_a_line_that_stands_twice_in_a_cell_is_told_as_that(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace("[Designs services for others]", "[Does it, does it]"))
    shown = promo("ladder", "check", "ladder.yaml", cwd=tmp_path).stdout
    assert "LD002 this line stands twice in its cell" in shown


def test_an_export_of_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    result = promo("ladder", "export", "pm-path", "-o", "own.xlsx", cwd=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert "own.xlsx: CL010 does not say which format it is to have" in result.stderr
    assert files_in(tmp_path) == {}


def test_an_export_names_line_breaks_that_a_matrix_has_no_place_for(tmp_path: Path) -> None:
    written(tmp_path)
    result = promo("ladder", "export", "ladder.yaml", "-f", "csv", cwd=tmp_path)
    assert "line breaks and spaces of expectations" in " ".join(result.stderr.split())


def test_a_new_ladder_file_may_be_read_by_others(tmp_path: Path) -> None:
    promo("ladder", "export", "pm-path", "-o", "own.yaml", cwd=tmp_path)
    assert stat.S_IMODE((tmp_path / "own.yaml").stat().st_mode) == 0o644


def test_a_level_at_which_nothing_is_assessed_is_an_error_of_the_call(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace("title: Craft}", "title: Craft, weight: 0}"))
    (tmp_path / "e.yaml").write_text("candidate: {name: A}\nevidence: []\n")
    result = promo("check", "e.yaml", "-l", "ladder.yaml", "-t", "senior", cwd=tmp_path)
    assert result.code == 2
    assert '--target: EV018 small assesses nothing at "senior"' in result.stdout
