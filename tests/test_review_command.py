"""`promo review` by the real command: what it tells, writes and refuses."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
from commandline import Result, files_in, promo, promo_on_terminal
from conftest import ROOT
from making import EXAMPLES, example
from reviews import COMMENT, answers, form, review

from promo import __version__
from promo.compose import origin_of
from promo.model import TICKED, Change, Edit, Origin, Place
from promo.review.file import read_file, write_file

THIN = example("thin")
ORIGIN = origin_of(THIN, __version__)
VISION, CRAFT = (
    (c.competency.id, c.competency.title) for c in (THIN.coverages[0], THIN.coverages[-1])
)
TOMAS = form(
    "Tomas Lindgren",
    answers(VISION, "Meets", "Sound.\nAsk for the log.", checked=True),
    answers(CRAFT, "Below", "One project only.", checked=True),
    source="tomas.docx",
    recommendation="Not yet",
    reasons="A second project first.",
    role="Director",
    date="2026-07-02",
    declaration=TICKED,
)
DANA = form(
    "Dana Ortiz",
    answers(VISION, "Exceeds"),
    answers(CRAFT, "Below"),
    source="dana.docx",
    recommendation="Promote",
)
HERE = Place(*VISION, "notes", "E1")
INSERTED = Change(True, "Dana Ortiz", "2026-07-03T10:00:00Z", "in eleven countries of Europe", HERE)
EDIT = Edit("two weeks", "ten days", HERE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an evidence file, and reviews of the packet that is built from it."""
    shutil.copy(EXAMPLES["thin"], tmp_path / "thin.yaml")
    put(tmp_path, "tomas.yaml", TOMAS, comments=(COMMENT._replace(place=HERE),))
    put(tmp_path, "dana.yaml", DANA, changes=(INSERTED,), edits=(EDIT,))
    return tmp_path


def put(
    folder: Path, name: str, *forms: object, origin: Origin | None = ORIGIN, **parts: object
) -> None:
    made = review(*forms, origin=origin, **parts)  # type: ignore[arg-type]
    (folder / name).write_text(write_file(made), encoding="utf-8")


def told(folder: Path, *arguments: str) -> Result:
    return promo("review", *arguments, cwd=folder)


def sections(page: str) -> list[str]:
    """The headings of a Markdown page."""
    return re.findall(r"^## (.+)$", page, re.MULTILINE)


def part(page: str, title: str) -> str:
    """What stands under a heading of a Markdown page."""
    return page.partition(f"## {title}\n\n")[2].partition("\n\n## ")[0]


# What is told


def test_copies_are_told_as_one_review_with_disagreements_first(folder: Path) -> None:
    done = told(folder, "tomas.yaml", "dana.yaml", "-f", "md")
    assert (done.code, done.stderr) == (0, "")
    assert sections(done.stdout) == [
        "Reviewers",
        "Disagreements",
        "Ratings",
        f"Comments on {VISION[1]}",
        f"Comments on {CRAFT[1]}",
        "Sign-off",
        "Comments in the margin",
        "Tracked changes",
        "Changed without tracking",
        "Not answered",
    ]
    assert part(done.stdout, "Disagreements") == (
        "- *Recommendation:* Not yet: Tomas Lindgren; Promote: Dana Ortiz\n"
        f"- *{VISION[1]}:* Meets: Tomas Lindgren; Exceeds: Dana Ortiz"
    )
    assert f"| {VISION[1]} | Meets ✓ | Exceeds |" in part(done.stdout, "Ratings")
    assert "| Date | 2 July 2026 | · |" in part(done.stdout, "Sign-off")
    assert "A second project first." in part(done.stdout, "Sign-off")


