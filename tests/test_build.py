"""What stands on the disk after a build: whole packets, and nobody else's work lost."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from commandline import ENVIRONMENT, PROMO, Result, files_in, promo, run

FORMATS = ("docx", "md", "json")
EVIDENCE = """\
candidate:
  name: Priya Raman
packet:
  target: principal
  as_of: 2026-06-30
evidence:
  - title: {title}
    date: 2025-09
    competencies: [vision-strategy]
    responsibility: owner
"""


def write_evidence(folder: Path, name: str = "evidence.yaml", title: str = "Routing core") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(EVIDENCE.format(title=title), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_evidence(tmp_path)
    return tmp_path


def build(folder: Path, *arguments: str | Path, **options: str) -> Result:
    return promo("build", *arguments, cwd=folder, env=options)


def built(folder: Path, *arguments: str | Path, **options: str) -> Result:
    result = build(folder, *arguments, **options)
    assert result.code == 0, result.stderr
    return result


def text_of(path: Path) -> str:
    """The text of a packet, of Word too."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    return "".join(t.text or "" for t in docx.Document(str(path)).element.body.iter("{*}t"))


def edit(path: Path) -> None:
    """What a person does to a packet: one more paragraph, another word, another number."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        document.add_paragraph("Agreed with Tomas.")
        document.save(str(path))
        return
    before = text_of(path)
    old, new = ("Raman", "Rahman") if path.suffix == ".md" else ('"gaps": 5', '"gaps": 4')
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


# Where packets go


def test_a_packet_lies_beside_its_evidence(tmp_path: Path) -> None:
    write_evidence(tmp_path, "people/priya.yaml")
    result = built(tmp_path, "people/priya.yaml")
    assert files_in(tmp_path).keys() == {"people/priya.yaml", "people/priya.docx"}
    assert result.stdout.startswith("wrote people/priya.docx (")


PLACES = {
    "a folder": (["-o", "out"], {"out/evidence.docx"}),
    "a folder with a slash": (["-o", "out/"], {"out/evidence.docx"}),
    "a file": (["-o", "out/priya.docx"], {"out/priya.docx"}),
    "a file that says its format": (["-o", "priya.md"], {"priya.md"}),
    "a file that says it in capitals": (["-o", "PRIYA.MD"], {"PRIYA.MD"}),
    "all formats at once": (["-f", "docx,md,json"], {f"evidence.{name}" for name in FORMATS}),
    "a format twice": (["-f", "md, md"], {"evidence.md"}),
    "formats in a folder": (
        ["-f", "md,json", "-o", "out"],
        {"out/evidence.md", "out/evidence.json"},
    ),
}


@pytest.mark.parametrize(("arguments", "written"), PLACES.values(), ids=PLACES)
def test_the_output_is_named_by(folder: Path, arguments: list[str], written: set[str]) -> None:
    (folder / "out").mkdir()
    built(folder, "evidence.yaml", *arguments)
    assert files_in(folder).keys() - {"evidence.yaml"} == written


@pytest.mark.parametrize("format", ["md", "json"])
def test_standard_output_gets_the_same_bytes_and_nothing_else(folder: Path, format: str) -> None:
    built(folder, "evidence.yaml", "-f", format)
    result = built(folder, "evidence.yaml", "-f", format, "-o", "-")
    assert result.stdout == text_of(folder / f"evidence.{format}")
    assert "Priya Raman, Principal Product Manager: 5 gaps" in result.stderr
    assert "wrote" not in result.stderr


def test_evidence_may_come_from_standard_input(folder: Path) -> None:
    built(folder, "evidence.yaml", "-o", "packet.md")
    piped = promo(
        "build", "-", "-f", "md", "-o", "-", cwd=folder, stdin=EVIDENCE.format(title="Routing core")
    )
    assert (piped.code, piped.stdout) == (0, text_of(folder / "packet.md"))


def test_evidence_from_standard_input_has_a_packet_in_a_folder(tmp_path: Path) -> None:
    result = promo("build", "-", "-o", "./", cwd=tmp_path, stdin=EVIDENCE.format(title="Piped"))
    assert result.code == 0
    assert files_in(tmp_path).keys() == {"packet.docx"}


def test_evidence_from_standard_input_needs_an_output(tmp_path: Path) -> None:
    result = promo("build", "-", cwd=tmp_path, stdin=EVIDENCE.format(title="Piped"))
    assert result.code == 2
    assert "CL010 evidence from standard input needs an output" in result.stderr
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("output", ["-", "packet.md", "nowhere/"])
def test_an_output_for_one_packet_takes_no_two(folder: Path, output: str) -> None:
    write_evidence(folder, "other.yaml")
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "other.yaml", "-f", "md", "-o", output)
    assert result.code == 2
    assert ("CL004" if output == "nowhere/" else "CL010") in result.stderr
    assert files_in(folder) == before


@pytest.mark.parametrize("other", ["evidence.yml", "./evidence.yaml", "sub/../evidence.yaml"])
def test_two_outputs_of_one_name_are_refused_before_anything_is_written(
    folder: Path, other: str
) -> None:
    (folder / "sub").mkdir()
    write_evidence(folder, "evidence.yml")
    before = files_in(folder)
    result = build(folder, "evidence.yaml", other)
    assert (result.code, result.stdout) == (2, "")
    assert "evidence.docx: CL008" in result.stderr
    assert files_in(folder) == before


def test_the_evidence_itself_is_never_an_output(folder: Path) -> None:
    (folder / "evidence.yaml").rename(folder / "evidence.json")
    before = files_in(folder)
    result = build(folder, "evidence.json", "-f", "json", "--force")
    assert (result.code, result.stdout) == (2, "")
    assert "evidence.json: CL010 is the evidence itself" in result.stderr
    assert files_in(folder) == before


def test_a_ladder_is_looked_for_beside_the_evidence_that_names_it(tmp_path: Path) -> None:
    case = Path(__file__).parent / "cases" / "good" / "alias-tags"
    shutil.copytree(case, tmp_path / "people")
    result = built(tmp_path, "people/evidence.yaml", "-t", "principal", "--as-of", "2026-06-30")
    assert "1 gap in 2 competencies" in result.stdout


# Nobody's work is lost


@pytest.mark.parametrize("format", FORMATS)
def test_an_untouched_packet_is_replaced(folder: Path, format: str) -> None:
    built(folder, "evidence.yaml", "-f", format)
    write_evidence(folder, title="Settlement in a day")
    built(folder, "evidence.yaml", "-f", format)
    assert files_in(folder).keys() == {"evidence.yaml", f"evidence.{format}"}
    assert "Settlement in a day" in text_of(folder / f"evidence.{format}")


@pytest.mark.parametrize("format", FORMATS)
def test_an_edited_packet_is_left_as_it_is(folder: Path, format: str) -> None:
    built(folder, "evidence.yaml", "-f", format)
    edit(folder / f"evidence.{format}")
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "-f", format)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"evidence.{format}: CL006 was edited since promo wrote it")
    assert files_in(folder) == before


FOREIGN = {
    "an empty document": ("docx", b""),
    "a document cut short": ("docx", b"PK\x03\x04\x14\x00"),
    "a text called a document": ("docx", b"Promotion packet of Priya Raman\n"),
    "a text": ("md", b"# Promotion packet of Priya Raman\n"),
    "bytes called a text": ("md", bytes(range(256))),
    "an empty report": ("json", b""),
    "a report": ("json", b'{"digest": "none"}\n'),
}


@pytest.mark.parametrize(("format", "content"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_promo_did_not_write_is_left_as_it_is(
    folder: Path, format: str, content: bytes
) -> None:
    path = folder / f"evidence.{format}"
    path.write_bytes(content)
    result = build(folder, "evidence.yaml", "-f", format)
    assert (result.code, path.read_bytes()) == (2, content)
    assert result.stderr.startswith(f"evidence.{format}: CL005 was not written by promo")


def test_a_word_document_of_someone_else_is_left_as_it_is(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("My own packet")
    document.save(str(folder / "evidence.docx"))
    before = files_in(folder)
    assert "CL005" in build(folder, "evidence.yaml").stderr
    assert files_in(folder) == before


def test_every_output_in_the_way_is_told_at_once_and_the_free_one_is_not_written(
    folder: Path,
) -> None:
    (folder / "evidence.docx").write_text("mine")
    (folder / "evidence.json").mkdir()
    result = build(folder, "evidence.yaml", "-f", "docx,md,json")
    assert re.findall(r"evidence\.\w+: CL\d+", result.stderr) == [
        "evidence.docx: CL005",
        "evidence.json: CL002",
    ]
    assert files_in(folder).keys() == {"evidence.yaml", "evidence.docx"}


@pytest.mark.parametrize("format", FORMATS)
def test_force_keeps_each_edited_packet_under_the_next_number(folder: Path, format: str) -> None:
    path = folder / f"evidence.{format}"
    edited = []
    for number in (1, 2):
        built(folder, "evidence.yaml", "-f", format)
        edit(path)
        edited.append(path.read_bytes())
        result = built(folder, "evidence.yaml", "-f", format, "--force")
        assert f"; what stood there is now evidence.backup-{number}.{format}" in result.stdout
    kept = files_in(folder)
    assert [kept[f"evidence.backup-{n}.{format}"] for n in (1, 2)] == edited
    assert path.read_bytes() not in edited
    assert len(kept) == 4


def test_force_keeps_no_copy_of_an_untouched_packet(folder: Path) -> None:
    built(folder, "evidence.yaml")
    built(folder, "evidence.yaml", "--force")
    assert files_in(folder).keys() == {"evidence.yaml", "evidence.docx"}


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "force"])
def test_a_symbolic_link_is_refused_wherever_it_leads(folder: Path, force: list[str]) -> None:
    built(folder, "evidence.yaml", "-o", "real.docx")
    (folder / "evidence.docx").symlink_to("real.docx")
    (folder / "evidence.md").symlink_to("nowhere.md")
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "-f", "docx,md", *force)
    assert result.code == 2
    assert "evidence.docx: CL007 is a symbolic link" in result.stderr
    assert "evidence.md: CL007 is a symbolic link" in result.stderr
    assert files_in(folder) == before


def test_a_folder_in_the_place_of_the_output_is_refused(folder: Path) -> None:
    (folder / "evidence.docx").mkdir()
    result = build(folder, "evidence.yaml", "--force")
    assert result.code == 2
    assert "evidence.docx: CL002 is a folder, not a file" in result.stderr
    assert files_in(folder).keys() == {"evidence.yaml"}


def test_a_packet_is_for_its_owner_only_whatever_stood_there(folder: Path) -> None:
    built(folder, "evidence.yaml")
    (folder / "evidence.docx").chmod(0o644)
    edit(folder / "evidence.docx")
    built(folder, "evidence.yaml", "--force")
    for name in ("evidence.docx", "evidence.backup-1.docx"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("format", ["md", "json"])
def test_a_packet_whose_line_ends_were_changed_in_transit_is_untouched(
    folder: Path, format: str
) -> None:
    built(folder, "evidence.yaml", "-f", format)
    path = folder / f"evidence.{format}"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    built(folder, "evidence.yaml", "-f", format)


# When the disk says no

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from promo.cli import main
main(sys.argv[2:], prog_name="promo")
"""


