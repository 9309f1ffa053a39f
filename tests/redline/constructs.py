"""Every kind of tracked change of words that WordprocessingML knows, with the lines after accepting and rejecting."""

from tests.redline.files import WHO, arguments, cell, dt, gone, ins, p, row, t, table


def moved_paragraph(kind: str, text: str, number: int) -> str:
    mark = f"<w:pPr><w:rPr><w:{kind} {WHO}/></w:rPr></w:pPr>"
    start = f'<w:{kind}RangeStart w:id="{number}" w:author="Kazakhstan" w:name="m"/>'
    return f'{start}<w:p>{mark}<w:{kind} {WHO}>{t(text)}</w:{kind}></w:p><w:{kind}RangeEnd w:id="{number}"/>'


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
    "moved paragraph": (
        moved_paragraph("moveFrom", "a", 1) + p(t("b")) + moved_paragraph("moveTo", "a", 2) + p(t("c")),
        ["b", "a", "c"],
        ["a", "b", "c"],
    ),
    "paragraph moved into a cell": (
        moved_paragraph("moveFrom", "a", 1)
        + p(t("b"))
        + table(row(cell(p(f"<w:moveTo {WHO}>{t('a')}</w:moveTo>"), p(t("c")))))
        + p(t("d")),
        ["b", "a", "c", "d"],
        ["a", "b", "", "c", "d"],
    ),
    "moved words that another changed on the way": (
        p(f"<w:moveFrom {WHO}>{t('a ')}</w:moveFrom>", t("b "), f"<w:moveTo {WHO}>{t('a ')}{ins(t('x '))}</w:moveTo>"),
        ["b a x "],
        ["a b "],
    ),
    "content control within a content control": (
        BOX.format(BOX.format(p(ins(t("a")), BOX.format(gone(dt("b")) + t("c"))))),
        ["ac"],
        ["bc"],
    ),
    "row in a content control put in": (
        table(row(cell(p(t("a")))), BOX.format(row(cell(p(ins(t("b")), mark="ins")), change="ins"))),
        ["a", "b"],
        ["a"],
    ),
    "cell in a content control": (
        table(f"<w:tr>{cell(p(t('a')))}{BOX.format(cell(p(ins(t('b')), t('c'))))}</w:tr>"),
        ["a", "bc"],
        ["a", "c"],
    ),
    "content control taken out, words stay": (
        p(
            f'<w:customXmlDelRangeStart {WHO}/><w:sdt><w:sdtPr/><w:sdtContent><w:customXmlDelRangeEnd w:id="1"/>',
            t("a"),
            f"<w:customXmlDelRangeStart {WHO.replace('1', '2', 1)}/></w:sdtContent></w:sdt>",
            '<w:customXmlDelRangeEnd w:id="2"/>',
        ),
        ["a"],
        ["a"],
    ),
    "smart tag and direction": (
        p(
            "".join(("<w:smartTag>", ins(t("a")), t("b"), "</w:smartTag>")),
            "".join(("<w:bdo w:val='rtl'>", gone(dt("c")), "</w:bdo><w:dir>", t("d"), "</w:dir>")),
        ),
        ["abd"],
        ["bcd"],
    ),
    "hyperlink taken out whole": (p(t("a "), f'<w:hyperlink r:id="r1">{gone(dt("b"))}</w:hyperlink>'), ["a "], ["a b"]),
    "result of a field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ a \\* MERGEFORMAT </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            gone(dt("1")),
            ins(t("2")),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        ["2"],
        ["1"],
    ),
    "field in a field put in": (
        p(t("a"), ins(CODE.format(f"<w:r><w:instrText> IF </w:instrText></w:r>{CODE.format('')}"), t("b"))),
        ["ab"],
        ["a"],
    ),
    "comment around a change": (
        p('<w:commentRangeStart w:id="0"/>', gone(dt("a ")), '<w:commentRangeEnd w:id="0"/>', t("b")),
        ["b"],
        ["a b"],
    ),
    "footnote put in and taken out": (
        p(t("a"), ins('<w:r><w:footnoteReference w:id="2"/></w:r>'), gone('<w:r><w:endnoteReference w:id="3"/></w:r>')),
        ["a"],
        ["a"],
    ),
    "marks taken out at the end of the text": (
        p(t("a")) + p(gone(dt("b")), mark="del") + p(gone(dt("c")), mark="del"),
        ["a"],
        ["a", "b", "c"],
    ),
    "words at the end stay": (p(t("a")) + p(t("b"), mark="del"), ["a", "b"], ["a", "b"]),
    "empty paragraphs at the end of a cell": (
        table(row(cell(p(t("a")), p(gone(dt("b")), mark="del"), p(), p()))),
        ["a", "", ""],
        ["a", "b", "", ""],
    ),
    "table within a cell": (
        table(row(cell(p(t("a")), table(row(cell(p(gone(dt("b")))), change="del")), p(t("c"))))),
        ["a", "c"],
        ["a", "b", "c"],
    ),
    "bookmark between paragraphs that join": (
        p(t("a"), mark="del") + '<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/>' + p(t("b")),
        ["ab"],
        ["a", "b"],
    ),
    "number of a paragraph changed": (
        f"<w:p><w:pPr><w:numPr><w:ilvl/><w:numberingChange {WHO} w:original='%1'/></w:numPr></w:pPr>{t('a')}</w:p>",
        ["a"],
        ["a"],
    ),
    "run with ruby": (
        p(
            ins(
                "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>"
                + t("a")
                + "</w:rubyBase></w:ruby></w:r>"
            )
        ),
        ["a"],
        [""],
    ),
    "root with a degree put in": (
        p(
            f"<m:oMath><m:rad><m:radPr><m:ctrlPr><w:ins {WHO}/></m:ctrlPr></m:radPr>",
            f"<m:deg>{ins('<m:r><m:t>3</m:t></m:r>')}</m:deg>",
            f"<m:e>{ins('<m:r><m:t>x</m:t></m:r>')}</m:e></m:rad></m:oMath>",
            t("a"),
        ),
        ["3xa"],
        ["a"],
    ),
    "text box": (p(CHOICE.format(p(gone(dt("b")), t("c")))), ["", "c"], ["", "bc"]),
    "right to left": (
        p(t("ق "), f"<w:ins {WHO}><w:r><w:rPr><w:rtl/></w:rPr><w:t>د</w:t></w:r></w:ins>"),
        ["ق د"],
        ["ق "],
    ),
}
