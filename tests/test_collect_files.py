"""Drafts put into evidence files that people keep: added to, never changed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import openpyxl
import pytest
from commandline import files_in, promo
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from reading import unhurried

from promo.findings import InputError
from promo.source import parse, plain_of
from promo.yaml_editing import with_items, with_tags

NOTES = "- 2026-03-14: Ran the council\n- 2026-04: Capped the fares\n"
ADDED = [["- title: New one", "  date: 2026-05"], ["- title: Another"]]
MEANT = [{"title": "New one", "date": "2026-05"}, {"title": "Another"}]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
EVIDENCE = [path.name for path in EXAMPLES if b"\nevidence:\n" in path.read_bytes()]

FILES = {
    "a list set in": "candidate: {name: A}\nevidence:\n  - title: Old\n    date: 2025\n",
    "a list at the margin": "candidate:\n  name: A\nevidence:\n- title: Old\n- title: Older\n",
    "keys after the list": "evidence:\n  - title: Old\n\n# by others\nfeedback:\n  - {name: B}\n",
    "a comment at the end": "evidence:\n  - title: Old\n    # of the item\n# of the file\n",
    "a text at the end": "evidence:\n  - title: Old\n    actions: |\n      One\n\n      # none\n",
    "a kept break": "evidence:\n  - title: Old\n    actions: |+\n      One\n\n\nfeedback: []\n",
    "no line break at the end": "evidence:\n  - title: Old",
    "an empty list": "evidence: []  # nothing yet\ncandidate: {name: A}\n",
    "nothing behind the key": "evidence:\ncandidate: {name: A}\n",
    "no such key": "candidate:\n  name: A\n",
    "Windows line breaks": "\ufeffevidence:\r\n  - title: Old\r\n    date: 2025\r\n",
}


@pytest.mark.parametrize("name", FILES)
def test_items_are_added_and_every_line_stays(name: str) -> None:
    before = FILES[name].encode()
    after = with_items(before, "e.yaml", ADDED)
    lines = iter(after.decode().splitlines())
    kept = [line for line in before.decode().splitlines() if "[]  # nothing yet" not in line]
    assert all(line in lines for line in kept)
    old, new = (plain_of(parse(data, "e.yaml").root) for data in (before, after))
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert new == {
        **old,
        "evidence": [*(old.get("evidence") or []), *MEANT],
    }
    assert (b"\r\n" in before) == (b"\r\n" in after)


REFUSED = {
    "a list in brackets": "evidence: [{title: Old}]\n",
    "a file in braces": '{"evidence": [{"title": "Old"}]}\n',
    "an end mark": "evidence:\n  - title: Old\n...\n",
    "a text for a list": "evidence: soon\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_added_to_line_by_line_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    (tmp_path / "e.yaml").write_text(REFUSED[name])
    before = files_in(tmp_path)
    result = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert result.code == 2
    assert "CO006" in result.stderr
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("name", EVIDENCE)
def test_an_example_is_added_to_and_read_as_before_with_the_items(
    name: str, tmp_path: Path
) -> None:
    old = (ROOT / "examples" / name).read_bytes()
    (tmp_path / "notes.md").write_text(NOTES)
    (tmp_path / name).write_bytes(old)
    assert promo("collect", "notes.md", "-o", name, cwd=tmp_path).code == 0
    new = (tmp_path / name).read_bytes()
    lines = iter(new.split(b"\n"))
    assert all(line in lines for line in old.split(b"\n"))
    assert new.count(b"Ran the council") == 1


LINES = st.sampled_from(
    [
        *("  - title: a", "- title: b", "    date: 2025", "    result: |", "      text", "# c"),
        *("  # d", "", "feedback: []", "evidence:", "candidate: {name: A}", "    links: []"),
        *("...", "      # e", "    - x", "  competencies: []", "    competencies:"),
    ]
)


@given(st.lists(LINES, max_size=9))
@unhurried
def test_any_file_keeps_what_it_says_or_is_refused(lines: list[str]) -> None:
    before = "\n".join(lines).encode()
    try:
        after = with_items(before, "e.yaml", ADDED)
    except InputError:
        return
    old, new = (plain_of(parse(data, "e.yaml").root) for data in (before, after))
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert {**new, "evidence": ""} == {**old, "evidence": ""}
    listed = new["evidence"]
    assert isinstance(listed, list)
    assert listed[:-2] == (old.get("evidence") or [])


def test_a_second_time_adds_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    promo("collect", "notes.md", "-o", "e.yaml", "--name", "A", cwd=tmp_path)
    made = (tmp_path / "e.yaml").read_bytes()
    again = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert (again.code, (tmp_path / "e.yaml").read_bytes()) == (0, made)
    assert "nothing new" in again.stdout
    (tmp_path / "notes.md").write_text("# More\n\n- May 2026: Third thing\n" + NOTES)
    promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    grown = (tmp_path / "e.yaml").read_bytes()
    assert grown.startswith(made)
    assert grown.count(b"- title:") == 3


def test_what_is_done_again_in_the_same_words_is_another_item(tmp_path: Path) -> None:
    weeks = ["## 2 March 2026\n\n- Held the council\n", "## 9 March 2026\n\n- Held the council\n"]
    (tmp_path / "log.md").write_text("\n".join(weeks))
    promo("collect", "log.md", "-o", "e.yaml", cwd=tmp_path)
    (tmp_path / "log.md").write_text(
        "\n".join(["## 16 March 2026\n\n- Held the council\n", *weeks])
    )
    done = promo("collect", "log.md", "-o", "e.yaml", cwd=tmp_path)
    assert "nothing new" not in done.stdout
    dates = re.findall(r"date: (.*)", (tmp_path / "e.yaml").read_text())
    assert dates == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert "nothing new" in promo("collect", "log.md", "-o", "e.yaml", cwd=tmp_path).stdout


def test_an_item_that_was_given_another_title_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    promo("collect", "notes.md", "-o", "e.yaml", "--name", "A", cwd=tmp_path)
    file = tmp_path / "e.yaml"
    file.write_text(file.read_text().replace("Ran the council", "Driver council"))
    result = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert "nothing new" in result.stdout
    assert file.read_text().count("- title:") == 2


def test_the_mode_and_the_link_of_a_file_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    real = tmp_path / "real.yaml"
    real.write_text("evidence:\n  - title: Old\n")
    real.chmod(0o640)
    (tmp_path / "e.yaml").symlink_to("real.yaml")
    assert promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path).code == 0
    assert (tmp_path / "e.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "Ran the council" in real.read_text()


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert (tmp_path / "e.yaml").stat().st_mode & 0o777 == 0o600


def test_several_sources_go_into_one_file_and_a_faulty_one_stops_all(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    (tmp_path / "more.csv").write_text("What,When\nMore,2026-01\nEven more,2026-02\n")
    (tmp_path / "bad.json").write_text("[1]")
    stopped = promo("collect", "notes.md", "bad.json", "-o", "e.yaml", cwd=tmp_path)
    assert (stopped.code, (tmp_path / "e.yaml").exists()) == (2, False)
    done = promo("collect", "notes.md", "more.csv", "-o", "e.yaml", cwd=tmp_path)
    assert done.code == 0
    assert (tmp_path / "e.yaml").read_text().count("- title:") == 4


def test_a_new_file_names_a_ladder_and_a_level_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    (tmp_path / "own").mkdir()
    (tmp_path / "ladder.yaml").write_bytes((ROOT / "examples" / "company-ladder.yaml").read_bytes())
    call = ("collect", "notes.md", "-o", "own/e.yaml", "-l", "ladder.yaml", "--target")
    wrong = promo(*call, "nothing", cwd=tmp_path)
    assert (wrong.code, "EV001" in wrong.stderr) == (2, True)
    assert promo(*call, "staff-engineer", cwd=tmp_path).code == 0
    made = (tmp_path / "own" / "e.yaml").read_text()
    assert 'ladder: "../ladder.yaml"\n  target: staff-engineer\n' in made
    assert promo("check", "own/e.yaml", cwd=tmp_path).code == 1  # only gaps


def test_a_source_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Impact: more\n")
    before = files_in(tmp_path)
    result = promo("collect", "notes.md", "-o", "./notes.md", cwd=tmp_path)
    assert (result.code, "one of the sources" in result.stderr) == (2, True)
    assert files_in(tmp_path) == before


def test_a_list_of_any_depth_is_read(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("\n".join(f"{' ' * n}- entry {n}" for n in range(500)))
    done = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert done.code == 0
    assert "entry 499" in (tmp_path / "e.yaml").read_text()


def test_standard_input_and_output_take_the_places_of_files(tmp_path: Path) -> None:
    done = promo("collect", "-", "--from", "markdown", "-o", "-", cwd=tmp_path, stdin=NOTES)
    assert (done.code, files_in(tmp_path)) == (0, {})
    assert "title: Ran the council" in done.stdout
    assert "<stdin>: 2 items from notes" in done.stderr


def test_what_a_terminal_might_obey_is_shown_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("- b\n\na\x1b[2J\n")
    done = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert "a[U+001B][2J" in done.stdout


@pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_what_turns_the_direction_of_writing_is_shown_by_its_number(
    mark: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text(f"- One {mark}two\n\nA loose {mark}text\n", "utf-8")
    done = promo("collect", "notes.md", "-o", "e.yaml", cwd=tmp_path)
    assert mark not in done.stdout + done.stderr
    assert f"[U+{ord(mark):04X}]text" in done.stdout
    assert f"One {mark}two" in (tmp_path / "e.yaml").read_text("utf-8")  # there word for word


def test_a_title_behind_a_sign_of_yaml_is_told_without_its_last_line_break(tmp_path: Path) -> None:
    text = "candidate: {name: A}\nevidence:\n  - title: >\n      Fare caps\n      live\n"
    (tmp_path / "e.yaml").write_text(text)
    done = promo("check", "e.yaml", "--target", "principal", cwd=tmp_path)
    assert '"Fare caps live" names no competency' in done.stdout


@pytest.mark.parametrize("name", ["packet.docx", "notes.MD", "wins.csv", "e.json"])
def test_a_name_that_is_of_no_yaml_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "brag.md").write_text("- Ran it\n")
    done = promo("collect", "brag.md", "-o", name, cwd=tmp_path)
    assert done.code == 2
    assert f"{name}: CL010 an evidence file is YAML" in done.stderr
    assert f"write -o {name.partition('.')[0]}.yaml" in done.stderr
    assert files_in(tmp_path).keys() == {"brag.md"}


def test_texts_of_one_line_are_told_with_that_line(tmp_path: Path) -> None:
    basics = '{"name": "A", "label": "PM", "email": "a@example.com", "phone": "1", "url": "x"}'
    text = f'{{"basics": {basics}, "awards": [{{"title": "Best", "date": "2026"}}]}}'
    (tmp_path / "resume.json").write_text(text)
    done = promo("collect", "resume.json", "-o", "e.yaml", cwd=tmp_path)
    assert "  line 1: 5 texts, from" in done.stdout


NO_SOURCES = {
    "cv.pdf": (b"%PDF-1.7\n", "CO002 this is a PDF"),
    "brag.md": (b"PK\x03\x04 word/document.xml", "CO002 this is a Word document"),
    "e.yaml": (b"candidate: {name: A}\n", "to add to it: promo collect SOURCE -o e.yaml"),
    "list.json": (b'["Caps", "Zones"]', 'seen: a list of values, the first "Caps"'),
    "none.json": (b"[]", "seen: an empty list"),
}


@pytest.mark.parametrize("name", NO_SOURCES)
def test_what_is_no_source_is_told_with_what_to_do(name: str, tmp_path: Path) -> None:
    data, told = NO_SOURCES[name]
    (tmp_path / name).write_bytes(data)
    done = promo("collect", name, "-o", "draft.yaml", cwd=tmp_path)
    assert done.code == 2
    assert told in done.stderr
    assert files_in(tmp_path).keys() == {name}


CALLS = {
    ("https://example.com/brag.md",): "this is an address, and promo opens no connection",
    ("git@example.com:a/fares.git",): "this is an address, and promo opens no connection",
    ("notes.md", "--from", "git"): "this is a file, and a git history is read from a folder",
    ("notes.md", "--map", "title=Win"): "no source is a CSV file or a workbook",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_cannot_work_says_why(call: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("- Ran it\n")
    done = promo("collect", *call, "-o", "draft.yaml", cwd=tmp_path)
    assert (done.code, CALLS[call] in done.stderr) == (2, True)
    assert files_in(tmp_path).keys() == {"notes.md"}


# Repositories


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A clone with a merged branch of Priya's, commits of hers on the main line, and Tomas's."""
    folder = tmp_path / "fares"
    folder.mkdir()

    def git(*arguments: str, by: str = "Priya", day: str = "2026-03-01") -> None:
        person = {"NAME": by, "EMAIL": f"{by.lower()}@example.com", "DATE": f"{day}T12:00:00Z"}
        env = {
            f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in person.items()
        }
        command = ["git", "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(
            command, cwd=folder, env={**os.environ, **env}, check=True, capture_output=True
        )

    def commit(subject: str, by: str = "Priya", day: str = "2026-03-01") -> None:
        git("commit", "--allow-empty", "-m", subject, by=by, day=day)

    git("init")
    git("config", "user.email", "priya@example.com")
    commit("Begin", by="Tomas", day="2026-02-01")
    git("checkout", "-b", "caps")
    commit("Cap by week\n\nRules: https://wiki.example.com/cap", day="2026-03-03")
    commit("Cap by month", by="Tomas", day="2026-03-04")
    git("checkout", "main")
    git("merge", "--no-ff", "caps", "-m", "Merge branch 'caps'", by="Tomas", day="2026-03-09")
    commit("docs(api): zones", day="2026-04-01")
    commit("docs(api): fares", day="2026-04-02")
    return folder


