"""The streams: one small ASGI process that tells open pages what changed, as server-sent events.

A page subscribes with the token of what it shows. Readers who see the same are rendered for once, and each gets the
fragments that are new to it; nobody gets anything that the page itself would not show. A page that missed something is
told to read itself again.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic, perf_counter
from typing import Any, TypeVar
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from concord.journal.queries import last_sequence
from concord.parties.queries import actor_in
from concord.plans.queries.pulses import Beat, beats
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.wiring.limits import left_of
from concord.wiring.middleware import SEAT_IN_SESSION

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
T = TypeVar("T")

LOOK = 0.2  # seconds between two looks at the record
REST = 15.0  # seconds after which a silent line is kept awake, and the reader's rights are read again
MOST_READERS = 4000
MOST_OF_PUBLIC = 2000  # so that the public never takes the lines of delegations
MOST_OF_ONE = 64  # streams of one session

fragments: Callable[..., dict[str, str]] = import_string("concord.plans.views.live.fragments")

log = logging.getLogger(__name__)
database = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")


class TooManyListen(Exception):  # a verdict on the moment, not a fault
    """There is no line left for this session, or for the public."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may see depends on nothing else; readers with equal rights share one look."""

    organisation: int | None
    audiences: frozenset[int]


@dataclass(slots=True, eq=False)
class Reader:
    """One open page. ``shown`` are the digests of the fragments it has, by provision; ``out`` what it is owed. A page
    that reads itself again (``wants_beats``) is told that something changed, and nothing is rendered for it.
    """

    session: str
    draft: UUID
    language: str
    interface: str
    actor: Actor
    token: str
    wants_beats: bool = False
    shown: dict[str, str] | None = None
    out: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=64))

    @property
    def rights(self) -> Rights:
        return Rights(self.actor.organisation_id, self.actor.audiences)


class Hub:
    """All open pages, and the one loop that looks for them."""

    def __init__(self) -> None:
        self.readers: set[Reader] = set()
        self.loop: asyncio.Task[None] | None = None
        self.head = -1

    def join(self, reader: Reader) -> None:
        self.readers.add(reader)
        self.head = -1
        if self.loop is None or self.loop.done():
            self.loop = asyncio.get_running_loop().create_task(self._watch())

    def leave(self, reader: Reader) -> None:
        self.readers.discard(reader)

    async def _watch(self) -> None:
        while self.readers:
            try:
                head = await on_database(last_sequence)
                if head != self.head:
                    await self._tell(tuple(self.readers))
                    self.head = head
            except Exception:
                log.exception("a look at the record failed; the pages ask for themselves meanwhile")
            await asyncio.sleep(LOOK)

    async def _tell(self, readers: Iterable[Reader]) -> None:
        """Readers are grouped by what they see; each group is rendered for once."""
        heard = await on_database(_hear, {(reader.rights, reader.draft): reader.actor for reader in readers})
        groups: dict[tuple[UUID, str, str, frozenset[int], str], list[Reader]] = {}
        for reader in readers:
            beat = heard.get((reader.rights, reader.draft))
            if beat is None:
                _owe(reader, _event("gone", "", ""))
            elif reader.wants_beats:
                _owe(reader, b"" if beat.token == reader.token else _event("beat", "{}", beat.token))
                reader.token = beat.token
            elif beat.token != reader.token or reader.shown is None:
                kind = (reader.draft, reader.language, reader.interface, beat.audiences, beat.token)
                groups.setdefault(kind, []).append(reader)
        for (draft, language, interface, _, token), group in groups.items():
            try:
                pieces = await on_database(_render, group[0].actor, draft, language, interface)
            except Http404:
                for reader in group:
                    _owe(reader, _event("gone", "", ""))
                continue
            digests = {key: sha256(html.encode()).hexdigest() for key, html in pieces.items()}
            for reader in group:
                _owe(reader, _news(reader, token, pieces, digests))
                reader.token, reader.shown = token, digests


def _news(reader: Reader, token: str, pieces: dict[str, str], digests: dict[str, str]) -> bytes:
    """Empty if the page has it all. A page that shows something else than was known of it must read itself again."""
    if reader.shown is None:
        return b"" if reader.token == token else _event("stale", "{}", token)
    changed = {key: pieces[key] for key, digest in digests.items() if reader.shown.get(key) != digest}
    if list(reader.shown) != list(digests):
        return _event("stale", "{}", token)
    return _event("text", json.dumps(changed, ensure_ascii=False), token)


def _owe(reader: Reader, event: bytes) -> None:
    """A reader who does not read is told once, when reading again, to start over."""
    if not event:
        return
    try:
        reader.out.put_nowait(event)
    except asyncio.QueueFull:
        while not reader.out.empty():
            reader.out.get_nowait()
        reader.out.put_nowait(_event("stale", "{}", reader.token))


def _event(name: str, data: str, token: str) -> bytes:
    return f"id: {token}\nevent: {name}\ndata: {data}\n\n".encode()


