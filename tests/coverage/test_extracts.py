"""What is remembered of a reader's rows: for whom, for how long, and who waits for whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Event

import duckdb
import pyarrow as pa
import pytest
from tests.factories.coverage import project
from tests.factories.parties import actor, public, state
from tests.factories.strategy import strategy

from concord.assistance.actions import confirm_measure, mark_project
from concord.assistance.models import Project
from concord.coverage import queries
from concord.coverage.logic.tables import Period, WrongColumns
from concord.coverage.queries import extracts
from concord.coverage.queries.matrix import _cells
from concord.coverage.queries.shelves import HELD, Scope
from concord.coverage.terms import Question, Reader
from concord.journal.actions import record
from concord.policy import Actor
from concord.sharing.terms import TLP, Release, organisation_principal

pytestmark = pytest.mark.django_db
ALL = Question()
AT = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _region() -> None:
    strategy()
    for iso2 in ("KZ", "KG", "TJ", "TM", "UZ"):
        state(iso2)


@pytest.mark.parametrize("reader", [None, "kz", (frozenset(), frozenset())])
def test_nothing_is_remembered_without_saying_for_whom(reader: object):
    with pytest.raises(queries.NoReader):
        extracts.remembered(reader=reader, sequence=1, make=lambda: pytest.fail("made"))  # type: ignore[arg-type]


def test_an_act_makes_a_new_extract_and_drops_the_old():
    reader = Reader(audiences=frozenset({1}), organisations=frozenset())
    made = [extracts.extract_for(actor=public()) for _ in range(2)]
    assert made[0] is made[1]
    other = extracts.remembered(reader=reader, sequence=7, make=lambda: made[0])
    assert extracts.remembered(reader=reader, sequence=7, make=lambda: pytest.fail("made")) is other
    extracts.remembered(reader=reader, sequence=8, make=lambda: made[0])
    assert [sequence for kept, sequence in extracts._slots if kept == reader] == [8]


def test_those_who_ask_at_once_wait_for_one_extract():
    project()
    made: list[int] = []
    extract = extracts.extract_for(actor=public())
    gate = Barrier(4)
    reader = Reader(audiences=frozenset({99}), organisations=frozenset())

    def ask(_: int) -> object:
        gate.wait()
        return extracts.remembered(reader=reader, sequence=1, make=lambda: made.append(1) or extract)

    with ThreadPoolExecutor(4) as pool:
        assert set(map(id, pool.map(ask, range(4)))) == {id(extract)}
    assert made == [1]


def test_threads_get_the_same_answers():
    for number in range(5):
        project(measures={"S:II.1": 1.0}, starts_on=date(2010 + number, 1, 1))
    extract = extracts.extract_for(actor=public())
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: len(extract.rows(HELD["spans"]())), range(40)))
    assert counts == [5] * 40


@pytest.mark.parametrize("sql", ["SELECT * FROM read_csv('/etc/hostname')", "SET threads = 1", "INSTALL httpfs"])
def test_an_extract_reaches_nothing_outside_of_itself(sql: str):
    extract = extracts.extract_for(actor=public())
    with pytest.raises(duckdb.Error):
        extract.connection.execute(sql).fetchall()


def test_a_remembered_answer_waits_for_no_other():
    """A reader with a long question holds the extract; who asks what was answered before has it at once."""
    extract = extracts.extract_for(actor=public())
    extract.answer("known", lambda: 1)
    begun, finish = Event(), Event()

    def long() -> int:
        begun.set()
        assert finish.wait(10)
        return 2

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(extract.answer, "long", long)
        assert begun.wait(10)
        assert pool.submit(extract.answer, "known", lambda: 3).result(10) == 1
        assert not slow.done()
        finish.set()
        assert slow.result(10) == 2


@pytest.mark.parametrize("act", ["desk.mark_seen", "meetings.load_process", "parties.add_user"])
def test_an_act_that_changes_nothing_counted_leaves_the_extract(act: str):
    before = extracts.extract_for(actor=public())
    record(actor=Actor.system("tests"), act=act, items=(), at=AT)
    assert extracts.extract_for(actor=public()) is before


@pytest.mark.parametrize("act", ["assistance.take_in", "strategy.load_strategy", "tests.never_heard_of"])
def test_any_other_act_makes_a_new_one(act: str):
    before = extracts.extract_for(actor=public())
    record(actor=Actor.system("tests"), act=act, items=(), at=AT)
    assert extracts.extract_for(actor=public()) is not before


def marked(made: Project) -> None:
    """The originator takes it back from the public."""
    releaser = actor(made.originator, role="releaser")
    only = Release(tlp=TLP.AMBER, principals=frozenset({organisation_principal(made.originator_id)}))
    mark_project(actor=releaser, project=made, release=only, version=made.version, at=AT)


def judged(made: Project) -> None:
    confirm_measure(actor=actor(made.originator, role="editor"), project=made, key="S:II.1", at=AT)


@pytest.mark.parametrize(("act", "expected"), [(marked, (0, 0)), (judged, (1, 1))])
def test_a_withdrawal_and_a_verdict_take_effect_at_once(act: Callable[[Project], None], expected: tuple[int, int]):
    made = project()
    assert shown(public()) == (1, 0)
    act(made)
    assert shown(public()) == expected


def shown(reader: Actor) -> tuple[int, int]:
    total = queries.matrix(actor=reader, question=ALL).total
    return total.projects, total.confirmed


def test_rows_with_other_columns_than_declared_are_refused():
    extract = extracts.extract_for(actor=public())
    project_column = pa.array([1], pa.int64())
    extract.store("chosen projects", pa.table({"project": project_column}))
    with pytest.raises(WrongColumns, match="chosen projects"):
        extract.store("chosen projects", pa.table({"projects": project_column}))


def test_a_question_is_said_once_and_each_has_its_own():
    scope = Scope(framework="S", states=("KZ",), period=Period())
    statements = [_cells(each, ("column",)) for each in (scope, replace(scope), replace(scope, party="eu"))]
    assert statements[0] is statements[1]
    assert statements[0] != statements[2]
