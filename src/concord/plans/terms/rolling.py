"""The rolling text as a reader sees it: values between the queries and every screen, file and feed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.plans.terms.kinds import (
    Capacity,
    DecisionKind,
    FootingState,
    Origin,
    ProposalKind,
    ProvisionKind,
    Stage,
    Stand,
    Standing,
)
from concord.redline import Bracketed, Clash, Freshness, Tokens
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A delegation: ``code`` names it in addresses and in `redline`, ``colour`` is its hue, 0 to 11."""

    code: str
    name: Text
    short_name: Text
    capacity: Capacity
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledProposal:
    """A proposal and its footing on the revision shown. ``sponsors`` begin with the lead; ``supersedes`` is a key.
    ``order`` is the tabling order among those that the reader sees. ``is_set_aside`` tells one that others were agreed
    in place of: it comes back if the provision is reopened. ``is_with_group``: only a small group reads it, so far.
    ``base`` is the digest of the words that ``ops`` point into.
    """

    uuid: UUID
    key: str
    provision: UUID
    language: str
    kind: ProposalKind
    lead: Party
    sponsors: tuple[Party, ...]
    order: int
    ops: tuple[tuple[int, int, Tokens], ...]
    state: FootingState
    clashes_with: tuple[str, ...]
    explanation: str
    alternate: str
    supersedes: str
    origin: Origin
    recommendation: str
    group: str
    parent: UUID | None
    place: str
    joins: tuple[UUID, ...]
    splits: tuple[int, ...]
    tabled_at: datetime
    withdrawn_at: datetime | None
    is_accepted: bool
    is_set_aside: bool = False
    is_with_group: bool = False
    base: str = ""

    @property
    def is_open(self) -> bool:
        """It stands on the revision shown and waits to be decided."""
        return (
            self.withdrawn_at is None
            and self.state is FootingState.STANDING
            and not (self.is_accepted or self.is_set_aside)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPosition:
    """The latest word of a delegation on a provision or, with ``proposal`` (a key), on one proposal."""

    party: Party
    provision: UUID
    proposal: str
    stand: Stand
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A decision as it is shown; ``awaited`` capitals have not confirmed, ``confirmed`` ones have."""

    uuid: UUID
    kind: DecisionKind
    accepted: tuple[str, ...]
    by: Party
    note: str
    at: datetime
    meeting: str
    agenda_item: str
    awaited: tuple[Party, ...]
    confirmed: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingProvision:
    """One provision, sorted among its siblings by ``order``. ``tokens`` are its words on the revision (empty where it
    is only proposed), ``runs`` the rolling text with its brackets, ``clean`` the words if what is agreed were adopted
    now. ``number`` is the label that was spoken in the room. ``is_new`` tells a provision that an open proposal would
    add.
    """

    uuid: UUID
    kind: ProvisionKind
    number: str
    depth: int
    parent: UUID | None
    tokens: Tokens
    digest: str
    freshness: Freshness
    runs: tuple[Bracketed, ...]
    clean: Tokens
    standing: Standing
    is_new: bool
    proposals: tuple[TabledProposal, ...]
    clashes: tuple[Clash, ...]
    positions: tuple[TakenPosition, ...]
    decisions: tuple[Strike, ...]
    measures: tuple[str, ...]
    order: str = ""

    @property
    def open(self) -> tuple[TabledProposal, ...]:
        """Proposals that stand and are not yet decided."""
        return tuple(each for each in self.proposals if each.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in a list, and at the head of each of its pages."""

    uuid: UUID
    code: str
    title: Text
    kind: str
    stage: Stage
    language: str
    languages: tuple[str, ...]
    revision: int
    symbol: str
    is_illustrative: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RollingText:
    """A revision in one language with everything open on it that the reader may see, in reading order."""

    draft: DraftLine
    revision: int
    symbol: str
    language: str
    made_at: datetime
    is_current: bool
    parties: tuple[Party, ...]
    provisions: tuple[RollingProvision, ...]
    mine: Party | None
    may_speak: bool
    may_preside: bool

    def provision(self, uuid: UUID) -> RollingProvision | None:
        return next((each for each in self.provisions if each.uuid == uuid), None)
