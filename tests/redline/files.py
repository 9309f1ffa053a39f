"""Small .docx files built by hand, for what no real file at hand shows."""

import io
import zipfile

from concord.redline.word.names import CONTENT_TYPES, MC, RELATIONSHIPS, M, R, W

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHO = 'w:id="1" w:author="Kazakhstan" w:date="2026-03-02T12:00:00Z"'


def document(body: str) -> str:
    spaces = f'xmlns:w="{W}" xmlns:m="{M}" xmlns:r="{R}" xmlns:mc="{MC}"'
    return f"<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>"


def parts(body: str, **more: str) -> dict[str, bytes]:
    override = f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
    types = f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="xml" ContentType="application/xml"/>{override}</Types>'
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    found = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{main}</Relationships>',
        "word/document.xml": document(body),
    }
    return {name: content.encode() for name, content in (found | more).items()}


def packed(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, **more: str) -> bytes:
    return packed(parts(body, **more))


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def dt(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def p(*inner: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr><w:{mark} {WHO}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


def ins(*inner: str) -> str:
    return f"<w:ins {WHO}>{''.join(inner)}</w:ins>"


def gone(*inner: str) -> str:
    return f"<w:del {WHO}>{''.join(inner)}</w:del>"


def cell(*inner: str, change: str = "") -> str:
    return f"<w:tc><w:tcPr>{f'<w:{change} {WHO}/>' if change else ''}</w:tcPr>{''.join(inner)}</w:tc>"


def row(*cells: str, change: str = "") -> str:
    return f"<w:tr>{f'<w:trPr><w:{change} {WHO}/></w:trPr>' if change else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def arguments(name: str, text: str) -> str:
    return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"
