"""JSON to items: JSON Resume, and pull requests as GitHub's command line and its API give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promo.collecting import dates
from promo.collecting.dates import Calendar
from promo.collecting.draft import Draft, DraftItem, links_in, title_of
from promo.collecting.phrasing import doubt
from promo.findings import Location, quote, stopped
from promo.importing import loose_json
from promo.source import Map, Node, Seq, Text

_LISTS = ("work", "volunteer", "projects", "awards", "certificates", "publications")
_PULL_REQUEST = (
    {"title", "mergedAt"},
    {"title", "merged_at"},
    {"title", "pull_request"},
    {"title", "state", "closedAt"},
)
_REPOSITORY = re.compile(r"https?://[^/]+/[^/]+/([^/]+)/pull/\d+$")


def kind_of(root: Map | Seq) -> str:
    """What records a file holds, or an empty text."""
    if isinstance(root, Map) and ("basics" in root.entries or "work" in root.entries):
        return "json-resume"
    pulls = _pulls_in(root)
    if pulls and any(keys <= pulls[0].entries.keys() for keys in _PULL_REQUEST):
        return "pull-requests"
    return ""


def parse(text: str, name: str) -> Map | Seq:
    """The located values of a JSON file. Raises InputError."""
    return loose_json.parse(text, name)


def refuse_unknown(root: Map | Seq, name: str) -> None:
    """InputError for records that are neither a résumé nor pull requests."""
    first = root if isinstance(root, Map) else next(iter(root.values), None)
    keys = list(first.entries) if isinstance(first, Map) else []
    seen = ", ".join(map(quote, keys[:8])) if keys else "no record with keys"
    fact = (
        "neither JSON Resume (`basics`, `work`, `projects`) nor pull requests (`title` with "
        f"`mergedAt`, `merged_at` or `pull_request`); seen: {seen}"
    )
    help = "export with `gh pr list --json number,title,body,url,mergedAt,state,author`"
    raise stopped("CO002", Location(name), fact, help)


def fill_pull_requests(draft: Draft, root: Map | Seq, author: str) -> None:
    """An item of each merged or open pull request, of one author where one is named."""
    for pull in _pulls_in(root):
        title, by = _text(pull, "title"), _login(pull)
        if not title.strip():
            draft.skip(pull.line, _text(pull, "url"), "a record without a title")
        elif author and by.lower() != author.lower():
            _skip_record(draft, pull, f"by {by or 'nobody named'}, not by {author}")
        elif not _merged(pull) and _text(pull, "state").lower() == "closed":
            _skip_record(draft, pull, "closed without being merged")
        else:
            draft.items.append(_pull_request(pull))
    _skip_strays(draft, _list_of(root))


def _skip_record(draft: Draft, pull: Map, why: str) -> None:
    texts = [_text(pull, "title"), *_text(pull, "body").split("\n")]
    draft.skip(pull.line, "\n".join(text for text in texts if text.strip()), why)


def _skip_strays(draft: Draft, node: Node) -> None:
    """What stands where records are asked for and is none."""
    for value in node.values if isinstance(node, Seq) else [node]:
        if value is node or not isinstance(value, Map):
            for text in _texts(value):
                draft.skip(text.line, text.value, "no record")


def _list_of(root: Map | Seq) -> Seq:
    """The list of a file, or of a search, which has it under `items`; one record is a list, too."""
    if isinstance(root, Seq):
        return root
    if any(keys <= root.entries.keys() for keys in _PULL_REQUEST):
        return Seq(line=root.line, column=root.column, values=[root])
    node = root.entries["items"][1] if "items" in root.entries else None
    return node if isinstance(node, Seq) else Seq(line=root.line, column=root.column, values=[])


def _pulls_in(root: Map | Seq) -> list[Map]:
    return [value for value in _list_of(root).values if isinstance(value, Map)]


def _pull_request(pull: Map) -> DraftItem:
    url = _text(pull, "html_url") or _text(pull, "url")
    body = _text(pull, "body").replace("\r\n", "\n").strip()
    title, is_whole = title_of(_text(pull, "title"))
    texts = [] if is_whole else [_text(pull, "title")]
    number = _text(pull, "number")
    own = ((f"#{number}" if number else "", url),) if url else ()
    links, others = links_in(body)
    repository = _REPOSITORY.match(url)
    merged = _merged(pull)
    when, doubts = _dated(merged, "merged")
    labels = ", ".join(filter(None, (_text(label, "name") for label in _maps(pull, "labels"))))
    return DraftItem(
        title=title,
        line=pull.line,
        key=url or f"{number} {title}",
        when=when,
        project=repository[1] if repository else "",
        in_progress=not merged,
        actions="\n\n".join(filter(None, (*texts, body))),
        links=own + tuple(link for link in links if link[1] != url),
        marks=(
            *doubts,
            *([f"labels: {labels}"] if labels else []),
            *(f"not a web address: {target}" for target in others),
        ),
    )


def _merged(pull: Map) -> str:
    """When it was merged, or an empty text; searches have that under other keys."""
    inner = next(_maps_of(pull, "pull_request"), None)
    told = _text(pull, "mergedAt") or _text(pull, "merged_at") or _text(inner, "merged_at")
    return told or (_text(pull, "closedAt") if _text(pull, "state").lower() == "merged" else "")


def _login(pull: Map) -> str:
    person = next(_maps_of(pull, "author"), None) or next(_maps_of(pull, "user"), None)
    return _text(person, "login")


# JSON Resume


def fill_resume(draft: Draft, root: Map | Seq) -> None:
    """An item of each highlight, project, award, certificate and publication."""
    assert isinstance(root, Map)
    for name, (_, node) in root.entries.items():
        if name in _LISTS:
            for entry in _maps(root, name):
                _fill_entry(draft, entry, name)
            _skip_strays(draft, node)
        else:
            if name == "basics":
                draft.candidate = _text(node, "name").strip()
            for text in _texts(node):
                draft.skip(text.line, text.value, f"`{name}` says nothing of what was done")


def _fill_entry(draft: Draft, entry: Map, section: str) -> None:
    when, doubts = _when(entry)
    name = _text(entry, "title") or _text(entry, "name") or _text(entry, "organization")
    name = name or _text(entry, "company")
    role = _text(entry, "position")
    heading = ", ".join(filter(None, (role, name)))
    highlights = _seq(entry, "highlights")
    url = _text(entry, "url") or _text(entry, "website")
    known = {"title", "name", "organization", "company", "position", "highlights", "summary"}
    known |= {"description", "url", "website", "startDate", "endDate", "date", "releaseDate"}
    said = [
        f"{key}: {text.value}"
        for key, (_, node) in entry.entries.items()
        if key not in known
        for text in _texts(node)
    ]
    summary = "\n\n".join(filter(str.strip, (_text(entry, "summary"), _text(entry, "description"))))
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
        for text in _texts(entry):
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
        forms[key], why = _dated(_text(entry, key), key)
        doubts += why
    when, why = dates.span(forms.get("startDate", ""), forms.get("endDate", ""))
    return when or forms.get("date", "") or forms.get("releaseDate", ""), [*doubts, *why]


def _dated(text: str, key: str) -> tuple[str, list[str]]:
    """The date in a text that is one; else the text, to stand in a comment."""
    found = dates.whole(text, Calendar()) if text.strip() else None
    if found and found.when:
        return found.when, []
    return "", [doubt(found) if found else f"{key}: {text}"] if text.strip() else []


# Values


def _text(node: Node | None, key: str) -> str:
    entry = node.entries.get(key) if isinstance(node, Map) else None
    value = entry[1] if entry else None
    return value.value if isinstance(value, Text) and not value.is_absent else ""


def _seq(node: Map, key: str) -> list[Text]:
    entry = node.entries.get(key)
    values = entry[1].values if entry and isinstance(entry[1], Seq) else []
    return [value for value in values if isinstance(value, Text) and value.value.strip()]


def _maps(node: Map, key: str) -> list[Map]:
    entry = node.entries.get(key)
    values = entry[1].values if entry and isinstance(entry[1], Seq) else []
    return [value for value in values if isinstance(value, Map)]


def _maps_of(node: Map, key: str) -> Iterator[Map]:
    entry = node.entries.get(key)
    if entry and isinstance(entry[1], Map):
        yield entry[1]


def _texts(node: Node) -> Iterator[Text]:
    """Every text in a value that says something."""
    if isinstance(node, Text):
        if node.value.strip() and not node.is_absent:
            yield node
    elif isinstance(node, Seq):
        for value in node.values:
            yield from _texts(value)
    else:
        for _, value in node.entries.values():
            yield from _texts(value)
