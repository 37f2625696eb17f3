"""The call itself: arguments, exit codes, streams, and what other programs get to read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commandline import AS_OF, ENVIRONMENT, PROMO, Result, files_in, promo, run

import promo as package

GOOD = Path(__file__).parent / "cases" / "good"
WELL = (GOOD / "all-is-well" / "evidence.yaml").read_text(encoding="utf-8")
BAD = "candidate: {name: Priya Raman, nme: Priya}\n"
PRINCIPAL = ("--target", "principal", "--as-of", AS_OF)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file of each exit code, and one for warnings."""
    for name, content in {
        "well": WELL,
        "warned": WELL + "  - {quote: Good work}\n",
        "gaps": "candidate: {name: Priya Raman}\n",
        "bad": BAD,
    }.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return tmp_path


# Exit codes

CODES = {
    "check without gaps": ("check well.yaml", 0),
    "check with a warning": ("check warned.yaml", 0),
    "check with gaps": ("check gaps.yaml", 1),
    "check with errors": ("check bad.yaml", 2),
    "check without such a file": ("check missing.yaml", 2),
    "the highest of gaps and none": ("check gaps.yaml well.yaml", 1),
    "the highest of all": ("check bad.yaml gaps.yaml well.yaml", 2),
    "errors that come last": ("check gaps.yaml bad.yaml", 2),
    "quiet gaps": ("check -q gaps.yaml", 1),
    "gaps in JSON": ("check gaps.yaml --format json", 1),
    "errors in JSON": ("check bad.yaml --format json", 2),
    "build without gaps": ("build -f json well.yaml", 0),
    "build with gaps": ("build -f json gaps.yaml", 0),
    "build with errors": ("build bad.yaml", 2),
    "strict without gaps": ("build -f json --strict well.yaml warned.yaml", 0),
    "strict with gaps": ("build -f json --strict gaps.yaml well.yaml", 1),
    "strict with gaps and errors": ("build -f json --strict bad.yaml gaps.yaml", 2),
    "several processes": ("build -f json --strict --jobs 2 well.yaml gaps.yaml", 1),
}


@pytest.mark.parametrize(("call", "code"), CODES.values(), ids=CODES)
def test_the_exit_code_of(folder: Path, call: str, code: int) -> None:
    result = promo(*call.split(), *PRINCIPAL, cwd=folder)
    assert result.code == code, result.stderr
    assert "Traceback" not in result.stderr


WRONG = {
    "no command at all": ("chek gaps.yaml", "No such command 'chek'"),
    "no evidence": ("check", "Missing argument 'EVIDENCE...'"),
    "an unknown option": ("build gaps.yaml --pdf", "No such option"),
    "an unknown format": ("build gaps.yaml -f docx,pdf", "'pdf' is none of docx, md, json"),
    "a format that check lacks": ("check gaps.yaml -f md", "'md' is not one of 'text', 'json'"),
    "a day that does not exist": ("check gaps.yaml --as-of 2026-02-30", "does not exist"),
    "a month for a day": ("check gaps.yaml --as-of 2026-02", "write one day, such as 2026-06-30"),
    "no processes": ("build gaps.yaml --jobs 0", "write a number from 1"),
}


