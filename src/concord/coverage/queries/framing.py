"""What a page shows, in one answer: the matrix, which frames every page of this room, and the page's own."""

from concord.coverage.queries.doubles import doubles_in
from concord.coverage.queries.flows import by_country_in, flows_in, progress_in
from concord.coverage.queries.hints import found_in, gaps_in, overlaps_in
from concord.coverage.queries.matrix import matrix_in
from concord.coverage.queries.selecting import opened
from concord.coverage.terms import (
    ColumnName,
    Doubles,
    Flow,
    Framed,
    Gap,
    Overlaps,
    Overview,
    PillarYear,
    Question,
    Tally,
)
from concord.policy import Actor


def overview(*, actor: Actor, question: Question) -> Overview:
    """What a first look at coverage says."""
    extract, asked = opened(actor=actor, question=question)
    gaps = gaps_in(extract, asked, country="", measure="")
    return Overview(matrix=matrix_in(extract, asked), gaps=len(gaps), overlaps=found_in(extract, asked))


def framed_progress(*, actor: Actor, question: Question) -> Framed[tuple[PillarYear, ...]]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), progress_in(extract, asked))


def framed_gaps(*, actor: Actor, question: Question, country: str = "", measure: str = "") -> Framed[tuple[Gap, ...]]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), gaps_in(extract, asked, country, measure))


def framed_overlaps(*, actor: Actor, question: Question, country: str = "", measure: str = "") -> Framed[Overlaps]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), overlaps_in(extract, asked, country, measure))


def framed_doubles(*, actor: Actor, question: Question) -> Framed[Doubles]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), doubles_in(extract, asked, actor))


def framed_flows(*, actor: Actor, question: Question) -> Framed[tuple[Flow, ...]]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), flows_in(extract, asked))


def framed_countries(*, actor: Actor, question: Question) -> Framed[tuple[tuple[ColumnName, Tally], ...]]:
    extract, asked = opened(actor=actor, question=question)
    return Framed(matrix_in(extract, asked), by_country_in(extract, asked))
