"""One project with everything that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import CharField, DecimalField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from concord.assistance.access import EDIT_PROJECT, JUDGE_PROJECT, MARK_PROJECT, READ_INTAKE, READ_PROJECT
from concord.assistance.models import (
    Intake,
    Project,
    ProjectLink,
    ProjectMeasure,
    ProjectMoney,
    ProjectPart,
    ProjectParty,
    ProjectPlace,
    ProjectRevision,
)
from concord.assistance.queries.projects import named_places, readable
from concord.assistance.terms import (
    Choice,
    Flow,
    Link,
    LinkFact,
    MoneyFact,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectFacts,
    Verdict,
)
from concord.policy import Actor, decide, visible
from concord.sharing.queries import readership
from concord.sharing.terms import Readership
from concord.ui.pages import found

P = TypeVar("P", bound=ProjectPart)
_OTHERS = 20
_TRANSACTIONS = 500
_WORDS = CharField()
_NO_NUMBER, _NO_AMOUNT = (
    Cast(Value(None), IntegerField()),
    Cast(Value(None), DecimalField(max_digits=20, decimal_places=2)),
)
_NO_SUM = (_NO_NUMBER, _NO_NUMBER, _NO_NUMBER, _NO_AMOUNT, _NO_AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLink:
    """``evidence`` as the classifier gave it; ``share`` of the project's money, None for a rejected link."""

    key: str
    framework: str
    number: str
    title: object
    score: float
    share: float | None
    verdict: Verdict
    decided_by: str
    decided_at: datetime | None
    evidence: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReport:
    """Another project that this one names, or that names it; ``project`` is None where it is not among those read."""

    kind: Link
    identifier: str
    project: Project | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    at: datetime
    intake: str
    changes: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    flow: Flow
    year: int | None
    currency: str
    value: Decimal
    usd: Decimal | None
    rate_year: int | None
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectReading:
    project: Project
    parties: tuple[ProjectParty, ...]
    places: tuple[ProjectPlace, ...]
    money: tuple[MoneyLine, ...]
    measures: tuple[MeasureLink, ...]
    others: tuple[OtherReport, ...]
    revisions: tuple[Revision, ...]
    readership: Readership
    may_edit: bool
    may_mark: bool
    may_judge: bool

    @property
    def pending(self) -> tuple[Mapping[str, object], ...]:
        """The publisher's changes that wait for a decision, each field once, the newest."""
        waiting: dict[object, Mapping[str, object]] = {}
        for revision in self.revisions:
            for change in revision.changes:
                if change["choice"] == Choice.PENDING:
                    waiting.setdefault(change["field"], change)
        return tuple(waiting.values())


def project(*, actor: Actor, uuid: object) -> ProjectReading:
    """Raises ``Http404`` alike for what is absent and what is hidden. A constant number of queries."""
    rows = readable(actor=actor).select_related("originator", "audience", "reporter", "requested_by")
    row = found(rows, uuid=uuid)
    sums, links, principals = _small(actor, row)
    return ProjectReading(
        project=row,
        parties=_parts(actor, row, ProjectParty.objects.select_related("organisation")),
        places=_parts(actor, row, named_places()),
        money=sums,
        measures=tuple(
            measure_link(each)
            for each in _parts(actor, row, ProjectMeasure.objects.select_related("measure__framework"))
        ),
        others=_others(actor, row, links),
        revisions=tuple(
            Revision(at=each.at, intake=_named(actor, each.intake), changes=tuple(each.changes))
            for each in _parts(actor, row, ProjectRevision.objects.select_related("intake"))
        ),
        readership=readership(
            actor=actor, originator=row.originator, audience=row.audience, obj=row, principals=principals
        ),
        may_edit=decide(actor=actor, action=EDIT_PROJECT, obj=row).allowed,
        may_mark=decide(actor=actor, action=MARK_PROJECT, obj=row).allowed,
        may_judge=decide(actor=actor, action=JUDGE_PROJECT, obj=row).allowed,
    )


