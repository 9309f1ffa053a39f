"""What each delegation declares at the adoption, in its own name or as the chair heard it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concord.plans.access import DECLARE, RECORD_DECLARATION
from concord.plans.actions import declarations as actions
from concord.plans.actions.adoption import NotBeforeAdoption
from concord.plans.forms.closing import DeclareForm, RecordForm
from concord.plans.queries import adoption as queries
from concord.plans.terms import Will
from concord.plans.terms.adoption import AdoptionReading, Declared
from concord.plans.views.closing import act, required, uuid_of
from concord.plans.views.frame import door


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`?declaration=` corrects what the chair recorded."""
    required(request, uuid, DECLARE)
    reading = queries.adoption(actor=request.actor, draft=uuid)
    if not reading.may_declare or reading.mine is None:
        messages.error(request, _("No adoption is open, so there is nothing to declare on."))
        return redirect(door("adoption", uuid))
    recorded = _recorded(reading, request.GET.get("declaration", ""))
    data = request.POST if request.method == "POST" else None
    initial = _initial(recorded) if recorded else {}
    form = DeclareForm(data, initial=initial, capacity=reading.mine.capacity, provisions=reading.provisions)
    if data is not None and form.is_valid():
        subject = queries.declaring(actor=request.actor, draft=uuid, provision=_named(form))
        said = {"text": form.cleaned_data["text"], "provision": subject.provision, "at": timezone.now()}
        will = Will(form.cleaned_data["will"])
        try:
            if recorded is None:
                actions.declare(actor=request.actor, adoption=subject.adoption, will=will, **said)
            else:
                row = queries.declaration(actor=request.actor, draft=uuid, uuid=recorded.uuid)
                actions.correct_declaration(actor=request.actor, declaration=row, will=will, **said)
        except (actions.UnableToDeclare, actions.NothingRecorded, NotBeforeAdoption):
            messages.error(request, _("The text was adopted or changed meanwhile; nothing was recorded."))
        else:
            messages.success(request, _("Your delegation's declaration is on record."))
        return redirect(door("adoption", uuid))
    return act(
        request,
        draft=reading.draft,
        of="adoption",
        name="correct" if recorded else "declare",
        title=_("Correct what the chair recorded") if recorded else _("Declare for your delegation"),
        form=form,
        told=_("It takes the place of what the chair recorded, in your delegation's own name. The journal keeps both.")
        if recorded
        else _("Adopting or observing is said once and may be changed until the text is adopted; the rest adds up."),
        button=_("Correct") if recorded else _("Declare"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, RECORD_DECLARATION)
    reading = queries.adoption(actor=request.actor, draft=uuid)
    if not reading.is_open:
        messages.error(request, _("No adoption is open, so there is nothing to declare on."))
        return redirect(door("adoption", uuid))
    data = request.POST if request.method == "POST" else None
    others = [each.party for each in reading.stances if each.party != reading.mine]
    form = RecordForm(data, parties=others, provisions=reading.provisions)
    if data is not None and form.is_valid():
        told = form.cleaned_data
        subject = queries.declaring(actor=request.actor, draft=uuid, provision=_named(form), of=told["delegation"])
        try:
            actions.record_declaration(
                actor=request.actor,
                adoption=subject.adoption,
                delegation=subject.delegation,
                will=Will(told["will"]),
                text=told["text"],
                provision=subject.provision,
                at=timezone.now(),
            )
        except actions.SpeaksForItself:
            form.add_error("delegation", _("This delegation has declared in its own name. Only it can change that."))
        except actions.UnableToDeclare:
            form.add_error("will", _("An observer does not adopt, reserve or dissociate itself."))
        except NotBeforeAdoption:
            form.add_error(None, _("The text was adopted or changed meanwhile; nothing was recorded."))
        else:
            messages.success(request, _("It is on record as you heard it. The delegation may confirm or correct it."))
            return redirect(door("adoption", uuid))
    return act(
        request,
        draft=reading.draft,
        of="adoption",
        name="record",
        title=_("Record what a delegation said"),
        form=form,
        told=_(
            "For what was said aloud and not entered by the delegation itself. It stands as recorded by the chair, "
            "counts at the adoption, and the delegation is asked to confirm or correct it."
        ),
        button=_("Record"),
    )


@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = queries.declaration(actor=request.actor, draft=uuid, uuid=uuid_of(request.POST.get("declaration", "")))
    try:
        actions.confirm_declaration(actor=request.actor, declaration=row, at=timezone.now())
    except (actions.NothingRecorded, actions.UnableToDeclare):
        messages.error(request, _("Nothing waits here for your delegation's word; nothing was changed."))
    else:
        messages.success(request, _("Your delegation has confirmed what the chair recorded."))
    return redirect(door("adoption", uuid))


@require_POST
def retract(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = queries.declaration(actor=request.actor, draft=uuid, uuid=uuid_of(request.POST.get("declaration", "")))
    try:
        actions.retract_declaration(actor=request.actor, declaration=row, at=timezone.now())
    except (actions.UnableToDeclare, NotBeforeAdoption):
        messages.error(request, _("The text is adopted, or another delegation said it; nothing was changed."))
    else:
        messages.success(request, _("The declaration was taken back."))
    return redirect(door("adoption", uuid))


def _recorded(reading: AdoptionReading, asked: str) -> Declared | None:
    """Raises ``Http404`` for what does not wait for the delegation's word."""
    if not asked:
        return None
    uuid = uuid_of(asked)
    found = next((each for each in reading.awaiting_mine if each.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def _initial(recorded: Declared) -> dict[str, Any]:
    where = recorded.provision
    return {"will": recorded.will, "provision": str(where.uuid) if where else "", "text": recorded.text}


def _named(form: DeclareForm) -> UUID | None:
    """The paragraph chosen in a valid form."""
    named = form.cleaned_data["provision"]
    return UUID(named) if named else None
