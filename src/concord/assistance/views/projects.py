"""The list of projects and the page of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import ClassVar

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from concord.assistance import queries
from concord.assistance.access import CREATE_PROJECT, START_INTAKE
from concord.assistance.exports import sheet_of, status_badge
from concord.assistance.forms import AddMeasureForm
from concord.assistance.models import Project
from concord.assistance.terms import Flow, Verdict
from concord.assistance.terms.claims import ClaimedField, ProjectClaim
from concord.iati import write
from concord.policy import decide
from concord.sharing.terms import Readership
from concord.ui.chrome import address
from concord.ui.components import Badge, Claim, Source
from concord.ui.dates import moment_words
from concord.ui.language import Words, localised
from concord.ui.pages import Crumb, MarkingLine, Page, ThreadStep, render
from concord.ui.tables import Table, export

CLAIMED = {
    ClaimedField.BUDGET: gettext_lazy("Budget"),
    ClaimedField.STARTS_ON: gettext_lazy("Start"),
    ClaimedField.ENDS_ON: gettext_lazy("End"),
    ClaimedField.IMPLEMENTER: gettext_lazy("Who implements"),
}


@dataclass(frozen=True, kw_only=True)
class IndexPage(Page):
    template: ClassVar[str] = "assistance/index.html"
    section: ClassVar[str] = "assistance"
    table: Table[Project]
    iati_url: str
    may_create: bool
    may_import: bool


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    link: queries.MeasureLink
    percent: int
    badge: Badge
    words: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What a suggested kind rests on."""

    words: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartyRow:
    """One organisation with all that it does in the project."""

    name: Words
    code: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FlowTotal:
    flow: Flow
    lines: tuple[queries.MoneyLine, ...] = ()
    usd: Decimal | None = None
    is_partial: bool = False


@dataclass(frozen=True, kw_only=True)
class ProjectPage(Page):
    template: ClassVar[str] = "assistance/project.html"
    section: ClassVar[str] = "assistance"
    reading: queries.ProjectReading
    parties: tuple[PartyRow, ...]
    status: Badge
    modality: Suggestion | None
    beneficiary: Suggestion | None
    measures: tuple[MeasureRow, ...]
    flows: tuple[FlowTotal, ...]
    claims: tuple[tuple[Words, tuple[Claim, ...]], ...]
    add_measure: AddMeasureForm | None
    transactions: tuple[queries.TransactionLine, ...]
    shows_transactions: bool


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    sheet = sheet_of(queries.offered(actor=request.actor))
    filters = queries.ProjectFilters.of(sheet.values(request.GET) | _from_elsewhere(request))
    rows = queries.with_names(queries.projects(actor=request.actor, filters=filters), actor=request.actor)
    within = queries.with_names(queries.readable(actor=request.actor), actor=request.actor)
    table = sheet.table(request.GET, rows, within=within)
    if request.GET.get("format") == "iati":
        return _iati(request, table)
    if table.format:
        return export(table, about=((_("Address"), request.build_absolute_uri()),))
    page = IndexPage(
        title=_("Projects of assistance"),
        lede=_("Who does what, where, with whose money: activities that serve the strategy, as reported by many."),
        table=table,
        iati_url=table.address(format="iati"),
        may_create=decide(actor=request.actor, action=CREATE_PROJECT).allowed,
        may_import=decide(actor=request.actor, action=START_INTAKE).allowed,
    )
    return render(request, page)


def _iati(request: HttpRequest, table: Table[Project]) -> FileResponse:
    """The same projects as one IATI file, written to disk first when it is large."""
    file = SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115  the response closes it
    write(queries.activities(actor=request.actor, rows=table.everything), file, generated_at=timezone.now())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="projects.xml", content_type="application/xml")


def _from_elsewhere(request: HttpRequest) -> dict[str, str]:
    """Filters that other pages link with but the form does not offer."""
    return {key: request.GET[key][:200] for key in ("pending",) if request.GET.get(key)}


@require_safe
def project(request: HttpRequest, uuid: str) -> HttpResponseBase:
    reading = queries.project(actor=request.actor, uuid=uuid)
    row = reading.project
    shows = request.GET.get("show") == "transactions"
    activity = queries.publication(actor=request.actor, project=row) if shows else None
    add = AddMeasureForm(offered=queries.offered(actor=request.actor)) if reading.may_judge else None
    page = ProjectPage(
        title=row.title or row.iati_identifier or _("Untitled"),
        kind=_("Project"),
        crumbs=(Crumb(_("Projects of assistance"), reverse("assistance:index")),),
        marking=marking_line(reading.readership),
        thread=_thread(reading),
        reading=reading,
        parties=_parties(reading),
        status=status_badge(row.status),
        modality=suggestion(row.suggested.get("modality", ())),
        beneficiary=suggestion(row.suggested.get("beneficiary", ())),
        measures=tuple(measure_row(link) for link in reading.measures),
        flows=_flows(reading),
        claims=_claims(row),
        add_measure=add,
        transactions=queries.transactions(activity) if activity else (),
        shows_transactions=shows,
    )
    return render(request, page)


