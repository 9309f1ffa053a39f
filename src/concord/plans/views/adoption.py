"""Adoption: what still stands before it, who adopts and who observes, and what stands beside the text."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.meetings.queries import meetings
from concord.plans.access import ADOPT
from concord.plans.actions import adoption as actions
from concord.plans.actions.silence import StaleText
from concord.plans.forms.closing import OpenAdoptionForm, SetAsideForm
from concord.plans.models import Draft
from concord.plans.queries import adoption as queries
from concord.plans.queries import drafts
from concord.plans.queries.heads import head
from concord.plans.terms import Will
from concord.plans.terms.adoption import AdoptionReading, Declared, Stance
from concord.plans.terms.closing import Gap, GapCode
from concord.plans.terms.rolling import Party
from concord.plans.views.closing import GapLine, act, gap_lines, required, uuid_of
from concord.plans.views.frame import Live, door, inside, kind_of, live_of, stage_badge, tabs
from concord.plans.views.positions import number
from concord.plans.views.words import hue, names
from concord.policy import require
from concord.ui.components import Badge, Tab
from concord.ui.language import Words, localised
from concord.ui.pages import Page, ThreadStep, render


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLine:
    """Said aloud, and written down for the delegation. ``confirm`` is what confirms it and ``correct`` the address that
    corrects it, for the delegation; ``undo`` is what takes it back, for who recorded it.
    """

    who: str
    confirmed_at: datetime | None
    confirm: str
    correct: str
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    """What a delegation declared beside adopting or observing. ``key`` is what retracts it, its own only."""

    label: str
    where: str
    where_url: str
    text: str
    key: str
    recorded: RecordedLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceLine:
    who: str
    hue: int
    is_mine: bool
    at: datetime | None
    recorded: RecordedLine | None
    beside: tuple[BesideLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those who declared one thing."""

    key: str
    title: str
    stances: tuple[StanceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """``aside`` is the address at which it may be set aside; ``reason`` why it was."""

    line: GapLine
    is_set_aside: bool
    reason: str
    aside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Another text whose adoption was opened at the same meeting."""

    uuid: UUID
    title: Words
    url: str


@dataclass(frozen=True, kw_only=True)
class AdoptionPage(Page):
    template: ClassVar[str] = "plans/adoption.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    stage: Badge
    reading: AdoptionReading
    gate: tuple[GateLine, ...]
    is_ready: bool
    sides: tuple[Side, ...]
    silent: tuple[str, ...]
    beside: tuple[Together, ...]
    issues_url: str
    text_url: str
    declared: bool
    records: str
    live: Live


@require_safe
def adoption(request: HttpRequest, uuid: UUID) -> HttpResponse:
    live = live_of(actor=request.actor, draft=uuid)
    reading = queries.adoption(actor=request.actor, draft=uuid)
    said = reading.of(Will.ADOPTS) + reading.of(Will.OBSERVES)
    page = AdoptionPage(
        title=_("Adoption"),
        kind=kind_of(reading.draft),
        lede=_("Each State says for itself: it adopts or observes, and what it reserves or explains stands beside it."),
        crumbs=inside(reading.draft),
        thread=_thread(reading),
        tabs=tabs(reading.draft, "adoption"),
        stage=stage_badge(reading.draft.stage),
        reading=reading,
        gate=tuple(_gate_line(reading, gap) for gap in reading.gaps),
        is_ready=not reading.open_gaps,
        sides=(
            _side(reading, Will.ADOPTS, _("Adopt")),
            _side(reading, Will.OBSERVES, _("Observe")),
            _side(reading, None, _("Only stated something beside the text")),
        ),
        silent=tuple(names([each.party]) for each in reading.of(None) if not each.beside),
        beside=tuple(
            Together(uuid=each.uuid, title=each.title, url=door("adoption", each.uuid)) for each in reading.beside
        ),
        issues_url=door("issues", uuid),
        text_url=door("draft", uuid, view="clean"),
        declared=any(each.party == reading.mine for each in said),
        records=door("record_declaration", uuid) if reading.may_preside and reading.is_open else "",
        live=live,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def open_adoption(request: HttpRequest, uuid: UUID) -> HttpResponse:
    top = head(actor=request.actor, draft=uuid)
    require(actor=request.actor, action=ADOPT, obj=top.credential)
    held = reversed(meetings(actor=request.actor))
    choices = [(each.code, each.title) for each in held]
    data = request.POST if request.method == "POST" else None
    form = OpenAdoptionForm(data, initial={"state": top.revision.state}, meetings=choices)
    gaps: tuple[GapLine, ...] = ()
    if data is not None and form.is_valid():
        try:
            actions.open_adoption(
                actor=request.actor,
                revision=top.revision,
                state=form.cleaned_data["state"],
                meeting=form.meeting_chosen(),
                at=timezone.now(),
            )
        except actions.GateClosed as shut:
            gaps = gap_lines(uuid, shut.gaps, top.parties.values())
        except StaleText:
            form.add_error(None, _("The text on the table has changed since you opened this page. Look at it again."))
        except actions.NotBeforeAdoption:
            form.add_error(None, _("The text is under silence, adopted or withdrawn."))
        else:
            messages.success(request, _("Delegations may declare now."))
            return redirect(door("adoption", uuid))
    return act(
        request,
        draft=top.line,
        of="adoption",
        name="open",
        title=_("Open the adoption"),
        form=form,
        told=_("Revision %(number)s is put before the delegations as it stands. Each declares for itself.")
        % {"number": top.revision.number},
        gaps=gaps,
        button=_("Open the adoption"),
        status=409 if gaps else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, ADOPT)
    draft = drafts.found(actor=request.actor, uuid=uuid)
    reading = queries.adoption(actor=request.actor, draft=uuid)
    data = request.POST if request.method == "POST" else None
    initial = {"gap": request.GET.get("gap", ""), "provision": request.GET.get("provision", "")}
    form = SetAsideForm(data, initial=initial)
    if data is not None and form.is_valid():
        try:
            actions.set_aside(
                actor=request.actor,
                draft=draft,
                gap=GapCode(form.cleaned_data["gap"]),
                provision=form.cleaned_data["provision"],
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except actions.UnableToSetAside:
            messages.error(request, _("This gap is not there any more, or it cannot be set aside."))
        else:
            messages.success(request, _("The decision is on record with its reason."))
        return redirect(door("adoption", uuid))
    asked = [gap for gap in reading.open_gaps if _is(gap, initial["gap"], initial["provision"])]
    return act(
        request,
        draft=reading.draft,
        of="adoption",
        name="aside",
        title=_("Adopt in spite of this"),
        form=form,
        told=_("The text is adopted as it stands. What is open lapses; what is behind must follow."),
        gaps=gap_lines(uuid, tuple(asked), _parties(reading)),
        button=_("Record the decision"),
    )


@require_POST
def adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The text and those named ``with`` it, all or none."""
    named = [uuid, *(uuid_of(each) for each in request.POST.getlist("with"))]
    texts: list[Draft] = [drafts.found(actor=request.actor, uuid=each) for each in dict.fromkeys(named)]
    try:
        actions.adopt_together(actor=request.actor, drafts=texts, at=timezone.now())
    except actions.GateClosed:
        messages.error(request, _("Something still stands before the adoption. Nothing was adopted."))
    except actions.NobodyAdopts:
        messages.error(request, _("No State has declared that it adopts. Nothing was adopted."))
    except actions.NotBeforeAdoption:
        messages.error(request, _("The adoption of this text is not open. Nothing was adopted."))
    else:
        messages.success(request, _("Adopted."))
    return redirect(door("adoption", uuid))


def _thread(reading: AdoptionReading) -> tuple[ThreadStep, ...]:
    if not reading.is_final:
        return ()
    steps = []
    if reading.meeting_title is not None:
        url = reverse("meetings:meeting", args=(reading.meeting,))
        steps.append(ThreadStep(kind=_("Meeting"), label=reading.meeting_title, url=url))
    steps.append(ThreadStep(kind=_("Adoption"), label=reading.draft.title, here=True))
    if reading.instrument:
        url = reverse("meetings:instrument", args=(reading.instrument,))
        steps.append(ThreadStep(kind=_("Adopted text"), label=reading.draft.title, url=url))
    return tuple(steps) if steps[1:] else ()  # a thread has two ends


def _gate_line(reading: AdoptionReading, gap: Gap) -> GateLine:
    may = reading.may_preside and gap.may_be_set_aside
    about = {"gap": gap.code.value, "provision": str(gap.provision or "")}
    return GateLine(
        line=gap_lines(reading.draft.uuid, (gap,), _parties(reading))[0],
        is_set_aside=gap.is_set_aside,
        reason=gap.reason,
        aside=door("set_aside", reading.draft.uuid, **about) if may else "",
    )


def _parties(reading: AdoptionReading) -> list[Party]:
    return [each.party for each in reading.stances]


def _side(reading: AdoptionReading, will: Will | None, title: str) -> Side:
    shown = [each for each in reading.of(will) if will is not None or each.beside]
    if will is None:
        decided = {each.party.code for each in (*reading.of(Will.ADOPTS), *reading.of(Will.OBSERVES))}
        shown = [each for each in reading.stances if each.beside and each.party.code not in decided]
    return Side(
        key=will.value if will else "beside", title=title, stances=tuple(_stance(reading, each) for each in shown)
    )


def _stance(reading: AdoptionReading, each: Stance) -> StanceLine:
    mine = each.party == reading.mine
    return StanceLine(
        who=localised(each.party.name),
        hue=hue(each.party),
        is_mine=mine,
        at=each.declared.at if each.declared else None,
        recorded=_recorded(reading, each.declared, mine=mine) if each.declared else None,
        beside=tuple(_beside(reading, one, mine=mine) for one in each.beside),
    )


def _recorded(reading: AdoptionReading, one: Declared, *, mine: bool) -> RecordedLine | None:
    if one.recorded_by is None:
        return None
    asked = one.awaits_its_word and mine and reading.speaks
    undoes = one.awaits_its_word and not mine and reading.may_preside and reading.is_open
    correct = door("declare", reading.draft.uuid, declaration=str(one.uuid))
    return RecordedLine(
        who=names([one.recorded_by]),
        confirmed_at=one.confirmed_at,
        confirm=str(one.uuid) if asked else "",
        correct=correct if asked and reading.is_open else "",
        undo=str(one.uuid) if undoes else "",
    )


def _beside(reading: AdoptionReading, one: Declared, *, mine: bool) -> BesideLine:
    where, own = one.provision, mine and reading.may_declare
    return BesideLine(
        label=str(one.will.label),
        where=number(where) if where else "",
        where_url=door("draft", reading.draft.uuid, provision=str(where.uuid)) if where else "",
        text=one.text,
        key=str(one.uuid) if own and not one.awaits_its_word else "",
        recorded=_recorded(reading, one, mine=mine),
    )


def _is(gap: Gap, code: str, provision: str) -> bool:
    return gap.code.value == code and (not provision or str(gap.provision) == provision)
