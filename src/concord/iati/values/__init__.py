"""What an IATI activity says, as frozen values. An empty string or an empty tuple means that the file is silent."""

from concord.iati.values.activity import (
    Activity,
    ActivityDate,
    Condition,
    Conditions,
    Header,
    OtherIdentifier,
    RelatedActivity,
    Source,
)
from concord.iati.values.document import DocumentLink
from concord.iati.values.money import Budget, Counterparty, Money, PlannedDisbursement, Transaction
from concord.iati.values.party import ParticipatingOrg, ReportingOrg
from concord.iati.values.place import Administrative, Country, Location, LocationId, Point, Region
from concord.iati.values.purpose import AidType, HumanitarianScope, PolicyMarker, Sector, Tag
from concord.iati.values.result import Baseline, Dimension, Indicator, Measured, Period, Reference, Result
from concord.iati.values.text import Narrative, in_language

__all__ = [
    "Activity",
    "ActivityDate",
    "Administrative",
    "AidType",
    "Baseline",
    "Budget",
    "Condition",
    "Conditions",
    "Counterparty",
    "Country",
    "Dimension",
    "DocumentLink",
    "Header",
    "HumanitarianScope",
    "Indicator",
    "Location",
    "LocationId",
    "Measured",
    "Money",
    "Narrative",
    "OtherIdentifier",
    "ParticipatingOrg",
    "Period",
    "PlannedDisbursement",
    "Point",
    "PolicyMarker",
    "Reference",
    "Region",
    "RelatedActivity",
    "ReportingOrg",
    "Result",
    "Sector",
    "Source",
    "Tag",
    "Transaction",
    "in_language",
]
