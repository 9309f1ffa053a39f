"""Reading adopted texts and initiatives."""

from concord.meetings.access import READ_PROCESS
from concord.meetings.models import Initiative, Instrument
from concord.meetings.queries.documents import documents
from concord.meetings.queries.meetings import meetings, with_stances
from concord.meetings.queries.readings import (
    claims,
    facts_about,
    facts_of,
    initiative_parts,
    initiative_summary,
    instrument_summary,
    name_of,
    phase_reading,
    stance_reading,
)
from concord.meetings.terms import (
    InitiativeReading,
    InstrumentReading,
    Level,
    Name,
    PhaseDetail,
    phase_key,
)
from concord.policy import Actor, visible
from concord.strategy.queries import provenance_of
from concord.strategy.terms import DecisionRule
from concord.ui.pages import found


def instrument(*, actor: Actor, code: str) -> InstrumentReading:
    """One adopted text with each party's role towards it. Raises ``Http404``."""
    rows = with_stances(Instrument.objects.select_related("framework", "renews")).prefetch_related("renewed_by")
    row = found(visible(actor=actor, action=READ_PROCESS, queryset=rows), code=code)
    return InstrumentReading(
        instrument=instrument_summary(row),
        themes_reported=row.themes_reported,
        url=row.url,
        languages=tuple(row.languages),
        due_on=row.due_on,
        due_level=Level(row.due_level) if row.due_level else None,
        decision_rule=DecisionRule(row.decision_rule) if row.decision_rule else None,
        supporters=row.supporters,
        framework=Name(code=row.framework.code, title=row.framework.title) if row.framework else None,
        renews=name_of(row.renews) if row.renews else None,
        renewed_by=tuple(name_of(each) for each in row.renewed_by.all()),
        stances=tuple(stance_reading(stance) for stance in row.stances.all()),
        documents=documents(actor=actor, instrument=code),
        facts=facts_about(kind="instrument", key=code),
        provenance=provenance_of(row),
    )


def initiative(*, actor: Actor, code: str) -> InitiativeReading:
    """One initiative with its parties, phases, meetings and adopted texts. Raises ``Http404``."""
    row = found(
        visible(actor=actor, action=READ_PROCESS, queryset=Initiative.objects.prefetch_related("phases")), code=code
    )
    parties = list(row.parties.select_related("organisation"))
    stated = list(claims().filter(object_kind__in=("initiative", "phase"), object_key__startswith=code))
    adopted = with_stances(Instrument.objects.filter(adopted_at__initiative=row))
    return InitiativeReading(
        initiative=initiative_summary(row),
        aim=row.aim,
        parties=initiative_parts(each for each in parties if each.phase_id is None),
        phases=tuple(
            PhaseDetail(
                phase=phase_reading(phase),
                parties=initiative_parts(each for each in parties if each.phase_id == phase.pk),
                facts=facts_of(claim for claim in stated if claim.object_key == phase_key(code, phase.code)),
            )
            for phase in row.phases.all()
        ),
        meetings=meetings(actor=actor, initiative=code),
        instruments=tuple(instrument_summary(each) for each in adopted),
        facts=facts_of(claim for claim in stated if claim.object_key == code),
        provenance=provenance_of(row),
    )
