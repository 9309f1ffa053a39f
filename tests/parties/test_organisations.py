"""Reference data on parties: loaded twice without loss, refused with the place named, shown in constant queries."""

from datetime import UTC, datetime

import pytest
from tests.factories.parties import organisation

from concord.parties.actions import UnableToLoad, load_organisations
from concord.parties.models import Mandate, Membership, Organisation
from concord.parties.terms.definitions import PartiesDefinition
from concord.policy import Actor, Refused
from concord.wiring.loading import CENTRAL_ASIA, _yaml

pytestmark = pytest.mark.django_db
AT = datetime(2011, 11, 30, tzinfo=UTC)


def reference() -> PartiesDefinition:
    return PartiesDefinition.model_validate(_yaml(CENTRAL_ASIA / "parties.yaml"))


def contents() -> list[tuple[object, ...]]:
    return [
        *Organisation.objects.order_by("code").values_list("code", "name", "iso2", "iati_id", "parent__code"),
        *Membership.objects.order_by("member__code", "body__code", "role").values_list("member__code", "body__code"),
        *Mandate.objects.order_by("organisation__code", "subject").values_list("organisation__code", "measures"),
    ]


def test_the_plan_is_of_five_states_and_a_second_load_changes_nothing():
    load_organisations(actor=Actor.system("loader"), definition=reference(), at=AT)
    first = contents()
    load_organisations(actor=Actor.system("loader"), definition=reference(), at=AT)
    assert contents() == first
    plan_states = Organisation.objects.filter(is_plan_state=True).order_by("iso2").values_list("iso2", flat=True)
    assert list(plan_states) == ["KG", "KZ", "TJ", "TM", "UZ"]


def test_every_fact_has_a_source():
    rows = reference().parties
    assert [row.code for row in rows if not row.sources] == []


def test_an_unknown_body_is_named_and_nothing_is_kept():
    rows = {"plan_states": [], "parties": [{"code": "kz", "kind": "state", "name": "Kazakhstan",
            "memberships": [{"body": "atlantis"}]}]}  # fmt: skip
    with pytest.raises(UnableToLoad, match="kz names the organisation atlantis"):
        load_organisations(actor=Actor.system("loader"), definition=PartiesDefinition.model_validate(rows), at=AT)
    assert Organisation.objects.count() == 0


def test_the_public_loads_nothing():
    with pytest.raises(Refused):
        load_organisations(actor=Actor.anonymous(), definition=reference(), at=AT)


@pytest.mark.parametrize("members", [1, 3])
def test_a_page_takes_the_same_queries_for_one_member_and_for_three(client, django_assert_num_queries, members):
    body = organisation("osce")
    for n in range(members):
        Membership.objects.create(member=organisation(f"member-{n}"), body=body)
        Mandate.objects.create(organisation=body, subject={"en": "Borders"}, measures=["GCTS:II.13"])
    client.get("/parties/")
    with django_assert_num_queries(7):
        page = client.get("/parties/osce/")
    assert (page.status_code, page.content.count(b"member-")) == (200, 2 * members)


def test_the_register_in_russian(client):
    load_organisations(actor=Actor.system("loader"), definition=reference(), at=AT)
    page = client.get("/ru/parties/").content.decode()
    assert "Республика Казахстан" in page
    assert "Republic of Kazakhstan" not in page


def test_absent_is_a_404_without_words_about_it(client):
    assert client.get("/parties/nobody/").status_code == 404