def build_on_a_disk_of(size: int, folder: Path, *arguments: str) -> Result:
    """`promo build` where no file can grow beyond `size` bytes, as on a full disk."""
    pytest.importorskip("resource", reason="this system cannot limit the size of files")
    return run(sys.executable, "-B", "-c", _LIMITED, str(size), "build", *arguments, cwd=folder)


def test_a_full_disk_leaves_no_new_file(folder: Path) -> None:
    before = files_in(folder)
    result = build_on_a_disk_of(1000, folder, "evidence.yaml")
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr == (
        "evidence.docx: CL009 could not be written: File too large\n  help: free some space\n"
    )
    assert files_in(folder) == before


def test_a_full_disk_leaves_the_packet_that_was_there(folder: Path) -> None:
    built(folder, "evidence.yaml", "-f", "docx,md,json")
    write_evidence(folder, title="Settlement in a day")
    before = files_in(folder)
    result = build_on_a_disk_of(1000, folder, "evidence.yaml", "-f", "docx,md,json")
    assert result.code == 2
    assert "CL009" in result.stderr
    assert files_in(folder) == before


def test_a_disk_with_room_for_one_format_of_two_gets_neither(folder: Path) -> None:
    before = files_in(folder)
    built(folder, "evidence.yaml", "-f", "md,docx")
    small, large = ((folder / f"evidence.{name}") for name in ("md", "docx"))
    room = small.stat().st_size
    assert room < large.stat().st_size
    small.unlink()
    large.unlink()
    result = build_on_a_disk_of(room, folder, "evidence.yaml", "-f", "md,docx")
    assert "evidence.docx: CL009" in result.stderr
    assert files_in(folder) == before


