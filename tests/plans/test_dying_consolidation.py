"""A server that dies at any point of a consolidation leaves the earlier text on the table or the next one, whole."""

import json
import os
import subprocess
import sys

import pytest
from tests.factories.plans import negotiation
from tests.plans.tabling import later, table
from tests.plans.test_dying import PROJECT, address

from concord.plans.actions.decisions import agree
from concord.plans.terms import ProposalKind
from concord.redline import tokenise


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_point_a_consolidation_is_whole_or_not_at_all(tmp_path):
    made = negotiation()
    at = tokenise(text="Exchange data on travel.").index("on ")
    agreed = [
        table(made, "kz", "purpose", "States should report every year."),
        table(made, "uz", "data", kind=ProposalKind.SPLIT, splits=(at,)),
    ]
    table(made, "tj", "purpose", "States shall report every month.")
    for each in agreed:
        agree(actor=made.again("chair"), draft=made.draft, provision=each.provision, proposals=[each], at=later())
    environment = os.environ | {
        "CONCORD_DATABASE_URL": address(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join((str(PROJECT / "src"), str(PROJECT))),
    }
    program = [sys.executable, str(PROJECT / "tests" / "plans" / "dying_consolidation.py")]
    told = subprocess.run(  # noqa: S603  our own program
        [*program, str(made.seats["chair"].pk), str(made.draft.pk)],
        env=environment, cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    before, *attempts, after = [{**json.loads(line), "killed": None} for line in told.stdout.splitlines()]
    assert len(attempts) > 30, told.stderr
    assert attempts == [before] * len(attempts)
    assert (before["revisions"], after["revisions"]) == (1, 2)
    assert after["words"][0] == "States should report every year."
    grown = {name: after[name] - before[name] for name in ("placements", "provisions", "footings", "entries", "beats")}
    assert grown == {"placements": 7, "provisions": 1, "footings": 1, "entries": 1, "beats": 1}
