"""Acts in words, for people who read what changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
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
    "assistance.load_rates": _("loaded exchange rates"),
    "assistance.mark_project": _("changed who sees a project"),
    "assistance.reclassify": _("classified the projects again"),
    "assistance.reject_measure": _("rejected a measure of a project"),
    "assistance.start_intake": _("started an import"),
    "assistance.state_claims": _("stated where sources on projects differ"),
    "assistance.take_in": _("imported activities"),
    "assistance.withdraw_finding": _("took back what was said of a possible duplication"),
    "assistance.withdraw_verdict": _("took back a decision on a measure"),
    "desk.choose_digest": _("chose how often news comes by e-mail"),
    "desk.mark_seen": _("marked the changes as seen"),
    "desk.send_digest": _("sent news by e-mail"),
    "meetings.load_process": _("loaded meetings"),
    "meetings.register_adopted": _("entered an adopted text"),
    "parties.add_user": _("added a person"),
    "parties.forget_codes": _("let a person set up one-time codes anew"),
    "parties.end_seat": _("ended a seat"),
    "parties.give_seat": _("gave a seat"),
    "parties.load_organisations": _("loaded organisations"),
    "plans.accept_credentials": _("accepted credentials"),
    "plans.admit_delegation": _("admitted a delegation"),
    "plans.adopt": _("adopted a text"),
    "plans.agree": _("agreed a provision"),
    "plans.agree_ad_referendum": _("agreed a provision ad referendum"),
    "plans.ask_for_floor": _("asked for the floor"),
    "plans.break_silence": _("broke silence"),
    "plans.call_earlier": _("moved a speaker up the list"),
    "plans.close_floor": _("closed the meeting on a text"),
    "plans.close_list": _("closed the speakers' list"),
    "plans.close_silence": _("recorded how a silence procedure ended"),
    "plans.confirm_decision": _("confirmed for the capital"),
    "plans.confirm_declaration": _("confirmed what the chair recorded of its declaration"),
    "plans.confirm_translation": _("confirmed a translation"),
    "plans.consolidate": _("made the next revision"),
    "plans.correct_declaration": _("corrected what the chair recorded of its declaration"),
    "plans.declare": _("declared its will at adoption"),
    "plans.end_credentials": _("ended credentials"),
    "plans.end_turn": _("ended a turn to speak"),
    "plans.extend_silence": _("extended a silence procedure"),
    "plans.give_floor": _("gave the floor"),
    "plans.issue_text": _("issued a text under a symbol"),
    "plans.keep_bracket": _("kept a bracket"),
    "plans.leave_proposal": _("no longer co-sponsors a proposal"),
    "plans.lift_bracket": _("lifted a bracket"),
    "plans.load_illustration": _("laid an illustrative text on the table"),
    "plans.mark_draft": _("changed who sees a draft"),
    "plans.open_adoption": _("opened adoption"),
    "plans.open_draft": _("opened a draft"),
    "plans.open_floor": _("opened a meeting on a text"),
    "plans.open_list": _("opened the speakers' list"),
    "plans.open_silence": _("opened a silence procedure"),
    "plans.park": _("parked a provision"),
    "plans.record_declaration": _("recorded what a delegation declared aloud"),
    "plans.refer_to_group": _("referred provisions to a small group"),
    "plans.remove_illustrative": _("took an illustrative text away"),
    "plans.reopen": _("reopened a provision"),
    "plans.retract_declaration": _("took a declaration back"),
    "plans.return_to_plenary": _("brought provisions back to plenary"),
    "plans.set_aside": _("set a condition of adoption aside"),
    "plans.sponsor_proposal": _("co-sponsored a proposal"),
    "plans.table_proposal": _("tabled a proposal"),
    "plans.take_position": _("took a position"),
    "plans.take_up": _("took up a provision"),
    "plans.withdraw_proposal": _("withdrew a proposal"),
    "plans.withdraw_silence": _("withdrew a silence procedure"),
    "sharing.make_feed_key": _("made a secret address for feeds"),
    "sharing.withdraw_feed_key": _("withdrew the secret address for feeds"),
    "strategy.load_situation": _("loaded situation notes"),
    "strategy.load_strategy": _("loaded strategies"),
    "strategy.load_vocabulary": _("loaded the vocabulary"),
}

NO_NEWS = ("desk.choose_digest", "desk.mark_seen", "desk.send_digest")
"""Acts that nobody else needs to hear of."""


class Rhythm(TextChoices):
    """How often news comes by e-mail."""

    OFF = "off", _("not at all")
    DAILY = "daily", _("every day on which there is any")
    WEEKLY = "weekly", _("on Mondays")


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

    @property
    def subject(self) -> ChangedItem | None:
        """What it is about; the other items say more of it."""
        return self.items[0] if self.items else None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an e-mail may tell of what changed, up to the entry ``told``: ``changes`` in words where the marking lets
    titles out, ``withheld`` acts only counted, ``more`` acts beyond those shown.
    """

    changes: tuple[Change, ...]
    withheld: int
    more: int
    told: int

    @property
    def by_subject(self) -> tuple[tuple[ChangedItem | None, tuple[Change, ...]], ...]:
        """What changed last comes first, all changes of it together."""
        found: dict[ChangedItem | None, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.subject, []).append(change)
        return tuple((subject, tuple(same)) for subject, same in found.items())

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.withheld or self.more)

    @property
    def count(self) -> int:
        return sum(change.times for change in self.changes) + self.withheld + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The e-mail: news for one seat; ``site`` goes before the addresses of what changed, ``stop`` ends it."""

    organisation: Words
    news: News
    language: str
    site: str
    changes_url: str
    choice_url: str
    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What one seat has ordered: the e-mail, and since when a secret address."""

    rhythm: Rhythm
    language: str
    key_made_at: datetime | None
