"""What was issued of a text, under which symbol."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concord.plans.access import ISSUE
from concord.plans.actions import issue as actions
from concord.plans.forms.closing import IssueForm
from concord.plans.queries import issues as queries
from concord.plans.terms import IssueKind
from concord.plans.terms.adoption import IssuesReading
from concord.plans.views.closing import act, required
from concord.plans.views.frame import door, inside, kind_of, tabs
from concord.ui.components import Tab
from concord.ui.pages import Crumb, Page, render


@dataclass(frozen=True, kw_only=True)
class IssuesPage(Page):
    template: ClassVar[str] = "plans/issues.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    reading: IssuesReading
    rows: tuple[tuple[str, str, str, str, object], ...]


@require_safe
def issues(request: HttpRequest, uuid: UUID) -> HttpResponse:
    reading = queries.issues(actor=request.actor, draft=uuid)
    page = IssuesPage(
        title=_("Issued under a symbol"),
        kind=kind_of(reading.draft),
        lede=_("The text as it was issued, and every corrigendum, revision and addendum that followed it."),
        crumbs=inside(reading.draft, Crumb(_("Adoption"), door("adoption", uuid))),
        tabs=tabs(reading.draft, "adoption"),
        reading=reading,
        rows=tuple(
            (
                each.symbol,
                capfirst(str(each.kind.label)),
                door("draft", uuid, revision=str(each.revision), view="clean"),
                each.note,
                each.issued_on,
            )
            for each in reading.issues
        ),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    required(request, uuid, ISSUE)
    reading = queries.issues(actor=request.actor, draft=uuid)
    kind, symbol = reading.suggested[0]
    data = request.POST if request.method == "POST" else None
    initial = {"kind": kind.value, "symbol": symbol, "issued_on": timezone.localdate()}
    form = IssueForm(
        data, initial=initial, kinds=[each for each, _symbol in reading.suggested], revisions=_revisions(reading)
    )
    if data is not None and form.is_valid():
        revision = queries.revision(actor=request.actor, draft=uuid, uuid=UUID(form.cleaned_data["revision"]))
        try:
            actions.issue_text(
                actor=request.actor,
                revision=revision,
                kind=IssueKind(form.cleaned_data["kind"]),
                symbol=form.cleaned_data["symbol"],
                note=form.cleaned_data["note"],
                issued_on=form.cleaned_data["issued_on"],
                at=timezone.now(),
            )
        except actions.SymbolTaken:
            form.add_error("symbol", _("Another text was issued under this symbol."))
        except (actions.OutOfTurn, actions.NothingSaid):
            form.add_error("kind", _("There is one initial issue, and everything else follows it."))
        else:
            messages.success(request, _("It is issued."))
            return redirect(door("issues", uuid))
    told = _("The next symbols: %(symbols)s.") % {"symbols": ", ".join(symbol for _kind, symbol in reading.suggested)}
    return act(
        request,
        draft=reading.draft,
        of="issues",
        name="new",
        title=_("Issue the text"),
        form=form,
        told=told if kind is not IssueKind.INITIAL else _("The initial issue gives the text its symbol."),
        button=_("Issue"),
    )


def _revisions(reading: IssuesReading) -> list[tuple[str, str]]:
    return [
        (str(uuid), _("Revision %(number)s") % {"number": number} + (f", {symbol}" if symbol else ""))
        for uuid, number, symbol in reading.revisions
    ]
