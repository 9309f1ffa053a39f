"""Who reads a negotiation is changed by its originator, on a page, knowingly, and on record."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.parties import seat, state
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.room import Room

from concord.journal.models import Entry
from concord.plans.actions.drafts import MarkedMeanwhile, mark_draft
from concord.plans.models import Draft
from concord.sharing.models import AudienceEntry
from concord.sharing.terms import TLP, Release, organisation_principal, seat_principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room(negotiation())


def draft(talks: Negotiation) -> Draft:
    rows = Draft.objects.unscoped(reason="a test reads it").select_related("audience")
    return rows.get(pk=talks.draft.pk)


def listed(talks: Negotiation) -> set[str]:
    return {*AudienceEntry.objects.filter(audience=draft(talks).audience_id).values_list("principal", flat=True)}


def of(talks: Negotiation, *codes: str) -> list[str]:
    return [organisation_principal(talks.organisations[code].pk) for code in codes]


def form(room: Room, **more: object) -> dict[str, object]:
    html = room.client("chair").get(f"{room.url}marking/").content.decode()
    token = re.search(r'name="token" value="(\w+)"', html)
    assert token
    everybody = of(room.talks, "chair", "kz", "uz", "tj")
    return {"token": token[1], "tlp": "amber_strict", "readers": "named", "organisations": everybody, **more}


def post(room: Room, who: str = "chair", **data: object):
    return room.client(who).post(f"{room.url}marking/", data)


def test_the_originator_releases_it_to_one_more_and_it_is_on_record(room):
    other = seat(state("TM"))
    more = organisation_principal(other.organisation_id)
    asked = form(room)
    assert post(room, **asked | {"organisations": [*asked["organisations"], more]}).status_code == 302
    assert listed(room.talks) == {*asked["organisations"], more}
    client = Client()
    client.force_login(other.user)
    assert client.get(room.url).status_code == 200
    entry = Entry.objects.filter(act="plans.mark_draft").get()
    assert (entry.summary["to"], entry.summary["released_to"]) == ("amber_strict", 5)


def test_the_same_marking_again_changes_nothing_and_leaves_no_entry(room):
    assert post(room, **form(room)).status_code == 302
    assert Entry.objects.filter(act="plans.mark_draft").count() == 0


def test_a_delegation_at_the_table_is_shut_out_only_knowingly(room):
    asked = form(room, organisations=of(room.talks, "chair", "kz", "uz"))
    refused = post(room, **asked)
    assert (refused.status_code, "could not read it any more" in refused.content.decode()) == (200, True)
    assert room.client("tj").get(room.url).status_code == 200
    assert post(room, **asked, knowingly="on").status_code == 302
    assert [room.client(who).get(room.url).status_code for who in ("tj", "kz")] == [404, 200]
    table = room.client("chair").get(f"{room.url}delegations/").content.decode()
    assert "it sits at the table and cannot read" in table


def test_red_names_the_persons_who_hold_credentials(room):
    assert post(room, **form(room, tlp="red", readers="named")).status_code == 200
    assert post(room, **form(room, tlp="red", readers="seats")).status_code == 302
    assert listed(room.talks) == {seat_principal(each.pk) for each in room.talks.seats.values()}
    assert [room.client(who).get(room.url).status_code for who in ("kz", "uz", "tj")] == [200, 200, 200]
    assert room.client("kz").get(f"{room.url}files/rolling/?format=docx").status_code == 404


def test_a_marking_changed_meanwhile_is_not_written_over(room):
    asked = form(room, tlp="green", readers="members")
    release = Release(tlp=TLP.AMBER_STRICT, principals=frozenset(of(room.talks, "chair", "kz", "uz")))
    mark_draft(actor=room.talks.again("chair"), draft=room.talks.draft, release=release, at=AT + timedelta(days=1))
    answer = post(room, **asked)
    assert (answer.status_code, "Somebody else changed the marking" in answer.content.decode()) == (409, True)
    assert listed(room.talks) == {*of(room.talks, "chair", "kz", "uz")}
    again = re.search(r'name="token" value="(\w+)"', answer.content.decode())
    assert again
    assert post(room, **asked | {"token": again[1]}).status_code == 302
    assert listed(room.talks) == {"members"}
    with pytest.raises(MarkedMeanwhile):
        mark_draft(actor=room.talks.again("chair"), draft=room.talks.draft, release=release, held="0" * 64, at=AT)


def test_others_see_how_it_is_marked_and_change_nothing(room):
    offer = "Change who may read it"
    tables = {who: room.client(who).get(f"{room.url}delegations/").content.decode() for who in ("kz", "chair")}
    assert [("AMBER+STRICT" in table, offer in table) for table in tables.values()] == [(True, False), (True, True)]
    assert [each.get(f"{room.url}marking/").status_code for each in (room.client("kz"), Client())] == [403, 404]
    assert post(room, "kz", tlp="clear", readers="public", token="x").status_code == 403
