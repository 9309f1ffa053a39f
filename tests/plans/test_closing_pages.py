"""Positions, silence, adoption and issues through their doors, as browsers without JavaScript use them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.plans import Negotiation, negotiation

from concord.meetings.models import Instrument
from concord.plans.actions.silence import everything, instant
from concord.plans.models import Declaration, Draft, Objection, Position, Silence
from concord.plans.terms import Outcome, Stage, Stand, Will

PAGES = ("positions", "silence", "adoption", "issues")


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


class Table:
    """A browser for each delegation."""

    def __init__(self, talks: Negotiation) -> None:
        self.talks, self.clients = talks, {}

    def as_(self, code: str) -> Client:
        if code not in self.clients:
            self.clients[code] = Client()
            if code in self.talks.seats:
                self.clients[code].force_login(self.talks.seats[code].user)
        return self.clients[code]

    def url(self, name: str, *more: object) -> str:
        return reverse(f"plans:{name}", args=(self.talks.draft.uuid, *more))

    def get(self, code: str, name: str, *more: object, **query: str) -> str:
        response = self.as_(code).get(self.url(name, *more), query)
        assert response.status_code == 200, (name, response.status_code)
        return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())

    def post(self, code: str, name: str, *more: object, status: int = 302, **data: object) -> str:
        response = self.as_(code).post(self.url(name, *more), data)
        assert response.status_code == status, response.content.decode()[-3000:]
        return response.content.decode()

    @property
    def stage(self) -> Stage:
        return Stage(everything(Draft.objects.filter(pk=self.talks.draft.pk)).get().stage)

    @property
    def silence(self) -> Silence:
        return everything(Silence.objects.filter(draft=self.talks.draft)).latest("pk")

    def expire(self) -> None:
        now = instant(draft=self.talks.draft)
        rows = everything(Silence.objects.filter(pk=self.silence.pk))
        rows.update(opened_at=now - timedelta(hours=73), deadline_at=now - timedelta(seconds=1))

    def open_silence(self) -> None:
        self.post("chair", "open_silence", hours=72, letter="Please.", state=self.talks.revision.state)


@pytest.fixture
def table(talks):
    return Table(talks)


def test_empty_pages_teach_and_hidden_ones_are_absent(table):
    assert "Nobody has taken a position yet" in table.get("kz", "positions")
    assert "No silence procedure yet" in table.get("kz", "silence")
    assert "Nothing stands in the way" in table.get("kz", "adoption")
    assert "Nothing was issued yet" in table.get("kz", "issues")
    assert {table.as_(who).get(table.url(page)).status_code for who in ("outsider", "x") for page in PAGES} == {404}


def test_a_position_is_taken_and_read_in_words(table):
    provision = table.talks.provisions["posts"].uuid
    assert "Equip border posts jointly." in table.get("kz", "take_position", provision)
    assert "You cannot speak here" not in table.get("kz", "take_position", provision)
    assert "This field is required" in table.post("kz", "take_position", provision, status=200)
    table.post("kz", "take_position", provision, stand=Stand.RESERVE, text="We must ask.")
    assert everything(Position.objects.all()).get().text == "We must ask."
    assert "reserves its position in words We must ask." in table.get("uz", "positions")
    assert "All that KZ said" in table.get("uz", "positions", of="kz", show="spoken")
    assert "What your delegation said before" in table.get("kz", "take_position", provision)
    assert table.as_("kz").get(table.url("take_position", provision), {"proposal": "nonsense"}).status_code == 404


def test_silence_is_opened_extended_broken_and_kept_the_second_time(table):
    assert "Open a silence procedure" in table.get("chair", "silence")
    assert table.as_("kz").get(table.url("open_silence")).status_code == 403
    assert "72" in table.post("chair", "open_silence", hours=12, state=table.talks.revision.state, status=200)
    stale = table.post("chair", "open_silence", hours=72, state="0" * 64, status=200)
    assert "has changed since you opened this page" in stale
    table.open_silence()
    assert table.stage == Stage.SILENCE
    seen = table.get("kz", "silence")
    assert "Break the silence" in seen
    assert "Ashgabat" not in seen
    for city in ("Astana", "Tashkent", "Dushanbe", "New York", "Vienna"):
        assert city in seen
    before = table.silence.deadline_at
    asked = {"silence": table.silence.uuid, "deadline": before.isoformat()}
    table.post("chair", "extend_silence", hours=24, reason="A holiday.", **asked)
    assert table.silence.deadline_at == before + timedelta(hours=24)
    posts = table.talks.provisions["posts"].uuid
    assert "measure 1. Equip border posts jointly." in table.get("kz", "break_silence")
    wrong = table.post("kz", "break_silence", silence=table.silence.uuid, text="Too far.", status=200)
    assert "Name at least one paragraph." in wrong
    table.post("kz", "break_silence", silence=table.silence.uuid, provisions=[str(posts)], text="Too far.")
    assert everything(Objection.objects.all()).get().in_time
    assert "Too far." in table.get("tj", "silence")
    table.post("chair", "close_silence", silence=table.silence.uuid)
    assert (table.silence.outcome, table.stage) == (Outcome.BROKEN, Stage.NEGOTIATION)
    table.open_silence()
    table.expire()
    assert "Nobody objected in time" in table.get("kz", "silence")
    table.post("kz", "break_silence", silence=table.silence.uuid, provisions=[str(posts)], text="Too late.")
    table.post("chair", "close_silence", silence=table.silence.uuid)
    assert (table.silence.outcome, table.stage) == (Outcome.KEPT, Stage.AGREED)
    ended = table.get("uz", "silence")
    assert "No delegation objected before the deadline" in ended
    assert "on record and without effect" in ended


def test_silence_may_be_withdrawn_and_not_closed_before_its_time(table):
    table.open_silence()
    table.post("chair", "close_silence", silence=table.silence.uuid)
    assert table.silence.outcome == ""
    assert table.as_("kz").post(table.url("withdraw_silence"), {"silence": table.silence.uuid}).status_code == 403
    assert table.as_("chair").post(table.url("withdraw_silence"), {"silence": "x"}).status_code == 404
    table.post("chair", "withdraw_silence", silence=table.silence.uuid)
    assert (table.silence.outcome, table.stage) == (Outcome.WITHDRAWN, Stage.NEGOTIATION)


def test_a_text_is_adopted_by_those_who_declare_so_with_what_stands_beside_it(table):
    provision = table.talks.provisions["data"].uuid
    table.post("kz", "take_position", table.talks.provisions["posts"].uuid, stand=Stand.SCRUTINY, text="")
    assert "Reservations not lifted measure 1 KZ" in table.get("uz", "adoption")
    shut = table.post("chair", "open_adoption", state=table.talks.revision.state, status=409)
    assert "Reservations not lifted" in shut
    gap = {"gap": "reservation", "provision": str(table.talks.provisions["posts"].uuid)}
    assert "Reservations not lifted" in table.get("chair", "set_aside", **gap)
    table.post("chair", "set_aside", reason="Kazakhstan agrees to say it beside the text.", **gap)
    assert "set aside by decision: Kazakhstan agrees" in table.get("uz", "adoption")
    table.post("chair", "open_adoption", state=table.talks.revision.state, meeting="")
    assert "Declare for your delegation" in table.get("kz", "adoption")
    assert "Say from which paragraph" in table.post("kz", "declare", will=Will.DISSOCIATES, status=200)
    table.post("kz", "declare", will=Will.ADOPTS, text="")
    table.post("kz", "declare", will=Will.RESERVES, text="As to costs.", provision=str(provision))
    table.post("uz", "declare", will=Will.OBSERVES, text="")
    table.post("tj", "declare", will=Will.EXPLAINS, text="We explain.")
    explained = everything(Declaration.objects.filter(will=Will.EXPLAINS)).get()
    assert table.as_("kz").post(table.url("retract"), {"declaration": explained.uuid}).status_code == 302
    assert everything(Declaration.objects.all()).count() == 4
    table.post("tj", "retract", declaration=explained.uuid)
    assert "Has not declared: TJ." in table.get("uz", "adoption")
    assert table.as_("kz").post(table.url("adopt")).status_code == 403
    table.post("chair", "adopt")
    assert table.stage == Stage.ADOPTED
    done = table.get("uz", "adoption")
    assert "As to costs." in done
    assert Instrument.objects.get().title == table.talks.draft.title


def test_a_text_is_issued_and_corrected(table):
    assert table.as_("kz").get(table.url("issue")).status_code == 403
    revision = str(table.talks.revision.uuid)
    asked = {"revision": revision, "issued_on": "2026-03-02"}
    table.post("chair", "issue", kind="initial", symbol="PLAN/1", **asked)
    assert "Say what it changes" in table.post("chair", "issue", kind="corrigendum", symbol="X", status=200, **asked)
    assert "PLAN/1/Corr.1" in table.get("chair", "issue")
    table.post("chair", "issue", kind="corrigendum", symbol="PLAN/1/Corr.1", note="A word.", **asked)
    assert "PLAN/1/Corr.1 Corrigendum 2 March 2026 A word." in table.get("kz", "issues")


def test_declaring_waits_for_the_chair(table):
    assert table.as_("kz").get(table.url("declare")).status_code == 302
    assert "each delegation declares here" in table.get("kz", "adoption")


def test_silence_and_adoption_know_what_they_show_and_pages_that_are_written_on_too(table):
    beat = table.as_("kz").get(table.url("beat")).json()["beat"]
    live = f'="{table.talks.draft.uuid}" data-live-address="" data-beat-url="{table.url("beat")}" data-beat="{beat}"'
    for who, name, mark in (("kz", "silence", "page"), ("kz", "adoption", "page"), ("chair", "open_silence", "note")):
        assert f"data-live-{mark}{live}" in table.as_(who).get(table.url(name)).content.decode()
    table.open_silence()
    assert f'data-beat="{beat}"' not in table.as_("kz").get(table.url("silence")).content.decode()
