"""What the pages of a closing share: the form of one act, and what stands in its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from concord.plans.queries import credentials, drafts
from concord.plans.terms.closing import Gap, GapCode
from concord.plans.terms.rolling import DraftLine, Party
from concord.plans.views.frame import Live, door, inside, live_of
from concord.plans.views.words import names
from concord.policy import Action, require
from concord.ui.language import name_of
from concord.ui.pages import Crumb, Page, render


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
    live: Live
    draft: UUID


_SECTIONS = {
    "silence": gettext_lazy("Silence procedure"),
    "adoption": gettext_lazy("Adoption"),
    "issues": gettext_lazy("Issued under a symbol"),
}


def act(  # noqa: PLR0913  what every such page says
    request: HttpRequest,
    *,
    draft: DraftLine,
    of: str,
    name: str,
    title: str,
    told: str,
    form: forms.Form,
    button: str,
    gaps: tuple[GapLine, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of one act, which leads back to the page ``of`` the draft. Words typed into it are kept by ``name``."""
    back = door(of, draft.uuid)
    page = ActPage(
        title=title,
        crumbs=inside(draft, Crumb(str(_SECTIONS[of]), back)),
        form=form,
        told=told,
        gaps=gaps,
        button=button,
        cancel=back,
        key=f"plans.{of}.{name}",
        live=live_of(actor=request.actor, draft=draft.uuid),
        draft=draft.uuid,
    )
    return render(request, page, status=status)


def required(request: HttpRequest, uuid: UUID, action: Action) -> None:
    """Raises ``Http404`` for a draft that the reader may not see, ``Refused`` without credentials for the action."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=action, obj=credentials.mine(actor=request.actor, draft=draft))


def uuid_of(value: str) -> UUID:
    """Raises ``Http404`` for what is none."""
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None


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
