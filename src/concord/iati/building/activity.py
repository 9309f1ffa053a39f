from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from concord.iati.building.document import document
from concord.iati.building.draft import XML_LANG, Draft, make_narrative, narratives
from concord.iati.building.element import Element
from concord.iati.building.money import budget, planned_disbursement, transaction
from concord.iati.building.place import country, location, region
from concord.iati.building.purpose import aid_type, humanitarian_scope, policy_marker, sector, tag
from concord.iati.building.result import result
from concord.iati.mint import mint
from concord.iati.upgrade import DATE_TYPE, FLAG, ROLE, STATUS_WORD
from concord.iati.values import (
    Activity,
    ActivityDate,
    Condition,
    Conditions,
    Country,
    DocumentLink,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    Region,
    RelatedActivity,
    ReportingOrg,
    Sector,
    Source,
)
from concord.iati.values.activity import UNKNOWN_REPORTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


make_activity = mint(Activity)
make_date = mint(ActivityDate)
make_participant = mint(ParticipatingOrg)
make_related = mint(RelatedActivity)
make_other = mint(OtherIdentifier)

_HUNDRED = Decimal(100)
_ROUNDING = Decimal("0.02")  # thirds published with two decimals


def _participating_org(element: Element, draft: Draft) -> ParticipatingOrg:
    get = element.get
    role = get("role") or ""
    return make_participant(
        ROLE.get(role, role),
        (get("ref") or "").strip(),
        get("type") or "",
        narratives(element, draft),
        (get("activity-id") or "").strip(),
        get("crs-channel-code") or "",
    )


def _activity_date(element: Element, draft: Draft) -> ActivityDate | None:
    on = draft.day(element)
    if on is None:
        draft.tell("date-missing", element, "activity-date")
        return None
    kind = element.get("type") or ""
    notes = narratives(element, draft) if len(element) else ()
    return make_date(DATE_TYPE.get(kind, kind), on, notes)


def _related_activity(element: Element, draft: Draft) -> RelatedActivity | None:
    ref = (element.get("ref") or "").strip()
    if not ref:
        draft.tell("code-missing", element, "related-activity without ref")
        return None
    return make_related(ref, element.get("type") or "")


def _other_identifier(element: Element, draft: Draft) -> OtherIdentifier | None:
    get = element.get
    ref = (get("ref") or element.text or "").strip()
    if not ref:
        draft.tell("code-missing", element, "other-identifier without ref")
        return None
    owner_ref = get("owner-ref") or ""
    name = get("owner-name")
    owner_names: tuple[Narrative, ...] = (make_narrative(name, draft.language),) if name else ()
    for child in element[:]:
        if child.tag == "owner-org":
            owner_ref = child.get("ref") or ""
            owner_names = narratives(child, draft)
        else:
            draft.passed_over[child.tag] += 1
    return make_other(ref, get("type") or "", owner_ref.strip(), owner_names)


def _description(element: Element, draft: Draft) -> "tuple[str, Any]":
    return element.get("type") or "", narratives(element, draft)


def _website(element: Element, draft: Draft) -> DocumentLink | None:  # noqa: ARG001  # the shape all builders share
    """`activity-website` of 1.0x is a document link of category A12 (project web page)."""
    url = (element.text or "").strip()
    return DocumentLink(url, "text/html", categories=("A12",)) if url else None


LISTS: "dict[str, Callable[[Element, Draft], Any]]" = {
    "participating-org": _participating_org,
    "activity-date": _activity_date,
    "related-activity": _related_activity,
    "other-identifier": _other_identifier,
    "description": _description,
    "activity-website": _website,
    "transaction": transaction,
    "budget": budget,
    "planned-disbursement": planned_disbursement,
    "sector": sector,
    "recipient-country": country,
    "recipient-region": region,
    "policy-marker": policy_marker,
    "tag": tag,
    "humanitarian-scope": humanitarian_scope,
    "default-aid-type": aid_type,
    "location": location,
    "result": result,
}
"""Elements that repeat, each with what builds one; a builder returns None for what is not kept."""

CODES = {
    "activity-scope",
    "activity-status",
    "collaboration-type",
    "default-flow-type",
    "default-finance-type",
    "default-tied-status",
}
"""Elements that say one code."""


