"""What came back in a Word file: proposals on the official base, and everything that could not become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.redline.paper import Clause, Paper
from concord.redline.values import Kind

if TYPE_CHECKING:
    from concord.redline.values import Proposal


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal read from the file. `clause` is the provision it is on, or for an addition the key it will have;
    `after` is the provision an addition or a move stands behind ("" at the beginning). `untracked` words were changed
    without tracking, so nobody is named.
    """

    proposal: Proposal
    clause: str
    place: str
    author: str = ""
    after: str = ""
    label: str = ""
    style: str = "paragraph"
    untracked: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A change that is not a proposal, with the reason and the place, for a person to look at."""

    reason: str
    place: str
    author: str = ""
    date: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that belongs to no proposal."""

    author: str
    date: str
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    found: tuple[Found, ...]
    unplaced: tuple[Unplaced, ...]
    remarks: tuple[Remark, ...]


def rolling_paper(*, base: Paper, reading: Reading) -> Paper:
    """The base with everything that was found, in place: what `write` would write again."""
    tabled: dict[str, list[Proposal]] = {}
    added: dict[str, list[Clause]] = {}
    known = {clause.key for clause in base.clauses}
    for found in reading.found:
        if found.clause in known or found.clause in tabled:
            tabled.setdefault(found.clause, []).append(found.proposal)
        elif found.proposal.kind is Kind.ADD:
            tabled[found.clause] = [found.proposal]
            added.setdefault(found.after, []).append(Clause(found.clause, (), found.label, found.style))
    out: list[Clause] = []

    def put(clause: Clause) -> None:
        out.append(replace(clause, proposals=tuple(tabled.get(clause.key, ()))))
        for new in added.get(clause.key, ()):
            put(new)

    for new in added.get("", ()):
        put(new)
    for clause in base.clauses:
        put(clause)
    return replace(base, clauses=tuple(out))
