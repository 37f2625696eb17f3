"""Names the rules look up: namespaces, child order, attributes, content types, fields.

Child order follows the schemas of ECMA-376 part 1 §17 (wml.xsd). Where the schema lets run
properties stand in any order, the order in which it lists them is asked: Word writes no other.
"""

from __future__ import annotations

from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
NAMESPACES = {
    "w": W,
    "r": R,
    "mc": MC,
    "ct": CONTENT_TYPES,
    "pr": RELATIONSHIPS,
    "cp": CORE,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "dcterms": "http://purl.org/dc/terms/",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def clark(name: str) -> str:
    """`w:p` in the form lxml uses, `{namespace}p`; a name without prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


# `a|b` may stand in any order and repeat, `a*` may repeat, `...` is every other child.
CHILD_ORDER: Mapping[str, str] = {
    "w:document": "background body",
    "w:body": "... sectPr",
    "w:p": "pPr ...",
    "w:r": "rPr ...",
    "w:tbl": "tblPr tblGrid ...",
    "w:tr": "tblPrEx trPr ...",
    "w:tc": "tcPr ...",
    "w:pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
        pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
        autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
        suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle
        rPr sectPr pPrChange""",
    "w:rPr": """
        ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline
        shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz
        szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish
        oMath rPrChange""",
    "w:tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
        tblPrChange""",
    "w:tblPrEx": """
        tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange""",
    "w:trPr": """
        cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|
        cantSplit|trHeight|tblHeader|tblCellSpacing|jc|hidden
        ins del trPrChange""",
    "w:tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText
        vAlign hideMark headers cellIns|cellDel|cellMerge tcPrChange""",
    "w:sectPr": """
        headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid printerSettings sectPrChange""",
    "w:styles": "docDefaults latentStyles style*",
    "w:style": """
        name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed
        qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr
        tblStylePr*""",
    "w:numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "w:num": "abstractNumId lvlOverride*",
    "w:lvl": """
        start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr""",
}

# The schema lets run properties repeat, and LibreOffice writes `<w:b/><w:b/>`.
REPEATING_PARENTS = frozenset({"w:rPr"})

# Marks of a range stand between any two children.
RANGE_MARKS = frozenset(
    f"w:{name}{end}"
    for name in (
        "bookmark",
        "perm",
        "commentRange",
        "moveFromRange",
        "moveToRange",
        "customXmlInsRange",
        "customXmlDelRange",
        "customXmlMoveFromRange",
        "customXmlMoveToRange",
    )
    for end in ("Start", "End")
) | {"w:proofErr"}

REQUIRED_CHILDREN: Mapping[str, tuple[str, ...]] = {
    "w:document": ("w:body",),
    "w:tbl": ("w:tblPr", "w:tblGrid"),
    "w:num": ("w:abstractNumId",),
}

_NOT_AMONG_BLOCKS = "w:r w:t w:hyperlink w:fldSimple w:tr w:tc w:pPr w:rPr"
_NOT_AMONG_RUNS = "w:p w:t w:tbl w:tr w:tc w:body"
MISPLACED: Mapping[str, str] = {
    "w:body": _NOT_AMONG_BLOCKS,
    "w:tc": _NOT_AMONG_BLOCKS,
    "w:hdr": _NOT_AMONG_BLOCKS,
    "w:ftr": _NOT_AMONG_BLOCKS,
    "w:comment": _NOT_AMONG_BLOCKS,
    "w:footnote": _NOT_AMONG_BLOCKS,
    "w:endnote": _NOT_AMONG_BLOCKS,
    "w:txbxContent": _NOT_AMONG_BLOCKS,
    "w:p": _NOT_AMONG_RUNS,
    "w:hyperlink": _NOT_AMONG_RUNS,
    "w:r": "w:p w:r w:tbl w:hyperlink w:pPr w:bookmarkStart w:bookmarkEnd w:sdt",
    "w:tbl": "w:p w:r w:tc w:tbl",
    "w:tr": "w:p w:r w:tr w:tbl",
}

TEXT_HOLDERS = ("w:t", "w:delText", "w:instrText", "w:delInstrText", "w:fldData", "w:binData")
# A field begins and ends in one of these.
STORIES = ("w:body", "w:hdr", "w:ftr", "w:comment", "w:footnote", "w:endnote", "w:txbxContent")

