"""Rules of the standard that no schema can say, over the values of one activity (so for every version)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from concord.iati.check.faults import Fault
from concord.iati.values import Activity, Indicator

_SYMBOLS = re.compile(r"[/&|?]")
_YEAR = timedelta(days=366)
_OWN_VOCABULARIES = {"98", "99"}
_QUALITATIVE = "5"


def rule_faults(activity: Activity, *, at: date | None) -> Iterator[Fault]:
    for rule in _RULES:
        yield from rule(activity)
    if at is not None:
        yield from _future(activity, at)


def _identifiers(one: Activity) -> Iterator[Fault]:
    identifier, reporter = one.identifier, one.reporting_org.ref
    if identifier and identifier == reporter:
        yield Fault("identifier-of-organisation", identifier)
    former = [other.ref for other in one.other_identifiers if other.type == "B1"]
    if identifier and reporter and not any(identifier.startswith(f"{prefix}-") for prefix in (reporter, *former)):
        yield Fault("identifier-prefix", f"{identifier} of {reporter}")
    for text in (identifier, reporter):
        if _SYMBOLS.search(text):
            yield Fault("identifier-symbols", text)


def _dates(one: Activity) -> Iterator[Fault]:
    by_type = {each.type: each.on for each in one.dates}
    if not by_type.keys() & {"1", "2"}:
        yield Fault("start-date-missing", "")
    for start, end, what in (("1", "3", "planned"), ("2", "4", "actual")):
        if start in by_type and end in by_type and by_type[start] > by_type[end]:
            yield Fault("dates-order", f"{what}: {by_type[start]} is after {by_type[end]}")
    for budget in one.budgets:
        if budget.start and budget.end:
            if budget.start > budget.end:
                yield Fault("dates-order", f"budget: {budget.start} is after {budget.end}")
            elif budget.end - budget.start > _YEAR:
                yield Fault("budget-period-long", f"{budget.start} to {budget.end}")
    for planned in one.planned_disbursements:
        if planned.start and planned.end and planned.start > planned.end:
            yield Fault("dates-order", f"planned disbursement: {planned.start} is after {planned.end}")


def _future(one: Activity, at: date) -> Iterator[Fault]:
    if one.last_updated_at is not None and one.last_updated_at.date() > at:
        yield Fault("date-in-future", f"last updated {one.last_updated_at}")
    for each in one.dates:
        if each.type in {"2", "4"} and each.on > at:
            yield Fault("date-in-future", f"actual date {each.on}")
    for paid in one.transactions:
        if paid.on is not None and paid.on > at:
            yield Fault("date-in-future", f"transaction of {paid.on}")


def _purposes(one: Activity) -> Iterator[Fault]:
    paid = one.transactions
    if not one.sectors and not any(each.sectors for each in paid):
        yield Fault("sector-missing", "")
    if any(each.sectors for each in paid) and not all(each.sectors for each in paid):
        yield Fault("sector-not-on-all", "")
    if not (one.countries or one.regions) and not any(each.countries or each.regions for each in paid):
        yield Fault("place-missing", "")
    for sector in (*one.sectors, *(sector for each in paid for sector in each.sectors)):
        if sector.vocabulary in _OWN_VOCABULARIES and not sector.names:
            yield Fault("own-code-unexplained", f"sector {sector.code} of vocabulary {sector.vocabulary}")
    for marker in one.policy_markers:
        if marker.vocabulary in _OWN_VOCABULARIES and not marker.names:
            yield Fault("own-code-unexplained", f"policy marker {marker.code}")
    for vocabulary, count in Counter(aid.vocabulary for aid in one.aid_types).items():
        if count > 1:
            yield Fault("aid-type-twice", f"vocabulary {vocabulary}")


def _words(one: Activity) -> Iterator[Fault]:
    if not one.titles:
        yield Fault("title-missing", "")
    if not any(texts for _type, texts in one.descriptions):
        yield Fault("description-missing", "")
    if not one.language and any(not each.language for each in one.titles):
        yield Fault("language-missing", "")
    for org in one.participating_orgs:
        if not org.ref and not org.names:
            yield Fault("organisation-unnamed", f"participating-org of role {org.role}")


def _money(one: Activity) -> Iterator[Fault]:
    zero = sum(paid.value.amount == 0 for paid in one.transactions)
    if zero:
        yield Fault("zero-value", f"{zero} transactions")
    negative = [budget.value.amount for budget in one.budgets if budget.value.amount < 0]
    if negative:
        yield Fault("negative-budget", ", ".join(map(str, negative)))


def _results(one: Activity) -> Iterator[Fault]:
    for result in one.results:
        for indicator in result.indicators:
            if result.references and indicator.references:
                yield Fault("reference-twice", f"result of type {result.type}")
            yield from _indicator(indicator)


def _indicator(one: Indicator) -> Iterator[Fault]:
    stated = [("baseline", each.value) for each in one.baselines]
    for period in one.periods:
        stated += [("target", each.value) for each in period.targets]
        stated += [("actual", each.value) for each in period.actuals]
        if period.start and period.end and period.start > period.end:
            yield Fault("dates-order", f"indicator period: {period.start} is after {period.end}")
    for what, value in stated:
        if one.measure == _QUALITATIVE:
            if value:
                yield Fault("indicator-value", f"{what} of a qualitative indicator has a value: {value}")
        elif not value:
            yield Fault("indicator-value", f"{what} without a value")
        elif not _is_number(value):
            yield Fault("indicator-value", f"{what} is not a number: {value}")


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


_RULES: tuple[Callable[[Activity], Iterator[Fault]], ...] = (
    _identifiers,
    _dates,
    _purposes,
    _words,
    _money,
    _results,
)
