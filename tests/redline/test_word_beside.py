"""A delegate writes into a rolling text that already holds the proposals of others: theirs stay what they were."""

from concord.redline.diff import diff
from concord.redline.paper import Clause, Masthead, Paper, base_paper
from concord.redline.tokens import tokenise
from concord.redline.values import Kind, Op, Proposal
from concord.redline.word import read, write
from concord.redline.word.inspection import parts_of
from concord.redline.word.settle import packed

TEXT = tokenise(text="States shall report every year.")
OTHER = diff(before=TEXT, after=tokenise(text="States shall inform others every year."))
THEIRS = Proposal("kg-1", "Kyrgyzstan", OTHER, 1, explanation="To be clear.")
PAPER = Paper(Masthead("Plan"), (Clause("a", TEXT, "1.", proposals=(THEIRS,)),))
MINE = 'w:id="90" w:author="Tajikistan"'


def reread(before: str, after: str) -> tuple[list[Proposal], list[tuple[str, str, str]]]:
    """The rolling text with one place of its XML edited."""
    parts = parts_of(data=write(paper=PAPER))
    document = parts["word/document.xml"].decode()
    assert document.count(before) == 1
    parts["word/document.xml"] = document.replace(before, after).encode()
    reading = read(data=packed(parts=parts), base=base_paper(paper=PAPER))
    return [f.proposal for f in reading.found], [(u.reason, u.author, u.text) for u in reading.unplaced]


def test_words_typed_into_what_another_strikes():
    struck = '<w:r><w:delText xml:space="preserve">report </w:delText></w:r></w:del>'
    halves = (
        '<w:r><w:delText xml:space="preserve">rep</w:delText></w:r></w:del>'
        f"<w:ins {MINE}><w:r><w:t>XX</w:t></w:r></w:ins>"
        '<w:del w:id="91" w:author="Kyrgyzstan"><w:r><w:delText xml:space="preserve">ort </w:delText></w:r></w:del>'
    )
    found, left = reread(struck, halves)
    assert found[0] == THEIRS
    assert [(p.lead, p.ops, p.explanation) for p in found[1:]] == [("Tajikistan", (Op(2, 3, ("repXXort ",)),), "")]
    assert left == []


def test_words_typed_into_what_another_puts_in():
    inserted = "inform others </w:t></w:r></w:ins>"
    halves = (
        f"inform </w:t></w:r></w:ins><w:ins {MINE}><w:r><w:t xml:space='preserve'>all </w:t></w:r></w:ins>"
        "<w:ins w:id='91' w:author='Kyrgyzstan'><w:r><w:t xml:space='preserve'>others </w:t></w:r></w:ins>"
    )
    found, left = reread(inserted, halves)
    assert found[0] == THEIRS
    assert [(p.lead, p.ops) for p in found[1:]] == [("Tajikistan", (Op(3, 3, ("all ",)),))]
    assert left == []


def test_words_struck_in_what_another_puts_in():
    struck = "<w:r><w:delText xml:space='preserve'>others </w:delText></w:r>"
    halves = f"inform </w:t></w:r><w:del {MINE}>{struck}</w:del></w:ins>"
    found, left = reread("inform others </w:t></w:r></w:ins>", halves)
    assert found == [THEIRS]
    assert left == [("strikes words that Kyrgyzstan put in", "Tajikistan", "others ")]


def test_another_edit_beside_it():
    put_in = f"<w:ins {MINE}><w:r><w:t xml:space='preserve'>single </w:t></w:r></w:ins>"
    found, left = reread("every year.</w:t>", f"every </w:t></w:r>{put_in}<w:r><w:t>year.</w:t>")
    assert found[0] == THEIRS
    assert [(p.lead, p.ops) for p in found[1:]] == [("Tajikistan", (Op(4, 4, ("single ",)),))]
    assert left == []


def test_an_edited_proposal_is_no_longer_the_one_it_was():
    """Its words were changed without tracking: it is read as a change by its author, not under its old key."""
    found, left = reread("inform others ", "inform nobody ")
    assert [(p.key, p.lead, p.ops) for p in found] == [("docx-1", "Kyrgyzstan", (Op(2, 3, ("inform ", "nobody ")),))]
    assert left == []


def test_who_strikes_all_and_replaces_a_part_asks_two_things():
    suppressed = Proposal("kg-2", "Kyrgyzstan", (Op(0, len(TEXT)),), 2, kind=Kind.SUP)
    paper = Paper(PAPER.masthead, (Clause("a", TEXT, "1.", proposals=(THEIRS, suppressed)),))
    reading = read(data=write(paper=paper), base=base_paper(paper=paper))
    assert [f.proposal for f in reading.found] == [THEIRS, suppressed]
    assert reading.unplaced == ()


def test_words_put_in_twice_at_one_place_are_told_apart():
    one, two = (Proposal(f"kg-{n}", "Kyrgyzstan", (Op(2, 2, (n * "0",)),), n) for n in (1, 2))
    paper = Paper(PAPER.masthead, (Clause("a", TEXT, "1.", proposals=(one, two)),))
    reading = read(data=write(paper=paper), base=base_paper(paper=paper))
    assert [f.proposal for f in reading.found] == [one, two]
