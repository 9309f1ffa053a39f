"""The speakers' list: asking for the floor, giving it, ending a turn, the order."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.plans.access import ASK_FOR_FLOOR
from concord.plans.actions.floor import (
    FloorClosed,
    ListClosed,
    TurnOver,
    ask_for_floor,
    call_earlier,
    close_list,
    end_turn,
    give_floor,
    open_list,
)
from concord.plans.models import Draft, Turn
from concord.plans.queries import credentials, drafts
from concord.plans.queries import floor as queries
from concord.plans.views.floor import no_sitting
from concord.plans.views.frame import door
from concord.policy import require

_ON_A_TURN = {"give": give_floor, "end": end_turn, "earlier": call_earlier}


@require_http_methods(["GET", "HEAD", "POST"])
def speakers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``act`` is ask, add, next, give, end, earlier, close or open. Asked to show itself, it shows the floor."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    where = redirect(door("floor", draft.uuid, stay=request.POST.get("stay", "")) + "#speakers")
    if request.method != "POST":
        return where
    require(actor=request.actor, action=ASK_FOR_FLOOR, obj=credentials.mine(actor=request.actor, draft=draft))
    try:
        _act(request, draft, request.POST.get("act", ""), timezone.now())
    except FloorClosed:
        messages.error(request, no_sitting())
    except ListClosed:
        messages.error(request, _("The speakers' list is closed, or the delegation is on it already."))
    except TurnOver:
        messages.error(request, _("That delegation has spoken, or left the list."))
    return where


def _act(request: HttpRequest, draft: Draft, act: str, at: datetime) -> None:
    actor = request.actor
    if act == "ask":
        ask_for_floor(actor=actor, draft=draft, at=at)
    elif act == "add":
        asked = queries.delegations_named(actor=actor, draft=draft, codes=(request.POST.get("delegation", ""),))
        if not asked:
            raise Http404
        ask_for_floor(actor=actor, draft=draft, delegation=asked[0], at=at)
    elif act in {"close", "open"}:
        (close_list if act == "close" else open_list)(actor=actor, draft=draft, at=at)
    elif act == "next":
        _next(request, draft, at)
    elif act in _ON_A_TURN:
        _ON_A_TURN[act](actor=actor, turn=_turn(request, draft), at=at)
    else:
        raise Http404


def _next(request: HttpRequest, draft: Draft, at: datetime) -> None:
    """The first who waits; if nobody does, whoever speaks has finished."""
    speaking, waiting = queries.line(actor=request.actor, draft=draft)
    if waiting is not None:
        give_floor(actor=request.actor, turn=waiting, at=at)
    elif speaking is not None:
        end_turn(actor=request.actor, turn=speaking, at=at)


def _turn(request: HttpRequest, draft: Draft) -> Turn:
    try:
        uuid = UUID(request.POST.get("turn", ""))
    except ValueError:
        raise Http404 from None
    return queries.turn(actor=request.actor, draft=draft, uuid=uuid)
