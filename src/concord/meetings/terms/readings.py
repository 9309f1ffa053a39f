"""What the room's queries answer with: the parts of a meeting. The API gives the same values out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst

from concord.meetings.terms.kinds import (
    FIELDS,
    TOGETHER,
    AgendaKind,
    Format,
    Level,
    MeetingKind,
    ParticipationRole,
    Precision,
)
from concord.parties.terms import GROUPS, Kind
from concord.parties.terms.definitions import Words
from concord.strategy.terms import MeasureName, PartyName, PillarName, Provenance
from concord.ui.dates import day_words
from concord.ui.language import localised

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day, and how much of them is meant. A phase without a last day goes on, or nobody said."""

    starts_on: date | None
    ends_on: date | None
    precision: Precision

    @property
    def last(self) -> date | None:
        """The last day of something that does not go on."""
        return self.ends_on or self.starts_on

    @property
    def after(self) -> date | None:
        """The day after the last: calendars count so."""
        return self.last + timedelta(days=1) if self.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Something by its code and title."""

    code: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    value: Words
    note: Words
    provenance: Provenance

    @property
    def shown(self) -> Words | str:
        """The value; a date, which is stored as 2011-11-30, 2011-11 or 2011, as people write it."""
        match = _ISO_DATE.fullmatch(str(self.value))
        if match is None:
            return self.value
        year, month, day = (int(part) if part else 0 for part in match.groups())
        return day_words(date(year, month or 1, day or 1), "day" if day else "month" if month else "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    """What sources say of one ``field``: more than one claim means that they differ. ``whose`` is the name of the
    party that it is about, where it is about one.
    """

    field: str
    claims: tuple[ClaimReading, ...]
    whose: Words | None = None

    @property
    def is_disputed(self) -> bool:
        return len(self.claims) > 1

    @property
    def label(self) -> str:
        """The field's name, then whose it is."""
        name = str(FIELDS.get(self.field.partition(".")[0], self.field))
        return f"{name}: {localised(self.whose)}" if self.whose else name


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummary:
    code: str
    kind: MeetingKind
    title: Words
    when: When
    place: Words
    country: PartyName | None
    series: Name | None
    level: Level | None
    format: Format | None
    pillars: tuple[PillarName, ...]
    is_parallel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReading:
    """The role of parties at a meeting of which a source says the same; ``size`` is how many people each sent."""

    role: ParticipationRole
    parties: tuple[PartyName, ...]
    size: int | None
    note: Words
    provenance: Provenance

    @property
    def heading(self) -> str:
        return str(TOGETHER[self.role]) if len(self.parties) > 1 else str(capfirst(self.role.label))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegations:
    """Those who took part, of one kind of party."""

    kind: Kind
    parts: tuple[PartReading, ...]

    @property
    def label(self) -> str:
        return str(GROUPS[self.kind])

    @property
    def provenance(self) -> Provenance | None:
        """Of all its parts, if they have the same."""
        return shared(self.parts)


def shared(parts: "Iterable[PartReading | AgendaReading]") -> Provenance | None:
    """What all of them are known from, if that is the same, so that a page says it once."""
    found = {part.provenance for part in parts}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerReading:
    name: Words
    capacity: Words
    party: PartyName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaReading:
    number: str
    kind: AgendaKind
    title: Words
    measures: tuple[MeasureName, ...]
    speakers: tuple[SpeakerReading, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReading:
    """``instruments`` are codes of adopted texts that the sentence speaks about."""

    text: Words
    instruments: tuple[str, ...]
    provenance: Provenance
