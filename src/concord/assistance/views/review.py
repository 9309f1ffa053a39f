"""Reviewing suggested measures, one at a time, by keyboard: y confirms, n rejects, s skips, u undoes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from concord.assistance import actions, queries
from concord.assistance.access import CREATE_PROJECT
from concord.assistance.views.projects import MeasureRow, measure_row
from concord.policy import require
from concord.ui.pages import Crumb, Page, found, render

LAST = "assistance.review.last"
SKIPPED = "assistance.review.skipped"


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    template: ClassVar[str] = "assistance/review.html"
    section: ClassVar[str] = "assistance"
    item: queries.ReviewItem | None
    row: MeasureRow | None
    others: tuple[MeasureRow, ...]
    may_undo: bool


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    require(actor=request.actor, action=CREATE_PROJECT)
    after, skipped = _skipped(request)
    item = queries.next_review(actor=request.actor, after=after, skipped=frozenset(skipped))
    page = ReviewPage(
        title=_("Which measures do these projects serve?"),
        lede=_("Suggestions of the vocabulary, with the words that speak for them. Your decision always wins."),
        crumbs=(Crumb(_("Projects of assistance"), reverse("assistance:index")),),
        item=item,
        row=measure_row(item.link) if item else None,
        others=tuple(measure_row(link) for link in item.others) if item else (),
        may_undo=LAST in request.session,
    )
    return render(request, page)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """The form names project and measure; skipping and the last decision are remembered in the session."""
    verdict = request.POST.get("verdict", "")
    if verdict == "undo":
        return _undo(request)
    rows = queries.readable(actor=request.actor)
    project = found(rows, uuid=_uuid(request))
    key = request.POST.get("key", "")
    if verdict == "skip":
        after, skipped = _skipped(request)
        request.session[SKIPPED] = [project.pk, [*(skipped if after == project.pk else ()), key]]
        return redirect("assistance:review")
    act = {"confirm": actions.confirm_measure, "reject": actions.reject_measure}.get(verdict)
    if act is None:
        raise Http404
    try:
        act(actor=request.actor, project=project, key=key, at=timezone.now())
    except actions.NotLinked:
        messages.error(request, _("This measure is not linked to the project any more; nothing was changed."))
    else:
        request.session[LAST] = [str(project.uuid), key]
    return redirect("assistance:review")


def _undo(request: HttpRequest) -> HttpResponse:
    if LAST in request.session:
        uuid, key = request.session.pop(LAST)
        project = found(queries.readable(actor=request.actor), uuid=uuid)
        try:
            actions.withdraw_verdict(actor=request.actor, project=project, key=key, at=timezone.now())
        except actions.NotLinked:
            messages.error(request, _("This measure is not linked to the project any more; nothing was changed."))
        else:
            request.session[SKIPPED] = [project.pk, []]
            messages.success(request, _("The last decision was withdrawn."))
    return redirect("assistance:review")


def _skipped(request: HttpRequest) -> tuple[int, list[str]]:
    after, keys = request.session.get(SKIPPED, [0, []])
    return after, keys


def _uuid(request: HttpRequest) -> str:
    try:
        return str(UUID(request.POST.get("project", "")))
    except ValueError:
        raise Http404 from None
