"""Stating what sources say of a project where they differ."""

from datetime import datetime

from django.db import transaction

from concord.assistance.access import EDIT_PROJECT
from concord.assistance.actions.editing import item_of, locked_all
from concord.assistance.actions.rows import EVERYTHING
from concord.assistance.models import Project
from concord.assistance.terms.claims import ClaimsDefinition
from concord.journal.actions import record
from concord.policy import Actor, require


@transaction.atomic
def state_claims(*, actor: Actor, definition: ClaimsDefinition, at: datetime) -> int:
    """Replace what is claimed of each project that is named and there. Returns how many changed; the same again changes
    nothing and leaves no entry.
    """
    stated = {each.identifier: [claim.model_dump(mode="json") for claim in each.claims] for each in definition.projects}
    mine = Project.objects.unscoped(reason=EVERYTHING).filter(originator_id=actor.organisation_id or 0)
    changed = []
    for row in locked_all(keys=mine.filter(iati_identifier__in=stated).values_list("pk", flat=True)):
        require(actor=actor, action=EDIT_PROJECT, obj=row)
        if row.claims != stated[row.iati_identifier]:
            row.claims = stated[row.iati_identifier]
            changed.append(row)
    if not changed:
        return 0
    Project.objects.unscoped(reason=EVERYTHING).bulk_update(changed, ("claims",))
    record(
        actor=actor,
        act="assistance.state_claims",
        items=[item_of(row) for row in changed],
        summary={"projects": len(changed)},
        at=at,
        originator_id=changed[0].originator_id,
        audience_id=changed[0].audience_id if len({row.audience_id for row in changed}) == 1 else None,
    )
    return len(changed)
