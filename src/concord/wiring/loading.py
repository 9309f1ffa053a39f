"""Loading the reference case into an empty or a running house."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from concord.assistance.actions import import_path, load_rates, rate_rows, state_claims
from concord.assistance.models import Intake
from concord.assistance.terms.claims import ClaimsDefinition
from concord.meetings.actions import load_process
from concord.meetings.terms.definitions import ProcessDefinition
from concord.parties.actions import load_organisations
from concord.parties.models import Organisation
from concord.parties.terms.definitions import PartiesDefinition
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.sharing.terms import PUBLIC, TLP, Release
from concord.strategy.actions import load_situation, load_strategy, load_vocabulary
from concord.strategy.terms.definitions import SituationsDefinition, StrategyDefinition, VocabularyDefinition
from concord.wiring.negotiation import load_negotiation

CENTRAL_ASIA = Path(__file__).parent / "reference" / "central-asia"
KEEPER = "unrcca"  # keeps the record of the process and the map of assistance
OPEN = Release(tlp=TLP.CLEAR, principals=frozenset({PUBLIC}))


def load_reference(
    *, clock: Callable[[], datetime], folder: Path | None = None, illustrative: bool = True
) -> Iterator[str]:
    """Load every part in the order in which they build on each other; yields one line for each, as it is done. The
    illustrative negotiation comes with it unless it is not wanted or not in the folder.
    """
    source, actor, at = folder or CENTRAL_ASIA, Actor.system("loader of reference data"), clock()
    parties = PartiesDefinition.model_validate(_yaml(source / "parties.yaml"))
    yield f"organisations: {load_organisations(actor=actor, definition=parties, at=at)}"
    strategy = StrategyDefinition.model_validate(_yaml(source / "strategy.yaml"))
    yield f"strategies: {load_strategy(actor=actor, definition=strategy, at=at)}"
    vocabulary = VocabularyDefinition.model_validate(_yaml(source / "vocabulary.yaml"))
    yield f"vocabulary: {load_vocabulary(actor=actor, definition=vocabulary, at=at)}"
    situation = SituationsDefinition.model_validate(_yaml(source / "situation.yaml"))
    yield f"situation notes: {load_situation(actor=actor, definition=situation, at=at)}"
    process = ProcessDefinition.model_validate(_yaml(source / "meetings.yaml"))
    yield f"meetings: {load_process(actor=clearing_house(), definition=process, at=at)}"
    with (source / "rates.csv").open(encoding="utf-8") as lines:
        yield f"exchange rates: {load_rates(actor=actor, rows=rate_rows(lines), at=at)} changed"
    intake = take_in_assistance(path=source / "projects.xml", clock=clock)
    yield f"projects of the reference case: {intake.counts.get('activities', 0)}"
    if illustrative and (source / "draft.yaml").exists():
        yield f"illustrative negotiation: {load_negotiation(actor=clearing_house(), folder=source, clock=clock)}"
    claims = ClaimsDefinition.model_validate(_yaml(source / "claims.yaml"))
    yield f"projects on which sources differ: {state_claims(actor=clearing_house(), definition=claims, at=at)} changed"


def take_in_assistance(
    *, path: Path, clock: Callable[[], datetime], tell: Callable[[Intake], None] = lambda _intake: None
) -> Intake:
    """Import public IATI files on behalf of the clearing house, open to everybody."""
    return import_path(actor=clearing_house(), path=path, release=OPEN, clock=clock, tell=tell)


def clearing_house() -> Actor:
    """The machine that loads assistance for the organisation that keeps the map."""
    keeper = Organisation.objects.get(code=KEEPER)
    return admitted(actor=Actor.system("clearing house", organisation_id=keeper.pk))


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
