"""YAML that promo writes: it reads back as it was, by promo and by other readers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading import parsed, unhurried

from promo.plain import to_yaml
from promo.source import FORBIDDEN, plain_of

SIGNS = st.text(alphabet="ab #:\n\t,?-[]{}'\"|>&*!%@`~.0", max_size=12)
TEXTS = (st.text(max_size=30) | SIGNS).map(lambda t: FORBIDDEN.sub("", t.replace("\r", "")))
KEYS = TEXTS.filter(lambda key: key != "<<")  # which a merge key would be, and is refused
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@unhurried
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_any_mapping_of_texts_reads_back_as_it_was(data: dict[str, Any]) -> None:
    written = to_yaml(data)
    assert plain_of(parsed(written).root) == data
    assert yaml.safe_load(written) == data


WORDS = ["no", "yes", "on", "null", "1.10", "012", "0x1F", "12:30", "2025-09-30", "1e3", "n", "~"]


@pytest.mark.parametrize(
    "word", [*WORDS, "nan", "Inf", "1_000", "True", "-", "", " a", "a ", "=", "<"]
)
def test_a_word_that_yaml_readers_take_for_more_is_quoted(word: str) -> None:
    assert yaml.safe_load(to_yaml({"a": word, "b": [word], "c": {word: word}})) == {
        "a": word,
        "b": [word],
        "c": {word: word},
    }


def test_plain_text_stands_without_quotes() -> None:
    text = "Sets direction for a portfolio (of products) & says why"
    assert to_yaml({"title": text}) == f"title: {text}\n"


def test_numbers_and_flags_are_what_other_readers_take_them_for() -> None:
    data: dict[str, Any] = {"rank": 3, "weight": 0.5, "required": True, "optional": False}
    assert to_yaml(data) == "rank: 3\nweight: 0.5\nrequired: true\noptional: false\n"
    assert yaml.safe_load(to_yaml(data)) == data


def test_short_lists_stand_on_one_line_and_long_texts_after_a_bar() -> None:
    data: dict[str, Any] = {"aliases": ["IC3", "L3"], "notes": "One.\n\nTwo."}
    assert to_yaml(data) == "aliases: [IC3, L3]\nnotes: |-\n  One.\n\n  Two.\n"


def test_a_long_text_stays_on_its_line() -> None:
    data: dict[str, Any] = {"levels": [{"id": "a", "summary": "word " * 40 + "end"}]}
    lines = to_yaml(data).splitlines()
    assert lines == ["levels:", "  - id: a", f"    summary: {'word ' * 40}end"]
