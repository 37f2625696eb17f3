"""Sources to drafts: dates as people write them, and no word of a source that is lost."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading import unhurried

from promo import evidence
from promo.collecting import Draft, Options, dates, read
from promo.collecting.dates import Calendar
from promo.collecting.history import Commit, fill
from promo.collecting.writing import item_lines, new_file
from promo.fields import parse_period
from promo.findings import InputError
from promo.model import Period
from promo.source import parse, plain_of

CASES = Path(__file__).parent / "cases" / "collect"

# Dates

WHOLE = {
    "2026-03-14": "2026-03-14",
    "2026/03/14": "2026-03-14",
    "14.03.2026": "2026-03-14",
    "14.3.26": "2026-03-14",
    "14/03/2026": "2026-03-14",
    "03/14/2026": "2026-03-14",
    "14 Mar 2026": "2026-03-14",
    "14th of March 2026": "2026-03-14",
    "March 14, 2026": "2026-03-14",
    "14. März 2026": "2026-03-14",
    "14/Mar/26 10:22 AM": "2026-03-14",
    "2026-03-14T10:22:33Z": "2026-03-14",
    "3/14/26 10:22 AM": "2026-03-14",
    "14.03.26 10:22": "2026-03-14",
    "14.Mär.26": "2026-03-14",
    "March 2026": "2026-03",
    "Mar. 2026": "2026-03",
    "Mar '26": "2026-03",
    "3/2026": "2026-03",
    "03.2026": "2026-03",
    "Dezember 2025": "2025-12",
    "Q1 2026": "2026-Q1",
    "2026 Q1": "2026-Q1",
    "Q1/26": "2026-Q1",
    "1Q26": "2026-Q1",
    "first quarter of 2026": "2026-Q1",
    "1. Quartal 2026": "2026-Q1",
    "H1 2026": "2026-01..2026-06",
    "2. Halbjahr 2025": "2025-07..2025-12",
    "KW 11/2026": "2026-03-09..2026-03-15",
    "2026-W11": "2026-03-09..2026-03-15",
    "Week of 9 March 2026": "2026-03-09..2026-03-15",
    "week ending 13 March 2026": "2026-03-07..2026-03-13",
    "Fri 13 March 2026": "2026-03-13",
    "Freitag, 13. März 2026": "2026-03-13",
    "2026 – Q1": "2026-Q1",
    "9–13 March 2026": "2026-03-09..2026-03-13",
    "Jan – Sep 2025": "2025-01..2025-09",
    "Jan 2025 to Mar 2026": "2025-01..2026-03",
    "2025-01..2025-09": "2025-01..2025-09",
    "since May 2025": "2025-05..",
    "Mai 2025 – heute": "2025-05..",
    "2025": "2025",
    "Ende Q2 2025": "2025-Q2",
    "mid-March 2025": "2025-03",
    "the beginning of May 2025": "2025-05",
    "late 2025": "2025",
    "3 to 5 June 2025": "2025-06-03..2025-06-05",
    "vom 3. bis 5. Juni 2025": "2025-06-03..2025-06-05",
    "T1 2025": "2025-Q1",
    "1er mars 2025": "2025-03-01",
    "du 3 au 5 juin 2025": "2025-06-03..2025-06-05",
    "mars à juin 2025": "2025-03..2025-06",
    "----- March 14th, 2025 -----": "2025-03-14",
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_date_is_read_in_the_spellings_that_people_use(text: str) -> None:
    found = dates.whole(text, Calendar())
    assert found is not None
    assert found.when == WHOLE[text]
    assert isinstance(parse_period(found.when), Period)


UNSAID = {
    "14 Mar": "names no year",
    "Q1": "names no year",
    "03/04/2026": "day and month or month and day",
    "Q1 FY26": "--fiscal-year",
    "FY2026": "--fiscal-year",
    "31 February 2026": "does not exist",
    "0 March 2026": "does not exist",
    "KW 54/2026": "no such week",
    "14.03.": "names no year",
    "Summer 2024": "a season",
    "last spring": "a season",
    "2024/25": "a fiscal year, a season or two years",
    "FY24/25": "--fiscal-year",
}


@pytest.mark.parametrize("text", UNSAID)
def test_what_a_date_leaves_open_is_not_guessed(text: str) -> None:
    found = dates.whole(text, Calendar())
    assert found is not None
    assert (found.when, UNSAID[text] in found.why) == ("", True)


FISCAL = [
    ("Q1 FY26", 2, "2025-02..2025-04"),
    ("H2 FY26", 7, "2026-01..2026-06"),
    ("FY26", 10, "2025-10..2026-09"),
    ("FY26 Q4", 1, "2026-10..2026-12"),
    ("FY2024/25", 4, "2024-04..2025-03"),
]


@pytest.mark.parametrize(("text", "start", "when"), FISCAL)
def test_a_fiscal_year_is_read_by_its_first_month(text: str, start: int, when: str) -> None:
    found = dates.whole(text, Calendar(fiscal_start=start))
    assert found is not None
    assert found.when == when


@given(st.text(max_size=60))
@example("99.99.9999 Week 99 2026 Q1 FY00 2026-13-40")
@unhurried
def test_a_date_found_in_any_text_is_one_that_an_evidence_file_can_have(text: str) -> None:
    for found in dates.find(text, Calendar(year=2026, fiscal_start=4)):
        assert found.text == text[found.start : found.end]
        assert found.why or isinstance(parse_period(found.when), Period)


NO_DATES = [
    "I may go",
    "version 3.14.2",
    "a plan for 2027 and later",
    "v2026.03.1",
    "Room 3/2",
    "1.2. Aims",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_words_and_versions_are_no_dates_of_an_item(text: str) -> None:
    draft = read(f"- {text}\n".encode(), "notes.md", Options())
    assert [item.when for item in draft.items] == [""]


# Nothing is lost

_WORD = re.compile(r"[^\W_]+")
_PARTS = st.sampled_from(
    [
        *("# Wins", "## Q1 2026", "### Routing (Jan 2025)", "**March 2026**", "2026-03-14: done"),
        *("- one", "  - two", "- **Bold**: text", "- [ ] open", "* 14 Mar: x", "1. first"),
        *("Impact: more", "**Result:** less", "Date: May 2026", "Project: Ferry", "> quote"),
        *("Goals", "## Goals", "=====", "---", "```", "| What | When |", "| - | - |", "| x |"),
        *("| a | 3/2026 |", "<!-- note -->", "<!--", "-->", "[a](b.md)", "Links: see here"),
        *("[a](https://x.example/y)", "\ttabbed", "    code", "text", "", "*em* and `code`"),
        *("03/04/2026 x", "- March 2026", "Q1 FY26", "title: x", "- 2026-03-14 a"),
        *("**Problem**", "### Impact", "[^1]: note", "- one[^1]", "![](a.png)", "</details>"),
        *("Next steps:", "Next week: go", "- [x] ticked", "## What now?", "🎯 **Aims**", "[[a|b]]"),
        *("<b>so</b> &amp; on", "[go](#there)", "*Mar 2025 – present*", "    - deep", "  - mid"),
        *("| Action | do |", "| Result | done |", "[x]: https://x.example/z", "03.04. Workshop"),
    ]
)
_LABELS = {"situation", "actions", "result", "project", "links"}  # keys of an item


@given(st.lists(_PARTS | st.text(max_size=30), max_size=14))
@example(["### Routing (Jan 2025)", "EVIDENCE:"])
@example(["03/04/2026 x", "## Q1 2026", "\x1b"])
@example(["# Wins", "[a](https://x.example/y)", "\x1b", "Date: May 2026"])
@example(["0", "**March 2026**"])
@unhurried
def test_every_word_of_any_notes_is_in_the_draft_or_in_the_report(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        draft = read(text.encode(errors="replace"), "notes.md", Options(kind="markdown"))
    except InputError:
        return  # which tells what was looked for
    text = text.encode(errors="replace").decode().replace("\r", "\n")
    known = words_of(draft)
    for line in text.split("\n"):
        line = re.sub(r"^\s*\d{1,3}[.)]\s+", "", line)  # the number of an entry is its mark
        line = re.sub(r"^[-*+•–\s]*\[[xX]\]\s", "", line)
        assert set(_WORD.findall(line.lower())) - _LABELS <= known


def words_of(draft: Draft) -> set[str]:
    """Every word of a draft as it is written and read again, and of its report."""
    lines = [item_lines(item, draft.place_of(item, draft.source)) for item in draft.items]
    made = new_file(lines, [draft.source], "Priya", "", "")
    remarks = [line for line in made.split("\n") if line.lstrip().startswith("#")]
    source = parse(made.encode(), "made.yaml")
    _, findings = evidence.read(source, None, None, date(2026, 6, 30))
    assert [finding for finding in findings if finding.is_error] == []
    values = strings_in(plain_of(source.root))
    told = [text for skipped in draft.skipped for text in (skipped.text, skipped.why)]
    return set(_WORD.findall("\n".join([*values, *remarks, *told]).lower()))


def strings_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings_in(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings_in(each)]
    return [str(value)] if isinstance(value, str) else []


def drafted(text: str) -> list[tuple[str, str]]:
    """The items of some notes: title and date."""
    items = read(text.encode(), "notes.md", Options()).items
    return [(item.title, item.when) for item in items]


def test_a_page_of_nothing_but_prose_is_an_item_a_paragraph() -> None:
    text = "I took over routing from Sam.\n\nThe backlog fell. We built a tool. It ran in May 2025."
    assert drafted(text) == [
        ("I took over routing from Sam.", ""),
        ("The backlog fell. We built a tool. It ran in May 2025.", ""),
    ]


def test_what_is_ticked_under_goals_was_done() -> None:
    text = "## Goals for Q3 2025\n\n- [x] Cap fares\n- [ ] Publish the API\n- Sleep more\n"
    assert drafted(text) == [("Cap fares", "2025-Q3")]


@pytest.mark.parametrize(
    "heading",
    ["Goals for 2027", "🎯 Next quarter", "Carry-over to Q4", "What are your plans for next year?"],
)
def test_what_is_to_come_is_no_item_whatever_its_heading(heading: str) -> None:
    assert drafted(f"- Done\n\n## {heading}\n\n- To do\n\n## Later\n\n- Also done\n") == [
        ("Done", ""),
        ("Also done", ""),
    ]


def test_a_heading_with_its_date_may_be_all_that_is_said() -> None:
    text = "# Wins\n\n## Fare caps – March 2025\n## Council (May 2025)\n## 2024\n"
    assert drafted(text) == [("Fare caps", "2025-03"), ("Council", "2025-05")]


def test_lines_of_a_chat_are_read_with_their_links_and_their_heading() -> None:
    text = "*Wins this quarter (Q2 2025)*\n> :tada:\n• Faster <https://g.example.com/1|board>\n"
    (item,) = read(text.encode(), "chat.txt", Options()).items
    assert (item.title, item.when) == ("Faster board", "2025-Q2")
    assert item.links == (("", "https://g.example.com/1"),)


def test_entries_have_the_marks_of_any_editor() -> None:
    text = (
        "✅ **Done**\n▪ One\n   ◦ below it\n● Two\n✔️ Three\n☐ Four\n\n## Goals\n\n☑ Five\n☐ Six\n"
    )
    items = read(text.encode(), "notes.txt", Options()).items
    found = [(item.title, item.in_progress) for item in items]
    one, two, three, five = (("One", False), ("Two", False), ("Three", False), ("Five", False))
    assert found == [one, two, three, ("Four", True), five]
    assert items[0].marks == ("under ✅ Done",)


def test_a_merge_request_of_gitlab_has_its_text_and_labels() -> None:
    request = {
        "iid": 4,
        "title": "Caps",
        "description": "Caps fares.",
        "merged_at": "2026-03-14T10:00:00Z",
        "web_url": "https://gitlab.example.com/transit/apps/fares/-/merge_requests/4",
        "labels": ["rider"],
        "author": {"username": "priya"},
    }
    (item,) = read(json.dumps([request]).encode(), "mrs.json", Options(author="priya")).items
    assert (item.project, item.actions, item.marks) == ("fares", "Caps fares.", ("labels: rider",))
    assert item.links == (("#4", request["web_url"]),)


def test_an_achieved_goal_is_no_plan() -> None:
    assert drafted("## Goals reached\n\n- Fare caps\n") == [("Fare caps", "")]


def test_a_heading_with_a_text_below_a_topic_is_one_item_with_its_list() -> None:
    text = "## Projects\n\n### Caps\n\nI led it.\n\n- a paper\n\n### Talks\n\n- One\n- Two\n"
    assert drafted(text) == [("Caps", ""), ("One", ""), ("Two", "")]


_CELLS = st.sampled_from(["Cap", "3/2026", "soon", "see https://x.example/y", "03/04/2026", ""])


@given(st.lists(st.lists(_CELLS | st.text(max_size=20), max_size=6), max_size=5))
@unhurried
def test_every_word_of_any_table_is_in_the_draft_or_in_the_report(rows: list[list[str]]) -> None:
    table = StringIO()
    csv.writer(table).writerows([["What", "When", "Mood", "Link"], ["Begin", "", "", ""], *rows])
    text = table.getvalue().encode(errors="replace").decode()
    try:
        draft = read(text.encode(), "table.csv", Options(kind="csv"))
    except InputError:
        return  # a binary character, or a quote that never closes
    assert set(_WORD.findall(text.lower())) <= words_of(draft)


@pytest.mark.parametrize("name", ["json-resume/resume.json", "pull-requests/prs.json"])
def test_every_text_of_records_is_in_the_draft_or_in_the_report(name: str) -> None:
    data = (CASES / name).read_bytes()
    known = words_of(read(data, name, Options(author="priya" if "prs" in name else "")))
    unsaid = {"merged", "closed", "open", "priya"}  # what became of each, which the draft says
    for text in strings_in(json.loads(data)):
        words = set(_WORD.findall(text.lower().partition("t10:22")[0])) - unsaid
        assert words <= known or re.match(r"\d{4}-|https://github", text), words - known


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "title": st.text(max_size=120),
                "body": st.text(max_size=60),
                "mergedAt": st.just("2026-03-14T01:01:01Z"),
            }
        ),
        min_size=1,
        max_size=3,
    )
)
@unhurried
def test_any_pull_request_becomes_an_item_that_reads_back_or_is_skipped(
    pulls: list[dict[str, str]],
) -> None:
    data = json.dumps(pulls).encode()
    try:
        draft = read(data, "prs.json", Options())
    except InputError:
        return  # no title has a word
    assert len(draft.items) + len(draft.skipped) >= len(pulls)
    words_of(draft)


def test_a_period_that_ends_before_it_begins_is_no_date_but_is_told() -> None:
    table = "Title,Start,End\nCaps,2026-05,2026-01\nZones,2026-01,\nFares,H1 2025,Q1 2026\n"
    found = read(table.encode(), "wins.csv", Options()).items
    assert [item.when for item in found] == ["", "2026-01..", "2025-01..2026-Q1"]
    assert found[0].marks == ("no date from 2026-05 to 2026-01: it ends before it begins",)


PULLS = {
    "gh pr list": '[{"title": "Caps", "mergedAt": "2026-03-14T10:00:00Z", "state": "MERGED"}]',
    "gh pr view": '{"title": "Caps", "mergedAt": "2026-03-14T10:00:00Z", "state": "MERGED"}',
    "gh search prs": '[{"title": "Caps", "state": "merged", "closedAt": "2026-03-14T10:00:00Z"}]',
    "the API": '[{"title": "Caps", "state": "closed", "merged_at": "2026-03-14T10:00:00Z"}]',
    "the API, a record a line": '{"title": "Caps", "merged_at": "2026-03-14T10:00:00Z"}\n'
    '{"title": "Zones", "merged_at": null, "state": "closed"}\n',
    "the API, a record a line among empty lines": '\n{"title": "Caps", '
    '"merged_at": "2026-03-14T10:00:00Z"}\r\n\r\n{"title": "Zones", "merged_at": null, '
    '"state": "closed"}\r\n\r\n',
    "GraphQL, of a viewer": '{"data": {"viewer": {"pullRequests": {"nodes": ['
    '{"title": "Caps", "mergedAt": "2026-03-14T10:00:00Z"}]}}}}',
    "GraphQL, searched": '{"data": {"search": {"edges": [{"node": '
    '{"title": "Caps", "mergedAt": "2026-03-14T10:00:00Z"}}]}}}',
    "GitLab": '[{"title": "Caps", "state": "merged", "merged_at": "2026-03-14T10:00:00Z", '
    '"iid": 4, "web_url": "https://gitlab.com/a/b/-/merge_requests/4"}]',
    "the API, searched": '{"items": [{"title": "Caps", "state": "closed", '
    '"pull_request": {"merged_at": "2026-03-14T10:00:00Z"}}]}',
}


@pytest.mark.parametrize("name", PULLS)
def test_a_merged_pull_request_has_its_day_in_every_form_of_export(name: str) -> None:
    draft = read(PULLS[name].encode(), "prs.json", Options())
    found = [(item.title, item.when, item.in_progress) for item in draft.items]
    assert found == [("Caps", "2026-03-14", False)]


def test_pull_requests_of_bots_are_told_and_those_of_others_named() -> None:
    pulls = [
        {"title": "Caps", "mergedAt": "2026-03-14", "author": {"login": "priya"}},
        {"title": "Zones", "mergedAt": "2026-03-15", "author": {"login": "tomas"}},
        {"title": "Bump x", "mergedAt": "2026-03-16", "author": {"login": "app/renovate"}},
        {"title": "Bump y", "mergedAt": "2026-03-16", "user": {"login": "renovate[bot]"}},
    ]
    draft = read(json.dumps(pulls).encode(), "prs.json", Options())
    assert [(item.title, item.marks) for item in draft.items] == [
        ("Caps", ("by priya",)),
        ("Zones", ("by tomas",)),
    ]
    assert [told.why for told in draft.skipped] == [
        "by the bot app/renovate",
        "by the bot renovate[bot]",
    ]


STATUSES = {
    "Done": ("", False),
    "erledigt": ("", False),
    "In Progress": ("", True),
    "Waiting for a word that nobody knows": ("", True),
    "In production": ("14/Mar/26", False),
}


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_a_tracker_calls_done_or_resolved_is_done(status: str) -> None:
    resolved, is_open = STATUSES[status]
    table = f"Issue key,Summary,Status,Resolved\nFARE-1,Caps,{status},{resolved}\n"
    draft = read(table.encode(), "jira.csv", Options())
    assert [item.in_progress for item in draft.items] == [is_open]


DROPPED = ["Won't Do", "Won’t Fix", "duplicate", "Cancelled", "Abgelehnt"]


@pytest.mark.parametrize("word", DROPPED)
def test_what_was_dropped_is_no_item_and_is_told_with_its_status(word: str) -> None:
    jira = f"Key,Summary,Status,Resolution\nFARE-1,Caps,Done,Fixed\nFARE-2,Zones,Closed,{word}\n"
    table = f"What,Status\nCaps,done\nZones,{word}\n"
    for text in (jira, table):
        draft = read(text.encode(), "list.csv", Options())
        assert [item.title for item in draft.items] == ["Caps"]
        assert [skipped.line for skipped in draft.skipped if word in skipped.why] == [3]


COLUMNS = {
    "What I did,Impact / Metric": ("Caps", "22"),
    "Impact (numbers),Description": ("22", "Caps"),
    "**Highlights**,Result & effect": ("Caps", "22"),
    "KR,Ergebnis / Wirkung": ("Caps", "22"),
}


@pytest.mark.parametrize("head", COLUMNS)
def test_columns_are_known_by_the_names_that_people_give_them(head: str) -> None:
    table = f"{head}\n{','.join(COLUMNS[head])}\n"
    (item,) = read(table.encode(), "wins.csv", Options()).items
    assert (item.title, item.result) == ("Caps", "22")


def test_a_cell_that_lists_what_was_done_is_an_item_an_entry() -> None:
    text = "| Month | Highlights |\n| - | - |\n| May 2026 | - Caps <br>- Zones |\n"
    assert drafted(text) == [("Caps", "2026-05"), ("Zones", "2026-05")]


def test_a_sum_below_a_table_is_no_item() -> None:
    assert drafted("| Who | What |\n| - | - |\n| me | Caps |\n| Total | 1 |\n") == [("Caps", "")]


# Histories


def commit(n: int, subject: str, *parents: int, by: str = "priya", body: str = "") -> Commit:
    return Commit(
        hash=f"{n:040}",
        parents=tuple(f"{parent:040}" for parent in parents),
        name=by,
        email=f"{by}@example.com",
        day=f"2026-03-{n:02}",
        subject=subject,
        body=body,
        line=100 - n,
    )


def titles(*commits: Commit) -> list[tuple[str, str]]:
    """The items of a history, told oldest first: title and date."""
    draft = Draft(source="repo", kind="git")
    fill(draft, commits[::-1], "priya@example.com", "fares")
    return [(item.title, item.when) for item in draft.items]


def test_a_merged_branch_is_one_item_from_its_first_own_commit_to_the_merge() -> None:
    found = titles(
        commit(1, "Begin", by="tomas"),
        commit(2, "Cap by week", 1),
        commit(3, "Cap by month", 2, by="tomas"),
        commit(4, "Merge pull request #7 from transit/caps", 1, 3, by="tomas", body="Fare caps"),
    )
    assert found == [("Fare caps", "2026-03-02..2026-03-04")]


def test_commits_of_no_branch_are_one_item_a_month_and_scope() -> None:
    found = titles(
        commit(1, "feat(caps): weekly"),
        commit(2, "fix(caps): rounding", 1),
        commit(3, "Tidy up", 2),
        commit(4, "Receipts show zones (#12)", 3),
    )
    assert found == [
        ("2 commits on caps, 2026-03", "2026-03"),
        ("Tidy up", "2026-03-03"),
        ("Receipts show zones", "2026-03-04"),
    ]


def drafts_of(*commits: Commit) -> Draft:
    draft = Draft(source="repo", kind="git")
    fill(draft, commits[::-1], "priya@example.com", "fares")
    return draft


def test_work_with_a_co_author_is_own_work_and_says_who_wrote_it() -> None:
    body = "Rounds up.\n\nCo-authored-by: Priya <Priya@example.com>"
    draft = drafts_of(commit(1, "Cap fares (#4)", by="tomas", body=body), commit(2, "x", 1, by="t"))
    (item,) = draft.items
    assert item.title == "Cap fares"
    assert "by tomas <tomas@example.com>, with priya@example.com as a co-author" in item.marks[1]
    assert [(told.text, told.why) for told in draft.skipped] == [("1 of 2 commits", "by others")]


def test_what_was_reverted_says_so() -> None:
    undo = f"This reverts commit {1:040}."
    draft = drafts_of(commit(1, "Cap fares (#4)"), commit(2, 'Revert "Cap fares"', 1, body=undo))
    assert draft.items[0].marks == ("#4, 000000000", "reverted on 2026-03-02 by 000000000")


def test_a_history_without_own_commits_tells_whose_it_has() -> None:
    with pytest.raises(InputError) as stopped:
        titles(commit(1, "Begin", by="tomas"))
    assert "tomas <tomas@example.com> (1)" in stopped.value.findings[0].message


def test_a_control_character_in_the_name_of_a_resume_is_a_space() -> None:
    resume = {"basics": {"name": "Ada\x1b Okafor"}, "projects": [{"name": "One core"}]}
    draft = read(json.dumps(resume).encode(), "resume.json", Options())
    assert (draft.candidate, [item.title for item in draft.items]) == ("Ada  Okafor", ["One core"])
