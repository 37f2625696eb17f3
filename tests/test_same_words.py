"""The Word document and the Markdown page of one packet say the same words in the same order.

What only one of them says: Word has a running header and footer; the page has the header's mark
of confidence beside its first line, the footer after a rule at its end, and a dash before the name
under a quote.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    EXAMPLES,
    METRIC,
    SMALL,
    SOME_ITEMS,
    SOMEONE,
    VERSION,
    WHOLE_LADDER,
    Sections,
    Written,
    assessment,
    besides,
    docx_lines,
    docx_words,
    example,
    example_packet,
    file_of,
    item,
    markdown_lines,
    markdown_words,
    packet,
    read_ladder,
    voices,
)
from test_roundtrip import HOSTILE, PROSE

from promo.compose import compose
from promo.packet import Packet
from promo.writers import markdown
from promo.writers.word import write
from promo.writers.word.lint import lint


def of_word(made: Packet) -> Sections:
    return docx_words(write(made))


def of_markdown(made: Packet, template: markdown.Template | None = None) -> Sections:
    """The page's words without those that Word has in its header and footer or as a style."""
    sections = markdown_words(markdown.write(made, template))
    first, last = sections[""], sections[next(reversed(sections))]
    eyebrow, mark = made.document.eyebrow.split(), ["·", *made.header.right.split()]
    assert first[: len(eyebrow) + len(mark)] == eyebrow + mark
    del first[len(eyebrow) : len(eyebrow) + len(mark)]
    footer = made.footer.left.split()
    assert last[-len(footer) :] == footer
    del last[-len(footer) :]
    return sections


def without_dashes(sections: Sections) -> Sections:
    return {name: [word for word in words if word != "—"] for name, words in sections.items()}


def assert_same(made: Packet) -> None:
    word, page = without_dashes(of_word(made)), without_dashes(of_markdown(made))
    assert list(page) == list(word)
    for section in word:
        assert page[section] == word[section], section


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_the_same_words_in_both(name: str) -> None:
    assert_same(example_packet(name))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_competency_item_and_flag_of_an_example_is_in_both(name: str) -> None:
    found, made = example(name), example_packet(name)
    said = [competency.competency.title for competency in found.coverages]
    said += [each.title for each in found.evidence.items]
    said += [flag.text for flag in made.flags.first + made.flags.rest]
    word = " ".join(line.text for line in docx_lines(write(made)))
    page = " ".join(line.text for line in markdown_lines(markdown.write(made)))
    assert [text for text in said if text not in word] == []
    assert [text for text in said if text not in page] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_sections_that_a_call_asks_for_say_the_same_words_in_both(name: str) -> None:
    now = example(name)
    before = assessment(
        file_of(), on=now.ladder, target=now.level.id, track=now.track.id if now.track else ""
    )
    assert_same(compose(now, VERSION, besides=besides(now, before)))


@settings(max_examples=30, deadline=None)
@given(SOME_ITEMS, SOME_ITEMS)
def test_any_two_files_say_the_same_words_in_both(old: Written, new: Written) -> None:
    now = assessment(file_of(*new))
    made = compose(now, VERSION, besides=besides(now, assessment(file_of(*old))))
    assert_same(made)
    assert lint(write(made)) == ()


WAIVER = {"competency": "people", "reason": "No team.", "approved_by": "Grace"}
PIECES = st.fixed_dictionaries(
    {
        "feedback": st.sampled_from([[], voices("Grace"), [{"quote": "Good.", "role": "CTO"}]]),
        "waivers": st.sampled_from([[], [WAIVER]]),
        "packet": st.fixed_dictionaries({}, optional={"cycle": HOSTILE, "summary": PROSE}),
    }
)


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS, PIECES)
def test_any_file_says_the_same_words_in_both(items: Written, more: dict[str, Any]) -> None:
    assert_same(packet(file_of(*items, **more)))


TEXTS = st.fixed_dictionaries({"title": HOSTILE, "project": HOSTILE, "actions": PROSE})


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=2), st.booleans())
def test_any_text_gives_the_same_words_in_both(texts: list[dict[str, str]], tagged: bool) -> None:
    tags = ["craft", "reach"] if tagged else []
    items = [
        item(competencies=tags, headline="yes", corroboration=SOMEONE, metrics=[METRIC]) | text
        for text in texts
    ]
    assert_same(packet(file_of(*items)))


def test_a_long_list_of_expectations_says_the_same_words_in_both() -> None:
    cells = "".join(f"      - {{id: e{n}, text: Does {n}}}\n" for n in range(9))
    on = read_ladder(SMALL.replace("    people:", f"{cells}    people:", 1))
    assert_same(packet(file_of(item(expectations=["e1"])), on=on))


TARGETS = [("l3", "ic"), ("l4", "ic"), ("l4", "lead"), ("l5", "ic"), ("m5", "lead")]


@pytest.mark.parametrize(("target", "track"), TARGETS)
@pytest.mark.parametrize("tags", [[], ["craft", "system"], ["haste"]], ids=" and ".join)
def test_a_ladder_that_has_every_key_says_the_same_words_in_both(
    target: str, track: str, tags: list[str]
) -> None:
    items = [item(competencies=tags), item("B", competencies=tags, expectations=["l4.craft.1"])]
    made = packet(file_of(*items), on=WHOLE_LADDER, target=target, track=track)
    assert made.committee is not None
    assert_same(made)
    assert lint(write(made)) == ()


TAGS = st.lists(st.sampled_from(["craft", "people", "extras", "system", "haste"]), unique=True)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TARGETS), st.lists(TAGS, max_size=4))
def test_any_items_on_such_a_ladder_say_the_same_words_in_both(
    target: tuple[str, str], tags: list[list[str]]
) -> None:
    items = [item(f"Item {n}", competencies=each) for n, each in enumerate(tags)]
    level, track = target
    assert_same(packet(file_of(*items), on=WHOLE_LADDER, target=level, track=track))


NOTHING = """
ladder: x
levels: [{id: only}]
competencies: [{id: craft, weight: 0}, {id: haste, polarity: risk}]
expectations: {only: {craft: [Does], haste: [Ships untested]}}
"""


def test_a_level_at_which_nothing_is_assessed_says_the_same_words_in_both() -> None:
    made = packet(file_of(item()), on=read_ladder(NOTHING), target="only")
    assert made.competencies == ()
    assert_same(made)
    assert lint(write(made)) == ()
