"""Each law is worth keeping only if it notices: a deliberate fault in a copy of each function, and its law fails."""

import inspect
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.redline import laws
from tests.redline.algebra import MODULES, REAL, broken
from tests.redline.test_algebra import LAWS

from concord.redline import tokens

Law = Callable[..., None]
# function, module, what is right, what is wrong, the law that must notice
MUTANTS: list[tuple[str, str, str, str, Law]] = [
    ("normalise", "tokens", '"NFC"', '"NFD"', laws.tokens_are_lossless),
    ("tokenise", "tokens", r"|\s+", "", laws.tokens_are_lossless),
    ("tokenise", "tokens", r"|[{_MARKS}]", r"|[{_MARKS}]\s*", laws.brackets_and_marks_stand_alone),
    (
        "digest",
        "tokens",
        '"".join(tokens).encode',
        '"".join(tokens).strip(" ,").encode',
        laws.a_translation_is_fresh_for_its_words_only,
    ),
    ("is_word", "tokens", "is not None or", "is None or", laws.phrases_join_over_words),
    ("text_of", "tokens", 'return "".join(tokens)', 'return " ".join(tokens)', laws.characters_become_tokens),
    (
        "apply",
        "ops",
        "out += base[position : op.start]",
        "out += base[position : op.end]",
        laws.canonical_form_changes_no_effect,
    ),
    ("apply", "ops", "if op.start < position:", "if op.start > position:", laws.canonical_form_changes_no_effect),
    ("canonical", "ops", "end - 1, last - 1", "end - 1, last", laws.canonical_form_changes_no_effect),
    ("canonical", "ops", "words = (*words[1:], words[0])", "words = (*words,)", laws.canonical_form_changes_no_effect),
    ("canonical", "ops", "end < done[-1].start", "end <= done[-1].start", laws.canonical_form_changes_no_effect),
    (
        "check_range",
        "ops",
        "for op in ops:\n        if op.end > len(base)",
        "for op in ops:\n        if op.end >= len(base)",
        laws.nothing_accepted_is_the_base,
    ),
    (
        "shared_ops",
        "ops",
        "s.op.end > s.op.start",
        "s.op.end == s.op.start",
        laws.a_set_without_clashes_reads_as_applied,
    ),
    (
        "shared_ops",
        "ops",
        "asked.setdefault(op, []).append(proposal)",
        "asked[op] = [proposal]",
        laws.every_change_has_a_sponsor,
    ),
    ("diff", "diff", "op.end, last.words", "op.end, op.words", laws.a_difference_leads_to_the_other_text),
    (
        "diff",
        "diff",
        "return canonical(base=before, ops=changes)",
        "return tuple(changes)",
        laws.a_difference_leads_to_the_other_text,
    ),
    ("diff", "diff", "words <= 1", "words < 1", laws.phrases_join_over_words),
    ("clash", "clashes", "*sorted((one.key, other.key))", "one.key, other.key", laws.clashing_is_mutual),
    (
        "clash",
        "clashes",
        "if one == other:\n        return None",
        "if one is other:\n        return None",
        laws.clashing_is_mutual,
    ),
    ("clashes", "clashes", "other.op.end > start", "other.op.end > start + 1", laws.the_sweep_finds_what_pairs_find),
    ("clashes", "clashes", "span.start < gap.start", "span.start <= gap.start", laws.the_sweep_finds_what_pairs_find),
    ("hard", "clashes", "if not found.soft", "if found.soft", laws.what_clashes_needs_retabling),
    (
        "render",
        "render",
        "key=lambda p: p.rank))\n    if len",
        "key=lambda p: p.order))\n    if len",
        laws.supply_order_does_not_matter,
    ),
    (
        "render",
        "render",
        "setdefault(one.op.end, [])",
        "setdefault(one.op.start, [])",
        laws.a_set_without_clashes_reads_as_applied,
    ),
    (
        "render",
        "render",
        "(s.op.inserts, s.rank, s.op)",
        "(not s.op.inserts, s.rank, s.op)",
        laws.a_set_without_clashes_reads_as_applied,
    ),
    (
        "render",
        "render",
        "tuple(dict.fromkeys(d for p in asking for d in p.delegations))",
        "asking[0].delegations",
        laws.every_change_has_a_sponsor,
    ),
    ("project", "render", "elif not chosen:", "elif chosen is None:", laws.nothing_accepted_is_the_base),
    ("project", "render", "sorted(gap, key=itemgetter(0))", "gap", laws.withdrawing_changes_no_other_reading),
    (
        "apply_set",
        "render",
        "        position = one.op.end",
        "        position = one.op.start",
        laws.a_set_without_clashes_reads_as_applied,
    ),
    ("rebase", "rebase", "other.end <= op.start", "other.end < op.start", laws.two_orders_meet_in_a_diamond),
    ("rebase", "rebase", "if op in done:", "if not done:", laws.two_orders_meet_in_a_diamond),
    ("rebase", "rebase", "settled.rank < rank", "settled.rank > rank", laws.two_orders_meet_in_a_diamond),
    ("rebase", "rebase", "if not c.soft", "if c.soft", laws.two_orders_meet_in_a_diamond),
    (
        "consolidate",
        "consolidation",
        "rebase(proposal=p, over=settled",
        "rebase(proposal=p, over=()",
        laws.consolidation_is_joint_application,
    ),
    ("check_words", "consolidation", "lost.subtract(found)", "lost.clear()", laws.words_are_kept),
    ("check_words", "consolidation", "expected.update(shared.op.words)", "", laws.words_are_kept),
    (
        "check_grouping",
        "consolidation",
        "for token in text if (word",
        "for token in text[1:] if (word",
        laws.words_are_kept,
    ),
    (
        "bracketed",
        "brackets",
        "r.start <= piece.start < r.end",
        "r.start < piece.start < r.end",
        laws.brackets_show_exactly_what_is_open,
    ),
    ("bracketed_text", "brackets", "out.append(at[1] * len(open_))", "", laws.brackets_show_exactly_what_is_open),
    ("bracketed_text", "brackets", "_DRAWN.get(token, token) for", "token for", laws.typed_brackets_are_seen),
    ("typed_brackets", "brackets", "if token in _DRAWN)", "if token not in _DRAWN)", laws.typed_brackets_are_seen),
    (
        "is_clean",
        "brackets",
        "not any(p.ops for p in proposals)",
        "not any(p.ops[1:] for p in proposals)",
        laws.brackets_show_exactly_what_is_open,
    ),
    ("reading_order", "tree", "if len(out) < len(known):", "if not known:", laws.moves_permute),
    ("apply_moves", "tree", "parent=move.parent, order=move.order", "parent=move.parent", laws.moves_permute),
    ("between", "tree", "if high - low > 1:", "if high > low:", laws.keys_lie_between),
    ("numbers", "numbering", "(n.tabled, n.uuid)", "(n.order, n.uuid)", laws.spoken_numbers_do_not_move),
    ("numbers", "numbering", "count.get(scope, 0) + 1", "1", laws.numbers_are_total_and_unlike),
    (
        "references",
        "references",
        "return tuple(found[1]",
        "return tuple(found[0]",
        laws.references_resolve_or_are_flagged,
    ),
    ("resolve_references", "references", '"[?]" + found[2]', "token", laws.references_resolve_or_are_flagged),
    (
        "compare",
        "comparison",
        "before[uuid].place != after[uuid].place)",
        "not before)",
        laws.a_comparison_leads_to_the_other,
    ),
    ("apply_comparison", "comparison", "del out[uuid]", "pass", laws.a_comparison_leads_to_the_other),
    (
        "freshness",
        "languages",
        "translation.source == digest",
        "translation.source >= digest",
        laws.a_translation_is_fresh_for_its_words_only,
    ),
    (
        "align",
        "languages",
        "found[place] = translation",
        "found.setdefault(place, translation).source",
        laws.the_freshest_translation_is_shown,
    ),
    (
        "stale",
        "languages",
        "if t.provision not in sources or",
        "if t.provision in sources and",
        laws.a_decision_stales_what_it_touches,
    ),
    ("append", "history", 'history[-1].chain if history else "", at', '"", at', laws.history_holds),
    ("relocated", "relocation", "item[1].rank", "item[0]", laws.moves_of_clauses_permute),
    ("relocated", "relocation", "if not _leads_to(anchor, key, behind)", "if True", laws.moves_of_clauses_permute),
    ("relocated", "relocation", "reversed(before) if", "before if", laws.moves_of_clauses_permute),
    ("moves_of", "relocation", " and p.after is not None)", ")", laws.moves_of_clauses_permute),
    ("seal", "history", "return state, _chain(previous", 'return state, _chain(""', laws.history_holds),
    ("verify", "history", " or entry.chain != chain", "", laws.history_holds),
    ("state_at", "history", "entry.at <= at", "entry.at < at", laws.history_holds),
    ("ops_of", "spans", "bisect_left(edges, span.end)", "bisect_right(edges, span.end)", laws.spans_are_exact),
    ("ops_of", "spans", "position = span.end", "position = span.start", laws.characters_become_tokens),
]


