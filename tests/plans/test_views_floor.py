"""The floor as browsers see it: the gavel, the speakers' list, the wall, small groups, consolidation, credentials."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.parties import seat, state
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room
from tests.plans.tabling import every

from concord.meetings.models import AgendaItem, Meeting
from concord.parties.models import Seat
from concord.parties.terms import Role
from concord.plans.actions.drafts import accept_credentials, admit_delegation
from concord.plans.actions.floor import open_floor, take_up
from concord.plans.exports.sentences import struck as told
from concord.plans.models import Credential, Decision, Delegation, Floor, Group, Revision, Turn
from concord.plans.terms import Capacity, DecisionKind, Rank
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    """The floor is open on the first provision; Kazakhstan and Uzbekistan clash there."""
    made = Room(negotiation())
    made.table("kz", "purpose", "States should report every year.")
    made.table("uz", "purpose", "States may report every year.")
    made.table("tj", "purpose", "States shall report every two years.")
    chair, draft = made.talks.again("chair"), made.talks.draft
    open_floor(actor=chair, draft=draft, meeting=None, at=AT + timedelta(days=1))
    take_up(actor=chair, draft=draft, provision=made.talks.provisions["purpose"], at=AT + timedelta(days=1))
    return made


def page(room: Room, who: str, path: str = "floor/", status: int = 200) -> str:
    answer = room.client(who).get(f"{room.url}{path}")
    assert answer.status_code == status
    return answer.content.decode()


def post(room: Room, who: str, path: str = "floor/", **data: object):
    return room.client(who).post(f"{room.url}{path}", data, follow=True)


def strike(room: Room, who: str, act: str, on: str = "purpose", **data: object):
    return post(room, who, act=act, provision=str(room.talks.provisions[on].uuid), **data)


def struck() -> list[str]:
    return [each.kind for each in every(Decision).order_by("pk")]


def in_hand(room: Room) -> object:
    return every(Floor).get(draft=room.talks.draft).provision


def said(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_chair_agrees_and_the_next_open_provision_is_taken_up(room):
    answer = strike(room, "chair", "agree", proposals=["kz-1", "tj-1"], onward="on", note="as read out")
    assert "1 is agreed with kz-1, tj-1." in said(answer)
    decision = every(Decision).get()
    assert (decision.kind, decision.note) == ("agree", "as read out")
    assert {each.key for each in every(decision.accepted.model).filter(decisions=decision)} == {"kz-1", "tj-1"}
    assert in_hand(room) == room.talks.provisions["part"]


def test_without_the_wish_to_go_on_the_provision_stays_in_hand(room):
    answer = strike(room, "chair", "agree", proposals=["kz-1"])
    assert in_hand(room) == room.talks.provisions["purpose"]
    assert 'name="onward" checked' not in answer.content.decode()


def test_a_set_that_clashes_is_refused_by_name_and_nothing_is_decided(room):
    answer = strike(room, "chair", "agree", proposals=["kz-1", "uz-1"], onward="on")
    assert answer.status_code == 409
    assert "These cannot stand together: kz-1 (KZ), uz-1 (UZ). Nothing was decided." in said(answer)
    assert 'value="kz-1" form="gavel" checked' in answer.content.decode()
    assert (struck(), in_hand(room)) == ([], room.talks.provisions["purpose"])


def test_ad_referendum_names_the_capitals_it_awaits(room):
    none = strike(room, "chair", "ad_referendum", proposals=["kz-1"])
    assert none.status_code == 409
    assert "Choose at least one capital" in said(none)
    answer = strike(room, "chair", "ad_referendum", proposals=["kz-1"], awaits=["uz", "tj"])
    assert "1 is agreed ad referendum, awaiting UZ and TJ." in said(answer)
    assert "awaits UZ and TJ" in page(room, "kz")


@pytest.mark.parametrize(
    ("acts", "kinds"),
    [
        (["park", "reopen"], ["park", "reopen"]),
        (["agree", "reopen", "agree"], ["agree", "reopen", "agree"]),
        (["lift_bracket"], ["lift_bracket"]),
        (["agree", "agree"], ["agree"]),
        (["reopen"], []),
    ],
)
def test_every_strike_is_one_decision_and_none_is_lost(room, acts, kinds):
    for act in acts:
        strike(room, "chair", act, proposals=["tj-1"] if act in {"agree", "lift_bracket"} else [])
    assert struck() == kinds


def test_the_bracket_stays_on_record_and_the_room_goes_on(room):
    answer = strike(room, "chair", "keep_bracket", onward="on", note="Capitals are asked")
    assert "The bracket on 1 stays." in said(answer)
    assert (struck(), in_hand(room)) == (["keep_bracket"], room.talks.provisions["part"])
    history = said(room.client("kz").get(f"{room.url}history/"))
    assert ("1: bracket stays" in history, "Capitals are asked" in history) == (True, True)
    assert "keep_bracket" not in said(answer)  # nothing is in brackets there
    refused = strike(room, "chair", "keep_bracket", on="part")
    assert refused.status_code == 409
    assert "There is nothing to decide here" in said(refused)


def test_next_previous_and_by_choice(room):
    post(room, "chair", act="next")
    assert in_hand(room) == room.talks.provisions["part"]
    post(room, "chair", act="previous")
    assert in_hand(room) == room.talks.provisions["purpose"]
    post(room, "chair", act="previous")
    assert in_hand(room) == room.talks.provisions["purpose"]
    post(room, "chair", act="take", take=str(room.talks.provisions["review"].uuid))
    assert in_hand(room) == room.talks.provisions["review"]
    assert post(room, "chair", act="take", take="~~").status_code == 404
    assert post(room, "chair", act="~~").status_code == 404


def test_decisions_carry_the_meeting_and_the_agenda_item(room):
    sitting = Meeting.objects.create(code="third", kind="expert_meeting", title=Text.of(en="Third meeting"))
    AgendaItem.objects.create(meeting=sitting, number="4", position=4, kind="topic", title=Text.of(en="The plan"))
    post(room, "chair", act="close")
    assert "No meeting sits on this text now." in page(room, "kz")
    assert "third" in page(room, "chair")
    post(room, "chair", act="open", meeting="third")
    post(room, "chair", act="agenda", item="4")
    assert "Agenda item 4. The plan" in said(room.client("kz").get(f"{room.url}floor/"))
    strike(room, "chair", "agree", proposals=["kz-1"])
    decision = every(Decision).get()
    assert (decision.meeting, decision.agenda_item.number) == (sitting, "4")


def test_delegates_read_the_floor_and_cannot_strike(room):
    html = page(room, "kz")
    assert ('id="gavel"' in html, "data-leads" in html, "Ask for the floor" in html) == (False, False, True)
    strikes = ("agree", "ad_referendum", "lift_bracket", "keep_bracket", "park", "reopen")
    for act in (*strikes, "next", "take", "close", "open"):
        assert strike(room, "kz", act, proposals=["kz-1"], awaits=["uz"]).status_code == 403
    assert (struck(), in_hand(room)) == ([], room.talks.provisions["purpose"])
    for path in ("floor/consolidation/", "floor/groups/"):
        assert room.client("kz").get(f"{room.url}{path}").status_code == 403
    assert post(room, "kz", "floor/speakers/", act="close").status_code == 403
    assert post(room, "kz", "delegations/", act="end", credential="1").status_code == 403


def test_who_may_not_see_the_draft_finds_no_floor(room):
    client = Client()
    client.force_login(Seat.objects.get(pk=room.talks.actors["outsider"].seat_id).user)
    for path in ("floor/", "delegations/", "floor/consolidation/", "floor/groups/", "floor/speakers/"):
        asked, sent = (ask(f"{room.url}{path}").status_code for ask in (client.get, client.post))
        assert (path, asked, sent) == (path, 404, 404)
    assert client.get(f"{room.url}floor/projection/").status_code == 404


def turns() -> list[tuple[str, bool]]:
    rows = every(Turn).filter(ended_at=None).order_by("position").select_related("delegation__organisation")
    return [(each.delegation.organisation.code, each.began_at is not None) for each in rows]


def turn_of(code: str) -> str:
    return str(every(Turn).get(delegation__organisation__code=code, ended_at=None).uuid)


def test_the_speakers_list(room):
    for who in ("kz", "uz", "tj"):
        post(room, who, "floor/speakers/", act="ask")
    assert turns() == [("kz", False), ("uz", False), ("tj", False)]
    again = post(room, "kz", "floor/speakers/", act="ask")
    assert "closed, or the delegation is on it already" in said(again)
    post(room, "chair", "floor/speakers/", act="earlier", turn=turn_of("tj"))
    assert turns() == [("kz", False), ("tj", False), ("uz", False)]
    post(room, "chair", "floor/speakers/", act="next")
    assert turns() == [("kz", True), ("tj", False), ("uz", False)]
    post(room, "chair", "floor/speakers/", act="give", turn=turn_of("uz"))
    assert turns() == [("tj", False), ("uz", True)]
    post(room, "uz", "floor/speakers/", act="end", turn=turn_of("uz"))
    assert turns() == [("tj", False)]
    assert post(room, "kz", "floor/speakers/", act="end", turn=turn_of("tj")).status_code == 403
    post(room, "chair", "floor/speakers/", act="close")
    post(room, "kz", "floor/speakers/", act="ask")
    post(room, "chair", "floor/speakers/", act="add", delegation="uz")
    assert turns() == [("tj", False), ("uz", False)]
    assert "Ask for the floor" not in page(room, "kz")
    post(room, "chair", "floor/speakers/", act="next")
    post(room, "chair", "floor/speakers/", act="next")
    post(room, "chair", "floor/speakers/", act="next")
    assert turns() == []


def test_the_wall_shows_the_words_in_place_and_who_speaks(room):
    post(room, "kz", "floor/speakers/", act="ask")
    post(room, "chair", "floor/speakers/", act="next")
    html = page(room, "uz", "floor/projection/?colours=dark")
    assert 'data-colours="dark"' in html
    assert 'data-colours=""' in page(room, "uz", "floor/projection/?colours=no")
    words = re.search(r"wall-words.*?>(.*?)</p>", html, re.DOTALL)
    assert words
    assert "KZ proposes to insert" in words[1]
    assert 'class="wall-speaker">KZ ' in html
    assert "The meeting is not in session." not in html


def test_a_small_group_is_sent_off_and_called_back(room):
    sent = post(
        room,
        "chair",
        "floor/groups/",
        title="Friends on reporting",
        facilitator="kz",
        members=["uz"],
        provisions=[str(room.talks.provisions["purpose"].uuid)],
    )
    assert "Referred to Friends on reporting." in said(sent)
    group = every(Group).get()
    assert struck() == ["refer"]
    assert "Friends on reporting" in page(room, "kz")
    assert "Friends on reporting" not in page(room, "tj")
    assert strike(room, "chair", "agree", proposals=["kz-1"]).status_code == 409
    assert post(room, "tj", f"floor/groups/{group.uuid}/return/").status_code == 403
    back = post(room, "chair", f"floor/groups/{group.uuid}/return/")
    assert "The group is back" in said(back)
    assert struck() == ["refer", "return"]
    assert post(room, "chair", f"floor/groups/{group.uuid}/return/").status_code == 404


def test_what_a_small_group_writes_is_never_on_the_wall(room):
    where = {"title": "Friends", "facilitator": "chair", "members": ["kz"]}
    post(room, "chair", "floor/groups/", **where, provisions=[str(room.talks.provisions["purpose"].uuid)])
    room.table("kz", "purpose", "States shall report in secret.", group=every(Group).get())
    for who in ("chair", "kz"):
        assert "secret" in page(room, who)
        assert "secret" not in page(room, who, "floor/projection/")
    assert "secret" not in page(room, "uz")


def test_a_group_without_a_facilitator_is_not_formed(room):
    answer = post(room, "chair", "floor/groups/", title="Friends", members=["uz"], provisions=[])
    assert (answer.status_code, every(Group).count()) == (422, 0)


def test_consolidation_is_shown_before_it_is_done(room):
    empty = page(room, "chair", "floor/consolidation/")
    assert "0 proposals become text" in empty
    assert post(room, "chair", "floor/consolidation/", symbol="L.2").status_code == 409
    strike(room, "chair", "agree", proposals=["kz-1"])
    html = page(room, "chair", "floor/consolidation/")
    for words in ("1 proposal becomes text", "1 open proposal will need re-tabling", "Because of kz-1."):
        assert words in html
    assert html.count('id="uz-1"') == 1
    done = post(room, "chair", "floor/consolidation/", symbol="PLAN/L.1/Rev.1", note="first reading")
    assert "Revision 1 is on the table." in said(done)
    assert every(Revision).latest("number").symbol == "PLAN/L.1/Rev.1"
    states = dict(
        every(Revision).latest("number").footings.unscoped(reason="a test").values_list("proposal__key", "state")
    )
    assert states == {"uz-1": "retable", "tj-1": "standing"}


def test_names_of_people_are_for_the_own_delegation_and_the_chair(room):
    names = {code: each.user.name for code, each in room.talks.seats.items()}
    assert {code: name in page(room, "chair", "delegations/") for code, name in names.items()} == dict.fromkeys(
        names, True
    )
    assert {code for code, name in names.items() if name in main(page(room, "kz", "delegations/"))} == {"kz"}


def main(html: str) -> str:
    return html[html.index('<main id="main"') :]


def test_the_originator_admits_accepts_and_ends(room):
    newcomer = state("KG")
    person = seat(newcomer, role=Role.EDITOR)
    admitted = post(room, "chair", "delegations/", act="admit", organisation="kg", capacity="observer")
    assert "sits at the table: observer." in said(admitted)
    assert "This draft was not released to it" in said(admitted)
    wrong = post(room, "chair", "delegations/", act="accept", delegation="uz", email=person.user.email, rank="head")
    assert (wrong.status_code, "Nobody with this address has a seat in UZ." in said(wrong)) == (422, True)
    post(room, "chair", "delegations/", act="accept", delegation="kg", email=person.user.email, rank="alternate")
    credential = every(Credential).get(seat=person)
    assert (credential.rank, credential.until) == (Rank.ALTERNATE, None)
    assert every(Delegation).get(organisation=newcomer).capacity == Capacity.OBSERVER
    post(room, "chair", "delegations/", act="end", credential=str(credential.pk))
    assert every(Credential).get(seat=person).until is not None
    assert post(room, "chair", "delegations/", act="end", credential=str(credential.pk)).status_code == 404


@pytest.mark.parametrize("path", ["floor/", "floor/projection/", "delegations/"])
def test_questions_to_the_database_do_not_grow_with_the_room(room, path):
    def asked() -> int:
        client = room.client("chair")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{room.url}{path}")
        return len(queries)

    before = asked()
    chair = room.talks.again("chair")
    for at, code in enumerate(("KG", "TM", "AF")):
        party = state(code)
        row = admit_delegation(actor=chair, draft=room.talks.draft, organisation=party, capacity=Capacity.MEMBER, at=AT)
        accept_credentials(actor=chair, delegation=row, seat=seat(party, role=Role.HEAD), rank=Rank.HEAD, at=AT)
        room.table("kz", "purpose", f"States shall report every year on {at}.")
    for who in ("kz", "uz"):
        post(room, who, "floor/speakers/", act="ask")
    assert asked() == before


def test_every_kind_of_strike_has_words():
    assert all("%" not in told(kind, "II.3", ("kz-1",), "Kazakhstan") for kind in DecisionKind)
