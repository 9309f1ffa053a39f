"""The page of the rolling text at 10,000 words with 1,000 proposals by forty delegations, for one of them.

Asked for in this process through all middleware, as a delegate who is signed in. The baseline is a page that renders a
template and reads nothing (`/about/`), through the same session, seat and middleware in the same rounds; the value that
the page shows is measured beside it.
"""
# ruff: noqa: PLC0415  Django is set up for a folder made at the start

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from random import Random
from statistics import median, quantiles

from _room import DELEGATIONS, PROVISIONS, Room, negotiated, table
from concord.wiring.frames import with_room

PROPOSALS, ROUNDS = 1_000, 40


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CONCORD_HOME": home, "DJANGO_SETTINGS_MODULE": "concord.wiring.settings"}
        import django

        django.setup()
        from concord.wiring.commands.prepare import ready

        ready()
        room = negotiated(delegates=DELEGATIONS)
        _fill(room)
        _measure(room)


def _fill(room: Room) -> None:
    """Five changes of each provision, a few words each; those of one provision often touch the same words."""
    chance = Random(7)  # noqa: S311  a text, not a secret
    for number in range(PROPOSALS):
        provision = number % PROVISIONS
        words = " ".join(["States shall strengthen cooperation at their common borders and report"] * 5).split()
        at = chance.randrange(len(words))
        words[at : at + chance.randrange(3)] = ["as", "appropriate", f"and{number}"]
        party = (number * 7 + number // PROVISIONS) % DELEGATIONS
        table(room, party=party, provision=provision, words=f"{' '.join(words)} in case {provision}.")


def _measure(room: Room) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from concord.plans.queries.rolling import rolling_text

    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = room.sessions[5]
    address = f"/plans/{room.draft.uuid}/"  # type: ignore[attr-defined]
    for path in (address, "/about/"):
        assert client.get(path).status_code == HTTPStatus.OK, path
    told: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (told.append(sql), execute(sql, *rest))[1]):
        size = len(client.get(address).content)
    spent: dict[str, list[float]] = {"page": [], "floor": [], "value": []}
    turns: dict[str, Callable[[], object]] = {
        "page": lambda: client.get(address).content,
        "floor": lambda: client.get("/about/").content,
        "value": lambda: rolling_text(actor=room.actors[5], draft=room.draft),  # type: ignore[arg-type]
    }
    for _round in range(ROUNDS):
        for name, turn in turns.items():
            begun = time.perf_counter()
            turn()
            spent[name].append((time.perf_counter() - begun) * 1000)
    for name, what in (("page", "page of the rolling text"), ("value", "the value that it shows")):
        _say(what, spent[name], spent["floor"], queries=len(told), size=size)


def _say(what: str, spent: list[float], floor: list[float], *, queries: int, size: int) -> None:
    line = {
        "claim": f"{what}, 10,000 words with {PROPOSALS} proposals",
        "measured": round(median(spent), 1),
        "at 95": round(quantiles(spent, n=20)[18], 1),
        "unit": "ms",
        "baseline": round(median(floor), 1),
        "ratio": round(median(spent) / median(floor), 2),
        "queries": queries,
        "kilobytes": size // 1024,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {Path(sys.executable).name}",
    }
    print(json.dumps(line))


if __name__ == "__main__":
    with_room(main)  # as the page server answers
