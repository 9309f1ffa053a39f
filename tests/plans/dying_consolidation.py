"""Consolidates a text again and again, each time killed at another instant: before every statement, before the commit,
and at instants drawn by lot. Run as a program, as `dying`. Prints how each attempt ended and what the database held.
"""

import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from time import monotonic

import django
from django.db import connection, transaction
from tests.plans.dying import LAST, apart, die

AT = datetime(2026, 5, 4, tzinfo=UTC)
BY_LOT = 6


def consolidating(seat: int, draft: int, *, statement: int | None = None, commit: bool = False) -> None:
    """Die before the statement of that number, or before the commit."""
    from concord.parties.models import Seat  # noqa: PLC0415  Django is set up by then
    from concord.parties.queries import actor_of  # noqa: PLC0415  as above
    from concord.plans.actions.consolidation import consolidate  # noqa: PLC0415  as above
    from concord.plans.models import Draft  # noqa: PLC0415  as above
    from concord.sharing.queries import admitted  # noqa: PLC0415  as above

    actor = admitted(actor=actor_of(seat=Seat.objects.select_related("user", "organisation").get(pk=seat)))
    row = Draft.objects.unscoped(reason="the test's own").get(pk=draft)
    done = 0

    def count(execute, sql, params, many, context):
        nonlocal done
        done += 1
        if done == statement:
            die()
        return execute(sql, params, many, context)

    if commit:
        connection._commit = die
    with connection.execute_wrapper(count), transaction.atomic():
        consolidate(actor=actor, draft=row, symbol="PLAN/L.2", at=AT)


def held() -> dict[str, object]:
    """Everything that consolidation changes."""
    from concord.journal.models import Entry, Head  # noqa: PLC0415  Django is set up by then
    from concord.plans.models import Footing, Placement, Provision, Pulse, Revision, Wording  # noqa: PLC0415  as above

    def rows(model):
        return model.objects.unscoped(reason="the test's own")

    texts = rows(Wording).filter(revision__number=1).order_by("provision_id", "language").values_list("text", flat=True)
    return {
        "revisions": rows(Revision).count(),
        "placements": rows(Placement).count(),
        "words": list(texts),
        "provisions": rows(Provision).count(),
        "footings": rows(Footing).count(),
        "beats": sum(rows(Pulse).values_list("number", flat=True)),
        "entries": Entry.objects.count(),
        "head": Head.objects.get().sequence - Entry.objects.latest("sequence").sequence,
    }


def tell(*, killed: bool) -> None:
    print(json.dumps({"killed": killed, **held()}), flush=True)  # noqa: T201  the report


def by_lot(task: Callable[[], None], within: float, lot: random.Random) -> bool:
    """Kill it at an instant drawn by lot, unless it was quicker. Whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        task()
        os._exit(0)
    os.close(writing)
    select.select([reading], [], [], lot.uniform(0, within))  # readable once the child has ended
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(seat: int, draft: int) -> None:
    django.setup()
    import_module("concord.plans.actions.consolidation")  # once, not in each process
    apart(lambda: tell(killed=False))
    began = monotonic()
    killed = apart(lambda: consolidating(seat, draft, commit=True))
    took = monotonic() - began
    apart(lambda: tell(killed=killed))
    lot = random.Random(7)  # noqa: S311  no secret
    for statement in range(1, LAST):
        if statement <= BY_LOT:  # the connection's commit is kept back, so that no instant lets it through
            killed = by_lot(lambda: consolidating(seat, draft, commit=True), took, lot)
            apart(lambda died=killed: tell(killed=died))
        killed = apart(lambda at=statement: consolidating(seat, draft, statement=at))
        apart(lambda died=killed: tell(killed=died))
        if not killed:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
