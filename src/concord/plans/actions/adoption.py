"""Adoption: the gate, what each State declares, and the moment at which a text is adopted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.actions import register_adopted
from concord.meetings.models import Instrument, Meeting
from concord.meetings.terms import AdoptedStance, AdoptedText
from concord.meetings.terms import Stance as InstrumentRole
from concord.plans.access import ADOPT
from concord.plans.actions.drafts import current_revision, draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.actions.silence import StaleText, everything
from concord.plans.actions.strikes import held
from concord.plans.logic.gate import open_gaps
from concord.plans.models import Adoption, Decision, Declaration, Draft, Provision, Revision
from concord.plans.queries.gate import gate
from concord.plans.queries.letters import beside_words
from concord.plans.terms import DecisionKind, Stage, Will
from concord.plans.terms.closing import STANDS_FOR_ITSELF, Gap, GapCode
from concord.policy import Actor

BEFORE = (Stage.NEGOTIATION, Stage.AGREED)
DECIDES = (Will.ADOPTS, Will.OBSERVES)
ROLES = {Will.ADOPTS: InstrumentRole.ADOPTED, Will.OBSERVES: InstrumentRole.OBSERVED}


class GateClosed(Exception):
    """Something stands between the text and its adoption; ``gaps`` say what and where."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(", ".join(f"{gap.code.value} {gap.label}".strip() for gap in gaps))
        self.gaps = tuple(gaps)


class NotBeforeAdoption(Exception):
    """The text is under silence, adopted already or withdrawn, or its adoption was not opened."""


class NobodyAdopts(Exception):
    """No State has declared that it adopts."""


class UnableToSetAside(Exception):
    """There is no such gap, or it goes only by consolidating or by letting silence end; or no reason was given."""


