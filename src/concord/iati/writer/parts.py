from concord.iati.values import (
    AidType,
    Budget,
    Counterparty,
    Country,
    DocumentLink,
    Location,
    Money,
    PlannedDisbursement,
    Region,
    Sector,
    Transaction,
)
from concord.iati.writer.markup import coded, dated, narratives, spelled, tag, worded


def sector(one: Sector) -> str:
    stated = {
        "vocabulary": one.vocabulary,
        "vocabulary-uri": one.vocabulary_uri,
        "code": one.code,
        "percentage": one.percentage,
    }
    return tag("sector", stated, narratives(one.names))


def country(one: Country) -> str:
    return tag("recipient-country", {"code": one.code, "percentage": one.percentage}, narratives(one.names))


def region(one: Region) -> str:
    stated = {
        "code": one.code,
        "vocabulary": one.vocabulary,
        "vocabulary-uri": one.vocabulary_uri,
        "percentage": one.percentage,
    }
    return tag("recipient-region", stated, narratives(one.names))


def aid_type(name: str, one: AidType) -> str:
    return tag(name, {"code": one.code, "vocabulary": one.vocabulary})


def location(one: Location) -> str:
    point = ""
    if one.point:
        position = f"<pos>{spelled(one.point.latitude)} {spelled(one.point.longitude)}</pos>"
        point = tag("point", {"srsName": one.point.srs}, position)
    inside = [
        coded("location-reach", one.reach),
        *(tag("location-id", {"vocabulary": known.vocabulary, "code": known.code}) for known in one.ids),
        worded("name", one.names),
        worded("description", one.descriptions),
        worded("activity-description", one.activity_descriptions),
        *(
            tag("administrative", {"vocabulary": unit.vocabulary, "level": unit.level, "code": unit.code})
            for unit in one.administratives
        ),
        point,
        coded("exactness", one.exactness),
        coded("location-class", one.location_class),
        coded("feature-designation", one.feature),
    ]
    return tag("location", {"ref": one.ref}, "".join(inside))


def money(one: Money) -> str:
    return tag("value", {"currency": one.currency, "value-date": one.value_date}, spelled(one.amount))


def counterparty(side: str, one: Counterparty | None) -> str:
    """`side` is provider or receiver."""
    if one is None:
        return ""
    stated = {f"{side}-activity-id": one.activity_id, "type": one.type, "ref": one.ref}
    return tag(f"{side}-org", stated, narratives(one.names))


def budget(one: Budget) -> str:
    inside = dated("period-start", one.start) + dated("period-end", one.end) + money(one.value)
    return tag("budget", {"type": one.type, "status": one.status}, inside)


def planned_disbursement(one: PlannedDisbursement) -> str:
    inside = [
        dated("period-start", one.start),
        dated("period-end", one.end),
        money(one.value),
        counterparty("provider", one.provider),
        counterparty("receiver", one.receiver),
    ]
    return tag("planned-disbursement", {"type": one.type}, "".join(inside))


def transaction(one: Transaction) -> str:
    inside = [
        coded("transaction-type", one.type),
        dated("transaction-date", one.on),
        money(one.value),
        worded("description", one.descriptions),
        counterparty("provider", one.provider),
        counterparty("receiver", one.receiver),
        coded("disbursement-channel", one.channel),
        *map(sector, one.sectors),
        *map(country, one.countries),
        *map(region, one.regions),
        coded("flow-type", one.flow_type),
        coded("finance-type", one.finance_type),
        *(aid_type("aid-type", aid) for aid in one.aid_types),
        coded("tied-status", one.tied_status),
    ]
    return tag("transaction", {"ref": one.ref, "humanitarian": one.humanitarian}, "".join(inside))


def document(one: DocumentLink) -> str:
    inside = [
        worded("title", one.titles),
        worded("description", one.descriptions),
        *(coded("category", code) for code in one.categories),
        *(coded("language", code) for code in one.languages),
        dated("document-date", one.on),
    ]
    return tag("document-link", {"url": one.url, "format": one.format}, "".join(inside))
