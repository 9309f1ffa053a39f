"""Entering, changing and marking a project; deciding on measures and on publishers' changes."""

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concord.assistance import actions, queries
from concord.assistance.access import CREATE_PROJECT, EDIT_PROJECT, MARK_PROJECT
from concord.assistance.forms import MarkingForm, ProjectForm, RemarkingForm, project_initial
from concord.assistance.models import Project
from concord.assistance.views.projects import marking_line
from concord.policy import require
from concord.strategy.models import Measure
from concord.ui.language import Words, localised
from concord.ui.pages import Crumb, MarkingLine, Page, found, render
from concord.ui.text import Text

VERDICTS = {
    "confirm": actions.confirm_measure,
    "reject": actions.reject_measure,
    "add": actions.add_measure,
    "undo": actions.withdraw_verdict,
}


@dataclass(frozen=True, kw_only=True)
class Conflict:
    label: Words
    theirs: str
    yours: str


@dataclass(frozen=True, kw_only=True)
class ProjectFormPage(Page):
    template: ClassVar[str] = "assistance/form.html"
    section: ClassVar[str] = "assistance"
    form: ProjectForm
    marking_form: MarkingForm | None
    conflicts: tuple[Conflict, ...]
    cancel: str


@dataclass(frozen=True, kw_only=True)
class MarkingPage(Page):
    template: ClassVar[str] = "assistance/marking.html"
    section: ClassVar[str] = "assistance"
    form: RemarkingForm
    now: MarkingLine | None  # after a conflict: who reads it as it is now
    cancel: str


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(actor=request.actor, action=CREATE_PROJECT)
    data = request.POST if request.method == "POST" else None
    form = ProjectForm(data, offered=queries.offered(actor=request.actor))
    marking = MarkingForm(data, organisation_id=request.actor.organisation_id)
    if data is not None and form.is_valid() & marking.is_valid():
        project = actions.create_project(
            actor=request.actor, values=form.values(), release=marking.release(), at=timezone.now()
        )
        messages.success(request, _("The project was entered."))
        return redirect("assistance:project", uuid=project.uuid)
    return _form(request, _("Enter a project"), form, marking, (), reverse("assistance:index"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: str) -> HttpResponse:
    reading = queries.project(actor=request.actor, uuid=uuid)
    project = reading.project
    require(actor=request.actor, action=EDIT_PROJECT, obj=project)
    held = queries.facts(reading)
    initial = project_initial(project=project, facts=held)
    data = request.POST if request.method == "POST" else None
    form = ProjectForm(
        data, initial=initial, offered=queries.offered(actor=request.actor), published=bool(project.digest)
    )
    back = reverse("assistance:project", args=(uuid,))
    conflicts: tuple[Conflict, ...] = ()
    if data is not None and form.is_valid():
        try:
            actions.edit_project(
                actor=request.actor,
                project=project,
                values=form.values(held=held),
                version=form.cleaned_data["version"] or 0,
                at=timezone.now(),
            )
        except actions.EditConflict:
            conflicts = _conflicts(form, initial)
            form.data = form.data.copy()
            form.data["version"] = str(project.version)
        else:
            messages.success(request, _("The changes were saved."))
            return redirect(back)
    title = _("Change: %(title)s") % {"title": localised(project.title)}
    return _form(request, title, form, None, conflicts, back)


def _form(
    request: HttpRequest,
    title: str,
    form: ProjectForm,
    marking: MarkingForm | None,
    conflicts: tuple[Conflict, ...],
    cancel: str,
) -> HttpResponse:
    page = ProjectFormPage(
        title=title,
        crumbs=(Crumb(_("Projects of assistance"), reverse("assistance:index")),),
        form=form,
        marking_form=marking,
        conflicts=conflicts,
        cancel=cancel,
    )
    return render(request, page, status=409 if conflicts else 200)


def _conflicts(form: ProjectForm, initial: dict[str, object]) -> tuple[Conflict, ...]:
    """Each field in which what was sent differs from what the project holds now."""
    rows = []
    for name, field in form.fields.items():
        theirs, yours = _shown(initial.get(name)), _shown(form.cleaned_data.get(name))
        if theirs != yours and name != "version":
            rows.append(Conflict(label=field.label or name, theirs=theirs, yours=yours))
    return tuple(rows)


def _shown(value: object) -> str:
    if isinstance(value, Text):
        return "\n".join(f"{language}: {words}" for language, words in value.items)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@require_http_methods(["GET", "HEAD", "POST"])
def marking(request: HttpRequest, uuid: str) -> HttpResponse:
    project = _readable(request, uuid)
    require(actor=request.actor, action=MARK_PROJECT, obj=project)
    data = request.POST if request.method == "POST" else None
    form = RemarkingForm(
        data,
        organisation_id=request.actor.organisation_id,
        held=actions.release_of(project.audience),
        version=project.version,
    )
    back = reverse("assistance:project", args=(uuid,))
    now: MarkingLine | None = None
    if data is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.mark_project(
                actor=request.actor, project=project, release=form.release(), version=version, at=timezone.now()
            )
        except actions.EditConflict:
            now = marking_line(queries.project(actor=request.actor, uuid=uuid).readership)
            form.data = form.data.copy()
            form.data["version"] = str(project.version)
        else:
            messages.success(request, _("The project and everything that hangs on it are now marked so."))
            return redirect(back)
    page = MarkingPage(
        title=_("Who may read it: %(title)s") % {"title": localised(project.title)},
        crumbs=(
            Crumb(_("Projects of assistance"), reverse("assistance:index")),
            Crumb(project.title, back),
        ),
        form=form,
        now=now,
        cancel=back,
    )
    return render(request, page, status=409 if now else 200)


@require_POST
def decide_measure(request: HttpRequest, uuid: str) -> HttpResponse:
    project = _readable(request, uuid)
    verdict = VERDICTS.get(request.POST.get("verdict", ""))
    if verdict is None:
        raise Http404
    try:
        verdict(actor=request.actor, project=project, key=request.POST.get("key", ""), at=timezone.now())
    except (actions.NotLinked, Measure.DoesNotExist):
        messages.error(request, _("This measure is not linked to the project any more; nothing was changed."))
    return redirect(reverse("assistance:project", args=(uuid,)) + "#measures")


@require_POST
def decide_change(request: HttpRequest, uuid: str) -> HttpResponse:
    project = _readable(request, uuid)
    choose = {"accept": actions.accept_change, "keep": actions.keep_change}.get(request.POST.get("choice", ""))
    if choose is None:
        raise Http404
    try:
        choose(actor=request.actor, project=project, field=request.POST.get("field", ""), at=timezone.now())
    except actions.NothingPending:
        messages.error(request, _("Somebody has decided on this already; nothing was changed."))
    return redirect(reverse("assistance:project", args=(uuid,)) + "#changes")


def _readable(request: HttpRequest, uuid: str) -> Project:
    rows = queries.readable(actor=request.actor).select_related("audience", "originator")
    return found(rows.prefetch_related("audience__entries"), uuid=uuid)
