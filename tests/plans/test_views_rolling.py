"""The rolling text as its readers see it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import AT, TEXT, negotiation
from tests.plans.room import Room

from concord.plans.actions.groups import refer_to_group
from concord.plans.actions.proposals import withdraw_proposal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
ABSENT = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def room() -> Room:
    return Room(negotiation())


def said(html: str) -> str:
    """As a voice reads it: names of links, words, and what is only heard."""
    spoken = re.sub(
        r'<span class="by" aria-hidden="true">.*?</span></span>|<span [^>]*aria-hidden="true">]</span>', "", html
    )
    spoken = re.sub(r'<a class="br"[^>]*aria-label="([^"]*)"[^>]*>\[</a>', r" \1 ", spoken)
    return " ".join(re.sub(r"<[^>]+>", "", spoken).split())


def words_of(html: str, room: Room, where: str) -> str:
    found = re.search(
        rf'id="text-{room.talks.provisions[where].uuid}".*?<p class="instrument">(.*?)</p>', html, re.DOTALL
    )
    assert found
    return found[1]


def test_who_proposes_what_is_in_the_words(room):
    room.table("kz", "purpose", "States should report every year.")
    room.table("tj", "purpose", "States should report every year.")
    heard = said(words_of(room.read("uz"), room, "purpose"))
    assert heard == (
        "States KZ and TJ propose to delete shall, end of deletion. "
        "KZ and TJ propose to insert instead should, end of insertion. report every year."
    )


def test_a_clash_is_seen_and_heard(room):
    room.table("kz", "purpose", "States should report every year.")
    room.table("uz", "purpose", "States may report every year.")
    html = room.read("tj")
    assert "1 clash" in html
    words = words_of(html, room, "purpose")
    assert words.count("data-clash") == 3
    assert "UZ proposes to insert instead, in clash with another proposal" in said(words)


def test_a_bracket_tells_owner_reason_and_age(room):
    room.table("kz", "purpose", "States shall report every second year.")
    (tip,) = set(re.findall(r'aria-description="([^"]*)"', words_of(room.read("uz"), room, "purpose")))
    assert tip.startswith("KZ: an insertion. Open since 3\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026, ")
    assert tip.endswith(" Goes when the owners withdraw or agree, or the meeting decides.")


def test_words_that_are_code_stay_words(room):
    bad = "<script>alert('1')</script> & \"more\""
    room.table("kz", "purpose", f"States shall report {bad} every year.", explanation=bad)
    html = room.read("uz", room.chosen("purpose"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;more&quot;" in words_of(html, room, "purpose")


def test_one_delegation_alone_and_the_clean_text(room):
    room.table("kz", "purpose", "States should report every year.")
    room.table("uz", "purpose", "States may report every year.")
    alone = words_of(room.read("tj", "?of=uz"), room, "purpose")
    assert ("may" in alone, "should" in alone) == (True, False)
    assert words_of(room.read("tj", "?view=clean"), room, "purpose") == "States shall report every year."


def test_a_delegate_is_told_first_what_waits(room):
    room.table("kz", "purpose", "States should report every year.")
    room.table("uz", "purpose", "States may report every year.")
    room.table("uz", "data", "Exchange data on travel daily.")
    html = room.read("kz")
    assert "<strong>1 of 6 provisions asks for KZ.</strong>" in html
    only = room.read("kz", "?needs=mine")
    assert re.findall(r'<section class="provision" id="text-([^"]+)"', only) == [
        str(room.talks.provisions["purpose"].uuid)
    ]
    assert "Nothing in this text waits for TJ now." in room.read("tj")


def test_the_provision_in_hand(room):
    room.table("kz", "purpose", "States should report every year.", explanation="Our law says so.")
    panel = room.read("kz", room.chosen("purpose"), **{"HX-Request": "true", "HX-Target": "panel"})
    assert panel.strip().startswith('<aside class="panel" id="panel"')
    assert "Our law says so." in panel
    assert 'proposals/kz-1/withdraw/"' in panel
    theirs = room.read("uz", room.chosen("purpose"))
    assert 'proposals/kz-1/sponsor/"' in theirs
    assert "proposals/kz-1/withdraw/" not in theirs


def test_what_is_no_longer_open_is_kept_apart(room):
    proposal = room.table("kz", "purpose", "States should report every year.")
    withdraw_proposal(actor=room.talks.again("kz"), proposal=proposal, at=AT + timedelta(days=2))
    html = room.read("uz", room.chosen("purpose"))
    assert "1 that is no longer open" in html
    assert words_of(html, room, "purpose") == "States shall report every year."


def test_a_small_group_is_not_seen_from_outside(room):
    room.table("uz", "posts", "Equip border posts.")
    before = room.read("tj", room.chosen("posts"))
    group = refer_to_group(
        actor=room.talks.again("chair"),
        draft=room.talks.draft,
        title=Text.of(en="Friends"),
        facilitator=room.talks.delegations["kz"],
        members=(room.talks.delegations["kz"], room.talks.delegations["uz"]),
        provisions=(room.talks.provisions["posts"],),
        at=AT + timedelta(days=1),
    )
    outside = room.read("tj", room.chosen("posts"))
    room.table("kz", "posts", "Equip every post jointly.", group=group)
    assert "every" in words_of(room.read("kz"), room, "posts")
    after = room.read("tj", room.chosen("posts"))
    assert tidy(after) == tidy(outside)
    assert words_of(after, room, "posts") == words_of(before, room, "posts")


def tidy(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|data-beat="[^"]*"', "", html)


def test_the_text_in_russian(room):
    room.table("kz", "purpose", "Государства отчитываются ежегодно.", language="ru")
    html = room.read("uz", prefix="/ru")
    assert "ежегодно" in words_of(html, room, "purpose")
    assert '<div class="text" id="text" lang="ru" dir="ltr"' in html


def test_what_is_hidden_and_what_is_absent_look_the_same(room):
    client = room.client("kz")
    for path in ("", "propose/", "proposals/kz-1/withdraw/"):
        assert client.get(f"/plans/{ABSENT}/{path}").status_code == 404
        assert Client().get(f"{room.url}{path}").status_code == 404
    assert client.get(f"{room.url}?revision=99").status_code == 404


def test_the_index_lists_what_one_may_see(room):
    assert "Joint plan of action" in room.client("kz").get("/plans/").content.decode()
    public = Client().get("/plans/").content.decode()
    assert "Joint plan of action" not in public
    assert 'class="empty"' in public
    assert "/meetings/instruments/" in public


def test_queries_do_not_grow_with_the_text():
    counts = set()
    for size in (1, 3):
        room = Room(negotiation(provisions=TEXT[:1] if size == 1 else (TEXT[0], TEXT[1], TEXT[5])))
        for where in room.talks.provisions:
            room.table("kz", where, "Other words.")
        client = room.client("uz")
        client.get(room.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(room.url + room.chosen("purpose"))
        counts.add(len(asked))
    assert len(counts) == 1
