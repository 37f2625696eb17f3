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
_REPOSITORY = re.compile(r"https?://[^/]+/(?:[^/]+/)+?([^/]+)/(?:pull|-/merge_requests)/\d+$")


def kind_of(root: Map | Seq) -> str:
    """What records a file holds, or an empty text."""
    if isinstance(root, Map) and ("basics" in root.entries or "work" in root.entries):
        return "json-resume"
    pulls = _pulls_in(root)
    if pulls and _is_pull(pulls[0]):
        return "pull-requests"
    return ""


def parse(text: str, name: str) -> Map | Seq:
    """The located values of a JSON file, also of one record a line. Raises InputError."""
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines) > 1 and all(line[:1] == "{" and line[-1:] == "}" for line in lines):
        text = f"[{text.rstrip().replace(chr(10), ',' + chr(10))}]"
    return loose_json.parse(text, name)


def refuse_unknown(root: Map | Seq, name: str) -> None:
    """InputError for records that are neither a résumé nor pull requests."""
    first = root if isinstance(root, Map) else next(iter(root.values), None)
    keys = list(first.entries) if isinstance(first, Map) else []
    seen = ", ".join(map(quote, keys[:8])) if keys else "an empty file of records"
    if isinstance(first, Text):
        seen = f"a list of values, the first {quote(first.value, 30)}"
    elif first is None:
        seen = "an empty list"
    fact = (
        "neither JSON Resume (`basics`, `work`, `projects`) nor pull requests (`title` with "
        f"`mergedAt`, `merged_at` or `pull_request`); seen: {seen}"
    )
    help = "export with `gh pr list --json number,title,body,url,mergedAt,state,author`"
    raise stopped("CO002", Location(name), fact, help)


def fill_pull_requests(draft: Draft, root: Map | Seq, author: str) -> None:
    """An item of each merged or open pull request, of one author where one is named."""
    pulls = _pulls_in(root)
    people = {_login(pull) for pull in pulls if not _is_by_bot(pull)}
    for pull in pulls:
        title, by = _text(pull, "title"), _login(pull)
        if not title.strip():
            draft.skip(pull.line, _text(pull, "url"), "a record without a title")
        elif author and by.lower() != author.lower():
            _skip_record(draft, pull, f"by {by or 'nobody named'}, not by {author}")
        elif not author and _is_by_bot(pull):
            _skip_record(draft, pull, f"by the bot {by}")
        elif not _merged(pull) and _text(pull, "state").lower() == "closed":
            _skip_record(draft, pull, "closed without being merged")
        else:
            draft.items.append(_pull_request(pull, by if len(people) > 1 and not author else ""))
    _skip_strays(draft, _list_of(root))


def _skip_record(draft: Draft, pull: Map, why: str) -> None:
    texts = [_text(pull, "title"), *_body(pull).split("\n")]
    draft.skip(pull.line, "\n".join(text for text in texts if text.strip()), why)


def _skip_strays(draft: Draft, node: Node) -> None:
    """What stands where records are asked for and is none."""
    for value in node.values if isinstance(node, Seq) else [node]:
        if value is node or not isinstance(value, Map):
            for text in _texts(value):
                draft.skip(text.line, text.value, "no record")


def _list_of(root: Map | Seq) -> Seq:
    """The list of a file, or of a search, which has it under `items`; else all that are in it."""
    if isinstance(root, Seq):
        return root
    node = root.entries["items"][1] if "items" in root.entries else None
    if isinstance(node, Seq):
        return node
    return Seq(line=root.line, column=root.column, values=list(_within(root)))


def _within(node: Node) -> Iterator[Map]:
    """The pull requests anywhere in a value, as an answer of GraphQL has them."""
    if isinstance(node, Seq):
        for value in node.values:
            yield from _within(value)
    elif isinstance(node, Map) and _is_pull(node):
        yield node
    elif isinstance(node, Map):
        for _, value in node.entries.values():
            yield from _within(value)


def _is_pull(node: Map) -> bool:
    return any(keys <= node.entries.keys() for keys in _PULL_REQUEST)


def _pulls_in(root: Map | Seq) -> list[Map]:
    return [value for value in _list_of(root).values if isinstance(value, Map)]


def _pull_request(pull: Map, by: str) -> DraftItem:
    url = _text(pull, "html_url") or _text(pull, "web_url") or _text(pull, "url")
    body = _body(pull).replace("\r\n", "\n").strip()
    title, is_whole = title_of(_text(pull, "title"))
    texts = [] if is_whole else [_text(pull, "title")]
    number = _text(pull, "number") or _text(pull, "iid")
    own = ((f"#{number}" if number else "", url),) if url else ()
    links, others = links_in(body)
    repository = _REPOSITORY.match(url)
    merged = _merged(pull)
    when, doubts = _dated(merged, "merged")
    if not merged and not _text(pull, "state"):
        doubts = [*doubts, "not merged; the export does not say whether it is closed"]
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
            *([f"by {by}"] if by else []),
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
    return _text(person, "login") or _text(person, "username")


def _is_by_bot(pull: Map) -> bool:
    person = next(_maps_of(pull, "author"), None) or next(_maps_of(pull, "user"), None)
    is_called = _login(pull).startswith("app/") or _login(pull).endswith("[bot]")
    return is_called or _text(person, "is_bot") == "true" or _text(person, "type") == "Bot"


def _body(pull: Map) -> str:
    """What was written under the title, by its name on GitHub, in GraphQL and on GitLab."""
    return _text(pull, "body") or _text(pull, "bodyText") or _text(pull, "description")


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
