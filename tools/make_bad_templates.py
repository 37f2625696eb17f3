"""Write tests/cases/templates/bad, templates and themes that promo must refuse.

Files that only another program can write are there already and stay as they are: an old Word
document, one with a password, an OpenDocument text, a workbook, a packet that LibreOffice saved.
What is too large to keep is made by the tests: see `LARGE`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BAD = ROOT / "tests" / "cases" / "templates" / "bad"

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT = f"{WORD_TYPE}.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
NAME = "{{ candidate.name }}"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an old Office file begins

# The pieces of a small Word document


def zipped(members: Mapping[str, str | bytes], *, small: bool = False) -> bytes:
    """A zip file, the same at every time and, unless it is made `small`, with every zlib."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return made.getvalue()


def text(said: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>'


def p(said: str) -> str:
    """A paragraph of one run, or of what stands in it."""
    return f"<w:p>{said if said.startswith('<') else text(said)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table whose cells are given as paragraphs."""
    columns = "<w:gridCol/>" * len(rows[0])
    lines = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"


def related(id: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def relationships(*each: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(each)}</Relationships>'


def document(*body: str) -> str:
    inside = f"<w:body>{''.join(body)}</w:body>"
    return f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}">{inside}</w:document>'


def members(
    *body: str,
    relations: tuple[str, ...] = (),
    types: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    main: str = DOCUMENT,
) -> dict[str, str | bytes]:
    """The members of a Word document; `types` are content types by part or extension."""
    given = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    given |= {"xml": "application/xml", "/word/document.xml": main, **(types or {})}
    told = "".join(
        f'<Override PartName="{name}" ContentType="{type}"/>'
        if name.startswith("/")
        else f'<Default Extension="{name}" ContentType="{type}"/>'
        for name, type in given.items()
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{told}</Types>',
        "_rels/.rels": relationships(related("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(*body),
        "word/_rels/document.xml.rels": relationships(*relations),
        **(parts or {}),
    }


def field(*instructions: str) -> str:
    """A field whose instruction is split over runs."""
    texts = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in instructions)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "end"))
    return f"{begin}{texts}{end}"


# Tags


def ten_errors() -> bytes:
    header = f'<w:hdr xmlns:w="{W}">{p("{{ document.titel }}")}</w:hdr>'
    body = (
        p("{{ candidate.nmae }}"),
        table(
            (p("Competency"), p("Sources")),
            (p("{{ target.levle }}"), p("Strong")),
            (p("{% for item in headlines %}"), p("{% endfor %}")),
        ),
        p("Dear {{ candidate.name,"),
        p("{% endif %}"),
        p("See {{ flags }} first."),
        p("A case {% if committee %}with{% endif %} a committee"),
        p("{{ candidate.name || 'nobody' }}"),
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>',
    )
    return zipped(
        members(
            *body,
            relations=(related("rId1", "header", "header1.xml"),),
            types={"/word/header1.xml": f"{WORD_TYPE}.header+xml"},
            parts={"word/header1.xml": header},
        )
    )


def endless() -> bytes:
    """Loops over all competencies, twelve deep: any packet makes millions of rounds of them."""
    begin = (p(f"{{% for item{depth} in competencies %}}") for depth in range(12))
    return zipped(members(*begin, p("{{ item0.title }}"), *[p("{% endfor %}")] * 12))


def much_text() -> bytes:
    """Few rounds, of which each writes half a page."""
    begin = (p(f"{{% for item{depth} in competencies %}}") for depth in range(7))
    page = p("A form says the same again and again. " * 60)
    return zipped(members(*begin, page, *[p("{% endfor %}")] * 7))


def blocks_in_loops() -> bytes:
    begin = (p(f"{{% for item{depth} in competencies %}}") for depth in range(6))
    return zipped(members(*begin, p("{{ competencies }}"), *[p("{% endfor %}")] * 6))


def long_expression() -> bytes:
    return zipped(members(p("{{ candidate.name" + " ~ candidate.name" * 100 + " }}")))


def deep_expression() -> bytes:
    return zipped(members(p("{{ " + "(" * 490 + "candidate.name" + ")" * 490 + " }}")))


def deep_ifs() -> bytes:
    return zipped(members(*[p("{% if committee %}")] * 500, p(NAME), *[p("{% endif %}")] * 500))


def deep_ifs_in_tables() -> bytes:
    """More than a hundred around one place, of which no text holds more than two."""
    inner = p(NAME)
    for _ in range(60):
        said = [p("{% if committee %}")] * 2, [p("{% endif %}")] * 2
        inner = "".join((*said[0], table((inner + p(""),)), *said[1]))
    return zipped(members(inner))


# What must not go on into a packet


def macros(main: str) -> bytes:
    return zipped(
        members(
            p(NAME),
            relations=(
                '<Relationship Id="rId1" Target="vbaProject.bin" '
                'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>',
            ),
            types={"bin": "application/vnd.ms-office.vbaProject"},
            parts={"word/vbaProject.bin": COMPOUND_FILE},
            main=main,
        )
    )


