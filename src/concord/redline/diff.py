"""Two texts to operations: what changed, in the words a reader would name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from concord.redline.ops import canonical
from concord.redline.tokens import is_word
from concord.redline.values import Op

if TYPE_CHECKING:
    from concord.redline.values import Tokens

_SURROGATES: Final = range(0xD800, 0xE000)
_ISLAND: Final = 2


def diff(*, before: Tokens, after: Tokens) -> tuple[Op, ...]:
    """Operations in canonical form with `apply(base=before, ops=...) == after`; none if and only if equal.

    Shortest insert-and-delete script over whole tokens (bit-parallel longest common subsequence); then two changes are
    joined across one unchanged word, with the mark beside it, when together they both take out and put in: a reader
    sees one phrase replaced by another. Two insertions around a word stay two, so putting words in brackets keeps them.
    """
    codes: dict[str, str] = {}
    left, right = _coded(before, codes), _coded(after, codes)
    changes: list[Op] = []
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            continue
        op = Op(code.src_start, code.src_end, after[code.dest_start : code.dest_end])
        if changes and _is_island(before[changes[-1].end : op.start], changes[-1], op):
            last = changes.pop()
            op = Op(last.start, op.end, last.words + before[last.end : op.start] + op.words)
        changes.append(op)
    return canonical(base=before, ops=changes)


def _coded(tokens: Tokens, codes: dict[str, str]) -> str:
    """Each distinct token as one character: the fastest input of the matcher."""
    out = []
    for token in tokens:
        code = codes.get(token)
        if code is None:
            number = len(codes)
            code = codes[token] = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
        out.append(code)
    return "".join(out)


def _is_island(between: Tokens, left: Op, right: Op) -> bool:
    takes_out = left.end > left.start or right.end > right.start
    puts_in = bool(left.words or right.words)
    words = sum(is_word(token=token) for token in between)
    return not between or (takes_out and puts_in and words <= 1 and len(between) <= _ISLAND)
