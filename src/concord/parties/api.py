"""Organisations as JSON."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from concord.parties.models import Organisation
from concord.parties.queries import organisations_for_page, organisations_in_list
from concord.parties.terms import Kind
from concord.parties.terms.definitions import Words
from concord.policy import Actor
from concord.ui.pages import found

router = Router(tags=["parties"])


class Known(Schema):
    sources: list[str]
    confidence: str


class OrganisationLine(Known):
    code: str
    kind: Kind
    name: Words
    short_name: Words
    iso2: str
    iati_id: str
    is_plan_state: bool


class MandateOut(Known):
    subject: Words
    measures: list[str]


class MembershipOut(Known):
    body: str
    role: str

    @staticmethod
    def resolve_body(row: object) -> str:
        return str(row.body.code)  # type: ignore[attr-defined]


class OrganisationOut(OrganisationLine):
    iso3: str
    mandates: list[MandateOut]
    memberships: list[MembershipOut]

    @staticmethod
    def resolve_mandates(row: Organisation) -> list[object]:
        return list(row.mandates.all())

    @staticmethod
    def resolve_memberships(row: Organisation) -> list[object]:
        return list(row.memberships.all())


@router.get("/organisations", response=list[OrganisationLine], summary="Organisations, all or of one kind")
@paginate(LimitOffsetPagination)
def organisations(request: HttpRequest, kind: Kind | None = None) -> list[Organisation]:
    """As a list, of which any part may be asked for: a database takes no number of 20 digits."""
    return list(organisations_in_list(actor=_actor(request), kind=kind or ""))


@router.get("/organisations/{code}", response=OrganisationOut, summary="One organisation with mandates and memberships")
def organisation(request: HttpRequest, code: str) -> Organisation:
    return found(organisations_for_page(actor=_actor(request)), code=code)


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
