"""From rows to the values that the room answers with. The rows must come with what is read here."""

from collections.abc import Iterable

from django.db.models import Case, OuterRef, QuerySet, Subquery
from django.db.models import When as Whether
from django.db.models.functions import Substr

from concord.meetings.models import (
    Claim,
    Document,
    Initiative,
    InitiativeParty,
    Instrument,
    InstrumentStance,
    Meeting,
    Participation,
    Phase,
    Series,
)
from concord.meetings.models.initiatives import Dated
from concord.meetings.terms import (
    ClaimReading,
    DocumentKind,
    DocumentReading,
    FactReading,
    Format,
    InitiativePart,
    InitiativeRole,
    InitiativeSummary,
    InstrumentKind,
    InstrumentSummary,
    Level,
    MeetingKind,
    MeetingSummary,
    Name,
    ParticipationRole,
    PartReading,
    PhaseReading,
    Precision,
    Stance,
    StanceReading,
    Stances,
    When,
)
from concord.parties.models import Organisation
from concord.sharing.terms import TLP
from concord.strategy.queries import party_name, pillar_name, provenance_of
from concord.strategy.terms import PartyName, Provenance
from concord.ui.fields import TextField
from concord.ui.text import Text

_OF_A_PARTY = "participation."


def when_of(row: Dated) -> When:
    return When(starts_on=row.starts_on, ends_on=row.ends_on, precision=Precision(row.day_precision))


def name_of(row: Meeting | Initiative | Instrument | Phase | Series) -> Name:
    return Name(code=row.code, title=row.title)


def meeting_summary(row: Meeting) -> MeetingSummary:
    """``row`` comes with its series, country and pillars."""
    return MeetingSummary(
        code=row.code,
        kind=MeetingKind(row.kind),
        title=row.title,
        when=when_of(row),
        place=row.place,
        country=party_name(row.country) if row.country else None,
        series=name_of(row.series) if row.series else None,
        level=Level(row.level) if row.level else None,
        format=Format(row.format) if row.format else None,
        pillars=tuple(pillar_name(each.pillar) for each in row.pillars.all()),
        is_parallel=row.is_parallel,
    )


def part_readings(rows: Iterable[Participation]) -> tuple[PartReading, ...]:
    """What is said of several parties is said once."""
    said: dict[tuple[str, int | None, Text, Provenance], list[PartyName]] = {}
    for row in rows:
        said.setdefault((row.role, row.size, row.note, provenance_of(row)), []).append(party_name(row.organisation))
    return tuple(
        PartReading(role=ParticipationRole(role), parties=tuple(parties), size=size, note=note, provenance=provenance)
        for (role, size, note, provenance), parties in said.items()
    )


def document_reading(row: Document) -> DocumentReading:
    """``row`` comes with its meeting, instrument, originator and audience."""
    return DocumentReading(
        uuid=row.uuid,
        kind=DocumentKind(row.kind),
        symbol=row.symbol,
        title=row.title,
        languages=tuple(row.languages),
        url=row.url,
        when=when_of(row),
        meeting=name_of(row.meeting) if row.meeting else None,
        instrument=name_of(row.instrument) if row.instrument else None,
        originator=party_name(row.originator),
        tlp=TLP(row.audience.tlp),
        provenance=provenance_of(row),
    )


def instrument_summary(row: Instrument) -> InstrumentSummary:
    """``row`` comes with its stances and the meeting at which it was adopted."""
    return InstrumentSummary(
        code=row.code,
        kind=InstrumentKind(row.kind),
        title=row.title,
        symbol=row.symbol,
        when=when_of(row),
        adopted_at=name_of(row.adopted_at) if row.adopted_at else None,
        stances=stances_of((stance.role, party_name(stance.organisation)) for stance in row.stances.all()),
    )


def stances_of(parties: Iterable[tuple[str, PartyName]]) -> tuple[Stances, ...]:
    """By role, in the order of the roles."""
    by_role: dict[str, list[PartyName]] = {}
    for role, party in parties:
        by_role.setdefault(role, []).append(party)
    return tuple(Stances(role=role, parties=tuple(by_role[role])) for role in Stance if role in by_role)


def stance_reading(row: InstrumentStance) -> StanceReading:
    return StanceReading(
        role=Stance(row.role), party=party_name(row.organisation), note=row.note, provenance=provenance_of(row)
    )


def initiative_summary(row: Initiative) -> InitiativeSummary:
    """``row`` comes with its phases."""
    return InitiativeSummary(
        code=row.code,
        title=row.title,
        summary=row.summary,
        when=when_of(row),
        phases=tuple(phase_reading(phase) for phase in row.phases.all()),
    )


def phase_reading(row: Phase) -> PhaseReading:
    return PhaseReading(
        code=row.code,
        number=row.number,
        title=row.title,
        summary=row.summary,
        when=when_of(row),
        provenance=provenance_of(row),
    )


def initiative_parts(rows: Iterable[InitiativeParty]) -> tuple[InitiativePart, ...]:
    """What is said of several parties is said once."""
    said: dict[tuple[str, Text, Provenance], list[PartyName]] = {}
    for row in rows:
        said.setdefault((row.role, row.note, provenance_of(row)), []).append(party_name(row.organisation))
    return tuple(
        InitiativePart(role=InitiativeRole(role), parties=tuple(parties), note=note, provenance=provenance)
        for (role, note, provenance), parties in said.items()
    )


def facts_about(*, kind: str, key: str) -> tuple[FactReading, ...]:
    return facts_of(claims().filter(object_kind=kind, object_key=key))


def claims() -> QuerySet[Claim]:
    """Claims with ``whose``: the name of the party that a field such as ``participation.uz`` is about."""
    code = Substr(OuterRef("field"), len(_OF_A_PARTY) + 1)
    party = Organisation.objects.filter(code=code).values("name")[:1]
    return Claim.objects.annotate(
        whose=Case(Whether(field__startswith=_OF_A_PARTY, then=Subquery(party)), output_field=TextField(default=None))
    )


def facts_of(rows: Iterable[Claim]) -> tuple[FactReading, ...]:
    """Field by field, in the order in which the fields first occur."""
    fields: dict[str, list[ClaimReading]] = {}
    whose: dict[str, Text | None] = {}
    for row in rows:
        claim = ClaimReading(value=row.value, note=row.note, provenance=provenance_of(row))
        fields.setdefault(row.field, []).append(claim)
        whose[row.field] = getattr(row, "whose", None)
    return tuple(FactReading(field=f, claims=tuple(said), whose=whose[f]) for f, said in fields.items())
