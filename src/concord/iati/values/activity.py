import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from concord.iati.values.document import DocumentLink
from concord.iati.values.money import Budget, PlannedDisbursement, Transaction
from concord.iati.values.party import ParticipatingOrg, ReportingOrg
from concord.iati.values.place import Country, Location, Region
from concord.iati.values.purpose import AidType, HumanitarianScope, PolicyMarker, Sector, Tag
from concord.iati.values.result import Result
from concord.iati.values.text import Narrative

UNKNOWN_REPORTER = ReportingOrg()


@dataclass(frozen=True, slots=True)
class Header:
    """The start tag of a file. `version` is as published, stripped; empty when the file names none."""

    version: str = ""
    generated_at: datetime | None = None
    encoding: str = "utf-8"
    namespaces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityDate:
    """Type 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    type: str
    on: date
    notes: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """Type A1 is the publisher's own number, B1 a former identifier of the same activity."""

    ref: str
    type: str = ""
    owner_ref: str = ""
    owner_names: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Type 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    ref: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    type: str = ""
    texts: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    attached: bool = False
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an activity was read: its first line in the file, and its XML as UTF-8 without any contact-info."""

    file: str
    line: int
    xml: bytes = field(repr=False)
    head: bytes = field(default=b"<iati-activities>", repr=False)

    def document(self) -> bytes:
        """A file of its own that holds this activity alone, with the namespaces it was published under."""
        return self.head + self.xml + b"</iati-activities>"


@dataclass(frozen=True, slots=True)
class Activity:
    """Two activities are equal when they say the same, wherever they were read: `source` does not count."""

    identifier: str
    reporting_org: ReportingOrg = UNKNOWN_REPORTER
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[tuple[str, tuple[Narrative, ...]], ...] = ()  # (type code or "", texts)
    participating_orgs: tuple[ParticipatingOrg, ...] = ()
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    status: str = ""
    dates: tuple[ActivityDate, ...] = ()
    scope: str = ""
    countries: tuple[Country, ...] = ()
    regions: tuple[Region, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Sector, ...] = ()
    tags: tuple[Tag, ...] = ()
    humanitarian_scopes: tuple[HumanitarianScope, ...] = ()
    policy_markers: tuple[PolicyMarker, ...] = ()
    collaboration_type: str = ""
    flow_type: str = ""
    finance_type: str = ""
    aid_types: tuple[AidType, ...] = ()
    tied_status: str = ""
    budgets: tuple[Budget, ...] = ()
    planned_disbursements: tuple[PlannedDisbursement, ...] = ()
    capital_spend: Decimal | None = None
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    related_activities: tuple[RelatedActivity, ...] = ()
    conditions: Conditions | None = None
    results: tuple[Result, ...] = ()
    last_updated_at: datetime | None = None
    language: str = ""
    currency: str = ""
    hierarchy: int | None = None
    humanitarian: bool | None = None
    budget_not_provided: str = ""
    linked_data_uri: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def line(self) -> int:
        """First line in the file, 0 when the activity was not read from one."""
        return self.source.line if self.source else 0

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of what was published: its XML without contact-info, and with
        runs of blank space made one. Equal digests mean equal content. Different digests may still mean equal values
        (attributes in another order): then compare the activities. Empty when not read. Computed at each call.
        """
        if self.source is None:
            return ""
        return hashlib.sha256(b" ".join(self.source.xml.split()).replace(b"> <", b"><")).hexdigest()
