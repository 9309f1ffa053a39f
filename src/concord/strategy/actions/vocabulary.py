"""Loading the words and sector codes by which measures and themes are recognised."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from concord.journal.actions import record
from concord.policy import Actor, require
from concord.strategy.access import LOAD_VOCABULARY
from concord.strategy.actions.ledger import Ledger, by_code, tally, touched
from concord.strategy.models import Boilerplate, Framework, Measure, SectorCode, Term, Theme
from concord.strategy.terms import Aside, BoilerplateDefinition, LoadReport, SubjectVocabulary, VocabularyDefinition


@transaction.atomic
def load_vocabulary(*, actor: Actor, definition: VocabularyDefinition, at: datetime) -> LoadReport:
    """The words of every measure and theme that the definition names follow it; those of others stay. Raises
    ``UnknownReference``.
    """
    require(actor=actor, action=LOAD_VOCABULARY)
    ledger = Ledger()
    frameworks = by_code(Framework.objects, definition.calibration, field="code", kind="framework")
    for code, numbers in definition.calibration.items():
        ledger.put(
            Framework.objects.all(),
            key=code,
            where={"pk": frameworks[code].pk},
            values={"calibration": dict(sorted(numbers.items()))},
        )
    measures = by_code(Measure.objects, definition.measures, field="key", kind="measure")
    themes = by_code(Theme.objects, definition.themes, field="code", kind="theme")
    for key, words in definition.measures.items():
        ledger.put(
            Measure.objects.all(),
            key=key,
            where={"pk": measures[key].pk},
            values={"breadth": words.breadth, "counts_when": words.rule},
        )
        _put_words(ledger, words, owner=Measure, key=key, measure=measures[key])
    for code, words in definition.themes.items():
        _put_words(ledger, words, owner=Theme, key=code, theme=themes[code])
    _put_words(ledger, definition.relevance, owner=Term, key=Aside.RELEVANCE, aside=Aside.RELEVANCE)
    _put_words(ledger, definition.adjacent, owner=Term, key=Aside.ADJACENT, aside=Aside.ADJACENT)
    for aside, kinds in ((Aside.BENEFICIARY, definition.beneficiaries), (Aside.MODALITY, definition.modalities)):
        for code, words in kinds.items():
            _put_words(ledger, words, owner=Term, key=aside.of(code), aside=aside.of(code))
    _put_boilerplate(ledger, definition.ignore)
    report = ledger.report()
    record(actor=actor, act=LOAD_VOCABULARY.name, items=touched(report), at=at, summary=tally(report))
    return report


def _put_words(
    ledger: Ledger, stated: SubjectVocabulary, *, owner: type[Model], key: str, **of: Measure | Theme | str
) -> None:
    """``of`` says whose words they are: one measure, one theme, or what stands aside."""
    terms = [
        Term(
            **of,
            language=language,
            phrase=term.phrase,
            weight=term.weight,
            needs=list(term.needs),
            excludes=list(term.excludes),
        )
        for language, terms in stated.terms.items()
        for term in terms
    ]
    sectors = [
        SectorCode(
            **of,
            vocabulary=sector.vocabulary,
            publisher=sector.publisher,
            code=sector.code,
            name=sector.name,
            weight=sector.weight,
            needs=list(sector.needs),
        )
        for sector in stated.sectors
    ]
    ledger.make_exactly(Term.objects.filter(**of), terms, owner=owner, key=key, name="terms")
    ledger.make_exactly(SectorCode.objects.filter(**of), sectors, owner=owner, key=key, name="sectors")


def _put_boilerplate(ledger: Ledger, stated: tuple[BoilerplateDefinition, ...]) -> None:
    wanted = [Boilerplate(pattern=each.pattern, publisher=each.publisher, why=each.why) for each in stated]
    ledger.make_exactly(Boilerplate.objects.all(), wanted, owner=Boilerplate, key="ignore", name="patterns")
