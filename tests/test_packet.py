"""What a packet says, in which order: numbers, references, flags, timeline, facts, method."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from making import (
    EXAMPLES,
    FIRST,
    METRIC,
    SECOND,
    SMALL,
    SOME_ITEMS,
    SOMEONE,
    Written,
    asking,
    example,
    example_packet,
    file_of,
    item,
    packet,
    read_ladder,
    voices,
)

from promo.assess import Status
from promo.packet import Entry, Packet


def facts(made: Packet) -> dict[str, str]:
    return {fact.label: fact.value for fact in made.facts}


def entries(made: Packet) -> list[Entry]:
    return [entry for section in made.competencies for entry in section.entries] + list(
        made.other_evidence
    )


# Order and numbers


def test_items_are_numbered_in_the_order_in_which_they_are_printed() -> None:
    made = packet(
        file_of(
            item("people", competencies=["people"]),
            item("untagged", competencies=[]),
            item("craft"),
            item("reach", competencies=["reach"]),
        )
    )
    shown = [(entry.number, entry.anchor, entry.title) for entry in entries(made)]
    assert shown == [
        ("E1", "e1", "craft"),
        ("E2", "e2", "people"),
        ("E3", "e3", "reach"),
        ("E4", "e4", "untagged"),
    ]


def test_headlines_come_first_then_the_newest_and_the_undated_last() -> None:
    made = packet(
        file_of(
            item("undated", date=None),
            item("old", date="2024"),
            item("open", date="2023.."),
            item("new", date="2026-05"),
            item("old headline", date="2020", headline="yes"),
        )
    )
    titles = [entry.title for entry in made.competencies[0].entries]
    assert titles == ["old headline", "open", "new", "old", "undated"]


def test_items_of_one_day_keep_the_order_of_the_file() -> None:
    made = packet(file_of(*(item(title) for title in "CAB")))
    assert [entry.title for entry in made.competencies[0].entries] == ["C", "A", "B"]


def test_an_item_is_printed_in_full_under_the_first_competency_it_names() -> None:
    made = packet(file_of(item("A", competencies=["reach", "craft"])))
    assert [len(section.entries) for section in made.competencies] == [0, 0, 1]
    (reference,) = made.competencies[0].references
    assert (reference.ref.text, reference.ref.anchor, reference.title) == ("E1", "e1", "A")
    assert reference.text == "printed in full under Reach"
    assert entries(made)[0].also == "Also counts for: Craft"


def test_an_alias_for_two_prints_under_the_first_of_the_ladder() -> None:
    made = packet(file_of(item(competencies=["both"])))
    assert [len(section.entries) for section in made.competencies] == [0, 1, 0]
    assert [len(section.references) for section in made.competencies] == [0, 0, 1]


def test_an_item_whose_first_competency_is_not_assessed_prints_under_the_next() -> None:
    made = packet(file_of(item(competencies=["extra", "craft"])))
    assert [len(section.entries) for section in made.competencies] == [1, 0, 0]


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_every_item_is_printed_in_full_exactly_once(items: Written) -> None:
    made = packet(file_of(*items))
    printed = entries(made)
    assert sorted(entry.title for entry in printed) == sorted(one["title"] for one in items)
    assert [entry.number for entry in printed] == [f"E{n}" for n in range(1, len(items) + 1)]
    for section in made.competencies:
        own = {entry.number for entry in section.entries}
        assert own.isdisjoint(reference.ref.text for reference in section.references)


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_every_reference_leads_to_something_that_is_printed(items: Written) -> None:
    made = packet(file_of(*items))
    anchors = {section.anchor for section in made.competencies} | {e.anchor for e in entries(made)}
    refs = [row.competency for row in (*made.coverage.rows, *made.timeline.rows)]
    refs += [headline.full for headline in made.headlines]
    for section in made.competencies:
        refs += [ref for row in section.expectations for ref in row.refs]
        refs += [reference.ref for reference in section.references]
    assert {ref.anchor for ref in refs} <= anchors
    assert {flag.anchor for flag in made.flags.first + made.flags.rest} <= anchors | {""}


# Flags

NO_FLAGS = file_of(
    *(
        item(f"{tag} {n}", competencies=[tag], date=day, headline=str(n == 0))
        for tag in ("craft", "people", "reach")
        for n, day in enumerate(("2025-07", "2026-01"))
    ),
    feedback=voices("Grace", "Alan", "Edsger"),
)


def test_without_flags_the_packet_says_so() -> None:
    made = packet(NO_FLAGS)
    assert made.flags.first == ()
    assert made.flags.none == (
        "No flags: every competency has the evidence that the policy asks for."
    )


def test_gaps_come_before_packet_wide_flags_and_waived_ones_last() -> None:
    waiver = {"competency": "people", "reason": "No team.", "approved_by": "Grace"}
    flags = packet(file_of(item(), waivers=[waiver])).flags
    shown = [(flag.label, flag.title) for flag in flags.first + flags.rest]
    assert shown == [
        ("Missing", "Reach"),
        ("Thin", "Craft"),
        ("Packet", "Headline results"),
        ("Packet", "Period"),
        ("Packet", "Feedback"),
        ("Waived", "People"),
    ]


def test_a_waived_flag_prints_status_reason_and_approver() -> None:
    waiver = {"competency": "people", "reason": "No team.", "approved_by": "Grace"}
    made = packet(file_of(waivers=[waiver]))
    flag = (made.flags.first + made.flags.rest)[-1]
    assert flag.text == "Missing, waived. Reason: No team."
    assert (flag.step_label, flag.step, flag.status) == ("", "Approved by: Grace", None)
    assert made.competencies[1].flag == flag


def test_a_gap_stands_in_its_section_too_with_its_next_step() -> None:
    made = packet(file_of(item()))
    flag = next(flag for flag in made.flags.first if flag.title == "Craft")
    assert made.competencies[0].flag == flag
    assert (flag.status, flag.step_label) == (Status.THIN, "Do next:")
    assert flag.anchor == made.competencies[0].anchor


def test_a_flag_of_a_required_competency_says_so() -> None:
    on = read_ladder(SMALL.replace("{id: reach,", "{id: reach, required: true,"))
    made = packet(file_of(item()), on=on)
    first = made.flags.first[0]
    assert first.title == "Reach"
    assert first.text == "Required competency: No item counts; 2 expected."
    assert made.competencies[2].title == "Reach (required)"


def many_competencies(count: int) -> str:
    """A ladder of so many competencies, each with one expectation."""
    names = "".join(f"  - {{id: k{n}, title: K{n}}}\n" for n in range(count))
    cells = "".join(f"    k{n}: [Does {n}]\n" for n in range(count))
    levels = "levels: [{id: senior, title: Senior}]\n"
    return f"ladder: x\n{levels}competencies:\n{names}expectations:\n  senior:\n{cells}"


@pytest.mark.parametrize(
    ("competencies", "first", "rest", "more"),
    [
        (3, 5, 0, ""),
        (4, 5, 1, "and 1 more under"),
        (9, 5, 6, "and 6 more under"),
    ],
)
def test_page_one_has_the_five_worst_flags_and_says_how_many_more(
    competencies: int, first: int, rest: int, more: str
) -> None:
    # Headlines and feedback are two flags of every empty file.
    flags = packet(file_of(), on=read_ladder(many_competencies(competencies))).flags
    assert (len(flags.first), len(flags.rest), flags.more) == (first, rest, more)
    assert (flags.more_ref.text, flags.more_ref.anchor) == ("Further flags", "further")


def test_items_with_many_tags_are_flagged_by_their_numbers() -> None:
    on = read_ladder(many_competencies(4))
    tags = ["k3", "k2", "k1", "k0"]
    made = packet(file_of(item("A", competencies=tags, scope=None)), on=on)
    flag = next(f for f in made.flags.first + made.flags.rest if f.title == "Breadth")
    assert flag.text == "E1 names more than 3 competencies."


# Coverage at a glance


def test_a_row_shows_status_cells_count_and_newest() -> None:
    made = packet(file_of(item("A", expectations=[FIRST]), item("B", date="2024-11")))
    craft, people, _ = made.coverage.rows
    assert (craft.competency.text, craft.mark.dots, craft.mark.label) == ("Craft", "●●○", "Covered")
    assert [cell.label for cell in craft.cells] == ["Covered", "Missing"]
    assert (craft.cells_text, craft.items, craft.latest) == ("1 of 2 covered", "2", "Mar 2026")
    assert (people.cells, people.cells_text) == ((), "none named")
    assert (people.items, people.latest) == ("0", "none")


def test_items_without_a_date_have_no_newest() -> None:
    made = packet(file_of(item(date=None)))
    assert made.coverage.rows[0].latest == "undated"


def test_a_competency_with_an_empty_cell_is_named_below_the_table() -> None:
    assert packet(file_of()).coverage.not_assessed == "Not assessed at this level: Extra."
    lead = packet(file_of(), target="lead").coverage.not_assessed
    assert lead == "Not assessed at this level: People, Reach and Extra."
    full = read_ladder(many_competencies(1))
    assert packet(file_of(), on=full).coverage.not_assessed == ""


def test_the_key_explains_every_status() -> None:
    marks = [(mark.dots, mark.label) for mark in packet(file_of()).coverage.marks]
    assert marks == [("●●●", "Strong"), ("●●○", "Covered"), ("●○○", "Thin"), ("○○○", "Missing")]


# Facts


def test_an_empty_file_says_what_is_not_stated() -> None:
    assert facts(packet(file_of())) == {
        "Current role": "not stated",
        "Target level": "Senior",
        "Team": "not stated",
        "Manager": "not stated",
        "Evidence period": "not stated",
        "Evidence": "0 items, 0 counted; 0 words",
        "Ladder": "Small ladder",
        "As of": "30 June 2026",
    }


WHOLE = {
    "candidate": {
        "name": "Ada",
        "current_level": "junior",
        "role": "Analyst",
        "team": "Engines",
        "manager": "Grace",
    },
    "packet": {"cycle": "2026-H1", "summary": "Four words of summary."},
}


def test_a_full_file_fills_every_fact() -> None:
    on = read_ladder(SMALL + "version: '3'\nsource: {unofficial: true}\n")
    content = file_of(item("A", date="2024-11..", result="*Two* words."), item("B", date="2026-07"))
    assert facts(packet(content | WHOLE, on=on)) == {
        "Current role": "Analyst",
        "Target level": "Senior",
        "Team": "Engines",
        "Manager": "Grace",
        "Evidence period": "November 2024 – June 2026",
        "Evidence": "2 items, 1 counted; 6 words",
        "Ladder": "Small ladder, version 3 (unofficial)",
        "As of": "30 June 2026, cycle 2026-H1",
    }


SUBTITLES: dict[str, tuple[dict[str, str], str]] = {
    "a level of the ladder": ({"current_level": "junior"}, "Junior to Senior"),
    "a level that it does not know": ({"current_level": "IC3"}, "IC3 to Senior"),
    "a role": ({"role": "Analyst"}, "Analyst to Senior"),
    "both": ({"current_level": "junior", "role": "Analyst"}, "Junior to Senior"),
    "nothing": ({}, "For Senior"),
}


@pytest.mark.parametrize(("known", "subtitle"), SUBTITLES.values(), ids=SUBTITLES)
def test_the_subtitle_leads_from_here_to_there(known: dict[str, str], subtitle: str) -> None:
    made = packet(file_of(candidate={"name": "Ada", **known}))
    assert (made.candidate.name, made.document.subtitle) == ("Ada", subtitle)


@pytest.mark.parametrize(
    ("details", "footer"),
    [
        ({}, "Evidence as of 30 June 2026"),
        ({"cycle": "2026-H1"}, "2026-H1  ·  evidence as of 30 June 2026"),
    ],
    ids=["no cycle", "a cycle"],
)
def test_header_and_footer_name_candidate_cycle_and_date(
    details: dict[str, str], footer: str
) -> None:
    made = packet(file_of(packet=details))
    assert (made.header.left, made.header.right) == ("Promotion packet  ·  Ada", "Confidential")
    assert (made.footer.left, made.footer.page, made.footer.of) == (footer, "Page", "of")


# Headlines and timeline


def test_a_headline_gives_own_part_result_metrics_and_the_way_to_the_full_entry() -> None:
    shown = item("A", headline="yes", result="Done.", metrics=[METRIC])
    (headline,) = packet(file_of(item("B"), shown)).headlines
    assert headline.title == "A"
    assert headline.meta == "owner  ·  team scope  ·  Craft  ·  Full entry:"
    assert (headline.full.text, headline.full.anchor) == ("E1", "e1")
    assert headline.metrics == ("time: 9 → 4",)
    assert headline.result


def test_a_headline_that_does_not_count_is_no_headline() -> None:
    made = packet(file_of(item(headline="yes", status="in-progress")))
    assert made.headlines == ()
    assert made.headlines_none == "No item is marked as a headline."
    assert "headline" in made.other_evidence[0].meta


COLUMNS = [
    ("", "Earlier"),
    ("Q3", "2024"),
    ("Q4", "2024"),
    ("Q1", "2025"),
    ("Q2", "2025"),
    ("Q3", "2025"),
    ("Q4", "2025"),
    ("Q1", "2026"),
    ("Q2", "2026"),
    ("", "No date"),
]


@pytest.mark.parametrize("as_of", [date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 30)], ids=str)
def test_the_timeline_ends_in_the_quarter_of_the_as_of_date(as_of: date) -> None:
    assert list(packet(file_of(), as_of=as_of).timeline.columns) == COLUMNS


QUARTERS = {
    "2020": 0,
    "2024-06-30": 0,
    "2024-07-01": 1,
    "2024": 2,
    "2023-01..2025-01": 3,
    "2025-03-31": 3,
    "2026-06": 8,
    "2026-05..2026-12": 8,
    "2022..": 8,
    None: 9,
}


@pytest.mark.parametrize(("written", "column"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_an_item_stands_in_the_quarter_in_which_it_ended(written: str | None, column: int) -> None:
    counts = packet(file_of(item(date=written))).timeline.rows[0].counts
    assert [n for n, count in enumerate(counts) if count] == [column]


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_a_row_of_the_timeline_adds_up_to_the_items_of_its_competency(items: Written) -> None:
    made = packet(file_of(*items))
    for row, coverage in zip(made.timeline.rows, made.coverage.rows, strict=True):
        assert row.competency == coverage.competency
        assert f"{sum(row.counts):,}" == coverage.items


# A competency


def test_expectations_show_status_and_the_items_that_name_them() -> None:
    made = packet(file_of(item("A", expectations=[FIRST]), item("B", expectations=[FIRST])))
    first, second = made.competencies[0].expectations
    assert (first.text, first.mark.label) == ("Designs services", "Covered")
    assert [(ref.text, ref.anchor) for ref in first.refs] == [("E1", "e1"), ("E2", "e2")]
    assert (second.text, second.mark.label) == (
        "Reviews with care (looks for: two a week)",
        "Missing",
    )
    assert (second.refs, second.none) == ((), "none")
    assert made.competencies[0].expectations_note == ""


def test_a_cell_of_which_nothing_is_named_says_so() -> None:
    section = packet(file_of(item())).competencies[0]
    assert [row.mark.label for row in section.expectations] == ["not named", "not named"]
    assert section.expectations_note.startswith("No item names one of these expectations")
    assert packet(file_of()).competencies[0].expectations_note == ""


@pytest.mark.parametrize(
    ("items", "summary"),
    [
        ([], "0 items counted."),
        ([item()], "1 item counted."),
        (
            [item("A", expectations=[FIRST, SECOND]), item("B")],
            "2 items counted; 2 of 2 expectations named by an item.",
        ),
    ],
    ids=["none", "one", "named"],
)
def test_a_section_counts_its_items(items: Written, summary: str) -> None:
    assert packet(file_of(*items)).competencies[0].summary == summary


def test_every_section_has_room_for_the_manager() -> None:
    (form,) = packet(file_of()).competencies[0].forms
    assert form.title == "Manager’s review: Craft"
    assert [field.label for field in form.fields] == ["Rating", "Evidence checked", "Comment"]
    assert not any(field.answer for field in form.fields)


LEVELS = {
    "Senior": "Senior",
    "Senior, summary: Leads": "Senior  ·  Leads",
    "Senior, years: {min: 2, max: 5}": "Senior  ·  2 to 5 years",
    "Senior, years: {min: 1}": "Senior  ·  1 year or more",
    "Senior, years: {max: 1, note: at least}": "Senior  ·  up to 1 year (at least)",
    "Senior, years: {note: any}": "Senior  ·  any",
    "Senior, equivalents: [{title: IC4}, {title: Staff, note: abroad}]": (
        "Senior  ·  elsewhere IC4 and Staff (abroad)"
    ),
}


@pytest.mark.parametrize(("written", "note"), LEVELS.items(), ids=LEVELS)
def test_the_target_level_is_described_as_the_ladder_does(written: str, note: str) -> None:
    on = read_ladder(SMALL.replace("title: Senior", f"title: {written}"))
    assert packet(file_of(), on=on).level_note == note


def test_a_competency_is_described_as_the_ladder_does() -> None:
    said = "{id: craft, group: Making, description: What one builds,"
    sections = packet(file_of(), on=read_ladder(SMALL.replace("{id: craft,", said))).competencies
    descriptions = [section.description for section in sections]
    assert descriptions == ["Making  ·  What one builds", "", ""]


# An item

METAS: dict[str, tuple[dict[str, Any], str]] = {
    "everything": (
        item("A", headline="true"),
        "March 2026  ·  project A  ·  owner  ·  team scope  ·  headline",
    ),
    "nothing": (
        item(date=None, project=None, responsibility=None, scope=None),
        "no date  ·  own part not stated",
    ),
    "a co-owner": (
        item(project=None, responsibility="co-owner", scope=None),
        "March 2026  ·  co-owner",
    ),
}


@pytest.mark.parametrize(("written", "meta"), METAS.values(), ids=METAS)
def test_an_entry_begins_with_when_where_and_whose(written: dict[str, Any], meta: str) -> None:
    assert entries(packet(file_of(written)))[0].meta == meta


METRICS: dict[str, tuple[dict[str, str], str]] = {
    "a change": (METRIC, "time: 9 → 4"),
    "a result": ({"name": "time", "result": "4"}, "time: 4"),
    "no name": ({"result": "4"}, "4"),
    "a window": (METRIC | {"window": "2025-Q1..2025-Q3"}, "time: 9 → 4 (Q1 – Q3 2025)"),
    "a method": (METRIC | {"method": "log"}, "time: 9 → 4 (log)"),
    "both": (METRIC | {"window": "2025", "method": "log"}, "time: 9 → 4 (2025; log)"),
}


@pytest.mark.parametrize(("written", "shown"), METRICS.values(), ids=METRICS)
def test_a_metric_reads_from_baseline_to_result(written: dict[str, str], shown: str) -> None:
    (entry,) = entries(packet(file_of(item(metrics=[written]))))
    assert entry.metrics == (shown,)


UNFINISHED: dict[str, tuple[dict[str, str], str]] = {
    "only a name": ({"name": "time"}, "time"),
    "no result": ({"name": "time", "baseline": "9"}, "time: 9"),
}


@pytest.mark.parametrize(("written", "begin"), UNFINISHED.values(), ids=UNFINISHED)
def test_a_metric_without_a_result_ends_in_no_sign(written: dict[str, str], begin: str) -> None:
    (entry,) = entries(packet(file_of(item(metrics=[written]))))
    assert entry.metrics[0].startswith(begin)
    assert entry.metrics[0].rstrip()[-1] not in ":→"
    assert entry.metrics[0] == entry.metrics[0].rstrip()


VOICES: dict[str, tuple[dict[str, str], str, str]] = {
    "a name": ({"name": "Grace"}, "", "Grace"),
    "a quote": ({"name": "Grace", "quote": "Good.\n"}, "“Good.”", "Grace"),
    "no name": ({"quote": "Good."}, "“Good.”", "unnamed"),
    "a role": ({"name": "Grace", "role": "CTO"}, "", "Grace, CTO"),
    "a relation": ({"name": "Grace", "relation": "peer"}, "", "Grace (peer)"),
    "a level": ({"name": "Grace", "level": "lead"}, "", "Grace (level lead)"),
    "both": (
        {"name": "Grace", "relation": "peer", "level": "lead"},
        "",
        "Grace (peer, level lead)",
    ),
    "a date": ({"name": "Grace", "date": "2025-10"}, "", "Grace  ·  October 2025"),
}


@pytest.mark.parametrize(("written", "quote", "by"), VOICES.values(), ids=VOICES)
def test_a_corroboration_prints_the_words_and_whose_they_are(
    written: dict[str, str], quote: str, by: str
) -> None:
    (entry,) = entries(packet(file_of(item(corroboration=[written]))))
    assert [(voice.quote, voice.by) for voice in entry.voices] == [(quote, by)]


@pytest.mark.parametrize(
    ("supportive", "by"),
    [("true", "Grace  ·  supportive"), ("no", "Grace  ·  not supportive"), (None, "Grace")],
)
def test_feedback_says_whether_it_is_supportive(supportive: str | None, by: str) -> None:
    voice = {"name": "Grace"} | ({"supportive": supportive} if supportive else {})
    (shown,) = packet(file_of(feedback=[voice])).feedback
    assert shown.by == by


def test_without_feedback_the_packet_says_so() -> None:
    made = packet(file_of())
    assert (made.feedback, made.feedback_none) == ((), "No feedback recorded.")


OTHER: dict[str, tuple[dict[str, Any], str]] = {
    "untagged": (item(competencies=[]), "names no competency"),
    "in progress": (item(status="in-progress"), "still in progress"),
    "observer": (item(responsibility="observer"), "the candidate observed"),
    "later": (item(date="2026-07"), "begins after the as-of date"),
    "not assessed": (
        item(competencies=["extra"]),
        "for a competency that is not assessed at this level (Extra)",
    ),
}


@pytest.mark.parametrize(("written", "reason"), OTHER.values(), ids=OTHER)
def test_other_evidence_is_printed_in_full_with_its_reason(
    written: dict[str, Any], reason: str
) -> None:
    made = packet(file_of(written | {"result": "Kept.", "corroboration": SOMEONE}))
    (entry,) = made.other_evidence
    assert entry.meta.endswith(f"  ·  Not counted: {reason}")
    assert (len(entry.parts), len(entry.links), len(entry.voices)) == (1, 1, 1)
    assert all(not section.entries for section in made.competencies)


# How it was made

TOOL_ROWS = [
    ("Items that count for a competency", "2", "promo’s default"),
    (
        "Projects that they come from, never more than the items asked",
        "2",
        "promo’s default",
    ),
    ("Months before the as-of date in which an item ended", "12", "promo’s default"),
    ("Items with a metric or link", "1", "promo’s default"),
    ("Items at team scope or wider", "1", "promo’s default"),
]


def test_the_method_lists_every_number_and_who_set_it() -> None:
    assert list(packet(file_of()).method.rows) == TOOL_ROWS
    assert packet(file_of(), on=asking(items=3)).method.rows[0][1:] == ("3", "the ladder")
    assert packet(file_of(), on=asking(measured=0)).method.rows[3][1] == "not asked"


def test_an_exception_of_a_competency_stands_under_its_line() -> None:
    policy = "{id: people, policy: {items: 1, projects: 0},"
    rows = packet(file_of(), on=read_ladder(SMALL.replace("{id: people,", policy))).method.rows
    line = "Items that count for a competency"
    assert rows[0] == TOOL_ROWS[0]
    assert rows[1] == (f"{line}: People", "1", "the competency")
    assert rows[3] == (f"{TOOL_ROWS[1][0]}: People", "not asked", "the competency")
    assert len(rows) == 7


def test_the_method_names_ladder_level_date_and_tool() -> None:
    text = " ".join(packet(file_of()).method.paragraphs)
    assert "Ladder: Small ladder (small), level Senior." in text
    assert "Evidence as of 30 June 2026. Made with promo 0.0.0." in text
    assert "recommends nothing" in text


# The examples


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_every_item_and_every_competency(name: str) -> None:
    found, made = example(name), example_packet(name)
    titles = {entry.title for entry in entries(made)}
    assert titles == {each.title for each in found.evidence.items}
    assert len(made.competencies) == len(found.coverages)


def test_a_private_item_is_nowhere_in_the_packet() -> None:
    made = packet(file_of(item("Open"), item("Secret", private="yes", headline="yes")))
    assert "Secret" not in repr(made)
    assert facts(made)["Evidence"].startswith("1 item, 1 counted")


def test_a_waiver_for_a_competency_that_is_not_assessed_is_not_dropped() -> None:
    waiver = {"competency": "extra", "reason": "Not his work.", "approved_by": "Grace"}
    content = file_of(item(), waivers=[waiver])
    assert "Not his work." in repr(packet(content))


def test_a_tag_that_is_not_assessed_is_not_dropped_from_an_item_that_counts() -> None:
    (entry,) = entries(packet(file_of(item(competencies=["craft", "extra"]))))
    assert "Extra" in repr(entry)
