"""What a person sees: colours where somebody looks, whole lines, and as few of them as will do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandline import AS_OF, promo, promo_on_terminal

GOOD = Path(__file__).parent / "cases" / "good"
PRINCIPAL = ("--target", "principal", "--as-of", AS_OF)
WELL = (GOOD / "all-is-well" / "evidence.yaml").read_text(encoding="utf-8")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A minimal file, and one where all is well."""
    (tmp_path / "minimal.yaml").write_text("candidate: {name: Priya Raman}\n")
    (tmp_path / "well.yaml").write_text(WELL, encoding="utf-8")
    return tmp_path


def check(folder: Path, *arguments: str, **env: str) -> str:
    return promo("check", *arguments, *PRINCIPAL, cwd=folder, env=env).stdout


# Colours


def test_a_terminal_shows_colours_and_the_words_of_a_pipe(folder: Path) -> None:
    code, shown = promo_on_terminal("check", "minimal.yaml", *PRINCIPAL, cwd=folder)
    assert code == 1
    assert "\x1b[31m○○○ Missing \x1b[0m \x1b[1mVision & Strategy\x1b[0m" in shown
    assert ESCAPE.sub("", shown) == check(folder, "minimal.yaml")


def test_a_pipe_has_no_colours(folder: Path) -> None:
    (folder / "bad.yaml").write_text("candidate: {nme: Priya Raman}\n")
    for command in ("check", "build"):
        result = promo(command, "minimal.yaml", "bad.yaml", *PRINCIPAL, cwd=folder)
        assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("option", "env"),
    [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"NO_COLOR": "no"})],
    ids=["option", "variable", "variable of any value"],
)
def test_colours_can_be_refused(folder: Path, option: list[str], env: dict[str, str]) -> None:
    arguments = ("check", "minimal.yaml", *PRINCIPAL, *option)
    assert "\x1b" not in promo_on_terminal(*arguments, cwd=folder, env=env)[1]


def test_an_empty_no_color_refuses_nothing(folder: Path) -> None:
    arguments = ("check", "minimal.yaml", *PRINCIPAL)
    assert "\x1b[31m" in promo_on_terminal(*arguments, cwd=folder, env={"NO_COLOR": ""})[1]


def test_errors_are_red_and_warnings_magenta(folder: Path) -> None:
    (folder / "bad.yaml").write_text("candidate: {nme: P}\nevidence: [{title: Runbook}]\n")
    _, shown = promo_on_terminal("check", "bad.yaml", *PRINCIPAL, cwd=folder)
    assert "\x1b[1mbad.yaml:1:13:\x1b[0m \x1b[31mDT002\x1b[0m unknown key" in shown
    assert "warning \x1b[35mEV007\x1b[0m" in shown


def test_no_colour_is_one_that_a_light_or_a_dark_terminal_hides(folder: Path) -> None:
    (folder / "brag.yaml").write_bytes((GOOD.parents[2] / "examples" / "brag.yaml").read_bytes())
    shown = promo_on_terminal("check", "brag.yaml", "well.yaml", "-v", *PRINCIPAL, cwd=folder)[1]
    shown += promo_on_terminal("build", "brag.yaml", *PRINCIPAL, cwd=folder)[1]
    shown += promo_on_terminal("ladder", "diff", "senior", "principal", cwd=folder)[1]
    used = set(re.findall(r"\x1b\[(3\d)m", shown))
    assert {"31", "35", "36"} <= used
    assert not used & {"30", "33", "34", "37"}


# Streams that cannot show every character


@pytest.mark.parametrize(
    "env",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "", "PYTHONUTF8": "0"}],
    ids=["ASCII", "the C locale"],
)
def test_a_stream_without_dots_gets_a_stand_in(folder: Path, env: dict[str, str]) -> None:
    shown = check(folder, "minimal.yaml", PYTHONCOERCECLOCALE="0", **env)
    assert "--- Missing  Vision & Strategy\n" in shown
    assert shown.replace("---", "○○○") == check(folder, "minimal.yaml")


