"""Reading themes, and the vocabulary that classification works with."""

from collections.abc import Iterable
from dataclasses import astuple
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from concord.policy import Actor, visible
from concord.strategy.access import READ_STRATEGY
from concord.strategy.models import Boilerplate, Framework, Measure, SectorCode, Term, Theme
from concord.strategy.queries.readings import provenance_of, theme_summary
from concord.strategy.terms import Aside, Breadth, LanguageWords, Phrase, Sector, ThemeReading, ThemeSummary, Vocabulary
from concord.strategy.terms import Boilerplate as BoilerplateReading
from concord.ui.pages import found

T = TypeVar("T", Phrase, Sector)


def themes(*, actor: Actor) -> tuple[ThemeSummary, ...]:
    return tuple(theme_summary(row) for row in _themes(actor=actor))


def theme(*, actor: Actor, code: str) -> ThemeReading:
    """Raises ``Http404``."""
    row = found(_themes(actor=actor).prefetch_related("terms"), code=code)
    phrases: dict[str, list[Term]] = {}
    for term in row.terms.all():
        phrases.setdefault(term.language, []).append(term)
    return ThemeReading(
        theme=theme_summary(row),
        provenance=provenance_of(row),
        words=tuple(
            LanguageWords(
                language=language, phrases=tuple(t.phrase for t in sorted(said, key=lambda t: (-t.weight, t.phrase)))
            )
            for language, said in phrases.items()
        ),
    )


def vocabulary() -> Vocabulary:
    """Everything by which measures and themes are recognised, in a fixed order, for a classifier. Seven queries."""
    terms = Term.objects.select_related("measure", "theme")
    sectors = SectorCode.objects.select_related("measure", "theme")
    measures = list(Measure.objects.values_list("key", "breadth"))
    return Vocabulary(
        measures=tuple(key for key, _ in measures),
        themes=tuple(Theme.objects.values_list("code", flat=True)),
        phrases=_in_order(
            Phrase(
                subject=_subject(term),
                language=term.language,
                phrase=term.phrase,
                weight=term.weight,
                needs=tuple(term.needs),
                excludes=tuple(term.excludes),
            )
            for term in terms
        ),
        sectors=_in_order(
            Sector(
                subject=_subject(row),
                vocabulary=f"{row.vocabulary}@{row.publisher}" if row.publisher else row.vocabulary,
                code=row.code,
                name=row.name,
                weight=row.weight,
                needs=tuple(row.needs),
            )
            for row in sectors
        ),
        outside=(Aside.ADJACENT.value, *Theme.objects.filter(measures=None).values_list("code", flat=True)),
        wide=tuple(key for key, breadth in measures if breadth == Breadth.WIDE),
        boilerplate=tuple(
            BoilerplateReading(pattern=row.pattern, publisher=row.publisher, why=row.why)
            for row in Boilerplate.objects.all()
        ),
        calibration=tuple(
            sorted(
                (name, number)
                for numbers in Framework.objects.values_list("calibration", flat=True)
                for name, number in numbers.items()
            )
        ),
    )


def _themes(*, actor: Actor) -> QuerySet[Theme]:
    rows = visible(actor=actor, action=READ_STRATEGY, queryset=Theme.objects.all())
    return rows.prefetch_related(Prefetch("measures", Measure.objects.select_related("framework", "pillar")))


def _in_order(values: Iterable[T]) -> tuple[T, ...]:
    """Sorted here, since databases order letters each in its own way."""
    return tuple(sorted(values, key=astuple))


def _subject(row: Term | SectorCode) -> str:
    if row.measure is not None:
        return row.measure.key
    return row.theme.code if row.theme is not None else row.aside
