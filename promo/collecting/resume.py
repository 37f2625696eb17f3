"""A JSON Resume to items: the highlights of work, and projects, awards and publications."""

from __future__ import annotations

from promo.collecting import dates, values
from promo.collecting.draft import Draft, DraftItem, links_in, title_of
from promo.source import Map, Seq

_LISTS = ("work", "volunteer", "projects", "awards", "certificates", "publications")


def fill(draft: Draft, root: Map | Seq) -> None:
    """An item of each highlight, project, award, certificate and publication."""
    assert isinstance(root, Map)
    for name, (_, node) in root.entries.items():
        if name in _LISTS:
            for entry in values.maps(root, name):
                _fill_entry(draft, entry, name)
            values.skip_strays(draft, node)
        else:
            if name == "basics":
                draft.candidate = values.text(node, "name").strip()
            for text in values.texts(node):
                draft.skip(text.line, text.value, f"`{name}` says nothing of what was done")


def _fill_entry(draft: Draft, entry: Map, section: str) -> None:
    when, doubts = _when(entry)
    name = values.text(entry, "title", "name", "organization", "company")
    role = values.text(entry, "position")
    heading = ", ".join(filter(None, (role, name)))
    highlights = values.seq(entry, "highlights")
    url = values.text(entry, "url", "website")
    known = {"title", "name", "organization", "company", "position", "highlights", "summary"}
    known |= {"description", "url", "website", "startDate", "endDate", "date", "releaseDate"}
    said = [
        f"{key}: {text.value}"
        for key, (_, node) in entry.entries.items()
        if key not in known
        for text in values.texts(node)
    ]
    summary = "\n\n".join(
        filter(str.strip, (values.text(entry, "summary"), values.text(entry, "description")))
    )
    if section in ("work", "volunteer"):
        about = [f"{section}: {heading}", *([f"summary: {summary}"] if summary else []), *said]
        about += [f"url: {url}"] if url else []
        for text in highlights:
            title, is_whole = title_of(text.value)
            draft.items.append(
                DraftItem(
                    title=title,
                    line=text.line,
                    key=f"{section} {heading} {text.value}",
                    when=when,
                    actions="" if is_whole else text.value,
                    links=links_in(text.value)[0],
                    marks=(*about, *doubts),
                )
            )
        if highlights:
            return
    if not heading.strip():
        for text in values.texts(entry):
            draft.skip(text.line, text.value, f"an entry of `{section}` without a name")
        return
    listed = "\n".join(f"- {text.value}" for text in highlights)
    title, is_whole = title_of(heading)
    links = links_in("\n".join((url, summary, listed)))[0]
    draft.items.append(
        DraftItem(
            title=title,
            line=entry.line,
            key=f"{section} {heading}",
            when=when,
            project=name if section == "projects" else "",
            actions="\n\n".join(filter(None, ("" if is_whole else heading, summary, listed))),
            links=links,
            marks=(*said, *([f"url: {url}"] if url and not links else []), *doubts),
        )
    )


def _when(entry: Map) -> tuple[str, list[str]]:
    """The period or day of an entry, and the dates that could not be read."""
    forms: dict[str, str] = {}
    doubts: list[str] = []
    for key in ("startDate", "endDate", "date", "releaseDate"):
        forms[key], why = values.dated(values.text(entry, key), key)
        doubts += why
    when, why = dates.span(forms.get("startDate", ""), forms.get("endDate", ""))
    return when or forms.get("date", "") or forms.get("releaseDate", ""), [*doubts, *why]
