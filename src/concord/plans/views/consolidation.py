"""The next revision: what it would hold is shown before it is made."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from concord.plans.access import CONSOLIDATE
from concord.plans.actions.consolidation import NothingToConsolidate, UnableToConsolidate, consolidate
from concord.plans.actions.drafts import TextClosed
from concord.plans.forms.floor import ConsolidateForm
from concord.plans.queries import credentials, drafts
from concord.plans.queries import floor as queries
from concord.plans.queries.outlook import outlook
from concord.plans.terms.floor import Outlook
from concord.plans.terms.rolling import TabledProposal
from concord.plans.views.frame import door, inside, kind_of
from concord.plans.views.panel import Card, card_of
from concord.plans.views.rolling import writer_of
from concord.plans.views.words import Writer
from concord.policy import require
from concord.ui.pages import Crumb, Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One proposal and the provision it is about; ``because`` are keys."""

    card: Card
    number: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsolidationPage(Page):
    template: ClassVar[str] = "plans/floor_consolidate.html"
    section: ClassVar[str] = "plan"
    form: ConsolidateForm
    number: int
    accepted: tuple[Line, ...]
    retabled: tuple[Line, ...]
    absorbed: tuple[Line, ...]
    standing: str
    conflict: str
    cancel: str


@require_http_methods(["GET", "HEAD", "POST"])
def consolidation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=CONSOLIDATE, obj=credentials.mine(actor=request.actor, draft=draft))
    form = ConsolidateForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sitting = queries.sitting(actor=request.actor, draft=draft)
            try:
                revision = consolidate(
                    actor=request.actor,
                    draft=draft,
                    symbol=form.cleaned_data["symbol"],
                    note=form.cleaned_data["note"],
                    meeting=sitting.meeting if sitting else None,
                    at=timezone.now(),
                )
            except NothingToConsolidate:
                form.add_error(None, _("No proposal is agreed on the text on the table."))
            except UnableToConsolidate as clash:
                told = _("These cannot stand together: %(keys)s. Reopen one of them.")
                form.add_error(None, told % {"keys": ", ".join(clash.keys)})
            except TextClosed as closed:
                told = _("Nothing can be decided now: the text is %(stage)s.")
                form.add_error(None, told % {"stage": closed.stage.label})
            else:
                messages.success(request, _("Revision %(number)s is on the table.") % {"number": revision.number})
                return redirect(door("draft", draft.uuid))
            status = 409
    return render(request, _page(outlook(actor=request.actor, draft=draft), form), status=status)


def _page(found: Outlook, form: ConsolidateForm) -> ConsolidationPage:
    text = found.text
    writer = writer_of(text=text, at=timezone.now())
    standing = ngettext(
        "%(count)s open proposal goes on as it is.", "%(count)s open proposals go on as they are.", found.standing
    )
    return ConsolidationPage(
        title=_("Consolidate"),
        kind=kind_of(text.draft),
        lede=_(
            "What is agreed becomes the text on the table; what is open follows it. No word is added, none is lost."
        ),
        crumbs=inside(text.draft, Crumb(_("The floor"), door("floor", text.draft.uuid))),
        form=form,
        number=text.revision + 1,
        accepted=tuple(_line(found, each, writer) for each in found.accepted),
        retabled=tuple(_line(found, each.proposal, writer, each.because) for each in found.retabled),
        absorbed=tuple(_line(found, each, writer) for each in found.absorbed),
        standing=standing % {"count": found.standing} if found.standing else "",
        conflict=", ".join(found.conflict),
        cancel=door("floor", text.draft.uuid),
    )


def _line(found: Outlook, each: TabledProposal, writer: Writer, because: tuple[str, ...] = ()) -> Line:
    provision = next(one for one in found.text.provisions if each in one.proposals)
    return Line(
        card=card_of(found.text, provision, each, writer),
        number=writer.number(provision.uuid),
        because=", ".join(because),
    )
