"""Text by the columns that a terminal gives it."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo.columns import columns, cut, fill

WIDTHS = {"abc": 3, "→": 1, "é": 1, "e\u0301": 1, "初級": 4, "カナ": 4, "ｶﾅ": 2, "Größe": 5, "": 0}


@pytest.mark.parametrize(("text", "width"), WIDTHS.items(), ids=ascii)
def test_a_wide_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(), st.integers(2, 20))
def test_what_is_cut_fits(text: str, width: int) -> None:
    shown = cut(text, width)
    assert columns(shown) <= width
    assert shown == text or shown.endswith("…")


WORDS = st.text(st.sampled_from("ab 初級é→"), max_size=120)


@given(WORDS, st.integers(8, 40))
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text: str, width: int) -> None:
    filled = fill(text, width, "> ", "  ")
    longest = max(
        (len(word) for word in text.replace("初", " ").replace("級", " ").split()), default=0
    )
    assert all(columns(line) <= max(width, longest + 2) for line in filled.split("\n"))
    assert "".join(filled.removeprefix("> ").split()) == "".join(text.split())


@given(st.text(st.sampled_from("abcd -"), max_size=150).map(" ".join))
def test_plain_text_is_filled_as_python_fills_it(text: str) -> None:
    plain = textwrap.fill(
        " ".join(text.split()),
        30,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if text.strip():
        assert fill(" ".join(text.split()), 30, "  ", "    ") == plain
        marked = fill(" ".join(text.split()) + " é", 30, "  ", "    ")
        assert marked.replace(" é", "").replace("\n    é", "").split() == plain.split()
