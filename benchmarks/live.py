"""From "tabled" to "seen": 500 delegates listen, one tables; when does the last of them have the words?

Runs the real stream server on a database of its own, with a text of 10,000 words, forty delegations of several people
each with their own sessions. "Seen" is when a delegate's line holds the new words. The baseline is the rest that the
server takes between two looks plus one rendering of the text, below which no delegate can be told.
"""
# ruff: noqa: PLC0415  Django is set up for a folder made at the start

import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

DELEGATES, DELEGATIONS, PROVISIONS, WORDS, ROUNDS, BOUND = 500, 40, 200, 50, 30, 1000.0
PORT = 18_411


@dataclass(frozen=True, slots=True)
class Room:
    """``sessions`` are cookies, one for each delegate; ``actor`` of the first delegation tables."""

    draft: object
    provisions: tuple[object, ...]
    sessions: tuple[str, ...]
    actor: object
    beat: str


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CONCORD_HOME": home, "DJANGO_SETTINGS_MODULE": "concord.wiring.settings"}
        import django

        django.setup()
        from concord.wiring.commands.prepare import ready

        ready()
        room = _room()
        command = [sys.executable, "-m", "uvicorn", "--port", str(PORT), "--lifespan", "off", "--log-level", "error"]
        with subprocess.Popen([*command, "concord.wiring.asgi:application"]) as server:  # noqa: S603  our own program
            try:
                delays = asyncio.run(_measured(room))
            finally:
                server.terminate()
        _say(delays, _floor(room))


def _room() -> Room:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from concord.meetings.terms import InstrumentKind
    from concord.parties.models import Organisation, Seat, User
    from concord.parties.queries import actor_of
    from concord.parties.terms import Kind, Role
    from concord.plans.actions.drafts import accept_credentials, admit_delegation, open_draft
    from concord.plans.models import Provision
    from concord.plans.queries.pulses import beat
    from concord.plans.terms import Capacity, ProvisionKind, Rank
    from concord.plans.terms.drafting import DraftedProvision, DraftedText
    from concord.sharing.actions import audience_for
    from concord.sharing.queries import admitted
    from concord.sharing.terms import MEMBERS, TLP, Release
    from concord.ui.text import Text

    at = timezone.now()
    parties = [
        Organisation.objects.create(code=f"party-{number}", kind=Kind.STATE, name=Text.of(en=f"State {number}"))
        for number in range(DELEGATIONS)
    ]
    seats = []
    for number in range(DELEGATES):
        user = User.objects.create(email=f"{number}@room.example", name=f"Delegate {number}")
        user.set_unusable_password()
        user.save()
        seats.append(
            Seat.objects.create(user=user, organisation=parties[number % DELEGATIONS], role=Role.HEAD, since=at)
        )
    release = Release(tlp=TLP.GREEN, principals=frozenset({MEMBERS}))
    audience_for(release=release)
    actors = [admitted(actor=actor_of(seat=seat)) for seat in seats[:DELEGATIONS]]
    words = " ".join(["States shall strengthen cooperation at their common borders and report"] * (WORDS // 10))
    text = DraftedText(
        code="plan",
        kind=InstrumentKind.PLAN_OF_ACTION,
        title=Text.of(en="Plan"),
        language="en",
        languages=("en",),
        provisions=tuple(
            DraftedProvision(
                key=str(number), kind=ProvisionKind.PARAGRAPH, texts=Text.of(en=f"{words} in case {number}.")
            )
            for number in range(PROVISIONS)
        ),
        symbol="PLAN/1",
    )
    draft = open_draft(actor=actors[0], text=text, release=release, at=at)
    for number, (party, seat) in enumerate(zip(parties, seats, strict=False)):
        capacity = Capacity.MEMBER if number else Capacity.CHAIR
        delegation = admit_delegation(actor=actors[0], draft=draft, organisation=party, capacity=capacity, at=at)
        accept_credentials(actor=actors[0], delegation=delegation, seat=seat, rank=Rank.HEAD, at=at)
    sessions = []
    for seat in seats:
        session = SessionStore()
        session[SESSION_KEY] = str(seat.user_id)
        session[BACKEND_SESSION_KEY] = "concord.wiring.adapter.SeatedBackend"
        session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
        session.create()
        sessions.append(str(session.session_key))
    rows = Provision.objects.unscoped(reason="a benchmark of its own data").order_by("pk")
    return Room(draft, tuple(rows), tuple(sessions), actors[0], beat(actor=actors[0], draft=draft.uuid))


async def _measured(room: Room) -> list[float]:
    """Milliseconds of every delegate in every round."""
    heard: list[asyncio.Queue[float]] = [asyncio.Queue() for _ in room.sessions]
    lines = [
        asyncio.create_task(_listen(room, session, queue)) for session, queue in zip(room.sessions, heard, strict=True)
    ]
    for queue in heard:
        await asyncio.wait_for(queue.get(), 60)
    await asyncio.sleep(2)
    delays = []
    for number in range(ROUNDS):
        tabled = await asyncio.to_thread(_table, room, number)
        delays += [(await asyncio.wait_for(queue.get(), 30) - tabled) * 1000 for queue in heard]
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    return delays


async def _listen(room: Room, session: str, heard: "asyncio.Queue[float]") -> None:
    """Says when the line is open, then whenever it holds news of the text."""
    while True:
        with suppress(ConnectionError):
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT, limit=2**22)
            break
        await asyncio.sleep(0.2)
    path = f"/live/{room.draft.uuid}/?text=en&page=en&seen={room.beat}"  # type: ignore[attr-defined]
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: concord={session}\r\n\r\n".encode())
    while line := await reader.readline():
        if line.startswith((b"retry:", b"data: {")):
            heard.put_nowait(time.perf_counter())
    writer.close()


def _table(room: Room, number: int) -> float:
    """The instant at which the proposal was on the table: its transaction is over."""
    from django.utils import timezone

    from concord.plans.actions.proposals import table_proposal
    from concord.plans.terms import ProposalKind
    from concord.plans.terms.tabling import Tabling

    asked = Tabling(
        kind=ProposalKind.MOD,
        provision=room.provisions[number].uuid,  # type: ignore[attr-defined]
        language="en",
        words=f"States shall say in round {number} what they do.",
    )
    table_proposal(actor=room.actor, draft=room.draft, tabling=asked, at=timezone.now())  # type: ignore[arg-type]
    return time.perf_counter()


def _floor(room: Room) -> float:
    from concord.plans.views.live import fragments
    from concord.wiring.live import LOOK

    begun = time.perf_counter()
    fragments(actor=room.actor, draft=room.draft.uuid, language="en")  # type: ignore[arg-type, attr-defined]
    return (LOOK + time.perf_counter() - begun) * 1000


def _say(delays: list[float], floor: float) -> None:
    ordered = sorted(delays)
    at_99 = ordered[int(len(ordered) * 0.99)]
    line = {
        "claim": f"{DELEGATES} live delegates: from tabled to seen, 99th percentile",
        "measured": round(at_99, 1),
        "median": round(median(ordered), 1),
        "unit": "ms",
        "baseline": round(floor, 1),
        "ratio": round(at_99 / floor, 2),
        "bound": BOUND,
        "holds": at_99 <= BOUND,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {Path(sys.executable).name}",
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
