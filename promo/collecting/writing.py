"""Drafted items to the lines of an evidence file; what could not be placed stands in comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from promo.collecting.draft import DraftItem
from promo.plain import Plain, scalar, to_yaml


def item_lines(item: DraftItem, place: str) -> list[str]:
    """An item as an entry of a list in YAML: the first line begins with a dash at the margin.

    `place` is where it was found.
    """
    lines = [f"title: {scalar(item.title)}"]
    if item.when:
        key = "period" if ".." in item.when else "date"
        lines.append(f"{key}: {item.when}")
    lines += comments((f"from {place} [{item.fingerprint}]", *item.marks))
    if item.project:
        lines.append(f"project: {scalar(' '.join(item.project.split()))}")
    if item.in_progress:
        lines.append("status: in-progress")
    for key in ("situation", "actions", "result"):
        text = "\n".join(line.rstrip() for line in getattr(item, key).strip("\n").split("\n"))
        if text.strip():
            lines += _text(key, text)
    if item.links:
        lines += _links(item.links)
    return [f"{'  ' if n else '- '}{line}" if line else "" for n, line in enumerate(lines)]


def comments(texts: Iterable[str]) -> Iterator[str]:
    """Comments, the further lines of each set in."""
    for text in texts:
        for n, line in enumerate(filter(str.strip, text.split("\n"))):
            yield f"# {'  ' if n else ''}{line.rstrip()}"


def _text(key: str, text: str) -> list[str]:
    """A text on one line or after `|`, as it stands; between quotes where YAML would change it."""
    lines = text.split("\n")
    if len(lines) == 1 or lines[0][:1].isspace() or "\t" in text:
        return to_yaml({key: text}).rstrip("\n").split("\n")
    return [f"{key}: |-", *(f"  {line}" if line else "" for line in lines)]


def _links(links: Iterable[tuple[str, str]]) -> list[str]:
    named: list[Plain] = [
        {"title": " ".join(title.split()), "url": url} if title.strip() else {"url": url}
        for title, url in links
    ]
    return to_yaml({"links": named}).rstrip("\n").split("\n")


def new_file(
    items: Iterable[list[str]], sources: Iterable[str], name: str, target: str, ladder: str
) -> str:
    """A whole evidence file with these items."""
    lines = [
        f"# Drafted by promo collect from {', '.join(sources)}.",
        "candidate:",
        f"  name: {scalar(name)}",
    ]
    packet = {key: value for key, value in (("ladder", ladder), ("target", target)) if value}
    if packet:
        lines += ["packet:", *(f"  {key}: {scalar(value)}" for key, value in packet.items())]
    lines.append("evidence:")
    for item in items:
        lines += [f"  {line}" if line else "" for line in item]
    return "\n".join(lines) + "\n"
