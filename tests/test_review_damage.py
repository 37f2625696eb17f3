"""A thousand damaged copies of one reviewed packet: each is read, or refused with file and part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from copies import COMMENTS, DOCUMENT, RECORD, THREADS, Copy, written
from making import members_of
from reviews import answers, form, review

from promo.findings import InputError
from promo.model import Comment, Place, Reply, Review, Reviewed
from promo.review.reading import read
from promo.writers.word.package import zipped

COPIES = 1_000
FILE = "ada.docx"
TRACK = 'w:author="Jonas Brandt" w:date="2026-07-01T09:00:00Z"'
ANSWERS = {"Meets", "Sound work.", "I saw it", "Dana Ortiz", "yes", "2026-07-02"}
Members = dict[str, bytes]


def reviewed() -> bytes:
    """A packet with answers, a thread of comments, tracked changes and a silent edit."""
    given = form(
        "Dana Ortiz",
        answers(("craft", "Craft"), "Meets", "Sound work.", checked=True),
        answers(("people", "People"), "Meets", "I saw it"),
        date="2026-07-02",
    )
    said = Comment(
        *("Jonas Brandt", "2026-07-01T09:00:00Z", "Which quarter?"),
        place=Place(competency="craft"),
        replies=(Reply("Dana Ortiz", "2026-07-02T09:00:00Z", "The second."),),
    )
    copy = Copy(written(Reviewed(review=review(given, comments=(said,)))))
    inserted = f'<w:ins w:id="900" {TRACK}><w:r><w:t>And fees. </w:t></w:r></w:ins>'
    copy.sub("(?<=</w:r>)</w:p></w:tc>", f"{inserted}</w:p></w:tc>", times=3)
    return copy.sub("Returns took weeks", "Returns took days").data


# Ways of breaking: of the whole file, of its members, of the XML in one


def flipped(data: bytes, random: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        broken[random.randrange(len(broken))] ^= 1 << random.randrange(8)
    return bytes(broken)


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def overwritten(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + random.randbytes(random.randrange(400)) + data[start + 200 :]


def of_member(change: Callable[[bytes, Random], bytes]) -> Callable[[bytes, Random], bytes]:
    """The change of one member, most often of one that a review is in."""

    def broken(data: bytes, random: Random) -> bytes:
        members = members_of(data)
        name = random.choice([*members, *(DOCUMENT, COMMENTS, THREADS, RECORD) * 4])
        return zipped({**members, name: change(members[name], random)})

    return broken


def without_members(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    for name in random.sample(sorted(members), random.choice((1, 1, 2, 5))):
        del members[name]
    return zipped(members)


def swapped(data: bytes, random: Random) -> bytes:
    members = members_of(data)
    one, other = random.sample(sorted(members), 2)
    return zipped({**members, one: members[other], other: members[one]})


def tag_dropped(xml: bytes, random: Random) -> bytes:
    """One tag, so that the part is not well-formed any more."""
    tags = list(re.finditer(rb"<[^>]*>", xml))
    tag = random.choice(tags)
    return xml[: tag.start()] + xml[tag.end() :]


def elements_dropped(xml: bytes, random: Random) -> bytes:
    """Whole elements of one kind, or their tags alone; the part may stay well-formed."""
    name = random.choice(sorted(set(re.findall(rb"<([\w:]+)", xml)))).decode()
    patterns = (
        rf"<{name}(?: [^>]*)?/>|<{name}(?: [^>]*)?>.*?</{name}>",
        rf"</?{name}(?: [^>]*)?/?>",
    )
    pattern = re.compile(random.choice(patterns).encode(), re.DOTALL)
    share = random.choice((0.1, 0.5, 1))
    return pattern.sub(lambda m: b"" if random.random() < share else m[0], xml)


def elements_doubled(xml: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb"<(w:\w+)(?: [^>]*)?>.*?</\1>", xml, re.DOTALL))
    if not found:
        return xml
    element = random.choice(found)
    return xml[: element.end()] + element[0] + xml[element.end() :]


def values_changed(xml: bytes, random: Random) -> bytes:
    """Attributes and texts of one kind become something else."""
    strange = (b"", b"-1", b"promo.c1.rating", b"promo_c1_rating", b"9" * 30, "Ä\u202e".encode())
    name = random.choice(sorted(set(re.findall(rb"([\w:]+)=", xml))) or [b"none"])
    pattern = re.compile(rb"(?<=" + re.escape(name) + rb'=")[^"]*')
    return pattern.sub(lambda m: random.choice(strange) if random.random() < 0.3 else m[0], xml)


def json_changed(xml: bytes, random: Random) -> bytes:
    """Something between two quotes is something else, as in a record that was tampered with."""
    strange = (b"", b"[]", b"{}", b"null", b"1", b"\\ud800", b"promo.c1.comment", b"sign_off")
    words = list(re.finditer(rb"(?<=&quot;)[^&]+(?=&quot;)", xml)) or [re.match(rb"", xml)]
    word = random.choice(words)
    assert word
    return xml[: word.start()] + random.choice(strange) + xml[word.end() :]


WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(flipped, cut, overwritten, without_members, swapped),
    *map(of_member, (flipped, cut, tag_dropped, elements_dropped, elements_dropped)),
    *map(of_member, (elements_doubled, values_changed, values_changed, json_changed)),
)


BIT_BY_BIT = WAYS[5]  # may hit a letter of an answer


def test_the_packet_that_is_damaged_has_something_of_everything_in_it() -> None:
    found, findings = read(reviewed(), FILE)
    assert findings == ()
    assert all((found.comments, found.changes, found.edits, found.comments[0].replies))
    assert answered(found) == ANSWERS


def answered(found: Review) -> set[str]:
    """Every answer in a review."""
    values = (own.signed for own in found.forms)
    more = (about.values for own in found.forms for about in own.competencies)
    return {value for each in (*values, *more) for value in each.values() if value}


def test_a_thousand_damaged_copies_are_read_or_refused_by_file_and_part() -> None:
    whole, random = reviewed(), Random(5)
    outcomes = Counter[str]()
    for number in range(COPIES):
        way = WAYS[number % len(WAYS)]
        try:
            found, findings = read(way(whole, random), FILE)
        except InputError as error:
            outcomes["refused"] += 1
            findings = error.findings
            assert findings, number
        else:
            outcomes["read"] += 1
            outcomes["told"] += bool(findings)
            # A day that has lost its control is told as it is shown.
            assert way is BIT_BY_BIT or answered(found) <= {*ANSWERS, "2 July 2026"}, number
        for finding in findings:
            assert finding.location.file == FILE, number
            assert finding.location.part, f"copy {number}: {finding}"
            assert finding.message.isprintable(), f"copy {number}: {finding}"
    assert min(outcomes.values()) > COPIES // 10, outcomes
