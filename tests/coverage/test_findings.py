"""What people say of a possible duplication: noted, shown to whom it was released, taken back, recorded."""

import re
from datetime import date

import pytest
from django.test import Client
from tests.factories.coverage import project
from tests.factories.parties import organisation, seat, state
from tests.factories.strategy import strategy

from concord.assistance.models import OverlapFinding
from concord.assistance.terms import Beneficiary
from concord.coverage.queries import overlaps
from concord.coverage.terms import Question
from concord.journal.models import Entry
from concord.parties.models import Organisation
from concord.parties.terms import Role
from concord.policy import Actor
from concord.sharing.queries import admitted

pytestmark = pytest.mark.django_db
CASE = {"measure": "S:II.1", "country": "KZ", "beneficiary": "border_services", "starts_on": "2015-01-01"}
SAID = CASE | {"finding": "coordinated", "reason": "Both plan together since May.", "readers": "members"}


@pytest.fixture(autouse=True)
def _two_do_the_same() -> None:
    strategy()
    state("KZ", "Kazakhstan")
    for number in range(2):
        project(f"Training of border guards {number}", implementers=[f"doer-{number}"], funders=["eu"])


def signed_in(of: Organisation, role: Role) -> Client:
    client = Client()
    client.force_login(seat(of, role=role).user)
    return client


def page_of(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/coverage/overlaps/").content.decode())


def test_there_is_the_case():
    (overlap,) = overlaps(actor=admitted(actor=Actor.anonymous()), question=Question()).shown
    assert (overlap.measure.key, overlap.column.code, overlap.beneficiary, overlap.starts_on, overlap.projects) == (
        "S:II.1", "KZ", Beneficiary.BORDER_SERVICES, date(2015, 1, 1), 2,
    )  # fmt: skip


def test_it_is_noted_shown_and_taken_back():
    unodc = organisation("unodc")
    mine, other = signed_in(unodc, Role.RELEASER), signed_in(organisation("osce"), Role.EDITOR)
    assert mine.post("/coverage/overlaps/find/", SAID).status_code == 302
    assert "Both plan together since May." in page_of(mine)
    assert ("Both plan together since May." in page_of(other), "Take it back" in page_of(other)) == (True, False)
    assert "Both plan together" not in page_of(Client())
    finding = OverlapFinding.objects.unscoped(reason="a test").get()
    assert (finding.finding, finding.projects, finding.originator) == ("coordinated", 2, unodc)
    assert other.post(f"/coverage/overlaps/{finding.uuid}/withdraw/").status_code == 403
    assert Client().post(f"/coverage/overlaps/{finding.uuid}/withdraw/").status_code == 404
    assert mine.post(f"/coverage/overlaps/{finding.uuid}/withdraw/").status_code == 302
    assert "Both plan together" not in page_of(mine)
    acts = Entry.objects.filter(act__startswith="assistance.").order_by("sequence").values_list("act", flat=True)
    assert list(acts)[-2:] == ["assistance.find_overlap", "assistance.withdraw_finding"]


def test_an_organisation_says_one_thing_of_a_case():
    mine = signed_in(organisation("unodc"), Role.RELEASER)
    mine.post("/coverage/overlaps/find/", SAID)
    mine.post("/coverage/overlaps/find/", SAID | {"finding": "no_duplication", "readers": "own"})
    finding = OverlapFinding.objects.unscoped(reason="a test").get()
    assert (finding.finding, finding.audience.tlp) == ("no_duplication", "amber_strict")


def test_who_may_not_and_what_is_not_there():
    mine = signed_in(organisation("unodc"), Role.EDITOR)
    assert mine.post("/coverage/overlaps/find/", SAID).status_code == 403, "releasing takes a releaser"
    assert mine.post("/coverage/overlaps/find/", SAID | {"readers": "own"}).status_code == 302
    assert mine.post("/coverage/overlaps/find/", SAID | {"country": "KG"}).status_code == 404
    assert mine.post("/coverage/overlaps/find/", SAID | {"starts_on": "x"}).status_code == 404
    reader = signed_in(organisation("osce"), Role.READER)
    assert reader.post("/coverage/overlaps/find/", SAID).status_code == 403
    assert "Say what it is" not in page_of(reader)
    assert Client().post("/coverage/overlaps/find/", SAID).status_code == 302
    assert OverlapFinding.objects.unscoped(reason="a test").count() == 1


def test_without_its_kind_nothing_is_noted_and_the_words_stay():
    mine = signed_in(organisation("unodc"), Role.RELEASER)
    answer = mine.post("/coverage/overlaps/find/", SAID | {"finding": ""})
    page = answer.content.decode()
    assert (answer.status_code, OverlapFinding.objects.unscoped(reason="a test").count()) == (422, 0)
    assert "Nothing was saved: say what it is, and why." in page
    assert ">\nBoth plan together since May.</textarea>" in page
    assert re.findall(r'<details class="(hint|more)" open', page) == ["hint", "more"]
    assert mine.post("/coverage/overlaps/find/", SAID | {"reason": " "}).status_code == 422
