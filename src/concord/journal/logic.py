"""The chain: pure functions from payloads to digests."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID


def canonical(payload: Mapping[str, object]) -> bytes:
    """One byte sequence for one payload: sorted keys, no white space, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_of(*, salt: str, payload: Mapping[str, object]) -> str:
    """The salt keeps a witness of the chain from guessing contents, and lets a payload be erased lawfully."""
    return hashlib.sha256(salt.encode() + b"\0" + canonical(payload)).hexdigest()


def link_of(*, previous: str, leaf: str) -> str:
    return hashlib.sha256(f"{previous}{leaf}".encode()).hexdigest()


def public_id(key: str) -> UUID | None:
    """The id that a key is; None for a key that is a word or a number."""
    try:
        return UUID(key)
    except ValueError:
        return None
