"""What people say of possible duplications."""

from django.db.models import QuerySet

from concord.assistance.access import FIND_OVERLAP, READ_FINDING, WITHDRAW_FINDING
from concord.assistance.models import OverlapFinding
from concord.policy import Actor, decide, require, visible


def findings(*, actor: Actor) -> QuerySet[OverlapFinding]:
    """Those that the actor may read, the latest first, with who said them and on which measure."""
    rows = OverlapFinding.objects.select_related("originator", "measure")
    return visible(actor=actor, action=READ_FINDING, queryset=rows)


def may_find(*, actor: Actor) -> bool:
    return decide(actor=actor, action=FIND_OVERLAP).allowed


def require_finder(*, actor: Actor) -> None:
    """Raises ``Refused``: asked before it is looked whether there is such a case."""
    require(actor=actor, action=FIND_OVERLAP)


def may_withdraw(*, actor: Actor, finding: OverlapFinding) -> bool:
    return decide(actor=actor, action=WITHDRAW_FINDING, obj=finding).allowed
