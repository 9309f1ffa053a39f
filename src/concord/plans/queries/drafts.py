"""Negotiations that the actor may see."""

from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from concord.plans.access import READ_DRAFT
from concord.plans.models import Draft, Revision
from concord.plans.terms import Stage
from concord.plans.terms.rolling import DraftLine
from concord.policy import Actor, visible
from concord.ui import pages


def drafts(*, actor: Actor) -> tuple[DraftLine, ...]:
    """The latest opened first. One query."""
    latest = visible(
        actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=OuterRef("pk")).order_by("-number")
    )
    rows = readable(actor=actor).annotate(
        latest_number=Subquery(latest.values("number")[:1]), latest_symbol=Subquery(latest.values("symbol")[:1])
    )
    return tuple(
        draft_line(draft=row, revision=row.latest_number, symbol=row.latest_symbol)
        for row in rows
        if row.latest_number is not None
    )


def found(*, actor: Actor, uuid: UUID) -> Draft:
    """Raises ``Http404``, hidden or absent alike."""
    return pages.found(readable(actor=actor), uuid=uuid)


def draft_line(*, draft: Draft, revision: int, symbol: str) -> DraftLine:
    return DraftLine(
        uuid=draft.uuid,
        code=draft.code,
        title=draft.title,
        kind=draft.kind,
        stage=Stage(draft.stage),
        language=draft.language,
        languages=tuple(draft.languages),
        revision=revision,
        symbol=symbol,
        is_illustrative=draft.is_illustrative,
        opened_at=draft.opened_at,
    )


def readable(*, actor: Actor) -> QuerySet[Draft]:
    return visible(actor=actor, action=READ_DRAFT, queryset=Draft.objects.select_related("originator", "audience"))
