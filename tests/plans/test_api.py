"""The negotiation as JSON: what the pages show, in the same order, to the same readers, and no RED."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.tabling import every, later, table

from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree
from concord.plans.actions.drafts import mark_draft
from concord.plans.actions.groups import refer_to_group
from concord.plans.actions.positions import take_position
from concord.plans.actions.proposals import sponsor_proposal, withdraw_proposal
from concord.plans.actions.silence import open_silence
from concord.plans.models import Proposal
from concord.plans.queries.drafts import drafts
from concord.plans.terms import ProposalKind, Stand
from concord.sharing.terms import TLP, Release, seat_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/plans"
LISTS = ("proposals", "positions")
ONES = ("", "/silences", "/adoption", "/proposals/kz-1")


@pytest.fixture
def made() -> Negotiation:
    made = negotiation()
    first = table(made, "kz", "posts", "Equip all border posts jointly.", explanation="No post may be forgotten.")
    sponsor_proposal(actor=made.again("uz"), proposal=first, at=later())
    table(made, "tj", "posts", "Equip border posts well.")
    gone = table(made, "tj", "data", kind=ProposalKind.SUP)
    withdraw_proposal(actor=made.again("tj"), proposal=gone, at=later())
    return made


def client(made: Negotiation, who: str) -> Client:
    reader = Client()
    reader.force_login(made.seats[who].user)
    return reader


def got(made: Negotiation, who: str, path: str):
    answer = client(made, who).get(f"{ROOT}{path}")
    assert answer.status_code == 200, path
    return answer.json()


def of(made: Negotiation, path: str = "") -> str:
    return f"/drafts/{made.draft.uuid}{path}"


def test_drafts_come_in_pages_to_those_who_may_see_them(made):
    page = got(made, "kz", "/drafts?limit=1")
    assert ([each["uuid"] for each in page["items"]], page["count"]) == ([str(made.draft.uuid)], 1)
    assert page["items"][0]["title"] == {"en": "Joint plan of action", "ru": "Совместный план действий"}
    assert Client().get(f"{ROOT}/drafts").json() == {"items": [], "count": 0}


def test_a_text_comes_with_every_open_proposal_in_place(made):
    text = got(made, "tj", of(made))
    assert [(each["number"], each["standing"]) for each in text["provisions"]][3] == ("1", "open")
    (posts,) = (each for each in text["provisions"] if each["uuid"] == str(made.provisions["posts"].uuid))
    assert (posts["text"], posts["clean"], posts["open"]) == (
        "Equip border posts jointly.",
        "Equip border posts jointly.",
        ["kz-1", "tj-1"],
    )
    assert "".join(run["text"] for run in posts["rolling"] if run["kind"] != "inserted") == posts["text"]
    assert [(run["text"], run["proposals"], run["sponsors"]) for run in posts["rolling"] if run["proposals"]] == [
        ("all ", ["kz-1"], ["kz", "uz"]),
        ("jointly", ["tj-1"], ["tj"]),
        ("well", ["tj-1"], ["tj"]),
    ]
    assert got(made, "tj", of(made, "?language=ru"))["provisions"][0]["text"] == "Государства отчитываются."


def test_a_proposal_is_there_as_it_was_tabled(made):
    agree(
        actor=made.again("chair"),
        draft=made.draft,
        provision=made.provisions["posts"],
        proposals=[every(Proposal).get(key="kz-1")],
        at=later(),
    )
    assert [(each["key"], each["fate"]) for each in got(made, "uz", of(made, "/proposals"))["items"]] == [
        ("kz-1", "agreed"),
        ("tj-1", "set_aside"),
        ("tj-2", "withdrawn"),
    ]
    consolidate(actor=made.again("chair"), draft=made.draft, symbol="PLAN/L.2", note="", at=later())
    settled = got(made, "uz", of(made, "/proposals/kz-1"))
    assert {name: settled[name] for name in ("fate", "lead", "sponsors", "before", "after", "explanation")} == {
        "fate": "settled",
        "lead": "kz",
        "sponsors": ["kz", "uz"],
        "before": "Equip border posts jointly.",
        "after": "Equip all border posts jointly.",
        "explanation": "No post may be forgotten.",
    }
    assert [(each["revision"], each["ops"]) for each in settled["stood"]] == [
        (0, [{"start": 1, "end": 1, "words": ["all "]}])
    ]
    assert [each["key"] for each in got(made, "uz", of(made, "/proposals?lead=kz"))["items"]] == ["kz-1"]


def test_positions_as_taken_with_the_latest_marked(made):
    about = made.provisions["data"]
    for stand in (Stand.RESERVE, Stand.SUPPORT):
        take_position(actor=made.again("kz"), provision=about, stand=stand, text="", at=later())
    found = got(made, "tj", of(made, "/positions"))["items"]
    assert [(each["delegation"], each["stand"], each["is_latest"]) for each in found] == [
        ("kz", "reserve", False),
        ("kz", "support", True),
    ]


def test_a_silence_is_told_with_its_deadline():
    made = negotiation()
    silence = open_silence(
        actor=made.again("chair"),
        revision=made.revision,
        state=made.revision.state,
        lasts=timedelta(hours=72),
        letter="",
        at=AT,
    )
    (found,) = got(made, "kz", of(made, "/silences"))
    assert (found["uuid"], found["outcome"], found["objections"]) == (str(silence.uuid), None, [])
    (due,) = got(made, "kz", "/deadlines")
    assert (due["kind"], due["at"]) == ("silence", found["deadline_at"])
    assert Client().get(f"{ROOT}/deadlines").json() == []


@pytest.mark.parametrize("path", ["", *(f"/{each}" for each in LISTS), *ONES[1:]])
def test_hidden_and_absent_are_the_same_answer(made, path):
    absent = ROOT + of(made, path).replace(str(made.draft.uuid), str(uuid4()))
    answers = [Client().get(ROOT + of(made, path)), Client().get(absent), client(made, "kz").get(absent)]
    assert [each.status_code for each in answers] == [404, 404, 404]
    assert len({each.content for each in answers}) == 1
    assert client(made, "kz").get(ROOT + of(made, path)).status_code == 200


def test_what_a_small_group_does_is_not_there_for_others(made):
    group = refer_to_group(
        actor=made.again("chair"),
        draft=made.draft,
        provisions=[made.provisions["posts"]],
        members=[made.delegations[code] for code in ("kz", "uz")],
        facilitator=made.delegations["kz"],
        title=Text.of(en="Friends of the chair"),
        at=later(),
    )
    before = {who: told(made, who) for who in ("tj", "kz")}
    hidden = table(made, "kz", "posts", "Equip some border posts jointly.", group=group)
    assert told(made, "tj") == before["tj"]
    assert told(made, "kz") != before["kz"]
    answers = [client(made, "tj").get(ROOT + of(made, f"/proposals/{key}")) for key in (hidden.key, "kz-99")]
    assert {(each.status_code, each.content) for each in answers} == {(404, answers[0].content)}


def told(made: Negotiation, who: str) -> list[object]:
    return [got(made, who, of(made, path)) for path in ("", "/proposals", "/positions", "/silences", "/adoption")]


def test_red_leaves_by_no_api_but_for_its_originator(made):
    red = Release(tlp=TLP.RED, principals=frozenset(seat_principal(each.pk) for each in made.seats.values()))
    mark_draft(actor=made.again("chair"), draft=made.draft, release=red, at=later())
    assert [each.uuid for each in drafts(actor=made.again("kz"))] == [made.draft.uuid]
    assert got(made, "kz", "/drafts")["items"] == []
    assert client(made, "kz").get(ROOT + of(made)).status_code == 404
    assert len(got(made, "chair", "/drafts")["items"]) == 1


@pytest.mark.parametrize(
    "path", ["/drafts", *(f"/drafts/%s/{each}" for each in LISTS), *(f"/drafts/%s{o}" for o in ONES)]
)
def test_queries_do_not_grow_with_rows(path):
    counts = []
    for many in (1, 3):
        made = negotiation(members=("kz",) if many == 1 else ("uz", "kz", "tj"))
        for n in range(many):
            table(made, "kz", "posts", f"Equip {n} border posts jointly.")
            take_position(
                actor=made.again("kz"),
                provision=made.provisions["posts" if n else "data"],
                stand=Stand.SUPPORT,
                text="",
                at=later(),
            )
        reader = client(made, "kz")
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(ROOT + path.replace("%s", str(made.draft.uuid))).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