def outside(kind: str, target: str) -> bytes:
    return zipped(members(p(NAME), relations=(related("rId1", kind, target, outside=True),)))


def of_settings(settings: str, kind: str, target: str) -> bytes:
    """A document whose settings lead to something outside."""
    xml = f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}">{settings}</w:settings>'
    relation = relationships(related("rId1", kind, target, outside=True))
    return zipped(
        members(
            p(NAME),
            relations=(related("rId1", "settings", "settings.xml"),),
            types={"/word/settings.xml": f"{WORD_TYPE}.settings+xml"},
            parts={"word/settings.xml": xml, "word/_rels/settings.xml.rels": relation},
        )
    )


def attached_template() -> bytes:
    attached = '<w:attachedTemplate r:id="rId1"/>'
    return of_settings(attached, "attachedTemplate", "file:///S:/HR/Normal-HR.dotm")


def mail_merge() -> bytes:
    merge = '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/>'
    merge += '<w:dataSource r:id="rId1"/></w:mailMerge>'
    return of_settings(merge, "mailMergeSource", "file:///S:/HR/salaries.csv")


def embedded() -> bytes:
    return zipped(
        members(
            p(NAME),
            relations=(related("rId1", "oleObject", "embeddings/oleObject1.bin"),),
            types={"bin": "application/vnd.openxmlformats-officedocument.oleObject"},
            parts={"word/embeddings/oleObject1.bin": COMPOUND_FILE},
        )
    )


def alt_chunk() -> bytes:
    return zipped(
        members(
            p(NAME),
            '<w:altChunk r:id="rId1"/>',
            relations=(related("rId1", "aFChunk", "old.html"),),
            types={"html": "text/html"},
            parts={"word/old.html": "<p>Old form</p>"},
        )
    )


def active_fields() -> bytes:
    include = field('INCLUDETEXT "C:\\\\HR\\\\salaries.docx"')
    exchange = field(" DDEA", "UTO excel &quot;C:\\\\HR\\\\salaries.xlsx&quot; ")
    return zipped(members(p(NAME), p(include), p(exchange)))


def hidden_field() -> bytes:
    """A field whose name another field makes, so that a search does not find it."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "end"))
    rest = "<w:r><w:instrText> &quot;C:\\HR\\salaries.docx&quot; </w:instrText></w:r>"
    inner = field(' QUOTE "INCLUDETEXT" ')
    return zipped(members(p(NAME), p(f"{begin}{inner}{rest}{end}")))


# Damage


def odd_names() -> bytes:
    """Members that would be unpacked outside of a folder, or over another."""
    return zipped({**members(p(NAME)), "../form.txt": "", "Word/document.xml": ""})


def with_main(xml: str | bytes) -> bytes:
    return zipped({**members(), "word/document.xml": xml})


def entities() -> bytes:
    """A text that would grow to a gigabyte."""
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 9))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "promotion ">{levels}]>'
    return with_main(f'<?xml version="1.0"?>{doctype}{document(p("&l8;"))}')


def doctype() -> bytes:
    return with_main(
        f'<!DOCTYPE d [<!ENTITY name SYSTEM "file:///etc/hostname">]>{document(p("&name;"))}'
    )


def strict() -> bytes:
    strictly = {W: "http://purl.oclc.org/ooxml/wordprocessingml/main"}
    strictly[OFFICE] = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    made = members(p(NAME))
    for name, content in made.items():
        assert isinstance(content, str)
        for ours, theirs in strictly.items():
            content = content.replace(ours, theirs)
        made[name] = content
    return zipped(made)


def flat() -> str:
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<pkg:package xmlns:pkg="{space}"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
        f"{document(p(NAME))}</pkg:xmlData></pkg:part></pkg:package>\n"
    )


def plain_form() -> bytes:
    return zipped(members(p(NAME), p("{{ competencies }}")))


def truncated() -> bytes:
    form = plain_form()
    return form[: len(form) * 2 // 3]


def bit_flipped() -> bytes:
    """One bit wrong in the document itself, as a tired disk leaves it."""
    form = bytearray(plain_form())
    form[form.index(b"<w:body>") + 1] ^= 0x10
    return bytes(form)


def broken_xml() -> bytes:
    return with_main(document(p(NAME)).replace("</w:p>", ""))


def encrypted_member() -> bytes:
    """A zip file with a password, which is not Word's own kind."""
    form = bytearray(plain_form())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = form.index(signature)
        form[at + flags] |= 1
    return bytes(form)


def presentation() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": relationships(related("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": "<p:presentation xmlns:p="
            '"http://schemas.openxmlformats.org/presentationml/2006/main"/>',
        }
    )


def missing_document() -> bytes:
    made = members()
    del made["word/document.xml"]
    return zipped(made)


# Too large


def bomb() -> bytes:
    """300 MB in 300 kB."""
    pictures = {f"word/media/image{n}.bin": bytes(15_000_000) for n in range(20)}
    return zipped({**members(p(NAME)), **pictures}, small=True)


def large_part() -> bytes:
    return zipped({**members(p(NAME)), "word/media/image1.bin": bytes(25_000_000)}, small=True)


