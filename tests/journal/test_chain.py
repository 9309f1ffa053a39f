"""Every kind of tampering is found, and the first broken entry is named."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from concord.journal.actions import record
from concord.journal.commands import group
from concord.journal.models import Entry, Head
from concord.journal.queries import last_sequence, verification
from concord.journal.terms import Item
from concord.policy import Actor

pytestmark = pytest.mark.django_db
AT = datetime(2011, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def five_entries() -> list[Entry]:
    return [
        record(
            actor=Actor.system("clerk"), act="tests.adopt", items=[Item("plan", str(n), f"Plan {n}")], at=AT,
            summary={"n": n},
        )
        for n in range(1, 6)
    ]  # fmt: skip


def test_an_untouched_chain_is_whole(five_entries):
    result = verification()
    assert (result.entries, result.broken_at, result.head) == (5, None, five_entries[-1].link)


def test_an_empty_journal_is_whole():
    assert verification().broken_at is None


@pytest.mark.parametrize(
    ("tamper", "broken_at"),
    [
        (lambda: Entry.objects.filter(sequence=3).update(summary={"n": 4}), 3),
        (lambda: Entry.objects.filter(sequence=3).update(actor="nobody"), 3),
        (lambda: Entry.objects.filter(sequence=2).update(at=AT.replace(year=2010)), 2),
        (lambda: Entry.objects.filter(sequence=3).delete(), 4),
        (lambda: Entry.objects.filter(sequence=5).delete(), 5),
        (lambda: Entry.objects.filter(sequence=1).update(link="f" * 64), 1),
        (lambda: Entry.objects.filter(sequence=4).update(previous="e" * 64), 4),
        (lambda: Head.objects.update(sequence=9), 6),
    ],
)
@pytest.mark.threat("T18")
@pytest.mark.usefixtures("five_entries")
def test_tampering_is_found_at_its_first_entry(tamper, broken_at):
    tamper()
    result = verification()
    assert result.broken_at == broken_at
    assert CliRunner().invoke(group, ["verify"]).exit_code == 1


@pytest.mark.usefixtures("five_entries")
def test_the_command_says_whole():
    outcome = CliRunner().invoke(group, ["verify"])
    assert (outcome.exit_code, outcome.output.startswith("5 entries, whole.")) == (0, True)


@pytest.mark.usefixtures("five_entries")
def test_the_last_act_that_is_not_left_aside():
    for act in ("desk.mark_seen", "desks.move", "parties.add_user"):
        record(actor=Actor.system("clerk"), act=act, items=(), at=AT)
    asked = ((), ("parties.add_user",), ("desk", "parties.add_user"), ("desk", "parties", "desks"), ("parties.add",))
    assert [last_sequence(besides=besides) for besides in asked] == [8, 7, 7, 5, 8]
    assert last_sequence(besides=("tests", "desk", "desks", "parties")) == 0
