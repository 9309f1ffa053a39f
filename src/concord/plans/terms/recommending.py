"""What expert meetings recommended, and what was proposed of it."""

from dataclasses import dataclass
from uuid import UUID

from concord.meetings.terms import RecommendationReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """``proposed`` are the proposals made of it that the reader sees, each by its key and provision, the first tabled
    first.
    """

    reading: RecommendationReading
    proposed: tuple[tuple[str, UUID], ...]
