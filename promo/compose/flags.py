"""What the evidence lacks, worst first, and the smallest thing that would mend each."""

from __future__ import annotations

from collections.abc import Iterator

from promo import phrases
from promo.assess import Coverage
from promo.compose.frame import Frame
from promo.model import Waiver
from promo.packet import Flag, Flags, Ref

PAGE_ONE_FLAGS = 5


def all_flags(f: Frame) -> Flags:
    words = f.words
    flags = (*gap_flags(f), *packet_flags(f), *waived_flags(f))
    rest = flags[PAGE_ONE_FLAGS:]
    return Flags(
        first=flags[:PAGE_ONE_FLAGS],
        rest=rest,
        none=words("flags.none" if f.assessment.coverages else "flags.nothing"),
        more=words("flags.more", len(rest)) if rest else "",
        more_ref=Ref(text=words("heading.further_flags"), anchor="further"),
        elsewhere=words("flags.elsewhere", len(rest)) if rest else "",
        description=words("flags.descr"),
    )


def gap_flags(f: Frame) -> Iterator[Flag]:
    for gap in f.assessment.gaps:
        yield gap_flag(f, gap)


def gap_flag(f: Frame, gap: Coverage) -> Flag:
    words = f.words
    text = phrases.reasons(words, f.assessment, gap)
    return with_note(
        f,
        Flag(
            status=gap.status,
            label=phrases.status_label(words, gap.status),
            title=gap.competency.title,
            anchor=f.anchors[gap.competency.id],
            text=words("flag.required", text=text) if gap.required else text,
            step_label=words("flag.do_next"),
            step=phrases.next_step(words, f.assessment, gap),
            note="",
        ),
    )


def with_note(f: Frame, flag: Flag) -> Flag:
    """The flag with what a comment in the margin says of it, where there are to be any."""
    if not f.reviewed.notes:
        return flag
    fact = f.words("review.note.flag", label=flag.label, text=flag.text)
    return flag._replace(note=f"{fact}\n{flag.step_label} {flag.step}")


def packet_flags(f: Frame) -> Iterator[Flag]:
    for line in f.assessment.packet_lines:
        names = f.words.listed(f.numbers[item.id] for item in line.items) if line.items else ""
        title, text, step = phrases.packet_line(f.words, f.assessment, line, names)
        flag = Flag(
            status=None,
            label=f.words("flag.packet"),
            title=title,
            anchor="",
            text=text,
            step_label=f.words("flag.do_next"),
            step=step,
            note="",
        )
        yield with_note(f, flag)


def waived_flags(f: Frame) -> Iterator[Flag]:
    for coverage in f.assessment.waived:
        yield waived_flag(f, coverage)
    for waiver in f.assessment.evidence.waivers:
        if waiver.competency not in f.anchors:
            yield _waiver(f, waiver, f.words("flag.waiver.not_assessed", reason=waiver.reason))


def waived_flag(f: Frame, coverage: Coverage) -> Flag:
    words, waiver = f.words, coverage.waiver
    assert waiver is not None
    status = phrases.status_label(words, coverage.status)
    return _waiver(f, waiver, words("flag.waiver", status=status, reason=waiver.reason))


def _waiver(f: Frame, waiver: Waiver, text: str) -> Flag:
    return Flag(
        status=None,
        label=f.words("flag.waived"),
        title=f.titles[waiver.competency],
        anchor=f.anchors.get(waiver.competency, ""),
        text=text,
        step_label="",
        step=f.words("flag.approved", name=waiver.approved_by),
        note="",
    )
