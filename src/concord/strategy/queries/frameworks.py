"""Reading frameworks and measures."""

from datetime import date

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from concord.parties.models import Mandate
from concord.policy import Actor, visible
from concord.strategy.access import READ_STRATEGY
from concord.strategy.models import Crosswalk, Framework, Measure, Pillar, Theme
from concord.strategy.queries.readings import (
    framework_summary,
    in_order,
    measure_line,
    measure_name,
    party_name,
    pillar_name,
    provenance_of,
)
from concord.strategy.terms import (
    INVERSE,
    CrosswalkReading,
    CrosswalkRelation,
    FactReading,
    FrameworkReading,
    FrameworkSummary,
    MandateReading,
    MeasureName,
    MeasureReading,
    PartyName,
    PillarReading,
    Provenance,
    SituationReading,
    ThemeName,
    Verification,
)
from concord.ui.pages import found
from concord.ui.text import Text


def frameworks(*, actor: Actor) -> tuple[FrameworkSummary, ...]:
    """Side by side, in the order of the data file."""
    rows = _frameworks(actor=actor).annotate(measure_count=Count("measures")).order_by("position", "code")
    return tuple(framework_summary(row, measures=row.measure_count) for row in rows)


def framework(*, actor: Actor, code: str) -> FrameworkReading:
    """One framework with everything in it. Raises ``Http404``."""
    pillars = Pillar.objects.select_related("framework", "based_on__framework").prefetch_related(
        Prefetch("measures", Measure.objects.select_related("framework", "pillar"))
    )
    rows = _frameworks(actor=actor, pillars=pillars).prefetch_related("facts")
    row = found(rows, code=code)
    sections = tuple(_pillar_reading(pillar) for pillar in row.pillars.all())
    lines = [line for section in sections for line in section.measures]
    return FrameworkReading(
        framework=framework_summary(row, measures=len(lines)),
        provenance=provenance_of(row),
        facts=tuple(FactReading(code=f.code, text=f.text, provenance=provenance_of(f)) for f in row.facts.all()),
        pillars=sections,
        verified=sum(line.verification == Verification.VERIFIED for line in lines),
    )


def measure(*, actor: Actor, framework: str, number: str) -> MeasureReading:
    """One measure with what is known about it. Raises ``Http404``."""
    row = found(_measures(actor=actor).annotate(**_neighbours()), framework__code=framework, number=number)
    return MeasureReading(
        measure=measure_name(row),
        pillar=pillar_name(row.pillar),
        framework_title=row.framework.short_title or row.framework.title,
        explanation=row.explanation,
        counts_when=row.counts_when,
        provenance=provenance_of(row),
        verification=row.verification,
        verified_by=row.verified_by,
        verified_on=row.verified_on,
        actors=tuple(party_name(organisation) for organisation in row.actors.all()),
        themes=tuple(ThemeName(code=theme.code, title=theme.title) for theme in row.themes.all()),
        mandates=_mandates(row.key),
        situation=_situation(row),
        crosswalk=_crosswalk(row),
        before=getattr(row, "before", None) or "",
        after=getattr(row, "after", None) or "",
    )


def measures(*, actor: Actor, framework: str = "") -> tuple[MeasureName, ...]:
    """Every measure by name, of one framework or all, in order: the rows of a matrix, the choices of a form."""
    rows = _measures(actor=actor)
    return tuple(measure_name(row) for row in (rows.filter(framework__code=framework) if framework else rows))


def measures_and_themes(*, actor: Actor) -> tuple[tuple[MeasureName, ...], tuple[tuple[str, Text], ...]]:
    """What forms and filters offer: every measure by name, and every theme as code and title. One query for both."""
    named = _measures(actor=actor).order_by().annotate(place=F("framework__position"))
    wanted = visible(actor=actor, action=READ_STRATEGY, queryset=Theme.objects.order_by())
    columns = ("key", "framework__code", "pillar__number", "number", "title", "place", "position")
    themes = wanted.values_list(Value("theme"), "code", Value(""), Value(""), Value(""), "title", Value(0), "position")
    rows = sorted(
        named.values_list(Value("measure"), *columns).union(themes, all=True), key=lambda row: (*row[6:], row[1])
    )
    return (
        tuple(
            MeasureName(key=key, framework=framework, pillar=pillar, number=number, title=title)
            for kind, key, framework, pillar, number, title, *_ in rows
            if kind == "measure"
        ),
        tuple((code, title) for kind, code, _, _, _, title, *_ in rows if kind == "theme"),
    )


def _frameworks(*, actor: Actor, pillars: QuerySet[Pillar] | None = None) -> QuerySet[Framework]:
    rows = visible(actor=actor, action=READ_STRATEGY, queryset=Framework.objects.select_related("adopted_by"))
    inner = Pillar.objects.select_related("framework") if pillars is None else pillars
    return rows.prefetch_related("region", Prefetch("pillars", inner))


def _measures(*, actor: Actor) -> QuerySet[Measure]:
    rows = Measure.objects.select_related("framework", "pillar__framework")
    return visible(actor=actor, action=READ_STRATEGY, queryset=rows)


def _neighbours() -> dict[str, Subquery]:
    siblings = Measure.objects.filter(framework=OuterRef("framework"))
    return {
        "before": Subquery(siblings.filter(position=OuterRef("position") - 1).values("number")[:1]),
        "after": Subquery(siblings.filter(position=OuterRef("position") + 1).values("number")[:1]),
    }


def _pillar_reading(pillar: Pillar) -> PillarReading:
    return PillarReading(
        pillar=pillar_name(pillar),
        chapeau=pillar.chapeau,
        based_on=pillar_name(pillar.based_on) if pillar.based_on else None,
        provenance=provenance_of(pillar),
        measures=tuple(measure_line(row) for row in pillar.measures.all()),
    )


def _mandates(key: str) -> tuple[MandateReading, ...]:
    """Mandates name measures in a list that not every database can search; there are few, so they are read here."""
    return tuple(
        MandateReading(
            organisation=party_name(mandate.organisation), subject=mandate.subject, provenance=provenance_of(mandate)
        )
        for mandate in Mandate.objects.select_related("organisation")
        if key in mandate.measures
    )


def _situation(row: Measure) -> tuple[SituationReading, ...]:
    said: dict[tuple[Text, date | None, Provenance], list[PartyName]] = {}
    for note in row.situation_notes.select_related("country"):
        said.setdefault((note.text, note.as_of, provenance_of(note)), []).append(party_name(note.country))
    return tuple(
        SituationReading(countries=in_order(countries), text=text, as_of=as_of, provenance=provenance)
        for (text, as_of, provenance), countries in said.items()
    )


def _crosswalk(row: Measure) -> tuple[CrosswalkReading, ...]:
    """Both directions in one query; seen from the other end, wider becomes narrower."""
    links = Crosswalk.objects.filter(Q(origin=row) | Q(target=row)).select_related(
        "origin__framework", "origin__pillar", "target__framework", "target__pillar"
    )
    return tuple(
        CrosswalkReading(
            measure=measure_name(link.target if link.origin_id == row.pk else link.origin),
            relation=CrosswalkRelation(link.relation if link.origin_id == row.pk else INVERSE[link.relation]),
            note=link.note,
            provenance=provenance_of(link),
        )
        for link in links
    )
