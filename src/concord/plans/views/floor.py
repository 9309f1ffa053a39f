"""The floor: for the chair a desk with the gavel, for everybody else what the room looks at and who speaks."""

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

from concord.meetings.queries import meetings
from concord.plans.access import LEAD_FLOOR
from concord.plans.actions.decisions import (
    AgreedAlready,
    AwaitsCapitals,
    NothingToConfirm,
    NothingToDecide,
    NothingToReopen,
    ProposalNotStanding,
    ProposalsClash,
    agree,
    agree_ad_referendum,
    keep_bracket,
    lift_bracket,
    park,
    reopen,
)
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.floor import FloorClosed, close_floor, minute_of, open_floor, take_up
from concord.plans.exports.sentences import struck
from concord.plans.forms.floor import GavelForm
from concord.plans.logic.numbers import full_numbers
from concord.plans.models import Draft
from concord.plans.queries import credentials, drafts
from concord.plans.queries import floor as queries
from concord.plans.terms import DecisionKind
from concord.plans.terms.floor import FloorReading, WorkingGroup
from concord.plans.terms.rolling import RollingProvision
from concord.plans.views.frame import Live, door, inside, kind_of, language_of, live_of, stage_badge, tabs
from concord.plans.views.hall import (
    Hall,
    Hand,
    Option,
    Speakers,
    beside,
    hall_of,
    hand_of,
    next_open,
    speakers_of,
)
from concord.plans.views.rolling import writer_of
from concord.plans.views.words import names
from concord.policy import require
from concord.ui.components import Badge, Tab
from concord.ui.language import direction_of, localised, name_of
from concord.ui.pages import Page, Shortcut, render

_REFUSED = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    name: str
    facilitator: str
    provisions: str
    url: str


@dataclass(frozen=True, kw_only=True)
class FloorPage(Page):
    template: ClassVar[str] = "plans/floor.html"
    section: ClassVar[str] = "plan"
    stage: Badge
    tabs: tuple[Tab, ...]
    live: Live
    draft: UUID
    language: str
    direction: str
    languages: tuple[Tab, ...]
    is_open: bool
    leads: bool
    hall: Hall
    hand: Hand | None
    speakers: Speakers
    form: GavelForm
    groups: tuple[GroupLine, ...]
    meetings: tuple[Option, ...]
    projection: str
    refer: str
    consolidate: str
    table: str
    reports: str


