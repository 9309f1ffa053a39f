from concord.assistance.logic.classification.kinds import KindMatch, kind_of
from concord.assistance.logic.classification.scoring import classify
from concord.assistance.logic.classification.subjects import subject_of
from concord.assistance.logic.classification.values import (
    Boilerplate,
    Calibration,
    Classification,
    Code,
    Evidence,
    LanguageDoubt,
    MeasureMatch,
    Phrase,
    Subject,
)
from concord.assistance.logic.classification.vocabulary import Vocabulary

__all__ = [
    "Boilerplate",
    "Calibration",
    "Classification",
    "Code",
    "Evidence",
    "KindMatch",
    "LanguageDoubt",
    "MeasureMatch",
    "Phrase",
    "Subject",
    "Vocabulary",
    "classify",
    "kind_of",
    "subject_of",
]
