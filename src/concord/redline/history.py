"""Revisions as a chain: each entry holds the change and the digest of all before it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concord.redline.comparison import Provision, apply_comparison, compare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from concord.redline.comparison import Comparison

History: TypeAlias = "tuple[Entry, ...]"


class Broken(ValueError):
    """The chain does not hold from entry `position` on."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"The history does not hold from entry {position} on")


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    symbol: str
    change: Comparison
    state: str
    chain: str


def append(*, history: History, at: datetime, symbol: str, revision: Mapping[str, Provision]) -> History:
    """A longer history; `at` must be aware and not earlier than the last entry."""
    if at.tzinfo is None or (history and at < history[-1].at):
        raise ValueError(f"Time in a history is aware and only goes forward, not to {at}")
    change = compare(before=_replay(history, len(history)), after=revision)
    state = _state(revision)
    return (*history, Entry(at, symbol, change, state, _chain(history[-1].chain if history else "", at, symbol, state)))


def seal(*, previous: str, at: datetime, symbol: str, revision: Mapping[str, Provision]) -> tuple[str, str]:
    """State and chain of the revision that follows the entry whose chain is `previous`, for callers that keep only the
    last entry: what `append` would write.
    """
    state = _state(revision)
    return state, _chain(previous, at, symbol, state)


def verify(*, history: History) -> None:
    """Raises `Broken` at the first entry that was altered, dropped or put in another order."""
    revision: dict[str, Provision] = {}
    chain = ""
    for position, entry in enumerate(history):
        try:
            revision = apply_comparison(before=revision, comparison=entry.change)
        except (KeyError, ValueError) as error:
            raise Broken(position) from error
        chain = _chain(chain, entry.at, entry.symbol, entry.state)
        if entry.state != _state(revision) or entry.chain != chain:
            raise Broken(position)


def state_at(*, history: History, at: datetime) -> dict[str, Provision]:
    """The revision in force at that instant; empty before the first."""
    return _replay(history, sum(entry.at <= at for entry in history))


def _replay(history: History, length: int) -> dict[str, Provision]:
    revision: dict[str, Provision] = {}
    for entry in history[:length]:
        revision = apply_comparison(before=revision, comparison=entry.change)
    return revision


def _state(revision: Mapping[str, Provision]) -> str:
    sha = hashlib.sha256()
    for uuid in sorted(revision):
        place, tokens = revision[uuid].place, revision[uuid].tokens
        for part in (uuid, place.kind, place.parent, place.order, str(len(tokens)), *tokens):
            raw = part.encode("utf-8", "surrogatepass")
            sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()


def _chain(previous: str, at: datetime, symbol: str, state: str) -> str:
    return hashlib.sha256(f"{previous}\x1f{at.isoformat()}\x1f{symbol}\x1f{state}".encode()).hexdigest()
