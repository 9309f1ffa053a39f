"""Who reads a negotiation, changed by its originator."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.plans.access import MARK_DRAFT
from concord.plans.actions.drafts import MarkedMeanwhile, mark_draft
from concord.plans.forms.marking import DraftMarkingForm
from concord.plans.queries import drafts
from concord.plans.queries.marking import marked
from concord.plans.views.frame import door, inside
from concord.policy import require
from concord.sharing.terms import MEMBERS, Readership
from concord.ui.dates import moment_words
from concord.ui.language import Words, localised
from concord.ui.pages import Crumb, MarkingLine, Page, render


@dataclass(frozen=True, kw_only=True)
class MarkingPage(Page):
    template: ClassVar[str] = "plans/marking.html"
    section: ClassVar[str] = "plan"
    form: DraftMarkingForm
    changed: bool
    cancel: str


@require_http_methods(["GET", "HEAD", "POST"])
def marking(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=MARK_DRAFT, obj=draft)
    reading = marked(actor=request.actor, draft=draft)
    form = DraftMarkingForm(request.POST if request.method == "POST" else None, marked=reading)
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            mark_draft(
                actor=request.actor,
                draft=draft,
                release=form.release(),
                held=form.cleaned_data["token"],
                at=timezone.now(),
            )
        except MarkedMeanwhile:
            changed = True
            form.data = form.data.copy()
            form.data["token"] = reading.token
        else:
            messages.success(request, _("The text and everything that hangs on it are now marked so."))
            return redirect(door("delegations", uuid))
    page = MarkingPage(
        title=_("Who may read it: %(title)s") % {"title": localised(reading.draft.title)},
        crumbs=inside(reading.draft, Crumb(_("Around the table"), door("delegations", uuid))),
        marking=marking_line(reading.readership),
        form=form,
        changed=changed,
        cancel=door("delegations", uuid),
    )
    return render(request, page, status=409 if changed else 200)


def marking_line(readership: Readership) -> MarkingLine:
    """Who sees it, in words."""
    audience: Words = _("those to whom it was released")
    if readership.is_public:
        audience = _("everybody")
    elif MEMBERS in readership.released_to:
        audience = _("all member organisations")
    elif readership.released_to:
        audience = ", ".join(readership.released_to)
    if readership.embargo_until and readership.embargo_until > timezone.now():
        told = {"audience": localised(audience), "moment": moment_words(readership.embargo_until)}
        audience = _("%(audience)s, not before %(moment)s") % told
    return MarkingLine(
        level=readership.tlp.label.removeprefix("TLP:"),
        audience=audience,
        originator=readership.originator,
        why="; ".join(reason.text for reason in readership.reasons),
        url=reverse("sharing:markings"),
    )
