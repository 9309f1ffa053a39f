"""A paper as the meeting sees it: masthead, clauses, and the proposals on each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.redline.diff import diff
from concord.redline.relocation import moves_of, relocated
from concord.redline.render import project, render
from concord.redline.values import Kind, Op, Proposal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from concord.redline.values import Tokens


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on every page. `language` is a BCP 47 tag; `issued_on` and the rest are printed as given."""

    title: str
    symbol: str = ""
    language: str = "en"
    issued_on: str = ""
    distribution: str = ""
    marking: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision, one paragraph. A clause that only proposals of kind ADD ask for has no tokens; a proposal of kind
    SUP takes the paragraph away together with its words. `style` is the kind of the provision.
    """

    key: str
    tokens: Tokens
    label: str = ""
    style: str = "paragraph"
    proposals: tuple[Proposal, ...] = ()

    @property
    def added(self) -> tuple[Proposal, ...]:
        return tuple(p for p in self.proposals if p.kind is Kind.ADD)

    @property
    def suppressed(self) -> tuple[Proposal, ...]:
        return tuple(p for p in self.proposals if p.kind is Kind.SUP)


@dataclass(frozen=True, slots=True)
class Paper:
    masthead: Masthead
    clauses: tuple[Clause, ...]


def base_paper(*, paper: Paper) -> Paper:
    """The text before any proposal."""
    return replace(paper, clauses=tuple(replace(c, proposals=()) for c in paper.clauses if not c.added))


def clean_paper(*, paper: Paper, accepted: Collection[str]) -> Paper:
    """The text if the proposals with these keys, and no others, were accepted. A clause suppressed by one of them and
    given new words by another keeps those words: no word that somebody accepted is lost. A move takes the clause along
    (see `relocation.relocated`).
    """
    chosen = set(accepted)
    clauses = {}
    moves = {}
    for clause in paper.clauses:
        wanted = [p for p in clause.proposals if p.key in chosen]
        if clause.added and not any(p.kind is Kind.ADD for p in wanted):
            continue
        rendering = render(base=clause.tokens, proposals=clause.proposals)
        tokens = project(rendering=rendering, accepted={p.key for p in wanted})
        if not tokens and any(p.kind is Kind.SUP for p in wanted):
            continue
        clauses[clause.key] = replace(clause, tokens=tokens, proposals=())
        if moving := moves_of(proposals=wanted):
            moves[clause.key] = min(moving, key=lambda p: p.rank)
    order = relocated(order=[c.key for c in paper.clauses], present=clauses.keys(), moves=moves)
    return replace(paper, clauses=tuple(clauses[key] for key in order))


def compared_paper(*, before: Paper, after: Paper, author: str, at: datetime | None = None) -> Paper:
    """The second paper, with every difference from the first as a change by `author`. Clauses are matched by key; one
    that stands elsewhere in the second is struck in its old place and added in its new one.
    """
    old = {clause.key: clause for clause in before.clauses}
    new = {clause.key: clause for clause in after.clauses}
    stay = _in_step(before, after)
    ahead: dict[str, list[Clause]] = {key: [] for key in ("", *stay)}
    last = ""
    for clause in after.clauses:
        if clause.key in stay:
            last = clause.key
        else:
            ahead[last].append(clause)
    out = [_added(clause, author, at) for clause in ahead[""]]
    for clause in before.clauses:
        if clause.key in stay:
            ops = diff(before=clause.tokens, after=new[clause.key].tokens)
            change = (Proposal(f"c-{clause.key}", author, ops, tabled_at=at),) if ops else ()
            out.append(replace(new[clause.key], tokens=old[clause.key].tokens, proposals=change))
            out += [_added(added, author, at) for added in ahead[clause.key]]
        else:
            ops = (Op(0, len(clause.tokens)),) if clause.tokens else ()
            change = (Proposal(f"s-{clause.key}", author, ops, kind=Kind.SUP, tabled_at=at),)
            out.append(replace(clause, proposals=change))
    return Paper(after.masthead, tuple(out))


def _added(clause: Clause, author: str, at: datetime | None) -> Clause:
    ops = (Op(0, 0, clause.tokens),) if clause.tokens else ()
    addition = Proposal(f"a-{clause.key}", author, ops, kind=Kind.ADD, tabled_at=at)
    return replace(clause, tokens=(), proposals=(addition,))


def _in_step(before: Paper, after: Paper) -> frozenset[str]:
    """Clauses that keep their order: all but the fewest that must count as moved."""
    left, right = tuple(c.key for c in before.clauses), tuple(c.key for c in after.clauses)
    gone = {key for op in diff(before=left, after=right) for key in left[op.start : op.end]}
    return frozenset(left) - gone