@pytest.mark.parametrize(("call", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_refused(folder: Path, call: str, told: str) -> None:
    before = files_in(folder)
    result = promo(*call.split(), cwd=folder)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: promo ")
    assert told in " ".join(result.stderr.split())
    assert files_in(folder) == before


# What wins: the call, then the file, then the default


def test_the_call_wins_over_the_file(folder: Path) -> None:
    shutil.copy(GOOD / "alias-tags" / "ladder.yaml", folder)
    packet = "packet: {ladder: pm-ic-five, target: pm, as_of: 2025-01-31}\n"
    (folder / "gaps.yaml").write_text("candidate: {name: P}\n" + packet)
    in_file = promo("check", "gaps.yaml", cwd=folder, env={"COLUMNS": "100"})
    assert "Product Manager, pm-ic-five, as of 31 January 2025" in " ".join(in_file.stdout.split())
    call = ("--ladder", "ladder.yaml", "--target", "Senior", "--as-of", "2026-02-28")
    in_call = promo("check", "gaps.yaml", *call, cwd=folder)
    assert "Senior, small, as of 28 February 2026" in " ".join(in_call.stdout.split())


def test_without_a_date_the_evidence_is_counted_as_of_today(folder: Path) -> None:
    before = date.today()
    result = promo("check", "gaps.yaml", "-t", "pm", "-f", "json", cwd=folder, env={"TZ": ""})
    as_of = date.fromisoformat(json.loads(result.stdout)["files"][0]["as_of"])
    assert abs((as_of - before).days) <= 1  # this process may live in another time zone


# Streams


def test_build_tells_results_on_stdout_and_all_else_on_stderr(folder: Path) -> None:
    result = promo("build", "warned.yaml", "bad.yaml", *PRINCIPAL, "-f", "md", cwd=folder)
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        "wrote warned.md",
        "  Priya Raman, Principal Product Manager: no gaps in 5 competencies",
    ]
    assert result.stderr.startswith("warned.yaml:45:5: warning EV012 ")
    assert "\nbad.yaml:1:32: DT002 " in result.stderr


BESIDES = """\
candidate: {name: Priya Raman}
packet: {target: principle}
ignore: [PR103]
evidence:
- title: Routing
  competency: [vision-strategy]
  result: We saved various hours, and I cut the cost.
- title: Secret plan
  privat: true
  result: I wrote various guides.
"""


def test_a_file_with_errors_is_told_of_its_prose_at_once(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(BESIDES, encoding="utf-8")
    checked = promo("check", "e.yaml", cwd=tmp_path)
    assert checked.code == 2
    told = [line for line in checked.stdout.splitlines() if line.startswith("e.yaml:")]
    assert [line.split(" ")[:3] for line in told[:-1] if "EV0" not in line] == [
        ["e.yaml:6:3:", "DT002", "unknown"],
        ["e.yaml:7:20:", "warning", "PR102"],
        ["e.yaml:9:3:", "DT002", "unknown"],
    ]
    assert "e.yaml:2:18: EV001 " in checked.stdout
    assert told[-1] == "e.yaml: 3 errors, 3 warnings"
    assert "Secret" not in checked.stdout
    built = promo("build", "e.yaml", cwd=tmp_path)
    assert (built.code, "PR102" in built.stderr) == (2, False)


def test_quiet_tells_errors_only(folder: Path) -> None:
    call = ("warned.yaml", "gaps.yaml", "bad.yaml", *PRINCIPAL, "-q")
    built = promo("build", *call, cwd=folder)
    assert built.stdout == ""
    assert (folder / "gaps.docx").exists()
    assert built.stderr == (
        'bad.yaml:1:32: DT002 unknown key "nme" in `candidate`\n  help: did you mean "name"?\n'
    )
    checked = promo("check", *call, cwd=folder)
    assert (checked.stdout, checked.stderr) == (built.stderr + "bad.yaml: 1 error\n", "")


def test_standard_input_is_named_as_such(tmp_path: Path) -> None:
    result = promo("check", "-", *PRINCIPAL, cwd=tmp_path, stdin=BAD)
    assert result.code == 2
    assert result.stdout.startswith("<stdin>:1:32: DT002 ")
    assert result.stdout.endswith("\n<stdin>: 1 error\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
@pytest.mark.parametrize(
    "call",
    [
        "check gaps.yaml",
        "check gaps.yaml -f json",
        "check bad.yaml -f json",
        "build gaps.yaml -f md",
        "build gaps.yaml -q -f md -o -",
    ],
)
def test_a_closed_pipe_ends_silently(folder: Path, call: str) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    command = [*PROMO, *call.split(), *PRINCIPAL]
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "call", ["check gaps.yaml", "check bad.yaml -f json", "build gaps.yaml -q -f md -o -"]
)
def test_a_full_disk_behind_standard_output_is_told(folder: Path, call: str) -> None:
    command = [*PROMO, *call.split(), *PRINCIPAL]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command, cwd=folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"<stdout>: CL009 could not be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends a process otherwise on Windows")
@pytest.mark.parametrize("command", [["check", "-"], ["build", "-", "-f", "md", "-o", "-"]])
def test_ctrl_c_ends_with_130_and_without_a_word(tmp_path: Path, command: list[str]) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*PROMO, *command],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        preexec_fn=_hear_ctrl_c,
    ) as child:
        assert child.stdin
        child.stdin.write(b"# more than a pipe holds\n" * 40_000)  # returns once promo reads
        for _ in range(9):  # a signal just before a read is only heard at the next
            time.sleep(0.2)
            child.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=5)
                break
        told = child.communicate(timeout=60)
    assert (child.returncode, told) == (130, (b"", b""))


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it


