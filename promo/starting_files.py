"""A new evidence file, and its schema where one is wanted: written where none stands."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote_from_bytes

from promo import ladder as ladders
from promo.files import File, put_in_place
from promo.findings import InputError, Location, quote, stopped
from promo.ladder_files import refuse_standing
from promo.load import refuse_unknown_track, target_named
from promo.model import Ladder, Target
from promo.schema import evidence_schema
from promo.starting import evidence_text

_OPTION = Location("--target")


def no_target(ladder: Ladder) -> InputError:
    levels = ", ".join(level.id for level in ladder.levels)
    help = f"add `--target LEVEL`; {ladder.id} has {levels}"
    return stopped("EV002", _OPTION, "no target level is named", help)


def levels_to_choose(ladder: Ladder, track: str | None) -> list[tuple[str, str]]:
    """Each level at which something is assessed, with its title; on each of its tracks.

    Raises InputError where the ladder has no such track.
    """
    refuse_unknown_track(ladder, track or "")
    only = ladder.track_named(track or "")
    found: list[tuple[str, str]] = []
    for level in ladder.levels:
        tracks = [each for each in ladder.tracks_of(level) if only in (None, each)]
        if len(tracks) > 1:
            found += (
                (f"{level.id} {each.id}", f"{level.title}, {each.title}")
                for each in tracks
                if ladder.assessed_at(level, each)
            )
        elif (tracks or not only) and ladder.assessed_at(level, *tracks):
            found.append((level.id, level.title))
    return found


def target_of(ladder: Ladder, named: str, track: str | None) -> Target:
    """The level and track that are meant; something is assessed there. Raises InputError."""
    target = target_named(ladder, named, _OPTION, track or "")
    if not ladder.assessed_at(*target):
        message = f"{ladder.id} assesses nothing at {quote(target.level.id)}"
        raise stopped("EV018", _OPTION, message, "name another level, or add expectations")
    return target


def refuse_existing(file: str, *, with_schema: bool) -> None:
    """Raises InputError where a file of that name stands, or its folder is missing."""
    refuse_standing(file)
    if with_schema:
        refuse_standing(str(_schema_of(file)))


def _schema_of(file: str) -> Path:
    return Path(file).with_suffix(".schema.json")


def new_files(
    file: str,
    ladder: Ladder,
    target: Target,
    today: date,
    ladder_name: str,
    name: str,
    *,
    with_schema: bool,
) -> tuple[File, ...]:
    """The evidence file, and beside it the schema of its ladder."""
    schema = _schema_of(file)
    text = evidence_text(
        ladder,
        target,
        today,
        ladder_name=seen_from(file, ladder_name),
        name=name,
        schema=quote_from_bytes(os.fsencode(schema.name)) if with_schema else "",
    )
    files = [File(Path(file), text.encode())]
    if with_schema:
        described = json.dumps(evidence_schema(ladder), indent=2, ensure_ascii=False) + "\n"
        files.append(File(schema, described.encode()))
    return tuple(files)


def seen_from(file: str, ladder_name: str) -> str:
    """A ladder file as the evidence file names it: relative to its own folder."""
    if ladder_name in ladders.BUILT_IN:
        return ladder_name
    return Path(os.path.relpath(ladder_name, Path(file).parent)).as_posix()


def put(files: Sequence[File]) -> None:
    """All of them or none; evidence is for its owner only, a schema is for everyone."""
    put_in_place(files)
    for path in (file.path for file in files[1:]):
        path.chmod(0o644)
