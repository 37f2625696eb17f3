"""What a target means: a level by any of its names, the track by call, file, or the name itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from commandline import promo
from making import AS_OF, VERSION

from promo.assess import Assessment
from promo.compose import compose
from promo.findings import Finding, InputError
from promo.load import Question, load

# l3 is on every track, l4 on two of three, and two levels of rank 3 share the alias Five.
LADDER = """\
ladder: forked
tracks:
  - {id: pm, title: Product Manager, aliases: [product]}
  - {id: pmm, title: Product Marketing, aliases: [marketing]}
  - {id: lead}
levels:
  - {id: l3, title: Junior, aliases: [Three]}
  - {id: l4, title: Senior, aliases: [Four], tracks: [pm, pmm]}
  - {id: l5, title: Staff, aliases: [Five], tracks: [pm, pmm]}
  - {id: m5, title: Manager, aliases: [Five], rank: 3, tracks: [lead]}
competencies: [{id: craft}]
expectations: {all: {craft: [{id: craft.1, text: Keeps promises}]}}
"""
# The same names without tracks: nothing to choose.
PLAIN = """\
ladder: plain
levels: [{id: l3, title: Junior}, {id: l4, title: Senior, aliases: [Four]}]
competencies: [{id: craft}]
expectations: {all: {craft: [{id: craft.1, text: Keeps promises}]}}
"""


@pytest.fixture
def asked(tmp_path: Path) -> Question:
    """A question about an evidence file in a folder with both ladders."""
    (tmp_path / "forked.yaml").write_text(LADDER, encoding="utf-8")
    (tmp_path / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "evidence.yaml").write_text("candidate: {name: Ada}\n", encoding="utf-8")
    return Question(
        evidence=str(tmp_path / "evidence.yaml"),
        today=AS_OF,
        ladder=str(tmp_path / "forked.yaml"),
    )


def saying(asked: Question, packet: str) -> Question:
    """The same question, of a file whose `packet` says more."""
    content = f"candidate: {{name: Ada}}\npacket: {{{packet}}}\n"
    Path(asked.evidence).write_text(content, encoding="utf-8")
    return asked


def target_of(question: Question) -> tuple[str, str]:
    """The level and the track that an answer is about; no track is empty."""
    found = load(question)
    return found.level.id, found.track.id if found.track else ""


def refusal(question: Question) -> Finding:
    """The one error of a question that has no answer."""
    with pytest.raises(InputError) as caught:
        load(question)
    (finding,) = caught.value.findings
    return finding


# One level, one track

MEANT: dict[str, tuple[str, str | None, tuple[str, str]]] = {
    "a level on one track": ("m5", None, ("m5", "lead")),
    "a title": ("manager", None, ("m5", "lead")),
    "a level and a track": ("L5 PMM", None, ("l5", "pmm")),
    "the track's title": ("Staff Product Manager", None, ("l5", "pm")),
    "the track's alias": ("five, marketing", None, ("l5", "pmm")),
    "an alias and a track by the call": ("Five", "lead", ("m5", "lead")),
    "a level of every track": ("Three", "Lead", ("l3", "lead")),
    "a track by its title": ("l4", "product marketing", ("l4", "pmm")),
    "a track by its alias": ("l4", "Product", ("l4", "pm")),
    "the track said twice": ("m5", "lead", ("m5", "lead")),
}


@pytest.mark.parametrize(("target", "track", "meant"), MEANT.values(), ids=MEANT)
def test_a_target_names_one_level_on_one_track(
    target: str, track: str | None, meant: tuple[str, str], asked: Question
) -> None:
    assert target_of(replace(asked, target=target, track=track)) == meant


def test_a_ladder_without_tracks_needs_none(asked: Question) -> None:
    on = replace(asked, ladder=asked.ladder and asked.ladder.replace("forked", "plain"))
    assert target_of(replace(on, target="four")) == ("l4", "")


# More than one

SEVERAL: dict[str, tuple[str, str, str]] = {
    "a level on two tracks": (
        "L5",
        '"L5" may be l5 on track pm or l5 on track pmm',
        "add --track pm or --track pmm, or name both: l5 pm",
    ),
    "a level on every track": (
        "Junior",
        '"Junior" may be l3 on track pm or l3 on track pmm or l3 on track lead',
        "add --track pm or --track pmm or --track lead, or name both: l3 pm",
    ),
    "two levels with one alias": (
        "five",
        '"five" may be l5 on track pm or l5 on track pmm or m5 on track lead',
        "add --track pm or --track pmm or --track lead, or name both: l5 pm",
    ),
}


@pytest.mark.parametrize(("target", "message", "help"), SEVERAL.values(), ids=SEVERAL)
def test_a_target_that_may_be_several_names_them_and_asks_for_the_track(
    target: str, message: str, help: str, asked: Question
) -> None:
    finding = refusal(replace(asked, target=target))
    assert (finding.code, str(finding.location)) == ("EV015", "--target")
    assert (finding.message, finding.help) == (message, help)


def test_a_target_of_the_file_that_may_be_several_is_told_at_its_place(asked: Question) -> None:
    finding = refusal(saying(asked, "target: L5"))
    assert (finding.code, finding.location[1:3]) == ("EV015", (2, 18))


def test_an_alias_that_two_tracks_share_is_told_apart_by_the_track_behind_it(
    asked: Question,
) -> None:
    assert target_of(replace(asked, target="Five Lead")) == ("m5", "lead")


ONE_TRACK_EACH = LADDER.replace(
    "aliases: [Five], tracks: [pm, pmm]", "aliases: [Five], tracks: [pm]"
)


@pytest.mark.parametrize(
    ("ladder", "target"),
    [
        pytest.param(LADDER, "L5", id="a level on two tracks"),
        pytest.param(LADDER, "l3", id="a level on every track"),
        pytest.param(ONE_TRACK_EACH, "Five", id="two levels on a track each"),
    ],
)
def test_the_name_that_the_help_gives_is_accepted(
    ladder: str, target: str, asked: Question
) -> None:
    assert asked.ladder is not None
    Path(asked.ladder).write_text(ladder, encoding="utf-8")
    _, _, both = refusal(replace(asked, target=target)).help.partition("name both: ")
    level, track = target_of(replace(asked, target=both))
    assert both == f"{level} {track}"


# By call and by file

CHOSEN: dict[str, tuple[str, str | None, str | None, tuple[str, str]]] = {
    "the file's target and track": ("target: L5, track: pmm", None, None, ("l5", "pmm")),
    "the file's target has the track in it": ("target: L5 PM", None, None, ("l5", "pm")),
    "--track wins over the file's": ("target: L5, track: pmm", None, "pm", ("l5", "pm")),
    "--target wins, and the file's track holds": (
        "target: l3, track: pmm",
        "L4",
        None,
        ("l4", "pmm"),
    ),
    "a target of the call that is on one track is not bound by the file's": (
        "target: L5, track: pmm",
        "m5",
        None,
        ("m5", "lead"),
    ),
    "nor is one that names its track": ("track: pmm", "L5 PM", None, ("l5", "pm")),
    "both by the call": ("target: l3, track: pm", "l4", "pmm", ("l4", "pmm")),
    "the track alone in the file": ("track: pm", "l3", None, ("l3", "pm")),
}


@pytest.mark.parametrize(("packet", "target", "track", "meant"), CHOSEN.values(), ids=CHOSEN)
def test_the_call_wins_over_the_file(
    packet: str, target: str | None, track: str | None, meant: tuple[str, str], asked: Question
) -> None:
    said = saying(asked, packet)
    assert target_of(replace(said, target=target, track=track)) == meant


# No such track

NO_TRACK: dict[str, tuple[str, str, str, str]] = {
    "unknown": ("l4", "leed", 'forked has no track "leed"', 'did you mean "lead"?'),
    "nothing like one": ("l4", "sales", 'forked has no track "sales"', "use one of: pm, pmm, lead"),
    "not the level's": (
        "m5",
        "pm",
        'the level "m5" is not on the track "pm"',
        "it is on: lead",
    ),
    "not the level's, which is on two": (
        "Four",
        "Lead",
        'the level "Four" is not on the track "Lead"',
        "it is on: pm, pmm",
    ),
    "not the one in the target": (
        "L5 PM",
        "pmm",
        'the level "L5 PM" is not on the track "pmm"',
        "it is on: pm",
    ),
}


@pytest.mark.parametrize(("target", "track", "message", "help"), NO_TRACK.values(), ids=NO_TRACK)
def test_a_track_that_is_not_there_is_told_with_those_that_are(
    target: str, track: str, message: str, help: str, asked: Question
) -> None:
    finding = refusal(replace(asked, target=target, track=track))
    assert (finding.code, str(finding.location)) == ("EV016", "--track")
    assert (finding.message, finding.help) == (message, help)


def test_a_track_of_the_file_that_is_not_there_is_told_at_its_place(asked: Question) -> None:
    finding = refusal(saying(asked, "target: l4, track: sales"))
    assert (finding.code, finding.location[1:3]) == ("EV016", (2, 29))


def test_a_track_on_a_ladder_without_tracks_is_told(asked: Question) -> None:
    on = replace(asked, ladder=asked.ladder and asked.ladder.replace("forked", "plain"))
    finding = refusal(replace(on, target="l4", track="pm"))
    assert finding.message == 'plain has no track "pm"'
    assert finding.help == "leave it out: this ladder has no tracks"


def test_an_unknown_level_is_told_as_one_on_any_track(asked: Question) -> None:
    for track in (None, "pm"):
        finding = refusal(replace(asked, target="L6", track=track))
        assert (finding.code, finding.message) == ("EV001", 'forked has no level "L6"')


def test_a_wrong_track_stops_only_the_target_and_the_items_are_read(asked: Question) -> None:
    content = "candidate: {name: Ada}\nevidence: [{title: A, competencies: [crafft]}]\n"
    Path(asked.evidence).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(replace(asked, target="l4", track="sales"))
    assert {finding.code for finding in caught.value.findings if finding.is_error} == {
        "EV016",
        "EV003",
    }


# What people see of it


def assessed(asked: Question, target: str, track: str = "") -> Assessment:
    return load(replace(asked, target=target, track=track or None))


def test_the_command_line_takes_a_track(asked: Question, tmp_path: Path) -> None:
    told = promo(
        *("check", "evidence.yaml", "--ladder", "forked.yaml", "--target", "L5"),
        *("--track", "pmm", "--as-of", "2026-06-30"),
        cwd=tmp_path,
    )
    assert told.code == 1
    assert "Staff (Product Marketing), forked," in " ".join(told.stdout.split())


def test_the_packet_names_the_track_where_the_level_is_on_several(asked: Question) -> None:
    both = compose(assessed(asked, "L5", "pmm"), VERSION)
    assert both.document.subtitle == "For Staff, Product Marketing"
    one = compose(assessed(asked, "m5"), VERSION)
    assert one.document.subtitle == "For Manager"
    assert "Track: lead." in " ".join(one.method.paragraphs)


def test_a_current_level_of_two_tracks_is_not_printed_as_the_other_tracks(asked: Question) -> None:
    content = "candidate: {name: Ada, current_level: Five}\n"
    Path(asked.evidence).write_text(content, encoding="utf-8")
    made = compose(assessed(asked, "m5"), VERSION)
    assert "Staff" not in made.document.subtitle
