"""From rows to the values that the room answers with. The rows must come with what is read here."""

from collections.abc import Iterable

from concord.parties.models import Organisation
from concord.parties.models.organisations import Sourced
from concord.parties.terms import Confidence, Kind
from concord.strategy.models import Framework, Measure, Pillar, Theme
from concord.strategy.terms import (
    DecisionRule,
    FrameworkKind,
    FrameworkSummary,
    MeasureLine,
    MeasureName,
    PartyName,
    PillarName,
    Provenance,
    ThemeSummary,
)


def provenance_of(row: Sourced) -> Provenance:
    return Provenance(sources=tuple(row.sources), confidence=Confidence(row.confidence))


def party_name(organisation: Organisation) -> PartyName:
    return PartyName(
        code=organisation.code,
        iso2=organisation.iso2,
        kind=Kind(organisation.kind),
        name=organisation.name,
        short_name=organisation.short_name,
    )


def in_order(parties: Iterable[PartyName]) -> tuple[PartyName, ...]:
    """By English name, the alphabet in which the United Nations seats States."""
    return tuple(sorted(parties, key=lambda party: str(party.brief)))


def pillar_name(pillar: Pillar) -> PillarName:
    return PillarName(
        framework=pillar.framework.code, number=pillar.number, title=pillar.title, short_title=pillar.short_title
    )


def measure_name(measure: Measure) -> MeasureName:
    """``measure`` comes with its pillar and framework."""
    return MeasureName(
        key=measure.key,
        framework=measure.framework.code,
        pillar=measure.pillar.number,
        number=measure.number,
        title=measure.title,
    )


def measure_line(measure: Measure) -> MeasureLine:
    return MeasureLine(
        measure=measure_name(measure), verification=measure.verification, provenance=provenance_of(measure)
    )


def framework_summary(framework: Framework, *, measures: int) -> FrameworkSummary:
    """``framework`` comes with its region and pillars."""
    return FrameworkSummary(
        code=framework.code,
        title=framework.title,
        short_title=framework.short_title,
        kind=FrameworkKind(framework.kind),
        symbol=framework.symbol,
        adopted_on=framework.adopted_on,
        adopted_by=party_name(framework.adopted_by) if framework.adopted_by else None,
        decision_rule=DecisionRule(framework.decision_rule) if framework.decision_rule else None,
        review_every_years=framework.review_every_years,
        region=in_order(party_name(state) for state in framework.region.all()),
        instruments=tuple(framework.instruments),
        pillars=tuple(pillar_name(pillar) for pillar in framework.pillars.all()),
        measures=measures,
    )


def theme_summary(theme: Theme) -> ThemeSummary:
    """``theme`` comes with its measures."""
    return ThemeSummary(
        code=theme.code,
        title=theme.title,
        summary=theme.summary,
        measures=tuple(measure_name(measure) for measure in theme.measures.all()),
    )
