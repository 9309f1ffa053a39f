"""What people said of a possible duplication, as its reader sees it, and the form in which one more thing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from concord.assistance.models import OverlapFinding
from concord.assistance.queries import may_withdraw
from concord.assistance.terms import Finding
from concord.coverage.forms import FindingForm
from concord.coverage.terms import Overlap
from concord.coverage.views.asking import Asked
from concord.policy import Actor
from concord.ui.components import Badge
from concord.ui.language import Words

TONES = {Finding.NO_DUPLICATION: "plain", Finding.COORDINATED: "underway"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One finding as its reader sees it; the person is named to the own organisation only."""

    uuid: str
    organisation: Words
    badge: Badge
    reason: str
    by: str
    at: datetime
    projects: int
    may_withdraw: bool


def said_of(overlap: Overlap, known: Sequence[OverlapFinding], actor: Actor, asked: Asked) -> tuple[Said, ...]:
    """Those on the same case. A question about some years cuts a case short, so that its first day may lie before."""
    keys = {overlap.measure.key, *(measure.key for measure in overlap.also)}
    return tuple(
        _said(row, actor)
        for row in known
        if row.measure.key in keys
        and (row.country, row.beneficiary) == (overlap.column.code, overlap.beneficiary)
        and row.starts_on <= overlap.ends_on
        and (asked.question.since or row.starts_on >= overlap.starts_on)
    )


def form_on(overlap: Overlap, number: int, given: QueryDict | None = None) -> FindingForm:
    """With what was ``given`` if that could not be saved."""
    case = {
        "measure": overlap.measure.key,
        "country": overlap.column.code,
        "beneficiary": overlap.beneficiary.value,
        "starts_on": overlap.starts_on.isoformat(),
    }
    return FindingForm(given, initial=case, auto_id=f"case-{number}-%s")


def _said(row: OverlapFinding, actor: Actor) -> Said:
    mine = row.originator_id in actor.organisations
    return Said(
        uuid=str(row.uuid),
        organisation=row.originator.name,
        badge=Badge(Finding(row.finding).label, TONES[Finding(row.finding)]),
        reason=row.reason,
        by=row.decided_by if mine else "",
        at=row.decided_at,
        projects=row.projects,
        may_withdraw=may_withdraw(actor=actor, finding=row),
    )
