"""Where a provision stands: from the strikes of the gavel on it, and from what is proposed and held against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from concord.plans.terms import TABLES, DecisionKind, ProposalKind, Stand, Standing
from concord.plans.terms.rolling import Strike, TabledProposal, TakenPosition
from concord.redline import Clash

SETTLED = (Standing.AGREED, Standing.AD_REFERENDUM)
HELD = (Stand.RESERVE, Stand.SCRUTINY)
"""Positions that put words in brackets."""

_AGAINST = (Stand.OBJECT, Stand.RESERVE)
_STEPS = {
    DecisionKind.AGREE: Standing.AGREED,
    DecisionKind.AD_REFERENDUM: Standing.AD_REFERENDUM,
    DecisionKind.REOPEN: Standing.OPEN,
    DecisionKind.PARK: Standing.PARKED,
    DecisionKind.REFER: Standing.REFERRED,
    DecisionKind.RETURN: Standing.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What the gavel left: ``accepted`` are keys; reservations made before ``lifted_at`` no longer bracket anything."""

    standing: Standing = Standing.OPEN
    accepted: frozenset[str] = frozenset()
    lifted_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        return self.standing in SETTLED


def ladder(*, strikes: Iterable[Strike]) -> Ladder:
    """In the order in which the gavel fell. Agreement ad referendum becomes agreement when the last capital awaited has
    confirmed. Accepted proposals add up until the provision is reopened.
    """
    standing, accepted, lifted_at = Standing.OPEN, frozenset[str](), None
    for strike in strikes:
        standing = _STEPS.get(strike.kind, standing)
        if strike.kind is DecisionKind.AD_REFERENDUM and not strike.awaited:
            standing = Standing.AGREED
        if strike.kind is DecisionKind.REOPEN:
            accepted = frozenset()
        if strike.kind is DecisionKind.LIFT_BRACKET and not strike.accepted:
            lifted_at = strike.at
        accepted |= frozenset(strike.accepted)
    return Ladder(standing=standing, accepted=accepted, lifted_at=lifted_at)


def standing_of(
    *,
    ladder: Ladder,
    proposals: Iterable[TabledProposal],
    disputes: Iterable[Clash],
    positions: Iterable[TakenPosition],
) -> Standing:
    """What is not decided is contested where open proposals cannot stand together (``disputes``), where one asks to
    keep what another would change, or where a party that negotiates objects or reserves.
    """
    if ladder.standing is not Standing.OPEN:
        return ladder.standing
    waiting = [each for each in proposals if each.is_open]
    keeps = [each.kind is ProposalKind.NOC for each in waiting]
    against = any(
        each.stand in _AGAINST
        and each.party.capacity in TABLES
        and (ladder.lifted_at is None or each.at > ladder.lifted_at)
        for each in positions
    )
    disputed = any(True for _ in disputes) or (any(keeps) and not all(keeps)) or against
    return Standing.CONTESTED if disputed else Standing.OPEN
