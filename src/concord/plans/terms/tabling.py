"""What a delegation asks, as it is typed, and what Concord says of it before it is tabled."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.kinds import Origin, ProposalKind, ProvisionKind
from concord.plans.terms.rolling import TabledProposal
from concord.redline import Bracketed, Clash, Op, Tokens


class Obstacle(TextChoices):
    """Why a proposal cannot be tabled."""

    EMPTY = "empty", _("It changes nothing.")
    NO_WORDS = "no_words", _("It has no words.")
    LONG = "long", _("It is too long for one provision.")
    CHARACTERS = "characters", _("It contains characters that cannot be seen.")
    ABSENT = "absent", _("This provision is not in the text on the table.")
    AGREED = "agreed", _("This provision is agreed. Agreed text reopens only by a decision of the meeting.")
    PLACE = "place", _("The provision cannot stand there.")
    RANGE = "range", _("It points outside the text.")
    LANGUAGE = "language", _("The text is not negotiated in this language.")
    DUPLICATE = "duplicate", _("Your delegation already stands behind these words.")
    SUPERSEDED = "superseded", _("Only a standing proposal of your own delegation can be replaced.")
    GROUP = "group", _("Your delegation or this provision is not part of the small group.")
    MARKING = "marking", _("The recommendation was not released to everybody who reads this draft.")
    TRANSLATION = "translation", _("There are no words in this language yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabling:
    """``words`` are the new clean text of the provision, or ``ops`` the changes to it. ``base`` is the digest of the
    words that were edited.

    ADD makes a provision of kind ``makes``, unless ``provision`` names one that somebody else proposes to add. ADD and
    MOVE put it under ``parent`` after the sibling ``after``; without one, last, or first if ``is_first``; ``place``, an
    order key, overrides both. ``alternate`` is the key of a proposal that this one competes with on purpose,
    ``supersedes`` that of the delegation's own proposal which it replaces.
    """

    kind: ProposalKind
    language: str = ""
    provision: UUID | None = None
    words: str | None = None
    ops: tuple[tuple[int, int, Tokens], ...] | None = None
    base: str = ""
    explanation: str = ""
    alternate: str = ""
    supersedes: str = ""
    makes: ProvisionKind = ProvisionKind.PARAGRAPH
    parent: UUID | None = None
    after: UUID | None = None
    is_first: bool = False
    place: str = ""
    joins: tuple[UUID, ...] = ()
    splits: tuple[int, ...] = ()
    origin: Origin = Origin.WEB


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """An open proposal that cannot stand together with the one in hand, or that shares a gap with it."""

    proposal: TabledProposal
    clash: Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The typed proposal. ``kind`` is what it will be tabled as; ``before`` and ``after`` are the words without and
    with it, ``runs`` the one in the other. ``twin`` asks for exactly the same: tabling means to co-sponsor it.
    ``survivors`` are insertions at the edge of a provision whose deletion is proposed: their words would stay.
    """

    kind: ProposalKind
    provision: UUID | None
    language: str
    digest: str
    ops: tuple[Op, ...]
    before: Tokens
    after: Tokens
    runs: tuple[Bracketed, ...]
    rivals: tuple[Rival, ...]
    twin: TabledProposal | None
    survivors: tuple[TabledProposal, ...]
    parent: UUID | None
    place: str
    makes: ProvisionKind
    joins: tuple[UUID, ...]
    splits: tuple[int, ...]
    alternate: str

    @property
    def hard(self) -> tuple[Rival, ...]:
        return tuple(each for each in self.rivals if not each.clash.soft)
