"""An illustrative negotiation, put on the table at once and taken away at once. Never a real one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import transaction

from concord.journal.actions import record
from concord.plans.access import LOAD_ILLUSTRATION
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.logic.illustration import (
    Laid,
    UnclearWords,
    homes,
    laid_out,
    ops_of_pairs,
    splits_before,
)
from concord.plans.logic.ops import stored
from concord.plans.models import (
    Adoption,
    Confirmation,
    Credential,
    Decision,
    Declaration,
    Delegation,
    Draft,
    Extension,
    Floor,
    Footing,
    Group,
    Issue,
    Objection,
    Placement,
    Position,
    Proposal,
    Provision,
    Pulse,
    Revision,
    Silence,
    Sponsorship,
    Turn,
    Wording,
)
from concord.plans.terms import PRESIDES, DecisionKind, ProposalKind, Stand
from concord.plans.terms.illustration import (
    IllustrationDefinition,
    InstrumentDefinition,
    ProposalDefinition,
    StepDefinition,
    SuggestionDefinition,
)
from concord.policy import Actor, require
from concord.strategy.models import Measure

__all__ = [
    "NotIllustrative",
    "Scene",
    "UnclearWords",
    "homes",
    "load_illustration",
    "ops_of_pairs",
    "remove_illustrations",
    "remove_illustrative",
    "scene_of",
    "splits_before",
]

_MINUTE = timedelta(minutes=1)
_KINDS = {
    "agree": DecisionKind.AGREE,
    "ad_referendum": DecisionKind.AD_REFERENDUM,
    "park": DecisionKind.PARK,
    "lift_bracket": DecisionKind.LIFT_BRACKET,
}


class NotIllustrative(Exception):
    """Only a draft that was opened as illustrative is removed like this, or filled as long as it is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is to be shown: proposals in tabling order, what observers suggest, and what happened to them in order.
    ``provisions`` are the keys of the first text with their rows.
    """

    instrument: InstrumentDefinition
    provisions: Mapping[str, Provision]
    proposals: tuple[ProposalDefinition, ...]
    suggestions: tuple[SuggestionDefinition, ...] = ()
    steps: tuple[StepDefinition, ...] = ()


def scene_of(
    *, definition: IllustrationDefinition, instrument: InstrumentDefinition, provisions: Mapping[str, Provision]
) -> Scene:
    """The first day, up to the end of its meeting."""
    home = homes(instruments=definition.texts.instruments, proposals=definition.proposals.proposals)
    mine = tuple(each for each in definition.proposals.proposals if home[each.about] == instrument.code)
    about = {each.key: each.about for each in definition.proposals.proposals}
    day = takewhile(lambda step: step.step != "close_meeting", definition.script.steps)
    return Scene(
        instrument=instrument,
        provisions=provisions,
        proposals=tuple(each for each in mine if each.day == 1),
        suggestions=tuple(
            each
            for each in definition.proposals.suggestions
            if each.day == 1 and home[each.provision] == instrument.code
        ),
        steps=tuple(step for step in day if home.get(_about(step, about)) == instrument.code),
    )


def _about(step: StepDefinition, about: Mapping[str, str]) -> str:
    named = (step.proposal, *step.proposals)
    return step.provision or next((about[key] for key in named if key), "")


@transaction.atomic
def load_illustration(*, actor: Actor, draft: Draft, scene: Scene, since: datetime, at: datetime) -> int:
    """Lay the scene on the first text of the draft as if it had happened from ``since`` on. Returns the number of
    proposals. A step that a text of its own revision would need is refused. Raises ``NotIllustrative``.
    """
    now = locked(draft=draft)
    require(actor=actor, action=LOAD_ILLUSTRATION, obj=now)
    if not now.is_illustrative or now.tabled:
        raise NotIllustrative
    stage = _Stage.of(now, scene, since)
    stage.table()
    stage.play()
    stage.write()
    now.tabled = len(stage.proposals)
    now.save(update_fields=("tabled",))
    touch(row=now)
    record(
        actor=actor,
        act="plans.load_illustration",
        items=[draft_item(now)],
        summary={"proposals": now.tabled, "decisions": len(stage.decisions), "positions": len(stage.positions)},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return now.tabled


@transaction.atomic
def remove_illustrative(*, actor: Actor, draft: Draft, at: datetime) -> None:
    """Take the whole negotiation out, but for what the journal says of it. Raises ``NotIllustrative``."""
    now = locked(draft=draft)
    require(actor=actor, action=LOAD_ILLUSTRATION, obj=now)
    if not now.is_illustrative:
        raise NotIllustrative
    record(
        actor=actor,
        act="plans.remove_illustrative",
        items=[draft_item(now)],
        summary={"code": now.code},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    Proposal.objects.unscoped(reason=WHOLE).filter(draft=now).update(supersedes=None)
    for model in (
        Declaration, Adoption, Objection, Extension, Silence, Issue, Turn, Floor, Position, Confirmation, Decision,
        Sponsorship, Footing, Proposal, Group, Wording, Placement, Revision, Provision, Credential, Delegation, Pulse,
    ):  # fmt: skip
        model.objects.unscoped(reason=WHOLE).filter(draft=now).delete()
    Draft.objects.unscoped(reason=WHOLE).filter(pk=now.pk).delete()


def remove_illustrations(*, at: datetime) -> int:
    """Every illustrative negotiation there is, each on behalf of the organisation that opened it. Returns how many."""
    rows = Draft.objects.unscoped(reason="every one goes, whoever reads it").filter(is_illustrative=True)
    drafts = list(rows)
    for draft in drafts:
        actor = Actor.system("remover of illustrations", organisation_id=draft.originator_id)
        remove_illustrative(actor=actor, draft=draft, at=at)
    return len(drafts)


@dataclass(slots=True, kw_only=True)
class _Stage:
    """The rows of a scene before they are written. ``led`` is by the keys of the file; several may lead to one row."""

    draft: Draft
    revision: Revision
    scene: Scene
    delegations: dict[str, Delegation]
    laid: tuple[Laid, ...]
    clock: Iterator[datetime]
    provisions: dict[str, Provision]
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    led: dict[str, list[Proposal]] = field(default_factory=dict)
    footings: list[Footing] = field(default_factory=list)
    sponsorships: dict[tuple[str, str], Sponsorship] = field(default_factory=dict)
    joins: list[tuple[Proposal, str]] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    decisions: list[tuple[Decision, list[Proposal]]] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)

    @classmethod
    def of(cls, draft: Draft, scene: Scene, since: datetime) -> "_Stage":
        revision = current_revision(draft=draft)
        rows = Placement.objects.unscoped(reason=WHOLE).filter(revision=revision)
        orders = dict(rows.values_list("provision_id", "order"))
        members = Delegation.objects.unscoped(reason=WHOLE).filter(draft=draft).select_related("organisation")
        return cls(
            draft=draft,
            revision=revision,
            scene=scene,
            delegations={each.organisation.code: each for each in members},
            laid=laid_out(
                instrument=scene.instrument,
                orders={key: orders[row.pk] for key, row in scene.provisions.items()},
                proposals=scene.proposals,
            ),
            clock=_minutes(since),
            provisions=dict(scene.provisions),
        )

    def table(self) -> None:
        count: Counter[str] = Counter()
        for each in self.laid:
            lead = self.delegations[each.definition.by]
            at = next(self.clock)
            if each.same_as:
                row = next(p for p in self.led[each.same_as] if p.language == each.language)
                self.led.setdefault(each.definition.key, []).append(row)
                self._sponsor(row, (each.definition.by, *each.definition.sponsors), at)
                continue
            code = lead.organisation.code
            count[code] += 1
            self._lead(each, lead, f"{code}-{count[code]}", at)
        for suggestion in self.scene.suggestions:
            about = self.provisions[suggestion.provision]
            words = suggestion.words.get(self.draft.language)
            self._position(suggestion.by, about, None, Stand.OBSERVER, words, next(self.clock))

    def _lead(self, laid: Laid, lead: Delegation, key: str, at: datetime) -> None:
        own = self._led_by(lead)
        definition = laid.definition
        if definition.do is ProposalKind.ADD and definition.new not in self.provisions:
            self.provisions[definition.new] = Provision(**own, kind=definition.kind or "")
            self.measures[definition.new] = definition.measures
        row = Proposal(
            **own,
            key=key,
            provision=self.provisions[laid.about],
            language=laid.language,
            kind=definition.do,
            lead=lead,
            order=len(self.proposals) + 1,
            explanation=definition.why.get(laid.language) if definition.why else "",
            alternate=definition.alternate,
            parent=self.provisions[laid.parent] if laid.parent else None,
            place=laid.place,
            splits=list(laid.splits),
            origin=definition.origin,
            tabled_at=at,
        )
        self.proposals.append(row)
        self.led.setdefault(definition.key, []).append(row)
        self.joins += [(row, other) for other in definition.others]
        self.footings.append(
            Footing(**own, proposal=row, revision=self.revision, base=laid.base, ops=stored(ops=laid.ops))
        )
        self._sponsor(row, definition.sponsors, at)

    def play(self) -> None:
        for step in self.scene.steps:
            at = next(self.clock)
            for key in (*step.closes, *(step.proposals if step.step == "withdraw" else ())):
                for row in self.led[key]:
                    row.withdrawn_at = at
            if step.step == "cosponsor":
                for row in self.led[step.proposal]:
                    self._sponsor(row, (step.by,), at)
            elif step.step == "position":
                proposal = self.led[step.proposal][0] if step.proposal else None
                about = proposal.provision if proposal else self.provisions[step.provision]
                words = step.text.get(self.draft.language) if step.text else ""
                self._position(step.by, about, proposal, step.stand or Stand.SILENT, words, at)
            elif step.step in _KINDS:
                self._strike(step, at)
            elif step.step not in ("open_meeting", "close_meeting", "table", "withdraw"):
                raise ValueError(f"A scene on the first text has no {step.step}")

    def _strike(self, step: StepDefinition, at: datetime) -> None:
        by = next(each for each in self.delegations.values() if each.capacity in PRESIDES)
        decision = Decision(
            **self._own(),
            revision=self.revision,
            provision=self.provisions[step.provision],
            kind=_KINDS[step.step],
            by=by,
            note=step.text.get(self.draft.language) if step.text else "",
            at=at,
        )
        accepted = {row.key: row for key in step.accept for row in self.led[key]}
        self.decisions.append((decision, list(accepted.values())))
        self.confirmations += [
            Confirmation(**self._own(), decision=decision, delegation=self.delegations[code]) for code in step.awaits
        ]

    def _sponsor(self, row: Proposal, codes: Iterable[str], at: datetime) -> None:
        for code in codes:
            if self.delegations[code].pk != row.lead_id and (row.key, code) not in self.sponsorships:
                own = self._led_by(row.lead)
                delegation = self.delegations[code]
                self.sponsorships[row.key, code] = Sponsorship(**own, proposal=row, delegation=delegation, since=at)

    def _position(
        self, code: str, about: Provision, proposal: Proposal | None, stand: Stand, words: str, at: datetime
    ) -> None:
        delegation = self.delegations[code]
        self.positions.append(
            Position(
                **self._led_by(delegation),
                delegation=delegation,
                provision=about,
                proposal=proposal,
                stand=stand,
                text=words,
                at=at,
            )
        )

    def write(self) -> None:
        """Rows of one kind in one statement each, those that others point to first."""
        made = [self.provisions[key] for key in self.measures]
        Provision.objects.bulk_create(made)
        wanted = {key for keys in self.measures.values() for key in keys}
        known = dict(Measure.objects.filter(key__in=wanted).values_list("key", "pk"))
        about = Provision.measures.through
        about.objects.bulk_create(
            about(provision_id=self.provisions[key].pk, measure_id=known[measure])
            for key, keys in self.measures.items()
            for measure in keys
        )
        for row in self.proposals:
            row.provision, row.parent = row.provision, row.parent  # they have their ids now
        Proposal.objects.bulk_create(self.proposals)
        joined = Proposal.joins.through
        joined.objects.bulk_create(
            joined(proposal_id=row.pk, provision_id=self.provisions[key].pk) for row, key in self.joins
        )
        Footing.objects.bulk_create(_again(self.footings, "proposal"))
        Sponsorship.objects.bulk_create(_again(self.sponsorships.values(), "proposal"))
        Position.objects.bulk_create(_again(self.positions, "provision", "proposal"))
        Decision.objects.bulk_create(_again((decision for decision, _ in self.decisions), "provision"))
        accepted = Decision.accepted.through
        accepted.objects.bulk_create(
            accepted(decision_id=decision.pk, proposal_id=row.pk) for decision, rows in self.decisions for row in rows
        )
        Confirmation.objects.bulk_create(_again(self.confirmations, "decision"))

    def _own(self) -> dict[str, Any]:
        draft = self.draft
        return {"draft": draft, "originator_id": draft.originator_id, "audience_id": draft.audience_id}

    def _led_by(self, delegation: Delegation) -> dict[str, Any]:
        return {**self._own(), "originator_id": delegation.organisation_id}


def _minutes(since: datetime) -> Iterator[datetime]:
    while True:
        yield since
        since += _MINUTE


def _again(rows: Iterable[Any], *names: str) -> list[Any]:
    """Each points to rows that have got their ids since."""
    found = list(rows)
    for row in found:
        for name in names:
            setattr(row, name, getattr(row, name))
    return found