def test_own_work_of_a_repository_is_grouped_by_branch_and_by_month(repository: Path) -> None:
    done = promo("collect", "fares", "-o", "e.yaml", cwd=repository.parent)
    assert done.code == 0, done.stderr
    made = (repository.parent / "e.yaml").read_text()
    assert "- title: \"Merge branch 'caps'\"\n    period: 2026-03-03..2026-03-09" in made
    assert "2 commits on api, 2026-04" in made
    assert "project: fares" in made
    assert "url: https://wiki.example.com/cap" in made
    assert "Begin" not in made
    assert "Cap by month" not in made


def test_another_author_may_be_asked_for(repository: Path) -> None:
    done = promo("collect", "fares", "-o", "e.yaml", "--author", "tomas", cwd=repository.parent)
    made = (repository.parent / "e.yaml").read_text()
    assert done.code == 0
    assert "title: Begin" in made
    assert "zones" not in made
    # The lines of a log are seen by nobody: a commit is known by its hash.
    assert re.search(r"\n    # from fares \[[0-9a-f]{8}\]\n", made)
    again = promo("collect", "fares", "-o", "e.yaml", "--author", "tomas", cwd=repository.parent)
    assert '  fares: "Begin"\n' in again.stdout
    nobody = promo("collect", "fares", "-o", "f.yaml", "--author", "dana", cwd=repository.parent)
    assert nobody.code == 2
    assert "Priya <priya@example.com> (3)" in nobody.stderr


