"""What the text algebra and its Word files cost, each against its baseline in the same run.

One JSON line per claim. Run as `python benchmarks/redline.py`; a line whose `holds` is false makes the exit status 1.
"""

from __future__ import annotations

import difflib
import io
import itertools
import json
import platform
import random
import statistics
import sys
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from lxml import etree

from concord.redline import pdf
from concord.redline.clashes import clash, clashes
from concord.redline.diff import diff
from concord.redline.ops import apply
from concord.redline.render import project, render
from concord.redline.tokens import tokenise
from concord.redline.values import Op, Proposal
from concord.redline.word import Clause, Masthead, Paper, accept_all, base_paper, read, rolling_paper, write
from concord.redline.word.inspection import parts_of
from concord.redline.word.settle import packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.redline.values import Tokens

NAMES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
START = datetime(2026, 3, 2, tzinfo=UTC)
HELD: list[bool] = []


def milliseconds(work: Callable[[], object], *, turns: int = 7) -> float:
    """The median of several turns, each the whole piece of work."""
    taken = []
    for _ in range(turns):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def claim(text: str, measured: float, *, bound: float, baseline: float | None = None, unit: str = "ms") -> None:
    holds = measured <= bound
    HELD.append(holds)
    line = {
        "claim": text,
        "measured": round(measured, 2),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 2),
        "ratio": None if baseline is None else round(baseline / measured, 1),
        "bound": bound,
        "holds": holds,
        "machine": f"{platform.machine()} {platform.system()} Python {platform.python_version()}",
    }
    print(json.dumps(line), flush=True)


def text(length: int) -> Tokens:
    """As words fall in a plan: few are frequent, most are rare."""
    chance = random.Random(2026)  # noqa: S311  # the same text in every run
    words = [f"word{int(chance.paretovariate(0.7)) % 3000} " for _ in range(length)]
    return tokenise(text="".join(words))


def edited(base: Tokens, share: float) -> Tokens:
    chance = random.Random(11)  # noqa: S311
    out: list[str] = []
    for token in base:
        turn = chance.random()
        if turn < share / 3:
            continue
        out.append(f"other{chance.randrange(500)} " if turn < 2 * share / 3 else token)
        if turn > 1 - share / 3:
            out.append("added ")
    return tuple(out)


def proposals(base: Tokens, count: int) -> tuple[Proposal, ...]:
    chance = random.Random(7)  # noqa: S311
    out = []
    for number in range(count):
        start = chance.randrange(len(base) - 4)
        end = start + chance.randrange(4)
        words = tuple(f"new{chance.randrange(50)} " for _ in range(chance.randrange(1, 4)))
        at = START + timedelta(minutes=number)
        lead = NAMES[number % len(NAMES)]
        out.append(Proposal(f"p{number}", lead, (Op(start, end, words),), order=number, tabled_at=at))
    return tuple(out)


def paper(words: int, revisions: int) -> Paper:
    base = text(words)
    size = 100
    clauses = []
    for number in range(words // size):
        tokens = base[number * size : (number + 1) * size]
        share = revisions * size // words // 2  # a replacement is two revisions: a deletion and an insertion
        tabled = proposals(tokens, share)
        named = tuple(
            replace(p, key=f"{number}-{p.key}", explanation="As agreed." if not i else "") for i, p in enumerate(tabled)
        )
        clauses.append(Clause(f"u{number}", tokens, f"{number + 1}.", "paragraph", named))
    return Paper(Masthead("Joint Plan of Action", "CA/2026/CRP.1", "en", "2 March 2026", "Limited"), tuple(clauses))


def diffs() -> None:
    before = text(10_000)
    after = edited(before, 0.05)
    assert apply(base=before, ops=diff(before=before, after=after)) == after
    ours = milliseconds(lambda: diff(before=before, after=after))
    theirs = milliseconds(lambda: difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), turns=1)
    claim("diff of 10,000 tokens, 5 % changed, against difflib without junk heuristic", ours, bound=50, baseline=theirs)
    if find_spec("diff_match_patch"):
        from diff_match_patch import diff_match_patch  # noqa: PLC0415  # not a dependency; compared where present

        other = diff_match_patch()
        other.Diff_Timeout = 0
        left, right = "".join(before), "".join(after)
        theirs = milliseconds(lambda: other.diff_main(left, right), turns=1)
        claim("diff of 10,000 tokens, 5 % changed, against diff-match-patch", ours, bound=50, baseline=theirs)


