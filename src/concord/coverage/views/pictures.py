"""With whose money, and on the map."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.coverage import queries
from concord.coverage.terms import MONEY, Counted, Flow
from concord.coverage.views.asking import Asked, Control, asked_in, controls, tabs
from concord.ui.components import Tab
from concord.ui.figures import Figure
from concord.ui.language import Words, localised
from concord.ui.pages import Page, render

_SHOWS = (Counted.PROJECTS, *MONEY)


@dataclass(frozen=True, kw_only=True)
class PicturePage(Page):
    template: ClassVar[str] = "coverage/picture.html"
    section: ClassVar[str] = "coverage"
    tabs: tuple[Tab, ...]
    controls: tuple[Control, ...]
    figure: Figure | None


@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    asked = asked_in(request)
    framed = queries.framed_flows(actor=request.actor, question=asked.question)
    page = PicturePage(
        title=_("With whose money"),
        lede=_("From those who provide, through those who carry out, to the pillars of the strategy."),
        tabs=tabs(asked, "coverage:providers"),
        controls=controls(asked, framed.matrix, shows=_SHOWS),
        figure=_sankey(framed.answer, asked),
    )
    return render(request, page)


@require_safe
def regional_map(request: HttpRequest) -> HttpResponse:
    asked = asked_in(request)
    framed = queries.framed_countries(actor=request.actor, question=asked.question)
    drawn = [(column, _amount(tally.amount(asked.counted))) for column, tally in framed.answer]
    page = PicturePage(
        title=_("On the map"),
        lede=_("How much is done in each country, and for the region as a whole."),
        tabs=tabs(asked, "coverage:map"),
        controls=controls(asked, framed.matrix, shows=_SHOWS),
        figure=Figure(
            key="map",
            kind="map",
            title=_("Coverage by country"),
            summary="; ".join(f"{localised(column.name)}: {amount:,}" for column, amount in drawn),
            columns=(_("Code"), _("Country"), _unit(asked)),
            rows=[(column.numeric, column.name, amount) for column, amount in drawn],
            links=tuple(asked.address("coverage:cell", country=str(column.code)) for column, _amount_ in drawn),
            unit=_unit(asked),
        ),
    )
    return render(request, page)


def _sankey(flows: tuple[Flow, ...], asked: Asked) -> Figure | None:
    """Names of both sides are told apart, because one party can provide and carry out."""
    links: dict[tuple[str, str], int] = {}
    for flow in flows:
        amount = _amount(flow.tally.amount(asked.counted))
        if amount > 0:
            giver = _("%(party)s (provides)") % {"party": localised(flow.provider.name)}
            doer = _("%(party)s (carries out)") % {"party": localised(flow.implementer.name)}
            pillar = f"{flow.pillar.number}. {localised(flow.pillar.short_title or flow.pillar.title)}"
            for ends in ((giver, doer), (doer, pillar)):
                links[ends] = links.get(ends, 0) + amount
    if not links:
        return None
    return Figure(
        key="flow",
        kind="flow",
        title=_("From provider to pillar"),
        summary=_("%(count)s flows, the largest from %(giver)s to %(taker)s.")
        % {"count": len(links), **dict(zip(("giver", "taker"), max(links, key=lambda ends: links[ends]), strict=True))},
        columns=(_("Who gives"), _("Who takes up"), _unit(asked)),
        rows=[(*ends, amount) for ends, amount in sorted(links.items(), key=lambda item: (-item[1], item[0]))],
        unit=_unit(asked),
        note=_(
            "A provider is the only funder that a project names; where several fund it, they stand together; where none"
            " is named, who reports it."
        ),
    )


def _unit(asked: Asked) -> Words:
    return _("United States dollars") if asked.counted in MONEY else _("projects")


def _amount(amount: object) -> int:
    return round(amount) if amount else 0  # type: ignore[call-overload,no-any-return]
