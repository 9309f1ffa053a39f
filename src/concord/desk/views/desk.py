"""What a person with a seat meets first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from concord.desk import actions, queries
from concord.desk.terms import Change
from concord.ui.pages import Crumb, Page, render

ON_DESK = 8
ON_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    template: ClassVar[str] = "desk/index.html"
    section: ClassVar[str] = "desk"
    desk: queries.Desk


@dataclass(frozen=True, kw_only=True)
class ChangesPage(Page):
    template: ClassVar[str] = "desk/changes.html"
    section: ClassVar[str] = "desk"
    changes: tuple[Change, ...]
    older: str


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    desk = queries.desk(actor=request.actor, seats=request.seats, most=ON_DESK)
    page = DeskPage(title=_("My desk"), kind=desk.organisation, desk=desk)
    return render(request, page)


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    before = _moment(request.GET.get("before", ""))
    looked_at = queries.last_look(actor=request.actor)
    found = queries.changes(actor=request.actor, since=looked_at, before=before, most=ON_PAGE)
    page = ChangesPage(
        title=_("What changed"),
        lede=_("Acts that you may know of, newest first. Those since you last looked are marked as new."),
        crumbs=(Crumb(_("My desk"), reverse("desk:index")),),
        changes=found,
        older=f"?before={found[-1].at.isoformat().replace('+', '%2B')}" if len(found) == ON_PAGE else "",
    )
    return render(request, page)


def _moment(said: str) -> datetime | None:
    """None for anything that is no moment of this calendar with its zone."""
    try:
        read = parse_datetime(said)
        return read.astimezone(UTC) if read is not None and read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@login_required
@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    actions.mark_seen(actor=request.actor, at=timezone.now())
    messages.success(request, _("Everything until now counts as seen."))
    return redirect("desk:index")
