"""What was tabled and said, row by row, for programs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.kinds import FootingState, Origin, ProposalKind, Stand
from concord.redline import Tokens


class Fate(TextChoices):
    """What became of a proposal, as far as the reader sees. A settled one was decided before the text on the table."""

    OPEN = "open", _("open")
    AGREED = "agreed", _("agreed, not consolidated yet")
    SET_ASIDE = "set_aside", _("set aside: others were agreed in its place")
    RETABLE = "retable", _("needs re-tabling")
    ABSORBED = "absorbed", _("its words are already in the text")
    SETTLED = "settled", _("settled by an earlier revision")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Where the words of a proposal stood on one revision: ``ops`` on the tokens of the wording whose digest is
    ``base``.
    """

    revision: int
    base: str
    ops: tuple[tuple[int, int, Tokens], ...]
    state: FootingState
    clashes_with: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRecord:
    """Parties by their codes, ``sponsors`` begin with the lead, proposals by their keys. ``stood`` begins with the
    proposal as it was tabled.
    """

    uuid: UUID
    key: str
    provision: UUID
    language: str
    kind: ProposalKind
    lead: str
    sponsors: tuple[str, ...]
    explanation: str
    alternate: str
    supersedes: str
    origin: Origin
    recommendation: str
    parent: UUID | None
    joins: tuple[UUID, ...]
    splits: tuple[int, ...]
    tabled_at: datetime
    withdrawn_at: datetime | None
    fate: Fate
    stood: tuple[Stood, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRecord:
    """``proposal`` is a key, empty for a position on the provision; ``is_latest`` when the same delegation has said
    nothing later on the same thing.
    """

    uuid: UUID
    delegation: str
    provision: UUID
    proposal: str
    stand: Stand
    text: str
    at: datetime
    is_latest: bool
