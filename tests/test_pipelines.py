"""What `promo check` tells pipelines: GitHub's commands, SARIF, the action and the hooks."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from commandline import AS_OF, promo, run
from conftest import ROOT
from jsonschema import Draft202012Validator

from promo.explaining import TABLE
from promo.findings import Finding, Location
from promo.github import workflow_commands

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


def test_places_are_relative_and_encoded_and_on_lines(folder: Path) -> None:
    for name in ("people/a thin, one.yaml", folder / "people" / "a thin, one.yaml"):
        for result in sarif(name, cwd=folder)["results"]:
            physical = result["locations"][0]["physicalLocation"]
            assert physical["artifactLocation"]["uri"] == "people/a%20thin%2C%20one.yaml"
            assert 1 <= physical["region"]["startLine"] <= len(THIN.splitlines())


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


def test_a_fault_of_the_call_has_no_file(folder: Path) -> None:
    found = sarif("people/a thin, one.yaml", "--target", "nobody", cwd=folder)
    assert [r["ruleId"] for r in found["results"] if "locations" not in r] == ["EV001"]


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
        region = result["locations"][0]["physicalLocation"]["region"]
        assert told["file"] == "people/a thin, one.yaml"
        assert int(told["line"]) == region["startLine"]
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
    assert line.endswith("::50%25 of%0A::error::x%0Ado, it: so\n")


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
    given = {name: str(spec["default"]) for name, spec in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "promo"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m promo "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    env["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env["PYTHONPATH"] = str(ROOT)
    command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    done = run(*command, cwd=folder, env=env)
    return done.code, done.stdout


def test_the_action_checks_files_and_gaps_fail_it_only_when_asked(folder: Path) -> None:
    (folder / "people" / "b.yaml").write_text(THIN, encoding="utf-8")
    code, told = run_action(folder, files="people/b.yaml")
    assert (code, told.count("::notice")) == (0, 6)
    assert run_action(folder, files="people/b*.yaml", fail_on_gaps="true") == (1, told)
    assert run_action(folder, files="people/b.yaml", target="nobody")[0] == 2


def test_the_action_writes_sarif_beside_the_commands(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    code, told = run_action(folder, files="b.yaml", sarif="out.sarif", ignore="PR,EV")
    assert code == 0
    assert "::warning" not in told
    written = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    Draft202012Validator(SARIF).validate(written)


def test_an_input_of_the_action_is_never_run(folder: Path) -> None:
    (folder / "b.yaml").write_text(THIN, encoding="utf-8")
    for name in ("target", "ladder", "ignore", "files"):
        run_action(folder, **{"files": "b.yaml", name: "$(touch ran); touch ran"})
    assert not (folder / "ran").exists()
    assert "${{" not in ACTION["runs"]["steps"][-1]["run"]


def test_the_page_shows_every_input_and_workflows_that_use_them() -> None:
    listed = set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE))
    assert listed == set(ACTION["inputs"])
    (job,) = shown("workflow")["jobs"].values()
    own = yaml.safe_load((ROOT / ".github" / "workflows" / "evidence.yml").read_text("utf-8"))
    (own_job,) = own["jobs"].values()
    for step in (*job["steps"], *own_job["steps"], *shown("steps")):
        if "promo" in step["uses"] or step["uses"] == "./":
            assert set(step["with"]) <= set(ACTION["inputs"])
    for name in own_job["steps"][-1]["with"]["files"].split():
        assert (ROOT / name).exists()


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_promo_on_evidence_files(hook: dict[str, str], tmp_path: Path) -> None:
    pattern = re.compile(hook["files"])
    assert all(map(pattern.search, ("evidence.yaml", "people/priya-evidence.yml")))
    assert not any(map(pattern.search, ("evidence.md", "evidence/ladder.yaml", "ladder.yaml")))
    (tmp_path / "evidence.yaml").write_text(THIN, encoding="utf-8")
    program, *arguments = hook["entry"].split()
    assert program == "promo"
    expected = 0 if hook["id"] == "promo-check" else 1
    assert promo(*arguments, "evidence.yaml", cwd=tmp_path).code == expected


def test_the_page_names_hooks_that_there_are() -> None:
    (repository,) = shown("pre-commit")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in HOOKS}
    assert all(f"`{hook['id']}`" in PAGE for hook in HOOKS)


def test_the_page_shows_what_github_is_told() -> None:
    shown = re.search(r"\$ promo (check .*)\n(::.*::)…\n", PAGE)
    assert shown
    told = promo(*shown[1].split(), cwd=ROOT).stdout
    assert told.startswith(shown[2])
