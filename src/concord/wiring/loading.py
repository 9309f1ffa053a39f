"""Loading the reference case into an empty or a running house."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from concord.parties.actions import load_organisations
from concord.parties.terms.definitions import PartiesDefinition
from concord.policy import Actor

CENTRAL_ASIA = Path(__file__).parent / "reference" / "central-asia"
LOADER = Actor.system("loader of reference data")


def load_reference(*, at: datetime, folder: Path | None = None) -> Iterator[str]:
    """Load every part in the order in which they build on each other; yields one line for each, as it is done."""
    source = folder or CENTRAL_ASIA
    parties = PartiesDefinition.model_validate(_yaml(source / "parties.yaml"))
    yield f"{load_organisations(actor=LOADER, definition=parties, at=at)} organisations"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