async def on_database(work: Callable[..., T], *arguments: Any) -> T:
    def run() -> T:
        close_old_connections()
        return work(*arguments)

    return await asyncio.get_running_loop().run_in_executor(database, run)


def _hear(wanted: dict[tuple[Rights, UUID], Actor]) -> dict[tuple[Rights, UUID], Beat]:
    """One query for each set of rights."""
    drafts: dict[Rights, list[UUID]] = {}
    for rights, draft in wanted:
        drafts.setdefault(rights, []).append(draft)
    return {
        (rights, draft): beat
        for rights, asked in drafts.items()
        for draft, beat in beats(actor=wanted[rights, asked[0]], drafts=asked).items()
    }


def _render(actor: Actor, draft: UUID, language: str, interface: str) -> dict[str, str]:
    with translation.override(interface):
        return fragments(actor=actor, draft=draft, language=language)


def _actor(session: str) -> Actor:
    """Who holds the session now, in the seat acted in, as for any page."""
    request = HttpRequest()
    request.session = SessionStore(session or None)
    actor, user = Actor.anonymous(), get_user(request)
    if user.is_authenticated:
        actor, _ = actor_in(user=user, seat_id=request.session.get(SEAT_IN_SESSION), on=timezone.localdate())
    return admitted(actor=actor)


hub = Hub()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """GET /live/<draft>/?text=en&page=en&seen=token, or /live/<draft>/?only=beat&seen=token"""
    if scope["type"] != "http":
        return
    begun = perf_counter()
    try:
        reader = await _reader(scope) if scope["method"] == "GET" else None
    except TooManyListen:
        await _turn_away(send, HTTPStatus.TOO_MANY_REQUESTS, (b"retry-after", str(int(REST)).encode()))
        return
    if reader is None:
        await asyncio.sleep(left_of(elapsed=perf_counter() - begun, quantum=settings.ABSENT_TAKES))
        await _turn_away(send, HTTPStatus.NOT_FOUND)
        return
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
        *_cross_origin(scope),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
    hub.join(reader)
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await _stream(reader, gone, send)
    finally:
        gone.cancel()
        hub.leave(reader)


async def _turn_away(send: Send, status: HTTPStatus, *headers: tuple[bytes, bytes]) -> None:
    told = [(b"content-length", b"0"), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status.value, "headers": told})
    await send({"type": "http.response.body", "body": b""})


async def _stream(reader: Reader, gone: "asyncio.Future[None]", send: Send) -> None:
    """Rights are read again every ``REST`` seconds, however much there is to tell meanwhile."""
    owed = asyncio.ensure_future(reader.out.get())
    due = monotonic() + REST
    try:
        while not gone.done():
            waiting: set[asyncio.Future[Any]] = {owed, gone}
            await asyncio.wait(waiting, timeout=max(due - monotonic(), 0), return_when=asyncio.FIRST_COMPLETED)
            if monotonic() >= due and not gone.done():
                reader.actor, due = await on_database(_actor, reader.session), monotonic() + REST
                hub.head = -1
                await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
            if owed.done():
                await send({"type": "http.response.body", "body": owed.result(), "more_body": True})
                owed = asyncio.ensure_future(reader.out.get())
    finally:
        owed.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _reader(scope: Message) -> Reader | None:
    """None for a draft that is not there for this session. Raises ``TooManyListen``, whatever is asked for."""
    parts = scope["path"].strip("/").split("/")
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    try:
        (_, key), cookies = parts, SimpleCookie(headers.get(b"cookie", ""))
        draft = UUID(key)
    except (ValueError, CookieError):
        return None
    session = cookies[settings.SESSION_COOKIE_NAME].value if settings.SESSION_COOKIE_NAME in cookies else ""
    if len(hub.readers) >= MOST_READERS:
        raise TooManyListen
    actor = await on_database(_actor, session)
    if _are_many(actor, session):
        raise TooManyListen
    if draft not in await on_database(_drafts_heard, actor, draft):
        return None
    return Reader(
        session=session,
        draft=draft,
        language=asked.get("text", [""])[0][:10],
        interface=_known(asked.get("page", [""])[0]),
        actor=actor,
        token=headers.get(b"last-event-id") or asked.get("seen", [""])[0],
        wants_beats=asked.get("only", [""])[0] == "beat",
    )


def _are_many(actor: Actor, session: str) -> bool:
    """A cookie that nobody signed in with is the public's, whatever it says."""
    if not actor.is_signed_in:
        return sum(not reader.actor.is_signed_in for reader in hub.readers) >= MOST_OF_PUBLIC
    return sum(reader.session == session for reader in hub.readers) >= MOST_OF_ONE


def _drafts_heard(actor: Actor, draft: UUID) -> frozenset[UUID]:
    return frozenset(beats(actor=actor, drafts=(draft,)))


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _cross_origin(scope: Message) -> list[tuple[bytes, bytes]]:
    """The pages of this site are served from another port: their origin may listen with its cookie, no other may."""
    origin = dict(scope["headers"]).get(b"origin", b"")
    if origin.decode("latin-1") not in settings.LIVE_ORIGINS:
        return []
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]
