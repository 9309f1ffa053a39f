from dataclasses import dataclass

from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class ReportingOrg:
    """Who published the activity; `secondary` when it reports what another organisation does."""

    ref: str = ""
    type: str = ""
    names: tuple[Narrative, ...] = ()
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class ParticipatingOrg:
    """Role codes: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    role: str = ""
    ref: str = ""
    type: str = ""
    names: tuple[Narrative, ...] = ()
    activity_id: str = ""
    crs_channel: str = ""
