"""Writing, co-sponsoring, withdrawing in a browser."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room

from concord.plans.actions.groups import refer_to_group
from concord.plans.models import Proposal, Provision, Revision, Wording
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind
from concord.redline import digest, tokenise
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
PREVIEW = {"HX-Request": "true", "HX-Target": "preview"}


@pytest.fixture
def room() -> Room:
    return Room(negotiation())


def tabled(room: Room) -> list[tuple[str, str, str]]:
    rows = Proposal.objects.unscoped(reason="a test reads it").filter(draft=room.talks.draft)
    return [(each.key, each.kind, str(each.provision.uuid)) for each in rows.select_related("provision")]


def form(room: Room, who: str, where: str, **more: str) -> dict[str, str]:
    """The form as it was sent to the browser, with what was changed in it."""
    html = room.client(who).get(f"{room.url}propose/{room.chosen(where)}").content.decode()
    base = re.search(r'name="base" value="([^"]*)"', html)
    words = re.search(r'<textarea name="words"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    assert base
    assert words
    return {"base": base[1], "language": "en", "kind": "MOD", "words": words[1], "makes": "", "after": "", **more}


def send(room: Room, who: str, where: str, **more: str):
    query, headers = more.pop("query", ""), PREVIEW if more.pop("preview", "") else {}
    data = form(room, who, where, **more)
    return room.client(who).post(f"{room.url}propose/{room.chosen(where)}{query}", data, headers=headers)


def test_the_form_holds_the_words_as_they_stand(room):
    data = form(room, "kz", "purpose")
    assert data["words"] == "States shall report every year."


def test_words_are_shown_as_a_proposal_before_they_are_tabled(room):
    room.table("uz", "purpose", "States may report every year.")
    for preview in ("", "yes"):
        html = send(
            room, "kz", "purpose", words="States should report every year.", step="preview", preview=preview
        ).content.decode()
        assert "<del>shall </del>" in html
        assert "<ins>should </ins>" in html
        assert "Clashes with uz-1 (UZ) over “shall”." in html
        assert "Co-sponsor uz-1 instead" in html
        assert 'value="alternate:uz-1"' in html
        assert ("<html" in html) == (not preview)
    assert len(tabled(room)) == 1


def test_tabled_and_seen(room):
    answer = send(room, "kz", "purpose", words="States should report every year.", step="table")
    where = room.talks.provisions["purpose"].uuid
    assert answer.status_code == 302
    assert answer["Location"] == f"{room.url}?provision={where}&language=en#kz-1"
    assert tabled(room) == [("kz-1", "MOD", str(where))]
    assert "Tabled as kz-1." in answer.wsgi_request._messages._queued_messages[0].message


def test_the_same_words_co_sponsor(room):
    room.table("uz", "purpose", "States may report every year.")
    seen = send(room, "kz", "purpose", words="States may report every year.", step="preview").content.decode()
    assert "UZ proposed exactly this: uz-1" in seen
    answer = send(room, "kz", "purpose", words="States may report every year.", step="table")
    assert answer["Location"].endswith("#uz-1")
    assert len(tabled(room)) == 1


def test_as_an_alternate(room):
    room.table("uz", "purpose", "States may report every year.")
    send(room, "kz", "purpose", words="States should report every year.", step="alternate:uz-1")
    assert Proposal.objects.unscoped(reason="a test reads it").get(key="kz-1").alternate == "uz-1"


def test_every_kind(room):
    where = {key: str(each.uuid) for key, each in room.talks.provisions.items()}
    asked = (
        ({"kind": "SUP"}, "data", "SUP"),
        ({"kind": "NOC"}, "posts", "NOC"),
        ({"kind": "ADD", "words": "Name a contact.", "makes": "measure", "after": where["posts"]}, "posts", "ADD"),
        ({"kind": "MOVE", "after": where["review"]}, "posts", "MOVE"),
        ({"kind": "MERGE", "joins": where["data"]}, "posts", "MERGE"),
        ({"kind": "SPLIT", "pieces": "States shall\r\nreport every year."}, "purpose", "SPLIT"),
    )  # fmt: skip
    for data, here, kind in asked:
        answer = send(room, "uz", here, step="table", **data)
        assert answer.status_code == 302, (kind, re.findall(r"<li>(.*?)</li>", answer.content.decode())[-3:])
    assert [each[1] for each in tabled(room)] == [kind for *_rest, kind in asked]
    split = Proposal.objects.unscoped(reason="a test reads it").get(kind=ProposalKind.SPLIT)
    assert split.splits == [2]
    text = rolling_text(actor=room.talks.again("kz"), draft=room.talks.draft)
    added = next(each for each in text.provisions if each.is_new)
    before = text.provisions[text.provisions.index(added) - 1]
    assert str(before.uuid) == where["posts"]


def test_what_cannot_be_tabled_is_said_and_the_words_stay(room):
    answer = send(room, "kz", "purpose", step="table", explanation="Because.")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "It changes nothing." in html
    assert "States shall report every year.</textarea>" in html
    assert "Because.</textarea>" in html
    split = send(room, "kz", "purpose", step="table", kind="SPLIT", pieces="Other\nwords.")
    assert "Only line breaks may be added here" in split.content.decode()
    assert tabled(room) == []


def test_the_text_moved_on_while_the_delegate_wrote(room):
    data = form(room, "kz", "purpose", words="States should report every year, gladly.", step="table")
    everything = {"reason": "a test moves the text"}
    last = Revision.objects.unscoped(**everything).get(draft=room.talks.draft)
    provision = Provision.objects.unscoped(**everything).get(pk=room.talks.provisions["purpose"].pk)
    words = "The States shall report every year."
    Wording.objects.unscoped(**everything).filter(revision=last, provision=provision, language="en").update(
        text=words, digest=digest(tokens=tokenise(text=words))
    )
    address = f"{room.url}propose/{room.chosen('purpose')}"
    answer = room.client("kz").post(address, data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "As it is now" in html
    assert words in html
    assert "States should report every year, gladly.</textarea>" in html
    again = re.search(r'name="base" value="([^"]*)"', html)
    assert again
    assert room.client("kz").post(address, {**data, "base": again[1]}).status_code == 302


def test_references_are_typed_by_number(room):
    send(room, "kz", "review", words="The States review this plan under {I} and {IX}.", step="table")
    part = room.talks.provisions["part"].uuid
    html = room.read("uz", room.chosen("review"))
    assert f'under <a href="#text-{part}">I</a> and {{IX}}' in html
    assert "under {I} and {IX}." in room.client("kz").get(f"{room.url}propose/?supersedes=kz-1").content.decode()


def test_new_words_in_place_of_ones_own(room):
    room.table("kz", "purpose", "States should report every year.")
    address = f"{room.url}propose/?supersedes=kz-1"
    html = room.client("kz").get(address).content.decode()
    assert "States should report every year.</textarea>" in html
    data = form(room, "kz", "purpose", words="States may report every year.", step="table")
    assert room.client("kz").post(address, data).status_code == 302
    assert [
        (each.key, each.withdrawn_at is None)
        for each in Proposal.objects.unscoped(reason="a test reads it").order_by("order")
    ] == [("kz-1", False), ("kz-2", True)]


@pytest.mark.parametrize(("act", "who"), [("withdraw", "kz"), ("sponsor", "uz")])
def test_each_step_is_confirmed_on_a_page(room, act, who):
    room.table("kz", "purpose", "States should report every year.")
    client, address = room.client(who), f"{room.url}proposals/kz-1/{act}/"
    assert "kz-1" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    html = room.read(who, room.chosen("purpose"))
    assert ("withdrawn" in html, "KZ and UZ" in html) == (act == "withdraw", act == "sponsor")


def test_a_co_sponsor_may_leave(room):
    room.table("kz", "purpose", "States should report every year.")
    room.client("uz").post(f"{room.url}proposals/kz-1/sponsor/")
    room.client("uz").post(f"{room.url}proposals/kz-1/leave/")
    assert "KZ and UZ" not in room.read("uz", room.chosen("purpose"))


def test_only_who_speaks_for_a_delegation_proposes(room):
    room.table("kz", "purpose", "States should report every year.")
    assert Client().get(f"{room.url}propose/").status_code == 404
    assert room.client("uz").post(f"{room.url}proposals/kz-1/withdraw/").status_code == 302
    assert "withdrawn" not in room.read("uz", room.chosen("purpose"))


def test_a_small_group_keeps_its_words_to_itself(room):
    where = room.talks.provisions["posts"]
    members = tuple(room.talks.delegations[code] for code in ("kz", "uz"))
    refer_to_group(
        actor=room.talks.again("chair"),
        draft=room.talks.draft,
        title=Text.of(en="Friends of the chair"),
        facilitator=members[0],
        members=members,
        provisions=(where,),
        at=AT + timedelta(days=1),
    )
    address = f"{room.url}propose/{room.chosen('posts')}"
    form_of = {who: room.client(who).get(address).content.decode() for who in ("kz", "tj")}
    assert ("Friends of the chair" in form_of["kz"], "Friends of the chair" in form_of["tj"]) == (True, False)
    assert send(room, "kz", "posts", words="Equip all posts.", step="table", within="group").status_code == 302
    assert "Seen by the small group only, so far." in room.read("uz", room.chosen("posts"))
    assert "all posts" not in room.read("tj", room.chosen("posts"))
    send(room, "uz", "posts", words="Equip the posts.", step="table", within="")
    assert "uz-1" in room.read("tj", room.chosen("posts"))
