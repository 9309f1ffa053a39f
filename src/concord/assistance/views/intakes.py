"""Imports: bringing a file, following its progress, reading its report."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from concord.assistance import actions, queries
from concord.assistance.access import START_INTAKE
from concord.assistance.forms import UploadForm
from concord.assistance.models import Intake
from concord.assistance.terms import IntakeState
from concord.policy import require
from concord.ui.components import Badge, Progress
from concord.ui.pages import Crumb, Page, render
from concord.ui.tables import Column, Sheet, Table, export

TONES = {
    IntakeState.QUEUED: "planned",
    IntakeState.RUNNING: "underway",
    IntakeState.FINISHED: "done",
    IntakeState.REFUSED: "stopped",
    IntakeState.FAILED: "stopped",
}
COUNTS = (
    ("activities", gettext_lazy("read")),
    ("created", gettext_lazy("new")),
    ("updated", gettext_lazy("changed by their publisher")),
    ("unchanged", gettext_lazy("unchanged")),
    ("republished", gettext_lazy("published anew with the same content")),
    ("repeated", gettext_lazy("repeated in the files")),
    ("refused", gettext_lazy("rows not taken in")),
    ("relevant", gettext_lazy("relevant to the strategy in the region")),
)


@dataclass(frozen=True, kw_only=True)
class IntakesPage(Page):
    template: ClassVar[str] = "assistance/intakes.html"
    section: ClassVar[str] = "assistance"
    table: Table[Intake]


@dataclass(frozen=True, kw_only=True)
class UploadPage(Page):
    template: ClassVar[str] = "assistance/upload.html"
    section: ClassVar[str] = "assistance"
    form: UploadForm


@dataclass(frozen=True, kw_only=True)
class IntakePage(Page):
    template: ClassVar[str] = "assistance/intake.html"
    section: ClassVar[str] = "assistance"
    reading: queries.IntakeReading
    progress: Progress
    counts: tuple[tuple[str, int], ...]
    badge: Badge


def state_badge(state: str) -> Badge:
    return Badge(IntakeState(state).label, TONES[state])


SHEET: Sheet[Intake] = Sheet(
    key="imports",
    caption=gettext_lazy("Imports"),
    unit=gettext_lazy("imports"),
    columns=(
        Column(
            key="label",
            label=gettext_lazy("What was read"),
            value=lambda i: i.label,
            url=lambda i: reverse("assistance:intake", args=(i.uuid,)),
            order=("label",),
            heading=True,
        ),
        Column(key="state", label=gettext_lazy("State"), value=lambda i: state_badge(i.state), order=("state",)),
        Column(key="started", label=gettext_lazy("Begun"), value=lambda i: i.started_at, order=("started_at",)),
        Column(key="by", label=gettext_lazy("By"), value=lambda i: i.started_by, order=("started_by",)),
        *(
            Column(
                key=key,
                label=label,
                value=lambda i, key=key: i.counts.get(key, 0),
                sortable=False,
                numeric=True,
            )
            for key, label in (
                ("activities", gettext_lazy("Read")),
                ("created", gettext_lazy("New")),
                ("updated", gettext_lazy("Changed")),
                ("critical", gettext_lazy("Critical")),
                ("error", gettext_lazy("Errors")),
            )
        ),
    ),
)


@require_safe
def intakes(request: HttpRequest) -> HttpResponse:
    require(actor=request.actor, action=START_INTAKE)
    table = SHEET.table(request.GET, queries.intakes(actor=request.actor))
    if table.format:
        return export(table)
    page = IntakesPage(
        title=_("Imports"),
        lede=_("Files that your organisation has read in, and what was said about each."),
        crumbs=(Crumb(_("Projects of assistance"), reverse("assistance:index")),),
        table=table,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    require(actor=request.actor, action=START_INTAKE)
    form = UploadForm(request.POST or None, request.FILES or None, organisation_id=request.actor.organisation_id)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            intake = actions.upload(
                actor=request.actor,
                name=file.name,
                chunks=file.chunks(),
                release=form.release(),
                at=timezone.now(),
            )
        except actions.UnusableUpload as fault:
            form.add_error("file", str(fault))
        else:
            return redirect("assistance:intake", uuid=intake.uuid)
    page = UploadPage(
        title=_("Import a file"),
        crumbs=(
            Crumb(_("Projects of assistance"), reverse("assistance:index")),
            Crumb(_("Imports"), reverse("assistance:intakes")),
        ),
        form=form,
    )
    return render(request, page)


@require_safe
def intake(request: HttpRequest, uuid: str) -> HttpResponse:
    reading = queries.intake(actor=request.actor, uuid=uuid)
    row = reading.intake
    going = row.state in (IntakeState.QUEUED, IntakeState.RUNNING)
    page = IntakePage(
        title=row.label,
        kind=_("Import"),
        crumbs=(
            Crumb(_("Projects of assistance"), reverse("assistance:index")),
            Crumb(_("Imports"), reverse("assistance:intakes")),
        ),
        refresh=5 if going else 0,
        reading=reading,
        progress=_progress(reading),
        counts=tuple((label, reading.count(key)) for key, label in COUNTS if reading.count(key)),
        badge=state_badge(row.state),
    )
    return render(request, page)


def _progress(reading: queries.IntakeReading) -> Progress:
    row = reading.intake
    states = {IntakeState.QUEUED: "waiting", IntakeState.RUNNING: "running", IntakeState.FINISHED: "finished"}
    return Progress(
        key="import-progress",
        label=_("Reading %(name)s") % {"name": row.label},
        done=reading.count("activities"),
        total=None,
        unit=_("activities"),
        state=states.get(row.state, "failed"),
        url=reverse("assistance:intake", args=(row.uuid,)),
        note=_("Files: %(done)s of %(total)s.") % {"done": row.files_done, "total": row.files_total},
        beside="import-report",
    )
