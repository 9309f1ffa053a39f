"""Precision, recall, F1 and how uncertain they are."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Score:
    """Of found and expected; counts may be weighted."""

    hits: float
    false: float
    missed: float

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        whole = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled activity: what was expected, what was found; ``weight`` for how many it stands."""

    stratum: str
    relevant: bool
    found_relevant: bool
    measures: frozenset[str]
    found: frozenset[str]
    first: str = ""
    weight: float = 1.0


def relevance_score(cases: Sequence[Case]) -> Score:
    return Score(
        sum(case.weight for case in cases if case.relevant and case.found_relevant),
        sum(case.weight for case in cases if not case.relevant and case.found_relevant),
        sum(case.weight for case in cases if case.relevant and not case.found_relevant),
    )


def by_measure(cases: Sequence[Case]) -> dict[str, Score]:
    hits, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        hits.update(case.measures & case.found)
        false.update(case.found - case.measures)
        missed.update(case.measures - case.found)
    return {key: Score(hits[key], false[key], missed[key]) for key in hits | false | missed}


def micro(cases: Sequence[Case]) -> Score:
    scores = by_measure(cases).values()
    return Score(sum(s.hits for s in scores), sum(s.false for s in scores), sum(s.missed for s in scores))


def macro_f1(cases: Sequence[Case], *, keys: Sequence[str]) -> float:
    scores = by_measure(cases)
    return sum(scores[key].f1 if key in scores else 0.0 for key in keys) / len(keys)


def interval(items: Sequence[T], measure: Callable[[Sequence[T]], float], *, draws: int = 2000) -> tuple[float, float]:
    """The middle 95 of 100 of the measure over samples drawn anew with replacement (bootstrap), always the same."""
    rng = random.Random(20060908)  # noqa: S311  # repeatable, nothing secret
    values = sorted(measure(rng.choices(items, k=len(items))) for _ in range(draws))
    return values[int(draws * 0.025)], values[int(draws * 0.975) - 1]
