"""`promo build --blind` and `promo review --key` by the real command: no name, a key, and back."""

from __future__ import annotations

import re
import stat
import unicodedata
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from commandline import Result, files_in, promo
from wordforms import form

NAMES = ("Renée", "Raman", "Tomas", "Lindgren", "Payments Core", "Dana", "Ortiz")
EVIDENCE = """\
candidate:
  name: Renée Raman
  current_level: senior
  team: Payments Core
  manager: Tomas Lindgren
packet: {target: principal, as_of: 2026-06-30, summary: "RAMAN's work for Payments Core."}
evidence:
  - id: renee-routing
    title: Renee’s routing core
    date: 2025-09
    competencies: [vision-strategy]
    responsibility: owner
    result: |
      Lindgren asked, and **Rene\u0301e Raman** delivered.
      She kept at it, and was always charming.
    links:
      - {title: Paper of Renée, url: https://example.com/renee-raman/paper}
      - {title: Numbers, url: https://example.com/numbers}
    corroboration:
      - {name: Dana Ortiz, relation: peer, quote: Renée's plan held.}
  - title: Secret
    private: true
    result: Of Ana Belén Quiroga alone.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence.yaml").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path


def build(folder: Path, *arguments: str, stdin: str = "") -> Result:
    return promo("build", *arguments, cwd=folder, stdin=stdin)


def blind(folder: Path, *arguments: str) -> Path:
    """The committee copy that a build writes into a folder of its own."""
    (folder / "committee").mkdir(exist_ok=True)
    result = build(folder, "evidence.yaml", "--blind", "-o", "committee/", *arguments)
    assert result.code == 0, result.stderr
    return folder / "committee"


def texts_of(path: Path) -> dict[str, str]:
    """What is in a file: for a document, every member."""
    data = path.read_bytes()
    if path.suffix != ".docx":
        return {path.name: data.decode()}
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def has(name: str, text: str) -> bool:
    """Whether a name is a word of a text, however it is written."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.search(rf"\b{bare}\b", plain, re.IGNORECASE) is not None


@pytest.mark.parametrize("format", ["docx", "md", "json"])
def test_no_name_is_left_in_any_part_or_in_the_files_name(folder: Path, format: str) -> None:
    (copy,) = blind(folder, "-f", format).iterdir()
    assert re.fullmatch(rf"candidate-[0-9a-f]{{6}}\.{format}", copy.name)
    for member, text in texts_of(copy).items():
        for name in NAMES:
            assert not has(name, text), f"{name} in {member}"
            assert not has(name, member)


def test_the_files_have_the_names_that_the_copy_lacks(folder: Path) -> None:
    (folder / "open").mkdir()
    assert build(folder, "evidence.yaml", "-o", "open/").code == 0
    whole = "".join(texts_of(folder / "open/evidence.docx").values())
    assert all(has(name, whole) for name in NAMES)


def test_codes_stand_where_the_names_were(folder: Path) -> None:
    (copy,) = blind(folder, "-f", "md").iterdir()
    page = copy.read_text("utf-8")
    code = f"Candidate {copy.stem.removeprefix('candidate-').upper()}"
    assert f"# {code}" in page
    assert f"{code}'s work for Team 1." in page
    assert f"Manager 1 asked, and **{code}** delivered." in page
    assert "— Person 1" in page


def test_the_key_is_beside_the_evidence_for_its_owner_only(folder: Path) -> None:
    (copy,) = blind(folder).iterdir()
    key = folder / f"{copy.stem}.key.yaml"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    text = key.read_text("utf-8")
    for name in ("Renée Raman", "Tomas Lindgren", "Payments Core", "Dana Ortiz"):
        assert name in text


def test_a_second_copy_needs_no_second_key(folder: Path) -> None:
    blind(folder)
    before = files_in(folder)
    blind(folder)
    assert files_in(folder) == before


def test_a_key_of_another_copy_is_never_replaced(folder: Path) -> None:
    blind(folder, "--key", "who.yaml")
    evidence = folder / "evidence.yaml"
    evidence.write_text(EVIDENCE.replace("2025-09", "2025-10"), encoding="utf-8")
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "--blind", "--key", "who.yaml", "-o", "committee/")
    assert result.code == 2
    assert "who.yaml: BL004 is the key of another copy" in result.stderr
    assert files_in(folder) == before


def test_a_name_in_the_output_is_refused(folder: Path) -> None:
    result = build(folder, "evidence.yaml", "--blind", "-o", "raman-2026.docx")
    assert result.code == 2
    assert "raman-2026.docx: BL001" in result.stderr
    assert files_in(folder).keys() == {"evidence.yaml"}


def test_a_name_in_a_form_of_the_company_is_refused_with_its_part(folder: Path) -> None:
    own = form("Form of Payments Core", "{{ flags }}", "{{ sign_off }}", header="By T. Lindgren")
    (folder / "form.docx").write_bytes(own)
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "--blind", "-T", "form.docx")
    assert result.code == 2
    assert re.search(r"candidate-\w+\.docx: word/document\.xml.*: BL001", result.stderr)
    assert re.search(r"candidate-\w+\.docx: word/header1\.xml.*: BL001", result.stderr)
    assert files_in(folder) == before


