"""Recommendations of expert meetings, for those who negotiate the text that comes of them."""

from uuid import UUID

from concord.meetings.models import Recommendation
from concord.meetings.queries import recommendations
from concord.plans.access import READ_DRAFT
from concord.plans.models import Draft, Proposal
from concord.plans.terms.recommending import Recommended
from concord.policy import Actor, visible
from concord.ui import pages


def recommended(*, actor: Actor, draft: Draft) -> tuple[Recommended, ...]:
    """Every recommendation that the actor may read, in the order of the meetings. Two queries."""
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Proposal.objects.filter(draft=draft))
    rows = rows.exclude(recommendation=None).order_by("order")
    made: dict[UUID, list[tuple[str, UUID]]] = {}
    for source, key, provision in rows.values_list("recommendation__uuid", "key", "provision__uuid"):
        made.setdefault(source, []).append((key, provision))
    return tuple(
        Recommended(reading=each, proposed=tuple(made.get(each.uuid, ()))) for each in recommendations(actor=actor)
    )


def recommendation(*, actor: Actor, uuid: UUID) -> Recommendation:
    """The row, to act on. Raises ``Http404``, hidden or absent alike."""
    rows = Recommendation.objects.select_related("meeting")
    row: Recommendation = pages.found(visible(actor=actor, action=READ_DRAFT, queryset=rows), uuid=uuid)
    return row
