"""The report of a meeting: what was decided, positions, reservations, and who may take it."""

from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room

from concord.meetings.models import AgendaItem, Meeting
from concord.plans.actions.adoption import adopt, open_adoption
from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree, agree_ad_referendum, park
from concord.plans.actions.declarations import declare
from concord.plans.actions.drafts import mark_draft
from concord.plans.actions.positions import take_position
from concord.plans.actions.strikes import Minute
from concord.plans.queries.reports import meeting_record
from concord.plans.terms import Stand, Will
from concord.sharing.terms import TLP, Release, seat_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SITS = AT + timedelta(days=2)


def meeting(code: str) -> Meeting:
    return Meeting.objects.create(
        code=code, kind="expert", title=Text.of(en=f"Meeting {code}"), starts_on=date(2026, 3, 4)
    )


@pytest.fixture
def room() -> Room:
    """Two meetings: at the first two provisions are decided and a revision is made, at the second one is put aside."""
    made = Room(negotiation())
    talks, chair, one = made.talks, made.talks.again("chair"), meeting("one")
    item = AgendaItem.objects.create(meeting=one, number="4", position=4, kind="topic", title=Text.of(en="The plan"))
    yearly, daily = made.table("kz", "purpose", "States should report every year."), made.table("uz", "data", "Share.")
    own = {"actor": chair, "draft": talks.draft}
    for code, stand, text in (("tj", Stand.RESERVE, "On costs."), ("uz", Stand.SUPPORT, "")):
        take_position(actor=talks.again(code), provision=talks.provisions["data"], stand=stand, text=text, at=SITS)
    agree(
        **own,
        provision=talks.provisions["purpose"],
        proposals=(yearly,),
        minute=Minute(meeting=one, agenda_item=item),
        at=SITS,
    )
    awaits = (talks.delegations["tj"],)
    more = {"proposals": (daily,), "awaits": awaits, "minute": Minute(meeting=one, note="As read out")}
    agree_ad_referendum(**own, provision=talks.provisions["data"], **more, at=SITS + HOUR)
    consolidate(**own, symbol="PLAN/L.2", at=SITS + 2 * HOUR)
    park(**own, provision=talks.provisions["review"], minute=Minute(meeting=one), at=SITS + 3 * HOUR)
    take_position(
        actor=talks.again("tj"), provision=talks.provisions["data"], stand=Stand.SUPPORT, text="", at=SITS + 9 * HOUR
    )
    park(**own, provision=talks.provisions["posts"], minute=Minute(meeting=meeting("two")), at=SITS + 10 * HOUR)
    return made


def report(room: Room, who: str = "uz", code: str = "one", **query: str):
    client = room.client(who) if who else Client()
    return client.get(f"{room.url}files/reports/{code}/", {"format": "pdf", **query})


def said(data: bytes) -> list[str]:
    """The lines of all pages without what stands above and below."""
    pages = [
        page.extract_text().replace("\N{NO-BREAK SPACE}", " ").splitlines()
        for page in pypdf.PdfReader(BytesIO(data)).pages
    ]
    return [line.strip() for page in pages for line in page]


def test_it_tells_what_was_decided_and_where_delegations_stood(room):
    answer = report(room)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    lines = said(answer.content)
    start = lines.index("Meeting one, 4 March 2026.")
    assert [line for line in lines[start:] if "Page " not in line and "TLP" not in line] == [
        "Meeting one, 4 March 2026.",
        "In the chair: Party chair.",
        "Members of the negotiation: KZ, UZ and TJ.",
        "The gavel fell 3 times, between 4 March 2026, 09:00 UTC and 4 March 2026, 12:00 UTC.",
        "Revision 0 (PLAN/L.1)",
        "1 Paragraph",
        "States should report every year.",
        "Outcome: 1 is agreed with kz-1. Agenda item 4.",
        "I.2 Measure",
        "Share.",
        "Outcome: I.2 is agreed ad referendum, awaiting TJ. With uz-1. As read out.",
        "Positions",
        "Delegation Position Statement",
        "UZ supports",
        "Reservations",
        "TJ, reserves its position: On costs.",
        "Revision 1 (PLAN/L.2)",
        "2 Paragraph",
        "The States review this plan.",
        "Outcome: 2 is parked.",
        "Compiled from the record of the negotiation as it may be read by those to whom it was released.",
    ]


