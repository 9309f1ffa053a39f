"""Every kind of tracked change that WordprocessingML knows, accepted and rejected."""

import pytest
from lxml import etree
from tests.redline.constructs import CASES
from tests.redline.files import WHO, cell, docx, ins, p, packed, parts, row, t, table

from concord.redline.word import Clause, Masthead, Paper, Refused, accept_all, read, reject_all
from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.names import W, w
from concord.redline.word.stories import story_of


def lines(data: bytes) -> list[str]:
    root = parse(content=parts_of(data=data)["word/document.xml"], place="text")
    return ["".join(piece.text for piece in line.pieces) for line in story_of(root=root, part="").lines]


@pytest.mark.parametrize("name", CASES)
def test_change(name: str):
    body, accepted, rejected = CASES[name]
    clean = [line.replace("\ufffc", "") for line in lines(accept_all(data=docx(body)))]
    assert clean == accepted
    assert [line.replace("\ufffc", "") for line in lines(reject_all(data=docx(body)))] == rejected


def old(name: str, inner: str) -> str:
    return f"<w:{name}Change {WHO}><w:{name}>{inner}</w:{name}></w:{name}Change>"


GRID = '<w:gridCol w:w="2"/><w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid></w:tblGridChange>'
MERGE = f'<w:cellMerge {WHO} w:vMerge="rest" w:vMergeOrig="cont"/>'
SECTION = f"<w:sectPr><w:titlePg/>{old('sectPr', '<w:bidi/>')}</w:sectPr>"


def framed(*, table: str = "", row: str = "", cell: str = "") -> str:
    return f"<w:tbl>{table}<w:tr>{row}<w:tc>{cell}{p()}</w:tc></w:tr></w:tbl>"


PROPERTIES = {
    "rPr": (p(f"<w:r><w:rPr><w:b/>{old('rPr', '<w:i/>')}</w:rPr><w:t>a</w:t></w:r>"), "b", "i"),
    "pPr": (f"<w:p><w:pPr><w:keepNext/>{old('pPr', '<w:keepLines/>')}</w:pPr></w:p>", "keepNext", "keepLines"),
    "tblPr": (framed(table=f"<w:tblPr><w:jc/>{old('tblPr', '<w:shd/>')}</w:tblPr>"), "jc", "shd"),
    "tblGrid": (framed(table=f"<w:tblGrid>{GRID}</w:tblGrid>"), "gridCol[@w='2']", "gridCol[@w='1']"),
    "trPr": (framed(row=f"<w:trPr><w:cantSplit/>{old('trPr', '<w:tblHeader/>')}</w:trPr>"), "cantSplit", "tblHeader"),
    "tcPr": (framed(cell=f"<w:tcPr><w:noWrap/>{old('tcPr', '<w:hideMark/>')}</w:tcPr>"), "noWrap", "hideMark"),
    "tblPrEx": (framed(row=f"<w:tblPrEx><w:jc/>{old('tblPrEx', '<w:shd/>')}</w:tblPrEx>"), "jc", "shd"),
    "sectPr": (f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", "titlePg", "bidi"),
    "cellMerge": (framed(cell=f"<w:tcPr>{MERGE}</w:tcPr>"), "vMerge[@val='restart']", "vMerge[@val='continue']"),
    "mark": (
        f"<w:p><w:pPr><w:rPr><w:b/>{old('rPr', '<w:i/>')}</w:rPr>{old('pPr', '<w:keepLines/>')}</w:pPr></w:p>",
        "b",
        "i",
    ),
    "numPr": (f"<w:p><w:pPr><w:numPr><w:ilvl/><w:ins {WHO}/></w:numPr></w:pPr></w:p>", "ilvl", "body"),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_change_of_properties(name: str):
    body, now, before = PROPERTIES[name]
    for data, there, absent in ((accept_all(data=docx(body)), now, before), (reject_all(data=docx(body)), before, now)):
        content = parts_of(data=data)["word/document.xml"]
        root = parse(content=content, place="text")
        assert _has(root, there)
        assert absent == "body" or not _has(root, absent)
        assert b"Kazakhstan" not in content
        assert b"Change" not in content


def _has(root: etree._Element, name: str) -> bool:
    tag, _, condition = name.partition("[@")
    attribute, _, value = condition.rstrip("]").partition("=")
    return any(not condition or e.get(w(attribute)) == value.strip("'") for e in root.iter(w(tag)))


def test_moved_cells_are_refused_by_name():
    start = f'<w:moveFromRangeStart {WHO} w:name="m"/>'
    body = table(row(cell(start + p(t("a"))), cell(p(t("b")) + '<w:moveFromRangeEnd w:id="1"/>')))
    with pytest.raises(Refused) as refused:
        accept_all(data=docx(body))
    assert (refused.value.name, refused.value.place) == ("moved table cells", "word/document.xml")


@pytest.mark.parametrize("kind", ["moveFrom", "moveTo"])
def test_moved_tables_are_refused_by_name(kind: str):
    """A table that moves has its rows put in and taken out; a row without such a mark is nobody's known form."""
    inner = p(f'<w:{kind}RangeStart {WHO} w:name="m"/>', t("x"))
    body = inner + table(row(cell(p(t("a"))))) + p(f'<w:{kind}RangeEnd w:id="1"/>')
    with pytest.raises(Refused, match="moved table cells"):
        reject_all(data=docx(body))
    marked = inner + table(row(cell(p(t("a"))), change="ins")) + p(f'<w:{kind}RangeEnd w:id="1"/>')
    assert lines(accept_all(data=docx(marked))) == ["x", "a", ""]


@pytest.mark.parametrize("name", ["styles", "numbering"])
def test_changes_in_styles_and_numbering_are_settled_and_listed(name: str):
    inner = f"<w:pPr><w:keepNext/>{old('pPr', '<w:keepLines/>')}</w:pPr>"
    content = f'<w:{name} xmlns:w="{W}"><w:style>{inner}</w:style></w:{name}>'
    data = docx(p(t("a")), **{f"word/{name}.xml": content})
    for settled, there in ((accept_all(data=data), "keepNext"), (reject_all(data=data), "keepLines")):
        root = parse(content=parts_of(data=settled)[f"word/{name}.xml"], place=name)
        assert [str(e.tag).rpartition("}")[2] for e in root.iter()] == [name, "style", "pPr", there]
    unplaced = read(data=data, base=Paper(Masthead(""), (Clause("u", ("a",)),))).unplaced
    assert [(u.reason, u.author) for u in unplaced] == [("formatting (pPrChange)", "Kazakhstan")]


def test_the_text_may_have_another_name():
    contents = {
        name.replace("document.xml", "document2.xml"): content.replace(b"document.xml", b"document2.xml")
        for name, content in parts(p(t("a "), ins(t("b")))).items()
    }
    assert lines(accept_all(data=packed(contents))) == ["a b"]


def test_an_unknown_tracked_change_is_refused_by_name():
    with pytest.raises(Refused, match="unknown tracked change newChange"):
        reject_all(data=docx(p(f"<w:newChange {WHO}/>")))