# Help and versions


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert promo("--version", cwd=tmp_path) == (0, f"promo {package.__version__}\n", "")


def test_the_installed_command_is_the_module(folder: Path) -> None:
    script = shutil.which("promo", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("promo is not installed beside this Python")
    for call in (["--help"], ["check", "gaps.yaml", *PRINCIPAL], ["build"]):
        assert run(script, *call, cwd=folder) == promo(*call, cwd=folder)


def test_help_has_a_short_name(tmp_path: Path) -> None:
    assert promo("build", "-h", cwd=tmp_path) == promo("build", "--help", cwd=tmp_path)


@pytest.mark.parametrize("columns", ["80", "200"])
@pytest.mark.parametrize("command", [[], ["build"], ["check"]], ids=["promo", "build", "check"])
def test_help_fits_eighty_columns(tmp_path: Path, command: list[str], columns: str) -> None:
    result = promo(*command, "--help", cwd=tmp_path, env={"COLUMNS": columns})
    assert result.code == 0
    assert result.stdout.startswith(" ".join(["Usage: promo", *command]))
    assert 60 < max(map(len, result.stdout.splitlines())) <= 80


_MODULES = """
import json, sys
from promo.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
HEAVY = {"docx", "lxml", "jinja2"}


@pytest.mark.parametrize(
    ("call", "absent"),
    [
        ("--version", {*HEAVY, "yaml", "markdown_it", "promo.build"}),
        ("build --help", {*HEAVY, "yaml", "markdown_it", "promo.build"}),
        ("check well.yaml --target principal", HEAVY),
        ("build well.yaml --target principal -f json", HEAVY),
        ("build well.yaml --target principal -f md", HEAVY - {"jinja2"}),
    ],
)
def test_a_command_imports_only_what_it_needs(folder: Path, call: str, absent: set[str]) -> None:
    result = run(sys.executable, "-c", _MODULES, *call.split(), cwd=folder)
    imported = set(json.loads(result.stderr.splitlines()[-1]))
    assert "promo.cli" in imported
    assert absent.isdisjoint(imported)


def test_a_whole_build_raises_no_warning_of_python(folder: Path) -> None:
    command = (sys.executable, "-X", "dev", "-W", "error", "-m", "promo", "build", "well.yaml")
    result = run(*command, *PRINCIPAL, "-f", "docx,md,json", cwd=folder)
    assert (result.code, result.stderr) == (0, "")


# JSON


def checked(folder: Path, *names: str) -> Any:
    result = promo("check", *names, *PRINCIPAL, "--format", "json", cwd=folder)
    assert result.stderr == ""
    return json.loads(result.stdout)


def built(folder: Path, name: str) -> Any:
    result = promo("build", f"{name}.yaml", *PRINCIPAL, "-f", "json", cwd=folder)
    assert result.code == 0, result.stderr
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def test_a_check_report_has_an_entry_for_each_file(folder: Path) -> None:
    report = checked(folder, "well.yaml", "bad.yaml", "./gaps.yaml")
    assert (report["format"], report["version"]) == ("promo-check", 1)
    told = [(file["path"], file["assessed"]) for file in report["files"]]
    assert told == [("well.yaml", True), ("bad.yaml", False), ("./gaps.yaml", True)]
    assert set(report["files"][1]) == {"path", "assessed", "findings"}


def test_check_and_build_report_one_assessment(folder: Path) -> None:
    (entry,) = checked(folder, "warned.yaml")["files"]
    report = built(folder, "warned")
    assert report.pop("format") == "promo-assessment"
    assert len(report.pop("digest")) == 64
    own = {"path", "assessed", "next_steps", "ignored", "to_judge"}
    assert set(entry) - set(report) == own
    told = entry["findings"]  # those of the prose are for the candidate, and only told by `check`
    prose = [finding for finding in told if finding["code"].startswith("PR")]
    assert [finding for finding in told if finding not in prose] == report["findings"]
    report["counts"]["warnings"] += len(prose)
    report["findings"] = told
    assert {key: entry[key] for key in report} == report


def test_the_digest_is_that_of_the_report_with_an_empty_one(folder: Path) -> None:
    digest = built(folder, "gaps")["digest"]
    blank = (folder / "gaps.json").read_bytes().replace(digest.encode(), b"", 1)
    assert hashlib.sha256(blank).hexdigest() == digest


def test_counts_agree_with_what_they_count(folder: Path) -> None:
    shutil.copytree(GOOD / "items-that-count-nowhere", folder, dirs_exist_ok=True)
    report = built(folder, "evidence")
    counts = report["counts"]
    assert counts["items"] == len(report["items"]) == 4
    assert counts["counted"] == sum(item["counted"] for item in report["items"]) == 0
    assert counts["competencies"] == len(report["competencies"]) == 5
    assert counts["gaps"] == sum(each["gap"] for each in report["competencies"]) == 5
    assert counts["warnings"] == len(report["findings"]) == 2
    assert sum(counts[name] for name in ("missing", "thin", "covered", "strong")) == 5


def test_a_finding_has_code_severity_place_message_and_help(folder: Path) -> None:
    (file,) = checked(folder, "bad.yaml")["files"]
    (finding,) = file["findings"]
    assert finding == {
        "code": "DT002",
        "severity": "error",
        "file": "bad.yaml",
        "line": 1,
        "column": 32,
        "message": 'unknown key "nme" in `candidate`',
        "help": 'did you mean "name"?',
    }


def test_a_line_of_the_policy_says_what_there_is_and_what_is_asked(folder: Path) -> None:
    shutil.copytree(GOOD / "ladder-with-policy-and-required", folder, dirs_exist_ok=True)
    running = built(folder, "evidence")["competencies"][1]
    assert (running["id"], running["required"], running["status"]) == ("running", True, "thin")
    lines = {line["rule"]: line for line in running["lines"]}
    assert [(lines["items"][key]) for key in ("met", "have", "need", "set_by")] == [
        False, 1, 3, "competency",
    ]  # fmt: skip
    assert lines["recent_months"]["set_by"] == "ladder"
    assert lines["recent_months"]["newest"] == "2026-02-28"
    assert lines["projects"]["set_by"] == "tool"
    assert "at_scope" not in lines


def test_an_item_has_its_place(folder: Path) -> None:
    items = built(folder, "well")["items"]
    assert [(item["line"], item["column"]) for item in items] == [(5, 5), (14, 5), (23, 5), (32, 5)]
    assert items[0]["id"] == "one-payment-routing-core"


def test_characters_stand_in_json_as_they_are(folder: Path) -> None:
    (folder / "zoe.yaml").write_text("candidate: {name: Zoë 👩‍💻 ערב}\n", encoding="utf-8")
    assert built(folder, "zoe")["candidate"]["name"] == "Zoë 👩‍💻 ערב"
    assert "Zoë 👩‍💻 ערב" in (folder / "zoe.json").read_text(encoding="utf-8")


def test_private_items_are_in_no_output(folder: Path) -> None:
    shutil.copytree(GOOD / "private-items", folder, dirs_exist_ok=True)
    outputs: list[Result] = [
        promo("check", "evidence.yaml", *PRINCIPAL, "-v", cwd=folder),
        promo("check", "evidence.yaml", *PRINCIPAL, "-f", "json", cwd=folder),
        promo("build", "evidence.yaml", *PRINCIPAL, "-f", "docx,md,json", cwd=folder),
    ]
    (folder / "evidence.yaml").unlink()
    shutil.unpack_archive(folder / "evidence.docx", folder / "unpacked", "zip")
    seen = "".join(map(str, outputs)).encode() + b"".join(files_in(folder).values())
    assert b"One payment routing core" in seen
    assert b"nordbank" not in seen.lower()
