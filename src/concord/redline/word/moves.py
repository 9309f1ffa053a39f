"""Which moves of whole provisions a Word file can carry as tracked moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.redline.relocation import moves_of
from concord.redline.tokens import text_of

if TYPE_CHECKING:
    from concord.redline.paper import Clause, Paper
    from concord.redline.values import Proposal


def movable(*, paper: Paper) -> dict[str, tuple[Clause, Proposal]]:
    """By clause, its one move. Where another proposal touches the words of the clause, where several want it in
    different places, where it has no words, or where it would stand behind one that moves or is itself only proposed,
    the move is told in a comment instead: Word has one place for a paragraph, and one author for its mark.
    """
    found = {}
    for clause in paper.clauses:
        moves = moves_of(proposals=clause.proposals)
        others = [p for p in clause.proposals if p.ops]
        still = not (others or clause.added or clause.suppressed)
        if len(moves) == 1 and still and text_of(tokens=clause.tokens).strip():
            found[clause.key] = (clause, moves[0])
    stay = {""} | {c.key for c in paper.clauses if not c.added and not c.suppressed and not _moves(c)}
    return {key: (clause, move) for key, (clause, move) in found.items() if move.after in stay}


def _moves(clause: Clause) -> bool:
    return bool(moves_of(proposals=clause.proposals))
