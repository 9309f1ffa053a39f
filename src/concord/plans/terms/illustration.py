"""What the data files of an illustrative negotiation may say: its texts, its proposals, and its script step by step.
Unknown keys are refused.
"""

from typing import Literal

from pydantic import Field

from concord.meetings.terms import InstrumentKind
from concord.parties.terms.definitions import Definition, Words
from concord.plans.terms.kinds import Capacity, IssueKind, Origin, Outcome, ProposalKind, ProvisionKind, Stand, Will
from concord.ui.text import Text

Key = str
Pairs = tuple[tuple[str, str], ...]


class DelegationDefinition(Definition):
    party: Key
    capacity: Capacity


class MeetingDefinition(Definition):
    """``offset_days`` from the first day of the illustration."""

    code: Key
    title: Words
    offset_days: int
    kind: str
    reading: int | None = None


class ProvisionDefinition(Definition):
    key: Key
    kind: ProvisionKind
    text: Words
    parent: Key = ""
    measures: tuple[str, ...] = ()


class InstrumentDefinition(Definition):
    code: Key
    kind: InstrumentKind
    title: Words
    symbol: str
    language: str
    languages: tuple[str, ...]
    provisions: tuple[ProvisionDefinition, ...]
    framework: str = ""


class TextsDefinition(Definition):
    illustrative: Literal[True]
    notice: Words
    delegations: tuple[DelegationDefinition, ...]
    meetings: tuple[MeetingDefinition, ...]
    instruments: tuple[InstrumentDefinition, ...]


class ProposalDefinition(Definition):
    """``change`` are pairs of words that occur once in the text and of what replaces them."""

    key: Key
    by: Key
    day: int
    do: ProposalKind
    language: str
    provision: Key = ""
    sponsors: tuple[Key, ...] = Field(default=(), alias="with")
    change: Pairs = ()
    new: Key = ""
    kind: ProvisionKind | None = None
    parent: Key = ""
    after: Key = ""
    measures: tuple[str, ...] = ()
    text: Words = Text()
    others: tuple[Key, ...] = ()
    at: Words = Text()
    why: Words = Text()
    alternate: str = ""
    supersedes: Key = ""
    origin: Origin = Origin.WEB
    group: str = ""

    @property
    def about(self) -> Key:
        """The provision; of an addition, the one that it would make."""
        return self.new if self.do is ProposalKind.ADD else self.provision


class SuggestionDefinition(Definition):
    """What an observer suggests in words."""

    key: Key
    provision: Key
    by: Key
    day: int
    words: Words
    taken_up_by: Key = ""


class ProposalsDefinition(Definition):
    illustrative: Literal[True]
    proposals: tuple[ProposalDefinition, ...]
    suggestions: tuple[SuggestionDefinition, ...] = ()


class StepDefinition(Definition):
    """One thing that happens; ``step`` says what, and which of the rest belongs to it."""

    step: Literal[
        "open_meeting", "close_meeting", "reopen", "table", "cosponsor", "position", "agree", "ad_referendum",
        "confirm", "lift_bracket", "park", "refer", "return", "withdraw", "consolidate", "translate", "silence_open",
        "silence_break", "silence_close", "adopt", "declare", "issue",
    ]  # fmt: skip
    meeting: Key = ""
    day: int = 0
    instrument: Key = ""
    provision: Key = ""
    provisions: tuple[Key, ...] = ()
    proposal: Key = ""
    proposals: tuple[Key, ...] = ()
    by: Key = ""
    stand: Stand | None = None
    text: Words = Text()
    accept: tuple[Key, ...] = ()
    closes: tuple[Key, ...] = ()
    awaits: tuple[Key, ...] = ()
    group: str = ""
    title: Words = Text()
    facilitator: Key = ""
    members: tuple[Key, ...] = ()
    revision: int | None = None
    symbol: str = ""
    language: str = ""
    change: Pairs = ()
    hours: int = 0
    outcome: Outcome | None = None
    will: Will | None = None
    kind: IssueKind | None = None


class EndDefinition(Definition):
    """What must have come out: SHA-256 of all texts in reading order, each followed by a line feed, by language."""

    instrument: Key
    provisions: int
    digests: dict[str, str]


class ScriptDefinition(Definition):
    illustrative: Literal[True]
    steps: tuple[StepDefinition, ...]
    ends_with: tuple[EndDefinition, ...] = ()


class IllustrationDefinition(Definition):
    """The three files together."""

    texts: TextsDefinition
    proposals: ProposalsDefinition
    script: ScriptDefinition