def test_a_page_says_what_the_packet_was_built_from(folder: Path) -> None:
    page = told(folder, "tomas.yaml", "-f", "md").stdout
    assert page.startswith(f"# Review of {ORIGIN.candidate} for {ORIGIN.target_title}\n")
    assert f"version {ORIGIN.ladder_version}, sha256 {ORIGIN.ladder_hash[:12]} |" in page
    assert f"| evidence | sha256 {ORIGIN.evidence[:12]} |" in page
    assert ORIGIN.evidence not in page
    assert "| read from | tomas.yaml |" in page


def test_comments_changes_and_edits_are_told_with_their_places(folder: Path) -> None:
    page = told(folder, "tomas.yaml", "dana.yaml", "-f", "md").stdout
    place = f"{VISION[1]}, E1"
    assert part(page, "Comments in the margin") == (
        f"- *Tomas Lindgren:* Which quarter? ({place}; on “Hired four people”; 2 July 2026; open)\n"
        "- *Dana Ortiz replied:* The second. (3 July 2026)"
    )
    assert part(page, "Tracked changes") == (
        f"- *inserted:* in eleven countries of Europe (Dana Ortiz; 3 July 2026; {place})"
    )
    assert part(page, "Changed without tracking").endswith(
        f"- *{place}:* ten days<br>was: two weeks"
    )


def test_what_nobody_answered_is_named_by_reviewer_and_question(folder: Path) -> None:
    page = told(folder, "tomas.yaml", "dana.yaml", "-f", "md").stdout
    assert part(page, "Not answered").split("\n\n")[0].split("\n") == [
        f"- *Dana Ortiz:* {VISION[1]} and {CRAFT[1]}: Evidence checked and Comment",
        "- *Dana Ortiz:* Sign-off: Reasons and conditions, Role, Date and Declaration",
    ]
    assert page.endswith(
        "2 reviewers, 16 of 24 fields answered, 2 disagreements, 1 comment (1 open), "
        "1 tracked change, 1 text changed without tracking\n"
    )


def test_a_packet_that_nobody_touched_says_so(folder: Path) -> None:
    put(folder, "new.yaml", form("", source="new.docx"))
    page = told(folder, "new.yaml").stdout
    assert "Nobody has answered anything yet." in page
    assert "none of 12 fields answered" in page
    for title in ("Ratings", "Sign-off\n", "Disagreements", "Comments"):
        assert f"\n{title}" not in page


def test_two_reviewers_who_agree_are_told_to_agree(folder: Path) -> None:
    put(
        folder,
        "eve.yaml",
        TOMAS._replace(reviewer="Eve", signed=TOMAS.signed | {"reviewer": "Eve"}),
    )
    page = told(folder, "tomas.yaml", "eve.yaml").stdout
    assert "None: no two reviewers gave a different rating or recommendation." in page


def test_no_line_of_the_text_is_wider_than_the_terminal(folder: Path) -> None:
    page = told(folder, "tomas.yaml", "dana.yaml", "--against", "thin.yaml").stdout
    assert max(map(len, page.splitlines())) <= 80


def test_colours_are_for_terminals_and_can_be_left_out(folder: Path) -> None:
    _, shown = promo_on_terminal("review", "tomas.yaml", cwd=folder)
    assert "\x1b[1mReview of" in shown
    _, plain = promo_on_terminal("review", "tomas.yaml", "--no-color", cwd=folder)
    assert "\x1b" not in plain