def _named(actor: Actor, intake: Intake | None) -> str:
    """A file is named to those who may read its import: its own organisation."""
    if intake is None or not decide(actor=actor, action=READ_INTAKE, obj=intake).allowed:
        return ""
    return intake.label


def _parts(actor: Actor, row: Project, queryset: QuerySet[P]) -> tuple[P, ...]:
    return tuple(visible(actor=actor, action=READ_PROJECT, queryset=queryset.filter(project=row)))


def facts(reading: ProjectReading) -> ProjectFacts:
    """The facts that a form starts from: parties, places and money as the project holds them."""
    return ProjectFacts(
        parties=tuple(PartyFact(PartyRole(p.role), p.ref, p.name) for p in reading.parties),
        places=tuple(PlaceFact(p.country, p.region, p.name, p.share) for p in reading.places),
        money=tuple(MoneyFact(m.flow, m.year, m.currency, m.value, m.rate_year, m.items) for m in reading.money),
    )


def measure_link(row: ProjectMeasure) -> MeasureLink:
    return MeasureLink(
        key=row.measure.key,
        framework=row.measure.framework.code,
        number=row.measure.number,
        title=row.measure.title,
        score=row.score,
        share=row.share,
        verdict=Verdict(row.verdict),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        evidence=tuple(row.evidence),
    )


def _small(actor: Actor, row: Project) -> tuple[tuple[MoneyLine, ...], tuple[LinkFact, ...], tuple[str, ...]]:
    """Money, links and the principals of the audience: short rows of three tables, read as one."""
    money = visible(actor=actor, action=READ_PROJECT, queryset=ProjectMoney.objects.filter(project=row))
    links = visible(actor=actor, action=READ_PROJECT, queryset=ProjectLink.objects.filter(project=row))
    rows = money.order_by().values_list(
        Value("money"), Cast("flow", _WORDS), Cast("currency", _WORDS), "year", "rate_year", "items", "value", "usd"
    )
    others = (
        links.order_by().values_list(Value("link"), Cast("kind", _WORDS), Cast("identifier", _WORDS), *_NO_SUM),
        row.audience.entries.order_by().values_list(Value("entry"), Cast("principal", _WORDS), Value(""), *_NO_SUM),
    )
    read: dict[str, list[Any]] = {"money": [], "link": [], "entry": []}
    for kind, *values in rows.union(*others, all=True):
        read[kind].append(values)
    sums = [
        MoneyLine(flow=Flow(flow), year=year, currency=currency, value=value, usd=usd, rate_year=rate, items=items)
        for flow, currency, year, rate, items, value, usd in read["money"]
    ]
    sums.sort(key=lambda line: (line.flow, line.year is None, line.year or 0, line.currency))
    told = sorted((kind, identifier) for kind, identifier, *_ in read["link"])
    return (
        tuple(replace(line, rate_year=line.rate_year or line.year) for line in sums),
        tuple(LinkFact(Link(kind), identifier) for kind, identifier in told),
        tuple(principal for principal, *_ in read["entry"]),
    )


def _others(actor: Actor, row: Project, links: tuple[LinkFact, ...]) -> tuple[OtherReport, ...]:
    """Named activities, those among them that this reader may read, and other reports under the same identifier."""
    named = list(dict.fromkeys(link.identifier for link in links))
    asked = [*named[:_TRANSACTIONS], *filter(None, [row.iati_identifier])]
    known: dict[str, list[Project]] = {}
    if asked:
        for other in readable(actor=actor).filter(iati_identifier__in=asked).exclude(pk=row.pk)[:_TRANSACTIONS]:
            known.setdefault(other.iati_identifier, []).append(other)
    same = [
        OtherReport(kind=Link.THIRD_PARTY, identifier=row.iati_identifier, project=other)
        for other in known.get(row.iati_identifier, ())
    ]
    told = [
        OtherReport(
            kind=link.kind, identifier=link.identifier, project=next(iter(known.get(link.identifier, ())), None)
        )
        for link in links
    ]
    told.sort(key=lambda other: other.project is None)
    return (*same, *told)[:_OTHERS]
