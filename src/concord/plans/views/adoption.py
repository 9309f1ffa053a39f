"""Adoption: what still stands before it, who adopts and who observes, and what stands beside the text."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.meetings.queries import meetings
from concord.plans.access import ADOPT, DECLARE
from concord.plans.actions import adoption as actions
from concord.plans.actions.silence import StaleText
from concord.plans.forms.closing import DeclareForm, OpenAdoptionForm, SetAsideForm
from concord.plans.models import Draft
from concord.plans.queries import adoption as queries
from concord.plans.queries import drafts
from concord.plans.queries.heads import head
from concord.plans.terms import Will
from concord.plans.terms.adoption import AdoptionReading, Declared, Stance
from concord.plans.terms.closing import Gap, GapCode
from concord.plans.terms.rolling import Party
from concord.plans.views.closing import ActPage, GapLine, gap_lines, required
from concord.plans.views.frame import door, inside, kind_of, stage_badge, tabs
from concord.plans.views.positions import number
from concord.plans.views.words import hue, names
from concord.policy import require
from concord.ui.components import Badge, Tab
from concord.ui.language import Words, localised
from concord.ui.pages import Crumb, Page, ThreadStep, render


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    """What a delegation declared beside adopting or observing. ``key`` is what retracts it, its own only."""

    label: str
    where: str
    where_url: str
    text: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceLine:
    who: str
    hue: int
    is_mine: bool
    at: datetime | None
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


@require_safe
def adoption(request: HttpRequest, uuid: UUID) -> HttpResponse:
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
    page = ActPage(
        title=_("Open the adoption"),
        crumbs=inside(top.line, Crumb(_("Adoption"), door("adoption", uuid))),
        form=form,
        told=_("Revision %(number)s is put before the delegations as it stands. Each declares for itself.")
        % {"number": top.revision.number},
        gaps=gaps,
        button=_("Open the adoption"),
        cancel=door("adoption", uuid),
        key="plans.adoption.open",
    )
    return render(request, page, status=409 if gaps else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, DECLARE)
    reading = queries.adoption(actor=request.actor, draft=uuid)
    if not reading.may_declare or reading.mine is None:
        messages.error(request, _("No adoption is open, so there is nothing to declare on."))
        return redirect(door("adoption", uuid))
    data = request.POST if request.method == "POST" else None
    form = DeclareForm(data, capacity=reading.mine.capacity, provisions=reading.provisions)
    if data is not None and form.is_valid():
        named = form.cleaned_data["provision"]
        subject = queries.declaring(actor=request.actor, draft=uuid, provision=UUID(named) if named else None)
        try:
            actions.declare(
                actor=request.actor,
                adoption=subject.adoption,
                will=Will(form.cleaned_data["will"]),
                text=form.cleaned_data["text"],
                provision=subject.provision,
                at=timezone.now(),
            )
        except (actions.UnableToDeclare, actions.NotBeforeAdoption):
            messages.error(request, _("The text was adopted or changed meanwhile; nothing was recorded."))
        else:
            messages.success(request, _("Your delegation's declaration is on record."))
        return redirect(door("adoption", uuid))
    page = ActPage(
        title=_("Declare for your delegation"),
        crumbs=inside(reading.draft, Crumb(_("Adoption"), door("adoption", uuid))),
        form=form,
        told=_("Adopting or observing is said once and may be changed until the text is adopted; the rest adds up."),
        gaps=(),
        button=_("Declare"),
        cancel=door("adoption", uuid),
        key="plans.adoption.declare",
    )
    return render(request, page)


@require_POST
def retract(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = queries.declaration(actor=request.actor, draft=uuid, uuid=_uuid(request.POST.get("declaration", "")))
    try:
        actions.retract_declaration(actor=request.actor, declaration=row, at=timezone.now())
    except (actions.UnableToDeclare, actions.NotBeforeAdoption):
        messages.error(request, _("The text is adopted, or another delegation said it; nothing was changed."))
    else:
        messages.success(request, _("The declaration was taken back."))
    return redirect(door("adoption", uuid))


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
    page = ActPage(
        title=_("Adopt in spite of this"),
        crumbs=inside(reading.draft, Crumb(_("Adoption"), door("adoption", uuid))),
        form=form,
        told=_("The text is adopted as it stands. What is open lapses; what is behind must follow."),
        gaps=gap_lines(uuid, tuple(asked), _parties(reading)),
        button=_("Record the decision"),
        cancel=door("adoption", uuid),
        key="plans.adoption.aside",
    )
    return render(request, page)


@require_POST
def adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The text and those named ``with`` it, all or none."""
    named = [uuid, *(_uuid(each) for each in request.POST.getlist("with"))]
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
    own = reading.may_declare and mine
    return StanceLine(
        who=localised(each.party.name),
        hue=hue(each.party),
        is_mine=mine,
        at=each.declared.at if each.declared else None,
        beside=tuple(_beside(reading, one, own=own) for one in each.beside),
    )


def _beside(reading: AdoptionReading, one: Declared, *, own: bool) -> BesideLine:
    where = one.provision
    return BesideLine(
        label=str(one.will.label),
        where=number(where) if where else "",
        where_url=door("draft", reading.draft.uuid, provision=str(where.uuid)) if where else "",
        text=one.text,
        key=str(one.uuid) if own else "",
    )


def _is(gap: Gap, code: str, provision: str) -> bool:
    return gap.code.value == code and (not provision or str(gap.provision) == provision)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None
