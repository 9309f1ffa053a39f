"""Everything in the file that is not the text: styles, page header and footer, settings, package parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from concord.redline.word.names import CONTENT_TYPES, MANIFEST, RELATIONSHIPS, R, W
from concord.redline.word.runs import attribute, run

if TYPE_CHECKING:
    from concord.redline.paper import Masthead

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

# United Nations documents: Times New Roman 10 point, 12 point spacing, text indented on both sides, headings bold.
_STYLES: Final = {
    "part": ("Part", '<w:keepNext/><w:spacing w:before="360" w:after="240"/>', '<w:b/><w:sz w:val="28"/>'),
    "chapeau": ("Chapeau", '<w:ind w:left="1134" w:right="1134"/><w:jc w:val="both"/>', "<w:i/>"),
    "measure": ("Measure", '<w:ind w:left="1134" w:right="1134"/><w:jc w:val="both"/>', ""),
    "paragraph": ("Paragraph", '<w:ind w:left="1134" w:right="1134"/><w:jc w:val="both"/>', ""),
    "subparagraph": ("Subparagraph", '<w:ind w:left="1701" w:right="1134"/><w:jc w:val="both"/>', ""),
    "annex": ("Annex", '<w:keepNext/><w:spacing w:before="360" w:after="240"/>', '<w:b/><w:sz w:val="24"/>'),
    "annex row": ("AnnexRow", '<w:ind w:left="1134" w:right="1134"/>', ""),
}
NUMBER: Final = "ClauseNumber"


def style_id(*, style: str) -> str:
    return f"UN{_STYLES.get(style, _STYLES['paragraph'])[0]}"


def styles_xml(*, language: str) -> bytes:
    from_right = language.partition("-")[0] in RIGHT_TO_LEFT
    bidi, rtl = ("<w:bidi/>", "<w:rtl/>") if from_right else ("", "")
    tag = attribute(value=language)
    lang = f'<w:lang w:val="{tag}"/>' if not from_right else f'<w:lang w:bidi="{tag}"/>'
    font = "Times New Roman"
    named = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="UN{name}"><w:name w:val="UN {name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
        for name, properties, letters in _STYLES.values()
    )
    return (
        f"{XML}<w:styles {OPEN}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="20"/><w:szCs w:val="20"/>{rtl}{lang}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:after="120" w:line="240" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>{bidi}</w:pPr>'
        "</w:style>"
        f'<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'<w:keepNext/><w:spacing w:before="240" w:after="360"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr>'
        "</w:style>"
        f'<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        f'<w:basedOn w:val="Normal"/></w:style>'
        f'<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        f'<w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{NUMBER}"><w:name w:val="{NUMBER}"/></w:style>'
        f"{named}</w:styles>"
    ).encode()


def header_xml(*, masthead: Masthead) -> bytes:
    """Symbol, distribution, date and language, and the marking, on every page."""
    right = '<w:jc w:val="right"/>'
    lines = [
        (masthead.body, "", ""),
        (masthead.symbol, right, "<w:b/>"),
        (f"Distr.: {masthead.distribution}" if masthead.distribution else "", right, ""),
        (masthead.issued_on, right, ""),
        (masthead.language, right, ""),
        (masthead.marking, '<w:jc w:val="center"/>', "<w:b/>"),
    ]
    inner = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{where}</w:pPr>{run(text=text, properties=letters)}</w:p>'
        for text, where, letters in lines
        if text
    )
    return f"{XML}<w:hdr {OPEN}>{inner or '<w:p/>'}</w:hdr>".encode()


def footer_xml(*, masthead: Masthead) -> bytes:
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    symbol = run(text=f"{masthead.symbol}\t") if masthead.symbol else ""
    return (
        f'{XML}<w:ftr {OPEN}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
        f"</w:pPr>{symbol}{page}</w:p></w:ftr>"
    ).encode()


def section_xml() -> str:
    """A4, the header and footer on every page."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="851" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def package_parts(*, title: str, language: str) -> dict[str, bytes]:
    """The fixed parts; the document, header, footer, styles, comments and manifest come beside them."""
    override = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/comments.xml": f"{_WORD}.comments+xml",
        "/customXml/itemProps1.xml": _CUSTOM,
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in override.items())
    inside = {
        "styles.xml": "styles",
        "settings.xml": "settings",
        "header1.xml": "header",
        "footer1.xml": "footer",
        "comments.xml": "comments",
    }
    document = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for n, (name, kind) in enumerate(inside.items(), start=1)
    )
    document += f'<Relationship Id="rId6" Type="{_OFFICE}/customXml" Target="../customXml/item1.xml"/>'
    core = "http://schemas.openxmlformats.org/package/2006"
    item = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            f'Target="word/document.xml"/><Relationship Id="rId2" Type="{core}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{document}</Relationships>',
        "word/settings.xml": f"<w:settings {OPEN}><w:trackRevisions/><w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        "</w:settings>",
        "customXml/_rels/item1.xml.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" '
            'Target="itemProps1.xml"/></Relationships>'
        ),
        "customXml/itemProps1.xml": (
            f'<ds:datastoreItem xmlns:ds="{item}" ds:itemID="{{6F1A0F5C-2B43-4D8E-9A57-0C5D1E7B3A11}}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{MANIFEST}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{core}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{attribute(value=title)}</dc:title>'
            f"<dc:language>{attribute(value=language)}</dc:language></cp:coreProperties>"
        ),
    }
    return {name: (XML + content).encode() for name, content in parts.items()}