def test_a_terminal_of_letters_only_gets_stand_ins(folder: Path) -> None:
    done = promo("review", "tomas.yaml", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert re.search(r"Meets x$", done.stdout, re.MULTILINE)


def test_a_text_cannot_steer_the_terminal(folder: Path) -> None:
    name = "odd\x9b31m.yaml"
    put(folder, name, TOMAS)
    assert "\x9b" not in told(folder, name, "-f", "md").stdout


# Several packets


def test_several_candidates_are_a_table(folder: Path) -> None:
    put(folder, "ada.yaml", form("", source="x"), origin=ORIGIN._replace(candidate="Ada Byron"))
    done = told(folder, "tomas.yaml", "dana.yaml", "ada.yaml", "-f", "md")
    assert done.code == 0
    target = ORIGIN.target_title
    assert (
        "| Candidate | Target | Reviewers | Recommendations | Disagreements | Unanswered "
        "| Open comments | Edits |" in done.stdout
    )
    assert f"| {ORIGIN.candidate} | {target} | 2 of 2 | 1 Not yet, 1 Promote | 2 | 8 | 1 | 2 |" in (
        done.stdout
    )
    assert f"| Ada Byron | {target} | 0 of 1 | none | 0 | 12 | 0 | 0 |" in done.stdout


def test_copies_of_two_builds_are_told_apart(folder: Path) -> None:
    put(folder, "old.yaml", DANA, origin=ORIGIN._replace(evidence="0" * 64))
    put(folder, "lost.yaml", DANA, origin=None)
    page = " ".join(told(folder, "tomas.yaml", "old.yaml", "lost.yaml").stdout.split())
    assert f"{ORIGIN.candidate} has 2 packets, not built from the same" in page
    assert "lost.yaml has lost the record, and cannot be merged." in page


# Files


def test_a_review_file_is_written_and_read_again(folder: Path) -> None:
    done = told(folder, "tomas.yaml", "dana.yaml", "-o", "review.yaml")
    assert (done.code, done.stdout) == (0, "wrote review.yaml (2 kB)\n")
    written, _ = read_file((folder / "review.yaml").read_bytes(), "review.yaml")
    assert written.forms == (TOMAS, DANA)
    assert told(folder, "review.yaml", "-f", "yaml").stdout == (folder / "review.yaml").read_text()


def test_what_is_written_only_its_owner_can_read(folder: Path) -> None:
    told(folder, "tomas.yaml", "-o", "review.yaml")
    assert stat.S_IMODE((folder / "review.yaml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.yml", "review: 1\n"), ("r.json", "{\n"), ("r.MD", "# Review of "), ("r.markdown", "# ")],
)
def test_the_suffix_says_the_format(folder: Path, name: str, begins: str) -> None:
    assert told(folder, "tomas.yaml", "-o", name).code == 0
    assert (folder / name).read_text("utf-8").startswith(begins)


def test_an_existing_file_is_replaced_only_when_asked_and_kept(folder: Path) -> None:
    (folder / "review.yaml").write_text("mine")
    refused = told(folder, "tomas.yaml", "-o", "review.yaml")
    assert refused.code == 2
    assert "review.yaml: CL011 exists already" in refused.stderr
    forced = told(folder, "tomas.yaml", "-o", "review.yaml", "--force")
    assert forced.code == 0
    assert "what stood there is now review.backup-1.yaml" in forced.stderr
    assert (folder / "review.backup-1.yaml").read_text() == "mine"


REFUSED = {
    "no suffix": (["-o", "review"], "end FILE in .yaml, .json or .md"),
    "no such folder": (["-o", "no/review.yaml"], "CL004"),
    "a folder": (["-o", "sub.yaml"], "CL002"),
    "a link": (["-o", "link.yaml", "--force"], "CL007"),
    "text to a file": (["-o", "review.txt", "-f", "text"], "the text is for terminals"),
    "a target for nothing": (["--target", "senior"], "--target needs --against EVIDENCE"),
    "a day for nothing": (["--as-of", "2026-01-01"], "--as-of needs --against EVIDENCE"),
    "no evidence": (["--against", "tin.yaml"], 'did you mean "thin.yaml"?'),
}


@pytest.mark.parametrize(("options", "fact"), REFUSED.values(), ids=REFUSED)
def test_a_call_that_cannot_be_followed_writes_nothing(
    folder: Path, options: list[str], fact: str
) -> None:
    (folder / "sub.yaml").mkdir()
    (folder / "link.yaml").symlink_to("tomas.yaml")
    before = files_in(folder)
    done = told(folder, "tomas.yaml", *options)
    assert done.code == 2
    assert fact in done.stderr + done.stdout
    assert files_in(folder) == before


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    done = told(folder, "no.yaml", "tomas.yaml", "thin.yaml", "-f", "md")
    assert done.code == 2
    assert "no.yaml: CL001 no such file" in done.stderr
    assert "thin.yaml: RV011 this is not a review file" in done.stderr
    assert done.stdout.startswith("# Review of")


