"""The desk shows what changed for its reader, like acts in one line, and nothing of what the reader may not see."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.parties import actor, organisation, public, state
from tests.factories.plans import negotiation

from concord.desk.actions import mark_seen
from concord.desk.queries import changes, count_new, desk
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.models import Seat
from concord.plans.actions.silence import open_silence
from concord.policy import Actor, Refused
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.ui.dates import moment_words

pytestmark = pytest.mark.django_db
AT = datetime(2011, 11, 30, 9, tzinfo=UTC)


def happened(*, act: str = "assistance.take_in", item: str = "one", minutes: int = 0, originator=None, audience=None):
    return record(
        actor=Actor.system("clerk"),
        act=act,
        items=[Item("measure", item, item)],
        at=AT + timedelta(minutes=minutes),
        originator_id=originator.pk if originator else None,
        audience_id=audience.pk if audience else None,
    )


def test_like_acts_in_a_row_are_one_line():
    everybody = public_audience()
    for minute in range(3):
        happened(minutes=minute, audience=everybody)
    happened(act="assistance.edit_project", minutes=3, audience=everybody)
    happened(minutes=4, audience=everybody)
    found = changes(actor=public(), since=None, most=10)
    assert [(c.words, c.times) for c in found] == [
        ("imported activities", 1),
        ("edited a project", 1),
        ("imported activities", 3),
    ]


def test_one_reads_what_concerns_one():
    kz, kg, unrcca = state("KZ"), state("KG"), organisation("unrcca")
    to_kz = audience_for(
        release=Release(tlp=TLP.AMBER, principals=frozenset({organisation_principal(kz.pk)})),
    )
    happened(item="secret", originator=unrcca, audience=to_kz)
    happened(item="own", originator=unrcca)
    seen = {
        name: [c.items[0].label for c in changes(actor=reader, since=None, most=10)]
        for name, reader in {"kz": actor(kz), "kg": actor(kg), "unrcca": actor(unrcca), "public": public()}.items()
    }
    assert seen == {"kz": ["secret"], "kg": [], "unrcca": ["own", "secret"], "public": []}


def test_what_was_seen_is_no_longer_new():
    everybody, reader = public_audience(), actor(state("KZ"))
    happened(audience=everybody)
    assert count_new(actor=reader, since=None, most=100) == 1
    mark_seen(actor=reader, at=AT + timedelta(hours=1))
    happened(minutes=120, audience=everybody)
    seat = Seat.objects.get(pk=reader.seat_id)
    shown = desk(actor=reader, seats=(seat,), most=10)
    assert (shown.new, [c.is_new for c in shown.changes]) == (1, [True, False])


def test_the_public_marks_nothing():
    with pytest.raises(Refused):
        mark_seen(actor=public(), at=AT)


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_takes_the_same_queries_for_one_change_and_for_three(client, django_assert_num_queries, many):
    everybody, reader = public_audience(), actor(state("KZ"))
    client.force_login(Seat.objects.get(pk=reader.seat_id).user)
    for n in range(many):
        happened(item=str(n), minutes=n, audience=everybody)
    client.get("/desk/")
    with django_assert_num_queries(16):
        assert client.get("/desk/").status_code == 200


def test_a_delegate_finds_the_text_on_the_table_and_others_do_not(client):
    talks = negotiation()
    asked = f"/plans/{talks.draft.uuid}/?needs=mine"
    found = {}
    for who in ("kz", "outsider"):
        client.force_login(Seat.objects.get(pk=talks.actors[who].seat_id).user)
        found[who] = asked in client.get("/desk/").content.decode()
    assert found == {"kz": True, "outsider": False}


def test_a_delegate_finds_what_must_not_be_missed_and_others_do_not():
    talks = negotiation()
    silence = open_silence(
        actor=talks.again("chair"),
        revision=talks.revision,
        state=talks.revision.state,
        lasts=timedelta(hours=72),
        letter="",
        at=AT,
    )
    shown = {}
    for who in ("kz", "outsider"):
        actor = talks.actors[who]
        shown[who] = desk(actor=actor, seats=(Seat.objects.get(pk=actor.seat_id),), most=10).deadlines
    (due,) = shown["kz"]
    assert (due.url, due.note) == (
        f"/plans/{talks.draft.uuid}/silence/",
        f"Silence ends on {moment_words(silence.deadline_at)}",
    )
    assert shown["outsider"] == ()
