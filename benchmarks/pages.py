"""The main pages over 100,000 projects, for the public and for a delegate: queries, server time, size.

`python benchmarks/pages.py [--projects 100000] [--repeat 20] [--quick] [--home FOLDER]`

Each page is asked for in this process, through all middleware, after one request that is not measured; the rounds are
interleaved. The baseline is a page that renders a template and reads nothing (`/about/`), through the same session,
user, seat and middleware in the same rounds. The database is made in a folder of its own (`--home` keeps it and finds
it again); with `CONCORD_DATABASE_URL` it is PostgreSQL: that database and one beside it, both assumed to be spare.
"""
# ruff: noqa: PLC0415  Django is set up for a folder that only the arguments say

import argparse
import json
import logging
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concord.wiring.frames import with_room

SMALL = 1_000
MOST_QUERIES, MEDIAN, NINETY_FIFTH, COLD = 10, 100.0, 250.0, 3.0
FLOOR = "/about/"
ACTS = ("assistance.take_in", "desk.mark_seen")
"""One that can change what coverage counts, and one that cannot."""
PAGES = {
    "home": "/",
    "strategy": "/strategy/GCTS/",
    "measure": "/strategy/GCTS/II.13/",
    "meetings": "/meetings/",
    "projects": "/assistance/",
    "projects of a country and a measure": "/assistance/?country=KZ&measure=GCTS:II.13",
    "projects by words": "/assistance/?q=border+guard",
    "project": "/assistance/{project}/",
    "coverage": "/coverage/",
    "gaps": "/coverage/gaps/",
    "overlaps": "/coverage/overlaps/",
    "organisations": "/parties/",
    "search": "/search/?q=border+guard",
}


@dataclass
class Seen:
    """What one reader's requests for one page cost."""

    seconds: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)
    size: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[math.ceil(share * len(ordered)) - 1]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@contextmanager
def counted() -> Iterator[list[str]]:
    from django.db import connection

    told: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        told.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield told


class House:
    """The databases of both sizes, and who reads in them."""

    def __init__(self, folder: Path) -> None:
        from django.db import connection

        self.folder, self.is_postgres = folder, connection.vendor == "postgresql"
        self.name = str(connection.settings_dict["NAME"])

    def take(self, size: int) -> None:
        """Use the database of this size from here on, made if it is not there yet."""
        from django.db import connection

        from concord.coverage.queries import forget

        forget()
        if self.is_postgres:
            name = f"{self.name}_{size}"
            connection.close()
            connection.settings_dict["NAME"] = self.name
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{name}"')
        else:
            name = str(self.folder / f"{size}.sqlite3")
        connection.close()
        connection.settings_dict["NAME"] = name
        self._fill(size)

    def _fill(self, size: int) -> None:
        from django.core.management import call_command
        from django.utils import timezone

        from _projects import fill
        from concord.parties.models import Organisation, Seat, User
        from concord.parties.terms import Role
        from concord.wiring.loading import load_reference

        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not Organisation.objects.exists():
            for line in load_reference(clock=timezone.now):
                _tell(f"{size:,}: {line}")
            user = User.objects.create_user(email="delegate@pages.example", name="Delegate", password=None)
            state = Organisation.objects.get(code="kz")
            Seat.objects.create(user=user, organisation=state, role=Role.READER, since="2020-01-01")
        for count in fill(upto=size):
            if count % 20_000 == 0:
                _tell(f"{size:,}: {count:,} projects")

    def readers(self) -> dict[str, Any]:
        from django.test import Client

        from concord.parties.models import User

        delegate = Client(SERVER_NAME="localhost")
        delegate.force_login(User.objects.get(email="delegate@pages.example"))
        return {"public": Client(SERVER_NAME="localhost"), "delegate": delegate}

    def addresses(self) -> dict[str, str]:
        from concord.assistance.models import Project
        from concord.assistance.queries.visibility import visible_projects
        from concord.policy import Actor
        from concord.sharing.queries import admitted

        rows = visible_projects(actor=admitted(actor=Actor.anonymous()))
        first: Project | None = rows.filter(iati_identifier__startswith="XM-DAC-").order_by("pk").first()
        assert first is not None
        return {"floor": FLOOR, **{name: address.format(project=first.uuid) for name, address in PAGES.items()}}

    def act(self, name: str) -> None:
        from django.utils import timezone

        from concord.journal.actions import record
        from concord.policy import Actor

        record(actor=Actor.system("benchmark"), act=name, items=(), at=timezone.now())