def test_a_stream_keeps_the_letters_that_it_can_show(folder: Path) -> None:
    (folder / "zoë.yaml").write_text("candidate: {name: Zoë Łuk}\n", encoding="utf-8")
    build = ("build", "zoë.yaml", "-f", "md", *PRINCIPAL)
    result = promo(*build, cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert result.stdout.startswith("wrote zo?.md (")
    assert "  Zo? ?uk, Principal Product Manager: 5 gaps" in result.stdout
    assert "# Zoë Łuk" in (folder / "zoë.md").read_text(encoding="utf-8")


def test_a_line_break_in_a_name_is_shown_as_one_line(folder: Path) -> None:
    (folder / "bad.yaml").write_text('candidate: {name: P}\n"new\\nline": 1\n')
    assert '"new↵line"' in check(folder, "bad.yaml")
    assert '"new\\nline"' in check(folder, "bad.yaml", PYTHONIOENCODING="ascii")


# Width


@pytest.mark.parametrize(("columns", "most"), [("40", 40), ("80", 80), ("300", 100)])
def test_results_keep_to_the_width_of_the_terminal(folder: Path, columns: str, most: int) -> None:
    lines = check(folder, "minimal.yaml", "well.yaml", COLUMNS=columns).splitlines()
    assert most * 0.8 < max(map(len, lines)) <= most


def test_a_terminal_too_narrow_for_the_margin_still_gets_every_word(folder: Path) -> None:
    shown = check(folder, "minimal.yaml", COLUMNS="5")
    assert shown.split() == check(folder, "minimal.yaml").split()


# As few lines as will do


def test_gaps_that_say_the_same_are_told_once(folder: Path) -> None:
    told = check(folder, "minimal.yaml")
    gaps, _, _ = told.partition("\n\n")
    titles, _, why = gaps.partition("             No item counts; 2 expected.\n")
    assert [line[13:] for line in titles.splitlines()] == [
        *("Vision & Strategy", "Leadership & Influence", "Scope & Impact"),
        *("Execution & Prioritization", "Product Craft"),
    ]
    assert why.startswith("             Do next, for each: Add 2 items from 2 projects; ")
    assert len(told.splitlines()) < 30


def test_gaps_that_differ_are_told_apart(folder: Path) -> None:
    (folder / "one.yaml").write_text(
        "candidate: {name: Ada}\nevidence:\n"
        "  - {title: A, competencies: [vision-strategy], responsibility: owner}\n"
    )
    told = check(folder, "one.yaml")
    assert told.count("Do next, for each: ") == 1
    assert told.count("Do next: ") == 1


def test_narrow_lines_do_not_stand_beside_the_marks(folder: Path) -> None:
    assert "\n    No item counts; 2 expected.\n" in check(folder, "minimal.yaml", COLUMNS="40")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_long_titles_and_gaps_keep_to_the_terminal(folder: Path, columns: int) -> None:
    env = {"COLUMNS": str(columns)}
    arguments = ("minimal.yaml", "--ladder", "pm-path", "--target", "executive")
    told = promo("check", *arguments, cwd=folder, env=env).stdout
    told += promo("build", *arguments, cwd=folder, env=env).stdout
    assert max(map(len, told.splitlines())) <= columns


def test_a_file_without_items_is_said_to_have_none_yet(folder: Path) -> None:
    assert "5 gaps in 5 competencies; no items yet; Principal" in check(folder, "minimal.yaml")


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "First tag the item that names no competency: "),
        (2, "First tag the 2 items that name no competency: "),
    ],
)
def test_untagged_items_are_the_first_thing_to_do(folder: Path, count: int, told: str) -> None:
    text = "candidate: {name: Ada}\nevidence:\n"
    text += "".join(f"  - title: Item {n}\n" for n in range(count))
    (folder / "my notes.yaml").write_text(text)
    command = "promo tag 'my notes.yaml' --target principal"
    shown = " ".join(check(folder, "my notes.yaml").split())
    assert f"{told}{command} 1. Add 2 items" in shown
    (folder / "my notes.yaml").write_text(text + "packet: {target: principal}\n")
    assert "tag 'my notes.yaml' 1. Add" in " ".join(check(folder, "my notes.yaml").split())
    piped = promo("check", "-", *PRINCIPAL, cwd=folder, stdin=text).stdout
    assert f"{told.removesuffix(': ')}\n1. Add 2 items" in piped