def test_a_disk_without_room_for_the_backup_keeps_the_edited_packet(folder: Path) -> None:
    built(folder, "evidence.yaml", "-f", "md")
    path = folder / "evidence.md"
    path.write_text(text_of(path) + "a long comment\n" * 1000, encoding="utf-8")
    before = files_in(folder)
    result = build_on_a_disk_of(10_000, folder, "evidence.yaml", "-f", "md", "--force")
    assert "evidence.backup-1.md: CL009" in result.stderr
    assert files_in(folder) == before


def test_a_name_that_the_system_refuses_is_told_and_leaves_nothing(folder: Path) -> None:
    before = files_in(folder)
    result = build(folder, "evidence.yaml", "-o", "a" * 300 + ".docx")
    assert (result.code, result.stdout) == (2, "")
    assert ".docx: CL009 could not be written: File name too long" in result.stderr
    assert files_in(folder) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_without_permission_is_told_and_left_as_it_is(folder: Path) -> None:
    (folder / "out").mkdir(mode=0o500)
    result = build(folder, "evidence.yaml", "-o", "out")
    assert result.code == 2
    assert "out/evidence.docx: CL009 could not be written: Permission denied" in result.stderr
    assert files_in(folder).keys() == {"evidence.yaml"}


def test_temporaries_of_a_killed_run_are_cleared_and_those_of_a_running_one_left(
    folder: Path,
) -> None:
    for name, age in ((".promo-killed.tmp", 7200), (".promo-running.tmp", 0)):
        (folder / name).write_text("half a packet")
        written = (folder / "evidence.yaml").stat().st_mtime - age
        os.utime(folder / name, (written, written))
    built(folder, "evidence.yaml")
    assert files_in(folder).keys() == {"evidence.yaml", "evidence.docx", ".promo-running.tmp"}


