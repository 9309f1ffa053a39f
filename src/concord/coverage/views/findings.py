"""To say what a possible duplication is, and to take it back."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concord.assistance import actions
from concord.assistance.queries import findings, require_finder
from concord.assistance.terms import Beneficiary, Finding, OverlapCase
from concord.coverage import queries
from concord.coverage.forms import CaseForm, FindingForm
from concord.coverage.terms import Overlap, Question
from concord.coverage.views.asking import asked_in
from concord.coverage.views.hints import Refused, overlaps_page
from concord.policy import Actor
from concord.ui.pages import found, render


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    require_finder(actor=actor)
    case, form = CaseForm(request.POST), FindingForm(request.POST)
    if not case.is_valid():
        raise Http404
    overlap = _case(actor, **case.cleaned_data)
    if not form.is_valid():
        messages.error(request, _("Nothing was saved: say what it is, and why."))
        asked = replace(
            asked_in(request),
            question=_question(overlap.measure.key),
            measure=overlap.measure.key,
            country=str(overlap.column.code),
        )
        page = overlaps_page(request, asked, Refused(overlap.beneficiary, overlap.starts_on, request.POST))
        return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
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
    return redirect(_page(request, overlap.measure.key, overlap.column.code))


@require_POST
def withdraw(request: HttpRequest, uuid: str) -> HttpResponse:
    row = found(findings(actor=request.actor), uuid=uuid)
    actions.withdraw_finding(actor=request.actor, finding=row, at=timezone.now())
    messages.success(request, _("What was said is taken back."))
    return redirect(_page(request, row.measure.key, row.country))


def _case(actor: Actor, *, measure: str, country: str, beneficiary: str, starts_on: object) -> Overlap:
    """The case as this person sees it; what one does not see is not there to be judged."""
    seen = queries.overlaps(actor=actor, question=_question(measure), country=country, measure=measure)
    for overlap in seen.shown:
        if overlap.beneficiary == Beneficiary(beneficiary) and overlap.starts_on <= starts_on <= overlap.ends_on:
            return overlap
    raise Http404


def _question(measure: str) -> Question:
    return Question(framework=measure.partition(":")[0])


def _page(request: HttpRequest, measure: str, country: str) -> str:
    return asked_in(request).address("coverage:overlaps", measure=measure, country=country)
