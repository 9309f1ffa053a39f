"""The silence procedure: its countdown in every capital, who objected and why, and what chair and delegations do."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.plans.access import BREAK_SILENCE, EXTEND_SILENCE, OPEN_SILENCE
from concord.plans.actions import silence as actions
from concord.plans.actions.drafts import TextClosed
from concord.plans.forms.closing import ExtendForm, ObjectionForm, OpenSilenceForm
from concord.plans.models import Silence
from concord.plans.queries import silence as queries
from concord.plans.queries.heads import head
from concord.plans.terms import Outcome
from concord.plans.terms.rolling import Party
from concord.plans.terms.silence import Clock, Objected, SilenceLine, SilencesReading
from concord.plans.views.closing import GapLine, act, gap_lines, required, uuid_of
from concord.plans.views.frame import Live, door, inside, kind_of, live_of, stage_badge, tabs
from concord.plans.views.positions import number
from concord.plans.views.words import hue, names
from concord.policy import require
from concord.ui.components import Badge, Tab
from concord.ui.dates import day_words, zone_words
from concord.ui.pages import Page, render

TONES = {Outcome.KEPT: "done", Outcome.BROKEN: "stopped", Outcome.WITHDRAWN: "plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A clock on the wall of one place."""

    city: str
    who: str
    deadline: str
    now: str
    offset: str
    zone: str
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionCard:
    who: str
    hue: int
    at: datetime
    text: str
    paragraphs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One silence as it is shown; ``left`` is in seconds."""

    line: SilenceLine
    badge: Badge
    left: int
    countdown: str
    share: int
    faces: tuple[Face, ...]
    who: str
    objections: tuple[ObjectionCard, ...]
    late: tuple[ObjectionCard, ...]
    letter: str


@dataclass(frozen=True, kw_only=True)
class SilencePage(Page):
    template: ClassVar[str] = "plans/silence.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    stage: Badge
    reading: SilencesReading
    present: Procedure | None
    past: tuple[Procedure, ...]
    breakers: str
    gaps: tuple[GapLine, ...]
    text_url: str
    live: Live


@require_safe
def silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    live = live_of(actor=request.actor, draft=uuid)
    reading = queries.silences(actor=request.actor, draft=uuid)
    present = reading.present
    page = SilencePage(
        title=_("Silence procedure"),
        kind=kind_of(reading.draft),
        lede=_("The text is agreed unless a member objects strictly before the deadline."),
        crumbs=inside(reading.draft),
        refresh=60 if present and present.is_running else 0,
        tabs=tabs(reading.draft, "silence"),
        stage=stage_badge(reading.draft.stage),
        reading=reading,
        present=_procedure(reading, present) if present else None,
        past=tuple(_procedure(reading, each) for each in reading.past),
        breakers=names(reading.breakers),
        gaps=gap_lines(uuid, reading.gaps, reading.parties),
        text_url=door("draft", uuid),
        live=live,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def open_silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    top = head(actor=request.actor, draft=uuid)
    require(actor=request.actor, action=OPEN_SILENCE, obj=top.credential)
    data = request.POST if request.method == "POST" else None
    initial = {"state": top.revision.state}
    form = OpenSilenceForm(data, initial=initial, is_illustrative=top.draft.is_illustrative)
    gaps: tuple[GapLine, ...] = ()
    if data is not None and form.is_valid():
        try:
            actions.open_silence(
                actor=request.actor,
                revision=top.revision,
                state=form.cleaned_data["state"],
                lasts=form.lasts(),
                letter=form.cleaned_data["letter"],
                at=timezone.now(),
            )
        except actions.UnableToOpenSilence as unfit:
            gaps = gap_lines(uuid, unfit.gaps, top.parties.values())
        except actions.StaleText:
            form.add_error(None, _("The text on the table has changed since you opened this page. Look at it again."))
        except TextClosed:
            form.add_error(None, _("The text is not under negotiation."))
        except actions.SilenceTooShort:
            form.add_error(None, _("Silence lasts at least 72 hours."))
        else:
            messages.success(
                request, _("The text is under silence. Every delegation sees the deadline on its own clock.")
            )
            return redirect(door("silence", uuid))
    return act(
        request,
        draft=top.line,
        of="silence",
        name="open",
        title=_("Put the text under silence"),
        form=form,
        told=_(
            "The words of revision %(number)s are fixed while it runs. When the deadline passes without an objection, "
            "they are agreed and no capital remains to be awaited."
        )
        % {"number": top.revision.number},
        gaps=gaps,
        button=_("Open the silence procedure"),
        status=409 if gaps else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def break_silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, BREAK_SILENCE)
    reading = queries.silences(actor=request.actor, draft=uuid)
    present = reading.present
    data = request.POST if request.method == "POST" else None
    initial = {"silence": present.uuid} if present else {}
    form = ObjectionForm(data, initial=initial, provisions=reading.provisions)
    if data is None and present is None:
        return redirect(door("silence", uuid))
    if data is not None and form.is_valid():
        objects = queries.objecting(
            actor=request.actor,
            draft=uuid,
            silence=form.cleaned_data["silence"],
            provisions=[UUID(each) for each in form.cleaned_data["provisions"]],
        )
        try:
            objection = actions.break_silence(
                actor=request.actor,
                silence=objects.silence,
                provisions=objects.provisions,
                text=form.cleaned_data["text"],
                at=timezone.now(),
            )
        except actions.SilenceOver:
            messages.error(request, _("The procedure was withdrawn; there is nothing to object to."))
        except actions.UnableToObject:
            messages.error(request, _("Name paragraphs of the text that is under silence; nothing was recorded."))
        else:
            if objection.in_time:
                messages.success(request, _("Silence is broken. Your objection is before every delegation."))
            else:
                messages.error(request, _("The deadline had passed. Your objection is on record and changes nothing."))
        return redirect(door("silence", uuid))
    return act(
        request,
        draft=reading.draft,
        of="silence",
        name="break",
        title=_("Break the silence"),
        form=form,
        told=_(
            "One objection before the deadline is enough: the text returns to negotiation. It cannot be taken back."
        ),
        button=_("Object"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extend_silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, EXTEND_SILENCE)
    reading = queries.silences(actor=request.actor, draft=uuid)
    present = reading.present
    if present is None:
        return redirect(door("silence", uuid))
    data = request.POST if request.method == "POST" else None
    initial = {"deadline": present.deadline_at.isoformat(), "silence": present.uuid}
    form = ExtendForm(data, initial=initial, is_illustrative=reading.draft.is_illustrative)
    if data is not None and form.is_valid():
        row = queries.silence(actor=request.actor, draft=uuid, uuid=form.cleaned_data["silence"])
        try:
            actions.extend_silence(
                actor=request.actor,
                silence=row,
                deadline_at=form.cleaned_data["deadline"] + form.lasts(),
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except actions.SilenceOver:
            messages.error(request, _("The deadline has passed; it cannot be extended any more."))
        except actions.SilenceBroken:
            messages.error(request, _("Silence is broken already; nothing remains to be extended."))
        except actions.UnableToExtend:
            messages.error(request, _("The deadline is later than that already; nothing was changed."))
        else:
            messages.success(request, _("The deadline was extended."))
        return redirect(door("silence", uuid))
    return act(
        request,
        draft=reading.draft,
        of="silence",
        name="extend",
        title=_("Extend the deadline"),
        form=form,
        told=_("A deadline only moves forward, and only before it has passed."),
        button=_("Extend"),
    )


@require_POST
def close_silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Record the outcome; the same whoever does it, and when."""
    try:
        actions.close_silence(actor=request.actor, silence=_named(request, uuid), at=timezone.now())
    except actions.SilenceRunning:
        messages.error(request, _("The deadline has not passed and nobody has objected: there is no outcome yet."))
    return redirect(door("silence", uuid))


