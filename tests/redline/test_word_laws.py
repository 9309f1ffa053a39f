"""What must hold of every paper written to Word and read again."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.redline import papers

from concord.redline.ops import apply
from concord.redline.tokens import text_of
from concord.redline.values import Kind, Proposal
from concord.redline.word import (
    Paper,
    accept_all,
    base_paper,
    clean_paper,
    compared_paper,
    own_text,
    read,
    reject_all,
    rolling_paper,
    write,
)
from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.moves import movable
from concord.redline.word.settle import packed
from concord.redline.word.stories import story_of

_RENUMBERED = re.compile(rb'(<w:(?:ins|del|comment|commentRangeStart|commentRangeEnd|commentReference) w:id=")(\d+)"')


def texts(data: bytes) -> list[str]:
    """Title and clauses, each with its label; without the empty paragraph that may close the file."""
    root = parse(content=parts_of(data=data)["word/document.xml"], place="text")
    return without_end(["".join(p.text for p in line.pieces) for line in story_of(root=root, part="").lines])


def without_end(lines: list[str]) -> list[str]:
    return lines[:-1] if lines[-1:] == [""] else lines


def printed(paper: Paper) -> list[str]:
    return [paper.masthead.title, *((f"{c.label}\t") + text_of(tokens=c.tokens) for c in paper.clauses)]


@given(papers.papers())
def test_what_is_written_is_read(paper: Paper):
    base = base_paper(paper=paper)
    reading = read(data=write(paper=paper), base=base)
    assert reading.unplaced == ()
    assert reading.remarks == ()
    assert papers.without_order(rolling_paper(base=base, reading=reading)) == papers.without_order(paper)


@given(papers.papers())
def test_numbers_of_changes_and_comments_may_change(paper: Paper):
    """As other programs do when they save."""
    parts = parts_of(data=write(paper=paper))
    for name in ("word/document.xml", "word/comments.xml"):
        parts[name] = _RENUMBERED.sub(lambda m: m[1] + str(900 - int(m[2])).encode() + b'"', parts[name])
    base = base_paper(paper=paper)
    reading = read(data=packed(parts=parts), base=base)
    assert reading.unplaced == ()
    assert papers.without_order(rolling_paper(base=base, reading=reading)) == papers.without_order(paper)


@given(papers.papers())
def test_rejecting_all_gives_the_base(paper: Paper):
    assert texts(reject_all(data=write(paper=paper))) == printed(base_paper(paper=paper))


@given(papers.papers())
def test_accepting_all_gives_everything(paper: Paper):
    paper = as_word_can_tell(paper)
    everything = {p.key for c in paper.clauses for p in c.proposals}
    assert texts(accept_all(data=write(paper=paper))) == printed(clean_paper(paper=paper, accepted=everything))


@given(papers.papers(), st.sampled_from(papers.NAMES))
def test_each_delegation_reads_its_own_text(paper: Paper, name: str):
    paper = as_word_can_tell(paper)
    own = {p.key for c in paper.clauses for p in c.proposals if name in p.delegations}
    assert texts(own_text(data=write(paper=paper), delegation=name)) == printed(clean_paper(paper=paper, accepted=own))


@given(papers.papers(), papers.papers())
def test_a_comparison_leads_from_one_to_the_other(one: Paper, other: Paper):
    before, after = base_paper(paper=one), base_paper(paper=other)
    data = write(paper=compared_paper(before=before, after=after, author="Comparison"))
    assert texts(accept_all(data=data))[1:] == printed(after)[1:]
    words = [text_of(tokens=c.tokens) for c in before.clauses]
    assert [line.partition("\t")[2] for line in texts(reject_all(data=data))[1:]] == words


@given(papers.papers())
def test_without_the_manifest_every_word_still_comes_back(paper: Paper):
    """As after another program has thrown away what it does not know."""
    single = Paper(paper.masthead, tuple(_one_each(c) for c in paper.clauses))
    parts = {n: c for n, c in parts_of(data=write(paper=single)).items() if not n.startswith("customXml/item1.")}
    base = base_paper(paper=single)
    reading = read(data=packed(parts=parts), base=base)
    for clause in base.clauses:
        wanted = next(c for c in single.clauses if c.key == clause.key)
        ops = [op for f in reading.found if f.clause == clause.key for op in f.proposal.ops]
        asked = [op for p in wanted.proposals for op in p.ops]
        assert apply(base=clause.tokens, ops=sorted(ops)) == apply(base=clause.tokens, ops=asked)
    added = [text_of(tokens=f.proposal.ops[0].words) for f in reading.found if f.proposal.kind is Kind.ADD]
    assert added == [text_of(tokens=p.ops[0].words) for c in single.clauses for p in c.added]


def as_word_can_tell(paper: Paper) -> Paper:
    """Who suppresses a provision and who gives it new words clash: accepting both puts those words elsewhere. A move
    that is told in a comment is not tracked.
    """
    told = tuple(papers.replace(c, proposals=c.suppressed) if c.suppressed else c for c in paper.clauses)
    tracked = {move.key for _, move in movable(paper=Paper(paper.masthead, told)).values()}
    return Paper(paper.masthead, tuple(papers.replace(c, proposals=_tracked(c, tracked)) for c in told))


def _tracked(clause: papers.Clause, moves: set[str]) -> tuple[Proposal, ...]:
    return tuple(p for p in clause.proposals if p.kind is not Kind.MOVE or p.key in moves)


def _one_each(clause: papers.Clause) -> papers.Clause:
    blank = not clause.added and not text_of(tokens=clause.tokens).strip()
    return papers.replace(clause, proposals=() if blank else clause.proposals[:1])
