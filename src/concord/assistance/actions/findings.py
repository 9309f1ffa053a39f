"""What people say of possible duplications: remembered, shown beside the hint, taken back by those who said it."""

from datetime import datetime

from django.db import transaction

from concord.assistance.access import FIND_OVERLAP, RELEASE_PROJECT, WITHDRAW_FINDING
from concord.assistance.actions.intake import own_release
from concord.assistance.models import OverlapFinding
from concord.assistance.terms import Finding, OverlapCase
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.policy import Actor, require
from concord.sharing.actions import audience_for
from concord.sharing.terms import Release
from concord.strategy.models import Measure

_OWN = "an organisation's own finding on this case"


@transaction.atomic
def find_overlap(
    *,
    actor: Actor,
    case: OverlapCase,
    finding: Finding,
    reason: str,
    release: Release,
    at: datetime,
) -> OverlapFinding:
    """Say what a possible duplication is, for the actor's organisation; what it said of this case before is replaced.

    To release it to others takes a releaser. Raises ``Measure.DoesNotExist``.
    """
    require(actor=actor, action=FIND_OVERLAP)
    organisation_id = actor.organisation_id or 0
    if release.principals - own_release(organisation_id):
        require(actor=actor, action=RELEASE_PROJECT)
    row: OverlapFinding
    row, _created = OverlapFinding.objects.unscoped(reason=_OWN).update_or_create(
        originator_id=organisation_id,
        measure=Measure.objects.get(key=case.measure),
        country=case.country,
        beneficiary=case.beneficiary,
        starts_on=case.starts_on,
        defaults={
            "audience": audience_for(release=release),
            "finding": finding,
            "reason": reason,
            "projects": case.projects,
            "decided_by": actor.name,
            "decided_at": at,
        },
    )
    _record(actor, row, "assistance.find_overlap", at)
    return row


@transaction.atomic
def withdraw_finding(*, actor: Actor, finding: OverlapFinding, at: datetime) -> None:
    """Take it back: the hint stands as before, the journal keeps what was said."""
    require(actor=actor, action=WITHDRAW_FINDING, obj=finding)
    OverlapFinding.objects.unscoped(reason=_OWN).filter(pk=finding.pk).delete()
    _record(actor, finding, "assistance.withdraw_finding", at)


def _record(actor: Actor, row: OverlapFinding, act: str, at: datetime) -> None:
    record(
        actor=actor,
        act=act,
        items=[Item("finding", str(row.uuid), f"{row.measure.number} {row.country}")],
        summary={"finding": str(row.finding), "beneficiary": str(row.beneficiary), "projects": row.projects},
        at=at,
        originator_id=row.originator_id,
        audience_id=row.audience_id,
    )
