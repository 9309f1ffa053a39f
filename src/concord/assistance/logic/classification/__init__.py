from concord.assistance.logic.classification.scoring import classify
from concord.assistance.logic.classification.values import (
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
    "Calibration",
    "Classification",
    "Code",
    "Evidence",
    "LanguageDoubt",
    "MeasureMatch",
    "Phrase",
    "Subject",
    "Vocabulary",
    "classify",
]
