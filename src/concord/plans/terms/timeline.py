"""Revisions beside each other, and what happened to a draft."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.kinds import ProvisionKind
from concord.plans.terms.rolling import DraftLine, Party
from concord.redline import Op, Tokens


class Fate(TextChoices):
    """What became of a provision from one revision to another."""

    SAME = "same", _("unchanged")
    CHANGED = "changed", _("changed")
    ADDED = "added", _("added")
    REMOVED = "removed", _("deleted")
    MOVED = "moved", _("moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    number: int
    symbol: str
    note: str
    made_at: datetime
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedProvision:
    """``ops`` turn the words of the first text into those of the second. ``number`` is the label in the second text, or
    in the first where the provision is gone; ``was`` that in the first. A moved one may be changed too.
    """

    uuid: UUID
    kind: ProvisionKind
    depth: int
    number: str
    was: str
    fate: Fate
    is_moved: bool
    before: Tokens
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTexts:
    """Provisions in the reading order of the second text, those that are gone where they stood. ``order_before`` is the
    reading order of the first text.
    """

    draft: DraftLine
    language: str
    before: RevisionLine
    after: RevisionLine
    revisions: tuple[RevisionLine, ...]
    provisions: tuple[ComparedProvision, ...]
    order_before: tuple[UUID, ...]

    @property
    def touched(self) -> tuple[ComparedProvision, ...]:
        return tuple(each for each in self.provisions if each.fate is not Fate.SAME)


class Happened(TextChoices):
    """Acts on a draft, as its timeline names them."""

    OPENED = "opened", _("brought to the table")
    CONSOLIDATED = "consolidated", _("consolidated")
    TABLED = "tabled", _("tabled")
    SPONSORED = "sponsored", _("co-sponsored")
    LEFT = "left", _("sponsorship withdrawn")
    WITHDRAWN = "withdrawn", _("withdrawn")
    STRUCK = "struck", _("decided")
    CONFIRMED = "confirmed", _("confirmed by the capital")
    POSITION = "position", _("position taken")
    SILENCE = "silence", _("silence procedure opened")
    SILENCE_ENDED = "silence_ended", _("silence procedure ended")
    ADOPTED = "adopted", _("adopted")
    DECLARED = "declared", _("declared")
    RECORDED = "recorded", _("declared aloud, as the chair recorded it")
    UPHELD = "upheld", _("confirmed what the chair recorded")
    ISSUED = "issued", _("issued")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One step of the timeline. ``detail`` is the word of a choice (kind of proposal, decision, stand, outcome, will,
    issue), ``note`` what was written beside it, ``proposals`` are keys, ``number`` is the label of the provision now.
    """

    at: datetime
    what: Happened
    party: Party | None = None
    detail: str = ""
    note: str = ""
    proposals: tuple[str, ...] = ()
    provision: UUID | None = None
    number: str = ""
    revision: int | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Oldest first. Each ``at`` is an instant at which the rolling text can be seen."""

    draft: DraftLine
    parties: tuple[Party, ...]
    revisions: tuple[RevisionLine, ...]
    happenings: tuple[Happening, ...]
