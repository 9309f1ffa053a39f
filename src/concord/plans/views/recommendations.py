"""From what the experts recommended to what a delegation proposes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.meetings.terms import RecommendationReading
from concord.plans.access import TABLE_PROPOSAL
from concord.plans.queries import credentials, drafts
from concord.plans.queries.comparison import revisions
from concord.plans.queries.drafts import draft_line
from concord.plans.queries.recommendations import recommended
from concord.plans.terms import Stage
from concord.plans.terms.recommending import Recommended
from concord.plans.views.frame import Link, door, inside, kind_of
from concord.policy import decide
from concord.ui.pages import Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recommendation; ``proposed`` are links by the keys of proposals, ``propose`` is where it becomes one, for
    those who may table.
    """

    reading: RecommendationReading
    proposed: tuple[Link, ...]
    propose: str


@dataclass(frozen=True, kw_only=True)
class RecommendationsPage(Page):
    template: ClassVar[str] = "plans/recommendations.html"
    section: ClassVar[str] = "plan"
    rows: tuple[Row, ...]
    waiting: int
    text_url: str


@require_safe
def recommendations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    last = revisions(actor=request.actor, draft=draft)[-1]
    line = draft_line(draft=draft, revision=last.number, symbol=last.symbol)
    credential = credentials.mine(actor=request.actor, draft=draft)
    may = decide(actor=request.actor, action=TABLE_PROPOSAL, obj=credential).allowed
    may = may and line.stage is Stage.NEGOTIATION
    rows = tuple(_row(each, uuid, may=may) for each in recommended(actor=request.actor, draft=draft))
    page = RecommendationsPage(
        title=_("Recommendations of the expert meetings"),
        kind=kind_of(line),
        lede=_("What the experts asked for, and what has become of it in this text."),
        crumbs=inside(line),
        rows=rows,
        waiting=sum(not each.proposed for each in rows),
        text_url=door("draft", uuid),
    )
    return render(request, page)


def _row(each: Recommended, draft: UUID, *, may: bool) -> Row:
    uuid = str(each.reading.uuid)
    return Row(
        reading=each.reading,
        proposed=tuple(
            Link(label=key, url=f"{door('draft', draft, provision=str(where))}#{key}") for key, where in each.proposed
        ),
        propose=door("propose", draft, kind="ADD", recommendation=uuid) if may else "",
    )