def build(element: Element, *, draft: Draft, source: Source) -> Activity:  # noqa: C901, PLR0912  # one branch an element name
    """The activity of an `iati-activity` element. What cannot be kept is told to `draft`."""
    get = element.get
    stated = get(XML_LANG)
    draft.language = (draft.languages.get(stated) or draft.fold(stated, element)) if stated else ""
    draft.currency = (get("default-currency") or "").strip().upper()
    many: defaultdict[str, list[Any]] = defaultdict(list)
    once: dict[str, str] = {}
    documents: list[DocumentLink] = []
    identifier = ""
    reporting_org = UNKNOWN_REPORTER
    titles: tuple[Narrative, ...] = ()
    conditions: Conditions | None = None
    capital_spend: Decimal | None = None
    for child in element[:]:
        name = child.tag
        builder = LISTS.get(name)
        if builder is not None:
            value = builder(child, draft)
            if value is not None:
                many[name].append(value)
        elif name in CODES:
            once[name] = (child.get("code") or _coded(child)).strip()
        elif name == "document-link":
            documents += document(child, draft)
        elif name == "iati-identifier":
            identifier = _identifier(child, draft)
        elif name == "title":
            titles += narratives(child, draft)
        elif name == "reporting-org":
            reporting_org = _reporting_org(child, draft)
        elif name == "conditions":
            conditions = _conditions(child, draft)
        elif name == "capital-spend":
            capital_spend = draft.number(child.get("percentage"), child)
        elif name == "contact-info":
            draft.passed_over[name] += 1
            draft.tell("personal-data", child)
        else:
            draft.passed_over[name] += 1
    if not identifier:
        draft.tell("identifier-missing")
    lists = {name: tuple(values) for name, values in many.items()}
    take = lists.get
    countries, regions, sectors = take("recipient-country", ()), take("recipient-region", ()), take("sector", ())
    transactions = take("transaction", ())
    if countries or regions or sectors:
        _weigh(countries, regions, sectors, draft)
        _compare(countries, regions, sectors, transactions, draft)
    flag = get("humanitarian")
    return make_activity(
        identifier,
        reporting_org,
        titles,
        take("description", ()),
        take("participating-org", ()),
        take("other-identifier", ()),
        once.get("activity-status", ""),
        take("activity-date", ()),
        once.get("activity-scope", ""),
        countries,
        regions,
        take("location", ()),
        sectors,
        take("tag", ()),
        take("humanitarian-scope", ()),
        take("policy-marker", ()),
        once.get("collaboration-type", ""),
        once.get("default-flow-type", ""),
        once.get("default-finance-type", ""),
        take("default-aid-type", ()),
        once.get("default-tied-status", ""),
        take("budget", ()),
        take("planned-disbursement", ()),
        capital_spend,
        transactions,
        tuple(documents) + take("activity-website", ()),
        take("related-activity", ()),
        conditions,
        take("result", ()),
        draft.moment(get("last-updated-datetime"), element),
        draft.language,
        draft.currency,
        _whole(get("hierarchy"), element, draft),
        FLAG.get(flag) if flag else None,
        get("budget-not-provided") or "",
        get("linked-data-uri") or "",
        source,
    )


def _identifier(element: Element, draft: Draft) -> str:
    text = element.text or ""
    bare = text.strip()
    if bare != text:
        draft.tell("identifier-spaces", element, text)
    return bare


def _coded(element: Element) -> str:
    """The code of an element of 1.0x that has only words, where the words say which."""
    word = (element.text or "").strip().lower()
    return STATUS_WORD.get(word, "") if element.tag == "activity-status" else ""


def _reporting_org(element: Element, draft: Draft) -> ReportingOrg:
    get = element.get
    return ReportingOrg(
        (get("ref") or "").strip(),
        get("type") or "",
        narratives(element, draft),
        FLAG.get(get("secondary-reporter") or "") or False,
    )


def _conditions(element: Element, draft: Draft) -> Conditions:
    found = [
        Condition(child.get("type") or "", narratives(child, draft)) for child in element[:] if child.tag == "condition"
    ]
    return Conditions(FLAG.get(element.get("attached") or "") or False, tuple(found))


def _whole(stated: str | None, element: Element, draft: Draft) -> int | None:
    if not stated:
        return None
    try:
        return int(stated) if len(stated) < 10 else None  # noqa: PLR2004  # xsd:int, and none has more than one digit
    except ValueError:
        draft.tell("bad-number", element, stated)
        return None


def _weigh(
    countries: tuple[Country, ...], regions: tuple[Region, ...], sectors: tuple[Sector, ...], draft: Draft
) -> None:
    """Shares must sum to 100: sectors within each vocabulary, countries together with the regions of one vocabulary."""
    for vocabulary in {one.vocabulary for one in sectors}:
        _sum([one.percentage for one in sectors if one.vocabulary == vocabulary], f"sectors of {vocabulary}", draft)
    nations = [one.percentage for one in countries]
    vocabularies = {one.vocabulary for one in regions}
    for vocabulary in vocabularies:
        areas = [one.percentage for one in regions if one.vocabulary == vocabulary]
        _sum(nations + areas, "countries and regions", draft)
    if nations and not vocabularies:
        _sum(nations, "countries", draft)


def _sum(shares: "list[Decimal | None]", what: str, draft: Draft) -> None:
    known = [share for share in shares if share is not None]
    if not known:
        if len(shares) > 1:
            draft.tell("percentage-partial", None, what)
        return
    if len(known) < len(shares):
        draft.tell("percentage-partial", None, what)
    if any(not 0 <= share <= _HUNDRED for share in known):
        draft.tell("percentage-range", None, what)
    total = sum(known, Decimal())
    if abs(total - _HUNDRED) > _ROUNDING:
        draft.tell("percentage-sum", None, f"{what}: {total}")


def _compare(
    countries: "Iterable[Country]",
    regions: "Iterable[Region]",
    sectors: "Iterable[Sector]",
    transactions: "tuple[Any, ...]",
    draft: Draft,
) -> None:
    """The standard asks for places and sectors on the activity or on every transaction, not on both."""
    if (countries or regions) and any(one.countries or one.regions for one in transactions):
        draft.tell("place-twice")
    if sectors and any(one.sectors for one in transactions):
        draft.tell("sector-twice")