def measured(house: House, *, rounds: int) -> dict[tuple[str, str], Seen]:
    readers, addresses = house.readers(), house.addresses()
    seen = {(reader, page): Seen() for page in addresses for reader in readers}
    for number in range(rounds + 1):
        for (reader, page), cost in seen.items():
            with counted() as told:
                begun, worked = time.perf_counter(), time.process_time()
                response = readers[reader].get(addresses[page])
                spent, work = time.perf_counter() - begun, time.process_time() - worked
            assert response.status_code == 200, (addresses[page], response.status_code)  # noqa: PLR2004  HTTP's OK
            if number:
                cost.seconds.append(spent * 1000)
                cost.work.append(work * 1000)
                cost.queries.add(len(told))
                cost.size = len(response.content)
    return seen


def after(house: House, act: str) -> Seen:
    """What the first request for coverage costs after an act."""
    client, cost = house.readers()["public"], Seen()
    for _ in range(5):
        house.act(act)
        with counted() as told:
            begun, worked = time.perf_counter(), time.process_time()
            client.get("/coverage/")
            cost.seconds.append(time.perf_counter() - begun)
            cost.work.append(time.process_time() - worked)
        cost.queries.add(len(told))
    return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=20, help="rounds that are measured")
    parser.add_argument("--quick", action="store_true", help="10,000 projects, 5 rounds")
    parser.add_argument("--home", type=Path, help="where the databases are kept; without it they go when this ends")
    asked = parser.parse_args()
    size, rounds = (10_000, 5) if asked.quick else (asked.projects, asked.repeat)
    with tempfile.TemporaryDirectory(prefix="concord-pages-") as temporary:
        folder = (asked.home or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        _set_up(folder)
        house = House(folder)
        house.take(min(SMALL, size))
        few = measured(house, rounds=1)
        house.take(size)
        many = measured(house, rounds=rounds)
        costs = {act: after(house, act) for act in ACTS}
    _report(few=few, many=many, size=size, rounds=rounds)
    floor = many["public", "floor"].median / 1000
    for act, cost in costs.items():
        at_work = f"{max(cost.queries)} queries, {statistics.median(cost.work):.2f} s at work in all threads"
        _say(
            f"coverage, the first request after {act} over {size:,} projects, {at_work}", cost.median, "s", floor, COLD
        )


def _set_up(folder: Path) -> None:
    os.environ |= {
        "CONCORD_HOME": str(folder),
        "CONCORD_TASKS": "now",
        "DJANGO_SETTINGS_MODULE": "concord.wiring.settings",
    }
    import django

    django.setup()
    logging.disable(logging.WARNING)


def _report(*, few: dict[tuple[str, str], Seen], many: dict[tuple[str, str], Seen], size: int, rounds: int) -> None:
    counts = {key: max(cost.queries) for key, cost in many.items()}
    worst = max(counts, key=lambda key: counts[key])
    floor = max(count for (_, page), count in counts.items() if page == "floor")
    told = ", ".join(f"{page} {counts['public', page]}/{counts['delegate', page]}" for page in PAGES)
    name = f"largest number of queries on any page, session and seat included ({worst[1]}, {worst[0]}; {told})"
    _say(name, counts[worst], "queries", floor, MOST_QUERIES)
    unlike = {
        key: (few[key].queries, many[key].queries)
        for key in many
        if few[key].queries | many[key].queries != {counts[key]}
    }
    _say(
        f"pages whose number of queries differs between {SMALL:,} and {size:,} projects {unlike or ''}".strip(),
        len(unlike),
        "pages",
        0,
        0,
    )
    for (reader, page), cost in many.items():
        base = many[reader, "floor"]
        where = (
            f"{page}, {reader}, {max(cost.queries)} queries, {cost.size:,} bytes, "
            f"{statistics.median(cost.work):.0f} ms of them at work, {rounds} rounds over {size:,} projects"
        )
        _say(f"median of {where}", cost.median, "ms", base.median, MEDIAN)
        _say(f"95th percentile of {where}", cost.at(0.95), "ms", base.at(0.95), NINETY_FIFTH)


def _say(claim: str, found: float, unit: str, baseline: float, bound: float) -> None:
    from django.db import connection

    line = {
        "claim": claim,
        "measured": round(found, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(found / baseline, 2) if baseline else None,
        "bound": bound,
        "holds": found <= bound,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {connection.vendor}",
    }
    print(json.dumps(line))


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    with_room(main)  # as the page server answers
