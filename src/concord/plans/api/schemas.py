"""The shapes of the negotiation as JSON, and how they are filled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from concord.plans.terms import (
    Capacity,
    DecisionKind,
    FootingState,
    Origin,
    Outcome,
    ProposalKind,
    ProvisionKind,
    Stage,
    Stand,
    Standing,
    Will,
)
from concord.plans.terms.adoption import AdoptionReading, Declared
from concord.plans.terms.closing import Deadline
from concord.plans.terms.records import Fate, ProposalRecord
from concord.plans.terms.rolling import DraftLine, Party, RollingProvision
from concord.plans.terms.silence import SilenceLine
from concord.redline import Freshness, SegmentKind, text_of

Words = dict[str, str]


class DraftOut(Schema):
    """``revision`` is the number of the text on the table, ``language`` the one it is negotiated in."""

    uuid: UUID
    code: str
    title: Words
    kind: str
    stage: Stage
    language: str
    languages: list[str]
    revision: int
    symbol: str
    is_illustrative: bool
    opened_at: datetime


class PartyOut(Schema):
    code: str
    name: Words
    capacity: Capacity


class SegmentOut(Schema):
    """A run of words with one fate; ``proposals`` are the keys that ask for it, ``sponsors`` who stands behind them."""

    kind: SegmentKind
    text: str
    proposals: list[str]
    sponsors: list[str]


class StrikeOut(Schema):
    """``accepted`` are keys of proposals; ``awaited`` are the capitals that have not confirmed."""

    kind: DecisionKind
    accepted: list[str]
    by: str
    note: str
    at: datetime
    meeting: str
    agenda_item: str
    awaited: list[str]
    confirmed: list[str]


class ProvisionOut(Schema):
    """``text`` are its words on the revision, ``clean`` those if what is agreed were adopted now, ``rolling`` all of
    them with what each proposal deletes and inserts. ``open`` are keys of proposals.
    """

    uuid: UUID
    kind: ProvisionKind
    number: str
    depth: int
    parent: UUID | None
    standing: Standing
    is_new: bool
    freshness: Freshness
    text: str
    digest: str
    clean: str
    rolling: list[SegmentOut]
    open: list[str]
    decisions: list[StrikeOut]
    measures: list[str]


class TextOut(Schema):
    """``revision`` is the one shown, ``draft.revision`` the latest."""

    draft: DraftOut
    revision: int
    symbol: str
    language: str
    made_at: datetime
    is_current: bool
    parties: list[PartyOut]
    provisions: list[ProvisionOut]


class OpOut(Schema):
    """``words`` take the place of the tokens from ``start`` to before ``end``."""

    start: int
    end: int
    words: list[str]


class StoodOut(Schema):
    """``base`` is the digest of the words that the operations point into."""

    revision: int
    base: str
    ops: list[OpOut]
    state: FootingState
    clashes_with: list[str]


class ProposalLine(Schema):
    """``sponsors`` begin with the lead; ``stood`` begins with the proposal as it was tabled."""

    uuid: UUID
    key: str
    provision: UUID
    language: str
    kind: ProposalKind
    lead: str
    sponsors: list[str]
    explanation: str
    alternate: str
    supersedes: str
    origin: Origin
    recommendation: str
    parent: UUID | None
    joins: list[UUID]
    splits: list[int]
    tabled_at: datetime
    withdrawn_at: datetime | None
    fate: Fate
    stood: list[StoodOut]


class ProposalOut(ProposalLine):
    """``before`` and ``after`` are the words as they were when it was tabled, without it and with it."""

    before: str
    after: str


class PositionOut(Schema):
    """``proposal`` is a key, empty for a position on the provision."""

    uuid: UUID
    delegation: str
    provision: UUID
    proposal: str
    stand: Stand
    text: str
    at: datetime
    is_latest: bool


class ExtensionOut(Schema):
    before: datetime
    deadline_at: datetime
    reason: str
    at: datetime


class ObjectionOut(Schema):
    """One that was not ``in_time`` is on record and changes nothing."""

    party: str
    provisions: list[UUID]
    text: str
    at: datetime
    in_time: bool


class SilenceOut(Schema):
    """``state`` is the digest of the text under silence; ``outcome`` is null until it is recorded."""

    uuid: UUID
    revision: int
    symbol: str
    state: str
    opened_at: datetime
    deadline_at: datetime
    outcome: Outcome | None
    closed_at: datetime | None
    extensions: list[ExtensionOut]
    objections: list[ObjectionOut]


class DeclarationOut(Schema):
    """``provision`` is null for what is said of the whole text. ``recorded_by`` is the party that wrote down what was
    said aloud; ``confirmed_at`` is null until the delegation confirmed that this is so.
    """

    will: Will
    provision: UUID | None
    text: str
    at: datetime
    recorded_by: str | None
    confirmed_at: datetime | None


class StanceOut(Schema):
    """``declared`` is null while the party has said neither that it adopts nor that it observes."""

    party: str
    declared: DeclarationOut | None
    beside: list[DeclarationOut]


class AdoptionOut(Schema):
    """``opened_at`` is null while adoption was not opened; ``instrument`` is the code of the adopted text."""

    draft: UUID
    is_open: bool
    is_final: bool
    meeting: str
    opened_at: datetime | None
    instrument: str
    stances: list[StanceOut]


class DeadlineOut(Schema):
    """``kind`` is silence, ad_referendum or adoption; ``at`` is null for what waits without a date."""

    kind: str
    draft: UUID
    title: Words
    at: datetime | None
    since: datetime


def draft_out(line: DraftLine) -> DraftOut:
    return DraftOut(
        uuid=line.uuid,
        code=line.code,
        title=line.title.to_json(),
        kind=line.kind,
        stage=line.stage,
        language=line.language,
        languages=list(line.languages),
        revision=line.revision,
        symbol=line.symbol,
        is_illustrative=line.is_illustrative,
        opened_at=line.opened_at,
    )


def party_out(party: Party) -> PartyOut:
    return PartyOut(code=party.code, name=party.name.to_json(), capacity=party.capacity)


def provision_out(row: RollingProvision) -> ProvisionOut:
    return ProvisionOut(
        uuid=row.uuid,
        kind=row.kind,
        number=row.number,
        depth=row.depth,
        parent=row.parent,
        standing=row.standing,
        is_new=row.is_new,
        freshness=row.freshness,
        text=text_of(tokens=row.tokens),
        digest=row.digest,
        clean=text_of(tokens=row.clean),
        rolling=[
            SegmentOut(
                kind=run.segment.kind,
                text=text_of(tokens=run.segment.tokens),
                proposals=list(run.segment.keys),
                sponsors=list(run.segment.sponsors),
            )
            for run in row.runs
        ],
        open=[each.key for each in row.open],
        decisions=[
            StrikeOut(
                kind=each.kind,
                accepted=list(each.accepted),
                by=each.by.code,
                note=each.note,
                at=each.at,
                meeting=each.meeting,
                agenda_item=each.agenda_item,
                awaited=[party.code for party in each.awaited],
                confirmed=[party.code for party in each.confirmed],
            )
            for each in row.decisions
        ],
        measures=list(row.measures),
    )


def proposal_fields(row: ProposalRecord) -> dict[str, Any]:
    """For a line and for the whole."""
    return {
        **{name: getattr(row, name) for name in ProposalLine.model_fields if name != "stood"},
        "stood": [
            StoodOut(
                revision=each.revision,
                base=each.base,
                ops=[OpOut(start=start, end=end, words=list(words)) for start, end, words in each.ops],
                state=each.state,
                clashes_with=list(each.clashes_with),
            )
            for each in row.stood
        ],
    }


def silence_out(row: SilenceLine) -> SilenceOut:
    return SilenceOut(
        uuid=row.uuid,
        revision=row.revision,
        symbol=row.symbol,
        state=row.state,
        opened_at=row.opened_at,
        deadline_at=row.deadline_at,
        outcome=row.outcome,
        closed_at=row.closed_at,
        extensions=[
            ExtensionOut(before=each.before, deadline_at=each.deadline_at, reason=each.reason, at=each.at)
            for each in row.extensions
        ],
        objections=[
            ObjectionOut(
                party=each.party.code,
                provisions=[provision.uuid for provision in each.provisions],
                text=each.text,
                at=each.at,
                in_time=each.in_time,
            )
            for each in row.objections
        ],
    )


def deadline_out(row: Deadline) -> DeadlineOut:
    return DeadlineOut(kind=row.kind, draft=row.draft, title=row.title.to_json(), at=row.at, since=row.since)


def adoption_out(reading: AdoptionReading) -> AdoptionOut:
    return AdoptionOut(
        draft=reading.draft.uuid,
        is_open=reading.is_open,
        is_final=reading.is_final,
        meeting=reading.meeting,
        opened_at=reading.opened_at,
        instrument=reading.instrument,
        stances=[
            StanceOut(
                party=each.party.code,
                declared=_declaration_out(each.declared) if each.declared else None,
                beside=[_declaration_out(said) for said in each.beside],
            )
            for each in reading.stances
        ],
    )


def _declaration_out(said: Declared) -> DeclarationOut:
    return DeclarationOut(
        will=said.will,
        provision=said.provision.uuid if said.provision else None,
        text=said.text,
        at=said.at,
        recorded_by=said.recorded_by.code if said.recorded_by else None,
        confirmed_at=said.confirmed_at,
    )
