"""From what the experts recommended to a proposal that says where it comes from."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.meetings import process
from tests.factories.plans import negotiation
from tests.plans.room import Room

from concord.meetings.models import Recommendation
from concord.plans.models import Proposal
from concord.plans.queries.recommendations import recommended
from concord.plans.terms import Origin
from concord.sharing.actions import public_audience
from concord.sharing.models import Audience

pytestmark = pytest.mark.django_db


def released(to: Audience) -> Recommendation:
    """The first recommendation, released so; the others to nobody here."""
    rows = Recommendation.objects.unscoped(reason="a test releases one")
    row = rows.order_by("position").first()
    row.audience = to
    row.save()
    return row


@pytest.fixture
def room() -> Room:
    process()
    return Room(negotiation())


def page(room: Room, who: str, name: str = "recommendations/", **query: str) -> str:
    answer = room.client(who).get(f"{room.url}{name}", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def asked(row: Recommendation) -> str:
    return f"propose/?kind=ADD&recommendation={row.uuid}"


def test_a_recommendation_is_proposed_from_its_page_and_says_so(room):
    row = released(public_audience())
    listed = page(room, "kz")
    assert asked(row).replace("&", "&amp;") in listed
    form = page(room, "kz", "propose/", kind="ADD", recommendation=str(row.uuid))
    assert "From a recommendation of an expert meeting" in form
    assert "Adopt a plan.</textarea>" in form
    assert '<option value="part" selected' not in form
    part = room.talks.provisions["part"].uuid
    sent = {"kind": "ADD", "language": "en", "words": "Adopt a joint plan.", "makes": "measure", "after": f"in:{part}"}
    assert room.client("kz").post(f"{room.url}{asked(row)}", {**sent, "step": "table"}).status_code == 302
    proposal = Proposal.objects.unscoped(reason="a test reads it").get()
    assert (proposal.origin, proposal.recommendation, proposal.lead.organisation.code) == (
        Origin.RECOMMENDATION,
        row,
        "kz",
    )
    assert "Proposed as <a href=" in page(room, "uz")
    assert "from recommendation R1 1" in page(room, "uz", "", provision=str(proposal.provision.uuid))


def test_who_may_not_propose_reads_and_is_offered_nothing(room):
    row = released(public_audience())
    assert "Adopt a plan." in page(room, "chair")
    room.talks.delegations["tj"].credentials.unscoped(reason="a test").update(rank="adviser")
    assert str(row.uuid) not in page(room, "tj")
    assert room.client("tj").get(f"{room.url}{asked(row)}").status_code == 403


def test_what_was_not_released_to_the_reader_is_not_there(room):
    row = released(room.talks.only("kz"))
    assert "Adopt a plan." in page(room, "kz")
    assert "Adopt a plan." not in page(room, "uz")
    assert room.client("uz").get(f"{room.url}{asked(row)}").status_code == 404
    assert room.client("uz").get(f"{room.url}propose/?recommendation=x").status_code == 404
    assert Client().get(f"{room.url}recommendations/").status_code == 404
    part = room.talks.provisions["part"].uuid
    sent = {"kind": "ADD", "language": "en", "words": "Adopt.", "makes": "measure", "after": f"in:{part}"}
    refused = room.client("kz").post(f"{room.url}{asked(row)}", {**sent, "step": "table"})
    assert refused.status_code == 422
    assert "was not released to everybody who reads this draft" in refused.content.decode()


def test_a_proposal_that_only_a_small_group_reads_is_not_told_of(room):
    row = released(public_audience())
    proposal = room.table("kz", "posts", "Equip posts.")
    rows = Proposal.objects.unscoped(reason="a test hides one").filter(pk=proposal.pk)
    rows.update(recommendation=row, audience=room.talks.only("kz"))
    found = {
        who: [each.proposed for each in recommended(actor=room.talks.again(who), draft=room.talks.draft)]
        for who in ("kz", "uz")
    }
    where = room.talks.provisions["posts"].uuid
    assert ((("kz-1", where),) in found["kz"], [each for each in found["uz"] if each]) == (True, [])


def test_queries_do_not_grow_with_what_was_proposed(room):
    row = released(public_audience())
    counts = set()
    for words in ("Equip posts.", "Equip some posts.", "Equip all posts."):
        proposal = room.table("kz", "posts", words)
        rows = Proposal.objects.unscoped(reason="a test").filter(pk=proposal.pk)
        rows.update(recommendation=row)
        with CaptureQueriesContext(connection) as told:
            recommended(actor=room.talks.again("uz"), draft=room.talks.draft)
        counts.add(len(told))
    assert len(counts) == 1
