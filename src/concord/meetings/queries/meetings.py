"""Reading the process and one meeting."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from concord.meetings.access import READ_PROCESS
from concord.meetings.models import Initiative, Instrument, InstrumentStance, Meeting, MeetingPillar, Participation
from concord.meetings.queries.documents import documents, recommendations
from concord.meetings.queries.joined import (
    Joined,
    measure_columns,
    measures_in,
    party_columns,
    party_in,
    provenance_in,
)
from concord.meetings.queries.readings import (
    facts_about,
    initiative_summary,
    instrument_summary,
    meeting_summary,
    name_of,
    part_readings,
    stances_of,
)
from concord.meetings.terms import (
    MAKING,
    AgendaKind,
    AgendaReading,
    Choice,
    Delegations,
    InstrumentKind,
    InstrumentSummary,
    MeetingReading,
    MeetingSummary,
    OutcomeReading,
    Precision,
    Process,
    SpeakerReading,
    When,
)
from concord.parties.terms import Kind
from concord.parties.terms.definitions import Words
from concord.policy import Actor, visible
from concord.strategy.queries import provenance_of
from concord.ui.pages import found
from concord.ui.text import Text


def process(*, actor: Actor, series: str = "", pillar: str = "", year: str = "") -> Process:
    """Initiatives, adopted texts, and the meetings that pass the filters, oldest first. ``pillar`` is a key such as
    ``GCTS:II``.
    """
    every = meetings(actor=actor)
    kept = tuple(
        meeting
        for meeting in every
        if (not series or series in _series(meeting))
        and (not pillar or pillar in _pillars(meeting))
        and (not year or year in _years(meeting))
    )
    initiatives = visible(actor=actor, action=READ_PROCESS, queryset=Initiative.objects.prefetch_related("phases"))
    return Process(
        initiatives=tuple(initiative_summary(row) for row in initiatives),
        meetings=kept,
        instruments=instruments(actor=actor),
        series=_choices(every, _series),
        pillars=_choices(every, _pillars),
        years=_choices(every, _years),
        total=len(every),
    )


def meetings(*, actor: Actor, initiative: str = "") -> tuple[MeetingSummary, ...]:
    """All meetings or those of one initiative, oldest first; those without a date last."""
    rows = visible(actor=actor, action=READ_PROCESS, queryset=_meetings())
    found_rows = rows.filter(initiative__code=initiative) if initiative else rows
    return tuple(meeting_summary(row) for row in sorted(found_rows, key=_date_of))


def meeting(*, actor: Actor, code: str) -> MeetingReading:
    """One meeting with everything known of it that the actor may see. Raises ``Http404``."""
    rows = _meetings().select_related("series", "country", "initiative", "phase")
    row = found(visible(actor=actor, action=READ_PROCESS, queryset=rows), code=code)
    parts = list(row.participations.select_related("organisation"))
    return MeetingReading(
        meeting=meeting_summary(row),
        initiative=name_of(row.initiative) if row.initiative else None,
        phase=name_of(row.phase) if row.phase else None,
        reported_on=row.reported_on,
        size=row.size,
        size_note=row.size_note,
        outcomes=tuple(
            OutcomeReading(text=each.text, instruments=tuple(each.instruments), provenance=provenance_of(each))
            for each in row.outcomes.all()
        ),
        roles=part_readings(part for part in parts if part.role in MAKING),
        delegations=_delegations(part for part in parts if part.role not in MAKING),
        agenda=_agenda(row),
        documents=documents(actor=actor, meeting=code),
        recommendations=recommendations(actor=actor, meeting=code),
        instruments=_adopted_at(row),
        facts=facts_about(kind="meeting", key=code),
        provenance=provenance_of(row),
    )


def instruments(*, actor: Actor) -> tuple[InstrumentSummary, ...]:
    rows = visible(actor=actor, action=READ_PROCESS, queryset=with_stances(Instrument.objects.all()))
    return tuple(instrument_summary(row) for row in rows)


def with_stances(rows: QuerySet[Instrument]) -> QuerySet[Instrument]:
    stances = InstrumentStance.objects.select_related("organisation")
    return rows.select_related("adopted_at").prefetch_related(Prefetch("stances", stances))


def _meetings() -> QuerySet[Meeting]:
    pillars = MeetingPillar.objects.select_related("pillar__framework")
    return Meeting.objects.select_related("series", "country").prefetch_related(Prefetch("pillars", pillars))


def _date_of(row: Meeting) -> tuple[date, str]:
    return row.starts_on or date.max, row.code


def _delegations(parts: Iterable[Participation]) -> tuple[Delegations, ...]:
    """By kind of party in the order of the kinds: States first."""
    by_kind: dict[str, list[Participation]] = {}
    for part in parts:
        by_kind.setdefault(part.organisation.kind, []).append(part)
    return tuple(Delegations(kind=kind, parts=part_readings(by_kind[kind])) for kind in Kind if kind in by_kind)


def _agenda(row: Meeting) -> tuple[AgendaReading, ...]:
    joined = row.agenda.order_by("position", "speakers__position", "measures__position").values(
        *("number", "kind", "title", "sources", "confidence", "speakers__name", "speakers__capacity"),
        *party_columns("speakers__organisation"),
        *measure_columns("measures"),
    )
    return tuple(
        AgendaReading(
            number=same[0]["number"],
            kind=AgendaKind(same[0]["kind"]),
            title=same[0]["title"],
            measures=measures_in(same, "measures"),
            speakers=tuple(dict.fromkeys(_speaker(each) for each in same if each["speakers__name"])),
            provenance=provenance_in(same[0]),
        )
        for same in (list(each) for _, each in groupby(joined, key=lambda each: each["number"]))
    )


def _speaker(joined: Joined) -> SpeakerReading:
    return SpeakerReading(
        name=joined["speakers__name"],
        capacity=joined["speakers__capacity"],
        party=party_in(joined, "speakers__organisation"),
    )


def _adopted_at(row: Meeting) -> tuple[InstrumentSummary, ...]:
    joined = row.instruments.order_by("position", "code", "stances__position").values(
        *("code", "kind", "title", "symbol", "starts_on", "ends_on", "day_precision", "stances__role"),
        *party_columns("stances__organisation"),
    )
    return tuple(
        InstrumentSummary(
            code=same[0]["code"],
            kind=InstrumentKind(same[0]["kind"]),
            title=same[0]["title"],
            symbol=same[0]["symbol"],
            when=When(
                starts_on=same[0]["starts_on"],
                ends_on=same[0]["ends_on"],
                precision=Precision(same[0]["day_precision"]),
            ),
            adopted_at=name_of(row),
            stances=stances_of(
                (each["stances__role"], party)
                for each in same
                if (party := party_in(each, "stances__organisation")) is not None
            ),
        )
        for same in (list(each) for _, each in groupby(joined, key=lambda each: each["code"]))
    )


def _choices(
    every: tuple[MeetingSummary, ...], values: Callable[[MeetingSummary], dict[str, Words]]
) -> tuple[Choice, ...]:
    """Each value that occurs, in the order of the first meeting that has it."""
    labels: dict[str, Words] = {}
    counts: Counter[str] = Counter()
    for each in every:
        labels |= values(each)
        counts.update(values(each).keys())
    return tuple(Choice(value=value, label=label, count=counts[value]) for value, label in labels.items())


def _series(meeting: MeetingSummary) -> dict[str, Words]:
    return {meeting.series.code: meeting.series.title} if meeting.series else {}


def _pillars(meeting: MeetingSummary) -> dict[str, Words]:
    return {f"{pillar.framework}:{pillar.number}": pillar.title for pillar in meeting.pillars}


def _years(meeting: MeetingSummary) -> dict[str, Words]:
    year = str(meeting.when.starts_on.year) if meeting.when.starts_on else ""
    return {year: Text.of(en=year)} if year else {}