def test_the_command_that_tags_counts_by_what_the_call_names(folder: Path) -> None:
    text = "candidate: {name: Ada}\nevidence: [{title: A}]\npacket: {target: senior}\n"
    (folder / "brag.yaml").write_text(text)

    def told(*arguments: str) -> str:
        shown = promo("check", "brag.yaml", *arguments, cwd=folder).stdout
        _, _, rest = " ".join(shown.split()).partition(
            "First tag the item that names no competency"
        )
        return rest.partition(" 1. Add")[0]

    assert told() == ": promo tag brag.yaml"
    assert told("-l", "pm-path") == ": promo tag brag.yaml --ladder pm-path"
    assert told("-t", "principal") == ": promo tag brag.yaml --target principal"
    assert told("-l", "amazon-lp", "-t", "l6 pmm") == (
        ": promo tag brag.yaml --ladder amazon-lp --target l6 --track pmm"
    )
    ladder = promo("ladder", "export", "pm-path", "-o", "own.yaml", cwd=folder)
    assert ladder.code == 0
    (folder / "own.yaml").write_text(
        (folder / "own.yaml").read_text("utf-8").replace("ladder: pm-path", "ladder: own", 1),
        "utf-8",
    )
    assert told("-l", "own.yaml") == ""
    (folder / "brag.yaml").write_text(text.replace("senior", "senior, ladder: pm-path"))
    assert told("-l", "own.yaml") == ""
    (folder / "brag.yaml").write_text(
        text.replace("senior", "l6, track: pm, ladder: amazon-lp"), "utf-8"
    )
    assert told() == ": promo tag brag.yaml"
    assert told("--track", "pmm") == ": promo tag brag.yaml --target l6 --track pmm"


def test_a_few_untagged_items_are_not_the_first_thing_to_do(folder: Path) -> None:
    (folder / "some.yaml").write_text(
        "candidate: {name: Ada}\nevidence:\n  - title: A\n"
        "  - {title: B, competencies: [vision-strategy], responsibility: owner}\n"
    )
    assert "First tag" not in check(folder, "some.yaml")


def items(folder: Path, count: int, more: str = "") -> str:
    lines = [f"  - {{title: Item {n}, date: 2026-01{more}}}\n" for n in range(count)]
    (folder / "items.yaml").write_text("candidate: {name: P}\nevidence:\n" + "".join(lines))
    return "items.yaml"


@pytest.mark.parametrize(("count", "told"), [(1, 1), (3, 3), (4, 1)])
def test_more_than_three_warnings_of_one_kind_are_told_in_one(
    folder: Path, count: int, told: int
) -> None:
    shown = check(folder, items(folder, count))
    assert shown.count("warning EV007") == told
    assert ("4 items name no competency\n  lines 3, 4, 5, 6 (-v tells each)\n" in shown) == (
        count == 4
    )


def test_a_long_list_of_lines_is_cut_and_counted(folder: Path) -> None:
    shown = " ".join(check(folder, items(folder, 1021)).split())
    assert "1,021 items name no competency lines 3, 4, 5," in shown
    assert ", 21, 22 and 1,001 more (-v tells each) help:" in shown


def test_errors_are_never_told_in_one(folder: Path) -> None:
    shown = check(folder, items(folder, 5, ", scope: galaxy"))
    assert shown.count('EV010 unknown scope "galaxy"') == 5


def test_when_all_is_well_one_line_says_so(folder: Path) -> None:
    assert " ".join(check(folder, "well.yaml").split()) == (
        "well.yaml: no gaps in 5 competencies; 4 of 4 items counted; "
        "Principal Product Manager, pm-ic-five, as of 30 June 2026"
    )


