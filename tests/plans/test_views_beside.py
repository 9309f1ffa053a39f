"""Revisions, languages and moments beside each other."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room
from tests.plans.word import authors, lines

from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree
from concord.plans.actions.drafts import mark_draft
from concord.plans.logic.papers import masthead_of, text_paper
from concord.plans.queries.rolling import rolling_text
from concord.redline import text_of
from concord.redline.word import accept_all, reject_all
from concord.sharing.terms import TLP, Release, seat_principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room(negotiation())


def settled(room: Room) -> None:
    """Kazakhstan's words are agreed and a second revision is made."""
    proposal = room.table("kz", "purpose", "States should report every year.")
    room.table("uz", "data", "Exchange data on travel daily.")
    chair, talks = room.talks.again("chair"), room.talks
    where = talks.provisions["purpose"]
    agree(actor=chair, draft=talks.draft, provision=where, proposals=(proposal,), at=AT + timedelta(days=2))
    consolidate(actor=chair, draft=talks.draft, symbol="PLAN/L.2", at=AT + timedelta(days=3))


def body(room: Room, page: str, who: str = "uz", **headers: str) -> str:
    answer = room.client(who).get(f"{room.url}{page}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str, room: Room, where: str) -> str:
    found = re.search(
        rf'id="text-{room.talks.provisions[where].uuid}".*?<p class="instrument"[^>]*>(.*?)</p>', html, re.DOTALL
    )
    assert found
    return found[1]


def test_two_revisions_word_by_word(room):
    settled(room)
    html = body(room, "compare/")
    assert "1 of 6 provisions differ between revisions 0 and 1." in html
    assert re.sub(r'<span class="said">.*?</span>', "", words(html, room, "purpose")) == (
        "States <del>shall </del><ins>should </ins>report every year."
    )
    assert "Deleted: " in words(html, room, "purpose")
    only = body(room, "compare/?only=changed")
    assert re.findall(r'<section class="beside-row" id="text-([^"]+)"', only) == [
        str(room.talks.provisions["purpose"].uuid)
    ]
    back = body(room, "compare/?before=1&after=0")
    assert re.sub(r'<span class="said">.*?</span>', "", words(back, room, "purpose")) == (
        "States <del>should </del><ins>shall </ins>report every year."
    )


def printed(room: Room, revision: int) -> list[str]:
    text = rolling_text(actor=room.talks.again("uz"), draft=room.talks.draft, language="en", revision=revision)
    paper = text_paper(text=text, masthead=masthead_of(text=text))
    return [text_of(tokens=clause.tokens) for clause in paper.clauses]


def test_a_comparison_leaves_as_word_in_which_accepting_leads_to_the_second_text(room):
    settled(room)
    page = body(room, "compare/?before=0&after=1")
    (word, pdf) = re.findall(r'href="([^"]+)" download>', page)
    answer = room.client("uz").get(word.replace("&amp;", "&"))
    assert answer["Content-Disposition"].endswith('-0-to-1.en.docx"')
    assert lines(accept_all(data=answer.content)) == printed(room, 1)
    assert lines(reject_all(data=answer.content)) == printed(room, 0)
    assert authors(answer.content) == {"Revision 1 (PLAN/L.2)"}
    back = room.client("uz").get(f"{room.url}compare/?before=1&after=0&format=docx").content
    assert lines(accept_all(data=back)) == printed(room, 0)
    paper = room.client("uz").get(pdf.replace("&amp;", "&"))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_comparison_leaves_only_for_whom_the_draft_may_leave(room):
    settled(room)
    file = f"{room.url}compare/?format=docx"
    assert [room.client("uz").get(file).status_code, Client().get(file).status_code] == [200, 404]
    assert room.client("uz").get(f"{room.url}compare/?format=exe").status_code == 404
    seats = frozenset(seat_principal(seat.pk) for seat in room.talks.seats.values())
    release = Release(tlp=TLP.RED, principals=seats)
    mark_draft(actor=room.talks.again("chair"), draft=room.talks.draft, release=release, at=AT + timedelta(days=4))
    assert [room.client("uz").get(path).status_code for path in (f"{room.url}compare/", file)] == [200, 404]
    assert room.client("chair").get(file).status_code == 200


def test_one_revision_is_said_to_be_the_only_one(room):
    assert "There is one revision so far." in body(room, "compare/?before=0&after=0")
    assert "The words of both revisions are the same." in body(room, "compare/")
    assert room.client("uz").get(f"{room.url}compare/?before=7").status_code == 404


def test_a_translation_goes_stale_and_is_confirmed(room):
    settled(room)
    html = body(room, "languages/?with=ru")
    assert html.count("stale: of earlier words") == 2
    assert "Translate</a>" not in html
    where = room.talks.provisions["purpose"].uuid
    waiting = body(room, "languages/?only=waiting", "chair")
    assert re.findall(r'role="row" id="text-([^"]+)"', waiting) == [str(where)]
    form = body(room, f"languages/?provision={where}", "chair")
    assert "Государства отчитываются.</textarea>" in form
    sent = {"provision": str(where), "words": "Государствам следует отчитываться."}
    assert room.client("uz").post(f"{room.url}languages/?with=ru", sent).status_code == 403
    assert room.client("chair").post(f"{room.url}languages/?with=ru", sent).status_code == 302
    assert "stale: of earlier words" not in body(room, "languages/?with=ru")


def test_a_translation_needs_words(room):
    sent = {"provision": str(room.talks.provisions["data"].uuid), "words": " "}
    room.client("chair").post(f"{room.url}languages/?with=ru", sent)
    assert "Обмениваться данными о поездках." in words(body(room, "languages/"), room, "data") + body(
        room, "languages/"
    )


def test_every_moment_can_be_read_again(room):
    settled(room)
    html = body(room, "history/")
    moments = re.findall(r'href="(\?at=[^"]+)" data-position="(\d+)"[^>]*>([^<]*)<', html)
    assert [said for _url, _position, said in moments] == [
        "Brought to the table",
        "KZ tabled kz-1 on 1: change words",
        "UZ tabled uz-1 on I.2: change words",
        "1: agreed, with kz-1",
        "Consolidated to revision 1",
    ]
    first = body(room, f"history/{moments[0][0]}", **{"HX-Request": "true", "HX-Target": "asof"})
    assert first.strip().startswith('<section class="asof" id="asof"')
    assert words(first, room, "purpose") == "States shall report every year."
    tabled = body(room, f"history/{moments[1][0]}")
    assert "should" in words(tabled, room, "purpose")
    assert words(html, room, "purpose") == "States should report every year."
    assert "daily" in words(html, room, "data")
    assert body(room, "history/?step=0").count("aria-current") == body(room, f"history/{moments[0][0]}").count(
        "aria-current"
    )


@pytest.mark.parametrize(
    "query", ["?at=x", "?at=2026-13-45T00:00", "?at=0001-01-01", "?step=99999999", "?at=9999-12-31"]
)
def test_no_address_breaks_the_history(room, query):
    assert "Brought to the table" in body(room, f"history/?{query}")


@pytest.mark.parametrize("page", ["compare/", "languages/", "history/"])
def test_a_draft_that_is_not_for_the_reader_is_absent(room, page):
    assert Client().get(f"{room.url}{page}").status_code == 404
