"""What a delegate sees in the file, apart from the words."""

from datetime import UTC, datetime

import pytest
from lxml import etree
from tests.redline.files import docx, gone, ins, p, t

from concord.redline.tokens import tokenise
from concord.redline.values import Op, Proposal
from concord.redline.word import Clause, Masthead, Paper, Remark, Unwritable, base_paper, read, write
from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.names import AUTHOR, DATE, VAL, w

BASE = tokenise(text="States shall report.")
TABLED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MAY = Proposal(
    "kz-1", "Kazakhstan", (Op(1, 2, ("may ",)),), sponsors=("Uzbekistan",), explanation="Softer.", tabled_at=TABLED
)
HEAD = Masthead("Joint Plan", "CA/2026/L.1", "ru", "2 March 2026", "Limited", "RESTRICTED", "Ministerial Meeting")
PAPER = Paper(HEAD, (Clause("u", BASE, "1.", "measure", (MAY,)),))


def part(name: str) -> etree._Element:
    return parse(content=parts_of(data=write(paper=PAPER))[name], place=name)


def test_every_page_carries_symbol_distribution_date_language_and_marking():
    lines = ["".join(line.itertext()) for line in part("word/header1.xml").iter(w("p"))]
    assert lines == ["Ministerial Meeting", "CA/2026/L.1", "Distr.: Limited", "2 March 2026", "ru", "RESTRICTED"]
    section = next(part("word/document.xml").iter(w("sectPr")))
    assert [e.get(w("type")) for e in section.iter(w("headerReference"), w("footerReference"))] == [
        "default",
        "default",
    ]
    assert section.find(w("titlePg")) is None


def test_changes_carry_the_names_of_the_delegations_and_the_time_of_tabling():
    changes = list(part("word/document.xml").iter(w("ins"), w("del")))
    assert {(c.get(AUTHOR), c.get(DATE)) for c in changes} == {("Kazakhstan; Uzbekistan", "2026-03-02T09:30:00Z")}
    assert len({c.get(w("id")) for c in changes}) == len(changes) == 2


def test_the_number_is_not_tracked_and_the_style_is_that_of_the_provision():
    paragraph = list(part("word/document.xml").iter(w("p")))[1]
    first = paragraph.find(w("r"))
    assert first is not None
    assert "".join(first.itertext()) == "1."
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    assert style is not None
    assert style.get(VAL) == "UNMeasure"


def test_explanations_are_comments():
    (comment,) = part("word/comments.xml").iter(w("comment"))
    assert ("".join(comment.itertext()), comment.get(AUTHOR)) == ("Softer.", "Kazakhstan; Uzbekistan")


def test_a_character_that_xml_cannot_hold_is_refused():
    with pytest.raises(Unwritable, match=r"U\+0007"):
        write(paper=Paper(Masthead("x"), (Clause("u", ("a\x07",)),)))


def test_a_foreign_change_takes_its_comment_along_and_loose_comments_are_kept():
    comment = '<w:comment w:id="{}" w:author="K"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f"<w:comments {space}>{comment.format(7, 'Why')}{comment.format(8, 'Nice')}</w:comments>"
    body = p(
        '<w:commentRangeStart w:id="8"/>', t("States "), '<w:commentRangeEnd w:id="8"/>',
        '<w:commentRangeStart w:id="7"/>', gone("<w:r><w:delText>shall </w:delText></w:r>"), ins(t("may ")),
        '<w:commentRangeEnd w:id="7"/>', t("report."),
    )  # fmt: skip
    reading = read(data=docx(body, **{"word/comments.xml": notes}), base=base_paper(paper=PAPER), lead="Uzbekistan")
    (found,) = reading.found
    assert (found.proposal.lead, found.author, found.proposal.explanation) == ("Uzbekistan", "Kazakhstan", "Why")
    assert found.proposal.ops == MAY.ops
    assert reading.remarks == (Remark("K", "", "Nice", "u"),)


def test_words_changed_without_tracking_are_proposals_too():
    reading = read(data=docx(p(t("States might report."))), base=base_paper(paper=PAPER))
    assert [(f.untracked, f.proposal.ops) for f in reading.found] == [(True, (Op(1, 2, ("might ",)),))]


def test_a_change_in_words_that_were_also_changed_silently_is_listed():
    body = p(
        t("States might "), ins(t("not ")), t("have to "), gone("<w:r><w:delText>report</w:delText></w:r>"), t(".")
    )
    reading = read(data=docx(body), base=base_paper(paper=PAPER))
    tracked = [f for f in reading.found if not f.untracked]
    assert [(f.proposal.ops, f.author) for f in tracked] == [((Op(2, 3),), "Kazakhstan")]
    assert [(u.reason, u.text) for u in reading.unplaced] == [
        ("in words that were also changed without tracking", "not ")
    ]
