"""Changes by characters, as Word and browsers report them, to operations on tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from concord.redline.ops import OpsOverlap, OutOfText, canonical
from concord.redline.tokens import text_of, tokenise
from concord.redline.values import Op

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.values import Tokens


@dataclass(frozen=True, slots=True)
class Span:
    """Replace characters `start` to `end` of the base text by `text`."""

    start: int
    end: int
    text: str = ""


def ops_of(*, base: Tokens, spans: Iterable[Span]) -> tuple[Op, ...]:
    """Canonical operations with the same effect on the text; a token touched in part is replaced whole.

    Insertions at one place stand in the order given. Raises `OpsOverlap` where spans intersect.
    """
    edges = list(accumulate((len(token) for token in base), initial=0))
    text = text_of(tokens=base)
    groups: list[tuple[int, int, list[Span]]] = []
    reached = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.start < reached:
            raise OpsOverlap(f"{span} begins before {reached}, where the one before it ends")
        if span.end > len(text):
            raise OutOfText(f"{span} points behind the end of a text of {len(text)} characters")
        reached = span.end
        first, last = bisect_right(edges, span.start) - 1, bisect_left(edges, span.end)
        if span.start == span.end and edges[first] == span.start:
            last = first
        if groups and (first < groups[-1][1] or first == last == groups[-1][0]):
            before = groups.pop()
            groups.append((before[0], max(last, before[1]), [*before[2], span]))
        else:
            groups.append((first, last, [span]))
    ops = []
    for first, last, members in groups:
        out, position = [], edges[first]
        for span in members:
            out += [text[position : span.start], span.text]
            position = span.end
        out.append(text[position : edges[last]])
        words = tokenise(text="".join(out))
        if first < last or words:
            ops.append(Op(first, last, words))
    return canonical(base=base, ops=ops)
