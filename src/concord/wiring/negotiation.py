"""The illustrative negotiation: on the table after its first day, or all of it from the first text to adoption."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from concord.parties.models import Organisation, Seat
from concord.parties.queries import actor_of
from concord.plans.actions.drafts import accept_credentials, admit_delegation, open_draft
from concord.plans.actions.illustration import load_illustration, remove_illustrative, scene_of
from concord.plans.models import Draft, Provision
from concord.plans.queries.illustration import (
    accredited,
    delegations_by_code,
    illustrative_drafts,
    provisions_as_drafted,
)
from concord.plans.terms import Rank
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.plans.terms.illustration import (
    IllustrationDefinition,
    InstrumentDefinition,
    ProposalsDefinition,
    ScriptDefinition,
    TextsDefinition,
)
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.sharing.terms import PUBLIC, TLP, Release
from concord.strategy.models import Framework
from concord.ui.text import Text
from concord.wiring.replay import Replay

OPEN = Release(tlp=TLP.CLEAR, principals=frozenset({PUBLIC}))
COPY = "-replay"
LASTED = timedelta(days=21)
"""How long ago the first day of the illustration was."""


def read_illustration(*, folder: Path) -> IllustrationDefinition:
    """Raises ``pydantic.ValidationError``."""
    return IllustrationDefinition(
        texts=TextsDefinition.model_validate(_yaml(folder / "draft.yaml")),
        proposals=ProposalsDefinition.model_validate(_yaml(folder / "draft-proposals.yaml")),
        script=ScriptDefinition.model_validate(_yaml(folder / "draft-replay.yaml")),
    )


def load_negotiation(*, actor: Actor, folder: Path, clock: Callable[[], datetime]) -> str:
    """Open each text that is not there yet as it stands at the end of its first day, for everybody to read; says how
    many proposals that made. What is there stays as it is, whatever people did with it.
    """
    definition = read_illustration(folder=folder)
    new = 0
    for instrument in definition.texts.instruments:
        if not known(actor=actor, code=instrument.code):
            new += _open_first_day(actor, definition, instrument, clock())
    return f"{new} new, 0 changed"


@transaction.atomic
def _open_first_day(
    actor: Actor, definition: IllustrationDefinition, instrument: InstrumentDefinition, at: datetime
) -> int:
    since = at - LASTED
    draft, provisions = put_on_table(actor=actor, definition=definition, instrument=instrument, at=since)
    scene = scene_of(definition=definition, instrument=instrument, provisions=provisions)
    return load_illustration(actor=actor, draft=draft, scene=scene, since=since, at=at)


def put_on_table(
    *,
    actor: Actor,
    definition: IllustrationDefinition,
    instrument: InstrumentDefinition,
    at: datetime,
) -> tuple[Draft, dict[str, Provision]]:
    """The draft with everybody around it, and its provisions by their keys; nothing is proposed yet."""
    text = DraftedText(
        code=instrument.code,
        kind=instrument.kind,
        title=instrument.title,
        language=instrument.language,
        languages=instrument.languages,
        symbol=instrument.symbol,
        is_illustrative=True,
        provisions=tuple(
            DraftedProvision(key=p.key, kind=p.kind, texts=p.text, parent=p.parent, measures=p.measures)
            for p in instrument.provisions
        ),
    )
    framework = Framework.objects.filter(code=instrument.framework).first()
    draft = open_draft(actor=actor, text=text, release=OPEN, framework=framework, at=at)
    parties = {each.code: each for each in Organisation.objects.all()}
    for each in definition.texts.delegations:
        admit_delegation(actor=actor, draft=draft, organisation=parties[each.party], capacity=each.capacity, at=at)
    keys = [each.key for each in instrument.provisions]
    return draft, provisions_as_drafted(actor=admitted(actor=actor), draft=draft, keys=keys)


def known(*, actor: Actor, code: str) -> Draft | None:
    """The illustrative draft with this code."""
    return illustrative_drafts(actor=actor).filter(code=code).first()


def accredit(*, actor: Actor, draft: Draft, seats: Mapping[str, Seat], at: datetime) -> None:
    """These people are heads of the delegations of their organisations, by code; who is so already stays so."""
    reader = admitted(actor=actor)
    standing = accredited(actor=reader, draft=draft)
    for code, delegation in delegations_by_code(actor=reader, draft=draft).items():
        if code in seats and seats[code].pk not in standing:
            accept_credentials(actor=actor, delegation=delegation, seat=seats[code], rank=Rank.HEAD, at=at)


def stage(
    *,
    actor: Actor,
    folder: Path,
    seats: Mapping[str, Seat],
    clock: Callable[[], datetime],
    wait: Callable[[float], None],
    only: Collection[str] = (),
) -> Replay:
    """Copies of the texts, as they were first tabled, with everybody in their seats. An earlier copy is taken out.
    ``only`` narrows to texts with these codes.
    """
    definition = read_illustration(folder=folder)
    drafts: dict[str, Draft] = {}
    provisions: dict[str, Provision] = {}
    for instrument in definition.texts.instruments:
        if only and instrument.code not in only:
            continue
        code = f"{instrument.code}{COPY}"
        if earlier := known(actor=actor, code=code):
            remove_illustrative(actor=actor, draft=earlier, at=clock())
        copy = instrument.model_copy(update={"code": code, "title": _as_copy(instrument.title)})
        draft, rows = put_on_table(actor=actor, definition=definition, instrument=copy, at=clock())
        accredit(actor=actor, draft=draft, seats=seats, at=clock())
        drafts[instrument.code] = draft
        provisions |= rows
    return Replay(
        definition=definition,
        actors={code: admitted(actor=actor_of(seat=seat)) for code, seat in seats.items()},
        drafts=drafts,
        provisions=provisions,
        clock=clock,
        wait=wait,
    )


def _as_copy(title: Text) -> Text:
    words = {"en": "played again", "ru": "повторный ход"}
    return Text.from_json({tag: f"{text}: {words[tag]}" if tag in words else text for tag, text in title.items})


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe
