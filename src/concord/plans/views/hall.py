"""What the floor shows, on the chair's screen, a delegate's and the projection's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from concord.plans.exports.sentences import names, struck
from concord.plans.logic.numbers import full_numbers
from concord.plans.terms import Standing
from concord.plans.terms.floor import FloorReading, SpeakersTurn
from concord.plans.terms.rolling import RollingProvision, RollingText, Strike
from concord.plans.views.frame import door
from concord.plans.views.panel import Card, Panel, asks, panel_of
from concord.plans.views.words import Places, Writer, hue
from concord.redline import text_of
from concord.ui.language import localised

SETTLED = (Standing.AGREED, Standing.AD_REFERENDUM)
_BEGINNING = 50  # characters by which a provision is told in a list
_SIZES = ((260, "huge"), (520, "large"), (900, "fair"), (1400, "small"))
"""Up to how many characters the projection shows in each size; beyond, in the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    uuid: UUID
    name: str
    hue: int
    since: datetime
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """The list: who speaks, who waits, and what the reader may do."""

    now: Speaker | None
    waiting: tuple[Speaker, ...]
    is_open: bool
    leads: bool
    may_ask: bool
    mine: Speaker | None
    absent: tuple[Option, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A provision that can be taken up."""

    uuid: UUID
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """The provision in hand. ``size`` is how much of it there is to fit on a screen; ``asked`` are the proposals that
    can be ticked.
    """

    panel: Panel
    words: SafeString
    asks: tuple[tuple[str, str], ...]
    asked: tuple[Card, ...]
    backers: tuple[Card, ...]
    clashes: int
    size: str
    is_settled: bool
    is_parked: bool
    is_with_group: bool
    reserved: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStrike:
    uuid: UUID
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """``settled`` of ``every`` provisions are agreed."""

    meeting: str
    meeting_code: str
    item: str
    agenda: tuple[Option, ...]
    provisions: tuple[Option, ...]
    previous: Step | None
    next: Step | None
    settled: int
    every: int
    last: LastStrike | None


def hall_of(reading: FloorReading) -> Hall:
    text, here = reading.text, reading.provision
    item, numbers = reading.agenda_item, full_numbers(provisions=text.provisions)
    return Hall(
        meeting=localised(reading.meeting.title) if reading.meeting else "",
        meeting_code=reading.meeting.code if reading.meeting else "",
        item=f"{item.number}. {localised(item.title)}" if item else "",
        agenda=tuple(
            Option(value=each.number, label=f"{each.number}. {localised(each.title)}", chosen=each == item)
            for each in reading.agenda
        ),
        provisions=tuple(
            Option(value=str(each.uuid), label=told(each, numbers[each.uuid]), chosen=each is here)
            for each in text.provisions
        ),
        previous=_step(beside(reading, -1), numbers),
        next=_step(beside(reading, 1), numbers),
        settled=sum(each.standing in SETTLED for each in text.provisions),
        every=len(text.provisions),
        last=_last(text, numbers),
    )


def hand_of(reading: FloorReading, writer: Writer) -> Hand | None:
    text, here = reading.text, reading.provision
    if here is None:
        return None
    panel = panel_of(text=text, provision=here, writer=writer)
    link = door("draft", text.draft.uuid, provision=str(here.uuid), language=text.language)
    length = sum(len(token) for run in here.runs for token in run.segment.tokens)
    return Hand(
        panel=panel,
        words=writer.rolling(here.runs, places=Places.of(here), link=link.replace("&", "&amp;")),
        asks=tuple((each.key, words) for each, words in asks(text, here, writer)),
        asked=tuple(card for card in panel.cards if not card.is_with_group),
        backers=panel.cards,
        clashes=len({(clash.first, clash.second) for clash in here.clashes if not clash.soft}),
        size=next((size for most, size in _SIZES if length <= most), "tiny"),
        is_settled=here.standing in SETTLED,
        is_parked=here.standing is Standing.PARKED,
        is_with_group=here.standing is Standing.REFERRED,
        reserved=any(bracket.reason.value == "reservation" for run in here.runs for bracket in run.brackets),
        url=link,
    )


def speakers_of(reading: FloorReading) -> Speakers:
    text = reading.text
    listed = {turn.party.code for turn in reading.turns}
    return Speakers(
        now=_speaker(reading.speaking, text),
        waiting=tuple(one for turn in reading.waiting if (one := _speaker(turn, text))),
        is_open=reading.list_is_open,
        leads=reading.may_lead,
        may_ask=reading.may_ask and reading.mine is None and (reading.list_is_open or reading.may_lead),
        mine=_speaker(reading.mine, text),
        absent=tuple(
            Option(value=party.code, label=names([party])) for party in text.parties if party.code not in listed
        ),
        url=door("speakers", text.draft.uuid),
    )


def beside(reading: FloorReading, step: int) -> RollingProvision | None:
    """The provision after (1) or before (-1) the one in hand; with none in hand, the first or the last."""
    every = reading.text.provisions
    if not every:
        return None
    if reading.provision is None:
        return every[0 if step > 0 else -1]
    at = every.index(reading.provision) + step
    return every[at] if 0 <= at < len(every) else None


def next_open(text: RollingText, here: RollingProvision) -> RollingProvision | None:
    """The first after it on which nothing is decided, from the beginning if there is none behind it."""
    at = text.provisions.index(here)
    behind = (*text.provisions[at + 1 :], *text.provisions[:at])
    return next((each for each in behind if each.standing in (Standing.OPEN, Standing.CONTESTED)), None)


def told(provision: RollingProvision, number: str) -> str:
    """In a list: its number and how it begins."""
    words = Truncator(text_of(tokens=provision.tokens)).chars(_BEGINNING)
    return f"{number} · {words}" if words else number


def _last(text: RollingText, numbers: Mapping[UUID, str]) -> LastStrike | None:
    found: list[tuple[Strike, RollingProvision]] = [(each, one) for one in text.provisions for each in one.decisions]
    if not found:
        return None
    strike, provision = max(found, key=lambda pair: pair[0].at)
    awaited = names(strike.awaited or strike.confirmed)
    words = struck(strike.kind, numbers[provision.uuid], strike.accepted, awaited)
    return LastStrike(uuid=provision.uuid, words=words, at=strike.at)


def _step(provision: RollingProvision | None, numbers: Mapping[UUID, str]) -> Step | None:
    return Step(uuid=provision.uuid, number=numbers[provision.uuid]) if provision else None


def _speaker(turn: SpeakersTurn | None, text: RollingText) -> Speaker | None:
    if turn is None:
        return None
    return Speaker(
        uuid=turn.uuid,
        name=names([turn.party]),
        hue=hue(turn.party),
        since=turn.began_at or turn.asked_at,
        mine=turn.party == text.mine,
    )