def test_a_merge_of_others_is_skipped_by_its_hash(repository: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Dana", "-c", "user.email=dana@example.com")
        command = ["git", *who, *arguments]
        subprocess.run(command, cwd=repository, check=True, capture_output=True)

    git("checkout", "-b", "tidy")
    git("commit", "--allow-empty", "-m", "Tidy", "--author", "Tomas <tomas@example.com>")
    git("checkout", "main")
    git("merge", "--no-ff", "tidy", "-m", "Merge tidy")
    git("commit", "--allow-empty", "-m", "Name the owners of each fare")
    done = promo("collect", "fares", "-o", "e.yaml", "--author", "dana", cwd=repository.parent)
    assert re.search(r'"Merge tidy \([0-9a-f]{9}\)": merges work of others', done.stdout)


def test_a_bare_repository_has_a_history_too(repository: Path) -> None:
    folder = repository.parent
    copy = ["git", "clone", "--bare", "fares", "copies/fares.git"]
    subprocess.run(copy, cwd=folder, check=True, capture_output=True)
    done = promo("collect", "copies/fares.git", "-o", "e.yaml", "--author", "priya", cwd=folder)
    assert done.code == 0, done.stderr
    assert "project: fares\n" in (folder / "e.yaml").read_text()


NOBODY = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def test_a_shallow_clone_tells_what_it_lacks(repository: Path) -> None:
    shallow = repository.parent / "shallow"
    whole = repository.resolve().as_uri()
    subprocess.run(["git", "clone", "-q", "--depth", "1", whole, shallow], check=True)
    done = promo("collect", shallow, "-o", "-", "--author", "@", cwd=repository.parent)
    assert re.search(r'"commits before 2026-\d\d-\d\d": the clone is shallow', done.stderr)


def test_an_empty_repository_and_one_without_an_address_are_told(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "new"], cwd=tmp_path, check=True, capture_output=True)
    empty = promo("collect", "new", "-o", "e.yaml", "--author", "priya", cwd=tmp_path)
    assert (empty.code, "has no commit yet" in empty.stderr) == (2, True)
    nobody = promo("collect", "new", "-o", "e.yaml", cwd=tmp_path, env=NOBODY)
    assert (nobody.code, "no user.email" in nobody.stderr) == (2, True)