def test_verbose_tells_what_is_covered_too(folder: Path) -> None:
    shown = check(folder, "well.yaml", "-v")
    assert shown.count("●●○ Covered") == 5
    assert "●●○ Covered  Product Craft\n             2 items counted.\n" in shown


def test_many_warnings_of_one_kind_are_one_until_each_is_asked_for(folder: Path) -> None:
    vague = "".join(f"- {{title: Item {n}, result: Saved various hours.}}\n" for n in range(4))
    (folder / "vague.yaml").write_text(f"candidate: {{name: Ada}}\nevidence:\n{vague}")
    one = check(folder, "vague.yaml")
    assert one.count("PR102") == 1
    assert "\n  lines 3, 4, 5, 6 (-v tells each)\n" in one
    each = check(folder, "vague.yaml", "-v")
    assert each.count('PR102 "various"') == 4
    assert "tells each" not in each


def test_verbose_tells_a_waived_competency_with_reason_and_approver(folder: Path) -> None:
    (folder / "well.yaml").write_text(
        WELL.replace("execution, craft", "execution")
        + "waivers: [{competency: craft, reason: Hiring stop, approved_by: Henrik}]\n"
    )
    shown = check(folder, "well.yaml", "-v")
    assert "○○○ Missing  Product Craft" in shown
    assert "             Waived: Hiring stop (Henrik)\n" in shown
    assert "no gaps in 5 competencies, 1 waived" in shown
    assert "Product Craft" not in check(folder, "well.yaml")


# Numbers and their words

SMALL = """\
ladder: small
levels: [{{id: principal}}]
competencies: [{competencies}]
expectations: {{principal: {{{cells}}}}}
"""


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 gap in 1 competency"), (2, "2 gaps in 2 competencies")],
)
def test_gaps_and_competencies_have_their_plurals(folder: Path, count: int, told: str) -> None:
    ids = [f"c{n}" for n in range(count)]
    ladder = SMALL.format(
        competencies=", ".join(f"{{id: {id}}}" for id in ids),
        cells=", ".join(f"{id}: [Does it]" for id in ids),
    )
    (folder / "ladder.yaml").write_text(ladder)
    assert f"minimal.yaml: {told}" in check(folder, "minimal.yaml", "--ladder", "ladder.yaml")
    call = ("-f", "json", "-l", "ladder.yaml", *PRINCIPAL)
    build = promo("build", "minimal.yaml", *call, cwd=folder)
    assert f"  Priya Raman, principal: {told}\n" in build.stdout


@pytest.mark.parametrize(("keys", "told"), [("nme: P", "2 errors"), ("name: P, nme: Q", "1 error")])
def test_errors_have_their_plural(folder: Path, keys: str, told: str) -> None:
    (folder / "bad.yaml").write_text(f"candidate: {{{keys}}}\n")
    assert check(folder, "bad.yaml").endswith(f"bad.yaml: {told}\n")


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, ""), (1, "p.yaml: 1 private item left out\n"), (2, "p.yaml: 2 private items left out\n")],
)
def test_private_items_are_counted_aside(folder: Path, count: int, told: str) -> None:
    rows = "".join(f"  - {{title: Secret {n}, private: true}}\n" for n in range(count))
    (folder / "p.yaml").write_text(f"candidate: {{name: P}}\nevidence:\n{rows}")
    for command in (["check"], ["build", "-f", "json"]):
        result = promo(*command, "p.yaml", *PRINCIPAL, cwd=folder)
        assert result.stderr == told
        assert "private" not in result.stdout
        assert promo(*command, "p.yaml", "-q", *PRINCIPAL, cwd=folder).stderr == ""


def test_the_name_of_a_file_cannot_steer_a_terminal(folder: Path) -> None:
    name = "a\x1b]0;x\x07\x1b[2Kb.yaml"
    code, shown = promo_on_terminal("check", name, cwd=folder)
    assert code == 2
    assert "a[U+001B]]0;x[U+0007][U+001B][2Kb.yaml: " in shown
    assert "\x07" not in shown
