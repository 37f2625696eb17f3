"""Evidence files of any length, as people write them and the same for every seed.

An item has about 1.7 kB of YAML: prose with bold words, lists, quotes and links, one or two
metrics, links, mostly somebody's word for it, and the expectation that it is meant to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from textwrap import fill, indent

from benchmarks import vocabulary as say

TARGET = "principal"
_HEADLINES = 5
_WIDTH = 88


def evidence(items: int, seed: int = 1) -> bytes:
    """One candidate's evidence file with so many items."""
    random = Random(seed)
    lines = [_head(random), "evidence:"]
    lines += [_item(random, number) for number in range(1, items + 1)]
    lines += ["feedback:", *(_feedback(random) for _ in range(3))]
    return ("\n".join(lines) + "\n").encode()


def _head(random: Random) -> str:
    summary = " ".join(_sentences(random, say.RESULTS, 3))
    return (
        f"candidate:\n  name: {_name(random)}\n  current_level: senior\n"
        f"  role: Senior Product Manager\n  team: {random.choice(say.SYSTEMS).title()}\n"
        f"  manager: {_name(random)}\n"
        f"packet:\n  ladder: pm-ic-five\n  target: {TARGET}\n  cycle: 2026-H1\n"
        f"  as_of: 2026-06-30\n  summary: |\n{_block(summary, 4)}\n"
    )


def _item(random: Random, number: int) -> str:
    parts = [
        *_tags(random, number),
        _field("situation", _situation(random)),
        _field("actions", _actions(random)),
        _field("result", _result(random)),
        *_listed(random, "metrics", _metric, (1, 2, 2)),
        *_listed(random, "links", _link, (1, 1, 2)),
        *_listed(random, "corroboration", _corroboration, (0, 1, 1)),
    ]
    return "  - " + indent("\n".join(parts), "    ").lstrip() + "\n"


def _tags(random: Random, number: int) -> Iterator[str]:
    competency = random.choice(tuple(say.COMPETENCIES))
    expectations, aliases = say.COMPETENCIES[competency]
    project = random.choice(say.SYSTEMS)
    yield f"id: item-{number}"
    yield f"title: {_filled(random, random.choice(say.TITLES)).capitalize()}"
    yield f"period: {_month(random, 2024)}..{_month(random, 2025)}"
    yield f"project: {project.capitalize()}"
    yield f"competencies: [{random.choice((competency, *aliases))}]"
    if random.random() < 0.8:
        yield f"expectations: [{TARGET}.{competency}.{random.randint(1, expectations)}]"
    yield f"responsibility: {random.choice(('owner', 'owner', 'co-owner', 'contributor'))}"
    yield f"scope: {random.choice(('domain', 'portfolio', 'portfolio'))}"
    if number <= _HEADLINES:
        yield "headline: true"


# Prose


def _situation(random: Random) -> str:
    text = " ".join(_sentences(random, say.SITUATIONS, 2))
    if random.random() < 0.3:
        text += f" The numbers are in [{random.choice(say.DOCUMENTS)}]({_url(random)})."
    return _wrapped(text)


def _actions(random: Random) -> str:
    blocks = [_wrapped(" ".join(_sentences(random, say.ACTIONS, 2)))]
    if random.random() < 0.6:
        marker = random.choice(("-", "-", "1."))
        blocks.append("\n".join(_points(random, say.STEPS, marker)))
    if random.random() < 0.2:
        blocks.append(indent(_wrapped(_quote(random)), "> "))
    return "\n\n".join(blocks)


def _result(random: Random) -> str:
    if random.random() < 0.35:
        return "\n".join(_points(random, say.RESULTS, "-"))
    return _wrapped(" ".join(_sentences(random, say.RESULTS, 2)))


def _points(random: Random, pool: tuple[str, ...], marker: str) -> Iterator[str]:
    for sentence in _sentences(random, pool, 3):
        yield fill(f"{marker} {sentence}", _WIDTH, subsequent_indent=" " * (len(marker) + 1))


def _sentences(random: Random, pool: tuple[str, ...], count: int) -> Iterator[str]:
    for pattern in random.sample(pool, count):
        sentence = _filled(random, pattern)
        yield sentence[0].upper() + sentence[1:]


def _filled(random: Random, pattern: str) -> str:
    """The pattern with a word for each of its names."""
    words = {name: random.choice(pool) for name, pool in say.WORDS.items()}
    return pattern.format(
        **words,
        who=_name(random),
        few=random.randint(2, 19),
        many=f"{random.randint(20, 980) * 10:,}",
        share=random.randint(3, 88),
    )


def _quote(random: Random) -> str:
    return " ".join(_sentences(random, say.QUOTES, 2))


# Lists of entries


def _listed(random: Random, key: str, entry: object, counts: tuple[int, ...]) -> Iterator[str]:
    count = random.choice(counts)
    if count and callable(entry):
        yield f"{key}:"
        yield from ("  - " + indent(entry(random), "    ").lstrip() for _ in range(count))


def _metric(random: Random) -> str:
    measure, unit = random.choice(say.MEASURES)
    before = random.randint(12, 90)
    name = f"{measure}, {random.choice(say.SYSTEMS)}"
    return (
        f'name: {name}\nbaseline: "{before} {unit}"\n'
        f'result: "{random.randint(1, before - 2)} {unit}"\n'
        f"window: {_month(random, 2024)}..{_month(random, 2025)}\n"
        f"method: {random.choice(say.METHODS)}, {random.choice(say.SYSTEMS)}"
    )


def _link(random: Random) -> str:
    title = f"{random.choice(say.DOCUMENTS)}, {random.choice(say.SYSTEMS)}"
    return f"title: {title.capitalize()}\nurl: {_url(random)}"


def _corroboration(random: Random) -> str:
    return (
        f"name: {_name(random)}\nrole: {random.choice(say.ROLES)}\n"
        f"relation: {random.choice(('peer', 'stakeholder', 'customer', 'manager'))}\n"
        f"quote: >-\n{_block(_quote(random), 2)}\ndate: {_month(random, 2026)}"
    )


def _feedback(random: Random) -> str:
    return (
        f"  - name: {_name(random)}\n    role: {random.choice(say.ROLES)}\n    level: principal\n"
        f"    relation: peer\n    supportive: true\n    quote: >-\n{_block(_quote(random), 6)}"
    )


# Small pieces


def _field(key: str, text: str) -> str:
    return f"{key}: |\n{indent(text, '  ')}"


def _block(text: str, depth: int) -> str:
    return indent(_wrapped(text), " " * depth)


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _name(random: Random) -> str:
    return f"{random.choice(say.FIRST_NAMES)} {random.choice(say.LAST_NAMES)}"


def _month(random: Random, year: int) -> str:
    return f"{year}-{random.randint(1, 12 if year < 2026 else 6):02}"


def _url(random: Random) -> str:
    place = random.choice(say.SYSTEMS).replace(" ", "-")
    return f"https://wiki.varmelin.example.com/{place}/{random.randint(100, 9999)}"
