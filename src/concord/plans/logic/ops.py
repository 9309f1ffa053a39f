"""Operations as they are stored, as `redline` takes them, and as a delegate types them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from concord.plans.terms.rolling import TabledProposal
from concord.redline import Kind, Op, Proposal, Tokens

Stored: TypeAlias = list[tuple[int, int, list[str]]]
Change: TypeAlias = tuple[int, int, Tokens]


def stored(*, ops: Iterable[Op]) -> Stored:
    """For a JSON column."""
    return [(op.start, op.end, list(op.words)) for op in ops]


def read(*, stored: Iterable[Sequence[Any]]) -> tuple[Change, ...]:
    """From a JSON column."""
    return tuple((start, end, tuple(words)) for start, end, words in stored)


def op_tuple(*, changes: Iterable[Change]) -> tuple[Op, ...]:
    return tuple(Op(start, end, words) for start, end, words in changes)


def to_redline(*, proposal: TabledProposal) -> Proposal:
    """Delegations by their codes."""
    return Proposal(
        key=proposal.key,
        lead=proposal.lead.code,
        ops=op_tuple(changes=proposal.ops),
        order=proposal.order,
        sponsors=tuple(party.code for party in proposal.sponsors[1:]),
        kind=Kind(proposal.kind.value),
        base=proposal.base,
        explanation=proposal.explanation,
        alternate=proposal.alternate,
        supersedes=proposal.supersedes,
        source=proposal.origin.value,
        tabled_at=proposal.tabled_at,
    )
