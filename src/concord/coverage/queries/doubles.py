"""Possible double counting, with what each pair rests on and what the lower total leaves out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table

from concord.coverage.logic import doubles as double_logic
from concord.coverage.logic.activity import BASES
from concord.coverage.logic.likeness import Described, Pair, alike, excluded, same_facts
from concord.coverage.queries.extracts import Extract
from concord.coverage.queries.selecting import line_of, opened, selection, tally_of
from concord.coverage.queries.shelves import Scope, held, placed, read, tables
from concord.coverage.queries.statements import compiled
from concord.coverage.terms import Double, DoubleRule, Doubles, Question
from concord.policy import Actor

_Sums = dict[int, dict[str, Any]]
SHOWN = 200
_RANK = {rule: place for place, rule in enumerate(DoubleRule.values)}


def doubles(*, actor: Actor, question: Question) -> Doubles:
    """Pairs that take most out of the total first. Looks at all visible projects of the period and party, whatever
    measures they serve.
    """
    extract, asked = opened(actor=actor, question=question)
    return doubles_in(extract, asked, actor)


def doubles_in(extract: Extract, asked: Question, actor: Actor) -> Doubles:
    return extract.answer(("doubles", asked), lambda: _doubles(extract, asked, actor))


def _doubles(extract: Extract, question: Question, actor: Actor) -> Doubles:
    extract.load_links(actor)
    scope = selection(extract=extract, question=question).scope
    totals = {row["project"]: row for row in extract.rows(_totals(scope))}
    rows = [*extract.rows(_named(scope)), *extract.rows(_repeated(scope))]
    named = {Pair(upper=row["upper"], lower=row["lower"], rule=row["rule"]) for row in rows}
    described = _described(extract, scope, totals)
    blocks = _blocks(extract, scope, described)
    titled, skipped = alike(blocks=blocks)
    ends = {frozenset((pair.upper, pair.lower)) for pair in named}
    pairs = [*named, *(pair for pair in titled if frozenset((pair.upper, pair.lower)) not in ends)]
    return _answer(extract, pairs, totals, described, skipped)


def _projects(scope: Scope) -> Table:
    return tables().projects.semi_join(scope.activity, "project")


@compiled
def _totals(scope: Scope) -> Table:
    return scope.activity


@compiled
def _named(scope: Scope) -> Table:
    return double_logic.named(projects=_projects(scope), links=tables().links)


@compiled
def _repeated(scope: Scope) -> Table:
    return double_logic.repeated(projects=_projects(scope))


@compiled
def _titled(scope: Scope) -> Table:
    return _projects(scope).join(held("descriptions"), "project")


@compiled
def _candidates(scope: Scope) -> Table:
    rows = double_logic.candidates(
        projects=_projects(scope), columns=placed(), totals=scope.activity, states=scope.states
    )
    return rows.order_by(["block", "project"])


@compiled
def _lines() -> Table:
    """Of the projects chosen just before."""
    told = tables().projects.semi_join(read("chosen projects"), "project").join(held("descriptions"), "project")
    return told.mutate(party=told.reporter)


def _answer(
    extract: Extract,
    pairs: list[Pair],
    totals: dict[int, dict[str, Any]],
    described: dict[int, Described],
    skipped: int,
) -> Doubles:
    taken: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rule_of = {(pair.upper, pair.lower): pair for pair in sorted(pairs, key=lambda p: -_RANK[p.rule])}
    for basis in BASES:
        amounts = {project: row[basis] or 0 for project, row in totals.items()}
        for pair, amount in excluded(pairs=pairs, amounts=amounts):
            taken[pair.upper, pair.lower][basis] = amount
            rule_of.setdefault((pair.upper, pair.lower), pair)
    lines = _chosen(extract, {project for ends in rule_of for project in ends})
    found = sorted(
        (ends for ends in rule_of if frozenset(ends) <= lines.keys()),
        key=lambda ends: (-_most(taken.get(ends, {})), lines[ends[0]]["uuid"], lines[ends[1]]["uuid"]),
    )
    shown = tuple(
        Double(
            upper=line_of(extract=extract, row=lines[upper] | totals[upper]),
            lower=line_of(extract=extract, row=lines[lower] | totals[lower]),
            rule=DoubleRule(rule_of[upper, lower].rule),
            likeness=round(rule_of[upper, lower].score),
            same=same_facts(described[upper], described[lower]),
            excluded=tally_of(taken.get((upper, lower), {})),
        )
        for upper, lower in found[:SHOWN]
    )
    sums = {basis: sum(row[basis] or 0 for row in totals.values()) for basis in BASES}
    less = {basis: sum(amounts.get(basis, 0) for amounts in taken.values()) for basis in BASES}
    return Doubles(
        published=tally_of({"projects": len(totals), **sums}),
        once=tally_of({basis: sums[basis] - less[basis] for basis in BASES}),
        shown=shown,
        found=len(found),
        blocks_skipped=skipped,
    )


def _described(extract: Extract, scope: Scope, totals: _Sums) -> dict[int, Described]:
    rows = extract.rows(_titled(scope))
    return {
        row["project"]: Described(
            project=row["project"],
            title=_title(row["title"]),
            reporter=row["reporter"],
            starts_on=_number(row["starts_on"]),
            ends_on=_number(row["ends_on"]),
            amount=next((totals[row["project"]][basis] for basis in BASES if totals[row["project"]][basis]), None),
        )
        for row in rows
    }


def _blocks(extract: Extract, scope: Scope, described: dict[int, Described]) -> Iterable[list[Described]]:
    blocks: dict[str, list[Described]] = defaultdict(list)
    for row in extract.rows(_candidates(scope)):
        blocks[row["block"]].append(described[row["project"]])
    return blocks.values()


def _chosen(extract: Extract, wanted: set[int]) -> dict[int, dict[str, Any]]:
    extract.store("chosen projects", pa.table({"project": pa.array(sorted(wanted), pa.int64())}))
    return {row["project"]: row for row in extract.rows(_lines())}


def _most(taken: Mapping[str, int]) -> int:
    return max((taken.get(basis, 0) for basis in BASES), default=0)


def _title(stored: str) -> str:
    """As ``Text`` would say it in English, for many rows."""
    words: dict[str, str] = json.loads(stored or "null") or {}
    return words.get("en") or next(iter(words.values()), "")


def _number(day: date | None) -> int | None:
    return day.toordinal() if day else None
