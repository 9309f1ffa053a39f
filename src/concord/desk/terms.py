"""Acts in words, for people who read what changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.ui.language import Words

ACTS: dict[str, Promise] = {
    "assistance.accept_change": _("took over a publisher's change"),
    "assistance.add_measure": _("added a measure to a project"),
    "assistance.confirm_measure": _("confirmed a measure of a project"),
    "assistance.create_project": _("entered a project"),
    "assistance.edit_project": _("edited a project"),
    "assistance.find_overlap": _("said what a possible duplication is"),
    "assistance.finish_intake": _("finished an import"),
    "assistance.keep_change": _("kept a value against a publisher's change"),
    "assistance.mark_project": _("changed who sees a project"),
    "assistance.reject_measure": _("rejected a measure of a project"),
    "assistance.reclassify": _("classified the projects again"),
    "assistance.state_claims": _("stated where sources on projects differ"),
    "assistance.start_intake": _("started an import"),
    "assistance.take_in": _("imported activities"),
    "assistance.load_rates": _("loaded exchange rates"),
    "assistance.withdraw_finding": _("took back what was said of a possible duplication"),
    "assistance.withdraw_verdict": _("took back a decision on a measure"),
    "desk.mark_seen": _("marked the changes as seen"),
    "meetings.load_process": _("loaded meetings"),
    "parties.add_user": _("added a person"),
    "parties.end_seat": _("ended a seat"),
    "parties.give_seat": _("gave a seat"),
    "parties.load_organisations": _("loaded organisations"),
    "strategy.load_situation": _("loaded situation notes"),
    "strategy.load_strategy": _("loaded strategies"),
    "strategy.load_vocabulary": _("loaded the vocabulary"),
}


@dataclass(frozen=True, slots=True)
class ChangedItem:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One act that the reader may know of, or ``times`` like it in a row; ``at`` is the last. ``more`` counts the items
    beyond those named.
    """

    at: datetime
    actor: str
    words: str
    items: tuple[ChangedItem, ...]
    more: int
    is_new: bool
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that concerns a State: what it is, a word about it, where it is; ``number`` of a measure."""

    title: Words
    url: str
    note: Words = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """What a delegate of a State asks first; each is cut, its whole is behind a task's number."""

    stances: tuple[Concern, ...]
    missing: tuple[Concern, ...]
    projects: tuple[Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits, or that a desk wants to know at a glance: a number that opens what is behind it."""

    label: str
    count: int
    url: str
