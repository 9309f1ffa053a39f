"""Adopts a text again and again, and each time dies one statement later. Run as a program: seat and draft are given,
the database is the one in the environment. Prints what the database held before each attempt and
at the end, and which attempts were killed.
"""

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import django
from django.db import connection, transaction
from django.utils import timezone

LAST = 200


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def adopting(seat: int, draft: int, *, statement: int | None, commit: bool = False) -> None:
    """Die before the statement of that number, or before the commit."""
    from concord.parties.models import Seat  # noqa: PLC0415  Django is set up by then
    from concord.parties.queries import actor_of  # noqa: PLC0415  as above
    from concord.plans.actions.adoption import adopt  # noqa: PLC0415  as above
    from concord.plans.models import Draft  # noqa: PLC0415  as above
    from concord.sharing.queries import admitted  # noqa: PLC0415  as above

    actor = admitted(actor=actor_of(seat=Seat.objects.select_related("user", "organisation").get(pk=seat)))
    row = Draft.objects.unscoped(reason="the test's own").get(pk=draft)
    done = 0

    def count(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == statement:
            die()
        return execute(sql, params, many, context)

    if commit:
        connection._commit = die
    with connection.execute_wrapper(count), transaction.atomic():
        adopt(actor=actor, draft=row, at=timezone.now())


def held(draft: int) -> dict[str, object]:
    """Everything that adoption changes."""
    from concord.journal.models import Entry, Head  # noqa: PLC0415  Django is set up by then
    from concord.meetings.models import Instrument, InstrumentStance  # noqa: PLC0415  as above
    from concord.plans.models import Draft  # noqa: PLC0415  as above

    row = Draft.objects.unscoped(reason="the test's own").get(pk=draft)
    return {
        "stage": str(row.stage),
        "instrument": row.instrument_id is not None,
        "instruments": Instrument.objects.count(),
        "stances": InstrumentStance.objects.count(),
        "entries": Entry.objects.filter(act__in=("plans.adopt", "meetings.register_adopted")).count(),
        "head": Head.objects.get().sequence - Entry.objects.latest("sequence").sequence,
    }


def apart(task: Any) -> bool:
    """Do it in a process of its own, before any connection is open here. Whether it was killed."""
    if child := os.fork():
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    task()
    os._exit(0)


def tell(draft: int) -> None:
    print(json.dumps(held(draft)), flush=True)  # noqa: T201  the report


def attempt(seat: int, draft: int, **how: Any) -> None:
    """Tell what the one before has left, then die of this one."""
    tell(draft)
    adopting(seat, draft, **how)


def main(seat: int, draft: int) -> None:
    django.setup()
    for module in ("plans.actions.adoption", "parties.queries", "sharing.queries"):
        import_module(f"concord.{module}")  # once, before the children
    killed = [apart(lambda: attempt(seat, draft, statement=None, commit=True))]
    for statement in range(1, LAST):
        killed.append(apart(lambda at=statement: attempt(seat, draft, statement=at)))
        if not killed[-1]:
            break
    apart(lambda: tell(draft))
    print(json.dumps(killed))  # noqa: T201  the report


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