def marking_line(readership: Readership) -> MarkingLine:
    """Who sees it, in words."""
    if readership.is_public:
        audience: Words = _("everybody")
    elif "members" in readership.released_to:
        audience = _("all member organisations")
    elif readership.released_to:
        audience = ", ".join(readership.released_to)
    else:
        audience = _("those to whom it was released")
    if readership.embargo_until and readership.embargo_until > timezone.now():
        audience = _("%(audience)s, not before %(moment)s") % {
            "audience": localised(audience),
            "moment": moment_words(readership.embargo_until),
        }
    return MarkingLine(
        level=readership.tlp.label.removeprefix("TLP:"),
        audience=audience,
        originator=readership.originator,
        why="; ".join(reason.text for reason in readership.reasons),
        url=address("sharing:markings"),
    )


def measure_row(link: queries.MeasureLink) -> MeasureRow:
    tones = {Verdict.SUGGESTED: "plain", Verdict.CONFIRMED: "done", Verdict.REJECTED: "stopped"}
    return MeasureRow(
        link=link,
        percent=round(link.score * 100),
        badge=Badge(link.verdict.label, tones[link.verdict]),
        words=_words(link.evidence),
        codes=_codes(link.evidence),
    )


def suggestion(evidence: Sequence[Mapping[str, object]]) -> Suggestion | None:
    return Suggestion(words=_words(evidence), codes=_codes(evidence)) if evidence else None


def _words(evidence: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(e["text"]) for e in evidence if e.get("kind") == "phrase"))


def _codes(evidence: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    codes = (str(e["text"]) for e in evidence if e.get("kind") not in {"phrase", "against"})
    return tuple(dict.fromkeys(code_words(code) for code in codes))


def code_words(stored: str) -> str:
    """A code with who made its list, as people name it; stored as IATI's number of the vocabulary and the code."""
    vocabulary, _colon, code = stored.partition(":")
    if vocabulary in {"1", "2"}:
        return f"OECD DAC {code}"
    if vocabulary in {"98", "99"}:
        return _("%(code)s (the reporter's own)") % {"code": code}
    return stored


def _parties(reading: queries.ProjectReading) -> tuple[PartyRow, ...]:
    """In the order in which they are first named."""
    named: dict[str, tuple[Words, str, dict[str, None]]] = {}
    for party in reading.parties:
        code = party.organisation.code if party.organisation else ""
        name: Words = party.organisation.name if party.organisation else party.name or party.ref
        named.setdefault(code or localised(name), (name, code, {}))[2][party.get_role_display()] = None
    return tuple(PartyRow(name=name, code=code, roles=tuple(roles)) for name, code, roles in named.values())


def _claims(row: Project) -> tuple[tuple[Words, tuple[Claim, ...]], ...]:
    facts: dict[ClaimedField, list[Claim]] = {}
    for stored in row.claims:
        said = ProjectClaim.model_validate(stored)
        source = Source(url=next(iter(said.sources), ""), confidence=said.confidence)
        facts.setdefault(said.field, []).append(Claim(value=said.value, note=said.note, source=source))
    return tuple((CLAIMED[field], tuple(said)) for field, said in facts.items())


def _flows(reading: queries.ProjectReading) -> tuple[FlowTotal, ...]:
    totals = []
    for flow in Flow:
        lines = tuple(line for line in reading.money if line.flow == flow)
        if lines:
            known = [line.usd for line in lines if line.usd is not None]
            totals.append(
                FlowTotal(
                    flow=flow,
                    lines=lines,
                    usd=sum(known, Decimal(0)) if known else None,
                    is_partial=len(known) < len(lines),
                )
            )
    return tuple(totals)


def _thread(reading: queries.ProjectReading) -> tuple[ThreadStep, ...]:
    counted = [link for link in reading.measures if link.verdict != Verdict.REJECTED]
    first = counted[0] if counted else None
    changes = len(reading.revisions)
    return (
        ThreadStep(
            kind=_("Measure"),
            label=f"{first.number} {localised(first.title)}" if first else "",
            url=reverse("strategy:measure", args=(first.framework, first.number)) if first else "",
            more=max(len(counted) - 1, 0),
        ),
        ThreadStep(
            kind=pgettext("thread", "Request"),
            label=reading.project.request_reference
            or (localised(reading.project.requested_by.name) if reading.project.requested_by else ""),
        ),
        ThreadStep(kind=_("Project"), label=reading.project.title, here=True),
        ThreadStep(
            kind=_("Funding"),
            label=reading.project.get_headline_flow_display(),
            url="#money" if reading.money else "",
        ),
        ThreadStep(
            kind=_("Changes"),
            label=_("what its publisher changed") if changes else "",
            url="#changes" if changes else "",
            more=max(changes - 1, 0),
        ),
    )
