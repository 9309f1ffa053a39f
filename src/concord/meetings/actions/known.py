"""What a load may refer to, looked up once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from concord.meetings.models import Initiative, Instrument, Meeting, Phase, Series
from concord.meetings.terms import ProcessDefinition, phase_key
from concord.parties.models import Organisation
from concord.sharing.models import Audience
from concord.strategy.actions import UnknownReference, by_code, organisations_by_code
from concord.strategy.models import Framework, Measure, Pillar


@dataclass(kw_only=True)
class Known:
    """``pillars`` by key (``GCTS:II``) and, for those of the first framework, also by number alone."""

    originator: Organisation
    audience: Audience
    parties: dict[str, Organisation]
    countries: dict[str, Organisation]
    measures: dict[str, Measure]
    frameworks: dict[str, Framework]
    pillars: dict[str, Pillar]
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    phases: dict[str, Phase] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: ProcessDefinition, *, originator: Organisation, audience: Audience) -> Self:
        """Raises ``UnknownReference`` for an organisation, country, measure, framework or pillar that is not here."""
        meetings = definition.meetings
        pillars = _pillars()
        asked = {pillar for meeting in meetings for pillar in meeting.pillars}
        if missing := asked - pillars.keys():
            raise UnknownReference(kind="pillar", keys=missing)
        return cls(
            originator=originator,
            audience=audience,
            parties=organisations_by_code(_party_codes(definition)),
            countries=by_code(
                Organisation.objects, {m.country for m in meetings}, field="iso2", kind="State with the code"
            ),
            measures=by_code(Measure.objects, _measure_keys(definition), field="key", kind="measure"),
            frameworks=by_code(
                Framework.objects, {i.framework for i in definition.instruments}, field="code", kind="framework"
            ),
            pillars=pillars,
        )

    def initiative(self, code: str) -> Initiative | None:
        if code and code not in self.initiatives:
            self.refuse(kind="initiative", keys=[code])
        return self.initiatives.get(code)

    def phase(self, initiative: str, code: str) -> Phase | None:
        key = phase_key(initiative, code)
        if code and key not in self.phases:
            self.refuse(kind="phase", keys=[key])
        return self.phases.get(key)

    def meeting(self, code: str) -> Meeting | None:
        if code and code not in self.meetings:
            self.refuse(kind="meeting", keys=[code])
        return self.meetings.get(code)

    def instrument(self, code: str) -> Instrument | None:
        if code and code not in self.instruments:
            self.refuse(kind="instrument", keys=[code])
        return self.instruments.get(code)

    def refuse(self, *, kind: str, keys: Iterable[str]) -> None:
        """Raises ``UnknownReference`` if any key is given."""
        if keys := list(keys):
            raise UnknownReference(kind=kind, keys=keys)


def _pillars() -> dict[str, Pillar]:
    rows = list(Pillar.objects.select_related("framework"))
    first = rows[0].framework if rows else None
    by_number = {row.number: row for row in rows if row.framework == first}
    return by_number | {f"{row.framework.code}:{row.number}": row for row in rows}


def _party_codes(definition: ProcessDefinition) -> set[str]:
    codes: set[str] = set()
    for initiative in definition.initiatives:
        codes |= {part.party for part in initiative.parties}
        codes |= {part.party for phase in initiative.phases for part in phase.parties}
    for meeting in definition.meetings:
        codes |= {meeting.host}
        codes |= {code for part in meeting.participations for code in part.parties}
        codes |= {speaker.party for item in meeting.agenda for speaker in item.speakers}
        codes |= {code for each in meeting.recommendations for code in each.addressees}
    return codes | {code for each in definition.instruments for stance in each.stances for code in stance.parties}


def _measure_keys(definition: ProcessDefinition) -> set[str]:
    keys: set[str] = set()
    for meeting in definition.meetings:
        keys |= {key for item in meeting.agenda for key in item.measures}
        keys |= {key for each in meeting.recommendations for key in each.measures}
    return keys
