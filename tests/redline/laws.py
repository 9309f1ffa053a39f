"""The laws of the algebra, each a function of an algebra and one example."""

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume
from tests.redline.algebra import Algebra
from tests.redline.drawn import NOON

from concord.redline.comparison import Provision
from concord.redline.tree import Move, Node
from concord.redline.values import ClashKind, Kind, Op, Proposal, SegmentKind

Tokens = tuple[str, ...]
Tabled = tuple[Tokens, tuple[Proposal, ...]]
Moved = tuple[tuple[str, ...], frozenset[str], dict[str, Proposal]]
Chosen = tuple[Tokens, tuple[Proposal, ...], frozenset[str]]


def tokens_are_lossless(lib: Algebra, text: str) -> None:
    found = lib.tokenise(text=text)
    assert "".join(found) == unicodedata.normalize("NFC", text)
    assert all(found)
    assert lib.tokenise(text="".join(found)) == found


def brackets_and_marks_stand_alone(lib: Algebra, text: str) -> None:
    for token in lib.tokenise(text=text):
        if any(sign in token for sign in "[]();"):
            assert len(token) == 1


def a_difference_leads_to_the_other_text(lib: Algebra, pair: tuple[Tokens, Tokens]) -> None:
    before, after = pair
    ops = lib.diff(before=before, after=after)
    assert lib.apply(base=before, ops=ops) == after
    assert (not ops) == (before == after)
    assert lib.canonical(base=before, ops=ops) == ops


def canonical_form_changes_no_effect(lib: Algebra, example: tuple[Tokens, Sequence[Op]]) -> None:
    base, ops = example
    once = lib.canonical(base=base, ops=ops)
    assert lib.apply(base=base, ops=once) == lib.apply(base=base, ops=ops)
    assert lib.canonical(base=base, ops=once) == once
    for op in once:
        taken = base[op.start : op.end]
        assert not (taken and op.words and (taken[0] == op.words[0] or taken[-1] == op.words[-1]))
    assert all(a.end < b.start for a, b in itertools.pairwise(once))
    wide = [op for op in ops if op.end > op.start + 1]
    halves = [half for op in wide for half in (Op(op.start, op.start + 1, op.words), Op(op.start + 1, op.end))]
    assert lib.canonical(base=base, ops=halves) == lib.canonical(base=base, ops=wide)


