"""Whom a project is for and in what form: one kind of several, told by the same words and codes as its measures."""

from dataclasses import dataclass

from concord.assistance.logic.classification.scoring import classify
from concord.assistance.logic.classification.values import Evidence, MeasureMatch, Subject
from concord.assistance.logic.classification.vocabulary import Vocabulary

_PLACES = {"title": 0, "description": 1, "name": 2, "code": 3}


@dataclass(frozen=True, slots=True)
class KindMatch:
    """``kind`` is a subject of the vocabulary."""

    kind: str
    score: float
    evidence: tuple[Evidence, ...]


def kind_of(*, vocabulary: Vocabulary, subject: Subject) -> KindMatch | None:
    """The kind that scores best, if it reaches the threshold; of equals the one told first, the title before all."""
    found = classify(vocabulary=vocabulary, subject=subject).measures
    if not found:
        return None
    best = min(found, key=lambda match: (-match.score, *_first(match), match.key))
    return KindMatch(best.key, best.score, best.evidence)


def _first(match: MeasureMatch) -> tuple[int, int]:
    return min((_PLACES[each.place], each.start or 0) for each in match.evidence)
