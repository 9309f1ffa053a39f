"""A meeting and what it did to a draft: what its report is written from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.meetings.terms import Name, When
from concord.plans.terms.adoption import AdoptionReading
from concord.plans.terms.rolling import DraftLine, RollingProvision, RollingText, Strike


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting that decided on the draft: ``strikes`` of the gavel, from ``began_at`` to ``rose_at``."""

    name: Name
    when: When
    strikes: int
    began_at: datetime
    rose_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """``texts`` are the revisions that it worked on, each as it left it, in the language of the report. ``adoption`` is
    there if a text was put to the delegations at it.
    """

    meeting: MeetingLine
    draft: DraftLine
    language: str
    texts: tuple[RollingText, ...]
    adoption: AdoptionReading | None

    def struck_on(self, text: RollingText) -> dict[UUID, tuple[RollingProvision, tuple[Strike, ...]]]:
        """What the meeting decided on one of its texts, by provision in reading order."""
        found = {}
        for each in text.provisions:
            here = (one for one in each.decisions if one.meeting == self.meeting.name.code)
            if strikes := tuple(one for one in here if one.at >= text.made_at):
                found[each.uuid] = (each, strikes)
        return found
