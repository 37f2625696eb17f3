"""A ladder and a target to a commented evidence file, from a blank page. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from promo.assess import PolicyNumber, months_before, policy_for
from promo.model import Competency, Ladder, Responsibility, Target, WorkStatus
from promo.pages import competency_note, expectation_line
from promo.plain import scalar
from promo.words import Words, counted

NOBODY = "Your Name"
_WIDTH = 80
_NOTES_AT = 28  # columns before the note behind a key
_RESPONSIBILITIES = ", ".join(each.value for each in Responsibility)
_STATUSES = ", ".join(each.value for each in WorkStatus)


def evidence_text(
    ladder: Ladder,
    target: Target,
    today: date,
    *,
    ladder_name: str,
    name: str = NOBODY,
    schema: str = "",
) -> str:
    """An evidence file with an example, and a slot for each competency that is assessed.

    `ladder_name` is what the file calls the ladder, `schema` the address of its schema, if it has
    one. `today` only dates the examples.
    """
    parts = (
        _header(ladder, target, schema),
        _details(ladder, target, today, ladder_name, name),
        _evidence(ladder, target, today),
        _people(),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _header(ladder: Ladder, target: Target, schema: str) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    yield from _comment(f"Evidence for {target.level.title}, by the ladder {ladder.title}.")
    yield "#"
    yield "#   promo check    tells what is missing"
    yield "#   promo build    writes the packet"
    yield "#"
    yield from _comment(
        "What stands behind a # is a comment. Take the # and the space behind it away from the "
        "lines that you fill in, and leave out what you do not have. Only `name` and the `title` "
        "of each item are needed."
    )


def _details(
    ladder: Ladder, target: Target, today: date, ladder_name: str, name: str
) -> Iterator[str]:
    yield "candidate:"
    yield f"  name: {scalar(name)}"
    yield _noted("  # current_level:", f"one of {', '.join(level.id for level in ladder.levels)}")
    yield "  # role:"
    yield "  # team:"
    yield "  # manager:"
    yield ""
    yield "packet:"
    yield f"  ladder: {scalar(ladder_name)}"
    yield f"  target: {scalar(target.level.id)}"
    if target.track and len(ladder.tracks_of(target.level)) > 1:
        yield f"  track: {scalar(target.track.id)}"
    yield f"  # cycle: {today.year}-H{1 if today.month < 7 else 2}"
    yield _noted(f"  # as_of: {today}", "the day counted from; else today")
    yield _noted("  # summary: |", "Markdown, three to five sentences")
    yield "  #   What you did, what came of it, and why it is work of this level."


# Items


def _evidence(ladder: Ladder, target: Target, today: date) -> Iterator[str]:
    level, track = target
    general = policy_for(ladder, level)
    yield from _comment(f"A competency is covered with {_enough(general, level.scope)}.")
    yield "evidence:"
    yield from _comment(
        "An example. It is private, so it is in no packet and no count. Make it your own and "
        "delete the line `private: true`, or delete the example.",
        "  # ",
    )
    assessed = ladder.assessed_at(level, track)
    yield from _example(ladder, target, assessed[0], today)
    for competency in assessed:
        yield ""
        yield from _heading(competency, target)
        for expectation in ladder.expectations_of(level, competency, track):
            line = expectation_line(expectation)
            text = f"{line.detail}: {line.label} {line.text}"
            yield from _comment(text, "  #   ", "  #     ")
        own = policy_for(ladder, level, competency)
        if own != general:
            yield from _comment(f"It is covered with {_enough(own, level.scope)}.", "  # ")
        yield "  #"
        yield from _slot(ladder, competency)


def _heading(competency: Competency, target: Target) -> Iterator[str]:
    note = competency_note(competency, target)
    yield f"  # {'-' * (_WIDTH - 4)}"
    yield from _comment(f"{competency.title} ({note})" if note else competency.title, "  # ")


def _enough(policy: dict[str, PolicyNumber], scope: str) -> str:
    """The policy in words: 2 items from 2 projects; of these 1 ended in the last 12 months."""
    asked = {name: number.value for name, number in policy.items()}
    first = counted(max(asked["items"], 1), "item")
    if asked["projects"]:
        first += f" from {counted(min(asked['projects'], max(asked['items'], 1)), 'project')}"
    parts = []
    if asked["recent_months"]:
        parts.append(f"1 that ended in the last {counted(asked['recent_months'], 'month')}")
    if asked["measured"]:
        parts.append(f"{asked['measured']} with a metric or link")
    if asked["at_scope"] and scope:
        parts.append(f"{asked['at_scope']} at {scope} scope or wider")
    if parts:
        first += f", among them {Words().listed(parts)}"
    if asked["sustained_months"]:
        first += f"; from first to last they span {counted(asked['sustained_months'], 'month')}"
    return first


def _example(ladder: Ladder, target: Target, competency: Competency, today: date) -> Iterator[str]:
    level, track = target
    first, last = (f"{months_before(today, n):%Y-%m}" for n in (9, 3))
    expectation = ladder.expectations_of(level, competency, track)[0]
    yield '  - title: "Example: closing the month takes four days, not nine"'
    yield "    private: true"
    yield _noted(f"    period: {first}..{last}", "or date: 2026-03-31, 2026-03, 2026-Q1")
    yield "    project: Month-end close"
    yield f"    competencies: [{scalar(competency.id)}]"
    yield f"    expectations: [{scalar(expectation.id)}]"
    yield _noted("    responsibility: owner", _RESPONSIBILITIES)
    if ladder.scopes:
        scope = level.scope or ladder.scopes[0]
        yield _noted(f"    scope: {scalar(scope)}", ", ".join(ladder.scopes))
    yield _noted("    status: done", _STATUSES)
    yield _noted("    headline: false", "true for the three to five strongest")
    yield _noted("    situation: |", "Markdown, as in actions and result")
    yield "      Closing a month took nine days, and four teams waited for it."
    yield "    actions: |"
    yield "      I mapped the 31 steps, found two chains that can run side by side, and"
    yield "      agreed on the new order with each of the four teams. It costs one more"
    yield "      reviewer."
    yield "    result: |"
    yield "      The close went from nine days to four, and has stayed there for three"
    yield "      months."
    yield "    metrics:"
    yield "      - name: time to close"
    yield "        baseline: 9 days"
    yield "        result: 4 days"
    yield f"        window: {first}..{last}"
    yield "        method: calendar of the close"
    yield "    links:"
    yield "      - {title: Decision paper, url: https://example.com/month-end-close}"
    yield "    corroboration:"
    yield "      - name: Dana Ortiz"
    yield "        role: Head of Finance"
    yield "        relation: peer"
    yield "        quote: The numbers are on my desk before the planning meeting."


def _slot(ladder: Ladder, competency: Competency) -> Iterator[str]:
    """An item without its facts, as a comment; its lines fit under `evidence:` without the #."""
    yield "  # - title:"
    yield _noted("  #   period:", "2026-01..2026-06, or date: 2026-03")
    yield "  #   project:"
    yield f"  #   competencies: [{scalar(competency.id)}]"
    yield _noted("  #   expectations: []", "the ids above that it meets")
    yield _noted("  #   responsibility:", _RESPONSIBILITIES)
    if ladder.scopes:
        yield _noted("  #   scope:", ", ".join(ladder.scopes))
    yield _noted("  #   situation:", "how things stood")
    yield _noted("  #   actions:", "what you did, and what you gave up for it")
    yield _noted("  #   result:", "what came of it")
    yield _noted("  #   metrics: []", "{name: …, baseline: …, result: …, window: …}")
    yield _noted("  #   links: []", "{title: …, url: https://…}")


def _people() -> Iterator[str]:
    yield "# feedback:"
    yield "#   - name:"
    yield "#     role:"
    yield _noted("#     level:", "as the ladder names it")
    yield _noted("#     relation:", "peer, manager, …")
    yield _noted("#     quote:", "word for word")


def _comment(text: str, first: str = "# ", rest: str = "") -> list[str]:
    """A text as comments; whatever breaks a line in YAML is a space."""
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest or first,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _noted(line: str, note: str) -> str:
    return f"{line:<{_NOTES_AT}} # {note}"
