"""From rows to the rolling text: pure, so that every screen, file and test sees the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from concord.plans.logic.ops import to_redline
from concord.plans.logic.standing import HELD, Ladder, ladder, standing_of
from concord.plans.terms import TABLES, FootingState, ProposalKind, ProvisionKind
from concord.plans.terms.rolling import RollingProvision, Strike, TabledProposal, TakenPosition
from concord.redline import (
    Bracketed,
    Circular,
    Clash,
    Freshness,
    Node,
    Proposal,
    Reason,
    Reservation,
    Segment,
    SegmentKind,
    Tokens,
    bracketed,
    clashes,
    digest,
    numbers,
    project,
    reading_order,
    render,
    tokenise,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """A provision as it is placed in the revision shown."""

    uuid: UUID
    kind: ProvisionKind
    parent: UUID | None
    order: str
    label: str
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """Its words in the language shown, with the digest of the source as it is and as it was translated."""

    text: str
    digest: str
    freshness: Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """``makes`` is the kind of provision that the proposal would add."""

    proposal: TabledProposal
    makes: ProvisionKind


NO_WORDS = Worded(text="", digest=digest(tokens=()), freshness=Freshness.MISSING)


def rolling_provisions(
    *,
    language: str,
    places: Iterable[Standpoint],
    words: Mapping[UUID, Worded],
    tabled: Iterable[Tabled],
    positions: Iterable[TakenPosition],
    strikes: Mapping[UUID, Sequence[Strike]],
) -> tuple[RollingProvision, ...]:
    """In reading order, additions in their places. ``tabled`` come in tabling order, ``positions`` and ``strikes`` in
    the order in which they were made.
    """
    placed = {each.uuid: each for each in places}
    by_provision: dict[UUID, list[Tabled]] = defaultdict(list)
    for each in tabled:
        by_provision[each.proposal.provision].append(each)
    held = _latest(positions)
    tree = _tree(placed, by_provision)
    label = tree.labels(placed)
    return tuple(
        _provision(
            place=tree.places[uuid],
            number=label[uuid],
            depth=tree.depths[uuid],
            words=words.get(uuid, NO_WORDS),
            language=language,
            tabled=by_provision.get(uuid, ()),
            positions=held.get(uuid, ()),
            strikes=tuple(strikes.get(uuid, ())),
            is_new=uuid not in placed,
        )
        for uuid in tree.order
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """``nodes`` hold withdrawn additions too, whose numbers are spent; ``order`` does not."""

    places: Mapping[UUID, Standpoint]
    depths: Mapping[UUID, int]
    order: tuple[UUID, ...]
    nodes: tuple[Node, ...]

    def labels(self, placed: Mapping[UUID, Standpoint]) -> dict[UUID, str]:
        if len(self.nodes) == len(placed):
            return {uuid: each.label for uuid, each in placed.items()}
        found = {UUID(uuid): number for uuid, number in numbers(nodes=self.nodes).items()}
        return found | {uuid: each.label for uuid, each in placed.items()}


def _tree(placed: Mapping[UUID, Standpoint], tabled: Mapping[UUID, Sequence[Tabled]]) -> _Tree:
    places, asked, live = dict(placed), dict[UUID, int](), set(placed)
    for uuid, group in tabled.items():
        adding = [each for each in group if each.proposal.kind is ProposalKind.ADD]
        if uuid in placed or not adding:
            continue
        first = adding[0].proposal
        places[uuid] = Standpoint(
            uuid=uuid, kind=adding[0].makes, parent=first.parent, order=first.place or "i", label=""
        )
        asked[uuid] = first.order
        if any(each.proposal.withdrawn_at is None for each in adding):
            live.add(uuid)
    nodes = _nodes(places, asked)
    depths: dict[UUID, int] = {}
    for node in nodes:
        depths[UUID(node.uuid)] = depths[UUID(node.parent)] + 1 if node.parent else 0
    order = tuple(uuid for uuid in depths if uuid in live)
    return _Tree(places=places, depths=depths, order=order, nodes=nodes)


def _nodes(places: Mapping[UUID, Standpoint], asked: Mapping[UUID, int]) -> tuple[Node, ...]:
    """What stands under a provision that the reader does not see, or that is gone, stands at the end of the text."""

    def node(each: Standpoint, *, root: bool = False) -> Node:
        soft = each.uuid in asked
        parent = str(each.parent) if each.parent in places and not root else ""
        order = f"~{each.order}" if each.parent is not None and not parent else each.order
        return Node(str(each.uuid), each.kind.value, parent, order, soft, asked.get(each.uuid, 0))

    try:
        return reading_order(nodes=[node(each) for each in places.values()])
    except Circular:  # additions under each other
        return reading_order(nodes=[node(each, root=each.uuid in asked) for each in places.values()])


def _latest(positions: Iterable[TakenPosition]) -> dict[UUID, tuple[TakenPosition, ...]]:
    found: dict[UUID, dict[tuple[str, str], TakenPosition]] = defaultdict(dict)
    for each in positions:
        found[each.provision][each.party.code, each.proposal] = each
    return {uuid: tuple(taken.values()) for uuid, taken in found.items()}


def _provision(  # noqa: PLR0913  everything that stands on one provision
    *,
    place: Standpoint,
    number: str,
    depth: int,
    words: Worded,
    language: str,
    tabled: Sequence[Tabled],
    positions: tuple[TakenPosition, ...],
    strikes: tuple[Strike, ...],
    is_new: bool,
) -> RollingProvision:
    steps = ladder(strikes=strikes)
    tokens = tokenise(text=words.text)
    proposals = tuple(_decided(each.proposal, steps) for each in tabled)
    shown = [
        to_redline(proposal=each)
        for each in proposals
        if each.language == language and each.base == words.digest and (each.is_open or each.is_accepted)
    ]
    accepted = steps.accepted & {each.key for each in shown}
    found = clashes(proposals=[each for each in shown if each.key not in accepted]) if len(shown) > 1 else ()
    return RollingProvision(
        uuid=place.uuid,
        kind=place.kind,
        number=number,
        depth=depth,
        parent=place.parent,
        tokens=tokens,
        digest=words.digest,
        freshness=words.freshness,
        runs=_runs(tokens, shown, accepted, positions, steps),
        clean=project(rendering=render(base=tokens, proposals=shown), accepted=accepted) if accepted else tokens,
        standing=standing_of(
            ladder=steps,
            proposals=proposals,
            disputes=_hard(found, proposals) if tokens else found,
            positions=positions,
        ),
        is_new=is_new,
        proposals=proposals,
        clashes=found,
        positions=positions,
        decisions=strikes,
        measures=place.measures,
        order=place.order,
    )


def _decided(proposal: TabledProposal, steps: Ladder) -> TabledProposal:
    if proposal.state is not FootingState.STANDING or proposal.withdrawn_at is not None:
        return proposal
    if proposal.key in steps.accepted:
        return replace(proposal, is_accepted=True)
    return replace(proposal, is_set_aside=True) if steps.is_settled else proposal


def _hard(found: Iterable[Clash], proposals: Sequence[TabledProposal]) -> tuple[Clash, ...]:
    """Those that people must settle: declared alternates compete on purpose, and contest each other all the same."""
    group = {each.key: each.alternate or each.key for each in proposals}
    return tuple(each for each in found if not each.soft or group[each.first] == group[each.second])


def _runs(
    tokens: Tokens,
    shown: Sequence[Proposal],
    accepted: frozenset[str],
    positions: Iterable[TakenPosition],
    steps: Ladder,
) -> tuple[Bracketed, ...]:
    reserved = [each for each in positions if _brackets(each, steps.lifted_at)]
    whole = [
        Reservation(f"{each.stand.value} {each.party.code}", each.party.code, 0, len(tokens), each.at)
        for each in reserved
        if not each.proposal
    ]
    if not shown and not whole:
        return (Bracketed(Segment(SegmentKind.KEPT, tokens, 0), ()),) if tokens else ()
    runs = bracketed(base=tokens, proposals=shown, reservations=whole)
    settled = accepted - {each.proposal for each in reserved}
    return tuple(_unbracketed(run, settled) for run in runs) if settled else runs


def _brackets(position: TakenPosition, lifted_at: datetime | None) -> bool:
    held = position.stand in HELD and position.party.capacity in TABLES
    return held and (lifted_at is None or position.at > lifted_at)


def _unbracketed(run: Bracketed, settled: frozenset[str]) -> Bracketed:
    """Agreed changes are shown as changes, without brackets."""
    kept = tuple(b for b in run.brackets if b.reason is Reason.RESERVATION or settled.isdisjoint(b.keys))
    return run if len(kept) == len(run.brackets) else replace(run, brackets=kept)
