from concord.meetings.models.documents import Document, Recommendation
from concord.meetings.models.initiatives import Initiative, InitiativeParty, Phase
from concord.meetings.models.instruments import Claim, Instrument, InstrumentStance
from concord.meetings.models.meetings import AgendaItem, Meeting, MeetingPillar, Outcome, Participation, Series, Speaker

__all__ = [
    "AgendaItem",
    "Claim",
    "Document",
    "Initiative",
    "InitiativeParty",
    "Instrument",
    "InstrumentStance",
    "Meeting",
    "MeetingPillar",
    "Outcome",
    "Participation",
    "Phase",
    "Recommendation",
    "Series",
    "Speaker",
]
