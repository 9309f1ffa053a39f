"""The reference case as it is shipped, loaded once for each file of tests that only reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from tests.factories.strategy import AT, LOADER

import concord.wiring
from concord.meetings.actions import load_process
from concord.meetings.terms import ProcessDefinition
from concord.parties.actions import load_organisations
from concord.parties.models import Organisation
from concord.parties.terms.definitions import PartiesDefinition
from concord.policy import Actor
from concord.strategy.actions import load_strategy
from concord.strategy.logic import definition_from
from concord.strategy.terms import LoadReport, StrategyDefinition

FOLDER = Path(concord.wiring.__file__).parent / "reference" / "central-asia"


def load_reference_process() -> LoadReport:
    """Organisations, strategies, then the process; returns what the last load did."""
    parties = definition_from(text=_text("parties"), kind=PartiesDefinition)
    load_organisations(actor=LOADER, definition=parties, at=AT)
    load_strategy(actor=LOADER, definition=definition_from(text=_text("strategy"), kind=StrategyDefinition), at=AT)
    loader = Actor.system("test load", organisation_id=Organisation.objects.get(code="unrcca").pk)
    process = definition_from(text=_text("meetings"), kind=ProcessDefinition)
    return load_process(actor=loader, definition=process, at=AT)


def _text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def reference_case(django_db_setup, django_db_blocker) -> Iterator[LoadReport]:  # noqa: ARG001  the database must stand
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_reference_process()
        transaction.set_rollback(True)
