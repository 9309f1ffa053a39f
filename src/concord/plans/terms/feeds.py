"""What happened in negotiations, for programs that look from time to time."""

from dataclasses import dataclass
from uuid import UUID

from concord.plans.terms.rolling import DraftLine
from concord.plans.terms.timeline import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act under an id that is the same for every reader and never changes. ``happening.number`` is what the
    provision is called on its own, such as II.3.
    """

    id: UUID
    draft: DraftLine
    happening: Happening