def test_reading_a_history_changes_nothing_in_the_repository(repository: Path) -> None:
    before = files_in(repository)
    promo("collect", "fares", "-o", "e.yaml", cwd=repository.parent)
    assert files_in(repository) == before


# Tags


TAGGED = {
    "a key of its own": (
        "evidence:\n  - title: Old # it is\n    date: 2025\n",
        "# it is\n    competencies: [a, b]\n    date",
    ),
    "an empty key": (
        "evidence:\n  - title: Old\n    competencies:  # later\n    date: 2025\n",
        "competencies: [a, b]  # later\n",
    ),
    "an empty list": (
        "evidence:\n  - competencies: []\n    title: Old\n",
        "- competencies: [a, b]\n    title",
    ),
    "in braces": (
        "evidence:\n  - {title: Old, date: 2025}\n",
        "- {competencies: [a, b], title: Old, date: 2025}\n",
    ),
    "a long title": (
        "evidence:\n- title: >-\n    Old\n    thing\n  date: 2025\n",
        "thing\n  competencies: [a, b]\n  date",
    ),
    "a title over lines": (
        "evidence:\n- title: 'Old\n    thing'\n  date: 2025\n",
        "thing'\n  competencies: [a, b]\n  date",
    ),
}


@pytest.mark.parametrize("name", TAGGED)
def test_tags_are_written_where_they_belong_and_nothing_else_changes(name: str) -> None:
    before, written = TAGGED[name]
    after = with_tags(before.encode(), "e.yaml", {0: ["a", "b"]}).decode()
    assert written in after
    old, new = (plain_of(parse(data.encode(), "e.yaml").root) for data in (before, after))
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    item = {**old["evidence"][0], "competencies": ["a", "b"]}  # type: ignore[index, dict-item]
    assert new == {"evidence": [item]}


