"""Reading themes, and the vocabulary that classification works with."""

from django.db.models import Prefetch, QuerySet

from concord.policy import Actor, visible
from concord.strategy.access import READ_STRATEGY
from concord.strategy.models import Framework, Measure, SectorCode, Term, Theme
from concord.strategy.queries.readings import provenance_of, theme_summary
from concord.strategy.terms import LanguageWords, Phrase, Sector, ThemeReading, ThemeSummary, Vocabulary
from concord.ui.pages import found


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
    """Everything by which measures and themes are recognised, in a fixed order, for a classifier. Six queries."""
    subject = ("measure__position", "theme__position")
    terms = Term.objects.select_related("measure", "theme").order_by(*subject, "language", "phrase", "weight", "pk")
    sectors = SectorCode.objects.select_related("measure", "theme").order_by(*subject, "vocabulary", "code", "pk")
    return Vocabulary(
        measures=tuple(Measure.objects.values_list("key", flat=True)),
        themes=tuple(Theme.objects.values_list("code", flat=True)),
        phrases=tuple(
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
        sectors=tuple(
            Sector(subject=_subject(row), vocabulary=row.vocabulary, code=row.code, weight=row.weight)
            for row in sectors
        ),
        outside=tuple(Theme.objects.filter(measures=None).values_list("code", flat=True)),
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


def _subject(row: Term | SectorCode) -> str:
    if row.measure is not None:
        return row.measure.key
    return row.theme.code if row.theme is not None else ""
