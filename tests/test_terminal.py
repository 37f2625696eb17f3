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


def test_errors_are_red_and_warnings_yellow(folder: Path) -> None:
    (folder / "bad.yaml").write_text("candidate: {nme: P}\nevidence: [{title: Runbook}]\n")
    _, shown = promo_on_terminal("check", "bad.yaml", *PRINCIPAL, cwd=folder)
    assert "\x1b[1mbad.yaml:1:13:\x1b[0m \x1b[31mDT002\x1b[0m unknown key" in shown
    assert "warning \x1b[33mEV007\x1b[0m" in shown


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
    assert ("4 items name no competency\n  lines 3, 4, 5, 6\n" in shown) == (count == 4)


def test_a_long_list_of_lines_is_cut_and_counted(folder: Path) -> None:
    shown = " ".join(check(folder, items(folder, 1021)).split())
    assert "1021 items name no competency lines 3, 4, 5," in shown
    assert ", 21, 22 and 1,001 more help:" in shown


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
