"""A provision that is to move: on paper a real move, in Word a tracked one, and the same again when it comes back."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from tests.factories.plans import AT, negotiation
from tests.plans.room import Room
from tests.plans.word import W, document, lines

from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree
from concord.plans.logic.papers import agreed_paper, masthead_of, rolling_paper, text_paper
from concord.plans.logic.uploads import uploaded
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind
from concord.redline import text_of
from concord.redline.word import accept_all, read, write

pytestmark = pytest.mark.django_db
MOVES = {
    "to the beginning": ("review", {"is_first": True}, ""),
    "behind another of its part": ("chapeau", {"parent": "part", "after": "posts"}, "posts"),
    "before all others of a part": ("review", {"parent": "part", "is_first": True}, "part"),
    "out of the part, behind the whole of it": ("posts", {"after": "part"}, "data"),
    "into a part, behind its last": ("purpose", {"parent": "part", "after": "data"}, "data"),
}


def asked_by_kazakhstan(where: str, asked: dict[str, object]) -> Room:
    room = Room(negotiation())
    places = {k: room.talks.provisions[v].uuid if isinstance(v, str) else v for k, v in asked.items()}
    room.table("kz", where, None, kind=ProposalKind.MOVE, **places)
    return room


def text_at(room: Room, code: str = "uz"):
    return rolling_text(actor=room.talks.again(code), draft=room.talks.draft, language="en")


def rolling(room: Room):
    text = text_at(room)
    return rolling_paper(text=text, masthead=masthead_of(text=text))


def order(paper) -> list[str]:
    return [text_of(tokens=clause.tokens) for clause in paper.clauses]


def unknowing(data: bytes) -> bytes:
    """The file without what it says of itself, as after another program."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w") as copy:
        for name in archive.namelist():
            if not name.startswith("customXml/item1."):
                copy.writestr(name, archive.read(name))
    return out.getvalue()


@pytest.mark.parametrize(("where", "asked", "behind"), MOVES.values(), ids=MOVES)
def test_a_move_is_a_tracked_move_and_accepting_it_gives_what_consolidating_does(where, asked, behind):
    room = asked_by_kazakhstan(where, asked)
    paper = rolling(room)
    (move,) = [each for clause in paper.clauses for each in clause.proposals]
    assert move.after == (str(room.talks.provisions[behind].uuid) if behind else "")
    data = write(paper=paper)
    tracked = [len([*document(data).iter(f"{W}{name}")]) for name in ("moveFromRangeStart", "moveToRangeStart")]
    assert tracked == [1, 1]
    own = {"actor": room.talks.again("chair"), "draft": room.talks.draft}
    proposal = room.talks.provisions[where].proposals.unscoped(reason="a test reads it").get()
    agree(**own, provision=room.talks.provisions[where], proposals=(proposal,), at=AT + timedelta(days=2))
    text = text_at(room)
    clean = agreed_paper(text=text, masthead=masthead_of(text=text))
    consolidate(**own, symbol="", at=AT + timedelta(days=3))
    after = text_at(room)
    now = order(text_paper(text=after, masthead=masthead_of(text=after)))
    assert order(clean) == now
    assert lines(accept_all(data=data)) == now


@pytest.mark.parametrize(("where", "asked", "behind"), MOVES.values(), ids=MOVES)
def test_a_move_that_comes_back_is_the_one_on_the_table(where, asked, behind):
    room = asked_by_kazakhstan(where, asked)
    data = write(paper=rolling(room))
    for file in (data, unknowing(data)):
        found = uploaded(data=file, text=text_at(room, "kz"))
        assert (found.known, found.offered, found.left) == (("kz-1",), (), ())
    base = text_paper(text=text_at(room), masthead=masthead_of(text=text_at(room)))
    reading = read(data=unknowing(data), base=base)
    assert [(UUID(each.clause), each.after) for each in reading.found] == [
        (room.talks.provisions[where].uuid, str(room.talks.provisions[behind].uuid) if behind else "")
    ]


def test_a_part_with_what_stands_under_it_is_moved_in_words():
    room = asked_by_kazakhstan("part", {"is_first": True})
    (move,) = [each for clause in rolling(room).clauses for each in clause.proposals]
    assert move.after is None


def test_what_comes_right_behind_a_heading_is_the_first_under_it():
    room = asked_by_kazakhstan("review", {"parent": "part", "is_first": True})
    data = unknowing(write(paper=rolling(room)))
    other = Room(room.talks)
    proposal = room.talks.provisions["review"].proposals.unscoped(reason="a test withdraws it").get()
    proposal.withdrawn_at = AT + timedelta(days=2)
    proposal.save()
    (offered,) = uploaded(data=data, text=text_at(other)).offered
    tabling = offered.tabling
    assert (tabling.kind, tabling.parent, tabling.is_first) == (
        ProposalKind.MOVE,
        room.talks.provisions["part"].uuid,
        True,
    )
