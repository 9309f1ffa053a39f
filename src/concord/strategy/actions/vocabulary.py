"""Loading the words and sector codes by which measures and themes are recognised."""

from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.policy import Actor, require
from concord.strategy.access import LOAD_VOCABULARY
from concord.strategy.actions.ledger import Ledger, by_code, tally, touched
from concord.strategy.models import Framework, Measure, SectorCode, Term, Theme
from concord.strategy.terms import LoadReport, SubjectVocabulary, VocabularyDefinition


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
        _put_words(ledger, measures[key], words, key=key)
    for code, words in definition.themes.items():
        _put_words(ledger, themes[code], words, key=code)
    report = ledger.report()
    record(actor=actor, act=LOAD_VOCABULARY.name, items=touched(report), at=at, summary=tally(report))
    return report


def _put_words(ledger: Ledger, subject: Measure | Theme, stated: SubjectVocabulary, *, key: str) -> None:
    of = {"measure": subject} if isinstance(subject, Measure) else {"theme": subject}
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
    sectors = [SectorCode(**of, vocabulary=s.vocabulary, code=s.code, weight=s.weight) for s in stated.sectors]
    ledger.make_exactly(Term.objects.filter(**of), terms, owner=type(subject), key=key, name="terms")
    ledger.make_exactly(SectorCode.objects.filter(**of), sectors, owner=type(subject), key=key, name="sectors")
