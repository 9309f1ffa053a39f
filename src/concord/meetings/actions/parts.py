"""What is part of an initiative or a meeting and follows the data file as a whole."""

from django.db.models import Model

from concord.meetings.actions.known import Known
from concord.meetings.models import (
    AgendaItem,
    Claim,
    Initiative,
    InitiativeParty,
    Meeting,
    MeetingPillar,
    Outcome,
    Participation,
    Phase,
    Recommendation,
    Speaker,
)
from concord.meetings.terms import (
    AgendaDefinition,
    ClaimDefinition,
    InitiativeDefinition,
    InitiativePartyDefinition,
    MeetingDefinition,
    ParticipationDefinition,
    ParticipationRole,
    phase_key,
)
from concord.strategy.actions import Ledger, provenance_of


def put_claims(ledger: Ledger, owner: type[Model], key: str, stated: tuple[ClaimDefinition, ...]) -> None:
    kind = owner._meta.model_name or ""
    ledger.make_exactly(
        Claim.objects.filter(object_kind=kind, object_key=key),
        [
            Claim(
                object_kind=kind,
                object_key=key,
                field=claim.field,
                position=position,
                value=claim.value,
                note=claim.note,
                **provenance_of(claim),
            )
            for position, claim in enumerate(stated)
        ],
        owner=owner,
        key=key,
        name="claims",
    )


def put_initiative_parties(ledger: Ledger, known: Known, stated: InitiativeDefinition, initiative: Initiative) -> None:
    named: list[tuple[Phase | None, InitiativePartyDefinition]] = [(None, part) for part in stated.parties]
    for phase in stated.phases:
        named += [(known.phases[phase_key(stated.code, phase.code)], part) for part in phase.parties]
    ledger.make_exactly(
        InitiativeParty.objects.filter(initiative=initiative),
        [
            InitiativeParty(
                initiative=initiative,
                phase=phase,
                organisation=known.parties[part.party],
                role=part.role,
                position=position,
                note=part.note,
                **provenance_of(part),
            )
            for position, (phase, part) in enumerate(named)
        ],
        owner=Initiative,
        key=stated.code,
        name="parties",
    )


def put_meeting_parts(ledger: Ledger, known: Known, stated: MeetingDefinition) -> None:
    """Pillars, participations, agenda, outcomes and claims. The host stands first among those who made the meeting."""
    meeting = known.meetings[stated.code]
    ledger.make_exactly(
        MeetingPillar.objects.filter(meeting=meeting),
        [MeetingPillar(meeting=meeting, pillar=known.pillars[key]) for key in stated.pillars],
        owner=Meeting,
        key=stated.code,
        name="pillars",
    )
    ledger.make_exactly(
        Participation.objects.filter(meeting=meeting),
        _participations(known, stated, meeting),
        owner=Meeting,
        key=stated.code,
        name="participations",
    )
    for outcome in stated.outcomes:
        known.refuse(kind="instrument", keys=set(outcome.instruments) - known.instruments.keys())
    ledger.make_exactly(
        Outcome.objects.filter(meeting=meeting),
        [
            Outcome(
                meeting=meeting,
                position=position,
                text=outcome.text,
                instruments=list(outcome.instruments),
                documents=list(outcome.documents),
                **provenance_of(outcome),
            )
            for position, outcome in enumerate(stated.outcomes)
        ],
        owner=Meeting,
        key=stated.code,
        name="outcomes",
    )
    for position, item in enumerate(stated.agenda):
        _put_agenda_item(ledger, known, item, meeting=meeting, position=position)
    put_claims(ledger, Meeting, stated.code, stated.claims)


def put_recommendations(ledger: Ledger, known: Known, stated: MeetingDefinition) -> None:
    """A new recommendation is released to everybody; the marking of a standing one is left as it is."""
    rows = Recommendation.objects.unscoped(reason="a load compares with every row of its originator, whoever reads it")
    meeting = known.meetings[stated.code]
    for position, each in enumerate(stated.recommendations):
        key = f"{stated.code} {each.number}"
        recommendation = ledger.put(
            rows,
            key=key,
            where={"originator": known.originator, "meeting": meeting, "number": each.number},
            values={"position": position, "text": each.text, **provenance_of(each)},
            when_new={"audience": known.audience},
        )
        ledger.relate(recommendation, "measures", (known.measures[measure] for measure in each.measures), key=key)
        ledger.relate(recommendation, "addressees", (known.parties[code] for code in each.addressees), key=key)


def _participations(known: Known, stated: MeetingDefinition, meeting: Meeting) -> list[Participation]:
    host = ParticipationDefinition(
        parties=(stated.host,) if stated.host else (),
        role=ParticipationRole.HOST,
        sources=stated.sources,
        confidence=stated.confidence,
    )
    named = [(part, code) for part in (host, *stated.participations) for code in part.parties]
    return [
        Participation(
            meeting=meeting,
            organisation=known.parties[code],
            role=part.role,
            position=position,
            size=part.size,
            note=part.note,
            **provenance_of(part),
        )
        for position, (part, code) in enumerate(named)
    ]


def _put_agenda_item(
    ledger: Ledger, known: Known, stated: AgendaDefinition, *, meeting: Meeting, position: int
) -> None:
    key = f"{meeting.code} {stated.number}"
    item = ledger.put(
        AgendaItem.objects.all(),
        key=key,
        where={"meeting": meeting, "number": stated.number},
        values={"position": position, "kind": stated.kind, "title": stated.title, **provenance_of(stated)},
    )
    ledger.relate(item, "measures", (known.measures[measure] for measure in stated.measures), key=key)
    ledger.make_exactly(
        Speaker.objects.filter(agenda_item=item),
        [
            Speaker(
                agenda_item=item,
                position=index,
                name=speaker.name,
                capacity=speaker.capacity,
                organisation=known.parties.get(speaker.party),
            )
            for index, speaker in enumerate(stated.speakers)
        ],
        owner=AgendaItem,
        key=key,
        name="speakers",
    )