def test_a_review_file_holds_one_packet(folder: Path) -> None:
    put(folder, "lost.yaml", DANA, origin=None)
    done = told(folder, "tomas.yaml", "lost.yaml", "-o", "both.yaml")
    assert done.code == 2
    assert "RV014 the files are of 2 packets, and a review file is of one" in done.stderr
    assert not (folder / "both.yaml").exists()


# Completeness


def test_require_complete_exits_1_while_a_field_is_unanswered(folder: Path) -> None:
    assert told(folder, "tomas.yaml").code == 0
    assert told(folder, "tomas.yaml", "--require-complete").code == 0
    assert told(folder, "tomas.yaml", "dana.yaml", "--require-complete").code == 1
    assert told(folder, "tomas.yaml", "no.yaml", "--require-complete").code == 2
    put(folder, "none.yaml")
    done = told(folder, "none.yaml", "--require-complete")
    assert done.code == 1
    assert "The document has no form that can be read." in done.stdout


def test_quiet_tells_errors_only(folder: Path) -> None:
    done = told(folder, "dana.yaml", "-q", "--require-complete")
    assert (done.code, done.stdout, done.stderr) == (1, "", "")


def test_characters_that_no_text_file_holds_are_told(folder: Path) -> None:
    comment = COMMENT._replace(text="A\u2028B")
    head = {"format": "promo-review", "version": 1}
    text = json.dumps({**head, "comments": [{"text": comment.text}]})
    (folder / "odd.json").write_text(text, encoding="utf-8")
    done = told(folder, "odd.json")
    assert "odd.json:1:" in done.stdout
    assert "YM006 the character U+2028" in done.stdout


# JSON


def test_the_json_of_a_review_is_a_review_file_with_facts(folder: Path) -> None:
    text = told(folder, "tomas.yaml", "dana.yaml", "-f", "json").stdout
    report = json.loads(text)
    assert read_file(text.encode(), "r.json")[0].forms == (TOMAS, DANA)
    facts = report["facts"]
    assert facts["files"] == ["tomas.yaml", "dana.yaml"]
    assert facts["complete"] is False
    assert facts["counts"]["unanswered"] == 8
    assert facts["disagreements"][1]["given"][1] == {"reviewer": "Dana Ortiz", "answer": "Exceeds"}
    assert facts["unanswered"][0] == {
        "reviewer": "Dana Ortiz",
        "title": VISION[1],
        "key": "checked",
        "question": "Evidence checked",
    }
    assert facts["since"] is None


def test_the_json_of_several_packets_is_a_list(folder: Path) -> None:
    put(folder, "lost.yaml", DANA, origin=None)
    report = json.loads(told(folder, "tomas.yaml", "lost.yaml", "-f", "json").stdout)
    assert report["format"] == "promo-reviews"
    assert [each["facts"]["files"] for each in report["reviews"]] == [["tomas.yaml"], ["lost.yaml"]]


def test_the_guide_names_every_key_of_the_json(folder: Path) -> None:
    put(folder, "more.yaml", TOMAS._replace(missing=("Role",), asked=False))
    files = ["tomas.yaml", "dana.yaml", "more.yaml", "--against", "thin.yaml"]
    report = json.loads(told(folder, *files, "-f", "json").stdout)
    page = (ROOT / "docs" / "review.md").read_text("utf-8")
    named = {a or b for a, b in re.findall(r'`([a-z_0-9]+)`|([a-z_0-9]+)"?:', page)}
    finding = {"code", "severity", "file", "line", "column", "message", "help"}
    assert keys_in(report) - finding <= named


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


# Against the evidence of today


