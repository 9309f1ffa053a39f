"""Projects made row by row, with what coverage counts; acts are not involved, so remembered extracts are dropped."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count

from concord.assistance.models import (
    Project,
    ProjectLink,
    ProjectMeasure,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
)
from concord.assistance.terms import Beneficiary, Flow, PartyRole, Status, Verdict
from concord.coverage.queries import forget
from concord.parties.models import Organisation
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.models import Audience
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.strategy.models import Measure
from concord.ui.text import Text
from tests.factories.parties import organisation

AT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
_numbers = count(1)


def private_audience(reader: Organisation) -> Audience:
    principals = frozenset({organisation_principal(reader.pk)})
    return audience_for(release=Release(tlp=TLP.AMBER, principals=principals))


def project(  # noqa: PLR0913  each is a fact that some test varies
    title: str = "",
    *,
    places: Mapping[str, float | None] | None = None,
    measures: Mapping[str, float | None] | None = None,
    money: Sequence[tuple[str, int | None, float | None]] = ((Flow.BUDGET, 2015, 100.0),),
    funders: Sequence[str] = (),
    implementers: Sequence[str] = (),
    links: Sequence[tuple[str, str]] = (),
    verdict: str = Verdict.SUGGESTED,
    starts_on: date | None = date(2015, 1, 1),
    ends_on: date | None = date(2016, 12, 31),
    beneficiary: str = Beneficiary.BORDER_SERVICES,
    originator: Organisation | None = None,
    audience: Audience | None = None,
    reporter: Organisation | None = None,
    **fields: object,
) -> Project:
    """``places`` are shares by country code (an empty code is the region), ``measures`` shares by key, ``money`` rows
    of flow, year and dollars (None: not convertible), ``funders`` and ``implementers`` codes of organisations.
    """
    number = next(_numbers)
    reporter = reporter or organisation("reporter")
    marking = {"originator": originator or reporter, "audience": audience or public_audience()}
    made = Project.objects.create(
        title=Text.of(en=title or f"Project {number}"),
        iati_identifier=fields.pop("identifier", f"XM-TEST-{number}"),
        reporter=reporter,
        status=fields.pop("status", Status.ONGOING),
        starts_on=starts_on,
        ends_on=ends_on,
        beneficiary=beneficiary,
        is_relevant=True,
        updated_at=AT,
        **marking,
        **fields,
    )
    part = {"project": made, **marking}
    for country, share in ({"KZ": 1.0} if places is None else places).items():
        region = "" if country else "619"
        ProjectPlace.objects.create(country=country, region=region, share=share, **part)
    author = {"decided_by": "A person", "decided_at": AT} if verdict != Verdict.SUGGESTED else {}
    for key, share in ({"S:II.1": 1.0} if measures is None else measures).items():
        measure = Measure.objects.get(key=key)
        ProjectMeasure.objects.create(measure=measure, share=share, verdict=verdict, **author, **part)
    for flow, year, usd in money:
        currency = "TMT" if usd is None else "USD"
        ProjectMoney.objects.create(flow=flow, year=year, currency=currency, value=usd or 100, usd=usd, **part)
    for role, codes in ((PartyRole.FUNDING, funders), (PartyRole.IMPLEMENTING, implementers)):
        for code in codes:
            ProjectParty.objects.create(role=role, organisation=organisation(code), **part)
    for kind, identifier in links:
        ProjectLink.objects.create(kind=kind, identifier=identifier, **part)
    forget()
    return made
