"""Activities drawn by hypothesis: whole, of 2.03, as the reader would give them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from concord.iati import values as v
from concord.iati.upgrade import TRANSACTION_TYPE

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
codes = st.text("ABCXYZ0123456789-&<'\"", min_size=1, max_size=8).filter(lambda code: code not in TRANSACTION_TYPE)
"""Without the letters of 1.0x, which the reader gives as their codes of 2.03."""
maybe_code = codes | st.just("")
dates = st.dates(date(1990, 1, 1), date(2060, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive by contract
amounts = st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2)
shares = st.none() | st.decimals(0, 100, places=2)
uris = st.just("") | st.just("https://example.org/a?b=1&c=2")
narrative = st.builds(v.Narrative, text=words, language=st.sampled_from(["en", "ru", "kk"]))


def few(one: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, min_size=least, max_size=max(least, 2)).map(tuple)


texts = few(narrative)
some_texts = few(narrative, 1)
sectors = st.builds(v.Sector, codes, codes, shares, texts, uris)
plain_sectors = st.builds(v.Sector, codes, codes, st.none(), texts, uris)
nations = st.sampled_from(["KZ", "KG", "TJ", "TM", "UZ"])
aid_types = few(st.builds(v.AidType, codes, codes))
money = st.builds(v.Money, amounts, st.sampled_from(["USD", "KZT"]), dates)
sides = st.none() | st.builds(v.Counterparty, codes, maybe_code, maybe_code, texts)
documents = few(
    st.builds(
        v.DocumentLink,
        st.just("https://example.org/d"),
        st.just("text/html"),
        some_texts,
        texts,
        few(codes, 1),
        few(st.sampled_from(["en", "ru"])),
        st.none() | dates,
    )
)
transactions = st.builds(
    v.Transaction,
    codes,
    money,
    dates,
    maybe_code,
    st.none() | st.booleans(),
    texts,
    sides,
    sides,
    maybe_code,
    few(plain_sectors),
    st.just(()) | st.tuples(st.builds(v.Country, nations, st.none(), texts)),
    st.just(()) | st.tuples(st.builds(v.Region, codes, codes, st.none(), texts, uris)),
    maybe_code,
    maybe_code,
    aid_types,
    maybe_code,
)
locations = st.builds(
    v.Location,
    maybe_code,
    maybe_code,
    few(st.builds(v.LocationId, codes, codes)),
    texts,
    texts,
    texts,
    few(st.builds(v.Administrative, codes, codes, st.sampled_from(["", "1", "2"]))),
    st.none()
    | st.builds(
        v.Point,
        st.decimals(-90, 90, places=5),
        st.decimals(-180, 180, places=5),
        st.just("http://www.opengis.net/4326"),
    ),
    maybe_code,
    maybe_code,
    maybe_code,
)
dimensions = few(st.builds(v.Dimension, codes, codes))
measured = st.builds(v.Measured, codes, few(codes), dimensions, texts, documents)
indicators = st.builds(
    v.Indicator,
    codes,
    st.booleans(),
    st.none() | st.booleans(),
    some_texts,
    texts,
    documents,
    few(st.builds(v.Reference, codes, codes, st.just(""), uris)),
    few(st.builds(v.Baseline, codes, st.just("2019"), st.none() | dates, few(codes), dimensions, texts, documents)),
    few(st.builds(v.Period, dates, dates, few(measured), few(measured))),
)
results = st.builds(
    v.Result,
    codes,
    st.none() | st.booleans(),
    some_texts,
    texts,
    documents,
    few(st.builds(v.Reference, codes, codes, uris)),
    few(indicators, 1),
)
activities = st.builds(
    v.Activity,
    identifier=codes,
    reporting_org=st.builds(v.ReportingOrg, codes, codes, some_texts, st.booleans()),
    titles=some_texts,
    descriptions=few(st.tuples(maybe_code, some_texts), 1),
    participating_orgs=few(st.builds(v.ParticipatingOrg, codes, maybe_code, maybe_code, texts, maybe_code), 1),
    other_identifiers=few(st.builds(v.OtherIdentifier, codes, codes, maybe_code, texts)),
    status=codes,
    dates=few(st.builds(v.ActivityDate, codes, dates, texts), 1),
    scope=maybe_code,
    countries=few(st.builds(v.Country, nations, shares, texts)),
    regions=few(st.builds(v.Region, codes, codes, shares, texts, uris)),
    locations=few(locations),
    sectors=few(sectors),
    tags=few(st.builds(v.Tag, codes, codes, texts, uris)),
    humanitarian_scopes=few(st.builds(v.HumanitarianScope, codes, codes, codes, texts, uris)),
    policy_markers=few(st.builds(v.PolicyMarker, codes, codes, maybe_code, texts, uris)),
    collaboration_type=maybe_code,
    flow_type=maybe_code,
    finance_type=maybe_code,
    aid_types=aid_types,
    tied_status=maybe_code,
    budgets=few(st.builds(v.Budget, money, dates, dates, codes, codes)),
    planned_disbursements=few(
        st.builds(v.PlannedDisbursement, money, dates, st.none() | dates, maybe_code, sides, sides)
    ),
    capital_spend=shares,
    transactions=few(transactions),
    documents=documents,
    related_activities=few(st.builds(v.RelatedActivity, codes, codes)),
    conditions=st.none() | st.builds(v.Conditions, st.booleans(), few(st.builds(v.Condition, codes, some_texts))),
    results=few(results),
    last_updated_at=st.none() | moments,
    language=st.sampled_from(["", "en", "ru"]),
    currency=st.sampled_from(["", "USD"]),
    hierarchy=st.none() | st.integers(1, 4),
    humanitarian=st.none() | st.booleans(),
    budget_not_provided=maybe_code,
    linked_data_uri=uris,
)
