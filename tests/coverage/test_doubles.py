from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.coverage.samples import stored

from concord.coverage.logic.doubles import named, repeated
from concord.coverage.logic.likeness import Described, Pair, alike, closest, excluded, same_facts, shared_words

LEVELS = ("parent", "provider")
pairs = st.builds(
    Pair,
    upper=st.integers(1, 6),
    lower=st.integers(1, 6),
    rule=st.sampled_from(("parent", "provider", "identifier", "title")),
).filter(lambda pair: pair.upper != pair.lower)
amounts = st.dictionaries(st.integers(1, 6), st.integers(0, 100))


def project(number: int, identifier: str, *, secondary: bool = False) -> dict[str, object]:
    empty = {"reporter": "", "beneficiary": "", "starts_on": None, "ends_on": None}
    return {"project": number, "identifier": identifier, "secondary": secondary, **empty}


def link(number: int, kind: str, identifier: str) -> dict[str, object]:
    return {"project": number, "kind": kind, "identifier": identifier}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("parent", (2, 1, "parent")),
        ("child", (1, 2, "parent")),
        ("provider", (2, 1, "provider")),
        ("receiver", (1, 2, "provider")),
        ("third_party", (1, 2, "third_party")),
    ],
)
def test_who_stands_above_follows_from_the_kind_of_link(backend: Backend, kind: str, expected: tuple[int, int, str]):
    projects = stored(backend, "projects", [project(1, "A"), project(2, "B")])
    links = stored(
        backend, "links", [link(1, kind, "B"), link(1, "sibling", "B"), link(1, kind, "A"), link(1, kind, "X")]
    )
    [row] = backend.to_pyarrow(named(projects=projects, links=links)).to_pylist()
    assert (row["upper"], row["lower"], row["rule"]) == expected


def test_one_identifier_reported_twice_stands_on_the_report_that_is_not_secondary(backend: Backend):
    rows = [project(1, "A", secondary=True), project(2, "A"), project(3, "A"), project(4, ""), project(5, "")]
    found = backend.to_pyarrow(repeated(projects=stored(backend, "projects", rows))).to_pylist()
    assert sorted((row["upper"], row["lower"]) for row in found) == [(2, 1), (2, 3)]


@given(some=st.lists(pairs, max_size=8), money=amounts)
def test_what_is_left_out_is_never_more_than_there_is(some: list[Pair], money: dict[int, int]):
    taken = excluded(pairs=some, amounts=money)
    assert all(amount > 0 for _, amount in taken)
    left = sum(money.values()) - sum(amount for _, amount in taken)
    assert left >= max(money.values(), default=0)


@settings(max_examples=50)
@given(some=st.lists(pairs, max_size=8), money=amounts, random=st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(some: list[Pair], money: dict[int, int], random: object):
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert excluded(pairs=some, amounts=money) == excluded(pairs=mixed, amounts=money)


@pytest.mark.parametrize(
    ("some", "money", "left"),
    [
        ([Pair(upper=1, lower=2, rule="title")], {1: 100, 2: 90}, 100),
        ([Pair(upper=1, lower=2, rule="title"), Pair(upper=2, lower=3, rule="former")], {1: 10, 2: 30, 3: 20}, 30),
        ([Pair(upper=1, lower=n, rule="parent") for n in (2, 3)], {1: 100, 2: 40, 3: 60}, 100),
        ([Pair(upper=1, lower=n, rule="parent") for n in (2, 3)], {1: 10, 2: 40, 3: 60}, 100),
        ([Pair(upper=1, lower=n, rule="parent") for n in (2, 3)], {2: 40, 3: 60}, 100),
        ([Pair(upper=1, lower=2, rule="provider")], {1: 100, 2: 30}, 100),
        ([Pair(upper=1, lower=2, rule="parent"), Pair(upper=2, lower=3, rule="parent")], {1: 9, 2: 9, 3: 9}, 9),
        ([Pair(upper=n, lower=3, rule="provider") for n in (1, 2)], {1: 60, 2: 40, 3: 100}, 100),
        ([Pair(upper=n, lower=3, rule="provider") for n in (1, 2)], {1: 100, 2: 100, 3: 100}, 200),
    ],
)
def test_money_counts_once(some: Sequence[Pair], money: dict[int, int], left: int):
    assert sum(money.values()) - sum(amount for _, amount in excluded(pairs=some, amounts=money)) == left


TITLE = "Support to border management in the Ferghana valley"


def described(number: int, title: str = TITLE, **facts: object) -> Described:
    return Described(**({"project": number, "title": title, "reporter": f"r{number}"} | facts))


def test_alike_needs_a_title_a_fact_and_two_reporters():
    one = described(1, starts_on=5, amount=1000)
    block = [
        one,
        described(2, "Support to the border management in Ferghana Valley", starts_on=5),
        described(3, amount=1005),
        described(4, starts_on=6, amount=2000),
        described(5, starts_on=5, reporter="r1"),
        described(6, "Prison reform in the whole country", starts_on=5),
    ]
    found, skipped = alike(blocks=[block, [one, *block[1:3]], [described(7, "Training"), described(8, "Training")]])
    assert [(pair.upper, pair.lower) for pair in found] == [(1, 2), (1, 3), (2, 5)]
    assert skipped == 0


def test_a_block_too_large_to_tell_anything_is_counted_and_left():
    block = [described(number, starts_on=1) for number in range(401)]
    assert alike(blocks=[block]) == ((), 1)


def test_facts_agree_only_when_both_are_known():
    one, other = described(1, starts_on=1, ends_on=2, amount=100), described(2, starts_on=1, amount=101)
    assert same_facts(one, other) == ("starts_on", "amount")
    assert same_facts(described(1), described(2)) == ()


def test_shared_words_and_likeness_are_the_evidence():
    titles = ["Training of border guards", "Border guards: training", "Prisons"]
    assert shared_words(titles) == ("border", "guards", "training")
    assert closest(titles=titles[:2], implementers=["a", "b"]) > 80
    assert closest(titles=titles[:2], implementers=["a", "a"]) == 0
