"""Papers with many proposals, drawn for properties of files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from tests.redline import drawn

from concord.redline.ops import canonical
from concord.redline.tokens import tokenise
from concord.redline.values import Kind, Op, Proposal
from concord.redline.word import Clause, Masthead, Paper

NAMES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Türkmenistan", "Oʻzbekiston", "UNRCCA")
_TIMES = (
    None,
    datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    datetime(2026, 3, 2, 9, 30, 5, 70, tzinfo=timezone(timedelta(hours=5))),
)
_TEXT = st.text(alphabet="aбʻ’é قد<&>\"'\t\n[].,0", min_size=1, max_size=6)
_WORDS = st.sampled_from(("shall ", "may ", "new ", ",", "[", "<b>", "да ", "قد "))
STYLES = ("part", "chapeau", "measure", "paragraph", "subparagraph", "annex row")


@st.composite
def proposals(draw: Any, base: tuple[str, ...], number: int, kinds: tuple[Kind, ...]) -> tuple[Proposal, ...]:
    out = []
    for turn in range(draw(st.integers(1 if kinds == (Kind.ADD,) else 0, 3))):
        kind = draw(st.sampled_from(kinds))
        ops = canonical(base=base, ops=draw(drawn.raw_ops(base, 2)))
        if kind is Kind.ADD:
            ops = (Op(0, 0, tokenise(text=draw(_TEXT)) or ("x",)),)
        elif kind is Kind.SUP:
            ops = (Op(0, len(base)),) if base else ()
        elif kind is Kind.NOC:
            ops = ()
        if kind is Kind.MOD and not ops:
            continue
        out.append(
            Proposal(
                f"p{number}-{turn}",
                draw(st.sampled_from(NAMES)),
                ops,
                order=draw(st.integers(0, 5)),
                sponsors=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2))),
                kind=kind,
                explanation=draw(st.one_of(st.sampled_from(("", "NOC")), _TEXT)),
                alternate=draw(st.sampled_from(("", "A"))),
                tabled_at=draw(st.sampled_from(_TIMES)),
            )
        )
    return tuple(out)


@st.composite
def clauses(draw: Any, number: int) -> Clause:
    added = draw(st.integers(0, 3)) == 0
    base = () if added else tokenise(text="".join(draw(st.lists(_WORDS, max_size=6))))
    kinds = (Kind.ADD,) if added else (Kind.MOD, Kind.MOD, Kind.MOD, Kind.SUP, Kind.NOC)
    label = draw(st.sampled_from(("", f"{number}.", "(a)", "3 bis")))
    return Clause(f"u{number}", base, label, draw(st.sampled_from(STYLES)), draw(proposals(base, number, kinds)))


@st.composite
def papers(draw: Any) -> Paper:
    masthead = Masthead(
        draw(_TEXT), "CA/2026/L.1", draw(st.sampled_from(("en", "ru", "ar"))), "2 March 2026", "Limited", "RESTRICTED"
    )
    drawn_clauses = tuple(draw(clauses(n)) for n in range(draw(st.integers(0, 4))))
    return Paper(masthead, tuple(draw(moved(c, drawn_clauses)) for c in drawn_clauses))


@st.composite
def moved(draw: Any, clause: Clause, others: tuple[Clause, ...]) -> Clause:
    """Sometimes a clause that somebody wants to stand elsewhere, in place of its other proposals or beside them."""
    if clause.added or clause.suppressed or draw(st.integers(0, 3)):
        return clause
    move = Proposal(
        f"m-{clause.key}",
        draw(st.sampled_from(NAMES)),
        (),
        order=draw(st.integers(0, 5)),
        kind=Kind.MOVE,
        explanation=draw(st.sampled_from(("", "Better there."))),
        tabled_at=draw(st.sampled_from(_TIMES)),
        after=draw(st.sampled_from(("", *(c.key for c in others)))),
    )
    return replace(clause, proposals=(move, *(clause.proposals if draw(st.booleans()) else ())))


def large_paper(*, words: int, revisions: int, base: tuple[str, ...] = ()) -> Paper:
    """Clauses of a hundred words, proposals spread evenly, five delegations, an explanation with every tenth."""
    text = base or tuple(f"w{n % 997} " for n in range(words))
    rows = []
    per_clause, count = 100, max(1, len(text) // 100)
    start = datetime(2026, 3, 2, tzinfo=UTC)
    for c in range(count):
        tokens = text[c * per_clause : (c + 1) * per_clause]
        share = range(c * revisions // count, (c + 1) * revisions // count)
        tabled = tuple(
            Proposal(
                f"p{n}",
                NAMES[n % len(NAMES)],
                (Op(at, min(at + 2, len(tokens)), (f"new{n} ", "words ")),),
                order=n,
                explanation=f"Because of {n}." if n % 10 == 0 else "",
                tabled_at=start + timedelta(minutes=n),
            )
            for i, n in enumerate(share)
            for at in (min(len(tokens) - 1, i * len(tokens) // max(len(share), 1)),)
        )
        rows.append(Clause(f"u{c}", tokens, f"{c + 1}.", "paragraph", tabled))
    return Paper(Masthead("Joint Plan of Action", "CA/2026/CRP.1", "en", "2 March 2026", "Limited"), tuple(rows))


def without_order(paper: Paper) -> Paper:
    """Proposals of a clause in a fixed order, since a clause holds a set of them."""
    return replace(
        paper,
        clauses=tuple(replace(c, proposals=tuple(sorted(c.proposals, key=lambda p: p.key))) for c in paper.clauses),
    )
