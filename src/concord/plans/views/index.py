"""Every text under negotiation that the reader may see."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.plans.queries import drafts
from concord.plans.terms.rolling import DraftLine
from concord.plans.views.frame import door, kind_of, stage_badge
from concord.ui.components import Badge
from concord.ui.pages import Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    draft: DraftLine
    kind: str
    stage: Badge
    url: str


@dataclass(frozen=True, kw_only=True)
class IndexPage(Page):
    template: ClassVar[str] = "plans/index.html"
    section: ClassVar[str] = "plan"
    lines: tuple[Line, ...]
    adopted: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = IndexPage(
        title=_("Plan"),
        lede=_("Texts on their way to adoption: who proposes what, what is agreed, and what was adopted."),
        lines=tuple(
            Line(
                draft=draft,
                kind=kind_of(draft),
                stage=stage_badge(draft.stage),
                url=door("draft", draft.uuid),
            )
            for draft in drafts.drafts(actor=request.actor)
        ),
        adopted=reverse("meetings:instruments"),
    )
    return render(request, page)
