"""Loading the reference case into an empty or a running house."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from concord.parties.actions import load_organisations
from concord.parties.terms.definitions import PartiesDefinition
from concord.policy import Actor
from concord.strategy.actions import load_strategy, load_vocabulary
from concord.strategy.terms.definitions import StrategyDefinition, VocabularyDefinition

CENTRAL_ASIA = Path(__file__).parent / "reference" / "central-asia"
LOADER = Actor.system("loader of reference data")


def load_reference(*, at: datetime, folder: Path | None = None) -> Iterator[str]:
    """Load every part in the order in which they build on each other; yields one line for each, as it is done."""
    source = folder or CENTRAL_ASIA
    parties = PartiesDefinition.model_validate(_yaml(source / "parties.yaml"))
    yield f"{load_organisations(actor=LOADER, definition=parties, at=at)} organisations"
    strategy = StrategyDefinition.model_validate(_yaml(source / "strategy.yaml"))
    yield f"strategies: {load_strategy(actor=LOADER, definition=strategy, at=at)}"
    vocabulary = VocabularyDefinition.model_validate(_yaml(source / "vocabulary.yaml"))
    yield f"vocabulary: {load_vocabulary(actor=LOADER, definition=vocabulary, at=at)}"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
