"""Every door of the site as the resolver has it, the addresses that try it, and how each role is answered.

`tests/house/urls.csv` is the table in review. After a wanted change, write it anew and read the difference:
``CONCORD_UPDATE=yes pytest tests/house/test_urls.py``.
"""

import csv
import random
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.factories.world import ROLES, House, named

from concord.assistance.models import Intake, OverlapFinding, Project
from concord.meetings.models import Document
from concord.parties.models import Seat
from concord.plans import urls as plans
from concord.plans.models import Draft
from concord.policy import GuardedQuerySet

TABLE = Path(__file__).with_suffix(".csv")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
METHODS = ("GET", "POST")
MALFORMED = "~~"
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Door:
    """A named pattern; ``parameters`` are the names in its route."""

    name: str
    route: str

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(_PARAMETER.findall(self.route))

    def path(self, values: Sequence[str]) -> str:
        given = iter(values)
        if "^" in self.route:  # a regular expression of allauth
            return "/" + re.sub(r"\(\?P<\w+>[^)]*\)", lambda _: next(given), self.route).translate(_ANCHORS)
        return "/" + _PARAMETER.sub(lambda _: next(given), self.route)


_ANCHORS = str.maketrans("", "", "^$")

# Doors to public things: the one that is there. Absent is a code that nobody has.
OPEN: dict[str, tuple[str, ...]] = {
    "strategy:theme": ("peace",),
    "strategy:framework": ("S",),
    "strategy:measure": ("S", "II.1"),
    "meetings:instrument": ("plan-2011",),
    "meetings:initiative": ("initiative",),
    "meetings:meeting": ("m1",),
    "parties:organisation": ("kz",),
    "api:framework": ("S",),
    "api:measure": ("S", "II.1"),
    "api:theme": ("peace",),
    "api:initiative": ("initiative",),
    "api:instrument": ("plan-2011",),
    "api:meeting": ("m1",),
    "api:organisation": ("kz",),
    "desk:stop_digest": (str(named("digest")),),
    "account_confirm_email": ("key",),
    "account_reset_password_from_key": ("1", "set-password"),
}
# Doors to protected things: the model behind the first parameter, and the name under which the world made it.
PROTECTED: dict[str, tuple[type[Model], str]] = {
    "assistance:intake": (Intake, "intake"),
    **{
        f"assistance:{name}": (Project, "project")
        for name in ("project", "edit", "marking", "decide_measure", "decide_change", "iati", "publication")
    },
    "coverage:withdraw": (OverlapFinding, "finding"),
    "api:project": (Project, "project"),
    "meetings:document": (Document, "document"),
    "api:document": (Document, "document"),
    "parties:end_seat": (Seat, "seat"),
    **{f"plans:{door.name}": (Draft, "draft") for door in plans.urlpatterns if "<uuid:uuid>" in str(door.pattern)},
    **{
        f"api:{name}": (Draft, "draft")
        for name in ("draft", "proposals", "proposal", "positions", "silences", "adoption")
    },
}
# What stands behind a protected thing in the same address: one that the thing does not have.
FURTHER = {
    "edition": "clean",
    "group": str(named("group")),
    "key": "kz-1",
    "meeting": "m1",
    "provision": str(named("provision")),
}


def doors() -> list[Door]:
    return list(_doors(get_resolver().url_patterns))


