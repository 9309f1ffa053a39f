"""The text as files, and a Word file back on the table."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from lxml import etree
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room

from concord.plans.actions.drafts import end_credentials
from concord.plans.logic.papers import masthead_of, rolling_paper, text_paper
from concord.plans.models import Proposal
from concord.plans.queries.rolling import rolling_text
from concord.redline import Proposal as Asked
from concord.redline import diff, text_of, tokenise
from concord.redline.akn import read_akn
from concord.redline.interchange import from_json
from concord.redline.word import read, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    made = Room(negotiation())
    made.table("kz", "purpose", "States should report every year.")
    return made


def address(room: Room, *more: str) -> str:
    return "/".join(("/plans", str(room.talks.draft.uuid), "files", *more)) + "/"


def text_of_room(room: Room, code: str = "uz"):
    return rolling_text(actor=room.talks.again(code), draft=room.talks.draft, language="en")


def edited(room: Room, changes: dict[str, str], *, code: str = "uz") -> bytes:
    """The text on the table as Word, with these provisions rewritten as tracked changes."""
    text = text_of_room(room, code)
    paper = text_paper(text=text, masthead=masthead_of(text=text))
    words = {str(room.talks.provisions[key].uuid): new for key, new in changes.items()}
    clauses = tuple(
        replace(
            clause,
            proposals=(
                Asked(
                    f"mine-{clause.label}",
                    "Somebody",
                    diff(before=clause.tokens, after=tokenise(text=words[clause.key])),
                ),
            ),
        )
        if clause.key in words
        else clause
        for clause in paper.clauses
    )
    return write(paper=replace(paper, clauses=clauses))


def upload(room: Room, code: str, data: bytes):
    file = BytesIO(data)
    file.name = "changes.docx"
    return room.client(code).post(address(room, "upload"), {"file": file, "language": "en"})


def hidden(html: str) -> dict[str, str]:
    form = etree.HTML(html).xpath("//form[.//input[@name='content']]")[0]
    return {box.get("name"): box.get("value") for box in form.xpath(".//input[@type='hidden']")}


@pytest.mark.parametrize("edition", ["rolling", "text", "clean", "own"])
@pytest.mark.parametrize(
    ("format_", "kind"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("akn", "application/akn+xml"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_every_edition_comes_in_every_format(room, edition, format_, kind):
    answer = room.client("kz").get(address(room, edition), {"format": format_})
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"].endswith(f'-0-{edition}.en.{format_}"')


def test_files_that_are_read_again_hold_the_rolling_text(room):
    client = room.client("kz")
    text = text_of_room(room, "kz")
    paper = rolling_paper(text=text, masthead=masthead_of(text=text))
    asked = {clause.key: [p.ops for p in clause.proposals] for clause in paper.clauses}
    for format_, back in (
        ("json", lambda data: from_json(text=data.decode())),
        ("akn", lambda data: read_akn(data=data)),
    ):
        found = back(client.get(address(room, "rolling"), {"format": format_}).content)
        assert {clause.key: [p.ops for p in clause.proposals] for clause in found.clauses} == asked
    reading = read(
        data=client.get(address(room, "rolling"), {"format": "docx"}).content,
        base=text_paper(text=text, masthead=masthead_of(text=text)),
    )
    assert [(f.clause, f.proposal.ops) for f in reading.found] == [
        (key, ops) for key, several in asked.items() for ops in several
    ]


def test_who_may_not_see_the_draft_gets_no_file(room):
    paths = (address(room), address(room, "rolling"))
    assert [room.client("kz").get(path, {"format": "docx"}).status_code for path in paths] == [200, 200]
    assert [Client().get(path, {"format": "docx"}).status_code for path in paths] == [404, 404]


def test_there_are_no_other_files(room):
    assert room.client("kz").get(address(room, "rolling"), {"format": "exe"}).status_code == 404
    assert room.client("kz").get(address(room, "else"), {"format": "pdf"}).status_code == 404


def test_a_word_file_is_looked_at_and_then_tabled(room):
    data = edited(room, {"posts": "Equip all border posts jointly.", "data": "Exchange data on travel and trade."})
    before = Proposal.objects.unscoped(reason="a test counts").count()
    page = upload(room, "uz", data)
    html = page.content.decode()
    assert (page.status_code, html.count('name="chosen"')) == (200, 2)
    assert Proposal.objects.unscoped(reason="a test counts").count() == before
    answer = room.client("uz").post(address(room, "table"), hidden(html) | {"chosen": ["1", "2"]})
    assert answer.status_code == 302
    tabled = Proposal.objects.unscoped(reason="a test reads").filter(origin="docx").order_by("order")
    assert [(p.key, p.lead.organisation.code) for p in tabled] == [("uz-1", "uz"), ("uz-2", "uz")]
    shown = {p.uuid: text_of(tokens=p.clean) for p in text_of_room(room).provisions}
    assert shown[room.talks.provisions["posts"].uuid] == "Equip border posts jointly."


def test_the_words_of_others_are_co_sponsored_and_what_stands_is_left_alone(room):
    page = upload(room, "uz", edited(room, {"purpose": "States should report every year."}))
    html = page.content.decode()
    assert "would co-sponsor it" in html
    room.client("uz").post(address(room, "table"), hidden(html) | {"chosen": ["1"]})
    proposal = next(p for one in text_of_room(room).provisions for p in one.proposals)
    assert [party.code for party in proposal.sponsors] == ["kz", "uz"]
    rolling = room.client("uz").get(address(room, "rolling"), {"format": "docx"}).content
    again = upload(room, "uz", rolling).content.decode()
    assert ("kz-1" in again, again.count('name="chosen"')) == (True, 0)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"<html>"], ids=["empty", "broken", "html"])
def test_what_is_no_word_file_is_refused_with_a_reason(room, data):
    page = upload(room, "uz", data)
    assert page.status_code == 422
    assert Proposal.objects.unscoped(reason="a test counts").filter(origin="docx").count() == 0


def test_who_does_not_speak_for_a_delegation_uploads_nothing(room):
    assert Client().post(address(room, "upload"), {}).status_code == 404
    end_credentials(
        actor=room.talks.again("chair"),
        credential=room.talks.delegations["tj"].credentials.unscoped(reason="a test ends it").get(),
        at=AT + timedelta(days=1),
    )
    page = room.client("tj").get(address(room)).content.decode()
    assert ("Take the text along" in page, 'type="file"' in page) == (True, False)
    assert room.client("tj").post(address(room, "upload"), {}).status_code == 403