def renderings() -> None:
    base = text(10_000)
    tabled = proposals(base, 1_000)
    rendering = render(base=base, proposals=tabled)
    assert project(rendering=rendering, accepted=()) == base

    def naive() -> list[tuple[str, frozenset[int]]]:
        """For each token, look through all proposals."""
        return [
            (token, frozenset(n for n, p in enumerate(tabled) for op in p.ops if op.start <= at < op.end))
            for at, token in enumerate(base)
        ]

    ours = milliseconds(lambda: render(base=base, proposals=tabled), turns=15)
    claim("render 10,000 tokens with 1,000 proposals", ours, bound=25, baseline=milliseconds(naive, turns=1))
    chosen = {p.key for p in tabled[::2]}
    reading = milliseconds(lambda: project(rendering=rendering, accepted=chosen), turns=15)

    def applied() -> list[str]:
        """Each change spliced into a copy of the text, from the end; clashes are not looked at."""
        out = list(base)
        for op in sorted((op for p in tabled[::2] for op in p.ops), reverse=True):
            out[op.start : op.end] = op.words
        return out

    spliced = milliseconds(applied, turns=15)
    claim("one reading of that rolling text, against splicing into a copy", reading, bound=25, baseline=spliced)


def sweeps() -> None:
    tabled = proposals(text(10_000), 1_000)

    def pairs() -> set[object]:
        return {c for a, b in itertools.combinations(tabled, 2) for c in clash(one=a, other=b)}

    assert set(clashes(proposals=tabled)) == pairs()
    ours = milliseconds(lambda: clashes(proposals=tabled))
    claim(
        "all clashes among 1,000 proposals, sort and sweep against all pairs",
        ours,
        bound=25,
        baseline=milliseconds(pairs, turns=1),
    )


def files() -> None:
    written = paper(30_000, 3_000)
    data = write(paper=written)
    base = base_paper(paper=written)
    found = rolling_paper(base=base, reading=read(data=data, base=base))
    words = {p.key: p.ops for c in found.clauses for p in c.proposals}
    assert words == {p.key: p.ops for c in written.clauses for p in c.proposals}
    parts = parts_of(data=data)
    trees = {name: etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))}

    def floor_of_writing() -> bytes:
        """The same bytes, already made: serialised and compressed, and nothing else."""
        return packed(parts=parts | {name: etree.tostring(tree) for name, tree in trees.items()})

    def floor_of_reading() -> list[object]:
        """Unpacked and parsed, and nothing else."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [etree.fromstring(archive.read(name)) for name in trees]

    claim(
        "write 30,000 words with 3,000 revisions to Word, against serialising and compressing the same bytes",
        milliseconds(lambda: write(paper=written), turns=5),
        bound=1_500,
        baseline=milliseconds(floor_of_writing, turns=5),
    )
    claim(
        "read them back as proposals, against unpacking and parsing the same bytes",
        milliseconds(lambda: read(data=data, base=base), turns=3),
        bound=3_000,
        baseline=milliseconds(floor_of_reading, turns=3),
    )
    accepted = milliseconds(lambda: accept_all(data=data), turns=3)
    claim("accept all of them", accepted, bound=3_000, baseline=milliseconds(floor_of_reading, turns=3))


def pages() -> None:
    rolling = paper(10_000, 2_000)
    clean = base_paper(paper=rolling)
    claim(
        "rolling text of 10,000 words with 1,000 proposals as tagged PDF/UA, against its clean text",
        milliseconds(lambda: pdf.write(paper=rolling), turns=3),
        bound=3_000,
        baseline=milliseconds(lambda: pdf.write(paper=clean), turns=3),
    )


def main() -> int:
    for subject in (diffs, renderings, sweeps, files, pages):
        subject()
    return 0 if all(HELD) else 1


if __name__ == "__main__":
    sys.exit(main())
