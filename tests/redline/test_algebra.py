"""Every law of the algebra against the real functions."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.redline import drawn, laws
from tests.redline.algebra import REAL

from concord.redline.brackets import bracketed
from concord.redline.diff import diff
from concord.redline.numbering import numbers
from concord.redline.ops import OpsOverlap, OutOfText, apply, canonical
from concord.redline.render import Clashing, apply_set, project, render
from concord.redline.spans import Span, ops_of
from concord.redline.tokens import tokenise
from concord.redline.tree import Node
from concord.redline.values import Op, Proposal

pairs = st.tuples(drawn.tokens, drawn.tokens)
SPANS = st.tuples(
    drawn.texts.map(lambda text: tokenise(text=text)),
    st.lists(st.integers(0, 40), max_size=6),
    st.lists(st.sampled_from(("", "a", "б ", " x", "[y] ")), min_size=3, max_size=3),
)
LAWS: dict[Callable[..., None], st.SearchStrategy[Any]] = {
    laws.tokens_are_lossless: drawn.texts,
    laws.brackets_and_marks_stand_alone: drawn.texts,
    laws.a_difference_leads_to_the_other_text: pairs,
    laws.canonical_form_changes_no_effect: drawn.bases_with_ops(),
    laws.nothing_accepted_is_the_base: drawn.tabled(),
    laws.one_accepted_is_that_one_applied: drawn.tabled(),
    laws.supply_order_does_not_matter: drawn.tabled(),
    laws.withdrawing_changes_no_other_reading: drawn.tabled_and_chosen(),
    laws.clashing_is_mutual: drawn.tabled(),
    laws.the_sweep_finds_what_pairs_find: drawn.tabled(),
    laws.a_set_without_clashes_reads_as_applied: drawn.tabled(),
    laws.two_orders_meet_in_a_diamond: drawn.tabled(most=3),
    laws.consolidation_is_joint_application: drawn.tabled_and_chosen(),
    laws.what_clashes_needs_retabling: drawn.tabled_and_chosen(),
    laws.words_are_kept: drawn.tabled_and_chosen(),
    laws.every_change_has_a_sponsor: drawn.tabled(),
    laws.brackets_show_exactly_what_is_open: drawn.tabled(),
    laws.typed_brackets_are_seen: drawn.tokens,
    laws.numbers_are_total_and_unlike: drawn.trees(),
    laws.spoken_numbers_do_not_move: drawn.trees(),
    laws.moves_permute: drawn.trees_and_moves(),
    laws.moves_of_clauses_permute: drawn.relocations(),
    laws.keys_lie_between: st.lists(st.booleans(), max_size=30),
    laws.references_resolve_or_are_flagged: st.lists(st.booleans(), max_size=5),
    laws.a_comparison_leads_to_the_other: st.tuples(drawn.revisions, drawn.revisions),
    laws.history_holds: st.lists(drawn.revisions, max_size=3),
    laws.a_translation_is_fresh_for_its_words_only: pairs,
    laws.a_decision_stales_what_it_touches: st.tuples(drawn.revisions, drawn.revisions),
    laws.phrases_join_over_words: pairs,
    laws.the_freshest_translation_is_shown: pairs,
    laws.spans_are_exact: SPANS,
    laws.characters_become_tokens: SPANS,
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Callable[..., None]):
    @given(LAWS[law])
    def holds(example: Any) -> None:
        law(REAL, example)

    holds()


def test_tokens_of_a_provision():
    found = tokenise(text="Oʻzbekiston, II.12 [shall] counter-terrorism maʼlumot 1,000.")
    assert found == (
        "Oʻzbekiston", ",", " ", "II", ".", "12 ", "[", "shall", "]", " ", "counter-terrorism ", "maʼlumot ",
        "1,000", ".",
    )  # fmt: skip


def test_phrases_join_across_one_unchanged_word():
    before, after = (
        tokenise(text="States shall promptly and fully report"),
        tokenise(text="Parties shall swiftly and fully tell"),
    )
    assert diff(before=before, after=after) == (Op(0, 3, ("Parties ", "shall ", "swiftly ")), Op(5, 6, ("tell",)))


def test_brackets_around_a_word_keep_the_word():
    before, after = tokenise(text="States, shall, report"), tokenise(text="States[, shall, ]report")
    assert diff(before=before, after=after) == (Op(1, 1, ("[",)), Op(6, 6, ("]",)))


def test_the_same_words_to_one_end_in_either_place():
    base = tokenise(text="a. b.")
    assert canonical(base=base, ops=[Op(4, 4, (".", " ", "c"))]) == (Op(5, 5, (" ", "c", ".")),)


def test_shall_should_may_never_merge():
    base = tokenise(text="States shall report")
    one = Proposal("kz-1", "Kazakhstan", (Op(1, 2, ("should ",)),), order=1)
    two = Proposal("uz-1", "Uzbekistan", (Op(1, 2, ("may ",)),), order=2)
    with pytest.raises(Clashing, match=r"kz-1 and uz-1: overlap at 1\.\.2"):
        apply_set(base=base, proposals=[one, two])
    rendering = render(base=base, proposals=[two, one])
    assert [(s.kind, "".join(s.tokens), s.sponsors) for s in rendering.segments] == [
        ("kept", "States ", ()),
        ("deleted", "shall ", ("Kazakhstan", "Uzbekistan")),
        ("inserted", "should ", ("Kazakhstan",)),
        ("inserted", "may ", ("Uzbekistan",)),
        ("kept", "report", ()),
    ]
    assert project(rendering=rendering, accepted=["uz-1"]) == tokenise(text="States may report")
    reasons = {b.reason for piece in bracketed(base=base, proposals=[one, two]) for b in piece.brackets}
    assert reasons == {"alternatives"}


def test_reading_with_an_unknown_proposal_is_refused():
    with pytest.raises(KeyError, match="kz-9"):
        project(rendering=render(base=(), proposals=()), accepted=["kz-9"])


def test_two_proposals_with_one_key_are_refused():
    one = Proposal("kz-1", "Kazakhstan", (Op(0, 0, ("a",)),))
    with pytest.raises(ValueError, match="same key"):
        render(base=(), proposals=[one, Proposal("kz-1", "Uzbekistan", ())])


@pytest.mark.parametrize("bad", [(2, 1, ()), (-1, 0, ("a",)), (1, 1, ())])
def test_impossible_operations_are_refused(bad: tuple[int, int, tuple[str, ...]]):
    with pytest.raises(ValueError, match="operation"):
        Op(*bad)


def test_operations_that_do_not_fit_are_refused():
    with pytest.raises(OutOfText):
        apply(base=("a",), ops=[Op(0, 2)])
    with pytest.raises(OpsOverlap):
        apply(base=("a", "b"), ops=[Op(0, 2), Op(1, 2)])
    with pytest.raises(OpsOverlap):
        ops_of(base=("abc",), spans=[Span(0, 2), Span(1, 3)])
    with pytest.raises(OutOfText):
        ops_of(base=("abc",), spans=[Span(0, 4)])
    with pytest.raises(ValueError, match="sorted and disjoint"):
        Proposal("k", "Kazakhstan", (Op(0, 2), Op(1, 3)))


def test_soft_numbers():
    nodes = [
        Node("a", "measure", order="a", soft=True, tabled=1),
        Node("b", "measure", order="b"),
        Node("c", "measure", order="c", soft=True, tabled=5),
        Node("d", "measure", order="d", soft=True, tabled=2),
        Node("e", "measure", order="e"),
        Node("f", "part", order="f"),
        Node("g", "subparagraph", "e", "a"),
    ]
    labels = {"a": "-1", "b": "1", "c": "1 ter", "d": "1 bis", "e": "2", "f": "I", "g": "(a)"}
    assert numbers(nodes=nodes) == labels