def nothing_accepted_is_the_base(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    rendering = lib.render(base=base, proposals=proposals)
    assert lib.project(rendering=rendering, accepted=()) == base


def one_accepted_is_that_one_applied(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    rendering = lib.render(base=base, proposals=proposals)
    for p in proposals:
        assert lib.project(rendering=rendering, accepted={p.key}) == lib.apply(base=base, ops=p.ops)


def supply_order_does_not_matter(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    forward = lib.render(base=base, proposals=proposals)
    assert lib.render(base=base, proposals=reversed(proposals)) == forward
    assert lib.render(base=base, proposals=sorted(proposals, key=lambda p: p.lead)) == forward


def withdrawing_changes_no_other_reading(lib: Algebra, example: Chosen) -> None:
    base, proposals, chosen = example
    everything = lib.render(base=base, proposals=proposals)
    for gone in proposals:
        rest = lib.render(base=base, proposals=[p for p in proposals if p.key != gone.key])
        accepted = chosen - {gone.key}
        assert lib.project(rendering=rest, accepted=accepted) == lib.project(rendering=everything, accepted=accepted)


def clashing_is_mutual(lib: Algebra, tabled: Tabled) -> None:
    _, proposals = tabled
    for one, other in itertools.product(proposals, repeat=2):
        assert lib.clash(one=one, other=other) == lib.clash(one=other, other=one)
    for p in proposals:
        assert lib.clash(one=p, other=p) == frozenset()
        assert lib.clash(one=p, other=replace(p, key="echo", ops=tuple(map(replace, p.ops)))) == frozenset()


def the_sweep_finds_what_pairs_find(lib: Algebra, tabled: Tabled) -> None:
    _, proposals = tabled
    pairs = {c for a, b in itertools.combinations(proposals, 2) for c in lib.clash(one=a, other=b)}
    assert lib.clashes(proposals=proposals) == tuple(sorted(pairs))
    for found in pairs:
        by_key = {p.key: p for p in proposals}
        assert _explains(found.kind, by_key[found.first].ops, by_key[found.second].ops)


def _explains(kind: ClashKind, mine: Iterable[Op], theirs: Iterable[Op]) -> bool:
    for a, b in itertools.product(mine, theirs):
        touched_by_a, touched_by_b = set(range(a.start, a.end)), set(range(b.start, b.end))
        if kind is ClashKind.OVERLAP and a != b and touched_by_a & touched_by_b:
            return True
        if kind is ClashKind.INSIDE and (
            (a.start == a.end and {a.start - 1, a.start} <= touched_by_b)
            or (b.start == b.end and {b.start - 1, b.start} <= touched_by_a)
        ):
            return True
        if kind is ClashKind.SAME_PLACE and a.start == a.end == b.start == b.end and a.words != b.words:
            return True
    return False


def _compatible(lib: Algebra, proposals: Sequence[Proposal], *, soft: bool = True) -> tuple[Proposal, ...]:
    """The largest prefix-greedy subset without clashes."""
    chosen: list[Proposal] = []
    for p in proposals:
        found = lib.clashes(proposals=[*chosen, p])
        if all(c.soft for c in found) if soft else not found:
            chosen.append(p)
    return tuple(chosen)


def a_set_without_clashes_reads_as_applied(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    chosen = _compatible(lib, proposals)
    rendering = lib.render(base=base, proposals=proposals)
    together = lib.apply_set(base=base, proposals=chosen)
    assert lib.project(rendering=rendering, accepted={p.key for p in chosen}) == together
    assert lib.apply_set(base=base, proposals=reversed(chosen)) == together


def two_orders_meet_in_a_diamond(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    for p, q in itertools.combinations(proposals, 2):
        hard = [c for c in lib.clash(one=p, other=q) if not c.soft]
        over_p = lib.rebase(proposal=q, over=[p])
        over_q = lib.rebase(proposal=p, over=[q])
        assert bool(over_p.clashes) == bool(over_q.clashes) == bool(hard)
        if hard:
            continue
        both = lib.apply_set(base=base, proposals=[p, q])
        after_p, after_q = lib.apply(base=base, ops=p.ops), lib.apply(base=base, ops=q.ops)
        assert lib.apply(base=after_p, ops=over_p.proposal.ops if over_p.proposal else ()) == both
        assert lib.apply(base=after_q, ops=over_q.proposal.ops if over_q.proposal else ()) == both


def consolidation_is_joint_application(lib: Algebra, example: Chosen) -> None:
    base, proposals, first = example
    able = _compatible(lib, proposals)
    accepted = [p for p in able if p.key in first]
    rest = [p for p in able if p.key not in first]
    result = lib.consolidate(base=base, accepted=accepted, still_open=rest)
    assert result.tokens == lib.apply_set(base=base, proposals=accepted)
    assert not result.retable
    assert {p.key for p in (*result.carried, *result.absorbed)} == {p.key for p in rest}
    done = {op for p in accepted for op in p.ops}
    asked = {op for p in rest for op in p.ops}
    if done & asked and lib.clashes(proposals=able):
        return  # words already in the text stand where their accepted sponsors put them, not where an earlier one would
    apart = len(asked - done) == len({op for p in result.carried for op in p.ops})
    if apart and _pairs(lib, rest) == _pairs(lib, result.carried):
        # no two gaps have become one, so later acceptance gives what accepting all at once would have given
        both = lib.apply_set(base=result.tokens, proposals=result.carried)
        assert both == lib.apply_set(base=base, proposals=able)


def _pairs(lib: Algebra, proposals: Iterable[Proposal]) -> Counter[tuple[str, str]]:
    return Counter((c.first, c.second) for c in lib.clashes(proposals=proposals))


def what_clashes_needs_retabling(lib: Algebra, example: Chosen) -> None:
    base, proposals, _ = example
    accepted = _compatible(lib, proposals)
    rest = [p for p in proposals if p not in accepted]
    result = lib.consolidate(base=base, accepted=accepted, still_open=rest)
    assert [r.original for r in result.retable] == sorted(rest, key=lambda p: p.rank)
    assert all(r.clashes and r.proposal is None for r in result.retable)


def words_are_kept(lib: Algebra, example: Chosen) -> None:
    base, proposals, _ = example
    accepted = _compatible(lib, proposals)
    result = lib.apply_set(base=base, proposals=accepted)
    lib.check_words(base=base, accepted=accepted, result=result)
    for wrong in ((*result, "smuggled "), result[1:], tuple(w.replace("shall", "will") for w in result)):
        if Counter(wrong) != Counter(result):
            refused = False
            try:
                lib.check_words(base=base, accepted=accepted, result=wrong)
            except ValueError:
                refused = True
            assert refused
    lib.check_grouping(before=[base, result], after=[(*result, *base)])


def every_change_has_a_sponsor(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    by_key = {p.key: p for p in proposals}
    rendering = lib.render(base=base, proposals=proposals)
    kept = [s for s in rendering.segments if s.kind is SegmentKind.KEPT]
    assert all(not s.keys and not s.sponsors for s in kept)
    for segment in rendering.segments:
        if segment.kind is not SegmentKind.KEPT:
            assert segment.keys
            assert set(segment.sponsors) == {d for key in segment.keys for d in by_key[key].delegations}
            assert len(set(segment.sponsors)) == len(segment.sponsors)
    said = {(key, t) for s in rendering.segments if s.kind is SegmentKind.INSERTED for key in s.keys for t in s.tokens}
    assert said == {(p.key, t) for p in proposals for op in p.ops for t in op.words}


def brackets_show_exactly_what_is_open(lib: Algebra, tabled: Tabled) -> None:
    base, proposals = tabled
    span = len(base) // 2
    holds = [lib.Reservation("r", "Uzbekistan", 1, span + 2), lib.Reservation("s", "Tajikistan", span, len(base))]
    holds = [h for h in holds if h.start < h.end <= len(base)]
    for reservations in ([], holds):
        text = lib.bracketed_text(base=base, proposals=proposals, reservations=reservations)
        depth = 0
        for sign in text:
            depth += {"[": 1, "]": -1}.get(sign, 0)
            assert depth >= 0
        assert depth == 0
        clean = lib.is_clean(base=base, proposals=proposals, reservations=reservations)
        assert clean == ("[" not in text)
        pieces = lib.bracketed(base=base, proposals=proposals, reservations=reservations)
        assert all(b.owners and b.keys and b.lifted_by for piece in pieces for b in piece.brackets)
        assert all((piece.segment.kind is SegmentKind.KEPT) or piece.brackets for piece in pieces)
        held = {i for r in reservations for i in range(r.start, r.end)}
        shown = {
            i
            for piece in pieces
            if piece.segment.kind is not SegmentKind.INSERTED and any(b.reason == "reservation" for b in piece.brackets)
            for i in range(piece.segment.start, piece.segment.start + len(piece.segment.tokens))
        }
        assert shown == held
    ages = {b.age(at=NOON + timedelta(hours=1)) for piece in pieces for b in piece.brackets if b.since}
    assert all(age is not None and age > timedelta(0) for age in ages)


def typed_brackets_are_seen(lib: Algebra, base: Tokens) -> None:
    literal = tuple("[" if token == "," else token for token in base)
    text = lib.bracketed_text(base=literal, proposals=())
    assert "[" not in text
    assert lib.is_clean(base=literal, proposals=()) == ("[" not in literal)


def numbers_are_total_and_unlike(lib: Algebra, nodes: tuple[Node, ...]) -> None:
    labels = lib.numbers(nodes=nodes)
    assert labels.keys() == {n.uuid for n in nodes}
    scopes: dict[tuple[str, str], list[str]] = {}
    for node in nodes:
        continuous = lib.STYLES[node.kind].continuous
        scopes.setdefault(("" if continuous else node.parent, node.kind), []).append(labels[node.uuid])
    assert all(len(set(group)) == len(group) for group in scopes.values())
    assert lib.numbers(nodes=lib.reading_order(nodes=nodes)) == labels


def spoken_numbers_do_not_move(lib: Algebra, nodes: tuple[Node, ...]) -> None:
    """A provision tabled later, anywhere, changes no label; neither does a withdrawal."""
    labels = lib.numbers(nodes=nodes)
    latest = max((n.tabled for n in nodes), default=0) + 1
    for node in nodes:
        late = Node("zz", node.kind, node.parent, node.order + "i", soft=True, tabled=latest)
        after = lib.numbers(nodes=(*nodes, late))
        assert {uuid: after[uuid] for uuid in labels} == labels
        if node.soft:
            gone = tuple(replace(n, live=False) if n is node else n for n in nodes)
            assert lib.numbers(nodes=gone) == labels


def moves_permute(lib: Algebra, example: tuple[tuple[Node, ...], tuple[Move, ...]]) -> None:
    nodes, moves = example
    try:
        moved = lib.apply_moves(nodes=nodes, moves=moves)
    except lib.Circular:
        parents = {n.uuid: n.parent for n in nodes} | {m.uuid: m.parent for m in moves}
        assert any(_loops(parents, uuid) for uuid in parents)
        return
    assert Counter(n.uuid for n in moved) == Counter(n.uuid for n in nodes)
    places = {n.uuid: (n.parent, n.order) for n in nodes} | {m.uuid: (m.parent, m.order) for m in moves}
    assert {n.uuid: (n.parent, n.order) for n in moved} == places
    seen: set[str] = {""}
    for node in moved:
        assert node.parent in seen
        seen.add(node.uuid)


def _loops(parents: dict[str, str], uuid: str) -> bool:
    seen = set()
    while uuid:
        if uuid in seen:
            return True
        seen.add(uuid)
        uuid = parents[uuid]
    return False


def keys_lie_between(lib: Algebra, sides: list[bool]) -> None:
    lower, upper = "", ""
    for left in sides:
        key = lib.between(lower=lower, upper=upper)
        assert lower < key
        assert not upper or key < upper
        assert not key.endswith("0")
        lower, upper = (lower, key) if left else (key, upper)


def references_resolve_or_are_flagged(lib: Algebra, flags: list[bool]) -> None:
    uuids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(len(flags))]
    labels = {uuid: f"{n} bis" for n, (uuid, there) in enumerate(zip(uuids, flags, strict=True)) if there}
    tokens = lib.tokenise(text="see " + " and ".join(f"{{{uuid}}}" for uuid in uuids))
    assert lib.references(tokens=tokens) == tuple(uuids)
    result = lib.resolve_references(tokens=tokens, labels=labels)
    assert result.missing == tuple(u for u, there in zip(uuids, flags, strict=True) if not there)
    shown = " and ".join(labels.get(uuid, "[?]") for uuid in uuids)
    assert "".join(result.tokens) == f"see {shown}"


def a_comparison_leads_to_the_other(lib: Algebra, pair: tuple[dict[str, Provision], dict[str, Provision]]) -> None:
    before, after = pair
    comparison = lib.compare(before=before, after=after)
    assert lib.apply_comparison(before=before, comparison=comparison) == after
    assert comparison.empty == (before == after)
    changed = {u for u in before.keys() | after.keys() if _words(before, u) != _words(after, u)}
    assert comparison.touched == changed


def _words(revision: dict[str, Provision], uuid: str) -> Tokens | None:
    return revision[uuid].tokens if uuid in revision else None


def history_holds(lib: Algebra, states: list[dict[str, Provision]]) -> None:
    history: Any = ()
    for hour, state in enumerate(states):
        longer = lib.append(history=history, at=NOON + timedelta(hours=hour), symbol=f"REV.{hour}", revision=state)
        assert longer[:-1] == history
        previous = history[-1].chain if history else ""
        sealed = lib.seal(previous=previous, at=NOON + timedelta(hours=hour), symbol=f"REV.{hour}", revision=state)
        assert sealed == (longer[-1].state, longer[-1].chain)
        history = longer
    lib.verify(history=history)
    for hour, state in enumerate(states):
        assert lib.state_at(history=history, at=NOON + timedelta(hours=hour)) == state
        assert lib.state_at(history=history, at=NOON + timedelta(hours=hour, minutes=59)) == state
    assert lib.state_at(history=history, at=NOON - timedelta(seconds=1)) == {}
    for position, entry in enumerate(history):
        forged = (*history[:position], replace(entry, symbol="FORGED"), *history[position + 1 :])
        assert _breaks(lib, forged) == position
        if position + 1 < len(history):
            assert _breaks(lib, (*history[:position], *history[position + 1 :])) == position


def _breaks(lib: Algebra, history: Any) -> int | None:
    try:
        lib.verify(history=history)
    except lib.Broken as broken:
        return int(broken.position)
    return None


def a_translation_is_fresh_for_its_words_only(lib: Algebra, pair: tuple[Tokens, Tokens]) -> None:
    source, later = pair
    translation = lib.Translation("u1", "ru", ("да ",), lib.digest(tokens=source))
    assert lib.freshness(source=source, translation=translation) == "fresh"
    same = "".join(source) == "".join(later)
    assert (lib.freshness(source=later, translation=translation) == "fresh") == same
    assert lib.freshness(source=source, translation=None) == "missing"


def a_decision_stales_what_it_touches(lib: Algebra, pair: tuple[dict[str, Provision], dict[str, Provision]]) -> None:
    before, after = pair
    made = [lib.Translation(u, "ru", ("да ",), lib.digest(tokens=p.tokens)) for u, p in before.items()]
    touched = lib.compare(before=before, after=after).touched & before.keys()
    sources = {u: p.tokens for u, p in after.items()}
    assert lib.stale(sources=sources, translations=made) == {(u, "ru") for u in touched}
    rows = lib.align(sources=sources, translations=made, languages=("ru", "kk"))
    assert [row.provision for row in rows] == list(sources)
    for row in rows:
        expected = "missing" if row.provision not in before else "stale" if row.provision in touched else "fresh"
        assert [v.freshness for v in row.versions] == [expected, "missing"]


def characters_become_tokens(lib: Algebra, example: tuple[Tokens, list[int], list[str]]) -> None:
    base, edges, news = example
    text = "".join(base)
    assume(lib.tokenise(text=text) == base)
    edges = sorted(min(e, len(text)) for e in edges)
    spans, out, position = [], [], 0
    for start, end, new in zip(edges[::2], edges[1::2], news, strict=False):
        if spans and spans[-1].end == start:
            continue
        spans.append(lib.Span(start, end, new))
        out += [text[position:start], new]
        position = end
    out.append(text[position:])
    ops = lib.ops_of(base=base, spans=spans)
    assert "".join(lib.apply(base=base, ops=ops)) == "".join(out)


def phrases_join_over_words(lib: Algebra, pair: tuple[Tokens, Tokens]) -> None:
    """Two words replaced around one unchanged word are one change; around two unchanged words they are two."""
    left, right = ("old ", "x ", "old "), ("new ", "x ", "new ")
    assert lib.diff(before=left, after=right) == (Op(0, 3, right),)
    left, right = ("old ", "x ", "y ", "old "), ("new ", "x ", "y ", "new ")
    assert len(lib.diff(before=left, after=right)) == 2
    for op in lib.diff(before=pair[0], after=pair[1]):
        assert op.words != pair[0][op.start : op.end]


def the_freshest_translation_is_shown(lib: Algebra, pair: tuple[Tokens, Tokens]) -> None:
    today, yesterday = pair
    made = [
        lib.Translation("u1", "ru", ("вчера ",), lib.digest(tokens=(*yesterday, "!"))),
        lib.Translation("u1", "ru", ("сегодня ",), lib.digest(tokens=today)),
        lib.Translation("u1", "ru", ("завтра ",), lib.digest(tokens=(*yesterday, "?"))),
    ]
    for order in itertools.permutations(made):
        (row,) = lib.align(sources={"u1": today}, translations=order, languages=("ru",))
        assert row.versions[0].tokens == ("сегодня ",)


def spans_are_exact(lib: Algebra, example: tuple[Tokens, list[int], list[str]]) -> None:
    """A span over whole tokens touches no other token."""
    base, edges, _ = example
    assume(len(base) > 2)
    at = edges[0] % len(base) if edges else 0
    start = sum(len(token) for token in base[:at])
    ops = lib.ops_of(base=base, spans=[lib.Span(start, start + len(base[at]), "neu")])
    assert all(op.end - op.start <= 1 for op in ops)


def moves_of_clauses_permute(lib: Algebra, example: Moved) -> None:
    order, present, moves = example
    found = lib.relocated(order=order, present=present, moves=moves)
    assert sorted(found) == sorted(present)
    assert [k for k in found if k not in moves] == [k for k in order if k in present and k not in moves]
    asked = lib.moves_of(proposals=moves.values())
    assert asked == tuple(moves.values())
    assert lib.moves_of(proposals=[replace(p, after=None) for p in asked]) == ()
    assert lib.moves_of(proposals=[replace(p, kind=Kind.NOC) for p in asked]) == ()
    for key, move in moves.items():
        alone = lib.relocated(order=order, present=present, moves={key: move})
        if key not in present or move.after == key:
            assert alone == tuple(k for k in order if k in present)
        elif move.after in present:
            assert alone[alone.index(move.after) + 1] == key
        else:
            earlier = order[: order.index(move.after)] if move.after in order else ()
            standing = [k for k in earlier if k in present and k != key]
            assert alone[: alone.index(key)][-1:] == tuple(standing[-1:])
    for (one, first), (two, second) in itertools.combinations(moves.items(), 2):
        both = {one: first, two: second}
        if {one, two} <= present and first.after == second.after and first.after not in {one, two}:
            pair = lib.relocated(order=order, present=present, moves=both)
            assert (pair.index(one) < pair.index(two)) == (first.rank < second.rank)