def test_it_is_the_same_for_all_who_read_the_draft_and_speaks_their_language(room):
    assert report(room, "kz").content == report(room, "chair").content
    russian = said(report(room, language="ru").content)
    assert "Государства проверяют этот план." in russian
    assert "Оговорки" in russian


def test_the_page_offers_one_for_each_meeting(room):
    page = room.client("kz").get(f"{room.url}files/").content.decode()
    assert [page.count(f"/files/reports/{code}/?format=pdf") for code in ("one", "two", "three")] == [1, 1, 0]
    assert "3 decisions" in page
    assert (
        "Reports of meetings"
        not in (other := Room(negotiation())).client("kz").get(f"{other.url}files/").content.decode()
    )


def test_an_adoption_is_reported_with_what_stands_beside_the_text():
    room = Room(negotiation())
    talks, revision, three = room.talks, room.talks.revision, meeting("three")
    opened = open_adoption(actor=talks.again("chair"), revision=revision, state=revision.state, meeting=three, at=SITS)
    for code, will, text in (("kz", Will.ADOPTS, ""), ("uz", Will.OBSERVES, ""), ("kz", Will.EXPLAINS, "As in 2011.")):
        declare(actor=talks.again(code), adoption=opened, will=will, text=text, at=SITS + HOUR)
    where = talks.provisions["posts"]
    reserve = {"will": Will.RESERVES, "text": "As to costs.", "provision": where}
    declare(actor=talks.again("tj"), adoption=opened, **reserve, at=SITS + HOUR)
    before = said(report(room, code="three").content)
    assert "Outcome: The text was put to the delegations and is not adopted yet." in before
    adopt(actor=talks.again("chair"), draft=talks.draft, at=SITS + 2 * HOUR)
    lines = said(report(room, code="three").content)
    assert lines[lines.index("Adoption") :][:11] == [
        "Adoption",
        "Outcome: The text was adopted by KZ.",
        "Positions",
        "Delegation Position Statement",
        "KZ adopts",
        "UZ observes",
        "Reservations",
        "TJ, makes a reservation (measure 1): As to costs.",
        "Explanations of position",
        "KZ, explains its position: As in 2011.",
        "Compiled from the record of the negotiation as it may be read by those to whom it was released.",
    ]


def test_only_who_may_take_the_draft_out_gets_it(room):
    assert [report(room, who).status_code for who in ("kz", "")] == [200, 404]
    assert report(room, code="three").status_code == 404
    assert report(room, format="docx").status_code == 404
    seats = frozenset(seat_principal(seat.pk) for seat in room.talks.seats.values())
    release = Release(tlp=TLP.RED, principals=seats)
    mark_draft(actor=room.talks.again("chair"), draft=room.talks.draft, release=release, at=SITS + 30 * HOUR)
    assert [report(room, who).status_code for who in ("kz", "chair")] == [404, 200]


def test_queries_do_not_grow_with_what_was_decided():
    counts = set()
    for number in (1, 3):
        made = Room(negotiation())
        sat = meeting(f"m{number}")
        for key in ("purpose", "posts", "data")[:number]:
            chair, where = made.talks.again("chair"), made.talks.provisions[key]
            agree(actor=chair, draft=made.talks.draft, provision=where, minute=Minute(meeting=sat), at=SITS)
        with CaptureQueriesContext(connection) as told:
            meeting_record(actor=made.talks.again("kz"), draft=made.talks.draft, meeting=sat.code, language="en")
        counts.add(len(told))
    assert len(counts) == 1
