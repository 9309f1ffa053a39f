from typing import TYPE_CHECKING

from concord.iati.building.draft import Draft, narratives
from concord.iati.building.element import Element
from concord.iati.building.place import country, region
from concord.iati.building.purpose import aid_type, sector
from concord.iati.mint import mint
from concord.iati.upgrade import BUDGET_TYPE, FLAG, TRANSACTION_TYPE, TRANSACTION_WORD
from concord.iati.values import (
    AidType,
    Budget,
    Counterparty,
    Country,
    Money,
    Narrative,
    PlannedDisbursement,
    Region,
    Sector,
    Transaction,
)

if TYPE_CHECKING:
    from datetime import date


make_money = mint(Money)
make_counterparty = mint(Counterparty)
make_budget = mint(Budget)
make_planned = mint(PlannedDisbursement)
make_transaction = mint(Transaction)


def money(element: Element, draft: Draft) -> Money | None:
    get = element.get
    amount = draft.number(element.text, element)
    if amount is None:
        return None
    currency = get("currency")
    if currency:
        currency = currency.strip().upper()
    if not currency:
        currency = draft.currency
        if not currency:
            draft.tell("currency-missing", element)
    stated = get("value-date")
    try:
        value_date = draft.days[stated]
    except KeyError:
        value_date = draft.new_day(stated, element)  # type: ignore[arg-type]  # None is always known
    if value_date is None and not stated:
        draft.tell("value-date-missing", element)
    return make_money(amount, currency, value_date)


def counterparty(element: Element, draft: Draft, activity_id: str) -> Counterparty:
    get = element.get
    return make_counterparty(
        (get("ref") or "").strip(),
        get("type") or "",
        (get(activity_id) or "").strip(),
        narratives(element, draft),
    )


def budget(element: Element, draft: Draft) -> Budget | None:
    start = end = None
    value: Money | None = None
    for child in element[:]:
        tag = child.tag
        if tag == "period-start":
            start = draft.day(child)
        elif tag == "period-end":
            end = draft.day(child)
        elif tag == "value":
            value = money(child, draft)
        else:
            draft.passed_over[tag] += 1
    if value is None:
        draft.tell("value-missing", element, "budget")
        return None
    if start is None or end is None:
        draft.tell("date-missing", element, "budget")
    kind = element.get("type") or "1"
    return make_budget(value, start, end, BUDGET_TYPE.get(kind, kind), element.get("status") or "1")


def planned_disbursement(element: Element, draft: Draft) -> PlannedDisbursement | None:
    start = end = None
    value: Money | None = None
    provider = receiver = None
    for child in element[:]:
        tag = child.tag
        if tag == "period-start":
            start = draft.day(child)
        elif tag == "period-end":
            end = draft.day(child)
        elif tag == "value":
            value = money(child, draft)
        elif tag == "provider-org":
            provider = counterparty(child, draft, "provider-activity-id")
        elif tag == "receiver-org":
            receiver = counterparty(child, draft, "receiver-activity-id")
        else:
            draft.passed_over[tag] += 1
    if value is None:
        draft.tell("value-missing", element, "planned-disbursement")
        return None
    if start is None:
        draft.tell("date-missing", element, "planned-disbursement")
    return make_planned(value, start, end, element.get("type") or "", provider, receiver)


def transaction(element: Element, draft: Draft) -> Transaction | None:  # noqa: C901, PLR0912, PLR0915  # one branch an element name
    kind = channel = flow_type = finance_type = tied_status = ""
    on: date | None = None
    value: Money | None = None
    descriptions: tuple[Narrative, ...] = ()
    provider: Counterparty | None = None
    receiver: Counterparty | None = None
    sectors: list[Sector] | None = None
    countries: list[Country] | None = None
    regions: list[Region] | None = None
    aid_types: list[AidType] | None = None
    for child in element[:]:
        tag = child.tag
        if tag == "value":
            value = money(child, draft)
        elif tag == "transaction-type":
            kind = child.get("code") or child.text or ""
            kind = TRANSACTION_TYPE.get(kind) or TRANSACTION_WORD.get(kind.strip().lower()) or kind.strip()
        elif tag == "transaction-date":
            on = draft.day(child)
        elif tag == "receiver-org":
            receiver = counterparty(child, draft, "receiver-activity-id")
        elif tag == "provider-org":
            provider = counterparty(child, draft, "provider-activity-id")
        elif tag == "sector":
            if purpose := sector(child, draft):
                sectors = [*sectors, purpose] if sectors else [purpose]
        elif tag == "description":
            descriptions += narratives(child, draft)
        elif tag == "disbursement-channel":
            channel = child.get("code") or ""
        elif tag == "recipient-country":
            if nation := country(child, draft):
                countries = [*countries, nation] if countries else [nation]
        elif tag == "recipient-region":
            if area := region(child, draft):
                regions = [*regions, area] if regions else [area]
        elif tag == "flow-type":
            flow_type = child.get("code") or ""
        elif tag == "finance-type":
            finance_type = child.get("code") or ""
        elif tag == "aid-type":
            if aid := aid_type(child, draft):
                aid_types = [*aid_types, aid] if aid_types else [aid]
        elif tag == "tied-status":
            tied_status = child.get("code") or ""
        else:
            draft.passed_over[tag] += 1
    if value is None:
        draft.tell("value-missing", element, "transaction")
        return None
    get = element.get
    if not kind:
        kind = TRANSACTION_WORD.get((get("type") or "").strip().lower(), "")
        if not kind:
            draft.tell("type-missing", element)
    if on is None:
        draft.tell("date-missing", element, "transaction")
    flag = get("humanitarian")
    return make_transaction(
        kind,
        value,
        on,
        get("ref") or "",
        FLAG.get(flag) if flag else None,
        descriptions,
        provider,
        receiver,
        channel,
        tuple(sectors) if sectors else (),
        tuple(countries) if countries else (),
        tuple(regions) if regions else (),
        flow_type,
        finance_type,
        tuple(aid_types) if aid_types else (),
        tied_status,
    )
