from concord.strategy.actions.frameworks import load_situation, load_strategy, provenance_of
from concord.strategy.actions.ledger import (
    Ledger,
    UnknownReference,
    by_code,
    organisations_by_code,
    tally,
    touched,
)
from concord.strategy.actions.vocabulary import load_vocabulary

__all__ = [
    "Ledger",
    "UnknownReference",
    "by_code",
    "load_situation",
    "load_strategy",
    "load_vocabulary",
    "organisations_by_code",
    "provenance_of",
    "tally",
    "touched",
]
