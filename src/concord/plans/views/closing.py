"""What the pages of a closing share: the form of one act, and what stands in its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.text import capfirst

from concord.plans.queries import credentials, drafts
from concord.plans.terms.closing import Gap, GapCode
from concord.plans.terms.rolling import Party
from concord.plans.views.frame import door
from concord.plans.views.words import names
from concord.policy import Action, require
from concord.ui.language import name_of
from concord.ui.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    label: str
    number: str
    details: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ActPage(Page):
    template: ClassVar[str] = "plans/act.html"
    section: ClassVar[str] = "plan"
    form: forms.Form
    told: str
    gaps: tuple[GapLine, ...]
    button: str
    cancel: str
    key: str


def required(request: HttpRequest, uuid: UUID, action: Action) -> None:
    """Raises ``Http404`` for a draft that the reader may not see, ``Refused`` without credentials for the action."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=action, obj=credentials.mine(actor=request.actor, draft=draft))


def gap_lines(draft: UUID, gaps: tuple[Gap, ...], parties: Iterable[Party]) -> tuple[GapLine, ...]:
    known = {party.code: names([party]) for party in parties}

    def told(gap: Gap) -> str:
        if gap.code is GapCode.STALE:
            return ", ".join(name_of(each) for each in gap.details)
        return ", ".join(known.get(each, each) for each in gap.details)

    return tuple(
        GapLine(
            label=capfirst(str(gap.code.label)),
            number=gap.label,
            details=told(gap),
            url=door("draft", draft, provision=str(gap.provision)) if gap.provision else "",
        )
        for gap in gaps
    )