@require_POST
def withdraw_silence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    try:
        actions.withdraw_silence(actor=request.actor, silence=_named(request, uuid), at=timezone.now())
    except actions.SilenceOver:
        messages.error(request, _("The deadline has passed; the outcome stands."))
    else:
        messages.success(request, _("The procedure was withdrawn. The text is under negotiation again."))
    return redirect(door("silence", uuid))


def _named(request: HttpRequest, draft: UUID) -> Silence:
    return queries.silence(actor=request.actor, draft=draft, uuid=uuid_of(request.POST.get("silence", "")))


def _procedure(reading: SilencesReading, line: SilenceLine) -> Procedure:
    whole = (line.deadline_at - line.opened_at).total_seconds()
    left = int(line.left.total_seconds())
    return Procedure(
        line=line,
        badge=_badge(line),
        left=left,
        countdown=countdown(left),
        share=round(100 * (1 - line.left.total_seconds() / whole)),
        faces=tuple(_face(each, reading.mine) for each in line.clocks),
        who=names(tuple(dict.fromkeys(each.party for each in line.valid))),
        objections=tuple(_card(reading, each) for each in line.valid),
        late=tuple(_card(reading, each) for each in line.late),
        letter=line.letter,
    )


def _badge(line: SilenceLine) -> Badge:
    if line.outcome is not None:
        return Badge(line.outcome.label, TONES[line.outcome])
    if line.is_broken:
        return Badge(_("silence broken"), "stopped")
    return Badge(_("running"), "attention") if line.is_running else Badge(_("deadline passed, silence kept"), "done")


def countdown(left: int) -> str:
    """In words, from the largest unit: "2 days 4 hours 13 minutes"."""
    days, rest = divmod(left, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    said = []
    if days:
        said.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if days or hours:
        said.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    said.append(ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes})
    if not days:
        said.append(ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds})
    return " ".join(said)


def _face(clock: Clock, mine: Party | None) -> Face:
    return Face(
        city=str(clock.city),
        who=names(clock.parties),
        deadline=f"{day_words(clock.local)}, {clock.local:%H:%M}",
        now=f"{clock.now:%H:%M}",
        offset=zone_words(clock.local),
        zone=clock.zone,
        is_mine=mine in clock.parties,
    )


def _card(reading: SilencesReading, each: Objected) -> ObjectionCard:
    return ObjectionCard(
        who=names([each.party]),
        hue=hue(each.party),
        at=each.at,
        text=each.text,
        paragraphs=tuple(
            (number(one), one.beginning, door("draft", reading.draft.uuid, provision=str(one.uuid)))
            for one in each.provisions
        ),
    )
