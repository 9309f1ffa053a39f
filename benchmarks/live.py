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
from pathlib import Path
from statistics import median

from _room import Room, negotiated, table

DELEGATES, ROUNDS, BOUND = 500, 30, 1000.0
PORT = 18_411


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CONCORD_HOME": home, "DJANGO_SETTINGS_MODULE": "concord.wiring.settings"}
        import django

        django.setup()
        from concord.wiring.commands.prepare import ready

        ready()
        room = negotiated(delegates=DELEGATES)
        command = [sys.executable, "-m", "uvicorn", "--port", str(PORT), "--lifespan", "off", "--log-level", "error"]
        with subprocess.Popen([*command, "concord.wiring.asgi:application"]) as server:  # noqa: S603  our own program
            try:
                delays = asyncio.run(_measured(room))
            finally:
                server.terminate()
        _say(delays, _floor(room))


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
    table(room, party=0, provision=number, words=f"States shall say in round {number} what they do.")
    return time.perf_counter()


def _floor(room: Room) -> float:
    from concord.plans.views.live import fragments
    from concord.wiring.live import LOOK

    begun = time.perf_counter()
    fragments(actor=room.actors[0], draft=room.draft.uuid, language="en")  # type: ignore[arg-type, attr-defined]
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