def test_what_the_packet_was_built_from_is_said_to_be_unchanged(folder: Path) -> None:
    page = told(folder, "tomas.yaml", "--against", "thin.yaml", "-f", "md").stdout
    since = part(page, "Since the packet was built")
    assert since == "- The evidence and the ladder are what the packet was built from."
    assert "Build the packet again" not in page


def test_the_candidate_reads_what_to_do_next_in_order(folder: Path) -> None:
    with (folder / "thin.yaml").open("a") as file:
        file.write("# changed\n")
    done = told(folder, "tomas.yaml", "dana.yaml", "--against", "thin.yaml", "-f", "md")
    assert done.code == 0
    assert "RV013 the evidence has changed since the packet was built" in done.stderr
    steps = part(done.stdout, "Do next").split("\n\n")[0].split("\n")
    gaps = [f"- *{gap.competency.title}:* " for gap in THIN.gaps]
    begins = [
        "- *The packet:* Build the packet again with --carry-over",
        "- *Reasons and conditions of Tomas Lindgren:* A second project first.",
        *gaps,
        f'- *{VISION[1]}, E1:* Answer Tomas Lindgren: "Which quarter?"',
        f'- *{VISION[1]}, E1:* "two weeks" was changed to "ten days": put it into',
        f'- *{VISION[1]}, E1:* "in eleven countries of Europe" was inserted by Dana Ortiz',
    ]
    assert len(steps) == len(begins)
    for step, begin in zip(steps, begins, strict=True):
        assert step.startswith(begin)


def test_a_text_that_the_evidence_file_has_by_now_is_no_step(folder: Path) -> None:
    with (folder / "thin.yaml").open("a") as file:
        file.write("# in eleven\n#  countries\n")
    assert "was inserted" in told(folder, "dana.yaml", "--against", "thin.yaml").stdout
    with (folder / "thin.yaml").open("a") as file:
        file.write("# in eleven   *countries*  of Europe\n")
    assert "was inserted" not in told(folder, "dana.yaml", "--against", "thin.yaml").stdout


def test_a_short_text_is_a_step_whatever_the_evidence_file_says(folder: Path) -> None:
    put(folder, "a.yaml", TOMAS, changes=(INSERTED._replace(text="a"),))
    assert (
        '"a" was inserted by Dana Ortiz' in told(folder, "a.yaml", "--against", "thin.yaml").stdout
    )


def test_a_deleted_text_is_a_step_while_the_evidence_file_has_it(folder: Path) -> None:
    gone = INSERTED._replace(inserted=False, text="nothing of the kind stands in it")
    there = INSERTED._replace(inserted=False, text=THIN.evidence.items[0].title)
    put(folder, "a.yaml", TOMAS, changes=(gone, there))
    told_steps = told(folder, "a.yaml", "--against", "thin.yaml", "-f", "json").stdout
    steps = [s for s in json.loads(told_steps)["facts"]["since"]["steps"] if s["kind"] == "change"]
    assert [step["text"].partition(" was deleted")[0] for step in steps] == [f'"{there.text}"']


def test_a_competency_that_was_renamed_is_told_with_the_one_that_was_meant(folder: Path) -> None:
    renamed = TOMAS.competencies[0]._replace(competency=f"{VISION[0]}s")
    put(folder, "old.yaml", TOMAS._replace(competencies=(renamed,)))
    done = told(folder, "old.yaml", "--against", "thin.yaml", "-f", "md")
    assert f'RV010 pm-ic-five does not assess "{VISION[0]}s"' in done.stderr
    assert f'help: did you mean "{VISION[0]}"?' in done.stderr


def test_another_target_is_a_change_since(folder: Path) -> None:
    target = "principal" if ORIGIN.target != "principal" else "senior"
    page = told(folder, "tomas.yaml", "--against", "thin.yaml", "-t", target, "-f", "md").stdout
    assert f"The target is not what it was: {ORIGIN.target} then, {target} now." in page


