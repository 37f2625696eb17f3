"""Warnings that are switched off: in the file, in an item, in the call; counted, never silent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import promo

ITEM = "  result: The launch will come soon.\n  competencies: [data]\n"
TOLD = ("PR103", "PR109", "EV008", "EV009")


def codes(folder: Path, content: str, *options: str) -> dict[str, int]:
    """How often each code is told of a file."""
    (folder / "evidence.yaml").write_text(content, encoding="utf-8")
    done = promo("check", "evidence.yaml", "-t", "senior", "-f", "json", *options, cwd=folder)
    (entry,) = json.loads(done.stdout)["files"]
    told = [finding["code"] for finding in entry["findings"]]
    return {code: told.count(code) for code in told}


def file(ignore: str = "", of_first: str = "") -> str:
    first, second = (f"- title: {name}\n{ITEM}" for name in ("One launch", "Another thing"))
    return f"candidate: {{name: Priya Raman}}\nevidence:\n{first}{of_first}{second}{ignore}"


def test_each_warning_is_told_twice_at_first(tmp_path: Path) -> None:
    assert codes(tmp_path, file()) == dict.fromkeys(TOLD, 2)


IGNORES = {
    "a code": ("ignore: [PR103]\n", {"PR109": 2, "EV008": 2, "EV009": 2}),
    "one text": ("ignore: PR103\n", {"PR109": 2, "EV008": 2, "EV009": 2}),
    "a prefix": ("ignore: [PR]\n", {"EV008": 2, "EV009": 2}),
    "two": ("ignore: [PR1, EV008]\n", {"EV009": 2}),
    "with a reason": ("ignore: [{code: EV, reason: a draft}]\n", {"PR103": 2, "PR109": 2}),
}


@pytest.mark.parametrize(("ignore", "left"), IGNORES.values(), ids=IGNORES)
def test_a_file_switches_warnings_off(ignore: str, left: dict[str, int], tmp_path: Path) -> None:
    assert codes(tmp_path, file(ignore)) == left


def test_an_item_switches_off_its_own(tmp_path: Path) -> None:
    told = codes(tmp_path, file(of_first="  ignore: [PR, EV008]\n"))
    assert told == {"PR103": 1, "PR109": 1, "EV008": 1, "EV009": 2}


def test_the_call_switches_off_codes_and_prefixes(tmp_path: Path) -> None:
    assert codes(tmp_path, file(), "--ignore", "pr103,EV=a draft") == {"PR109": 2}


def test_what_was_ignored_is_counted_with_its_reason(tmp_path: Path) -> None:
    ignore = "ignore: [{code: PR103, reason: no figures yet}, PR112]\n"
    (tmp_path / "evidence.yaml").write_text(file(ignore), encoding="utf-8")
    options = ("-t", "senior", "--ignore", "EV=a draft")
    shown = promo("check", "evidence.yaml", *options, cwd=tmp_path).stdout
    assert "ignored 2 warnings by PR103 on line 9: no figures yet\n" in shown
    assert "ignored 0 warnings by PR112 on line 9\n" in shown
    assert "ignored 4 warnings by EV: a draft\n" in shown


def test_a_build_does_not_tell_what_the_file_ignores_nor_prose(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file("ignore: [EV008]\n"), encoding="utf-8")
    told = promo("build", "evidence.yaml", "-t", "senior", "-f", "md", cwd=tmp_path).stderr
    assert "EV009" in told
    assert "EV008" not in told
    assert "PR1" not in told


REFUSED = {
    "an unknown code": ("PR1O3", 'EV019 there is no code "PR1O3"', 'did you mean "PR1'),
    "a lower case": ("pr103", 'EV019 there is no code "pr103"', 'did you mean "PR103"?'),
    "a letter": ("P", 'EV019 there is no code "P"', "help: "),
    "an error": ("EV003", 'EV020 "EV003" is an error', "mend it where it is told"),
    "a family of errors": ("DT", 'EV020 "DT" is an error', "mend it"),
    "a gap": ("CV001", 'EV020 "CV001" is a gap', "`waivers:`"),
    "a flag": ("PK", 'EV020 "PK" is a flag', "only warnings are ignored"),
    "nothing": ("''", "EV019 no code is named", "promo explain"),
    "a letter for a digit": ("PR1Ol", 'EV019 there is no code "PR1Ol"', 'did you mean "PR101"?'),
    "a blank within": ("PR 101", 'EV019 there is no code "PR 101"', 'did you mean "PR101"?'),
    "several in one": ("PR101 EV", 'EV019 there is no code "PR101 EV"', '"PR101", "EV", each on'),
    "a reason of the call": ("PR101=a", 'EV019 there is no code "PR101=a"', "{code: PR101, reas"),
}


@pytest.mark.parametrize(("code", "fact", "help"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_ignored_is_an_error(
    code: str, fact: str, help: str, tmp_path: Path
) -> None:
    (tmp_path / "evidence.yaml").write_text(file(f"ignore: [{code}]\n"), encoding="utf-8")
    done = promo("check", "evidence.yaml", "-t", "senior", cwd=tmp_path)
    assert done.code == 2
    assert f"evidence.yaml:9:10: {fact}\n" in done.stdout
    assert help in done.stdout


def test_the_call_cannot_ignore_an_error_either(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file(), encoding="utf-8")
    done = promo("check", "evidence.yaml", "--ignore", "EV003", "--ignore", "XX", cwd=tmp_path)
    assert done.code == 2
    assert "--ignore: EV020" in done.stdout
    assert "--ignore: EV019" in done.stdout


@pytest.mark.parametrize("named", [" pr103 , ev ,", "PR103,,EV", "ev,Pr103=a draft, of course"])
def test_case_blanks_and_a_comma_too_many_do_not_matter(named: str, tmp_path: Path) -> None:
    assert codes(tmp_path, file(), "--ignore", named) == {"PR109": 2}


@pytest.mark.parametrize("named", ["PR103=a draft,EV008", "PR103=a, b, ev=c", "PR103=a,PR"])
def test_a_code_within_a_reason_is_refused(named: str, tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file(), encoding="utf-8")
    done = promo("check", "evidence.yaml", "--ignore", named, cwd=tmp_path)
    assert done.code == 2
    assert 'is a part of the reason of "PR103"' in done.stdout
    assert "help: for a code of its own add: --ignore " in done.stdout


def test_a_reason_may_have_commas(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file(), encoding="utf-8")
    options = ("-t", "senior", "--ignore", "PR103=no figures, as PR said, until=May, EV later")
    shown = promo("check", "evidence.yaml", *options, cwd=tmp_path).stdout
    assert "by PR103: no figures, as PR said, until=May, EV later\n" in shown


@pytest.mark.parametrize("named", ["", " , ", "=a reason"])
def test_an_ignore_without_a_code_is_refused(named: str, tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file(), encoding="utf-8")
    done = promo("check", "evidence.yaml", "--ignore", named, cwd=tmp_path)
    assert (done.code, "--ignore: EV019 no code is named" in done.stdout) == (2, True)


def test_a_prefix_of_errors_and_warnings_leaves_the_errors(tmp_path: Path) -> None:
    faulty = file("ignore: [EV]\n").replace("competencies: [data]", "competencies: [dta]")
    assert codes(tmp_path, faulty) == {"EV003": 2, "PR103": 2, "PR109": 2}


def test_lenient_takes_gaps_and_no_errors(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(file(), encoding="utf-8")
    check = ("check", "evidence.yaml", "-t", "senior")
    assert promo(*check, cwd=tmp_path).code == 1
    assert promo(*check, "--lenient", cwd=tmp_path).code == 0
    assert promo("check", "evidence.yaml", "-t", "snior", "--lenient", cwd=tmp_path).code == 2


def test_the_rubric_can_be_asked_for_on_any_ladder(tmp_path: Path) -> None:
    told = codes(tmp_path, file(), "--rules", "amazon-lp", "--ignore", "PR,EV")
    assert told == {"LP001": 2, "LP002": 2, "LP003": 2, "LP004": 2, "LP005": 2, "LP007": 2} | {
        "LP012": 1
    }
    assert codes(tmp_path, file(), "--ignore", "PR,EV") == {}


def test_what_only_a_person_can_judge_is_told_as_such(tmp_path: Path) -> None:
    text = file().replace("[data]", "[dive-deep]")
    (tmp_path / "evidence.yaml").write_text(text, encoding="utf-8")
    amazon = ("-l", "amazon-lp", "-t", "L5 PM")
    shown = promo("check", "evidence.yaml", *amazon, cwd=tmp_path).stdout
    assert "LP003" in shown
    assert "for a person to judge: Ambiguity is shown;" in shown