def _doors(patterns: Sequence[Any], route: str = "", space: str = "") -> Iterator[Door]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _doors(pattern.url_patterns, here, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield Door(f"{space}{pattern.name}", here)


def addresses(door: Door, made: House) -> Iterator[tuple[str, str]]:
    """What the door is tried with: open and closed things, absent ones, names that cannot be right."""
    if "(?P" not in door.route and not door.parameters:
        yield "-", door.path(())
        return
    if door.name in PROTECTED:
        rest = [FURTHER[name] for name in door.parameters[1:]]
        for kind in ("open", "closed"):
            yield kind, door.path([str(key_of(thing(door, kind, made))), *rest])
        yield "absent", door.path(["999999" if PROTECTED[door.name][0] is Seat else str(named("absent")), *rest])
        yield "malformed", door.path([MALFORMED, *rest])
    else:
        values = OPEN[door.name]
        yield "open", door.path(values)
        yield "absent", door.path((*values[:-1], "nobody"))
        yield "malformed", door.path([MALFORMED] * len(values))


def thing(door: Door, kind: str, made: House) -> Model:
    """The open or closed thing behind a protected door. A seat is open to its own delegation, closed to all others."""
    model, prefix = PROTECTED[door.name]
    if model is Seat:
        return made.seats["delegate" if kind == "open" else "closed"]
    return _every(model).get(uuid=named(f"{prefix}-{kind}"))


def key_of(row: Model) -> object:
    return row.pk if isinstance(row, Seat) else row.uuid  # type: ignore[attr-defined]


def _every(model: type[Model]) -> Any:
    rows = model._default_manager.all()
    return rows.unscoped(reason="the tests' own world") if isinstance(rows, GuardedQuerySet) else rows


def vanish(row: Model) -> None:
    """Make its address that of an absent thing."""
    if isinstance(row, Seat):
        row.delete()
    else:
        _every(type(row)).filter(pk=row.pk).update(uuid=named("elsewhere"))


@dataclass(frozen=True)
class Answer:
    """Everything that a reader can observe of one request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: tuple[str, ...]

    def difference(self, other: "Answer") -> str:
        """Empty when nothing can be told apart."""
        if self.status != other.status:
            return f"status {self.status} or {other.status}"
        if self.headers != other.headers:
            return f"headers {sorted(set(self.headers) ^ set(other.headers))}"
        if self.body != other.body:
            at = next((n for n, (a, b) in enumerate(zip(self.body, other.body, strict=False)) if a != b), -40)
            return f"body …{self.body[max(0, at - 60) : at + 60]!r} or …{other.body[max(0, at - 60) : at + 60]!r}"
        if len(self.statements) != len(other.statements):
            return f"{len(self.statements)} or {len(other.statements)} statements"
        return ""


class Visitors:
    """One signed-in browser for each role; every request begins from the same state and leaves none behind."""

    def __init__(self, made: House) -> None:
        self.clients: dict[str, Client] = {}
        for role in ROLES:
            self.clients[role] = Client(raise_request_exception=False)
            if user := made.user(role):
                self.clients[role].force_login(user)

    def ask(self, role: str, path: str, method: str = "GET", data: Any = None, **headers: str) -> Answer:
        client, cookies = self.clients[role], self.clients[role].cookies.copy()
        statements: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
            statements.append(sql)
            return execute(sql, params, many, context)

        with seeded(), transaction.atomic(), connection.execute_wrapper(note):
            cache.clear()
            statements.clear()
            response = getattr(client, method.lower())(path, data or {}, headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            told = tuple(statements)
            transaction.set_rollback(True)
        client.cookies = cookies
        kept = [(name, value) for name, value in response.items() if name != "Date"]
        kept += [(f"Set-Cookie {name}", morsel.OutputString()) for name, morsel in response.cookies.items()]
        return Answer(response.status_code, tuple(sorted(kept)), body, told)


@contextmanager
def seeded() -> Iterator[None]:
    """The same random numbers and the same moment for every request: what differs then was told by the data."""
    stream = random.Random(7)  # noqa: S311  predictable on purpose
    with (
        patch.object(secrets, "choice", stream.choice),
        patch.object(secrets, "token_bytes", lambda size=32: stream.randbytes(size)),
        patch.object(timezone, "now", lambda: NOW),
        patch.object(time, "time", NOW.timestamp),
    ):
        yield


Row = tuple[str, str, str]


def expected() -> dict[Row, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["door"], row["object"], row["method"]): {role: row[role] for role in ROLES}
            for row in csv.DictReader(file)
        }


def write(found: dict[Row, dict[str, str]]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("door", "object", "method", *ROLES))
        lines.writerows((*row, *(answers[role] for role in ROLES)) for row, answers in found.items())
