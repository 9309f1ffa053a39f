"""Friends of the chair: referring provisions to a small group, and calling it back."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concord.plans.access import STRIKE_GAVEL
from concord.plans.actions.decisions import AgreedAlready, NothingToDecide
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.floor import minute_of
from concord.plans.actions.groups import GroupClosed, UnableToRefer, refer_to_group, return_to_plenary
from concord.plans.forms.floor import ReferForm
from concord.plans.logic.numbers import full_numbers
from concord.plans.models import Draft
from concord.plans.queries import credentials, drafts
from concord.plans.queries import floor as queries
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Standing
from concord.plans.views.frame import door, inside, kind_of, language_of
from concord.plans.views.hall import told
from concord.policy import require
from concord.ui.pages import Crumb, Page, render
from concord.ui.text import Text


@dataclass(frozen=True, kw_only=True)
class ReferPage(Page):
    template: ClassVar[str] = "plans/floor_refer.html"
    section: ClassVar[str] = "plan"
    form: ReferForm
    cancel: str


@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=STRIKE_GAVEL, obj=credentials.mine(actor=request.actor, draft=draft))
    text = rolling_text(actor=request.actor, draft=draft, language=language_of(draft, request.LANGUAGE_CODE))
    free = [each for each in text.provisions if each.standing in (Standing.OPEN, Standing.CONTESTED, Standing.PARKED)]
    numbers = full_numbers(provisions=text.provisions)
    form = ReferForm(
        request.POST or None,
        parties=text.parties,
        provisions=[(str(each.uuid), told(each, numbers[each.uuid])) for each in free],
        initial={"provisions": [request.GET.get("provision", "")]},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _refer(request, draft, form)
            except (UnableToRefer, AgreedAlready, NothingToDecide, TextClosed):
                form.add_error(None, _("One of these was decided or referred meanwhile. Look at the list again."))
                status = 409
            else:
                messages.success(request, _("Referred to %(group)s.") % {"group": form.cleaned_data["title"]})
                return redirect(door("floor", draft.uuid))
    page = ReferPage(
        title=_("Refer to a small group"),
        kind=kind_of(text.draft),
        lede=_("Some delegations prepare a text among themselves and bring it back to plenary."),
        crumbs=inside(text.draft, Crumb(_("The floor"), door("floor", draft.uuid))),
        form=form,
        cancel=door("floor", draft.uuid),
    )
    return render(request, page, status=status)


@require_POST
def bring_back(request: HttpRequest, uuid: UUID, group: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    row = queries.group_at_work(actor=request.actor, draft=draft, uuid=group)
    sitting = queries.sitting(actor=request.actor, draft=draft)
    try:
        return_to_plenary(
            actor=request.actor,
            group=row,
            at=timezone.now(),
            minute=minute_of(sitting=sitting),
        )
    except (GroupClosed, TextClosed):
        messages.error(request, _("The group has returned already, or the text is not under negotiation now."))
    else:
        messages.success(request, _("The group is back: what it tabled is before everybody."))
    return redirect(door("floor", draft.uuid))


def _refer(request: HttpRequest, draft: Draft, form: ReferForm) -> None:
    actor, asked = request.actor, form.cleaned_data
    sitting = queries.sitting(actor=actor, draft=draft)
    members = queries.delegations_named(actor=actor, draft=draft, codes=asked["members"])
    facilitator = next((each for each in members if each.organisation.code == asked["facilitator"]), None)
    if facilitator is None:
        raise UnableToRefer
    refer_to_group(
        actor=actor,
        draft=draft,
        provisions=[queries.provision(actor=actor, draft=draft, uuid=UUID(each)) for each in asked["provisions"]],
        members=members,
        facilitator=facilitator,
        title=Text.of(**{request.LANGUAGE_CODE: asked["title"]}),
        at=timezone.now(),
        minute=minute_of(sitting=sitting, note=asked["note"]),
    )
