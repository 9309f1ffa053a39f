"""What in a rolling text waits for one delegation."""

from collections.abc import Mapping
from uuid import UUID

from concord.plans.terms import FootingState, Need, Stand
from concord.plans.terms.rolling import Party, RollingProvision, RollingText

_CONCERNED = (Stand.SUPPORT, Stand.RESERVE, Stand.SCRUTINY, Stand.OBJECT)


def needs_of(*, text: RollingText, party: Party) -> Mapping[UUID, tuple[Need, ...]]:
    """Provision → what asks for the delegation there, the most pressing first; provisions that ask for nothing are
    left out.
    """
    found = {each.uuid: tuple(need for need in Need if _asks(each, party, need)) for each in text.provisions}
    return {uuid: needs for uuid, needs in found.items() if needs}


def _asks(provision: RollingProvision, party: Party, need: Need) -> bool:
    own = {each.key for each in provision.proposals if each.withdrawn_at is None and party in each.sponsors}
    if need is Need.CONFIRM:
        return any(party in strike.awaited for strike in provision.decisions)
    if need is Need.RETABLE:
        return any(each.key in own and each.state is FootingState.RETABLE for each in provision.proposals)
    if need is Need.CLASH:
        return any((clash.first in own) != (clash.second in own) for clash in provision.clashes if not clash.soft)
    if need is Need.OWN:
        return any(each.key in own for each in provision.open)
    concerned = any(taken.party == party and taken.stand in _CONCERNED for taken in provision.positions)
    return concerned and any(each.key not in own for each in provision.open)
