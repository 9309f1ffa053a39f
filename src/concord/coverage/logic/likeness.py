"""Titles that say the same, and money counted once: plain Python over the few rows that Ibis has found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

ALIKE = 88.0
"""Percent of likeness (token sort ratio) from which two titles are shown as the same."""
BLOCK = 400
"""A block with more projects is not compared: its members have nothing particular in common."""
SHORTEST = 12
"""Letters: shorter titles ("Training") are like too many others."""
_LEVELS = frozenset({"parent", "provider"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is compared: any words, the day it begins, money in cents, who reports it."""

    project: int
    title: str
    reporter: str
    starts_on: int | None = None
    ends_on: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """``rule``: parent, provider (money of ``upper`` flows into ``lower``); identifier, third_party, participant,
    former, title (the same work twice). ``score`` is the likeness of the titles, 100 where an identifier says so.
    """

    upper: int
    lower: int
    rule: str
    score: float = 100.0


def alike(*, blocks: Iterable[Sequence[Described]]) -> tuple[tuple[Pair, ...], int]:
    """Pairs by different reporters whose titles say the same and that also begin or end on the same day, or have the
    same money within a hundredth; and how many blocks were too large to compare. Each pair once, in order.
    """
    found: dict[tuple[int, int], float] = {}
    skipped = 0
    for block in blocks:
        telling = [each for each in block if len(each.title) >= SHORTEST]
        if len(telling) > BLOCK:
            skipped += 1
            continue
        titles = [utils.default_process(each.title) for each in telling]
        scores = process.cdist(titles, titles, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        for i, j in zip(*scores.nonzero(), strict=True):
            one, other = telling[i], telling[j]
            if one.project < other.project and one.reporter != other.reporter and same_facts(one, other):
                found[one.project, other.project] = float(scores[i, j])
    return tuple(Pair(upper=a, lower=b, rule="title", score=round(found[a, b], 1)) for a, b in sorted(found)), skipped


def same_facts(one: Described, other: Described) -> tuple[str, ...]:
    """Which of ``starts_on``, ``ends_on``, ``amount`` are known of both and the same."""
    same = [name for name in ("starts_on", "ends_on") if _equal(getattr(one, name), getattr(other, name))]
    if one.amount and other.amount and abs(one.amount - other.amount) * 100 <= max(one.amount, other.amount):
        same.append("amount")
    return tuple(same)


def shared_words(titles: Sequence[str], *, least: int = 4) -> tuple[str, ...]:
    """Words of at least ``least`` letters that occur in two or more of the titles, the most frequent first."""
    seen: dict[str, int] = defaultdict(int)
    for title in titles:
        for word in set(utils.default_process(title).split()):
            if len(word) >= least:
                seen[word] += 1
    return tuple(word for word, count in sorted(seen.items(), key=lambda item: (-item[1], item[0])) if count > 1)


def closest(*, titles: Sequence[str], implementers: Sequence[str]) -> float:
    """How alike the two most alike titles of different implementers are, in percent."""
    processed = [utils.default_process(title) for title in titles]
    scores = process.cdist(processed, processed, scorer=fuzz.token_set_ratio)
    return max(
        (float(scores[i, j]) for i in range(len(titles)) for j in range(i) if implementers[i] != implementers[j]),
        default=0.0,
    )


def excluded(*, pairs: Iterable[Pair], amounts: Mapping[int, int]) -> tuple[tuple[Pair, int], ...]:
    """What each pair takes out of the total so that money counts once, in one basis; only pairs that take something.

    Of projects that say the same work the largest amount stays. Then, level by level: what flows from ``upper`` into
    ``lower`` is taken once, never more than either has. The order of the pairs given does not matter.
    """
    ordered = sorted(set(pairs))
    same = [pair for pair in ordered if pair.rule not in _LEVELS]
    root_of = _merged(same)
    groups: dict[int, list[int]] = defaultdict(list)
    for project, root in root_of.items():
        groups[root].append(project)
    taken: list[tuple[Pair, int]] = []
    kept = {project: amount for project, amount in amounts.items() if project not in root_of}
    said = {frozenset((pair.upper, pair.lower)): pair for pair in reversed(same)}
    named = {project: pair for pair in reversed(same) for project in (pair.upper, pair.lower)}
    for root, group in sorted(groups.items()):
        first, *others = sorted(group, key=lambda project: (-amounts.get(project, 0), project))
        kept[root] = amounts.get(first, 0)
        for other in others:
            pair = said.get(frozenset((first, other))) or named[other]
            taken.append((Pair(upper=first, lower=other, rule=pair.rule, score=pair.score), amounts.get(other, 0)))
    return tuple((pair, amount) for pair, amount in (*taken, *_levels(ordered, root_of, kept)) if amount > 0)


def _levels(pairs: Sequence[Pair], root_of: Mapping[int, int], kept: Mapping[int, int]) -> Iterable[tuple[Pair, int]]:
    above, below = dict(kept), dict(kept)
    done: set[frozenset[int]] = set()
    for pair in (pair for pair in pairs if pair.rule in _LEVELS):
        upper, lower = root_of.get(pair.upper, pair.upper), root_of.get(pair.lower, pair.lower)
        ends = frozenset((upper, lower))
        if upper == lower or ends in done:
            continue
        done.add(ends)
        amount = min(above.get(upper, 0), below.get(lower, 0))
        if amount > 0:
            above[upper] -= amount
            below[lower] -= amount
        yield pair, amount


def _merged(pairs: Iterable[Pair]) -> dict[int, int]:
    """Each project of a pair with the least id of all that it is joined to."""
    root: dict[int, int] = {}

    def find(project: int) -> int:
        while root.setdefault(project, project) != project:
            root[project] = root[root[project]]
            project = root[project]
        return project

    for pair in pairs:
        a, b = find(pair.upper), find(pair.lower)
        root[max(a, b)] = min(a, b)
    return {project: find(project) for project in root}


def _equal(one: int | None, other: int | None) -> bool:
    return one is not None and one == other
