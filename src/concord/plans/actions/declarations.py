"""What each party declares at the adoption: in its own name, or aloud and written down by the chair."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import DECLARE, RECORD_DECLARATION
from concord.plans.actions.adoption import DECIDES, NotBeforeAdoption, before_adoption
from concord.plans.actions.drafts import draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.actions.silence import everything
from concord.plans.actions.strikes import held
from concord.plans.models import Adoption, Declaration, Delegation, Draft, Placement, Provision, Revision
from concord.plans.queries.credentials import mine
from concord.plans.terms import TABLES, Stage, Will
from concord.policy import Actor


class UnableToDeclare(Exception):
    """An observer does not adopt; a reservation and an explanation are said in words; dissociation names a paragraph of
    the text. Or it is another delegation's to say.
    """


class SpeaksForItself(Exception):
    """The delegation declared this in its own name, or confirmed it: the chair does not write over it."""


class NothingRecorded(Exception):
    """The chair recorded nothing here that waits for the delegation's word."""


@dataclass(frozen=True, slots=True)
class Said:
    will: Will
    text: str
    provision: Provision | None

    def into(self, declaration: Declaration, at: datetime) -> None:
        declaration.will, declaration.text = self.will, self.text.strip()
        declaration.provision, declaration.at = self.provision, at


@transaction.atomic
def declare(
    *, actor: Actor, adoption: Adoption, will: Will, at: datetime, text: str = "", provision: Provision | None = None
) -> Declaration:
    """What the actor's delegation declares. Whether it adopts or observes is said once and may be changed until the
    text is adopted, also where the chair had recorded it; reservations and the rest add up. Raises ``UnableToDeclare``,
    ``NotBeforeAdoption``.
    """
    draft = locked(draft=adoption.draft)
    credential = held(actor=actor, draft=draft, action=DECLARE)
    declaration = _written(draft, adoption, credential.delegation, Said(will, text, provision), at)
    declaration.recorded_by = declaration.confirmed_at = None
    declaration.save()
    _record(actor, "plans.declare", draft, declaration, at)
    return declaration


@transaction.atomic
def record_declaration(
    *,
    actor: Actor,
    adoption: Adoption,
    delegation: Delegation,
    will: Will,
    at: datetime,
    text: str = "",
    provision: Provision | None = None,
) -> Declaration:
    """What a delegation said aloud, as the chair or its secretariat heard it; it counts until the delegation corrects
    it. What the chair recorded may be recorded anew while it is not confirmed. Raises ``SpeaksForItself``,
    ``UnableToDeclare``, ``NotBeforeAdoption``.
    """
    draft = locked(draft=adoption.draft)
    credential = held(actor=actor, draft=draft, action=RECORD_DECLARATION)
    if delegation.draft_id != draft.pk or delegation.pk == credential.delegation_id:
        raise UnableToDeclare
    declaration = _written(draft, adoption, delegation, Said(will, text, provision), at)
    if declaration.pk and (declaration.recorded_by_id is None or declaration.confirmed_at is not None):
        raise SpeaksForItself
    declaration.recorded_by = credential.delegation
    declaration.save()
    _record(actor, "plans.record_declaration", draft, declaration, at)
    return declaration


@transaction.atomic
def confirm_declaration(*, actor: Actor, declaration: Declaration, at: datetime) -> Declaration:
    """It is what the actor's delegation said. Also after the adoption: the record is then complete. Raises
    ``NothingRecorded``.
    """
    draft = locked(draft=declaration.draft)
    credential = held(actor=actor, draft=draft, action=DECLARE)
    now = _now(declaration)
    if draft.stage == Stage.WITHDRAWN or now.delegation_id != credential.delegation_id or not now.awaits_its_word:
        raise NothingRecorded
    now.confirmed_at = at
    now.save(update_fields=("confirmed_at",))
    _record(actor, "plans.confirm_declaration", draft, now, at)
    return now