def many_members() -> bytes:
    return zipped({**members(p(NAME)), **{f"word/media/{n}.bin": b"" for n in range(3_000)}})


def lying_size() -> bytes:
    """A part of 300 MB that says it has a thousand bytes."""
    picture = {"word/media/image1.bin": bytes(300_000_000)}
    form = bytearray(zipped({**members(p(NAME)), **picture}, small=True))
    stated = struct.pack("<L", 300_000_000)
    assert form.count(stated) == 2  # before the part, and in the list at the end
    return bytes(form.replace(stated, struct.pack("<L", 1_000)))


def million_tags() -> bytes:
    return zipped(members(p(NAME), "<w:p/>" * 1_000_000), small=True)


def many_namespaces() -> bytes:
    return zipped(members(*(f'<w:p xmlns:n{n}="urn:{n}"/>' for n in range(21_000))))


def deep_tables() -> bytes:
    """Deeper than any word processor goes, and than lxml reads."""
    begin, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return zipped(members(begin * 2_000, p(NAME), end * 2_000))


LARGE: Mapping[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "large-part": large_part,
    "lying-size": lying_size,
    "many-members": many_members,
    "million-tags": million_tags,
    "many-namespaces": many_namespaces,
    "deep-tables": deep_tables,
    "many-faults": lambda: zipped(members(*[p("{{ candidate.nmae }}")] * 50_000)),
    "many-tags": lambda: zipped(members(p("{{ candidate.name }} " * 50_000))),
}

# Themes and logos

_LOGO_THEME = "accent: '#7A1F3D'\nlogo:\n  file: logo.png\n"


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    """A white picture; `extra` is a chunk that no program shows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + check

    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height, level=0)
    parts = (chunk(b"IHDR", head), chunk(b"prVt", extra), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


GIF = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def files() -> dict[str, bytes]:
    """Every file that is kept, by its place under tests/cases/templates/bad."""
    made: dict[str, str | bytes] = {
        "active-field/form.docx": active_fields(),
        "alt-chunk/form.docx": alt_chunk(),
        "attached-template/form.docx": attached_template(),
        "bit-flipped/form.docx": bit_flipped(),
        "broken-xml/form.docx": broken_xml(),
        "deep-expression/form.docx": deep_expression(),
        "docm/form.docm": macros(MACRO),
        "dtd/form.docx": doctype(),
        "embedded-object/form.docx": embedded(),
        "empty/form.docx": b"",
        "encrypted-member/form.docx": encrypted_member(),
        "endless/form.docx": endless(),
        "endless-blocks/form.docx": blocks_in_loops(),
        "endless-text/form.docx": much_text(),
        "entities/form.docx": entities(),
        "external-image/form.docx": outside("image", "https://intranet.example.com/logo.png"),
        "flat-opc/form.xml": flat(),
        "html-named-docx/form.docx": "<!DOCTYPE html>\n<title>Form</title>\n<p>" + NAME + "\n",
        "linked-ole/form.docx": outside("oleObject", "file:///S:/HR/salaries.xlsx"),
        "long-expression/form.docx": long_expression(),
        "macro-in-docx/form.docx": macros(DOCUMENT),
        "mail-merge/form.docx": mail_merge(),
        "missing-document/form.docx": missing_document(),
        "pptx/form.pptx": presentation(),
        "strict/form.docx": strict(),
        "sub-document/form.docx": outside("subDocument", "file:///S:/HR/part-two.docx"),
        "ten-errors/form.docx": ten_errors(),
        "text-named-docx/form.docx": "Name: " + NAME + "\n",
        "truncated/form.docx": truncated(),
        "deep-ifs/form.docx": deep_ifs(),
        "deep-ifs-in-tables/form.docx": deep_ifs_in_tables(),
        "hidden-field/form.docx": hidden_field(),
        "odd-names/form.docx": odd_names(),
        "zip-no-document/form.docx": zipped({"photo.txt": "a holiday\n"}),
        "theme-yaml/theme.yaml": "accent: wine\npage: a5\nlabels:\n  Covrage: Abdeckung\n"
        "font:\n  text: Arial\nlogo:\n  height: 90\n",
        "theme-toml/theme.toml": 'accent = "wine"\npage = "a5"\n[labels]\nCovrage = "Abdeckung"\n'
        '[font]\ntext = "Arial"\n[logo]\nheight = 90\n',
        "theme-unreadable-yaml/theme.yaml": "accent: [\n",
        "theme-unreadable-toml/theme.toml": "accent = \n",
        "logo-missing/theme.yaml": _LOGO_THEME.replace("logo.png", "lgoo.png"),
        "logo-missing/logo.png": png(2, 2),
        "logo-gif/theme.yaml": _LOGO_THEME,
        "logo-gif/logo.png": GIF,
        "logo-damaged/theme.yaml": _LOGO_THEME,
        "logo-damaged/logo.png": png(2, 2)[:40],
    }
    return {name: c.encode() if isinstance(c, str) else c for name, c in made.items()}


if __name__ == "__main__":
    for name, content in files().items():
        path = BAD / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
