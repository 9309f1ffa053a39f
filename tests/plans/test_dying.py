"""A server that dies at any point of an adoption leaves the text adopted or not adopted, whole."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.factories.plans import AT, negotiation

from concord.plans.actions.adoption import open_adoption
from concord.plans.actions.declarations import declare
from concord.plans.terms import Will

PROJECT = Path(__file__).resolve().parents[2]
NOTHING = {"stage": "negotiation", "instrument": False, "instruments": 0, "stances": 0, "entries": 0, "head": 0}
EVERYTHING = {"stage": "adopted", "instrument": True, "instruments": 1, "stances": 3, "entries": 2, "head": 0}


def address(folder: Path) -> str:
    """Of a database that another process can open: SQLite's is written to a real file first."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "talks.sqlite3") as file:
            connection.connection.backup(file)
        file.close()
        return f"sqlite:///{folder / 'talks.sqlite3'}"
    at = connection.settings_dict
    return f"postgresql://{at['USER']}@/{at['NAME']}?host={at['OPTIONS'].get('host') or at['HOST']}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.threat("T28")
def test_killed_at_any_point_an_adoption_is_whole_or_not_at_all(tmp_path):
    talks = negotiation()
    revision = talks.revision
    adoption = open_adoption(actor=talks.actors["chair"], revision=revision, state=revision.state, at=AT)
    for code, will in (("kz", Will.ADOPTS), ("tj", Will.ADOPTS), ("uz", Will.OBSERVES)):
        declare(actor=talks.actors[code], adoption=adoption, will=will, at=AT)
    declare(actor=talks.actors["tj"], adoption=adoption, will=Will.RESERVES, text="As to costs.", at=AT)
    environment = os.environ | {
        "CONCORD_DATABASE_URL": address(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join((str(PROJECT / "src"), str(PROJECT))),
    }
    program = [sys.executable, str(PROJECT / "tests" / "plans" / "dying.py")]
    told = subprocess.run(  # noqa: S603  our own program
        [*program, str(talks.seats["chair"].pk), str(talks.draft.pk)],
        env=environment, cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    *states, killed = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(killed) > 20, told.stderr
    assert killed == [True] * (len(killed) - 1) + [False]
    assert states == [NOTHING] * len(killed) + [EVERYTHING]
