"""Hostile files are refused by name before anything opens them (threat T24)."""

import io
import zipfile

import pytest
from tests.redline.files import document, docx, p, packed, parts, t

from concord.redline.word import Clause, Masthead, Paper, Refused, read, write
from concord.redline.word.inspection import parts_of

pytestmark = pytest.mark.threat("T24")
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def external(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r1" Type="{KIND}{kind}" Target="{target}" TargetMode="External"/>'
    return docx(p(t("a")), **{"word/_rels/document.xml.rels": RELS.format(one)})


def with_part(name: str, content: bytes = b"x") -> bytes:
    return packed(parts(p(t("a"))) | {name: content})


def with_document(xml: str) -> bytes:
    return packed(parts("") | {"word/document.xml": xml.encode()})


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(p(t("a"))).items():
            archive.writestr(name, content)
        archive.writestr("WORD/document.xml", b"<a/>")
    return out.getvalue()


def crowded() -> bytes:
    return packed(parts(p(t("a"))) | {f"word/x{n}.bin": b"" for n in range(2_100)})


def locked() -> bytes:
    data = bytearray(docx(p(t("a"))))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + document(p(t("&b;")))
XXE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + document(p(t("&a;")))
DEEP = document("<w:p>" * 5_000 + "</w:p>" * 5_000)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText> D</w:instrText></w:r><w:r><w:instrText>DE x</w:instrText></w:r>"
)
HOSTILE = {
    "bomb": (lambda: with_part("word/big.bin", b"\0" * 50_000_000), "archive that swells"),
    "crowd": (crowded, "too many entries"),
    "duplicate": (twice, "duplicate name"),
    "path": (lambda: with_part("../evil.xml"), "path outside the archive"),
    "absolute": (lambda: with_part("/evil.xml"), "path outside the archive"),
    "nested": (lambda: with_part("word/a.bin", b"PK\x03\x04"), "archive inside the file"),
    "nested by name": (lambda: with_part("word/a.zip"), "archive inside the file"),
    "encrypted": (locked, "encrypted or old binary document"),
    "binary": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "encrypted or old binary document"),
    "laughs": (lambda: with_document(LAUGHS), "DTD"),
    "external entity": (lambda: with_document(XXE), "DTD"),
    "deep": (lambda: with_document(DEEP), "malformed XML"),
    "broken": (lambda: with_document("<a>"), "malformed XML"),
    "macro": (lambda: with_part("word/vbaProject.bin"), "macro"),
    "macro type": (
        lambda: docx(p(), **{"[Content_Types].xml": '<Types><Default ContentType="a.macroEnabled.main+xml"/></Types>'}),
        "macro",
    ),
    "active x": (lambda: with_part("word/activeX/activeX1.xml", b"<a/>"), "ActiveX control"),
    "embedding": (lambda: with_part("word/embeddings/a.bin"), "embedded object"),
    "object": (lambda: docx(p("<w:r><w:object/></w:r>")), "embedded object"),
    "imported text": (lambda: docx('<w:altChunk r:id="r9"/>'), "imported foreign text"),
    "template": (lambda: external("attachedTemplate", "https://evil.example/a.dotm"), "remote template"),
    "template share": (lambda: external("attachedTemplate", "\\\\host\\a.dotm"), "remote template"),
    "remote picture": (lambda: external("image", "http://evil.example/a.png"), "remote image"),
    "ole relationship": (lambda: external("oleObject", "a"), "relationship oleObject"),
    "dde": (lambda: docx(p(FIELD)), "field DDE"),
    "include": (lambda: docx(p('<w:fldSimple w:instr=" INCLUDETEXT x"/>')), "field INCLUDETEXT"),
    "html": (lambda: b"<html><script>", "not a .docx file"),
    "polyglot": (lambda: b"<html>" + docx(p(t("a"))), "not a .docx file"),
    "truncated": (lambda: docx(p(t("a")))[:-30], "damaged archive"),
    "no text": (lambda: packed({"a.xml": b"<a/>"}), "not a .docx file"),
    "page": (lambda: with_part("word/a.html"), "active or foreign content"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused(name: str):
    make, reason = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        read(data=make(), base=Paper(Masthead("x"), ()))
    assert refused.value.name == reason


def test_a_template_on_the_writers_own_disk_is_no_threat():
    assert "word/document.xml" in parts_of(data=external("attachedTemplate", "file:///C:\\Templates\\UN.dotm"))


def test_links_may_lead_out():
    assert "word/document.xml" in parts_of(data=external("hyperlink", "https://www.un.org"))


def test_a_manifest_that_was_tampered_with_is_refused():
    paper = Paper(Masthead("x"), (Clause("u", ("a",)),))
    contents = parts_of(data=write(paper=paper))
    contents["customXml/item1.xml"] = contents["customXml/item1.xml"].replace(b"</c:paper>", b"<c:proposal/></c:paper>")
    with pytest.raises(Refused, match="manifest"):
        read(data=packed(contents), base=paper)
