"""A paper as JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from concord.redline.paper import Clause, Masthead, Paper
from concord.redline.values import Kind, Op, Proposal

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "concord.paper/1"


class NotAPaper(ValueError):
    """The text is no paper in this format; the message names the first thing that is wrong."""


def to_json(*, paper: Paper) -> str:
    """Stable: keys in a fixed order, times in ISO 8601. Tokens stay tokens, since operations count them."""

    def plain(value: object) -> object:
        return value.isoformat() if isinstance(value, datetime) else str(value)

    return json.dumps({"format": FORMAT, **asdict(paper)}, ensure_ascii=False, indent=1, default=plain)


def from_json(*, text: str) -> Paper:
    """Raises `NotAPaper`."""
    try:
        return _paper(json.loads(text))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotAPaper(str(error)) from error


def _paper(data: Mapping[str, Any]) -> Paper:
    if data["format"] != FORMAT:
        raise NotAPaper(f"format {data['format']}")
    return Paper(Masthead(**data["masthead"]), tuple(_clause(c) for c in data["clauses"]))


def _clause(data: Mapping[str, Any]) -> Clause:
    proposals = tuple(_proposal(p) for p in data["proposals"])
    return Clause(data["key"], _tokens(data["tokens"]), data["label"], data["style"], proposals)


def _proposal(data: Mapping[str, Any]) -> Proposal:
    read = {
        "ops": tuple(Op(op["start"], op["end"], _tokens(op["words"])) for op in data["ops"]),
        "sponsors": tuple(data["sponsors"]),
        "kind": Kind(data["kind"]),
        "tabled_at": datetime.fromisoformat(data["tabled_at"]) if data["tabled_at"] else None,
    }
    return Proposal(**{**data, **read})


def _tokens(words: list[str]) -> tuple[str, ...]:
    if not all(isinstance(word, str) for word in words):
        raise NotAPaper("a token that is no text")
    return tuple(words)