def _notices(lib: object, law: Law) -> None:
    @settings(
        max_examples=2_000,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(LAWS[law])
    def holds(example: object) -> None:
        law(lib, example)

    holds()


@pytest.mark.parametrize(
    ("module", "right", "wrong", "law"),
    [row[1:] for row in MUTANTS],
    ids=[f"{row[0]}-{number}" for number, row in enumerate(MUTANTS)],
)
def test_a_fault_is_noticed(module: str, right: str, wrong: str, law: Law):
    lib = broken(module, right, wrong)
    with pytest.raises(Exception):  # noqa: B017, PT011  # a fault may show as a wrong answer or as any error
        _notices(lib, law)


@pytest.mark.parametrize(
    "law", sorted({row[-1] for row in MUTANTS}, key=lambda law: law.__name__), ids=lambda law: law.__name__
)
def test_a_faithful_copy_passes(law: Law):
    same = "def normalise("
    assert same in inspect.getsource(tokens)
    lib = broken("tokens", same, same)

    @settings(max_examples=10)
    @given(LAWS[law])
    def holds(example: object) -> None:
        law(lib, example)

    holds()


def test_every_function_has_its_fault():
    public = {
        name
        for name, value in REAL.functions.items()
        if inspect.isfunction(value) and value.__module__.removeprefix("concord.redline.") in MODULES
    }
    assert {row[0] for row in MUTANTS} == public
