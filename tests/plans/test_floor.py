"""What the room looks at, and who speaks."""

import pytest
from tests.factories.plans import negotiation
from tests.plans.tabling import every, later

from concord.journal.models import Entry
from concord.plans.actions.floor import (
    FloorClosed,
    ListClosed,
    TurnOver,
    ask_for_floor,
    close_floor,
    close_list,
    end_turn,
    give_floor,
    open_floor,
    open_list,
    take_up,
)
from concord.plans.models import Floor, Turn
from concord.policy import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return negotiation()


@pytest.fixture
def sitting(made):
    lead(made, open_floor, meeting=None)
    return made


def lead(made, act, by="chair", **more):
    return act(actor=made.again(by), draft=made.draft, at=later(), **more)


def waiting(made):
    rows = every(Turn).filter(draft=made.draft, ended_at=None).select_related("delegation__organisation")
    return [(each.delegation.organisation.code, each.began_at is not None) for each in rows.order_by("position")]


def test_the_room_looks_at_one_provision_at_a_time(sitting):
    lead(sitting, take_up, provision=sitting.provisions["posts"])
    floor = lead(sitting, take_up, provision=sitting.provisions["data"])
    assert (floor.provision, floor.is_open, every(Floor).count()) == (sitting.provisions["data"], True, 1)
    closed = lead(sitting, close_floor)
    assert (closed.provision, closed.is_open) == (None, False)
    with pytest.raises(FloorClosed):
        lead(sitting, take_up, provision=sitting.provisions["posts"])


def test_delegations_speak_in_the_order_asked_unless_the_chair_says_otherwise(sitting):
    turns = {code: lead(sitting, ask_for_floor, by=code) for code in ("kz", "uz", "tj")}
    give_floor(actor=sitting.again("chair"), turn=turns["kz"], at=later())
    give_floor(actor=sitting.again("chair"), turn=turns["tj"], at=later())
    assert waiting(sitting) == [("uz", False), ("tj", True)]
    with pytest.raises(TurnOver):
        give_floor(actor=sitting.again("chair"), turn=turns["kz"], at=later())
    lead(sitting, ask_for_floor, by="kz")
    assert waiting(sitting) == [("uz", False), ("tj", True), ("kz", False)]


def test_a_delegation_asks_once_leaves_by_itself_and_the_chair_ends_any_turn(sitting):
    turn = lead(sitting, ask_for_floor, by="kz")
    with pytest.raises(ListClosed):
        lead(sitting, ask_for_floor, by="kz")
    with pytest.raises(Refused):
        end_turn(actor=sitting.again("uz"), turn=turn, at=later())
    end_turn(actor=sitting.again("kz"), turn=turn, at=later())
    with pytest.raises(TurnOver):
        end_turn(actor=sitting.again("chair"), turn=turn, at=later())
    again = lead(sitting, ask_for_floor, by="uz")
    end_turn(actor=sitting.again("chair"), turn=again, at=later())
    assert waiting(sitting) == []


def test_a_closed_list_opens_for_the_chair_alone(sitting):
    lead(sitting, close_list)
    with pytest.raises(ListClosed):
        lead(sitting, ask_for_floor, by="kz")
    lead(sitting, ask_for_floor, delegation=sitting.delegations["kz"])
    lead(sitting, open_list)
    lead(sitting, ask_for_floor, by="uz")
    assert waiting(sitting) == [("kz", False), ("uz", False)]
    with pytest.raises(Refused):
        lead(sitting, ask_for_floor, by="uz", delegation=sitting.delegations["tj"])


def test_nobody_speaks_where_no_meeting_sits_and_a_new_meeting_begins_empty(made):
    with pytest.raises(FloorClosed):
        lead(made, ask_for_floor, by="kz")
    lead(made, open_floor, meeting=None)
    lead(made, ask_for_floor, by="kz")
    lead(made, close_floor)
    lead(made, open_floor, meeting=None)
    assert waiting(made) == []


@pytest.mark.parametrize("by", ["kz", "outsider"])
def test_only_the_chair_leads(made, by):
    actor = made.actors[by]
    for act, more in (
        (open_floor, {"meeting": None}),
        (close_floor, {}),
        (take_up, {"provision": made.provisions["posts"]}),
        (close_list, {}),
    ):
        with pytest.raises(Refused):
            act(actor=actor, draft=made.draft, at=later(), **more)
    assert not every(Floor).exists()


def test_each_act_is_recorded_once(sitting):
    before = Entry.objects.count()
    turn = lead(sitting, ask_for_floor, by="kz")
    give_floor(actor=sitting.again("chair"), turn=turn, at=later())
    lead(sitting, take_up, provision=sitting.provisions["posts"])
    acts = list(Entry.objects.order_by("sequence").values_list("act", flat=True))[before:]
    assert acts == ["plans.ask_for_floor", "plans.give_floor", "plans.take_up"]
