"""Every kind of tracked change that WordprocessingML knows, accepted and rejected."""

import pytest
from lxml import etree
from tests.redline.files import WHO, arguments, cell, docx, dt, gone, ins, p, row, t, table

from concord.redline.word import Refused, accept_all, reject_all
from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.names import w
from concord.redline.word.stories import story_of


def lines(data: bytes) -> list[str]:
    root = parse(content=parts_of(data=data)["word/document.xml"], place="text")
    return ["".join(piece.text for piece in line.pieces) for line in story_of(root=root, part="").lines]


CODE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
FRACTION = (
    f"<m:oMath><m:f><m:fPr><m:ctrlPr><w:{{}} {WHO}/></m:ctrlPr></m:fPr>"
    f"{arguments('num', '1')}{arguments('den', '2')}</m:f></m:oMath>"
)
BOX = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
CHOICE = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "words put in": (p(t("a "), ins(t("b ")), t("c")), ["a b c"], ["a c"]),
    "words taken out": (p(t("a "), gone(dt("b ")), t("c")), ["a c"], ["a b c"]),
    "taken out by one of what another put in": (p(t("a"), ins(gone(dt("b")))), ["a"], ["a"]),
    "tab, break and hyphen": (p(gone("<w:r><w:tab/><w:br/><w:noBreakHyphen/></w:r>")), [""], ["\t\n\u2011"]),
    "mark put in": (p(t("a"), mark="ins") + p(t("b")), ["a", "b"], ["ab"]),
    "mark taken out": (p(t("a"), mark="del") + p(t("b")), ["ab"], ["a", "b"]),
    "two marks taken out": (p(t("a"), mark="del") + p(t("b"), mark="del") + p(t("c")), ["abc"], ["a", "b", "c"]),
    "mark put in and taken out": (
        f"<w:p><w:pPr><w:rPr><w:ins {WHO}/><w:del {WHO}/></w:rPr></w:pPr>{t('a')}</w:p>{p(t('b'))}",
        ["ab"],
        ["ab"],
    ),
    "paragraph taken out before a table": (
        p(t("a")) + p(gone(dt("b")), mark="del") + table(row(cell(p(t("c"))))),
        ["a", "c"],
        ["a", "b", "c"],
    ),
    "words stay before a table": (p(t("a"), mark="del") + table(row(cell(p(t("c"))))), ["a", "c"], ["a", "c"]),
    "last paragraph of a cell": (
        table(row(cell(p(t("a")), p(gone(dt("b")), mark="del")))),
        ["a"],
        ["a", "b"],
    ),
    "only paragraph of a cell": (
        table(row(cell(p(gone(dt("a")), mark="del")), cell(p(t("b"))))),
        ["", "b"],
        ["a", "b"],
    ),
    "all at the end put in": (p(t("a")) + p(ins(t("b")), mark="ins"), ["a", "b"], ["a"]),
    "row put in": (table(row(cell(p(t("a")))), row(cell(p(ins(t("b")))), change="ins")), ["a", "b"], ["a"]),
    "row taken out": (table(row(cell(p(t("a")))), row(cell(p(gone(dt("b")))), change="del")), ["a"], ["a", "b"]),
    "table taken out": (p(t("x")) + table(row(cell(p(gone(dt("b")))), change="del")), ["x"], ["x", "b"]),
    "cell put in": (table(row(cell(p(t("a"))), cell(p(t("b")), change="cellIns"))), ["a", "b"], ["a"]),
    "cell taken out": (table(row(cell(p(t("a"))), cell(p(t("b")), change="cellDel"))), ["a"], ["a", "b"]),
    "field code taken out": (
        p(t("a"), gone(CODE.format("<w:r><w:delInstrText> PAGE </w:delInstrText></w:r>"))),
        ["a"],
        ["a"],
    ),
    "simple field put in": (p(ins(f'<w:fldSimple w:instr=" PAGE ">{t("7")}</w:fldSimple>'), t("a")), ["7a"], ["a"]),
    "hyperlink with a change": (p(f"<w:hyperlink>{ins(t('b'))}{t('c')}</w:hyperlink>"), ["bc"], ["c"]),
    "fraction bar taken out": (p(FRACTION.format("del")), ["12"], ["12"]),
    "math run put in": (p(f"<m:oMath>{ins('<m:r><m:t>x</m:t></m:r>')}</m:oMath>", t("a")), ["xa"], ["a"]),
    "content control around a change": (BOX.format(p(ins(t("a")), t("b"))), ["ab"], ["b"]),
    "content control put in": (
        f"<w:customXmlInsRangeStart {WHO}/>"
        + BOX.format(f'<w:customXmlInsRangeEnd w:id="1"/>{p(t("a"))}<w:customXmlInsRangeStart {WHO}/>')
        + '<w:customXmlInsRangeEnd w:id="1"/>',
        ["a"],
        ["a"],
    ),
    "joined into a content control": (p(t("a"), mark="del") + BOX.format(p(t("b"))), ["ab"], ["a", "b"]),
    "joined out of a content control": (BOX.format(p(t("a"), mark="del")) + p(t("b")), ["ab"], ["a", "b"]),
    "moved words": (
        p(f"<w:moveFrom {WHO}>{t('a ')}</w:moveFrom>", t("b "), f"<w:moveTo {WHO}>{t('a ')}</w:moveTo>"),
        ["b a "],
        ["a b "],
    ),
    "text box": (p(CHOICE.format(p(gone(dt("b")), t("c")))), ["", "c"], ["", "bc"]),
    "right to left": (
        p(t("ق "), f"<w:ins {WHO}><w:r><w:rPr><w:rtl/></w:rPr><w:t>د</w:t></w:r></w:ins>"),
        ["ق د"],
        ["ق "],
    ),
}


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


def test_an_unknown_tracked_change_is_refused_by_name():
    with pytest.raises(Refused, match="unknown tracked change newChange"):
        reject_all(data=docx(p(f"<w:newChange {WHO}/>")))
