"""The reference case as it is shipped, loaded once for the tests of this folder that read it."""

from pathlib import Path

import pytest
from tests.factories.strategy import AT, LOADER

import concord.wiring
from concord.meetings.actions import load_process
from concord.meetings.terms import ProcessDefinition
from concord.parties.actions import load_organisations
from concord.parties.terms.definitions import PartiesDefinition
from concord.strategy.actions import load_strategy
from concord.strategy.logic import definition_from
from concord.strategy.terms import LoadReport, StrategyDefinition

FOLDER = Path(concord.wiring.__file__).parent / "reference" / "central-asia"


def load_reference_process() -> LoadReport:
    """Organisations, strategies, then the process; returns what the last load did."""
    parties = definition_from(text=_text("parties"), kind=PartiesDefinition)
    load_organisations(actor=LOADER, definition=parties, at=AT)
    load_strategy(actor=LOADER, definition=definition_from(text=_text("strategy"), kind=StrategyDefinition), at=AT)
    process = definition_from(text=_text("meetings"), kind=ProcessDefinition)
    return load_process(actor=LOADER, definition=process, originator="concord", at=AT)


def _text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text("utf-8")


@pytest.fixture
def reference_case(db) -> LoadReport:
    return load_reference_process()
