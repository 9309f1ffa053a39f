"""The matrix, gaps and hints as JSON, counted from what the caller may see. Amounts are United States dollars."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from concord.coverage import queries
from concord.coverage.exports import balance_rows, double_rows, gap_rows, matrix_rows, overlap_row, party, tally_row
from concord.coverage.terms import ProjectLine, Question
from concord.policy import Actor

router = Router(tags=["coverage"])
MEMBERS = 25
"""Projects listed of one overlap; ``projects`` says how many there are."""
Year = Annotated[int | None, Field(ge=1, le=9999)]


class Asked(Schema):
    """Which of the visible projects are counted. Without a framework the one with the most measures is meant."""

    framework: str = Field("", max_length=60)
    year_from: Year = None
    year_to: Year = None
    provider: str = Field("", max_length=200, description="Code of an organisation in any role.")
    theme: str = Field("", max_length=60)
    country: str = Field("", max_length=20, description="ISO code of a State, or regional.")
    measure: str = Field("", max_length=60, description="Key of a measure, such as GCTS:II.12.")

    @property
    def question(self) -> Question:
        return Question(
            framework=self.framework, since=self.year_from, until=self.year_to, party=self.provider, theme=self.theme
        )


class Amounts(Schema):
    """An amount is null where no money was allocated; ``unconverted`` counts projects with money in no sum."""

    projects: int
    confirmed: int
    budget_usd: float | None
    commitment_usd: float | None
    spending_usd: float | None
    budget_unconverted: int
    commitment_unconverted: int
    spending_unconverted: int


class CellOut(Amounts):
    measure: str
    title: str
    pillar: str
    country: str


class BalanceOut(Amounts):
    place: str


class MatrixOut(Schema):
    """``balance`` says where all money is; its places, ``total`` left out, add up to ``total``."""

    framework: str
    cells: list[CellOut]
    total: Amounts
    balance: list[BalanceOut]


class GapOut(Schema):
    measure: str
    title: str
    pillar: str
    country: str
    regional_projects: int
    other_states: int
    projects_at_other_times: int


class GapsOut(Schema):
    framework: str
    count: int
    gaps: list[GapOut]


class MemberOut(Schema):
    uuid: str
    title: str
    implementer: str
    starts_on: date | None
    ends_on: date | None


class OverlapOut(Schema):
    measure: str
    title: str
    also_for: str
    country: str
    beneficiary: str
    starts_on: date
    ends_on: date
    implementers: int
    projects: int
    overlap_days: int
    likeness: int
    shared_words: str
    members: list[MemberOut]


class OverlapsOut(Schema):
    """Hints, not findings. ``found`` in all; those listed are the longest, similar titles first."""

    framework: str
    found: int
    compared: int
    left_out: int
    overlaps: list[OverlapOut]


class DoubleOut(Schema):
    one: str
    one_title: str
    one_reporter: str
    other: str
    other_title: str
    other_reporter: str
    rule: str
    likeness: int
    same: str
    budget_left_out_usd: float | None
    commitment_left_out_usd: float | None
    spending_left_out_usd: float | None


class DoublesOut(Schema):
    """Two totals: as published, and with possible double reports counted once."""

    found: int
    published: Amounts
    once: Amounts
    pairs: list[DoubleOut]


@router.get("/matrix", response=MatrixOut, summary="Projects and money by measure and country")
@decorate_view(conditional_page)
def matrix(request: HttpRequest, asked: Query[Asked]) -> dict[str, object]:
    seen = queries.matrix(actor=_actor(request), question=asked.question)
    _same(asked, seen.question)
    return {
        "framework": seen.question.framework,
        "cells": matrix_rows(seen, country=asked.country, measure=asked.measure),
        "total": tally_row(seen.total),
        "balance": balance_rows(seen),
    }


@router.get("/gaps", response=GapsOut, summary="Measures without a project in a State")
@decorate_view(conditional_page)
def gaps(request: HttpRequest, asked: Query[Asked]) -> dict[str, object]:
    actor = _actor(request)
    framework = _same(asked, queries.answered(actor=actor, question=asked.question))
    found = queries.gaps(actor=actor, question=asked.question, country=asked.country, measure=asked.measure)
    return {"framework": framework, "count": len(found), "gaps": gap_rows(found)}


@router.get("/overlaps", response=OverlapsOut, summary="Hints: similar work at the same time")
@decorate_view(conditional_page)
def overlaps(request: HttpRequest, asked: Query[Asked]) -> dict[str, object]:
    actor = _actor(request)
    framework = _same(asked, queries.answered(actor=actor, question=asked.question))
    seen = queries.overlaps(actor=actor, question=asked.question, country=asked.country, measure=asked.measure)
    return {
        "framework": framework,
        "found": seen.found,
        "compared": seen.compared,
        "left_out": seen.left_out,
        "overlaps": [{**overlap_row(o), "members": list(map(_member, o.members[:MEMBERS]))} for o in seen.shown],
    }


@router.get("/double-counting", response=DoublesOut, summary="Hints: reports that may be of the same work or money")
@decorate_view(conditional_page)
def double_counting(request: HttpRequest, asked: Query[Asked]) -> dict[str, object]:
    actor = _actor(request)
    _same(asked, queries.answered(actor=actor, question=asked.question))
    seen = queries.doubles(actor=actor, question=asked.question)
    return {
        "found": seen.found,
        "published": tally_row(seen.published),
        "once": tally_row(seen.once),
        "pairs": double_rows(seen),
    }


def _same(asked: Asked, answered: Question) -> str:
    """A page may fall back on what exists; a program must be told. Raises ``Http404``."""
    if asked.framework not in ("", answered.framework) or asked.theme != answered.theme:
        raise Http404
    return answered.framework


def _member(line: ProjectLine) -> dict[str, object]:
    return {
        "uuid": line.uuid,
        "title": str(line.title),
        "implementer": party(line),
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
    }


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
