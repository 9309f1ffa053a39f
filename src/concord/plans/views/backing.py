"""Standing behind a proposal, leaving it, withdrawing it: each is confirmed on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.plans.access import SPONSOR_PROPOSAL, WITHDRAW_PROPOSAL
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.proposals import UnableToStand, leave_proposal, sponsor_proposal, withdraw_proposal
from concord.plans.models import Proposal
from concord.plans.queries import credentials, drafts, proposals
from concord.plans.queries.rolling import rolling_text
from concord.plans.views.frame import door, inside
from concord.plans.views.panel import Card, card_of
from concord.plans.views.rolling import writer_of
from concord.policy import Action, require
from concord.ui.pages import Page, render


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to confirm; ``{key}`` stands for the proposal."""

    action: Action
    act: Callable[..., Proposal]
    title: str
    told: str
    button: str
    done: str


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(Page):
    template: ClassVar[str] = "plans/confirm.html"
    section: ClassVar[str] = "plan"
    card: Card
    told: str
    button: str
    cancel: str


@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    step = Step(
        action=SPONSOR_PROPOSAL,
        act=sponsor_proposal,
        title=_("Co-sponsor %(key)s"),
        told=_("Your delegation will stand behind these words beside the others. It can leave until they are agreed."),
        button=_("Co-sponsor it"),
        done=_("Your delegation co-sponsors %(key)s."),
    )
    return _confirm(request, uuid, key, step)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    step = Step(
        action=SPONSOR_PROPOSAL,
        act=leave_proposal,
        title=_("No longer co-sponsor %(key)s"),
        told=_("The proposal stays on the table with the others behind it. The record keeps that you co-sponsored it."),
        button=_("Leave it"),
        done=_("Your delegation co-sponsors %(key)s no longer."),
    )
    return _confirm(request, uuid, key, step)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    step = Step(
        action=WITHDRAW_PROPOSAL,
        act=withdraw_proposal,
        title=_("Withdraw %(key)s"),
        told=_("It leaves the table and stays on record. No other proposal changes by it."),
        button=_("Withdraw it"),
        done=_("%(key)s is withdrawn."),
    )
    return _confirm(request, uuid, key, step)


def _confirm(request: HttpRequest, uuid: UUID, key: str, step: Step) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    proposal = proposals.found(actor=request.actor, draft=draft, key=key)
    require(actor=request.actor, action=step.action, obj=credentials.mine(actor=request.actor, draft=draft))
    back = door("draft", uuid, provision=str(proposal.provision.uuid), language=proposal.language)
    named = {"key": proposal.key}
    if request.method == "POST":
        try:
            step.act(actor=request.actor, proposal=proposal, at=timezone.now())
        except UnableToStand:
            messages.error(request, _("%(key)s is not open to that any more; nothing was changed.") % named)
        except TextClosed as closed:
            told = {"stage": closed.stage.label}
            messages.error(request, _("Nothing can be changed now: the text is %(stage)s.") % told)
        else:
            messages.success(request, step.done % named)
        return redirect(f"{back}#{proposal.key}")
    text = rolling_text(actor=request.actor, draft=draft, language=proposal.language)
    provision = text.provision(proposal.provision.uuid)
    shown = next((each for each in provision.proposals if each.key == key), None) if provision else None
    if provision is None or shown is None:
        raise Http404
    page = ConfirmPage(
        title=step.title % named,
        crumbs=inside(text.draft),
        card=card_of(text, provision, shown, writer_of(text=text, at=timezone.now())).quiet,
        told=step.told,
        button=step.button,
        cancel=f"{back}#{proposal.key}",
    )
    return render(request, page)
