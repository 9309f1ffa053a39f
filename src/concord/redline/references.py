"""Cross-references by identity: `{uuid}` in the text, a number on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.redline.values import Tokens

_REFERENCE: Final = re.compile(r"\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}(\s*)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """`missing` are the provisions referred to that are not there, in reading order: flagged in the text as `[?]`."""

    tokens: Tokens
    missing: tuple[str, ...]


def references(*, tokens: Tokens) -> tuple[str, ...]:
    """The uuids a text refers to, in reading order."""
    return tuple(found[1] for token in tokens if (found := _REFERENCE.fullmatch(token)))


def resolve_references(*, tokens: Tokens, labels: Mapping[str, str]) -> Resolved:
    out, missing = [], []
    for token in tokens:
        found = _REFERENCE.fullmatch(token)
        if found is None:
            out.append(token)
        elif found[1] in labels:
            out.append(labels[found[1]] + found[2])
        else:
            out.append("[?]" + found[2])
            missing.append(found[1])
    return Resolved(tuple(out), tuple(missing))
