"""Templates as files: copies to customise, checks of customised ones, the packet to try them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import promo.templates as templates
from promo import __version__, forms
from promo.compose import compose
from promo.compose.frame import Besides
from promo.diff_files import since
from promo.diffing import side_of
from promo.files import File, put_in_place
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.load import Question, load
from promo.model import Reviewed
from promo.packet import Packet
from promo.review.file import read_file

_FOLDER = Path(templates.__file__).parent
# What is exported with a template, by the name that it gets.
_BESIDES = {"README.md": "guide.md", "theme.yaml": "theme.yaml"}


# A copy


def export(name: str, folder: str) -> tuple[File, ...]:
    """A shipped template and its guide, as new files of a folder. Raises InputError."""
    if name not in forms.SHIPPED:
        message = f"there is no template {quote(name)}"
        raise stopped("TP019", Location("NAME"), message, did_you_mean(name, forms.SHIPPED))
    wanted = {f"{name}.docx": f"{name}.docx", f"{name}.md.j2": f"{name}.md.j2", **_BESIDES}
    found = {new: _FOLDER / old for new, old in wanted.items() if (_FOLDER / old).is_file()}
    files = tuple(File(Path(folder, new), old.read_bytes()) for new, old in found.items())
    files = tuple(file for file in files if not _stands_already(file))
    there = [file.path for file in files if os.path.lexists(file.path)]
    if there:
        raise InputError(
            Finding(
                code="CL011",
                location=Location(str(path)),
                message="exists already",
                help="name another folder, or move it away",
            )
            for path in there
        )
    _make_folder(folder)
    put_in_place(files)
    for file in files:
        file.path.chmod(0o644)  # templates are shared; packets are not
    return files


def _stands_already(file: File) -> bool:
    """A second form in the same folder shares its theme and its page of help."""
    return file.path.is_file() and file.path.read_bytes() == file.data


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        message = f"the folder cannot be made: {error.strerror}"
        raise stopped("CL009", Location(folder), message, "name another") from error


# A check


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTemplate:
    """What was found in a template or theme, and what it is."""

    name: str
    kind: str
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


def check(name: str) -> CheckedTemplate:
    """Everything that is wrong with a template or theme, also when it is filled."""
    low = name.lower()
    if low.endswith((".yaml", ".yml", ".toml")):
        kind, step = "theme", _check_theme
    elif low.endswith(forms.MARKDOWN_ENDS):
        kind, step = "Markdown template", _check_markdown
    else:
        kind, step = "Word template", _check_word
    try:
        findings = tuple(step(name))
    except InputError as error:
        findings = error.findings
    return CheckedTemplate(name=name, kind=kind, findings=in_order(findings))


def _check_theme(name: str) -> Sequence[Finding]:
    return forms.open_theme(name)[1]


def _check_word(name: str) -> Sequence[Finding]:
    opened = forms.open_word(name)
    broken = [
        Finding(
            code="TP017",
            location=Location(name, part=fault.part),
            message=f"{fault.message} ({fault.code})",
            help="packets are as the template is; open it in Word and save it anew",
        )
        for fault in opened.faults
    ]
    findings = [*opened.template.findings, *broken]
    return [*findings, *_tried(lambda packet: forms.write_checked(opened, packet))]


def _check_markdown(name: str) -> Sequence[Finding]:
    from promo.confined import render
    from promo.writers import markdown

    template = forms.open_markdown(name)
    findings = markdown.check(template)
    if any(finding.is_error for finding in findings):
        return findings
    return [*findings, *_tried(lambda packet: markdown.write(packet, template, render))]


def _tried(write: Callable[[Packet], bytes]) -> Sequence[Finding]:
    """What goes wrong with a full packet and with an empty one."""
    found: dict[Finding, None] = {}
    for packet in samples():
        try:
            write(packet)
        except InputError as error:
            found |= dict.fromkeys(error.findings)
    return list(found)


@lru_cache(maxsize=1)
def samples() -> tuple[Packet, Packet]:
    """A packet that has everything, and one that has as little as a packet can."""
    whole = Question(evidence=str(_FOLDER / "sample.yaml"), today=date.min)
    bare = Question(
        evidence="-",
        stdin=b"candidate: {name: Ines Albrecht}\n",
        today=date(2026, 6, 30),
        target="principal",
    )
    name = "sample-review.yaml"
    review, _ = read_file((_FOLDER / name).read_bytes(), name)
    found = load(whole)
    earlier = since(whole, str(_FOLDER / "sample-before.yaml"), side_of(found))
    full = compose(found, __version__, None, Reviewed(review=review), Besides(earlier, True))
    return full, compose(load(bare), __version__)
