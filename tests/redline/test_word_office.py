"""A second opinion: LibreOffice accepts, rejects and saves what is written here. Skipped where it is not installed."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.redline import papers
from tests.redline.test_word_laws import as_word_can_tell, printed, without_end

from concord.redline.ops import apply
from concord.redline.paper import Clause, Masthead, Paper, base_paper, clean_paper
from concord.redline.tokens import text_of, tokenise
from concord.redline.values import Kind
from concord.redline.word import read, rolling_paper, write

PYTHON = Path("/usr/bin/python3")
"""The one that Debian's bridge to LibreOffice (python3-uno) is built for."""
pytestmark = pytest.mark.office


Edit = tuple[int, int, int, str]
"""Paragraph, first character, how many go, what comes instead."""


class Office:
    """One LibreOffice for all tests of this file."""

    def __init__(self, folder: Path, worker: "subprocess.Popen[str]") -> None:
        self._folder, self._worker = folder, worker

    def __call__(self, data: bytes, *, do: str = "", edits: tuple[Edit, ...] = ()) -> tuple[list[str], bytes]:
        """The paragraphs it shows, and the file as it saves it."""
        before, after = self._folder / "before.docx", self._folder / "after.docx"
        before.write_bytes(data)
        assert self._worker.stdin
        assert self._worker.stdout
        job = {"open": str(before), "do": do, "edits": edits, "save": str(after)}
        self._worker.stdin.write(json.dumps(job) + "\n")
        self._worker.stdin.flush()
        return json.loads(self._worker.stdout.readline())["paragraphs"], after.read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Office]:
    soffice = shutil.which("soffice")
    if soffice is None or not PYTHON.exists():
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer python3-uno")
    if subprocess.run([PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("the bridge to LibreOffice is not installed: apt-get install python3-uno")
    folder = tmp_path_factory.mktemp("office")
    pipe = f"concord-{os.getpid()}"
    program = subprocess.Popen(  # noqa: S603  # the program found above, with our own arguments
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    script = Path(__file__).with_name("office.py")
    bridge = [PYTHON, script, pipe]
    with subprocess.Popen(bridge, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:  # noqa: S603
        assert worker.stdout
        assert worker.stdout.readline() == '{"ready": true}\n'
        yield Office(folder, worker)
    program.wait(timeout=30)


def plain(paper: Paper) -> Paper:
    """It does not keep white space in comments."""
    told = papers.without_order(paper)
    return replace(
        told,
        clauses=tuple(
            replace(c, proposals=tuple(replace(p, explanation="".join(p.explanation.split())) for p in c.proposals))
            for c in told.clauses
        ),
    )


FEW = settings(max_examples=40 if settings().max_examples <= 200 else 1_000)


def test_it_accepts_and_rejects_as_we_do(office: Office):
    @FEW
    @given(papers.papers())
    def holds(drawn: Paper) -> None:
        paper = as_word_can_tell(drawn)
        everything = {p.key for c in paper.clauses for p in c.proposals}
        data = write(paper=paper)
        assert without_end(office(data, do="accept")[0]) == printed(clean_paper(paper=paper, accepted=everything))
        assert without_end(office(data, do="reject")[0]) == printed(base_paper(paper=paper))

    holds()


def test_what_it_saves_is_read_as_it_was(office: Office):
    @FEW
    @given(papers.papers())
    def holds(paper: Paper) -> None:
        base = base_paper(paper=paper)
        reading = read(data=office(write(paper=paper))[1], base=base)
        assert reading.unplaced == ()
        assert plain(rolling_paper(base=base, reading=reading)) == plain(paper)

    holds()


TEXT = "States shall report every year, and may ask for help [in time]. "


@st.composite
def edits(draw: Any) -> tuple[Edit, ...]:
    """At most one in each of three paragraphs and two behind one another in the last."""
    out = []
    for paragraph in (1, 2, 3):
        start = draw(st.integers(0, 30))
        length = draw(st.integers(0, 8))
        text = draw(st.sampled_from(("", "x", "new words ", "Ҳукумат")))
        if length or text:
            out.append((paragraph, start, length, text))
    return (*out, (3, 45, 3, "then"))


def test_what_a_delegate_edits_there_is_proposed(office: Office):
    """Text typed over the official file with changes tracked: every word of it arrives, at its place."""
    base = Paper(Masthead("Plan"), tuple(Clause(f"u{n}", tokenise(text=TEXT), "") for n in range(3)))
    data = write(paper=base)

    @FEW
    @given(edits())
    def holds(made: tuple[Edit, ...]) -> None:
        wanted = dict.fromkeys(("u0", "u1", "u2"), TEXT)
        for paragraph, start, length, text in sorted(made, reverse=True):
            key = f"u{paragraph - 1}"
            wanted[key] = wanted[key][:start] + text + wanted[key][start + length :]
        shifted = tuple((n, start + 1, length, text) for n, start, length, text in made)  # the tab behind the number
        reading = read(data=office(data, edits=shifted)[1], base=base, lead="Kazakhstan")
        assert reading.unplaced == ()
        assert {f.proposal.lead for f in reading.found} == {"Kazakhstan"}
        assert not any(f.untracked for f in reading.found)
        for clause in base.clauses:
            ops = sorted(op for f in reading.found if f.clause == clause.key for op in f.proposal.ops)
            assert text_of(tokens=apply(base=clause.tokens, ops=ops)) == wanted[clause.key]

    holds()


ONE = "1.\tFirst words here."
TWO = "2.\tSecond words here."
PARAGRAPHS = {
    "a new one behind": ((1, len(ONE), 0, "\nNew."), [(Kind.ADD, "a", "New.")]),
    "a new one at the end": ((3, len("3.\tThird words here."), 0, "\nNew."), [(Kind.ADD, "c", "New.")]),
    "one split": ((1, len("1.\tFirst "), 0, "\n"), [(Kind.SPLIT, "a", "\n")]),
    "two joined": ((1, len(ONE), 1, ""), [(Kind.MERGE, "a", "")]),
    "one taken out": ((2, 0, len(TWO) + 1, ""), [(Kind.SUP, "b", "")]),
    "all its words taken out": ((2, 3, len(TWO) - 3, ""), [(Kind.SUP, "b", "")]),
    "words across two": ((1, 9, len(ONE) - 9 + 1 + 10, ""), [(Kind.MERGE, "a", ""), (Kind.MOD, "b", "")]),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs_edited_there(office: Office, name: str):
    edit, wanted = PARAGRAPHS[name]
    texts = {"a": "First words here.", "b": "Second words here.", "c": "Third words here."}
    clauses = tuple(Clause(key, tokenise(text=texts[key]), f"{n}.") for n, key in enumerate(texts, start=1))
    base = Paper(Masthead("Plan"), clauses)
    reading = read(data=office(write(paper=base), edits=(edit,))[1], base=base)
    found = [
        (f.proposal.kind, f.after or f.clause, "".join(word for op in f.proposal.ops for word in op.words))
        for f in reading.found
    ]
    assert found == wanted
    assert {u.reason for u in reading.unplaced} <= {"the number of the provision"}
