"""From revision n to revision n + 1: accepted proposals become text, open ones follow, no word appears or vanishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.redline.ops import shared_ops
from concord.redline.rebase import rebase
from concord.redline.render import apply_set
from concord.redline.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.rebase import Rebased
    from concord.redline.values import Proposal, Tokens


class WordsChanged(ValueError):
    """Words were added or lost beyond what the accepted proposals say; `added` and `lost` name them."""

    def __init__(self, added: Counter[str], lost: Counter[str]) -> None:
        self.added, self.lost = added, lost
        super().__init__(f"added: {sorted(added.elements())}; lost: {sorted(lost.elements())}")


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`carried` stand on `tokens`; `absorbed` found all their words already in it; `retable` clash with what was
    accepted and wait for their delegations, their originals unchanged.
    """

    tokens: Tokens
    carried: tuple[Proposal, ...]
    absorbed: tuple[Proposal, ...]
    retable: tuple[Rebased, ...]


def consolidate(*, base: Tokens, accepted: Iterable[Proposal], still_open: Iterable[Proposal] = ()) -> Consolidation:
    """Raises `Clashing` if `accepted` cannot stand together and `WordsChanged` if the words do not add up."""
    settled, waiting = tuple(accepted), tuple(still_open)
    tokens = apply_set(base=base, proposals=settled)
    check_words(base=base, accepted=settled, result=tokens)
    new_base = digest(tokens=tokens)
    rebased = [rebase(proposal=p, over=settled, among=waiting) for p in sorted(waiting, key=lambda p: p.rank)]
    return Consolidation(
        tokens,
        tuple(replace(r.proposal, base=new_base) for r in rebased if r.proposal is not None),
        tuple(r.original for r in rebased if r.absorbed),
        tuple(r for r in rebased if r.clashes),
    )


def check_words(*, base: Tokens, accepted: Iterable[Proposal], result: Tokens) -> None:
    """Counts words, not places, so it shares no code with the application that it checks."""
    expected = Counter(base)
    for shared in shared_ops(proposals=accepted):
        expected.subtract(base[shared.op.start : shared.op.end])
        expected.update(shared.op.words)
    _compare(expected, Counter(result))


def check_grouping(*, before: Iterable[Tokens], after: Iterable[Tokens]) -> None:
    """For a regrouping of whole texts (merge, split, reorder): the same words, whatever the white space between."""
    _compare(_words(before), _words(after))


def _words(texts: Iterable[Tokens]) -> Counter[str]:
    return Counter(word for text in texts for token in text if (word := token.strip()))


def _compare(expected: Counter[str], found: Counter[str]) -> None:
    added, lost = Counter(found), Counter(expected)
    added.subtract(expected)
    lost.subtract(found)
    added, lost = +added, +lost
    if added or lost:
        raise WordsChanged(added, lost)