# What is told


def test_the_command_that_comes_next_takes_the_name_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "brag.md").write_text("- 2026-03: Cut the close\n", "utf-8")
    result = promo("collect", "brag.md", "-o", "my brag.yaml", cwd=tmp_path)
    assert "promo tag 'my brag.yaml' --target LEVEL" in " ".join(result.stderr.split())


def test_a_row_of_a_tracker_s_workbook_is_one_line_whatever_its_cells_hold(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Issue key", "Summary", "Status", "Resolved", "Watchers"),
        ("A-1", "Cut the close", "Done", "2026-03-01", "Dana\nKim\nLee"),
        ("A-2", "", "Done", "2026-03-02\nlate", ""),
    ):
        book.active.append(row)
    book.save(tmp_path / "jira.xlsx")
    told = promo("collect", "jira.xlsx", "-o", "evidence.yaml", cwd=tmp_path).stdout
    assert '  line 2: "Dana↵Kim↵Lee": ' in told
    assert '  line 3: "A-2 | Done | 2026-03-02↵late": ' in told


# The page


def test_the_page_of_collecting_shows_what_the_command_makes(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "collecting.md").read_text(encoding="utf-8")
    notes, command, made = (
        page.split(f"```{kind}\n", 1)[1].split("```", 1)[0] for kind in ("markdown", "sh", "yaml")
    )
    (tmp_path / "brag.md").write_text(notes, encoding="utf-8")
    result = promo(*shlex.split(command)[1:], cwd=tmp_path)
    assert result.code == 0, result.stderr
    assert (tmp_path / "evidence.yaml").read_text(encoding="utf-8") == made
