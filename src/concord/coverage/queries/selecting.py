"""From a reader's question to the projects, allocations and money that it is about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from ibis.expr.types import Table

from concord.coverage.logic.activity import BASES
from concord.coverage.logic.tables import Period
from concord.coverage.queries.extracts import Extract, extract_for
from concord.coverage.queries.reference import FrameworkEntry
from concord.coverage.queries.shelves import Scope, held, tables
from concord.coverage.terms import ProjectLine, Question, Tally
from concord.policy import Actor
from concord.ui.text import Text

_CENTS = Decimal("0.01")
_COUNTS = ("projects", "confirmed", *(f"{basis}_unconverted" for basis in BASES))


@dataclass(frozen=True)
class Selection:
    extract: Extract
    framework: FrameworkEntry | None
    scope: Scope


def selection(*, extract: Extract, question: Question) -> Selection:
    extract.link(question.framework)
    wanted = extract.reference.themes[question.theme][1] if question.theme else None
    scope = Scope(
        framework=question.framework,
        states=extract.reference.codes,
        period=Period(question.since, question.until),
        party=question.party,
        measures=None if wanted is None else tuple(sorted(wanted)),
    )
    return Selection(extract=extract, framework=extract.reference.framework(question.framework), scope=scope)


def known(*, extract: Extract, question: Question) -> Question:
    """The question as it can be answered: what does not exist is as if it had not been asked for."""
    reference = extract.reference
    framework = reference.framework(question.framework) or reference.framework("")
    theme = question.theme if question.theme in reference.themes else ""
    return replace(question, framework=framework.code if framework else "", theme=theme)


def opened(*, actor: Actor, question: Question) -> tuple[Extract, Question]:
    """The actor's extract of this moment, and the question as it can be answered. One query when it is remembered."""
    extract = extract_for(actor=actor)
    return extract, known(extract=extract, question=question)


def answered(*, actor: Actor, question: Question) -> Question:
    """What will be answered if this is asked, for doors that must not answer another question."""
    return opened(actor=actor, question=question)[1]


def described(rows: Table) -> Table:
    """With what a line of a page says of its project, of an expression with ``project`` and any of: ``party``, the
    columns of ``cells``, ``place_share``, ``measure_share``.
    """
    dated = tables().projects.select("project", "starts_on", "ends_on")
    return rows.join(held("descriptions"), "project").join(dated, "project", rname="of_project_{name}")


def line_of(*, extract: Extract, row: Mapping[str, Any]) -> ProjectLine:
    return ProjectLine(
        uuid=str(UUID(row["uuid"])),
        title=Text.from_json(json.loads(row["title"] or "null")),
        party=extract.reference.label(row["party"]) if row.get("party") else None,
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        tally=tally_of(row),
        is_confirmed=bool(row.get("confirmed")),
        place_share=row.get("place_share"),
        measure_share=row.get("measure_share"),
    )


def tally_of(row: Mapping[str, Any] | None) -> Tally:
    """From a row of ``cells``: cents become dollars."""
    if row is None:
        return Tally()
    counts: dict[str, Any] = {name: int(row.get(name) or 0) for name in _COUNTS}
    return replace(Tally(**money_of(row)), **counts)


def money_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {basis: dollars(row.get(basis)) for basis in BASES}


def dollars(cents: int | None) -> Decimal | None:
    return None if cents is None else (Decimal(int(cents)) * _CENTS).quantize(_CENTS)