def test_builds_at_once_leave_one_whole_packet(folder: Path) -> None:
    command = (*PROMO, "build", "evidence.yaml", "-q")
    running = [subprocess.Popen(command, cwd=folder, env=ENVIRONMENT) for _ in range(4)]
    assert [each.wait(timeout=60) for each in running] == [0, 0, 0, 0]
    assert files_in(folder).keys() == {"evidence.yaml", "evidence.docx"}
    assert "Routing core" in text_of(folder / "evidence.docx")


# The same bytes


def test_time_zone_hash_seed_and_folder_change_no_byte(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "strong.yaml"
    made = []
    for zone, seed in (("EAST-14", "0"), ("WEST+12", "4242")):
        home = tmp_path / zone
        home.mkdir()
        shutil.copy(example, home)
        where = home if seed == "0" else tmp_path
        built(where, home / "strong.yaml", "-f", "docx,md,json", TZ=zone, PYTHONHASHSEED=seed)
        made.append(files_in(home))
    assert made[0] == made[1]
    assert len(made[0]) == 4


def test_several_processes_make_the_same_packets_and_say_the_same(tmp_path: Path) -> None:
    names = [f"{number}.yaml" for number in range(5)]
    made, told = [], []
    for jobs in ("1", "2"):
        home = tmp_path / jobs
        for name in names:
            write_evidence(home, name, title=f"Item of {name}")
        (home / "3.yaml").write_text("candidate: {nme: Priya}\n")
        result = build(home, *names, "--jobs", jobs, "-t", "principal", "-f", "docx,md")
        made.append(files_in(home))
        told.append(result)
    assert told[0] == told[1]
    assert made[0] == made[1]
    assert len(made[0]) == 5 + 4 * 2


def test_a_bad_file_stops_no_other(folder: Path) -> None:
    (folder / "bad.yaml").write_text("candidate: {nme: Priya}\n")
    write_evidence(folder, "last.yaml")
    result = build(folder, "evidence.yaml", "bad.yaml", "missing.yaml", "last.yaml", "-t", "pm")
    assert result.code == 2
    assert files_in(folder).keys() == {
        "evidence.yaml", "evidence.docx", "bad.yaml", "last.yaml", "last.docx",
    }  # fmt: skip
    assert "bad.yaml:1:13: DT002" in result.stderr
    assert "missing.yaml: CL001" in result.stderr


def test_a_megabyte_in_one_field_arrives_whole(folder: Path) -> None:
    text = "Zürich & Łódź <3 " * 58_000
    (folder / "evidence.yaml").write_text(
        EVIDENCE.format(title="Long") + f"    result: |\n      {text}\n", encoding="utf-8"
    )
    built(folder, "evidence.yaml", "-f", "docx,md")
    assert text.strip() in text_of(folder / "evidence.docx")
    assert text_of(folder / "evidence.md").count("Łódź") == 58_000


def test_a_file_larger_than_promo_reads_is_refused(folder: Path) -> None:
    (folder / "evidence.yaml").write_bytes(b"candidate: {name: Priya}\n" * 200_001)
    result = build(folder, "evidence.yaml", "-t", "pm")
    assert (result.code, result.stderr[:20]) == (2, "evidence.yaml: YM007")
    assert files_in(folder).keys() == {"evidence.yaml"}


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text on this system")
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path: Path, format: str) -> None:
    name = os.fsdecode(b"priya\xff.yaml")
    write_evidence(tmp_path, name)
    result = built(tmp_path, name, "-f", format)
    assert f"wrote priya?.{format}" in result.stdout
