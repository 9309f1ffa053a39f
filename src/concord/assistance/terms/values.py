"""What a person may enter."""

from dataclasses import dataclass, field
from datetime import date

from concord.assistance.terms.choices import Beneficiary, DueDiligence, Modality, Status
from concord.assistance.terms.facts import MoneyFact, PartyFact, PlaceFact
from concord.parties.terms import Confidence
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectValues:
    """Everything a form asks for. ``money`` is None where sums are the publisher's and not to be changed here."""

    title: Text
    description: Text = field(default_factory=Text)
    status: Status
    starts_on: date | None = None
    ends_on: date | None = None
    modality: Modality | None = None
    beneficiary: Beneficiary | None = None
    requested_by_id: int | None = None
    request_reference: str = ""
    assessment_reference: str = ""
    confidence: Confidence = Confidence.STATED
    due_diligence: DueDiligence = DueDiligence.NOT_STATED
    source: str = ""
    confirmed_on: date | None = None
    contact: str = ""
    budget_is_withheld: bool = False
    outcome: Text = field(default_factory=Text)
    parties: tuple[PartyFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    money: tuple[MoneyFact, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapCase:
    """A possible duplication: a measure's key, a State's code, for whom, its first day, how many projects."""

    measure: str
    country: str
    beneficiary: Beneficiary
    starts_on: date
    projects: int
