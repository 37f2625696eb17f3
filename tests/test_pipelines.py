"""What `promo check` tells pipelines: GitHub's commands, SARIF, the action and the hooks."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from commandline import AS_OF, promo, run
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from promo.explaining import TABLE
from promo.findings import Finding, Location
from promo.github import workflow_commands

# What promo writes of SARIF, held against on any machine; the validator of Microsoft knows it all.
SARIF = json.loads((ROOT / "tests" / "sarif-2.1.0-subset.json").read_text(encoding="utf-8"))
THIN = (ROOT / "examples" / "thin.yaml").read_text(encoding="utf-8")
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")
GITHUB_ESCAPES = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with evidence in a folder of its own."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "a thin, one.yaml").write_text(THIN, encoding="utf-8")
    return tmp_path


def check(format: str, *arguments: str | Path, cwd: Path) -> str:
    result = promo("check", *arguments, "--as-of", AS_OF, "-f", format, cwd=cwd)
    assert result.stderr == ""
    return result.stdout


def sarif(*arguments: str | Path, cwd: Path) -> dict[str, Any]:
    """The one run, held against the schema."""
    told = json.loads(check("sarif", *arguments, cwd=cwd))
    Draft202012Validator(SARIF).validate(told)
    (found,) = told["runs"]
    assert isinstance(found, dict)
    return found


# SARIF


def test_the_schema_refuses_what_it_does_not_know() -> None:
    broken = {"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "results": [{"level": "bad"}]}]}
    assert len(list(Draft202012Validator(SARIF).iter_errors(broken))) == 3


def test_sarif_has_a_result_for_each_finding_gap_and_flag(folder: Path) -> None:
    results = sarif("people/a thin, one.yaml", cwd=folder)["results"]
    told = json.loads(check("json", "people/a thin, one.yaml", cwd=folder))["files"][0]
    codes = [result["ruleId"] for result in results]
    assert [c for c in codes if c[:2] not in ("CV", "PK")] == [f["code"] for f in told["findings"]]
    assert sum(code.startswith("CV") for code in codes) == told["counts"]["gaps"] > 0
    assert sum(code.startswith("PK") for code in codes) == len(told["packet_flags"]) > 0


def test_each_result_points_to_its_rule_and_each_rule_is_explained(folder: Path) -> None:
    found = sarif("people/a thin, one.yaml", cwd=folder)
    rules = found["tool"]["driver"]["rules"]
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["fullDescription"]["text"] == TABLE[rule["id"]].why for rule in rules)
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in found["results"]}


def physical(result: dict[str, Any]) -> dict[str, Any]:
    (location,) = result["locations"]
    found = location["physicalLocation"]
    assert isinstance(found, dict)
    return found


def test_places_are_relative_and_encoded_and_on_lines(folder: Path) -> None:
    for name in ("people/a thin, one.yaml", folder / "people" / "a thin, one.yaml"):
        for result in sarif(name, cwd=folder)["results"]:
            place = physical(result)
            assert place["artifactLocation"]["uri"] == "people/a%20thin%2C%20one.yaml"
            assert ("region" in place) == (result["ruleId"][:2] not in ("CV", "PK"))
            if "region" in place:
                assert 1 <= place["region"]["startLine"] <= len(THIN.splitlines())


def test_columns_count_characters_also_of_tabs_emoji_and_windows_lines(tmp_path: Path) -> None:
    text = 'candidate: {name: "😀", nme: x}\r\nevidence:\r\n- {\ttitle: "😀😀", titel: 3}\r\n'
    (tmp_path / "a.yaml").write_bytes(text.encode())
    results = sarif("a.yaml", cwd=tmp_path)["results"]
    regions = [physical(result)["region"] for result in results if result["ruleId"] == "DT002"]
    lines = text.split("\r\n")
    expected = [(1, lines[0].index("nme")), (3, lines[2].index("titel"))]
    assert [(r["startLine"], r["startColumn"] - 1) for r in regions] == expected


def test_what_has_no_line_is_known_by_what_it_is_about_whatever_its_counts_are(
    folder: Path,
) -> None:
    def known(*arguments: str) -> list[str]:
        results = sarif("people/a thin, one.yaml", *arguments, cwd=folder)["results"]
        return [r["partialFingerprints"]["primaryLocationLineHash"] for r in results if named(r)]

    def named(result: dict[str, Any]) -> bool:
        assert ("partialFingerprints" in result) == ("region" not in physical(result))
        return "partialFingerprints" in result

    found = known()
    assert len(found) == len(set(found)) > 5
    (folder / "people" / "a thin, one.yaml").write_text(f"# moved\n{THIN}", encoding="utf-8")
    assert known() == found


def test_a_file_with_errors_is_a_result_and_the_run_did_not_succeed(folder: Path) -> None:
    (folder / "bad.yaml").write_text("evidence: [{ttle: x}]\n", encoding="utf-8")
    found = sarif("bad.yaml", "people/a thin, one.yaml", cwd=folder)
    assert found["invocations"] == [{"executionSuccessful": False}]
    levels = {result["level"] for result in found["results"]}
    assert levels == {"error", "warning", "note"}
    names = {
        unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for result in found["results"]
    }
    assert names == {"bad.yaml", "people/a thin, one.yaml"}


def test_a_fault_of_the_call_is_a_notification_and_told_once(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    call = ("people/a thin, one.yaml", "b.yaml", "--target", "nobody")
    found = sarif(*call, cwd=folder)
    assert all(result["locations"] for result in found["results"])
    (ran,) = found["invocations"]
    (note,) = ran["toolConfigurationNotifications"]
    assert (note["descriptor"]["id"], note["level"]) == ("EV001", "error")
    told = [line for line in check("github", *call, cwd=folder).splitlines() if "EV001" in line]
    assert len(told) == 1
    assert told[0].startswith("::error title=EV001 the ladder has no such level::--target: ")


def test_help_has_its_examples_in_markdown_too(folder: Path) -> None:
    for rule in sarif("people/a thin, one.yaml", cwd=folder)["tool"]["driver"]["rules"]:
        told = TABLE[rule["id"]]
        assert rule["help"]["markdown"].startswith(f"{told.why} {told.remedy}")
        for example in (told.weak, told.strong):
            assert example in rule["help"]["text"]
            assert example in rule["help"]["markdown"]


def test_the_validator_of_microsoft_finds_no_error_by_the_schema_and_the_rules_of_github(
    folder: Path, sarif_validator: str
) -> None:
    """And would find one: a property that the schema lacks, and a result without a place."""
    (folder / "ü% ,:'.yaml").write_text(THIN, encoding="utf-8")
    (folder / "bad.yaml").write_text("candidate: [", encoding="utf-8")
    (folder / "empty.yaml").write_text("", encoding="utf-8")
    files = ("ü% ,:'.yaml", "bad.yaml", "empty.yaml", "no such.yaml")
    good = check("sarif", *files, "--target", "nobody", cwd=folder)
    (folder / "0.sarif").write_text(check("sarif", *files, cwd=folder), encoding="utf-8")
    (folder / "1.sarif").write_text(good, encoding="utf-8")
    broken = good.replace('"locations"', '"places"', 1)
    (folder / "2.sarif").write_text(broken, encoding="utf-8")
    call = (sarif_validator, "validate", "0.sarif", "1.sarif", "2.sarif", "-o", "told.sarif")
    rules = ("--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite")
    done = run(*call, *rules, cwd=folder, env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    assert (folder / "told.sarif").exists(), done
    told = json.loads((folder / "told.sarif").read_text(encoding="utf-8-sig"))["runs"][0]
    errors = {
        (Path(physical(each)["artifactLocation"]["uri"]).name, each["ruleId"])
        for each in told["results"]
        if each.get("level") == "error"
    }
    assert {name for name, _ in errors} == {"2.sarif"}
    assert {("2.sarif", "JSON1005"), ("2.sarif", "GH1015")} <= errors


def test_private_items_are_in_no_format(folder: Path) -> None:
    secret = THIN.replace("evidence:\n", "evidence:\n  - {title: Secret we, private: true}\n", 1)
    (folder / "secret.yaml").write_text(secret, encoding="utf-8")
    for format in ("sarif", "github"):
        result = promo("check", "secret.yaml", "-f", format, cwd=folder)
        assert "Secret" not in result.stdout
        assert "EV007" in result.stdout


# GitHub


def unescaped(text: str) -> str:
    return re.sub("%(?:0A|0D|3A|2C|25)", lambda match: GITHUB_ESCAPES[match[0]], text)


def test_each_finding_gap_and_flag_is_one_command(folder: Path) -> None:
    lines = check("github", "people/a thin, one.yaml", cwd=folder).splitlines()
    results = sarif("people/a thin, one.yaml", cwd=folder)["results"]
    assert len(lines) == len(results)
    for line, result in zip(lines, results, strict=True):
        match = COMMAND.fullmatch(line)
        assert match, line
        named = dict(part.split("=", 1) for part in match[2].split(","))
        told = {key: unescaped(value) for key, value in named.items()}
        region = physical(result).get("region", {"startLine": 1})
        assert told["file"] == "people/a thin, one.yaml"
        assert int(told["line"]) == region["startLine"]
        assert match[3].startswith("people/a thin, one.yaml:")
        assert told["title"].startswith(result["ruleId"])
        kinds = {"error": "error", "warning": "warning", "note": "notice"}
        is_gap = result["ruleId"].startswith("CV")
        assert match[1] == ("notice" if is_gap else kinds[result["level"]])


def test_what_would_end_a_command_is_escaped() -> None:
    place = Location("a,b:c%.yaml", 3, 4)
    finding = Finding(code="EV007", location=place, message="50% of\n::error::x", help="do, it: so")
    line = workflow_commands([("a", (finding,))], lambda path: path)
    assert line.count("\n") == 1
    assert line.startswith("::warning file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=EV007 an item")
    assert line.endswith("::a,b:c%25.yaml:3:4: 50%25 of%0A::error::x%0Ado, it: so\n")


def as_the_runner_reads(line: str) -> tuple[dict[str, str], str]:
    """Properties and text of a command, which is cut at `::`, then at commas, then at `=`."""
    head, _, text = line.removeprefix("::").partition("::")
    listed = [part.partition("=") for part in head.partition(" ")[2].split(",")]
    return {key: unescaped(value) for key, _, value in listed}, unescaped(text)


@given(st.text(), st.text(min_size=1).filter(lambda name: not name.startswith(("--", "<"))))
def test_any_text_and_any_path_arrive_as_they_are(text: str, path: str) -> None:
    finding = Finding(code="EV007", location=Location(path, 3), message=text)
    line = workflow_commands([("a", (finding,))], lambda path: path)
    assert line.endswith("\n")
    assert not re.search("[\r\n]", line[:-1])
    told, shown = as_the_runner_reads(line[:-1])
    assert (told["file"], told["line"], shown) == (path, "3", f"{path}:3: {text}")


# The action, the workflow and the hooks

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def shown(name: str) -> Any:
    """A block of YAML of the page."""
    match = re.search(rf"<!-- {name} -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert match
    return yaml.safe_load(match[1])


def run_action(folder: Path, **inputs: str) -> tuple[int, str]:
    """The step of the action that checks, run by bash as GitHub would run it."""
    step = ACTION["runs"]["steps"][-1]
    given = {f"inputs.{name}": str(spec["default"]) for name, spec in ACTION["inputs"].items()}
    given |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
    temp = folder / "temp of the runner"
    given |= {"steps.python.outputs.python-path": sys.executable, "runner.temp": str(temp)}
    env = {
        name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    if not temp.exists():
        temp.mkdir()
        (temp / "promo").symlink_to(ROOT)  # where the action has installed it
    command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    done = run(*command, cwd=folder, env={**env, "RUNNER_TEMP": str(temp)})
    return done.code, done.stdout


def test_the_action_checks_files_and_gaps_fail_it_only_when_asked(folder: Path) -> None:
    (folder / "people" / "b.yaml").write_text(THIN, encoding="utf-8")
    code, told = run_action(folder, files="people/b.yaml")
    assert (code, told.count("::notice")) == (0, 6)
    assert run_action(folder, files="people/b*.yaml", fail_on_gaps="true") == (1, told)
    assert run_action(folder, files="people/b.yaml", target="nobody")[0] == 2


def test_the_action_refuses_what_is_neither_true_nor_false(folder: Path) -> None:
    told = run_action(folder, files="no such.yaml", fail_on_gaps="yes")
    assert told == (2, "::error::fail-on-gaps is true or false\n")


def test_the_action_takes_a_file_or_a_pattern_on_each_line_whatever_their_names(
    folder: Path,
) -> None:
    for name in ("50% done.yaml", "Zoë*.yaml", "-q.yaml"):
        (folder / name).write_text(THIN, encoding="utf-8")
    _, told = run_action(folder, files="50% done.yaml\nZo*.yaml\n-q.yaml\npeople/*.yaml\n")
    named = {COMMAND.fullmatch(line) and line.split("file=")[1] for line in told.splitlines()}
    files = {unescaped(rest.split(",line=")[0]) for rest in named if rest}
    assert files == {"50% done.yaml", "Zoë*.yaml", "-q.yaml", "people/a thin, one.yaml"}
    code, told = run_action(folder, files="nobody/*.yaml")
    assert code == 2
    assert "::error file=nobody/*.yaml,line=1,title=CL001 no such file::" in told


def test_the_action_takes_an_ignore_with_its_reason_on_each_line(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    _, told = run_action(folder, files="b.yaml", ignore="PR102,EV=a draft, for now\n\nPR101\n")
    assert "::warning" not in told


def test_the_action_counts_from_the_day_that_it_is_given(folder: Path) -> None:
    text = THIN.replace("  as_of: 2026-06-30\n", "")
    assert text != THIN
    (folder / "b.yaml").write_text(text, encoding="utf-8")
    late, soon = (run_action(folder, files="b.yaml", as_of=day)[1] for day in ("2035-06-30", AS_OF))
    assert late.count("months old") > soon.count("months old")
    assert soon.count("months old") == check("github", "b.yaml", cwd=folder).count("months old")


def test_the_action_writes_sarif_beside_the_commands(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    code, told = run_action(folder, files="b.yaml", sarif="out.sarif", ignore="PR,EV")
    assert code == 0
    assert "::warning" not in told
    written = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    Draft202012Validator(SARIF).validate(written)


def test_the_action_writes_no_empty_sarif(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    assert run_action(folder, files="b.yaml", sarif="out.sarif", ignore="XX999")[0] == 2
    assert not (folder / "out.sarif").exists()


def test_an_input_of_the_action_is_never_run(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    for name in ("target", "ladder", "ignore", "files", "sarif"):
        run_action(folder, **{"files": "b.yaml", name: "$(touch ran); touch ran"})
    assert not (folder / "ran").exists()
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_the_action_imports_nothing_from_the_checkout(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    for name in ("click", "yaml", "json"):
        (folder / f"{name}.py").write_text("raise SystemExit('taken over')\n", encoding="utf-8")
    assert run_action(folder, files="b.yaml")[0] == 0


def test_whatever_runs_beside_promo_is_pinned_to_a_commit() -> None:
    text = (ROOT / ".github" / "workflows" / "evidence.yml").read_text("utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    used = [step["uses"] for step in (*job["steps"], *ACTION["runs"]["steps"]) if "uses" in step]
    assert len(used) == 3
    assert all(re.search(r"@[0-9a-f]{40}$", name) for name in used if name != "./")


def test_the_page_shows_every_input_and_workflows_that_use_them() -> None:
    listed = set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE))
    assert listed == set(ACTION["inputs"])
    (job,) = shown("workflow")["jobs"].values()
    own = yaml.safe_load((ROOT / ".github" / "workflows" / "evidence.yml").read_text("utf-8"))
    (own_job,) = own["jobs"].values()
    for step in (*job["steps"], *own_job["steps"], *shown("steps")):
        if "promo" in step["uses"] or step["uses"] == "./":
            assert set(step["with"]) <= set(ACTION["inputs"])
    for name in own_job["steps"][-1]["with"]["files"].splitlines():
        assert (ROOT / name).exists()


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_looks_at_evidence_files_in_yaml_and_at_no_key(hook: dict[str, Any]) -> None:
    pattern, excluded = re.compile(hook["files"]), re.compile(hook["exclude"])
    assert hook["types"] == ["yaml"]
    assert all(map(pattern.search, ("evidence.yaml", "people/priya-evidence.yml")))
    assert not any(map(pattern.search, ("evidence/ladder.yaml", "ladder.yaml")))
    assert excluded.search("people/candidate-3f1cb5.key.yaml")
    assert not excluded.search("people/key.yaml")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_stops_at_errors_and_one_of_them_at_gaps(
    hook: dict[str, Any], tmp_path: Path
) -> None:
    program, *arguments = hook["entry"].split()
    assert program == "promo"
    strict = hook["id"] == "promo-check-gaps"
    (tmp_path / "evidence.yaml").write_text(THIN, encoding="utf-8")
    done = promo(*arguments, "evidence.yaml", cwd=tmp_path)
    assert (done.code, bool(done.stdout)) == (int(strict), strict)
    (tmp_path / "evidence.yaml").write_text(f"{THIN}x: 1\n", encoding="utf-8")
    done = promo(*arguments, "evidence.yaml", cwd=tmp_path)
    assert done.code == 2
    assert "DT002" in done.stdout
    assert ("warning" in done.stdout) == strict


def test_the_page_names_hooks_that_there_are() -> None:
    (repository,) = shown("pre-commit")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in HOOKS}
    assert all(f"`{hook['id']}`" in PAGE for hook in HOOKS)


def test_the_page_shows_what_github_is_told() -> None:
    shown = re.search(r"\$ promo (check .*)\n(::.*: )…\n", PAGE)
    assert shown
    told = promo(*shown[1].split(), cwd=ROOT).stdout
    assert told.startswith(shown[2])