_TEXT = r"[^\0]+"
_NUMBER = r"[+-]?[0-9]{1,10}"
_COUNT = r"\+?[0-9]{1,10}"
_HEADER_TYPE = r"default|even|first"
# Attributes that must be there, with the pattern of what they may hold.
ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "ct:Default": {"Extension": _TEXT, "ContentType": _TEXT},
    "ct:Override": {"PartName": r"/[^\0]+", "ContentType": _TEXT},
    "pr:Relationship": {"Id": _TEXT, "Type": _TEXT, "Target": _TEXT},
    "w:abstractNum": {"w:abstractNumId": _NUMBER},
    "w:abstractNumId": {"w:val": _NUMBER},
    "w:bookmarkEnd": {"w:id": _NUMBER},
    "w:bookmarkStart": {"w:id": _NUMBER, "w:name": _TEXT},
    "w:comment": {"w:id": _NUMBER, "w:author": r"[^\0]*"},
    "w:commentRangeEnd": {"w:id": _NUMBER},
    "w:commentRangeStart": {"w:id": _NUMBER},
    "w:commentReference": {"w:id": _NUMBER},
    "w:endnote": {"w:id": _NUMBER},
    "w:endnoteReference": {"w:id": _NUMBER},
    "w:fldChar": {"w:fldCharType": r"begin|separate|end"},
    "w:fldSimple": {"w:instr": r"[^\0]*"},
    "w:footerReference": {"w:type": _HEADER_TYPE, "r:id": _TEXT},
    "w:footnote": {"w:id": _NUMBER},
    "w:footnoteReference": {"w:id": _NUMBER},
    "w:gridAfter": {"w:val": _COUNT},
    "w:gridBefore": {"w:val": _COUNT},
    "w:gridSpan": {"w:val": _COUNT},
    "w:headerReference": {"w:type": _HEADER_TYPE, "r:id": _TEXT},
    "w:ilvl": {"w:val": r"[0-8]"},
    "w:lvl": {"w:ilvl": r"[0-8]"},
    "w:num": {"w:numId": _NUMBER},
    "w:numId": {"w:val": _NUMBER},
    "w:pStyle": {"w:val": _TEXT},
    "w:rStyle": {"w:val": _TEXT},
    "w:tblStyle": {"w:val": _TEXT},
    "wp:docPr": {"id": _COUNT, "name": r"[^\0]*"},
}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# Content types that a relationship of this kind may lead to.
TYPES_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "officeDocument": (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"),
    "styles": (f"{_WORD}styles+xml",),
    "numbering": (f"{_WORD}numbering+xml",),
    "settings": (f"{_WORD}settings+xml",),
    "webSettings": (f"{_WORD}webSettings+xml",),
    "fontTable": (f"{_WORD}fontTable+xml",),
    "comments": (f"{_WORD}comments+xml",),
    "commentsExtended": (f"{_WORD}commentsExtended+xml",),
    "header": (f"{_WORD}header+xml",),
    "footer": (f"{_WORD}footer+xml",),
    "footnotes": (f"{_WORD}footnotes+xml",),
    "endnotes": (f"{_WORD}endnotes+xml",),
    "theme": ("application/vnd.openxmlformats-officedocument.theme+xml",),
    "image": ("image/",),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml",),
    "extended-properties": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    "custom-properties": ("application/vnd.openxmlformats-officedocument.custom-properties+xml",),
}
ROOTS: Mapping[str, str] = {
    f"{_WORD}document.main+xml": "w:document",
    f"{_WORD}template.main+xml": "w:document",
    f"{_WORD}styles+xml": "w:styles",
    f"{_WORD}numbering+xml": "w:numbering",
    f"{_WORD}settings+xml": "w:settings",
    f"{_WORD}fontTable+xml": "w:fonts",
    f"{_WORD}comments+xml": "w:comments",
    f"{_WORD}commentsExtended+xml": "w15:commentsEx",
    f"{_WORD}header+xml": "w:hdr",
    f"{_WORD}footer+xml": "w:ftr",
    f"{_WORD}footnotes+xml": "w:footnotes",
    f"{_WORD}endnotes+xml": "w:endnotes",
    "application/vnd.openxmlformats-package.core-properties+xml": "cp:coreProperties",
    "application/vnd.openxmlformats-package.relationships+xml": "pr:Relationships",
}
SINGLE_KINDS = frozenset(TYPES_BY_KIND) - {"image", "header", "footer"}
KIND_BY_ELEMENT: Mapping[str, str] = {
    "w:hyperlink": "hyperlink",
    "w:headerReference": "header",
    "w:footerReference": "footer",
    "a:blip": "image",
    "a:hlinkClick": "hyperlink",
}
MACRO_TYPES = ("activex", "macro", "vba")  # words of content types, in lower case
EMBEDDING_KINDS = frozenset({"aFChunk", "control", "frame", "oleObject", "package", "subDocument"})

# ECMA-376 part 1 §17.16.5, and those Word has added.
_FIELDS = """
    ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST
    BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE
    DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT
    GOTOBUTTON GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE
    MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF
    PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF
    SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE"""
# They run code, or bring in another file.
_ACTIVE_FIELDS = """
    CONTROL DATABASE DDE DDEAUTO EMBED HTMLCONTROL IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK
    MACROBUTTON PRINT RD"""
FIELD_NAMES = frozenset(_FIELDS.split())
ACTIVE_FIELDS = frozenset(_ACTIVE_FIELDS.split())
