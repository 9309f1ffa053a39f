"""What was said aloud: recorded by the chair, counted, and confirmed or corrected by the delegation itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.room import Room

from concord.journal.models import Entry
from concord.meetings.models import InstrumentStance
from concord.plans.actions.adoption import NotBeforeAdoption, adopt, open_adoption
from concord.plans.actions.declarations import (
    NothingRecorded,
    SpeaksForItself,
    UnableToDeclare,
    confirm_declaration,
    correct_declaration,
    declare,
    record_declaration,
    retract_declaration,
)
from concord.plans.actions.silence import everything
from concord.plans.models import Adoption, Declaration, Delegation
from concord.plans.queries.adoption import adoption
from concord.plans.queries.history import timeline
from concord.plans.queries.silence import deadlines
from concord.plans.terms import Capacity, Will
from concord.plans.terms.timeline import Happened
from concord.policy import Refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def talks() -> Negotiation:
    return negotiation()


def opened(talks: Negotiation) -> Adoption:
    revision = talks.revision
    return open_adoption(actor=talks.actors["chair"], revision=revision, state=revision.state, at=AT)


def heard(talks: Negotiation, code: str, will: Will, *, by: str = "chair", **more: object) -> Declaration:
    adopting = everything(Adoption.objects.filter(draft=talks.draft)).get()
    said = {"adoption": adopting, "delegation": talks.delegations[code], "will": will, "at": AT + HOUR, **more}
    return record_declaration(actor=talks.actors[by], **said)


def stances(talks: Negotiation, who: str = "uz") -> dict[str, tuple[Will | None, bool]]:
    """By party: what it adopts or observes, and whether its own word is still awaited."""
    reading = adoption(actor=talks.again(who), draft=talks.draft.uuid)
    return {each.party.code: (each.will, each.declared.awaits_its_word) for each in reading.stances if each.declared}


def now(declaration: Declaration) -> Declaration:
    return everything(Declaration.objects.filter(pk=declaration.pk)).get()


def test_what_the_chair_heard_counts_and_is_confirmed_by_the_delegation(talks):
    opened(talks)
    recorded = heard(talks, "kz", Will.ADOPTS)
    assert stances(talks) == {"kz": (Will.ADOPTS, True)}
    assert [each.kind for each in deadlines(actor=talks.actors["kz"])] == ["adoption"]
    confirm_declaration(actor=talks.actors["kz"], declaration=recorded, at=AT + 2 * HOUR)
    assert stances(talks) == {"kz": (Will.ADOPTS, False)}
    assert deadlines(actor=talks.actors["kz"]) == ()
    assert [*Entry.objects.order_by("pk").values_list("act", flat=True)][-2:] == [
        "plans.record_declaration",
        "plans.confirm_declaration",
    ]
    told = timeline(actor=talks.actors["tj"], draft=talks.draft).happenings
    assert [(each.what, each.party.code) for each in told if each.party] == [
        (Happened.RECORDED, "kz"),
        (Happened.UPHELD, "kz"),
    ]
    adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT + 3 * HOUR)
    assert [each.organisation.code for each in InstrumentStance.objects.all()] == ["kz"]


def test_it_may_be_confirmed_after_the_adoption_and_corrected_only_before(talks):
    opened(talks)
    heard(talks, "kz", Will.ADOPTS)
    said = heard(talks, "uz", Will.RESERVES, text="As to costs.")
    adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT + 2 * HOUR)
    with pytest.raises(NotBeforeAdoption):
        correct_declaration(actor=talks.actors["uz"], declaration=said, will=Will.EXPLAINS, text="No.", at=AT)
    confirm_declaration(actor=talks.actors["uz"], declaration=said, at=AT + 3 * HOUR)
    assert now(said).confirmed_at == AT + 3 * HOUR


def test_the_delegation_corrects_what_was_misheard_and_the_journal_keeps_both(talks):
    opened(talks)
    said = heard(talks, "uz", Will.RESERVES, text="As to costs.")
    where = talks.provisions["data"]
    meant = {"will": Will.EXPLAINS, "text": "As to time.", "provision": where}
    correct_declaration(actor=talks.actors["uz"], declaration=said, **meant, at=AT + 2 * HOUR)
    row = now(said)
    assert (row.will, row.text, row.provision, row.recorded_by) == (Will.EXPLAINS, "As to time.", where, None)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.summary["before"]) == (
        "plans.correct_declaration",
        {"will": "reserves", "provision": "", "text": "As to costs."},
    )
    heard(talks, "kz", Will.ADOPTS)
    declare(actor=talks.actors["kz"], adoption=row.adoption, will=Will.OBSERVES, at=AT + 3 * HOUR)
    assert stances(talks) == {"kz": (Will.OBSERVES, False)}


def test_the_chair_may_hear_better_until_the_delegation_has_spoken(talks):
    opened(talks)
    heard(talks, "kz", Will.ADOPTS)
    again = heard(talks, "kz", Will.OBSERVES)
    assert stances(talks) == {"kz": (Will.OBSERVES, True)}
    retract_declaration(actor=talks.actors["chair"], declaration=again, at=AT + 2 * HOUR)
    assert stances(talks) == {}
    confirmed = heard(talks, "kz", Will.ADOPTS)
    confirm_declaration(actor=talks.actors["kz"], declaration=confirmed, at=AT + 3 * HOUR)
    with pytest.raises(SpeaksForItself):
        heard(talks, "kz", Will.OBSERVES)
    with pytest.raises(UnableToDeclare):
        retract_declaration(actor=talks.actors["chair"], declaration=confirmed, at=AT + 4 * HOUR)
    declare(actor=talks.actors["uz"], adoption=confirmed.adoption, will=Will.OBSERVES, at=AT + 4 * HOUR)
    with pytest.raises(SpeaksForItself):
        heard(talks, "uz", Will.ADOPTS)
    assert stances(talks) == {"kz": (Will.ADOPTS, False), "uz": (Will.OBSERVES, False)}


def test_who_may_not_record_confirm_or_correct(talks):
    opened(talks)
    said = heard(talks, "kz", Will.ADOPTS)
    with pytest.raises(Refused):
        heard(talks, "kz", Will.ADOPTS, by="uz")
    with pytest.raises(Refused):
        retract_declaration(actor=talks.actors["uz"], declaration=said, at=AT)
    for act, more in ((confirm_declaration, {}), (correct_declaration, {"will": Will.OBSERVES})):
        with pytest.raises(NothingRecorded):
            act(actor=talks.actors["uz"], declaration=said, at=AT, **more)
    for other in (negotiation().delegations["kz"], talks.delegations["chair"]):
        with pytest.raises(UnableToDeclare):
            heard(talks, "kz", Will.ADOPTS, delegation=other)
    with pytest.raises(UnableToDeclare):
        correct_declaration(actor=talks.actors["kz"], declaration=said, will=Will.EXPLAINS, text="So.", at=AT)
    assert stances(talks) == {"kz": (Will.ADOPTS, True)}


def test_an_observer_is_not_recorded_as_adopting(talks):
    opened(talks)
    rows = everything(Delegation.objects.filter(pk=talks.delegations["tj"].pk))
    rows.update(capacity=Capacity.OBSERVER)
    for will, more in ((Will.ADOPTS, {}), (Will.RESERVES, {"text": "No."}), (Will.EXPLAINS, {"text": " "})):
        with pytest.raises(UnableToDeclare):
            heard(talks, "tj", will, delegation=rows.get(), **more)
    heard(talks, "tj", Will.EXPLAINS, delegation=rows.get(), text="We follow with interest.")
    assert stances(talks) == {}


class TestPage:
    """Through the doors, as a browser without JavaScript uses them."""

    @pytest.fixture
    def room(self, talks) -> Room:
        opened(talks)
        return Room(talks)

    def url(self, room: Room, name: str = "") -> str:
        return f"{room.url}adoption/{name}"

    def page(self, room: Room, who: str, name: str = "", **query: str) -> str:
        answer = room.client(who).get(self.url(room, name), query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def test_the_chair_records_and_the_delegation_confirms(self, room):
        assert self.url(room, "record/") in self.page(room, "chair")
        assert self.url(room, "record/") not in self.page(room, "kz")
        assert room.client("kz").get(self.url(room, "record/")).status_code == 403
        assert 'value="chair"' not in self.page(room, "chair", "record/")
        sent = {"delegation": "kz", "will": "adopts", "text": "", "provision": ""}
        assert room.client("chair").post(self.url(room, "record/"), sent).status_code == 302
        recorded = str(everything(Declaration.objects.all()).get().uuid)
        button = f'name="declaration" value="{recorded}"'
        assert [self.page(room, who).count(button) for who in ("kz", "uz", "chair")] == [1, 0, 1]
        assert "The chair recorded what your delegation said" in self.page(room, "kz")
        assert "not yet confirmed by the delegation" in self.page(room, "uz")
        room.client("uz").post(self.url(room, "confirm/"), {"declaration": recorded})
        assert "not yet confirmed" in self.page(room, "uz")
        room.client("kz").post(self.url(room, "confirm/"), {"declaration": recorded})
        assert "Said aloud, recorded by Party chair, confirmed" in self.page(room, "uz")
        answer = room.client("chair").post(self.url(room, "record/"), sent | {"will": "observes"})
        assert "has declared in its own name" in answer.content.decode()

    def test_the_delegation_corrects_in_a_form_that_begins_with_what_was_heard(self, room):
        said = heard(room.talks, "kz", Will.RESERVES, text="As to costs.", provision=room.talks.provisions["data"])
        correct = self.url(room, "declare/")
        assert f"declaration={said.uuid}" in self.page(room, "kz")
        form = self.page(room, "kz", "declare/", declaration=str(said.uuid))
        assert "As to costs.</textarea>" in form
        assert f'value="{room.talks.provisions["data"].uuid}" selected' in form
        asked = [("kz", "x"), ("kz", str(room.talks.draft.uuid)), ("uz", str(said.uuid))]
        assert {room.client(who).get(correct, {"declaration": key}).status_code for who, key in asked} == {404}
        sent = {"will": "explains", "text": "As to time.", "provision": ""}
        room.client("kz").post(f"{correct}?declaration={said.uuid}", sent)
        shown = self.page(room, "uz")
        assert ("As to time." in shown, "As to costs." in shown, "recorded by" in shown) == (True, False, False)

    def test_nothing_is_recorded_before_the_adoption_is_open(self):
        other = Room(negotiation())
        assert other.client("chair").get(self.url(other, "record/")).status_code == 302


def test_queries_do_not_grow_with_what_was_declared(talks):
    opened(talks)
    counts = set()
    for code in ("kz", "uz", "tj"):
        heard(talks, code, Will.ADOPTS)
        heard(talks, code, Will.EXPLAINS, text="As in 2011.", provision=talks.provisions["data"])
        with CaptureQueriesContext(connection) as told:
            adoption(actor=talks.again("kz"), draft=talks.draft.uuid)
        counts.add(len(told))
    assert len(counts) == 1


def test_programs_read_who_wrote_it_down_and_whether_it_was_confirmed(talks):
    opened(talks)
    recorded = heard(talks, "kz", Will.ADOPTS)
    heard(talks, "tj", Will.OBSERVES)
    confirm_declaration(actor=talks.actors["kz"], declaration=recorded, at=AT + 2 * HOUR)
    client = Client()
    client.force_login(talks.seats["uz"].user)
    read = client.get(f"/api/v1/plans/drafts/{talks.draft.uuid}/adoption").json()
    said = {each["party"]: each["declared"] for each in read["stances"] if each["declared"]}
    by = talks.delegations["chair"].organisation.code
    assert {party: (one["will"], one["recorded_by"], one["confirmed_at"]) for party, one in said.items()} == {
        "kz": ("adopts", by, "2026-03-02T11:00:00Z"),
        "tj": ("observes", by, None),
    }
