"""Texts, proposals and trees for properties: small alphabets, so that equal words and clashes are common."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from concord.redline.comparison import Place, Provision
from concord.redline.ops import canonical
from concord.redline.tree import Move, Node, between
from concord.redline.values import Kind, Op, Proposal

DELEGATIONS = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

_ALPHABET = "aбʻʼ’é\u0301-., [](){}0123\t\nقд"
texts = st.one_of(st.text(alphabet=_ALPHABET, max_size=40), st.text(max_size=30))
tokens = st.lists(st.sampled_from(("shall ", "should ", "may ", "States ", "and ", ",", " ", ".")), max_size=12).map(
    tuple
)
words = st.lists(st.sampled_from(("shall ", "may ", "new ", "other ", ",")), max_size=3).map(tuple)


@st.composite
def raw_ops(draw: Any, base: tuple[str, ...], most: int = 3) -> list[Op]:
    """Sorted, disjoint, but not yet in canonical form."""
    edges = sorted(draw(st.lists(st.integers(0, len(base)), max_size=2 * most)))
    ops: list[Op] = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        new = draw(words)
        if (start < end or new) and (not ops or start > ops[-1].end):
            ops.append(Op(start, end, new))
    return ops


@st.composite
def bases_with_ops(draw: Any) -> tuple[tuple[str, ...], list[Op]]:
    base = draw(tokens)
    return base, draw(raw_ops(base))


@st.composite
def proposals(draw: Any, base: tuple[str, ...], most: int = 5) -> tuple[Proposal, ...]:
    out = []
    for number in range(draw(st.integers(0, most))):
        if out and draw(st.integers(0, 4)) == 0:
            ops = draw(st.sampled_from(out)).ops  # the same words again, from somebody else
        else:
            ops = canonical(base=base, ops=draw(raw_ops(base)))
        if not ops:
            continue
        lead = draw(st.sampled_from(DELEGATIONS))
        sponsors = tuple(draw(st.lists(st.sampled_from(DELEGATIONS), max_size=2)))
        order = draw(st.integers(0, 3))
        since = NOON + timedelta(minutes=order)
        out.append(Proposal(f"p{number}", lead, ops, order=order, sponsors=sponsors, tabled_at=since))
    return tuple(out)


@st.composite
def tabled(draw: Any, most: int = 5) -> tuple[tuple[str, ...], tuple[Proposal, ...]]:
    base = draw(tokens)
    return base, draw(proposals(base, most))


@st.composite
def tabled_and_chosen(draw: Any) -> tuple[tuple[str, ...], tuple[Proposal, ...], frozenset[str]]:
    base, all_ = draw(tabled())
    return base, all_, frozenset(draw(st.sets(st.sampled_from([p.key for p in all_])))) if all_ else frozenset()


KINDS = ("part", "measure", "paragraph", "chapeau")


@st.composite
def relocations(draw: Any) -> tuple[tuple[str, ...], frozenset[str], dict[str, Proposal]]:
    """Clauses in order, those that are present, and moves of some of them, to places present and absent."""
    keys = tuple("abcdef"[: draw(st.integers(0, 6))])
    places = st.sampled_from(("", "z", *keys))
    moves = {
        key: Proposal(f"m-{key}", "Kazakhstan", (), draw(st.integers(0, 3)), kind=Kind.MOVE, after=draw(places))
        for key in keys
        if draw(st.booleans())
    }
    return keys, frozenset(key for key in keys if draw(st.integers(0, 5))), moves


@st.composite
def trees(draw: Any) -> tuple[Node, ...]:
    nodes: list[Node] = []
    last: dict[str, str] = {}
    for number in range(draw(st.integers(0, 9))):
        parent = draw(st.sampled_from(("", *(n.uuid for n in nodes)))) if nodes else ""
        last[parent] = between(lower=last.get(parent, ""))
        soft, live = draw(st.booleans()), draw(st.booleans())
        kind = draw(st.sampled_from(KINDS))
        nodes.append(
            Node(
                f"u{number}",
                kind,
                parent,
                last[parent],
                soft=soft,
                tabled=draw(st.integers(0, 9)),
                live=live or not soft,
            )
        )
    return tuple(draw(st.permutations(nodes)))


@st.composite
def trees_and_moves(draw: Any) -> tuple[tuple[Node, ...], tuple[Move, ...]]:
    nodes = draw(trees())
    if not nodes:
        return nodes, ()
    uuids = [n.uuid for n in nodes]
    move = st.builds(
        Move, st.sampled_from(uuids), st.sampled_from(["", *uuids]), st.sampled_from(("a", "i", "iz", "x"))
    )
    return nodes, tuple(draw(st.lists(move, max_size=3)))


revisions = st.dictionaries(
    st.sampled_from([f"u{n}" for n in range(6)]),
    st.builds(
        Provision, st.builds(Place, st.sampled_from(KINDS), st.sampled_from(("", "x")), st.sampled_from("abc")), tokens
    ),
)
