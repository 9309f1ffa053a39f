"""One proposal, and one that is not tabled yet."""

from uuid import UUID

from concord.plans.access import READ_DRAFT
from concord.plans.logic.tabling import worked_out
from concord.plans.models import Draft, Group, Proposal
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms.tabling import Preview, Tabling
from concord.policy import Actor, visible
from concord.ui import pages


def found(*, actor: Actor, draft: Draft, key: str) -> Proposal:
    """Raises ``Http404``, hidden or absent alike."""
    rows = Proposal.objects.filter(draft=draft).select_related("draft", "lead__organisation", "provision", "group")
    row: Proposal = pages.found(visible(actor=actor, action=READ_DRAFT, queryset=rows), key=key)
    return row


def group(*, actor: Actor, draft: Draft, uuid: UUID) -> Group:
    """Raises ``Http404``, hidden or absent alike."""
    rows = Group.objects.filter(draft=draft)
    row: Group = pages.found(visible(actor=actor, action=READ_DRAFT, queryset=rows), uuid=uuid)
    return row


def group_on(*, actor: Actor, draft: Draft, provision: UUID) -> Group | None:
    """The small group that works on the provision, if the actor is among its readers."""
    rows = Group.objects.filter(draft=draft, closed_at=None, provisions__uuid=provision)
    return visible(actor=actor, action=READ_DRAFT, queryset=rows).first()


def preview(*, actor: Actor, draft: Draft, tabling: Tabling, within: Group | None = None) -> Preview:
    """What would be tabled, and what it meets, before anything is written. Raises ``logic.tabling.UnableToTable`` and
    ``logic.tabling.BaseMoved``.
    """
    text = rolling_text(actor=actor, draft=draft, language=tabling.language)
    return worked_out(text=text, tabling=tabling, party=text.mine, is_with_group=within is not None)
