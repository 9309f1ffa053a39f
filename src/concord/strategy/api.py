"""Strategies, measures, themes and the vocabulary, as JSON. Lists are lists: a pair would be taken for a status and
a body.
"""

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import LimitOffsetPagination, paginate

from concord.policy import Actor
from concord.strategy import queries
from concord.strategy.terms import (
    FrameworkReading,
    FrameworkSummary,
    MeasureName,
    MeasureReading,
    ThemeReading,
    ThemeSummary,
    Vocabulary,
)

router = Router(tags=["strategy"])


@router.get("/frameworks", response=list[FrameworkSummary], summary="Strategies and plans, side by side")
def frameworks(request: HttpRequest) -> list[FrameworkSummary]:
    return list(queries.frameworks(actor=_actor(request)))


@router.get("/frameworks/{code}", response=FrameworkReading, summary="One framework with its pillars and measures")
def framework(request: HttpRequest, code: str) -> FrameworkReading:
    return queries.framework(actor=_actor(request), code=code)


@router.get("/measures", response=list[MeasureName], summary="Measures by name, of one framework or all")
@paginate(LimitOffsetPagination)
def measures(request: HttpRequest, framework: str = "") -> list[MeasureName]:
    return list(queries.measures(actor=_actor(request), framework=framework))


@router.get("/measures/{framework}/{number}", response=MeasureReading, summary="One measure with what is known of it")
def measure(request: HttpRequest, framework: str, number: str) -> MeasureReading:
    return queries.measure(actor=_actor(request), framework=framework, number=number)


@router.get("/themes", response=list[ThemeSummary], summary="Themes with their measures")
def themes(request: HttpRequest) -> list[ThemeSummary]:
    return list(queries.themes(actor=_actor(request)))


@router.get("/themes/{code}", response=ThemeReading, summary="One theme with its measures and words")
def theme(request: HttpRequest, code: str) -> ThemeReading:
    return queries.theme(actor=_actor(request), code=code)


@router.get("/vocabulary", response=Vocabulary, summary="The words and sector codes by which measures are recognised")
def vocabulary(request: HttpRequest) -> Vocabulary:  # noqa: ARG001  every view takes the request
    return queries.vocabulary()


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
