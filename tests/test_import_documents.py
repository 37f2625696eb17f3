"""Markdown, HTML, plain text, YAML and JSON to ladders: what is read, and that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promo import importing, ladder
from promo.findings import InputError
from promo.importing import Imported, Options
from promo.importing.blocks import Heading, document_of
from promo.importing.draft import Fate
from promo.importing.grid import Grid
from promo.importing.guide import Guide
from promo.importing.guide import read as read_guide
from promo.importing.markup import html_of
from promo.importing.passages import Passage
from promo.importing.titles import is_all, is_level, is_metadata, may_be_level
from promo.model import Ladder
from promo.plain import to_yaml
from promo.source import parse


def imported(text: str, name: str = "x.md", *, guide: str = "", **options: str) -> Imported:
    told = read_guide(parse(guide.encode(), "map.yaml")) if guide else Guide()
    return importing.read(text.encode(), name, Options(**options), told)


def loaded(result: Imported) -> Ladder:
    found, warnings = ladder.read(parse(to_yaml(result.ladder).encode(), "ladder.yaml"))
    assert not warnings
    return found


def texts(text: str, name: str = "x.md", **more: str) -> dict[tuple[str, str], list[str]]:
    """The texts by level and competency, both by id; `all` for every level."""
    result = imported(text, name, **more)
    loaded(result)
    cells = result.ladder["expectations"]
    assert isinstance(cells, dict)
    found: dict[tuple[str, str], list[str]] = {}
    for level, inner in cells.items():
        assert isinstance(inner, dict)
        for competency, entries in inner.items():
            assert isinstance(entries, list)
            each = [entry["text"] for entry in entries if isinstance(entry, dict)]
            found[level, competency] = [str(one) for one in each]
    return found


def told(result: Imported, fate: Fate) -> list[tuple[int, str]]:
    return [(note.line, note.text) for note in result.notes if note.fate is fate]


def fault(text: str, name: str, **more: str) -> str:
    with pytest.raises(InputError) as caught:
        imported(text, name, **more)
    (finding,) = caught.value.findings
    return f"{finding.location}: {finding.code} {finding.message}"


# Titles


@pytest.mark.parametrize(
    "title",
    [
        "L4",
        "IC3",
        "Level 2",
        "Senior",
        "Staff Engineer (L6)",
        "Engineer II",
        "IC2: Product Manager",
    ],
)
def test_a_title_with_a_rank_or_a_code_is_a_level(title: str) -> None:
    assert is_level(title)


@pytest.mark.parametrize(
    "heading",
    ["Leadership", "FAQ", "What is expected of a senior engineer?", "Level", "Senior roles", ""],
)
def test_a_heading_that_only_speaks_of_levels_is_none(heading: str) -> None:
    assert not is_level(heading)


def test_a_bare_role_is_a_level_only_beside_others() -> None:
    assert may_be_level("Engineer")
    assert not is_level("Engineer")
    assert is_all("All Levels")
    assert is_metadata("Typical Experience")


# Markup


def test_each_line_of_the_html_holds_what_the_markdown_has_there() -> None:
    lines = html_of("# Senior\n\n- one\n- two\n  wrapped\n\n<b>x</b>\n\n| a |\n|---|\n| b |\n").text
    numbered = dict(enumerate(lines.split("\n"), 1))
    for line, word in ((1, "Senior"), (3, "one"), (4, "two"), (7, "x"), (9, "a"), (11, "b")):
        assert word in numbered[line]


def test_a_tag_that_html_does_not_know_is_a_word() -> None:
    document = document_of(html_of("Works at <team> and `<b>` level").text)
    (passage,) = document.blocks
    assert isinstance(passage, Passage)
    assert passage.text == "Works at <team> and <b> level"


def test_a_cell_beyond_the_head_of_its_table_is_kept() -> None:
    (grid,) = document_of(html_of("| a |\n|---|\n| b | c \\| d |\n").text).blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[1]] == ["b", "c | d"]


def test_spans_leave_blank_cells_beside_and_below() -> None:
    html = "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>"
    (grid,) = document_of(html).blocks
    assert isinstance(grid, Grid)
    shown = [[cell.text for cell in row] for row in grid.rows]
    assert shown == [["a", "", "b"], ["", "", "c"], ["d", "e", "f"]]
    assert grid.rows[0][0].span == 2


@pytest.mark.parametrize(
    "cell",
    [
        "<ul><li>one<li>two</ul>",
        "<ol><li><p>one</p></li><li><p>two</p></li></ol>",
        "- <p>one</p> - <p>two</p>",
        "- one<br>- two",
        "• one<br>• two",
    ],
)
def test_a_list_in_a_cell_is_its_items_however_it_is_written(cell: str) -> None:
    (grid,) = document_of(f"<table><tr><td>{cell}</td></tr></table>").blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].items == ("one", "two")


def test_a_line_in_bold_is_a_heading_and_bold_words_before_a_colon_are_a_label() -> None:
    blocks = document_of(
        html_of("**Ownership**\n\n**Craft**: tests\n**Scope:** wide\n").text
    ).blocks
    heading, craft, scope = blocks
    assert heading == Heading("Ownership", 1, 7)
    assert isinstance(craft, Passage)
    assert isinstance(scope, Passage)
    assert (craft.label, craft.rest, craft.line) == ("Craft", "tests", 3)
    assert (scope.label, scope.rest, scope.line) == ("Scope", "wide", 4)


# Outlines


def test_headings_below_a_level_are_competencies_and_those_around_them_groups() -> None:
    found = imported(
        "# Senior\n## Thinking\n### Strategy\n- plans\n## Delivery\nships\n# Staff\n"
        "## Delivery\n- ships more\n"
    )
    assert [(c.id, c.group) for c in loaded(found).competencies] == [
        ("strategy", "Thinking"),
        ("delivery", ""),
    ]


def test_levels_below_competencies_are_read_the_other_way_round() -> None:
    found = texts(
        "# Ladder\n## Craft\nHow it is built.\n### Junior\n- tests\n### Senior\n- designs\n"
        "## Impact\n### Junior\n- ships\n### Senior\nchanges numbers\n"
    )
    assert found == {
        ("junior", "craft"): ["tests"],
        ("junior", "impact"): ["ships"],
        ("senior", "craft"): ["designs"],
        ("senior", "impact"): ["changes numbers"],
    }


@pytest.mark.parametrize(
    "bullet",
    ["- Impact: ships", "- **Impact**: ships", "- Impact\n  - ships", "- Impact:\n  -ships"],
)
def test_a_competency_is_the_same_however_its_bullet_names_it(bullet: str) -> None:
    found = texts(f"# Junior\n- Impact\n  - helps\n# Senior\n{bullet}\n")
    assert found == {("junior", "impact"): ["helps"], ("senior", "impact"): ["ships"]}


def test_bullets_without_a_competency_stand_under_one_and_the_report_says_so() -> None:
    result = imported("# Junior\n- tests\n# Senior\n- designs\n")
    assert [c.title for c in loaded(result).competencies] == ["Expectations"]
    assert any("without a competency" in note.message for note in result.notes)


def test_what_holds_at_all_levels_stands_under_all() -> None:
    found = texts("# All Levels\n- **A**: x\n# Senior\n- **A**: y\n")
    assert found["all", "a"] == ["x"]


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("*minimum of 4 years*", {"min": 4}),
        ("2-4 years", {"min": 2, "max": 4}),
        ("_5+ years of experience_", {"min": 5}),
        ("up to 2 years", {"max": 2}),
    ],
)
def test_a_line_of_years_says_how_many(line: str, years: dict[str, int]) -> None:
    (level,) = loaded(imported(f"# Senior\n{line}\n\n- **A**: x\n")).levels
    assert level.years is not None
    assert (level.years.minimum, level.years.maximum) == (years.get("min"), years.get("max"))


def test_two_headings_of_one_name_side_by_side_are_two_levels() -> None:
    result = imported("# Principal I\n- **A**: x\n# Principal I\n- **A**: y\n")
    assert [level.title for level in loaded(result).levels] == ["Principal I", "Principal I (2)"]
    assert (3, "Principal I") in told(result, Fate.GUESSED)


def test_a_heading_with_what_levels_have_below_it_is_a_level_and_told() -> None:
    text = "## Junior\n\n### Craft\n\n- a\n\n## Sous-Chef\n\n### Craft\n\n- b\n"
    assert texts(text)["sous-chef", "craft"] == ["b"]
    assert (7, "Sous-Chef") in told(imported(text), Fate.GUESSED)


def test_headings_with_nothing_below_them_are_told() -> None:
    result = imported("# Junior\n\n- a\n\n## Craft\n\n### Tools\n")
    assert told(result, Fate.SKIPPED) == [(5, "Craft"), (7, "Tools")]


def test_levels_above_competencies_in_records_are_not_told_as_doubles() -> None:
    text = "a:\n  junior: {craft: [b]}\n  senior: {craft: [c]}\n"
    paths = "{text: a.*.*.*, level: a.*.@key, competency: a.*.*.@key}"
    assert not told(imported(text, "x.yaml", guide=f"paths: {paths}"), Fate.MERGED)


def test_sections_that_are_no_level_are_told_with_their_lines() -> None:
    result = imported("# Senior\n- **A**: x\n\n# FAQ\n\nWhy?\n\n- Because\n")
    assert told(result, Fate.SKIPPED) == [(4, "FAQ"), (6, "Why?"), (8, "Because")]


def test_the_map_names_levels_and_skips_headings() -> None:
    text = "# Member\n## Duties\n- votes\n## Pay\nnone\n# Elder\n## Duties\n- speaks\n"
    guide = "levels: {Member: m, Elder: {id: e, rank: 5}}\nroles: {Pay: skip}\n"
    found = imported(text, guide=guide)
    assert [(level.id, level.rank) for level in loaded(found).levels] == [("m", 1), ("e", 5)]
    assert (5, "none") in told(found, Fate.SKIPPED)


def test_a_table_under_a_level_has_a_competency_a_row() -> None:
    table = "| Skill | What |\n|---|---|\n| Craft | {} |\n| Pay | {} |\n\n"
    text = f"# Junior\n{table.format('tests', '1')}# Senior\n{table.format('designs', '2')}"
    assert texts(text) == {("junior", "craft"): ["tests"], ("senior", "craft"): ["designs"]}
    kept = [level.meta for level in loaded(imported(text)).levels]
    assert [dict(meta) for meta in kept] == [{"Pay": "1"}, {"Pay": "2"}]


def test_headings_win_over_a_table_of_levels_that_says_less() -> None:
    outline = "# Junior\n- **A**: x\n- **B**: y\n# Senior\n- **A**: z\n- **B**: w\n"
    result = imported(f"{outline}# Salary\n| Junior | Senior |\n|---|---|\n| 10 | 20 |\n")
    assert result.expectations == 4
    assert (10, "20") in told(result, Fate.SKIPPED)


def test_what_stands_below_a_bullet_is_an_example_of_it() -> None:
    text = "# Senior\n## A\n- x\n  - like y\n- x\n  - like z\n"
    result = imported(text)
    (expectation,) = loaded(result).expectations
    assert expectation.examples == ("like y",)
    assert (6, "like z") in told(result, Fate.SKIPPED)


def test_a_page_of_html_is_read_by_its_headings_too() -> None:
    html = (
        "<html><head><title>t</title><style>p {}</style></head><body>"
        "<h2>Junior</h2>\n<dl><dt>Craft</dt><dd>tests</dd></dl>\n"
        "<h2>Senior</h2>\n<p><b>Craft:</b> designs<script>x()</script></p></body></html>"
    )
    found = texts(html, "x.html")
    assert found == {("junior", "craft"): ["tests"], ("senior", "craft"): ["designs"]}


@pytest.mark.parametrize("deep", ["> " * 200 + "x", "<div>" * 400 + "x", "[" * 30_000])
def test_what_is_too_deep_to_read_is_told_and_not_cut(deep: str) -> None:
    assert "IM004" in fault(f"# Senior\n- **A**: x\n\n{deep}\n", "x.md")


def test_a_link_is_kept_with_the_expectation_and_a_comment_is_told() -> None:
    result = imported("# Senior\n- **A**: see [this](https://example.com/x) <!-- old -->\n")
    (expectation,) = loaded(result).expectations
    assert [(link.title, link.url) for link in expectation.links] == [
        ("this", "https://example.com/x")
    ]
    assert told(result, Fate.SKIPPED) == [(2, "old")]


def test_front_matter_names_the_ladder_and_is_kept() -> None:
    result = imported("---\ntitle: Our levels\nweight: 3\n---\n# Senior\n- **A**: x\n")
    assert result.ladder["title"] == "Our levels"
    assert result.ladder["meta"] == {"weight": "3"}
    assert told(result, Fate.KEPT) == [(3, "3")]


def test_text_without_marks_is_levels_and_labels() -> None:
    found = texts(
        "Junior Engineer: learning\nCraft: Tests. Reads,\nthen asks.\n\n"
        "Engineer: alone\nCraft: Designs.\n",
        "x.txt",
        split="sentences",
    )
    assert found == {
        ("junior-engineer", "craft"): ["Tests.", "Reads, then asks."],
        ("engineer", "craft"): ["Designs."],
    }


def test_a_document_without_levels_shows_what_was_read() -> None:
    message = fault("# Work\n\n- Meet less\n", "x.md")
    assert message.startswith("x.md:1:1: IM001 no level was found; looked for titles such as")
    assert '\n  line 1: "Work"\n  line 3: "Meet less"' in message


# Records

FLAT = '[{"level": "Senior", "theme": "Craft", "summary": "designs", "uuid": 7},]'


def test_a_flat_list_with_well_known_keys_needs_no_map() -> None:
    result = imported(FLAT, "x.json")
    (expectation,) = loaded(result).expectations
    assert (expectation.text, dict(expectation.meta)) == ("designs", {"uuid": "7"})
    assert any("read as a flat list" in note.message for note in result.notes)


def test_a_ladder_of_promo_passes_through_unchanged() -> None:
    text = to_yaml(imported(FLAT, "x.json").ladder)
    assert to_yaml(imported(text, "x.yaml").ladder) == text


@pytest.mark.parametrize("level", ["1", '"1"', "01"])
def test_a_level_that_is_a_number_stays_as_typed(level: str) -> None:
    text = f"- {{level: {level}, theme: Craft, summary: on}}\n"
    (found,) = loaded(imported(text, "x.yaml")).levels
    assert found.id == level.strip('"')


def test_json_may_hold_tabs_comments_surrogate_pairs_and_trailing_commas() -> None:
    record = '{"level": "L1", "theme": "\\ud83d\\ude00", "text": "a\tb",}'
    text = f'{{\n\t"x": [ // all\n\t\t{record},\n\t],\n}}'
    (competency,) = loaded(imported(text, "x.json")).competencies
    assert competency.title == "😀"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[\n {"a": 1 "b": 2}]', "x.json:2:10: IM010"),
        ('[\n {"a": maybe}]', "x.json:2:8: IM010"),
        ('{"a": "\n', "x.json:1:7: IM010"),
        ('{"a": [1, 2', "x.json:1:12: IM010"),
        ("[1] 2", "x.json:1:5: IM010"),
        ('{"a": 1,\n "a": 2}', "x.json:2:2: YM003"),
        ("[" * 100, "x.json:1:42: IM010"),
    ],
)
def test_faulty_json_is_told_with_its_place(text: str, place: str) -> None:
    assert fault(text, "x.json").startswith(place)


def test_fields_belong_to_the_text_from_where_their_paths_part() -> None:
    text = (
        "craft: {title: Craft, by: [{at: L1, wants: [a, b]}, {at: [L1, L2], wants: [c]}]}\n"
        "impact: {title: Impact, by: [{at: L2, wants: d}]}\n"
    )
    guide = "paths: {text: '*.by.*.wants.*', level: '*.by.*.at', competency: '*.@key'}\n"
    assert texts(text, "x.yaml", guide=guide) == {
        ("l1", "craft"): ["a", "b"],
        ("all", "craft"): ["c"],
    }
    skipped = told(imported(text, "x.yaml", guide=guide), Fate.SKIPPED)
    assert (2, "d") in skipped  # `wants.*` leads into lists only


def test_a_path_that_leads_nowhere_shows_the_keys_where_it_ends() -> None:
    with pytest.raises(InputError) as caught:
        imported("a: {b: [{c: x}]}", "x.yaml", guide="paths: {text: a.d.c, level: a.b}")
    (finding,) = caught.value.findings
    assert (str(finding.location), finding.code) == ("x.yaml:1:4", "IM011")
    assert finding.help == "the keys there: b"


# Nothing is lost

WORDS = st.text("abcdefg xyz", min_size=1, max_size=12).filter(str.strip)
SIGNS = st.text("ab *_`<>&|[]()#-+.:!\\\"'", min_size=1, max_size=14)


@st.composite
def outlines(draw: st.DrawFn) -> str:
    """Headings, bullets of every depth, labels and paragraphs in any order."""
    line = st.one_of(
        st.builds(
            "{}{}".format, st.sampled_from(["# ", "## ", "### ", "- ", "  - ", "-", ""]), WORDS
        ),
        st.builds("{}**{}**: {}".format, st.sampled_from(["", "- "]), WORDS, WORDS),
        st.sampled_from(["# Senior Engineer", "# Staff Engineer", "# All Levels", "", "", "---"]),
    )
    return "# Junior Engineer\n\n- **A**: b\n\n" + "\n".join(draw(st.lists(line, max_size=20)))


def _words_of(result: Imported) -> str:
    notes = " ".join(f"{note.text} {note.message}" for note in result.notes)
    return json.dumps(result.ladder, ensure_ascii=False) + notes


@settings(max_examples=150, deadline=None)
@given(outlines())
def test_every_word_of_an_outline_is_in_the_ladder_or_the_report(text: str) -> None:
    result = imported(text)
    shown = _words_of(result)
    for block in document_of(html_of(text).text).blocks:
        assert not isinstance(block, Grid)
        assert all(word.strip("-:*") in shown for word in block.text.split())
    loaded(result)


@settings(max_examples=150, deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=6))
def test_no_letter_of_a_bullet_is_lost_whatever_signs_stand_around_it(bullets: list[str]) -> None:
    text = "# Senior\n\n- **A**: b\n\n" + "".join(f"- q{bullet}q\n" for bullet in bullets)
    assert _words_of(imported(text)).count("q") >= 2 * len({b.strip() for b in bullets})


@settings(max_examples=60, deadline=None)
@given(outlines())
def test_the_same_document_twice_gives_the_same_ladder(text: str) -> None:
    assert to_yaml(imported(text).ladder) == to_yaml(imported(text).ladder)


@settings(max_examples=60, deadline=None)
@given(st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner)))
def test_every_text_of_a_record_is_in_the_ladder_or_the_report(extra: object) -> None:
    records = [{"level": "L1", "theme": "Craft", "summary": "tests", "more": extra}]
    shown = _words_of(imported(json.dumps(records), "x.json"))
    assert all(text.strip() in shown for text in values_of(extra))


def values_of(extra: object) -> Iterator[str]:
    """The texts of nested lists and mappings; keys are only told as paths."""
    if isinstance(extra, str):
        yield extra
    elif isinstance(extra, dict | list):
        for value in extra.values() if isinstance(extra, dict) else extra:
            yield from values_of(value)
