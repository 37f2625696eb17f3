"""Prose rules: what they tell, where, and what they leave alone."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from time import perf_counter

import pytest
from commandline import promo
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from reading import AS_OF, built_in, parsed, tried, unhurried

from promo.checking import check
from promo.explaining.prose import PROSE
from promo.findings import CODES, Finding
from promo.linting import lint
from promo.linting.rubric import rubric_of
from promo.linting.shape import MOST_WORDS
from promo.linting.texts import Texts
from promo.load import Question

HEAD = "candidate: {name: Priya Raman}\nevidence:\n"


def found(text: str) -> tuple[Finding, ...]:
    return lint(Texts(parsed(HEAD + text)))


def places(text: str) -> list[tuple[str, int, int]]:
    return [(f.code, f.location.line, f.location.column) for f in found(text)]


LINT = runpy.run_path(str(ROOT / "benchmarks" / "lint.py"))
LABELLED = list(LINT["cases"]())
SCORES = LINT["scores"]([(case, LINT["told"](case)) for case in LABELLED])


def test_the_labelled_set_is_large_and_half_of_it_clean() -> None:
    clean = sum(not case.codes for case in LABELLED)
    assert len(LABELLED) >= 150
    assert 0.5 <= clean / len(LABELLED) <= 0.55


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("PR")])
def test_a_rule_is_seldom_wrong_and_seldom_silent(code: str) -> None:
    score = SCORES[code]
    assert score.right >= 4
    assert (score.precision >= 0.9, score.recall >= 0.8) == (True, True), score


# Places

WHERE = {
    "in a plain value": ("- title: x\n  actions: I wrote various guides.\n", ("PR102", 4, 20)),
    "in a block of lines": (
        "- title: x\n  actions: |\n    I wrote one.\n    I wrote various others.\n",
        ("PR102", 6, 13),
    ),
    "in a folded value": (
        "- title: x\n  actions: >-\n    I wrote one guide and\n    various others.\n",
        ("PR102", 6, 5),
    ),
    "the second of two": (
        "- title: x\n  actions: The variousness of it. I wrote various guides.\n",
        ("PR102", 4, 43),
    ),
    "behind an escape, the value": (
        '- title: x\n  actions: "I wrote v\\u0061rious guides."\n',
        ("PR102", 4, 12),
    ),
    "a metric": ("- title: x\n  metrics: [{name: builds, result: '9'}]\n", ("PR104", 4, 13)),
    "an address": (
        "- title: x\n  links: [{url: 'http://localhost:80/a'}]\n",
        ("PR116", 4, 18),
    ),
}


@pytest.mark.parametrize(("text", "place"), WHERE.values(), ids=WHERE)
def test_a_finding_has_the_place_of_the_word(text: str, place: tuple[str, int, int]) -> None:
    assert place in places(text)


def test_a_private_item_is_not_looked_at() -> None:
    item = "- title: We helped with various things\n  result: It will be better.\n"
    assert found(item)
    assert found(item + "  private: true\n") == ()


def test_a_file_that_is_private_as_a_whole_is_told_of_that_alone(tmp_path: Path) -> None:
    item = "- title: We helped with various things\n"
    for key in ("private: true", "Privat: yes"):
        (tmp_path / "mine.yaml").write_text(f"{key}\n{HEAD}{item}", "utf-8")
        done = promo("check", "mine.yaml", "--target", "principal", cwd=tmp_path)
        assert (done.code, done.stderr) == (2, "")
        assert "1:1: DT002 unknown key" in done.stdout
        assert "PR10" not in done.stdout


def test_a_file_of_the_wrong_shapes_is_no_fault_of_prose() -> None:
    text = "- just text\n- title: [a, b]\n  metrics: many\n  links: {url: [x]}\n- [1, 2]\n"
    assert found(text) == ()


def test_the_limit_of_an_item_is_named() -> None:
    words = " ".join(["plan"] * (MOST_WORDS + 1))
    (finding,) = found(f"- title: x\n  actions: {words}\n")
    assert finding.message == "the item has 251 words, and 250 are read"


def test_the_second_of_two_alike_names_the_line_of_the_first() -> None:
    item = "- title: Retired the night batch of the warehouse\n"
    (finding,) = found(item * 2)
    assert finding.location.line == 4
    assert "on line 3" in finding.message


WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(14)]), min_size=1, max_size=14)


@given(st.lists(WORDS, max_size=12))
def test_two_items_say_the_same_when_they_share_three_fifths_of_their_words(
    titles: list[list[str]],
) -> None:
    """As comparing every pair finds it; below five words only the same words are the same."""

    def alike(one: set[str], other: set[str]) -> bool:
        if min(len(one), len(other)) < 5:
            return one == other and len(one) >= 3
        return len(one & other) * 5 >= len(one | other) * 3

    items = [set(title) for title in titles]
    told = [
        next((n + 3 for n, other in enumerate(items[:at]) if alike(item, other)), None)
        for at, item in enumerate(items)
    ]
    text = "".join(f"- title: {' '.join(title)}\n" for title in titles) or " []"
    again = [f for f in lint(Texts(parsed(HEAD.rstrip() + "\n" + text))) if f.code == "PR114"]
    assert [(f.location.line, int(f.message.rpartition(" ")[2])) for f in again] == [
        (at + 3, line) for at, line in enumerate(told) if line is not None
    ]


def test_personality_in_a_quote_is_told_and_a_pronoun_is_not() -> None:
    text = "- title: x\n  corroboration: [{name: Dana Ortiz, quote: She is brilliant.}]\n"
    (finding,) = found(text)
    assert (finding.code, finding.help) == (
        "PR110",
        "quote what they say of the work, or leave it out",
    )


CLEAN = {
    "we, in a clause of the own part": "actions: Taught three juniors how we review code.",
    "an own part without its I": "actions: Found the race in the job. We met on Monday.",
    "us, who are asked": "result: 12 shops finish without calling us.",
    "we, in single quotes": "actions: |\n    'We lost a day to lists,' wrote O'Neill.",
    "a name that is a weasel word": "actions: Moved the Various Artists page to 3 hosts.",
    "the name of a kind": "title: Kind of meter for each house",
    "involved in, of others": "actions: Wrote to the people involved in the outage.",
    "a number in words beside a degree": "actions: Hired several, four of them as apprentices.",
    "a value before in another form": "result: Reduced to 4 days what had taken three weeks.",
    "a scale": "metrics: [{name: mood out of 5, baseline: '3', result: '4', window: May}]",
    "what happens at times": "result: Alarms go off within 5 s if a door is being forced.",
    "somebody called Will": "result: Will Turner and 3 others were trained.",
    "a paper with a date in its name": "result: The Next Quarter paper has 4,000 readers.",
    "what people will do": "result: The form asks what a patient will eat; 40 wards use it.",
    "a brand": "title: Sold Brilliant courses to 40 schools",
    "a word about a thing": "actions: Chased 40 outstanding invoices with an aggressive cache.",
    "a compound": "actions: Wrote a user-friendly name for each of 9 devices.",
    "a verb": "actions: Devoted two days to it, caring for 9 patients.",
    "a thing that is it": "summary: It is not always nice, and it is helpful to 9 desks.",
    "somebody else's words": "actions: “friendly but useless”, wrote Ana Silva of the form.",
    "either of two": "summary: Each patient says whether she or he wants a letter.",
    "somebody named before": "actions: Mentored Ilse Maier. She leads 12 people today.",
    "SLA and AC/DC": "actions: Wrote the SLA for the AC/DC line and its R&D.",
    "spelled out elsewhere": "situation: The mean time to repair rose.\n  actions: Cut MTTR.",
    "spelled out behind a comma": "actions: I cut MTTR, the mean time to repair.",
    "a warning in capitals": "actions: The label said DO NOT TOUCH before.",
    "the name of a team": "actions: I joined the SRE team for a year.",
    "the title of a talk": "actions: Gave the talk “How we stopped paging people at night”.",
    "a question": "actions: I answered “who may open the cupboard at night?” in a page.",
    "localhost in code": "actions: I wrote `curl http://localhost:80/` into the guide.",
    "a folder of the system": "actions: I emptied C:\\Temp and the page /home/index.",
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_what_only_looks_like_a_fault_is_not_told(text: str) -> None:
    assert found(f"- {text}\n") == ()


TOLD = {
    "a manager of one's own": ("actions: My manager asked. We built it.", "PR101"),
    "help without a number": ("actions: I supported the rollout on the wards.", "PR102"),
    "a standard is no number": ("result: ISO 27001 audit passed.", "PR103"),
    "money": ("result: Raised the pipeline to $4.2m.", "PR104"),
    "a number in words": ("title: Build time cut to nine minutes", "PR104"),
    "brought down": ("result: Brought shifts down to 6 a month.", "PR104"),
    "from and to without a unit": ("result: Latency fell from 900 to 350.", "PR105"),
    "a share of the trade": ("result: Bed occupancy rose by 4 per cent.", "PR107"),
    "leading": ("title: Leading the move\n  responsibility: contributor", "PR108"),
    "in charge": (
        "title: x\n  actions: I was in charge of the move.\n  responsibility: contributor",
        "PR108",
    ),
    "nearly done": ("result: The migration is 80% complete.", "PR109"),
    "a plan": ("result: Planned to go live with 3,000 users.", "PR109"),
    "an attitude": ("summary: I have a can-do attitude.", "PR110"),
    "the first woman": ("summary: Priya is the first woman to head the desk.", "PR111"),
    "guillemets": ("actions: Users say «c'est un outil qui marche».", "PR115"),
    "single quotes": ("actions: My boss said 'the best launch of the year so far'.", "PR115"),
    "of the candidate alone": (
        "actions: Desks call Priya's pages “always up to date and short”.",
        "PR115",
    ),
    "a tunnel": ("title: x\n  links: [{url: 'https://a1.ngrok.io/demo'}]", "PR116"),
}


@pytest.mark.parametrize(("text", "code"), TOLD.values(), ids=TOLD)
def test_a_fault_is_told_in_other_words(text: str, code: str) -> None:
    assert [finding.code for finding in found(f"- {text}\n")] == [code]


def test_the_weak_words_of_a_sentence_are_told_at_once() -> None:
    (finding,) = found("- title: I helped with various very seamless things\n")
    assert (
        finding.message == '"helped with", "various", "very", "seamless" could be said of any work'
    )
    assert finding.location.column == 12


def as_item(example: str, code: str) -> str:
    """An example of `promo explain` as a file has it."""
    if example.startswith("{"):
        return f"- title: x\n  metrics: [{example}]\n"
    if example.startswith("http"):
        return f"- title: x\n  links: [{{url: '{example}'}}]\n"
    if example.startswith("title: "):
        return "- " + example.replace(", responsibility", "\n  responsibility") + "\n"
    key = {"PR104": "result", "PR103": "result", "PR107": "result", "PR109": "result"}
    return f"- {key.get(code, 'actions')}: '{example}'\n"


@pytest.mark.parametrize("code", sorted(PROSE.keys() - {"PR113", "PR114"}))
def test_the_weak_example_of_a_rule_is_told_and_the_strong_one_is_not(code: str) -> None:
    weak, strong = (as_item(text, code) for text in (PROSE[code].weak, PROSE[code].strong))
    assert code in {finding.code for finding in found(weak)}
    assert code not in {finding.code for finding in found(strong)}


@pytest.mark.parametrize(
    ("result", "told"),
    [("Reduced the wait to €35.", "to €35"), ("Der Durchlauf sank auf 4 Tage.", "auf 4")],
)
def test_a_value_is_told_in_the_words_of_its_text(result: str, told: str) -> None:
    (finding,) = found(f"- result: {result}\n")
    assert finding.message == f'"{told}" does not say what it was before'


def test_an_address_is_told_without_the_marks_behind_it() -> None:
    (finding,) = found("- title: The deck (see ~/Desktop/deck.pdf).\n")
    assert finding.message == 'only you can open "~/Desktop/deck.pdf"'


def test_the_same_file_is_told_the_same() -> None:
    text = "- title: We will\n  result: They saw 4% more churn, up 2%.\n" * 3
    assert found(text) == found(text)


@unhurried
@given(st.text(max_size=200), st.sampled_from(["title", "actions", "result", "situation"]))
def test_any_text_can_be_looked_at_and_every_place_is_in_the_file(text: str, key: str) -> None:
    data = json.dumps({"candidate": {"name": "P"}, "evidence": [{key: text}]}).encode()
    read, _ = tried(data)
    for finding in lint(Texts(read)) if read else ():
        assert read is not None
        line = read.lines[finding.location.line - 1]
        assert 1 <= finding.location.column <= len(line) + 1


HOSTILE = {
    "quotes that never close": "“",
    "apostrophes": "' 'a",
    "quotes after quotes": "talk “a b c d e f” ",
    "sentences of one word": "I. ",
    "brought down": "brought down ",
    "lists of weasels": "very ",
    "pronouns": "she ",
    "verbs without an end": "cut ",
    "addresses": "http://",
    "block quotes": "> a b c d e\n\n",
    "capitals": "AB CD ",
    "blank lines": " \n",
    "numbers": "by 1 1 1 ",
    "per cent": "raised conversion by 3%. ",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_looked_at_in_time_that_grows_with_it(part: str) -> None:
    text = (part * 300_000)[:300_000]
    item = {"title": "x", "result": text, "responsibility": "contributor"}
    read, _ = tried(json.dumps({"candidate": {"name": "P"}, "evidence": [item]}).encode())
    start = perf_counter()
    lint(Texts(read)) if read else ()
    assert perf_counter() - start < 10  # a second at most; a square of the length would take hours


@pytest.mark.parametrize("part", [" ", "about ", "1,"])
def test_a_hostile_metric_is_looked_at_in_time_that_grows_with_it(part: str) -> None:
    metric = {"name": "x", "result": (part * 300_000)[:300_000]}
    item = {"title": "x", "metrics": [metric]}
    read, _ = tried(json.dumps({"candidate": {"name": "P"}, "evidence": [item]}).encode())
    assert read is not None
    start = perf_counter()
    lint(Texts(read))
    assert perf_counter() - start < 10


# The rubric


def test_the_rubric_is_on_for_its_ladder_and_for_those_that_ask() -> None:
    amazon, other = built_in("amazon-lp"), built_in("pm-ic-five")
    track = amazon.tracks[0]
    on = rubric_of(amazon.checks, amazon.checks, track, asked=False)
    assert len(on.decided) == 8  # of twelve, without that of the other track
    assert on.asked == (
        "Ambiguity is shown",
        "Bar was raised or something was simplified",
        "Told through the track's lens",
    )
    assert rubric_of(amazon.checks, other.checks, None, asked=False).decided == ()
    assert len(rubric_of(amazon.checks, other.checks, None, asked=True).decided) == 9


def test_the_rubric_asks_nothing_of_a_file_that_has_no_item_yet(tmp_path: Path) -> None:
    begun = promo("new", "e.yaml", "-l", "amazon-lp", "-t", "l5 pm", "--name", "A", cwd=tmp_path)
    assert begun.code == 0
    assert "warning" not in promo("check", "e.yaml", cwd=tmp_path).stdout


def test_a_check_of_the_same_id_and_other_words_is_not_decided() -> None:
    amazon = built_in("amazon-lp")
    own = tuple(check._replace(text="Our own words") for check in amazon.checks)
    assert rubric_of(amazon.checks, own, None, asked=False).decided == ()


GOOD = {
    "title": "One page for the depot",
    "period": "2026-01..2026-03",
    "competencies": "[dive-deep, go-to-market]",
    "responsibility": "owner",
    "headline": "true",
    "situation": "The depot lost 40 parcels a day.",
    "actions": "With Operations I printed one list instead of three.",
    "result": "It loses 4 parcels a day.",
    "metrics": "[{name: parcels lost, baseline: 40 a day, result: 4 a day, window: 2026-Q1}]",
}
LACKING = {
    "LP001": {"metrics": "", "situation": "Lost.", "result": "Fewer.", "title": "The depot"},
    "LP002": {"actions": ""},
    "LP003": {"situation": ""},
    "LP004": {"metrics": ""},
    "LP005": {"actions": "With Operations I printed a list."},
    "LP007": {"actions": "I printed one list instead of three."},
    "LP010": {"competencies": "[think-big]"},
    "LP012": {"headline": "false"},
}


def by_rubric(track: str, changes: dict[str, str], folder: Path) -> set[str]:
    """The codes of the rubric that are told of the good item with these changes."""
    rows = "".join(f"  {key}: {value}\n" for key, value in {**GOOD, **changes}.items() if value)
    (folder / "evidence.yaml").write_text(f"{HEAD}-\n{rows}", encoding="utf-8")
    question = Question(
        evidence=str(folder / "evidence.yaml"),
        today=AS_OF,
        ladder="amazon-lp",
        target="L5",
        track=track,
    )
    return {f.code for f in check(question).findings if f.code.startswith("LP")}


@pytest.mark.parametrize("track", ["pm", "pmm"])
def test_an_item_that_has_everything_passes_the_rubric(track: str, tmp_path: Path) -> None:
    assert by_rubric(track, {}, tmp_path) == set()


@pytest.mark.parametrize("code", LACKING)
def test_a_check_of_the_rubric_is_told_where_its_part_is_missing(code: str, tmp_path: Path) -> None:
    assert code in by_rubric("pm", LACKING[code], tmp_path)


def test_a_check_of_a_track_is_asked_there_alone(tmp_path: Path) -> None:
    changes = {"competencies": "[think-big]"}
    assert by_rubric("pm", changes, tmp_path) == {"LP010"}
    assert by_rubric("pmm", changes, tmp_path) == {"LP011"}


def test_a_headline_longer_than_a_page_is_told(tmp_path: Path) -> None:
    long = GOOD["actions"] + " Then I wrote one more list." * 80
    assert by_rubric("pm", {"actions": long}, tmp_path) == {"LP012"}


def test_what_a_goal_lacks_is_told_at_once(tmp_path: Path) -> None:
    lacking = {**GOOD, **LACKING["LP001"], "period": ""}
    rows = "".join(f"  {key}: {value}\n" for key, value in lacking.items() if value)
    (tmp_path / "evidence.yaml").write_text(f"{HEAD}-\n{rows}", encoding="utf-8")
    options = ("--ladder", "amazon-lp", "--target", "L5", "--track", "pm")
    told = promo("check", "evidence.yaml", *options, cwd=tmp_path).stdout
    assert 'LP001 "The depot" has no number and no period' in told


def test_work_in_progress_is_not_held_against_the_rubric(tmp_path: Path) -> None:
    changes = {"status": "in-progress", "situation": "", "actions": ""}
    assert by_rubric("pm", changes, tmp_path) == {"LP010", "LP012"}
