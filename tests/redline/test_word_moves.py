"""Whole provisions that move: tracked moves in Word, both ways."""

from dataclasses import replace

import pytest
from tests.redline.constructs import moved_paragraph
from tests.redline.files import docx, p, t
from tests.redline.test_word_laws import texts

from concord.redline.paper import Clause, Masthead, Paper, base_paper, clean_paper
from concord.redline.tokens import tokenise
from concord.redline.values import Kind, Op, Proposal
from concord.redline.word import accept_all, read, reject_all, rolling_paper, write
from concord.redline.word.inspection import parts_of
from concord.redline.word.settle import packed

MOVE = Proposal("kz-1", "Kazakhstan", (), 1, ("Uzbekistan",), kind=Kind.MOVE, explanation="Borders first.", after="a")
MOD = Proposal("tj-1", "Tajikistan", (Op(0, 1, ("New ",)),), 2)


def paper(*proposals: Proposal) -> Paper:
    words = {"a": "First.", "b": "Second.", "c": "Third.", "d": "Fourth."}
    clauses = tuple(Clause(key, tokenise(text=words[key]), f"{n}.") for n, key in enumerate(words, start=1))
    return Paper(Masthead("Plan"), (*clauses[:2], replace(clauses[2], proposals=proposals), clauses[3]))


def test_a_move_is_tracked_as_one():
    data = write(paper=paper(MOVE))
    document = parts_of(data=data)["word/document.xml"]
    assert (document.count(b"<w:moveFrom "), document.count(b"<w:moveTo ")) == (2, 2)
    assert (document.count(b"<w:ins "), document.count(b"<w:del ")) == (0, 0)
    assert texts(accept_all(data=data)) == ["Plan", "1.\tFirst.", "3.\tThird.", "2.\tSecond.", "4.\tFourth."]
    assert texts(reject_all(data=data)) == ["Plan", "1.\tFirst.", "2.\tSecond.", "3.\tThird.", "4.\tFourth."]
    assert [c.key for c in clean_paper(paper=paper(MOVE), accepted={"kz-1"}).clauses] == ["a", "c", "b", "d"]


def test_it_comes_back_as_it_was():
    base = base_paper(paper=paper(MOVE))
    reading = read(data=write(paper=paper(MOVE)), base=base)
    assert reading.unplaced == ()
    assert rolling_paper(base=base, reading=reading) == paper(MOVE)


def test_without_the_manifest_it_is_still_a_move():
    parts = {n: c for n, c in parts_of(data=write(paper=paper(MOVE))).items() if n != "customXml/item1.xml"}
    reading = read(data=packed(parts=parts), base=base_paper(paper=paper(MOVE)))
    found = [(f.clause, f.after, f.proposal.kind, f.proposal.after, f.proposal.delegations) for f in reading.found]
    assert found == [("c", "a", Kind.MOVE, "a", ("Kazakhstan", "Uzbekistan"))]
    assert reading.unplaced == ()


@pytest.mark.parametrize(
    "proposals",
    [
        (MOVE, MOD),
        (MOVE, replace(MOVE, key="tj-2", lead="Tajikistan", after="d")),
        (replace(MOVE, after="c"),),
        (replace(MOVE, after="elsewhere"),),
        (replace(MOVE, after=None),),
    ],
    ids=["beside a change of words", "to two places", "behind itself", "behind nothing", "told in words"],
)
def test_a_move_that_word_cannot_carry_is_a_comment(proposals: tuple[Proposal, ...]):
    rolling = paper(*proposals)
    data = write(paper=rolling)
    assert b"<w:moveFrom" not in parts_of(data=data)["word/document.xml"]
    base = base_paper(paper=rolling)
    assert rolling_paper(base=base, reading=read(data=data, base=base)) == rolling


def test_a_move_that_somebody_undid_is_gone():
    """Rejected in Word by hand, the comment left behind."""
    parts = parts_of(data=write(paper=paper(MOVE)))
    settled = parts_of(data=reject_all(data=packed(parts=parts)))
    reading = read(data=packed(parts=settled), base=base_paper(paper=paper(MOVE)))
    assert reading.found == ()
    assert [(r.author, r.text) for r in reading.remarks] == [("Kazakhstan; Uzbekistan", "Borders first.")]


def test_equal_words_of_which_one_moves_in_a_comment_and_one_in_the_file():
    """The first is to stand behind a provision that is only proposed, which Word cannot carry."""
    same = tokenise(text="Same.")
    new = Proposal("kz-0", "Kazakhstan", (Op(0, 0, ("New",)),), kind=Kind.ADD)
    first, second = replace(MOVE, key="m-1", after="n"), replace(MOVE, key="m-2", after="")
    moving = (Clause("a", same, proposals=(first,)), Clause("b", same, proposals=(second,)))
    rolling = Paper(Masthead("Plan"), (Clause("n", (), proposals=(new,)), *moving))
    base = base_paper(paper=rolling)
    assert rolling_paper(base=base, reading=read(data=write(paper=rolling), base=base)) == rolling


def test_two_moves_of_the_same_words_are_two():
    body = "".join(
        (
            moved_paragraph("moveFrom", "Same.", 1),
            moved_paragraph("moveFrom", "Same.", 2),
            p(t("Middle.")),
            moved_paragraph("moveTo", "Same.", 3),
            p(t("End.")),
            moved_paragraph("moveTo", "Same.", 4),
            p(t("")),
        )
    )
    words = ("Same.", "Same.", "Middle.", "End.")
    base = Paper(Masthead(""), tuple(Clause(f"u{n}", tokenise(text=text)) for n, text in enumerate(words)))
    reading = read(data=docx(body), base=base)
    assert [(f.clause, f.after, f.proposal.kind) for f in reading.found] == [
        ("u0", "u2", Kind.MOVE),
        ("u1", "u3", Kind.MOVE),
    ]