def test_pronouns_and_words_on_the_person_are_told_with_their_place(folder: Path) -> None:
    result = build(folder, "evidence.yaml", "--blind")
    line = "      She kept at it, and was always charming."
    place = f"evidence.yaml:{EVIDENCE.split(chr(10)).index(line) + 1}"
    assert f"{place}:{line.index('She') + 1}: warning BL002" in result.stderr
    assert f"{place}:{line.index('charming') + 1}: warning BL003" in result.stderr


def test_a_link_whose_address_names_somebody_is_left_out_and_told(folder: Path) -> None:
    result = build(folder, "evidence.yaml", "--blind", "-f", "md")
    assert "BL005" in result.stderr
    (copy,) = folder.glob("candidate-*.md")
    page = copy.read_text("utf-8")
    assert "[Numbers](https://example.com/numbers)" in page
    assert re.search(r"Paper of Candidate \w{6}  ·", page)


def test_no_message_or_file_holds_a_private_item(folder: Path) -> None:
    result = build(folder, "evidence.yaml", "--blind", "-f", "docx,md,json")
    whole = result.stdout + result.stderr
    whole += "".join(t for p in folder.glob("candidate-*") for t in texts_of(p).values())
    assert "Quiroga" not in whole
    assert "Secret" not in whole


def test_reviewers_are_coded_in_their_forms(folder: Path) -> None:
    (copy,) = blind(folder, "--reviewers", "Tomas Lindgren,Kim Sato", "-f", "md").iterdir()
    page = copy.read_text("utf-8")
    assert "Sign-off by Manager 1" in page
    assert "Sign-off by Reviewer 1" in page
    assert not has("Sato", page)


def test_people_whom_only_the_prose_names_can_be_named_in_the_call(folder: Path) -> None:
    evidence = folder / "evidence.yaml"
    evidence.write_text(EVIDENCE.replace("kept at it", "and Jonas Weidmann did"), encoding="utf-8")
    (copy,) = blind(folder, "--also", "Jonas Weidmann", "-f", "md").iterdir()
    page = copy.read_text("utf-8")
    assert not has("Weidmann", page)
    assert "She and Person 2 did, and was" in page


def test_a_review_of_the_copy_gets_its_names_back_with_the_key(folder: Path) -> None:
    (copy,) = blind(folder, "--reviewers", "Tomas Lindgren").iterdir()
    key = f"{copy.stem}.key.yaml"
    path = f"committee/{copy.name}"
    coded = promo("review", path, cwd=folder).stdout
    assert f"Candidate {copy.stem.removeprefix('candidate-').upper()}" in coded
    assert not has("Raman", coded)
    named = promo("review", path, "--key", key, cwd=folder).stdout
    assert "Review of Renée Raman" in named
    assert "Tomas Lindgren" in named


def test_a_key_of_another_packet_is_told_and_changes_nothing(folder: Path) -> None:
    (copy,) = blind(folder).iterdir()
    evidence = folder / "evidence.yaml"
    evidence.write_text(EVIDENCE.replace("Renée Raman", "Kim Sato"), encoding="utf-8")
    assert build(folder, "evidence.yaml", "--blind", "--key", "kim.yaml").code == 0
    result = promo("review", f"committee/{copy.name}", "--key", "kim.yaml", cwd=folder)
    assert "BL006" in result.stdout + result.stderr
    assert "Kim Sato" not in result.stdout


def test_a_copy_that_was_reviewed_is_not_replaced(folder: Path) -> None:
    (copy,) = blind(folder).iterdir()
    docx.Document(str(copy)).save(str(copy))
    result = build(folder, "evidence.yaml", "--blind", "-o", "committee/")
    assert f"{copy.name}: CL006" in result.stderr


BAD_CALLS = {
    "a key without a copy": ("evidence.yaml --key k.yaml", "CL010 is for committee copies"),
    "one key for two": ("evidence.yaml other.yaml --blind --key k.yaml", "the keys of 2 packets"),
    "names without a copy": ("evidence.yaml --also Kim", "CL010 is for committee copies"),
    "standard input": ("- --blind -o made/", "BL004"),
    "a key that is a folder": ("evidence.yaml --blind --key made", "CL005"),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_CALLS.values(), ids=BAD_CALLS)
def test_a_call_that_cannot_be_meant_writes_nothing(
    folder: Path, arguments: str, told: str
) -> None:
    (folder / "other.yaml").write_text(EVIDENCE, encoding="utf-8")
    (folder / "made").mkdir()
    before = files_in(folder)
    result = build(folder, *arguments.split(), stdin=EVIDENCE)
    assert result.code == 2
    assert told in result.stderr
    assert files_in(folder) == before