@transaction.atomic
def correct_declaration(
    *,
    actor: Actor,
    declaration: Declaration,
    will: Will,
    at: datetime,
    text: str = "",
    provision: Provision | None = None,
) -> Declaration:
    """What the actor's delegation meant, in place of what the chair recorded, until the text is adopted. Raises
    ``NothingRecorded``, ``UnableToDeclare``, ``NotBeforeAdoption``.
    """
    draft = locked(draft=declaration.draft)
    credential = held(actor=actor, draft=draft, action=DECLARE)
    now = _now(declaration)
    if now.delegation_id != credential.delegation_id or not now.awaits_its_word:
        raise NothingRecorded
    said = Said(will, text, provision)
    _check(said, _open_text(draft, now.adoption), credential.delegation)
    if (now.will in DECIDES) != (will in DECIDES):
        raise UnableToDeclare  # it either decides or stands beside what is decided
    before = {**_told(now), "text": now.text}
    said.into(now, at)
    now.recorded_by = None
    now.save()
    _record(actor, "plans.correct_declaration", draft, now, at, before=before)
    return now


@transaction.atomic
def retract_declaration(*, actor: Actor, declaration: Declaration, at: datetime) -> None:
    """Take back what the actor's delegation declared, or what it recorded of another that has not confirmed it, until
    the text is adopted. Raises ``NotBeforeAdoption``, ``UnableToDeclare`` if another delegation said it.
    """
    draft = locked(draft=declaration.draft)
    now = _now(declaration)
    own = mine(actor=actor, draft=draft)
    is_own = own is not None and own.delegation_id == now.delegation_id
    recorded = now.awaits_its_word and not is_own
    credential = held(actor=actor, draft=draft, action=RECORD_DECLARATION if recorded else DECLARE)
    before_adoption(draft=draft)
    if not recorded and now.delegation_id != credential.delegation_id:
        raise UnableToDeclare
    _record(actor, "plans.retract_declaration", draft, now, at)
    everything(Declaration.objects.filter(pk=now.pk)).delete()


def _open_text(draft: Draft, adoption: Adoption) -> Revision:
    present = before_adoption(draft=draft)
    if adoption.revision_id != present.pk:
        raise NotBeforeAdoption
    return present


def _written(draft: Draft, adoption: Adoption, delegation: Delegation, said: Said, at: datetime) -> Declaration:
    """Not saved yet. Whether a delegation adopts or observes is one row."""
    _check(said, _open_text(draft, adoption), delegation)
    own = {"adoption": adoption, "delegation": delegation}
    rows = everything(Declaration.objects.filter(**own, will__in=DECIDES))
    known = rows.first() if said.will in DECIDES else None
    declaration: Declaration = known or Declaration(
        **own, draft=draft, originator_id=draft.originator_id, audience_id=draft.audience_id
    )
    said.into(declaration, at)
    return declaration


def _check(said: Said, revision: Revision, delegation: Delegation) -> None:
    decides, says, provision = delegation.capacity in TABLES, bool(said.text.strip()), said.provision
    placed = (
        provision is not None and everything(Placement.objects.filter(revision=revision, provision=provision)).exists()
    )
    fits = {
        Will.ADOPTS: decides and provision is None,
        Will.OBSERVES: provision is None,
        Will.DISSOCIATES: decides and placed,
        Will.RESERVES: decides and says and (placed or provision is None),
        Will.EXPLAINS: says and (placed or provision is None),
    }
    if not fits[said.will]:
        raise UnableToDeclare


def _now(declaration: Declaration) -> Declaration:
    """As it is since the draft was locked."""
    rows = Declaration.objects.select_related("adoption", "provision", "delegation__organisation")
    found: Declaration | None = everything(rows.filter(pk=declaration.pk)).first()
    if found is None:
        raise UnableToDeclare
    return found


def _told(declaration: Declaration) -> dict[str, object]:
    provision = declaration.provision
    return {"will": str(declaration.will), "provision": str(provision.uuid) if provision else ""}


def _record(actor: Actor, act: str, draft: Draft, declaration: Declaration, at: datetime, **more: object) -> None:
    touch(row=draft)
    record(
        actor=actor,
        act=act,
        items=[draft_item(draft), Item("delegation", str(declaration.delegation.uuid), str(declaration.delegation))],
        summary={**_told(declaration), **more},
        at=at,
        originator_id=declaration.originator_id,
        audience_id=declaration.audience_id,
    )
