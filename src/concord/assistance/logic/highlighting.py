"""Marking the words that spoke for a measure where they stand in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    is_evidence: bool


def segments(*, text: str, words: Iterable[str]) -> tuple[Segment, ...]:
    """The text cut into pieces that are evidence and pieces that are not; joined they are the text again."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted or not text:
        return (Segment(text, False),) if text else ()  # noqa: FBT003  the field is named where it is declared
    pattern = re.compile("|".join(re.escape(word) for word in wanted), re.IGNORECASE)
    found: list[Segment] = []
    last = 0
    for match in pattern.finditer(text):
        if match.start() > last:
            found.append(Segment(text[last : match.start()], is_evidence=False))
        found.append(Segment(match.group(), is_evidence=True))
        last = match.end()
    if last < len(text):
        found.append(Segment(text[last:], is_evidence=False))
    return tuple(found)
