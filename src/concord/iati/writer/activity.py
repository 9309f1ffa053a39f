from collections.abc import Iterator

from concord.iati.values import Activity, Conditions, HumanitarianScope, OtherIdentifier, PolicyMarker, Tag
from concord.iati.writer.markup import coded, narratives, spelled, tag, text, worded
from concord.iati.writer.parts import (
    aid_type,
    budget,
    country,
    document,
    location,
    planned_disbursement,
    region,
    sector,
    transaction,
)
from concord.iati.writer.results import result


def activity_xml(one: Activity) -> str:
    """One `iati-activity` element, each of its children on a line of its own."""
    stated = {
        "xml:lang": one.language,
        "default-currency": one.currency,
        "last-updated-datetime": one.last_updated_at,
        "hierarchy": one.hierarchy,
        "humanitarian": one.humanitarian,
        "budget-not-provided": one.budget_not_provided,
        "linked-data-uri": one.linked_data_uri,
    }
    children = [*_identity(one), *_purpose(one), *_money(one), *_links(one)]
    return tag("iati-activity", stated, "\n" + "".join(f"  {child}\n" for child in children if child)) + "\n"


def _identity(one: Activity) -> Iterator[str]:
    yield f"<iati-identifier>{text(one.identifier)}</iati-identifier>"
    reporter = one.reporting_org
    stated = {"ref": reporter.ref, "type": reporter.type, "secondary-reporter": reporter.secondary or None}
    yield tag("reporting-org", stated, narratives(reporter.names))
    yield worded("title", one.titles)
    for kind, texts in one.descriptions:
        yield worded("description", texts, {"type": kind})
    for org in one.participating_orgs:
        about = {
            "ref": org.ref,
            "type": org.type,
            "role": org.role,
            "activity-id": org.activity_id,
            "crs-channel-code": org.crs_channel,
        }
        yield tag("participating-org", about, narratives(org.names))
    yield from map(_other_identifier, one.other_identifiers)
    yield coded("activity-status", one.status)
    for when in one.dates:
        yield tag("activity-date", {"type": when.type, "iso-date": when.on}, narratives(when.notes))


def _other_identifier(one: OtherIdentifier) -> str:
    owner = tag("owner-org", {"ref": one.owner_ref}, narratives(one.owner_names))
    return tag(
        "other-identifier", {"ref": one.ref, "type": one.type}, owner if one.owner_ref or one.owner_names else ""
    )


def _purpose(one: Activity) -> Iterator[str]:
    yield coded("activity-scope", one.scope)
    yield from map(country, one.countries)
    yield from map(region, one.regions)
    yield from map(location, one.locations)
    yield from map(sector, one.sectors)
    yield from map(_tag, one.tags)
    yield from map(_humanitarian_scope, one.humanitarian_scopes)
    yield from map(_policy_marker, one.policy_markers)
    yield coded("collaboration-type", one.collaboration_type)
    yield coded("default-flow-type", one.flow_type)
    yield coded("default-finance-type", one.finance_type)
    for aid in one.aid_types:
        yield aid_type("default-aid-type", aid)
    yield coded("default-tied-status", one.tied_status)


def _tag(one: Tag) -> str:
    stated = {"code": one.code, "vocabulary": one.vocabulary, "vocabulary-uri": one.vocabulary_uri}
    return tag("tag", stated, narratives(one.names))


def _humanitarian_scope(one: HumanitarianScope) -> str:
    stated = {
        "type": one.type,
        "vocabulary": one.vocabulary,
        "vocabulary-uri": one.vocabulary_uri,
        "code": one.code,
    }
    return tag("humanitarian-scope", stated, narratives(one.names))


def _policy_marker(one: PolicyMarker) -> str:
    stated = {
        "vocabulary": one.vocabulary,
        "vocabulary-uri": one.vocabulary_uri,
        "code": one.code,
        "significance": one.significance,
    }
    return tag("policy-marker", stated, narratives(one.names))


def _money(one: Activity) -> Iterator[str]:
    yield from map(budget, one.budgets)
    yield from map(planned_disbursement, one.planned_disbursements)
    if one.capital_spend is not None:
        yield tag("capital-spend", {"percentage": spelled(one.capital_spend)})
    yield from map(transaction, one.transactions)


def _links(one: Activity) -> Iterator[str]:
    yield from map(document, one.documents)
    for related in one.related_activities:
        yield tag("related-activity", {"ref": related.ref, "type": related.type})
    if one.conditions is not None:
        yield _conditions(one.conditions)
    yield from map(result, one.results)


def _conditions(one: Conditions) -> str:
    inside = "".join(worded("condition", each.texts, {"type": each.type}) for each in one.conditions)
    return tag("conditions", {"attached": one.attached}, inside)