@transaction.atomic
def set_aside(
    *, actor: Actor, draft: Draft, gap: GapCode, provision: UUID | None, reason: str, at: datetime
) -> Decision:
    """A recorded decision that this revision may be adopted in spite of a gap. Raises ``UnableToSetAside``."""
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=ADOPT)
    revision = current_revision(draft=now)
    found = open_gaps(gaps=gate(draft=now, revision=revision, rows=everything))
    there = any(each.code == gap and provision in (None, each.provision) for each in found)
    if not there or gap in STANDS_FOR_ITSELF or not reason.strip() or now.stage not in BEFORE:
        raise UnableToSetAside
    about = None if provision is None else everything(Provision.objects.filter(draft=now)).get(uuid=provision)
    decision: Decision = Decision.objects.create(
        draft=now,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
        revision=revision,
        provision=about,
        kind=DecisionKind.OVERRIDE,
        by=credential.delegation,
        gap=gap,
        note=reason.strip(),
        at=at,
    )
    touch(row=now)
    record(
        actor=actor,
        act="plans.set_aside",
        items=[draft_item(now), *([] if about is None else [Item("provision", str(about.uuid), str(about.kind))])],
        summary={"gap": gap.value, "reason": decision.note, "revision": revision.number},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return decision


@transaction.atomic
def open_adoption(
    *, actor: Actor, revision: Revision, state: str, at: datetime, meeting: Meeting | None = None
) -> Adoption:
    """From now on delegations declare. ``state`` is the digest of the text that the actor saw. Opened again, it only
    changes the meeting. Raises ``NotBeforeAdoption``, ``StaleText``, ``GateClosed``.
    """
    draft = locked(draft=revision.draft)
    held(actor=actor, draft=draft, action=ADOPT)
    present = before_adoption(draft=draft)
    if present.pk != revision.pk or present.state != state:
        raise StaleText(present.number)
    _through_gate(draft, present)
    known = everything(Adoption.objects.filter(revision=present)).first()
    adoption: Adoption = known or Adoption(
        draft=draft, originator_id=draft.originator_id, audience_id=draft.audience_id, revision=present, at=at
    )
    adoption.meeting = meeting
    adoption.save()
    touch(row=draft)
    record(
        actor=actor,
        act="plans.open_adoption",
        items=[draft_item(draft), _item(adoption)],
        summary={"meeting": meeting.code if meeting else "", "state": present.state},
        at=at,
        originator_id=adoption.originator_id,
        audience_id=adoption.audience_id,
    )
    return adoption


@transaction.atomic
def adopt(*, actor: Actor, draft: Draft, at: datetime) -> Draft:
    """The text is adopted by those who declared so, whole or not at all. It is entered among the adopted texts, which
    everybody reads: title, day, who adopted and who observed; the words stay released as they are. An illustrative text
    is not entered. Raises ``NotBeforeAdoption``, ``GateClosed``, ``NobodyAdopts``.
    """
    now = locked(draft=draft)
    held(actor=actor, draft=now, action=ADOPT)
    revision = before_adoption(draft=now)
    adoption: Adoption | None = everything(
        Adoption.objects.filter(revision=revision).select_related("meeting", "revision")
    ).first()
    if adoption is None:
        raise NotBeforeAdoption
    _through_gate(now, revision)
    rows = Declaration.objects.filter(adoption=adoption).select_related("delegation__organisation")
    declared: list[Declaration] = list(everything(rows))
    if not any(each.will == Will.ADOPTS for each in declared):
        raise NobodyAdopts
    if not now.is_illustrative:
        now.instrument = _registered(actor, now, adoption, declared, at)
    now.stage = Stage.ADOPTED
    now.save(update_fields=("stage", "instrument"))
    touch(row=now)
    record(
        actor=actor,
        act="plans.adopt",
        items=[draft_item(now), _item(adoption)],
        summary={
            "state": revision.state,
            "chain": revision.chain,
            **{will.value: _codes(declared, will) for will in Will},
        },
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return now


@transaction.atomic
def adopt_together(*, actor: Actor, drafts: Sequence[Draft], at: datetime) -> tuple[Draft, ...]:
    """Several texts at one meeting, each with its own supporters: all or none. Raises as ``adopt``."""
    return tuple(adopt(actor=actor, draft=draft, at=at) for draft in sorted(drafts, key=lambda draft: draft.pk))


def before_adoption(*, draft: Draft) -> Revision:
    """The text on the table. Raises ``NotBeforeAdoption`` for one under silence, adopted or withdrawn."""
    if draft.stage not in BEFORE:
        raise NotBeforeAdoption
    return current_revision(draft=draft)


def _through_gate(draft: Draft, revision: Revision) -> None:
    if found := open_gaps(gaps=gate(draft=draft, revision=revision, rows=everything)):
        raise GateClosed(found)


def _registered(
    actor: Actor, draft: Draft, adoption: Adoption, declared: Iterable[Declaration], at: datetime
) -> Instrument:
    beside: dict[int, list[Will]] = {}
    for each in declared:
        if each.will not in DECIDES:
            beside.setdefault(each.delegation_id, []).append(Will(each.will))
    stances = [
        AdoptedStance(
            organisation=each.delegation.organisation_id,
            role=ROLES[Will(each.will)],
            note=beside_words(wills=beside.get(each.delegation_id, ())),
        )
        for each in declared
        if each.will in DECIDES
    ]
    adopted = AdoptedText(
        code=draft.code,
        kind=draft.kind,
        title=draft.title,
        symbol=adoption.revision.symbol,
        languages=tuple(draft.languages),
        adopted_on=timezone.localdate(at),
        meeting=adoption.meeting_id,
        framework=draft.framework_id,
        stances=tuple(stances),
    )
    return register_adopted(actor=actor, text=adopted, at=at)


def _codes(declared: Iterable[Declaration], will: Will) -> list[str]:
    return sorted({each.delegation.organisation.code for each in declared if each.will == will})


def _item(adoption: Adoption) -> Item:
    return Item("adoption", str(adoption.uuid), str(adoption.revision))
