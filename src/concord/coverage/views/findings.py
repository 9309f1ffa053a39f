"""What people say of a possible duplication: shown beside the hint, said and taken back on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concord.assistance import actions
from concord.assistance.models import OverlapFinding
from concord.assistance.queries import findings, may_withdraw, require_finder
from concord.assistance.terms import Beneficiary, Finding, OverlapCase
from concord.coverage import queries
from concord.coverage.forms import CaseForm, FindingForm
from concord.coverage.terms import Overlap, Question
from concord.coverage.views.asking import Asked, asked_in
from concord.policy import Actor
from concord.ui.components import Badge
from concord.ui.language import Words
from concord.ui.pages import found

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


def form_on(overlap: Overlap, number: int) -> FindingForm:
    case = {
        "measure": overlap.measure.key,
        "country": overlap.column.code,
        "beneficiary": overlap.beneficiary.value,
        "starts_on": overlap.starts_on.isoformat(),
    }
    return FindingForm(initial=case, auto_id=f"case-{number}-%s")


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    require_finder(actor=actor)
    case, form = CaseForm(request.POST), FindingForm(request.POST)
    if not case.is_valid():
        raise Http404
    overlap = _case(actor, **case.cleaned_data)
    if form.is_valid():
        actions.find_overlap(
            actor=actor,
            case=OverlapCase(
                measure=overlap.measure.key,
                country=overlap.column.code,
                beneficiary=overlap.beneficiary,
                starts_on=overlap.starts_on,
                projects=overlap.projects,
            ),
            finding=Finding(form.cleaned_data["finding"]),
            reason=form.cleaned_data["reason"],
            release=form.release(actor.organisation_id or 0),
            at=timezone.now(),
        )
        messages.success(request, _("It was noted, and stands beside the case."))
    else:
        messages.error(request, _("Nothing was saved: say what it is, and why."))
    return redirect(_page(request, overlap.measure.key, overlap.column.code))


@require_POST
def withdraw(request: HttpRequest, uuid: str) -> HttpResponse:
    row = found(findings(actor=request.actor), uuid=uuid)
    actions.withdraw_finding(actor=request.actor, finding=row, at=timezone.now())
    messages.success(request, _("What was said is taken back."))
    return redirect(_page(request, row.measure.key, row.country))


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


def _case(actor: Actor, *, measure: str, country: str, beneficiary: str, starts_on: object) -> Overlap:
    """The case as this person sees it; what one does not see is not there to be judged."""
    question = Question(framework=measure.partition(":")[0])
    seen = queries.overlaps(actor=actor, question=question, country=country, measure=measure)
    for overlap in seen.shown:
        if overlap.beneficiary == Beneficiary(beneficiary) and overlap.starts_on <= starts_on <= overlap.ends_on:
            return overlap
    raise Http404


def _page(request: HttpRequest, measure: str, country: str) -> str:
    return asked_in(request).address("coverage:overlaps", measure=measure, country=country)
