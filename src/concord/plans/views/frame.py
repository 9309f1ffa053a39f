"""What the pages of a draft share: crumbs, the tabs between them, addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from concord.meetings.terms import InstrumentKind
from concord.plans.exports import File
from concord.plans.models import Draft
from concord.plans.queries.pulses import beat
from concord.plans.terms import Stage, Standing
from concord.plans.terms.rolling import DraftLine
from concord.policy import Actor
from concord.ui.components import Badge, Tab, Tone
from concord.ui.pages import Crumb

STANDINGS: Mapping[Standing, Tone] = {
    Standing.OPEN: "planned",
    Standing.CONTESTED: "attention",
    Standing.AGREED: "done",
    Standing.AD_REFERENDUM: "underway",
    Standing.PARKED: "stopped",
    Standing.REFERRED: "stopped",
}
STAGES: Mapping[Stage, Tone] = {
    Stage.NEGOTIATION: "underway",
    Stage.SILENCE: "attention",
    Stage.AGREED: "done",
    Stage.ADOPTED: "done",
    Stage.WITHDRAWN: "stopped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """How the page learns of changes: ``address`` of the streams, ``url`` to ask at, ``beat`` of what it shows."""

    address: str
    url: str
    beat: str


def door(name: str, draft: UUID, *more: object, **query: str) -> str:
    """The address of a page of the draft; nothing where there is no such page."""
    try:
        url = reverse(f"plans:{name}", args=(draft, *more))
    except NoReverseMatch:
        return ""
    asked = {key: value for key, value in query.items() if value}
    return f"{url}?{urlencode(asked)}" if asked else url


def live_of(*, actor: Actor, draft: UUID) -> Live:
    """Ask before the page is read: what happens meanwhile is then read once too often, never missed."""
    return Live(address=settings.LIVE, url=door("beat", draft), beat=beat(actor=actor, draft=draft))


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Plan"), reverse("plans:index")), *more)


def inside(draft: DraftLine, *more: Crumb) -> tuple[Crumb, ...]:
    return crumbs(Crumb(draft.title, door("draft", draft.uuid)), *more)


def tabs(draft: DraftLine, current: str) -> tuple[Tab, ...]:
    """The pages of a draft, those that are there."""
    named = (
        ("draft", _("Text")),
        ("positions", _("Positions")),
        ("floor", _("Floor")),
        ("delegations", _("Delegations")),
        ("silence", _("Silence")),
        ("adoption", _("Adoption")),
        ("compare", _("Compare")),
        ("languages", _("Languages")),
        ("history", _("History")),
        ("files", _("Files")),
    )
    found = ((name, label, door(name, draft.uuid)) for name, label in named)
    return tuple(Tab(label, url, name == current) for name, label, url in found if url)


def standing_badge(standing: Standing) -> Badge:
    return Badge(standing.label, STANDINGS[standing])


def stage_badge(stage: Stage) -> Badge:
    return Badge(stage.label, STAGES[stage])


def taken_out(file: File) -> HttpResponse:
    return HttpResponse(
        file.data,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


def language_of(draft: Draft, *asked: str) -> str:
    """The first of those asked for in which the draft is written, else the one it is negotiated in."""
    return next((each for each in asked if each in draft.languages), draft.language)


def kind_of(draft: DraftLine) -> str:
    label = capfirst(InstrumentKind(draft.kind).label)
    return _("%(kind)s, illustrative") % {"kind": label} if draft.is_illustrative else label
