"""Draw the pictures of README.md and docs/templates.md from documents that the real command builds.

It needs soffice (LibreOffice) and pdftoppm (poppler-utils), and the fonts Carlito and P052 for the
looks that the committed pictures have. Run it after a change that people see, and look at them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from struct import pack
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
EVIDENCE = ROOT / "examples" / "strong.yaml"
FORM = ROOT / "examples" / "company-form.docx"
THEME = ROOT / "examples" / "company-theme.yaml"

GROUND, EDGE = bytes((232, 236, 240)), bytes((190, 198, 206))
MARGIN = 14  # pixels round each page
SHADES = 52  # of each colour, so that a palette has room for those of letters' edges


class Picture(NamedTuple):
    """Pages side by side; `share` is how much of them is shown, from the top, `dots` in an inch."""

    name: str
    pages: tuple[tuple[str, int], ...]  # (document, page from 1)
    share: float = 1
    dots: int = 62


PICTURES = (
    Picture("page-one", (("plain", 1),), dots=90),
    Picture("templates-form", (("exported", 1), ("company-form", 1)), share=0.37),
    Picture("templates-packet", (("company", 1), ("company", 13))),
    Picture("templates-theme", (("plain", 1), ("themed", 1))),
    Picture("templates-brief", (("brief", 1), ("german", 1))),
)


def documents(folder: Path) -> None:
    """Every document that a picture shows, under its name in `folder`."""
    german = folder / "german.yaml"
    german.write_text("language: de\n", encoding="utf-8")
    promo("template", "export", "packet", str(folder / "exported"))
    (folder / "exported.docx").write_bytes((folder / "exported" / "packet.docx").read_bytes())
    (folder / "company-form.docx").write_bytes(FORM.read_bytes())
    for name, *options in (
        ("company", "--template", FORM),
        ("plain",),
        ("themed", "--theme", THEME),
        ("brief", "--template", "brief"),
        ("german", "--theme", german),
    ):
        promo("build", EVIDENCE, *options, "-o", folder / f"{name}.docx", "--quiet")


def promo(*arguments: object) -> None:
    command = [sys.executable, "-m", "promo", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


class Raster(NamedTuple):
    """Pixels of three bytes, row by row."""

    width: int
    height: int
    pixels: bytes

    def row(self, y: int) -> bytes:
        return self.pixels[y * self.width * 3 : (y + 1) * self.width * 3]


def render(documents: Iterable[Path], folder: Path) -> None:
    """Each document as a PDF beside it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, documents)], check=True, capture_output=True)


def page(pdf: Path, number: int, share: float, dots: int) -> Raster:
    """The upper share of a page of a PDF, framed."""
    at = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-r", str(dots), *at, str(pdf)]
    ppm = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, pixels = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    return framed(Raster(width, round(height * share), pixels))


def framed(raster: Raster) -> Raster:
    width, height = raster.width + 2 * MARGIN + 2, raster.height + 2 * MARGIN + 2
    ground = GROUND * width * MARGIN
    side = GROUND * MARGIN
    line = side + EDGE * (raster.width + 2) + side
    rows = (side + EDGE + raster.row(y) + EDGE + side for y in range(raster.height))
    return Raster(width, height, ground + line + b"".join(rows) + line + ground)


def beside(rasters: Sequence[Raster]) -> Raster:
    """Pages of one height from left to right."""
    height = max(raster.height for raster in rasters)
    rows = (raster.row(y) or GROUND * raster.width for y in range(height) for raster in rasters)
    return Raster(sum(raster.width for raster in rasters), height, b"".join(rows))


_SHADE = bytes(
    round(round(value / 255 * (SHADES - 1)) * 255 / (SHADES - 1)) for value in range(256)
)
_MOST_COLOURS = 256  # of a palette


def png(raster: Raster) -> bytes:
    """A PNG with a palette of the colours that are there most, the others as their nearest."""
    shaded = raster.pixels.translate(_SHADE)
    pixels = [shaded[at : at + 3] for at in range(0, len(shaded), 3)]
    counts: dict[bytes, int] = {}
    for pixel in pixels:
        counts[pixel] = counts.get(pixel, 0) + 1
    palette = list(islice(sorted(counts, key=lambda p: (-counts[p], p)), _MOST_COLOURS))
    index = {colour: nearest(colour, palette) for colour in counts}
    rows = (
        b"\0" + bytes(index[p] for p in pixels[at : at + raster.width])
        for at in range(0, len(pixels), raster.width)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", raster.width, raster.height, 8, 3, 0, 0, 0)
    body = chunk(b"PLTE", b"".join(palette)) + chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def nearest(colour: bytes, palette: Sequence[bytes]) -> int:
    def far(at: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True))

    return min(range(len(palette)), key=far)


def draw() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        documents(folder)
        render(sorted(folder.glob("*.docx")), folder)
        for picture in PICTURES:
            name, shown, share, dots = picture
            pages = [page(folder / f"{n}.pdf", at, share, dots) for n, at in shown]
            (DOCS / f"{name}.png").write_bytes(png(beside(pages)))


if __name__ == "__main__":
    draw()