def test_the_evidence_of_somebody_else_is_refused(folder: Path) -> None:
    shutil.copy(EXAMPLES["strong"], folder / "strong.yaml")
    done = told(folder, "tomas.yaml", "--against", "strong.yaml")
    assert done.code == 2
    assert "RV012 is the packet of " in done.stdout + done.stderr


def test_a_committee_copy_is_known_by_the_hash_of_its_evidence(folder: Path) -> None:
    put(folder, "blind.yaml", TOMAS, origin=ORIGIN._replace(candidate="Candidate 4F"))
    assert told(folder, "blind.yaml", "--against", "thin.yaml").code == 0


def test_a_packet_without_its_record_still_has_steps(folder: Path) -> None:
    put(folder, "lost.yaml", TOMAS, origin=None)
    report = json.loads(told(folder, "lost.yaml", "--against", "thin.yaml", "-f", "json").stdout)
    since = report["facts"]["since"]
    assert since["stale"] is None
    assert "is not known" in since["facts"][0]
    assert {step["kind"] for step in since["steps"]} == {"condition", "gap"}


def test_one_evidence_file_is_for_one_packet(folder: Path) -> None:
    put(folder, "lost.yaml", TOMAS, origin=None)
    done = told(folder, "tomas.yaml", "lost.yaml", "--against", "thin.yaml")
    assert done.code == 2
    assert "RV014" in done.stdout


# Packets


def test_a_packet_gives_back_what_it_was_filled_with(folder: Path) -> None:
    assert promo("build", "thin.yaml", "--review", "tomas.yaml", cwd=folder).code == 0
    done = told(folder, "thin.docx", "-f", "yaml")
    assert (done.code, done.stderr) == (0, "")
    read, _ = read_file(done.stdout.encode(), "review.yaml")
    assert read.origin == ORIGIN
    (only,) = read.forms
    given = {a.competency: a.values for a in only.competencies if any(a.values.values())}
    assert given == {a.competency: a.values for a in TOMAS.competencies}
    assert only.signed == TOMAS.signed
    assert [comment.text for comment in read.comments] == [f"[on “{COMMENT.on}”] {COMMENT.text}"]
    assert read.comments[0].replies == COMMENT.replies
    assert (read.changes, read.edits) == ((), ())


def test_two_copies_of_a_packet_are_merged(folder: Path) -> None:
    for name in ("tomas", "dana"):
        options = ("--review", f"{name}.yaml", "-o", f"{name}.docx")
        assert promo("build", "thin.yaml", *options, cwd=folder).code == 0
    done = told(folder, "tomas.docx", "dana.docx", "--against", "thin.yaml", "-f", "md")
    assert (done.code, done.stderr) == (0, "")
    assert f"- *{VISION[1]}:* Meets: Tomas Lindgren; Exceeds: Dana Ortiz" in done.stdout
    assert "- The evidence and the ladder are what the packet was built from." in done.stdout


def test_forms_for_two_reviewers_are_two_forms_of_the_review(folder: Path) -> None:
    names = "Tomas Lindgren,Dana Ortiz"
    assert promo("build", "thin.yaml", "--reviewers", names, cwd=folder).code == 0
    done = told(folder, "thin.docx")
    assert done.code == 0
    assert "Nobody has answered anything yet." in done.stdout
    assert re.findall(r"• (.+?): +none of", done.stdout) == ["Tomas Lindgren", "Dana Ortiz"]


def test_what_is_no_packet_is_refused_and_named(folder: Path) -> None:
    (folder / "letter.docx").write_bytes(b"PK\x03\x04")
    done = told(folder, "letter.docx")
    assert done.code == 2
    assert re.search(r"letter\.docx.*: RV00[12] ", done.stdout)


def test_a_missing_packet_is_told_with_its_neighbour(folder: Path) -> None:
    promo("build", "thin.yaml", cwd=folder)
    assert 'did you mean "thin.docx"?' in told(folder, "thn.docx").stdout
