"""Files that other programs made, read against the text that rejecting every change gives."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import SHARED_DATA

from concord.redline.clashes import hard
from concord.redline.tokens import text_of, tokenise
from concord.redline.values import Kind
from concord.redline.word import (
    Clause,
    Masthead,
    Paper,
    accept_all,
    clean_paper,
    own_text,
    read,
    reject_all,
    rolling_paper,
)
from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.stories import OBJECT, story_of

FILES = sorted(p for p in (SHARED_DATA / "docx").glob("*/*.docx") if not p.stem.endswith(("-Accepted", "-Rejected")))


def paragraphs(data: bytes) -> list[str]:
    root = parse(content=parts_of(data=data)["word/document.xml"], place="text")
    lines = ("".join(p.text for p in line.pieces).replace(OBJECT, "") for line in story_of(root=root, part="").lines)
    return [line for line in lines if line.strip()]


def official(data: bytes) -> Paper:
    clauses = (Clause(f"u{n}", tokenise(text=text)) for n, text in enumerate(paragraphs(reject_all(data=data))))
    return Paper(Masthead(""), tuple(clauses))


def letters(texts: list[str]) -> str:
    return re.sub(r"\s+", "", "".join(texts))


@pytest.mark.skipif(not FILES, reason="the files of others are not here: set CONCORD_TEST_DATA")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_change_is_placed_or_listed(path: Path):
    data = path.read_bytes()
    base = official(data)
    reading = read(data=data, base=base)
    assert not any(f.untracked for f in reading.found)
    paper = rolling_paper(base=base, reading=reading)
    moved = any(f.proposal.kind is Kind.MOVE for f in reading.found)
    for author in {f.author for f in reading.found}:
        mine = {f.proposal.key for f in reading.found if f.author == author}
        got, wanted = words_of(paper, mine), letters(paragraphs(own_text(data=data, delegation=author)))
        struck = letters([u.text for u in reading.unplaced if u.reason == f"strikes words that {author} put in"])
        assert got == wanted or ((moved or struck) and Counter(got) - Counter(wanted) <= Counter(struck))
    everything = {f.proposal.key for f in reading.found}
    struck = letters([u.text for u in reading.unplaced if u.reason.startswith("strikes words")])
    if not any(hard(proposals=c.proposals) for c in paper.clauses):
        # words that are only proposed, and struck by another, stand in the reading, and are listed
        got, wanted = words_of(paper, everything), letters(paragraphs(accept_all(data=data)))
        assert Counter(got) - Counter(wanted) == Counter(struck)


def words_of(paper: Paper, accepted: set[str]) -> str:
    return letters([text_of(tokens=c.tokens) for c in clean_paper(paper=paper, accepted=accepted).clauses])
