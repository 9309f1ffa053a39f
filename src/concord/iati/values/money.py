from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from concord.iati.values.place import Country, Region
from concord.iati.values.purpose import AidType, Sector
from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class Money:
    """`currency` is the value's own or the activity's default; empty when neither is stated (the reader says so)."""

    amount: Decimal
    currency: str = ""
    value_date: date | None = None


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Provider or receiver of money; `activity_id` names the activity on their side."""

    ref: str = ""
    type: str = ""
    activity_id: str = ""
    names: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Type 1 original, 2 revised; status 1 indicative, 2 committed. Both are 1 where the file is silent."""

    value: Money
    start: date | None = None
    end: date | None = None
    type: str = "1"
    status: str = "1"


@dataclass(frozen=True, slots=True)
class PlannedDisbursement:
    value: Money
    start: date | None = None
    end: date | None = None
    type: str = ""
    provider: Counterparty | None = None
    receiver: Counterparty | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """Type codes of 2.03: 1 incoming funds, 2 commitment, 3 disbursement, 4 expenditure, 11 incoming commitment, …"""

    type: str
    value: Money
    on: date | None = None
    ref: str = ""
    humanitarian: bool | None = None
    descriptions: tuple[Narrative, ...] = ()
    provider: Counterparty | None = None
    receiver: Counterparty | None = None
    channel: str = ""
    sectors: tuple[Sector, ...] = ()
    countries: tuple[Country, ...] = ()
    regions: tuple[Region, ...] = ()
    flow_type: str = ""
    finance_type: str = ""
    aid_types: tuple[AidType, ...] = ()
    tied_status: str = ""
