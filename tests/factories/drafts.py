"""One row of everything that hangs on a draft, with one marking, for whole-house and security tests."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Model

from concord.meetings.models import Meeting
from concord.meetings.terms import InstrumentKind
from concord.parties.models import Organisation, Seat
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
from concord.plans.terms import (
    Capacity,
    DecisionKind,
    IssueKind,
    Outcome,
    ProposalKind,
    ProvisionKind,
    Rank,
    Stage,
    Stand,
    Will,
)
from concord.redline import digest
from concord.sharing.models import Audience
from concord.ui.text import Text

AT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rows:
    """A draft on the way, with its text; ``own`` is what each of its rows carries."""

    own: dict[str, object]
    draft: Draft
    revision: Revision
    provision: Provision
    delegation: Delegation

    def named(self, what: str) -> uuid.UUID:
        """The same in every world, like the public id of the draft."""
        return _named(f"{what}-{self.draft.code}")


def whole_draft(*, name: str, word: str, originator: Organisation, audience: Audience, seat: Seat) -> list[Model]:
    """``word`` stands in every text; ``seat`` speaks for its organisation. The public id follows from ``name``."""
    made = _text(name, word, originator, audience, seat.organisation)
    return [made.draft, *_proposals(made, word, seat), *_closing(made, word), *_floor(made)]


def _named(what: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{what}.example.org")


def _text(name: str, word: str, originator: Organisation, audience: Audience, party: Organisation) -> Rows:
    marking = {"originator": originator, "audience": audience}
    draft = Draft.objects.create(
        **marking,
        uuid=_named(f"draft-{name}"),
        code=f"draft-{name}",
        kind=InstrumentKind.PLAN_OF_ACTION,
        title=Text.of(en=f"{word} plan", ru=f"{word} план"),
        languages=["en", "ru"],
        stage=Stage.NEGOTIATION,
        opened_at=AT,
        tabled=1,
    )
    own = {**marking, "draft": draft}
    seal = digest(tokens=(name,))
    revision = Revision.objects.create(
        **own,
        uuid=_named(f"revision-{draft.code}"),
        number=0,
        symbol=f"{word}/L.1",
        made_at=AT,
        state=seal,
        chain=seal,
    )
    provision = Provision.objects.create(**own, uuid=_named(f"provision-{draft.code}"), kind=ProvisionKind.PARAGRAPH)
    Placement.objects.create(**own, revision=revision, provision=provision, order="i", label="1")
    source = digest(tokens=(f"{word} guards posts.",))
    Wording.objects.create(
        **own, revision=revision, provision=provision, language="en", text=f"{word} guards posts.", digest=source
    )
    delegation = Delegation.objects.create(**own, organisation=party, capacity=Capacity.CHAIR)
    return Rows(own, draft, revision, provision, delegation)


def _proposals(made: Rows, word: str, seat: Seat) -> list[Model]:
    own, delegation = made.own, made.delegation
    group = Group.objects.create(**own, title=Text.of(en=f"{word} friends"), facilitator=delegation, opened_at=AT)
    proposal = Proposal.objects.create(
        **own,
        uuid=made.named("proposal"),
        key=f"{word.lower()}-1",
        provision=made.provision,
        language="en",
        kind=ProposalKind.MOD,
        lead=delegation,
        order=1,
        explanation=f"{word} because",
        tabled_at=AT,
    )
    base = digest(tokens=(f"{word} guards posts.",))
    return [
        group,
        proposal,
        Credential.objects.create(**own, delegation=delegation, seat=seat, rank=Rank.HEAD, since=AT),
        Footing.objects.create(
            **own, proposal=proposal, revision=made.revision, base=base, ops=[[1, 2, [f"{word} watches "]]]
        ),
        Sponsorship.objects.create(**own, proposal=proposal, delegation=delegation, since=AT),
        Position.objects.create(
            **own,
            uuid=made.named("position"),
            delegation=delegation,
            provision=made.provision,
            stand=Stand.SUPPORT,
            text=f"{word} likes it",
            at=AT,
        ),
        *_decided(made, word),
    ]


def _decided(made: Rows, word: str) -> list[Model]:
    decision = Decision.objects.create(
        **made.own,
        uuid=made.named("decision"),
        revision=made.revision,
        provision=made.provision,
        kind=DecisionKind.PARK,
        by=made.delegation,
        note=f"{word} later",
        at=AT,
    )
    asked = Confirmation.objects.create(**made.own, decision=decision, delegation=made.delegation, note=f"{word} note")
    return [decision, asked]


def _closing(made: Rows, word: str) -> list[Model]:
    own, revision, delegation = made.own, made.revision, made.delegation
    silence = Silence.objects.create(
        **own,
        uuid=made.named("silence"),
        revision=revision,
        state=revision.state,
        letter=f"{word} letter",
        opened_at=AT,
        deadline_at=AT + 2 * DAY,
        outcome=Outcome.BROKEN,
        closed_at=AT + DAY,
    )
    adoption = Adoption.objects.create(**own, uuid=made.named("adoption"), revision=revision, at=AT + 3 * DAY)
    return [
        silence,
        adoption,
        Extension.objects.create(
            **own,
            silence=silence,
            before=AT + DAY,
            deadline_at=AT + 2 * DAY,
            reason=f"{word} asks for time",
            at=AT,
        ),
        Objection.objects.create(
            **own, silence=silence, delegation=delegation, text=f"{word} objects", at=AT + DAY, in_time=True
        ),
        Declaration.objects.create(
            **own,
            uuid=made.named("declaration"),
            adoption=adoption,
            delegation=delegation,
            will=Will.EXPLAINS,
            text=f"{word} explains",
            at=AT + 3 * DAY,
        ),
        Issue.objects.create(
            **own,
            uuid=made.named("issue"),
            revision=revision,
            kind=IssueKind.INITIAL,
            symbol=f"{word}/1",
            note=f"{word} issue",
            issued_on=AT.date(),
        ),
    ]


def _floor(made: Rows) -> list[Model]:
    meeting = Meeting.objects.filter(code="m1").first()
    return [
        Floor.objects.create(**made.own, meeting=meeting, provision=made.provision),
        Turn.objects.create(**made.own, delegation=made.delegation, position=1, asked_at=AT, ended_at=AT),
        Pulse.objects.create(**made.own, number=7),
    ]


def credentials_of_all_sorts(*, seats: list[Seat], originator: Organisation, audience: Audience) -> None:
    """Each seat in each capacity and rank: a negotiation of its own for each, there being one chair in each."""
    marking = {"originator": originator, "audience": audience}
    for number, seat in enumerate(seats):
        for capacity in Capacity:
            for rank in Rank:
                draft = Draft.objects.create(
                    **marking,
                    code=f"table-{number}-{capacity}-{rank}",
                    kind=InstrumentKind.PLAN_OF_ACTION,
                    title=Text.of(en="A table"),
                    opened_at=AT,
                )
                own = {**marking, "draft": draft}
                party = Delegation.objects.create(**own, organisation=seat.organisation, capacity=capacity)
                Credential.objects.create(**own, delegation=party, seat=seat, rank=rank, since=AT)