@require_http_methods(["GET", "HEAD", "POST"])
def floor(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    live = live_of(actor=request.actor, draft=uuid)
    language = language_of(draft, request.GET.get("language", ""))
    reading = queries.floor(actor=request.actor, draft=draft, language=language)
    form = GavelForm(request.POST or None, reading=reading)
    if request.method != "POST":
        form.initial = {"onward": request.GET.get("stay") != "yes"}
        return _show(request, reading, form, live)
    require(actor=request.actor, action=LEAD_FLOOR, obj=credentials.mine(actor=request.actor, draft=draft))
    if form.kind is None:
        return _turn_page(request, draft, reading)
    status = 422
    if form.is_valid():
        try:
            onward = _strike(request, draft, reading, form, form.kind)
        except tuple(_OBSTACLES) as obstacle:
            form.add_error(None, _OBSTACLES[type(obstacle)](obstacle, reading))
            status = _REFUSED
        else:
            return redirect(door("floor", draft.uuid, stay="" if onward else "yes"))
    return _show(request, reading, form, live, status=status)


_BARE = {DecisionKind.PARK: park, DecisionKind.REOPEN: reopen, DecisionKind.KEEP_BRACKET: keep_bracket}
"""Strikes that name no proposals."""


def _strike(request: HttpRequest, draft: Draft, reading: FloorReading, form: GavelForm, kind: DecisionKind) -> bool:
    """Whether the chair wished to go on."""
    actor, at, told = request.actor, timezone.now(), form.cleaned_data
    provision = queries.provision(actor=actor, draft=draft, uuid=told["provision"])
    shown = reading.text.provision(provision.uuid)
    if shown is None:
        raise Http404
    sitting = queries.sitting(actor=actor, draft=draft)
    place = {
        "actor": actor,
        "draft": draft,
        "provision": provision,
        "at": at,
        "minute": minute_of(sitting=sitting, note=told["note"]),
    }
    awaited = ""
    if kind in _BARE:
        keys = ()
        _BARE[kind](**place)
    else:
        rows = queries.proposals_named(actor=actor, draft=draft, keys=told["proposals"])
        keys = tuple(each.key for each in rows)
        if kind is DecisionKind.AD_REFERENDUM:
            capitals = queries.delegations_named(actor=actor, draft=draft, codes=told["awaits"])
            agree_ad_referendum(**place, proposals=rows, awaits=capitals)
            awaited = names(party for party in reading.text.parties if party.code in told["awaits"])
        else:
            (agree if kind is DecisionKind.AGREE else lift_bracket)(**place, proposals=rows)
    messages.success(request, struck(kind, _number(reading, shown), keys, awaited))
    if told["onward"] and kind not in (DecisionKind.REOPEN, DecisionKind.LIFT_BRACKET) and sitting is not None:
        following = next_open(reading.text, shown)
        if following is not None:
            _take_up(request, draft, following)
    return bool(told["onward"])


def _turn_page(request: HttpRequest, draft: Draft, reading: FloorReading) -> HttpResponse:
    """What is taken up, where we are on the agenda, whether we sit at all."""
    actor, at, act = request.actor, timezone.now(), request.POST.get("act", "")
    try:
        if act == "open":
            open_floor(actor=actor, draft=draft, meeting=queries.meeting(code=request.POST.get("meeting", "")), at=at)
            if reading.provision is None and (first := beside(reading, 1)) is not None:
                _take_up(request, draft, first)
        elif act == "close":
            close_floor(actor=actor, draft=draft, at=at)
            messages.success(request, _("The meeting has risen."))
        elif act == "agenda":
            sitting = queries.sitting(actor=actor, draft=draft)
            here, meeting = (sitting.provision, sitting.meeting) if sitting else (None, None)
            item = queries.agenda_item(meeting=meeting, number=request.POST.get("item", ""))
            take_up(actor=actor, draft=draft, provision=here, agenda_item=item, at=at)
        else:
            wanted = _wanted(request, reading, act)
            if wanted is not None:
                _take_up(request, draft, wanted)
    except FloorClosed:
        messages.error(request, no_sitting())
    return redirect(door("floor", draft.uuid, stay=request.POST.get("stay", "")))


def _wanted(request: HttpRequest, reading: FloorReading, act: str) -> RollingProvision | None:
    """What to take up."""
    if act == "take":
        asked = request.POST.get("take", "")
        found = next((each for each in reading.text.provisions if str(each.uuid) == asked), None)
        if found is None:
            raise Http404
        return found
    if act not in {"next", "previous"}:
        raise Http404
    return beside(reading, -1 if act == "previous" else 1)


def _number(reading: FloorReading, provision: RollingProvision) -> str:
    return full_numbers(provisions=reading.text.provisions)[provision.uuid]


def _take_up(request: HttpRequest, draft: Draft, wanted: RollingProvision) -> None:
    row = queries.provision(actor=request.actor, draft=draft, uuid=wanted.uuid)
    take_up(actor=request.actor, draft=draft, provision=row, at=timezone.now())


def _show(
    request: HttpRequest, reading: FloorReading, form: GavelForm, live: Live, *, status: int = 200
) -> HttpResponse:
    text = reading.text
    draft = text.draft.uuid
    writer = writer_of(text=text, at=timezone.now())
    leads = reading.may_lead
    page = FloorPage(
        title=_("The floor"),
        kind=kind_of(text.draft),
        lede=localised(text.draft.title),
        crumbs=inside(text.draft),
        stage=stage_badge(text.draft.stage),
        tabs=tabs(text.draft, "floor"),
        live=live,
        draft=draft,
        language=text.language,
        direction=direction_of(text.language),
        languages=tuple(
            Tab(name_of(code), door("floor", draft, language=code), code == text.language)
            for code in text.draft.languages
        ),
        is_open=reading.is_open,
        leads=leads,
        hall=hall_of(reading),
        hand=hand_of(reading, writer),
        speakers=speakers_of(reading),
        form=form,
        groups=tuple(_group(draft, group, reading) for group in reading.groups),
        meetings=_meetings(request) if leads and not reading.is_open else (),
        projection=door("projection", draft),
        refer=_refer(reading) if leads else "",
        consolidate=door("consolidate", draft) if leads else "",
        table=door("delegations", draft),
        reports="" if reading.is_open else f"{door('files', draft)}#reports",
        shortcuts=_shortcuts() if leads and reading.is_open else (),
    )
    return render(request, page, status=status)


def _refer(reading: FloorReading) -> str:
    here = str(reading.provision.uuid) if reading.provision else ""
    return door("refer", reading.text.draft.uuid, provision=here)


def _group(draft: UUID, group: WorkingGroup, reading: FloorReading) -> GroupLine:
    named = full_numbers(provisions=reading.text.provisions)
    numbers = [number for uuid, number in named.items() if uuid in group.provisions]
    return GroupLine(
        name=localised(group.title),
        facilitator=names([group.facilitator]),
        provisions=", ".join(numbers),
        url=door("return", draft, group.uuid),
    )


def _meetings(request: HttpRequest) -> tuple[Option, ...]:
    """The latest first."""
    found = reversed(meetings(actor=request.actor))
    return tuple(Option(value=each.code, label=f"{each.code} · {localised(each.title)}") for each in found)


def _clash(error: Exception, reading: FloorReading) -> str:
    every = [each for provision in reading.text.provisions for each in provision.proposals]
    keys = error.keys if isinstance(error, ProposalsClash | ProposalNotStanding) else ()
    named = [f"{each.key} ({names(each.sponsors)})" for each in every if each.key in keys]
    said = ", ".join(named or keys)
    if isinstance(error, ProposalsClash):
        return _("These cannot stand together: %(keys)s. Nothing was decided.") % {"keys": said}
    return _("No longer to be decided here: %(keys)s. Nothing was decided.") % {"keys": said}


def _closed(error: Exception, _reading: FloorReading) -> str:
    stage = error.stage.label if isinstance(error, TextClosed) else ""
    return _("Nothing can be decided now: the text is %(stage)s.") % {"stage": stage}


def no_sitting() -> str:
    return _("No meeting sits: open the floor first.")


_OBSTACLES: dict[type[Exception], Callable[[Exception, FloorReading], str]] = {
    ProposalsClash: _clash,
    ProposalNotStanding: _clash,
    TextClosed: _closed,
    AgreedAlready: lambda _e, _r: _("It was agreed already. Reopen it first, so that the record shows why."),
    NothingToDecide: lambda _e, _r: _(
        "There is nothing to decide here: it is with a small group, not in the text, or nothing in it is in brackets."
    ),
    NothingToReopen: lambda _e, _r: _("Nothing was decided here that could be opened again."),
    AwaitsCapitals: lambda _e, _r: _("It awaits capitals: they confirm, or you reopen it."),
    NothingToConfirm: lambda _e, _r: _("Choose at least one capital that is to confirm."),
    FloorClosed: lambda _e, _r: no_sitting(),
}


def _shortcuts() -> tuple[Shortcut, ...]:
    return (
        Shortcut("n", _("Next provision")),
        Shortcut("p", _("Previous provision")),
        Shortcut("a", _("Agree, with the proposals that are ticked")),
        Shortcut("r", _("Agree ad referendum: choose capitals first")),
        Shortcut("b", _("The bracket stays: go on")),
        Shortcut("k", _("Park")),
        Shortcut("s", _("Next speaker")),
    )
