"""From what a delegation typed to the proposal that it means, on the text that it sees."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NoReturn
from uuid import UUID

from concord.plans.logic.ops import op_tuple, to_redline
from concord.plans.logic.standing import SETTLED
from concord.plans.terms import ProposalKind, ProvisionKind
from concord.plans.terms.rolling import Party, RollingProvision, RollingText, TabledProposal
from concord.plans.terms.tabling import Obstacle, Preview, Rival, Tabling
from concord.redline import (
    Kind,
    Op,
    OpsOverlap,
    OutOfText,
    Proposal,
    Tokens,
    apply,
    between,
    bracketed,
    canonical,
    clash,
    diff,
    digest,
    normalise,
    tokenise,
)

LONGEST: Final = 20_000
"""Characters in one provision, and in one explanation."""

_MINE: Final = "\x00"  # sorts before every key, and is no key
_UNSEEN: Final = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\ufeff", "\ufffc"}
_BREAKS: Final = re.compile(r"[ \t]*[\r\n\t\v\f\u0085\u2028\u2029]\s*")


class UnableToTable(ValueError):
    """``why`` tells the delegation."""

    def __init__(self, why: Obstacle) -> None:
        super().__init__(why.value)
        self.why = why


class BaseMoved(Exception):
    """The words that were edited are no longer those on the table. ``words`` are what the delegation typed, ``now`` the
    words as they are, with their digest; nothing is lost.
    """

    def __init__(self, *, words: str, now: str, digest: str, revision: int) -> None:
        super().__init__(f"The text has moved on to revision {revision}")
        self.words, self.now, self.digest, self.revision = words, now, digest, revision


def cleaned(*, words: str) -> str:
    """One paragraph in NFC, line breaks and tabs as spaces. Raises ``UnableToTable`` for what cannot be seen or is too
    long.
    """
    text = _BREAKS.sub(" ", normalise(text=words)).strip()
    if len(text) > LONGEST:
        _refuse(Obstacle.LONG)
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") or c in _UNSEEN for c in text):
        _refuse(Obstacle.CHARACTERS)
    return text


def worked_out(*, text: RollingText, tabling: Tabling, party: Party | None, is_with_group: bool = False) -> Preview:
    """Raises ``UnableToTable`` and ``BaseMoved``. ``text`` is the current one in the language of the proposal, as its
    delegation sees it.
    """
    if text.language not in text.draft.languages:
        _refuse(Obstacle.LANGUAGE)
    cleaned(words=tabling.explanation)
    provision = _provision(text, tabling)
    kind, ops, before = _ops(text, tabling, provision)
    parent, place = _place(text, tabling, provision, kind)
    preview = Preview(
        kind=kind,
        provision=provision.uuid if provision else None,
        language=text.language,
        digest=provision.digest if provision else digest(tokens=()),
        ops=ops,
        before=before,
        after=apply(base=before, ops=ops),
        runs=bracketed(base=before, proposals=[_proposal(kind, ops, text)]) if ops else (),
        rivals=(),
        twin=None,
        survivors=(),
        parent=parent,
        place=place,
        makes=provision.kind if provision else ProvisionKind(tabling.makes),
        joins=_joins(text, tabling, provision, kind),
        splits=_splits(tabling, kind, before),
        alternate=_alternate(tabling, provision),
    )
    return _beside(preview, text, tabling, party, is_with_group=is_with_group)


def _refuse(why: Obstacle) -> NoReturn:
    raise UnableToTable(why)


def _provision(text: RollingText, tabling: Tabling) -> RollingProvision | None:
    if tabling.provision is None:
        if tabling.kind is not ProposalKind.ADD:
            _refuse(Obstacle.ABSENT)
        return None
    found = text.provision(tabling.provision)
    if found is None or (found.is_new and tabling.kind not in (ProposalKind.ADD, ProposalKind.MOD, ProposalKind.NOC)):
        _refuse(Obstacle.ABSENT)
    if found.standing in SETTLED:
        _refuse(Obstacle.AGREED)
    if tabling.kind is ProposalKind.ADD and not found.is_new:
        _refuse(Obstacle.PLACE)
    return found


def _ops(
    text: RollingText, tabling: Tabling, provision: RollingProvision | None
) -> tuple[ProposalKind, tuple[Op, ...], Tokens]:
    """What a proposal to change words that leaves none means is to delete the provision; one on words that are only
    proposed means other words for the same addition.
    """
    before = provision.tokens if provision else ()
    kind = tabling.kind
    if kind is ProposalKind.NOC:
        return kind, (), before
    if kind is ProposalKind.SUP:
        return kind, (Op(0, len(before)),) if before else (), before
    if provision is None or provision.is_new:
        kind = ProposalKind.ADD
    elif tabling.base and tabling.base != provision.digest:
        raise BaseMoved(words=tabling.words or "", now="".join(before), digest=provision.digest, revision=text.revision)
    elif not before and (tabling.words is not None or tabling.ops is not None):
        _refuse(Obstacle.TRANSLATION)
    ops = _typed(tabling, before)
    if kind is ProposalKind.ADD and not ops:
        _refuse(Obstacle.NO_WORDS)
    if kind is ProposalKind.MOD and not ops:
        _refuse(Obstacle.EMPTY)
    if kind is ProposalKind.MOD and ops == (Op(0, len(before)),):
        kind = ProposalKind.SUP
    return kind, ops, before


def _typed(tabling: Tabling, before: Tokens) -> tuple[Op, ...]:
    if tabling.ops is not None:
        try:
            ops = canonical(base=before, ops=op_tuple(changes=tabling.ops))
        except (OpsOverlap, OutOfText, ValueError) as error:
            raise UnableToTable(Obstacle.RANGE) from error
        for op in ops:
            if op.words != tokenise(text=cleaned(words=f"x{''.join(op.words)}x")[1:-1]):
                _refuse(Obstacle.CHARACTERS)
        after = apply(base=before, ops=ops)
        if sum(map(len, after)) > LONGEST:
            _refuse(Obstacle.LONG)
        return ops
    if tabling.words is None:
        return ()
    return diff(before=before, after=tokenise(text=cleaned(words=tabling.words)))


def _place(
    text: RollingText, tabling: Tabling, provision: RollingProvision | None, kind: ProposalKind
) -> tuple[UUID | None, str]:
    if kind is ProposalKind.ADD and provision is not None:  # other words for an addition stand where it stands
        first = next(each for each in provision.proposals if each.kind is ProposalKind.ADD)
        return first.parent, first.place
    if kind not in (ProposalKind.ADD, ProposalKind.MOVE):
        return None, ""
    if tabling.parent is not None and text.provision(tabling.parent) is None:
        _refuse(Obstacle.PLACE)
    if provision is not None and tabling.parent in _family(text, provision.uuid):
        _refuse(Obstacle.PLACE)
    siblings = [each for each in text.provisions if each.parent == tabling.parent and each is not provision]
    place = tabling.place or _order(siblings, tabling)
    if provision is not None and provision.parent == tabling.parent:
        following = [each.uuid for each in siblings if each.order > place]
        if following == [each.uuid for each in siblings if each.order > provision.order]:
            _refuse(Obstacle.EMPTY)
    return tabling.parent, place


def _family(text: RollingText, uuid: UUID) -> set[UUID]:
    found = {uuid}
    for each in text.provisions:
        if each.parent in found:
            found.add(each.uuid)
    return found


def _order(siblings: list[RollingProvision], tabling: Tabling) -> str:
    """After additions that were tabled earlier for the same gap, so that they stand in tabling order."""
    at = -1
    if tabling.after is not None:
        at = next((n for n, each in enumerate(siblings) if each.uuid == tabling.after), -1)
        if at < 0:
            _refuse(Obstacle.PLACE)
    elif not tabling.is_first:
        at = len(siblings) - 1
    if at < 0 or not siblings[at].is_new:
        while at + 1 < len(siblings) and siblings[at + 1].is_new:
            at += 1
    lower = siblings[at].order if at >= 0 else ""
    upper = next((each.order for each in siblings[at + 1 :] if each.order > lower), "")
    return between(lower=lower, upper=upper)


def _joins(
    text: RollingText, tabling: Tabling, provision: RollingProvision | None, kind: ProposalKind
) -> tuple[UUID, ...]:
    if kind is not ProposalKind.MERGE:
        return ()
    joined = tuple(dict.fromkeys(tabling.joins))
    if not joined or (provision is not None and provision.uuid in joined):
        _refuse(Obstacle.EMPTY)
    for uuid in joined:
        other = text.provision(uuid)
        if other is None or other.is_new:
            _refuse(Obstacle.ABSENT)
        if other.standing in SETTLED:
            _refuse(Obstacle.AGREED)
    return joined


def _splits(tabling: Tabling, kind: ProposalKind, before: Tokens) -> tuple[int, ...]:
    if kind is not ProposalKind.SPLIT:
        return ()
    at = tuple(sorted(set(tabling.splits)))
    if not at:
        _refuse(Obstacle.EMPTY)
    if at[0] < 1 or at[-1] >= len(before):
        _refuse(Obstacle.RANGE)
    return at


def _alternate(tabling: Tabling, provision: RollingProvision | None) -> str:
    """Alternates are known by the key of the first of them."""
    named = next((each for each in provision.proposals if each.key == tabling.alternate), None) if provision else None
    return (named.alternate or named.key) if named else tabling.alternate


def _proposal(kind: ProposalKind, ops: tuple[Op, ...], text: RollingText) -> Proposal:
    lead = text.mine.code if text.mine else ""
    return Proposal(_MINE, lead, ops, order=1_000_000_000, kind=Kind(kind.value))


def _beside(
    preview: Preview, text: RollingText, tabling: Tabling, party: Party | None, *, is_with_group: bool
) -> Preview:
    """What is open on the same words: the same proposal, those that clash, insertions that a deletion would leave."""
    provision = text.provision(preview.provision) if preview.provision else None
    near = provision.open if provision else _in_gap(text, preview)
    here = [each for each in near if each.language == preview.language and each.key != tabling.supersedes]
    twin = next((each for each in here if each.is_with_group is is_with_group and _same(each, preview)), None)
    if twin is not None and party is not None and party in twin.sponsors:
        _refuse(Obstacle.DUPLICATE)
    if provision is None:
        return replace(preview, twin=twin)
    own = _proposal(preview.kind, preview.ops, text)
    beside = [each for each in here if each is not twin]
    clashing = ((each, min(clash(one=own, other=to_redline(proposal=each)), default=None)) for each in beside)
    return replace(
        preview,
        rivals=tuple(Rival(proposal=each, clash=found) for each, found in clashing if found is not None),
        twin=twin,
        survivors=_survivors(preview, beside),
    )


def _in_gap(text: RollingText, preview: Preview) -> tuple[TabledProposal, ...]:
    """Additions of the same kind between the same two provisions of the text on the table."""
    siblings = [each for each in text.provisions if each.parent == preview.parent]
    placed = [each.order for each in siblings if not each.is_new]
    gap = sum(order < preview.place for order in placed)
    return tuple(
        proposal
        for each in siblings
        if each.is_new and each.kind is preview.makes and sum(order < each.order for order in placed) == gap
        for proposal in each.open
    )


def _same(proposal: TabledProposal, preview: Preview) -> bool:
    return (
        proposal.kind is preview.kind
        and op_tuple(changes=proposal.ops) == preview.ops
        and (proposal.kind is ProposalKind.ADD or (proposal.parent, proposal.place) == (preview.parent, preview.place))
        and set(proposal.joins) == set(preview.joins)
        and proposal.splits == preview.splits
    )


def _survivors(preview: Preview, beside: Iterable[TabledProposal]) -> tuple[TabledProposal, ...]:
    edges = (0, len(preview.before))
    if preview.kind is ProposalKind.SUP:
        return tuple(each for each in beside if any(start == end and start in edges for start, end, _ in each.ops))
    if any(op.inserts and op.start in edges for op in preview.ops):
        return tuple(each for each in beside if each.kind is ProposalKind.SUP)
    return ()
