"""The provision in hand: what is proposed on it and by whom, where delegations stand, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from concord.plans.logic.ops import op_tuple
from concord.plans.logic.standing import SETTLED
from concord.plans.terms import FootingState, ProposalKind, Stand
from concord.plans.terms.rolling import RollingProvision, RollingText, Strike, TabledProposal
from concord.plans.views.frame import door, standing_badge
from concord.plans.views.words import Writer, names
from concord.redline import Clash, Op, text_of
from concord.ui.components import Badge

_ALWAYS_SAID = (ProposalKind.NOC, ProposalKind.MOVE, ProposalKind.MERGE, ProposalKind.SPLIT, ProposalKind.SUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashLine:
    key: str
    who: str
    words: str
    soft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    label: str
    who: str
    chips: SafeString
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One proposal as its card tells it. Addresses are empty where the reader may not do the thing."""

    key: str
    hue: int
    chips: SafeString
    who: str
    kind: str
    ask: str
    change: SafeString
    state: Badge | None
    explanation: str
    origin: str
    tabled_at: datetime
    supersedes: str
    alternate: str
    group: str
    is_with_group: bool
    clashes: tuple[ClashLine, ...]
    stances: tuple[Stance, ...]
    withdraw: str
    sponsor: str
    leave: str
    supersede: str
    rival: str

    @property
    def acts(self) -> bool:
        return bool(self.withdraw or self.sponsor or self.leave or self.supersede or self.rival)

    @property
    def quiet(self) -> "Card":
        """The same, without its links."""
        return replace(self, withdraw="", sponsor="", leave="", supersede="", rival="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened, for the thread."""

    at: datetime
    words: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    uuid: UUID
    number: str
    kind: str
    words: SafeString
    standing: Badge
    awaited: str
    cards: tuple[Card, ...]
    closed: tuple[Card, ...]
    stances: tuple[Stance, ...]
    thread: tuple[Moment, ...]
    measures: tuple[tuple[str, str, str], ...]
    propose: str
    position: str
    confirm: str
    is_settled: bool


def number_of(provision: RollingProvision) -> str:
    """Its own label; the page's `Writer.number` tells it from those of other parts."""
    return capfirst(provision.number or provision.kind.label)


def panel_of(*, text: RollingText, provision: RollingProvision, writer: Writer) -> Panel:
    draft = text.draft.uuid
    open_ = {each.key for each in provision.open}
    cards = tuple(card_of(text, provision, each, writer) for each in provision.proposals)
    may = text.may_speak and text.is_current and provision.standing not in SETTLED
    awaited = [party for strike in provision.decisions for party in strike.awaited]
    return Panel(
        uuid=provision.uuid,
        number=writer.number(provision.uuid),
        kind=capfirst(provision.kind.label),
        words=writer.plain(provision.tokens),
        standing=standing_badge(provision.standing),
        awaited=names(dict.fromkeys(awaited)),
        cards=tuple(card for card in cards if card.key in open_),
        closed=tuple(card for card in cards if card.key not in open_),
        stances=_stances(provision, "", writer),
        thread=_thread(provision),
        measures=tuple(_measure(key) for key in provision.measures),
        propose=door("propose", draft, provision=str(provision.uuid), language=text.language) if may else "",
        position=door("take_position", draft, provision.uuid) if text.may_speak else "",
        confirm=door("take_position", draft, provision.uuid) if text.may_speak and text.mine in awaited else "",
        is_settled=provision.standing in SETTLED and text.may_speak,
    )


def _measure(key: str) -> tuple[str, str, str]:
    framework, _colon, number = key.rpartition(":")
    return key, framework, number


def card_of(text: RollingText, provision: RollingProvision, each: TabledProposal, writer: Writer) -> Card:
    draft, mine = text.draft.uuid, text.mine
    stands = each.withdrawn_at is None and not each.is_accepted and not each.is_set_aside
    may = stands and text.may_speak and text.is_current
    leads, sponsors = mine == each.lead, mine in each.sponsors
    retable = each.state is FootingState.RETABLE
    return Card(
        key=each.key,
        hue=each.lead.colour % 12 + 1,
        chips=writer.chips(each.sponsors),
        who=names(each.sponsors),
        kind=each.kind.label,
        ask=ask_of(each, provision, writer),
        change=_change(text, provision, each, writer),
        state=_state(each),
        explanation=each.explanation,
        origin=_origin(each),
        tabled_at=each.tabled_at,
        supersedes=each.supersedes,
        alternate=each.alternate,
        group=each.group,
        is_with_group=each.is_with_group,
        clashes=tuple(_clash(clash, each, provision) for clash in provision.clashes if each.key in _both(clash)),
        stances=_stances(provision, each.key, writer),
        withdraw=door("withdraw", draft, each.key) if may and leads else "",
        sponsor=door("sponsor", draft, each.key) if may and not sponsors and not retable else "",
        leave=door("leave", draft, each.key) if may and sponsors and not leads else "",
        supersede=door("propose", draft, supersedes=each.key) if may and leads else "",
        rival=door("propose", draft, provision=str(provision.uuid), alternate=each.key) if may and not sponsors else "",
    )


def in_place(each: TabledProposal, provision: RollingProvision, language: str) -> bool:
    """Its operations point into the words that are shown: same language, same revision."""
    return each.language == language and each.base == provision.digest


def _change(text: RollingText, provision: RollingProvision, each: TabledProposal, writer: Writer) -> SafeString:
    """In the words it stands on; what it puts in, where those are in another language or of an earlier revision."""
    if in_place(each, provision, text.language):
        return writer.excerpt(provision.tokens, op_tuple(changes=each.ops))
    words = [op.words for op in op_tuple(changes=each.ops) if op.words]
    return SafeString(" … ".join(writer.change((), [Op(0, 0, tokens)]) for tokens in words))


def _both(clash: Clash) -> tuple[str, str]:
    return clash.first, clash.second


def _clash(clash: Clash, each: TabledProposal, provision: RollingProvision) -> ClashLine:
    other = clash.second if clash.first == each.key else clash.first
    rival = next((p for p in provision.proposals if p.key == other), None)
    return ClashLine(
        key=other,
        who=names(rival.sponsors) if rival else "",
        words=text_of(tokens=provision.tokens[clash.start : clash.end]).strip(),
        soft=clash.soft,
    )


def _state(each: TabledProposal) -> Badge | None:
    if each.is_accepted:
        return Badge(_("accepted"), "done")
    if each.withdrawn_at is not None:
        return Badge(_("withdrawn"), "stopped")
    if each.is_set_aside:
        return Badge(_("others were agreed instead"), "stopped")
    if each.state is not FootingState.STANDING:
        return Badge(each.state.label, "attention" if each.state is FootingState.RETABLE else "plain")
    return None


def ask_of(each: TabledProposal, provision: RollingProvision, writer: Writer) -> str:
    """What a proposal asks beyond the words, as a sentence; empty where the words say it all."""
    who = {"who": names(each.sponsors), "number": writer.number(provision.uuid)}
    if each.kind is ProposalKind.MERGE:
        joined = ", ".join(writer.number(uuid) for uuid in each.joins)
        return _("%(who)s: merge %(number)s with %(others)s.") % {**who, "others": joined}
    if each.kind is ProposalKind.MOVE:
        under = writer.number(each.parent) if each.parent else ""
        if under:
            return _("%(who)s: move %(number)s under %(parent)s.") % {**who, "parent": under}
        return _("%(who)s: move %(number)s to another place.") % who
    if each.kind is ProposalKind.SPLIT:
        before = ", ".join(f"“{text_of(tokens=provision.tokens[at : at + 3]).strip()}…”" for at in each.splits)
        return _("%(who)s: split %(number)s before %(words)s.") % {**who, "words": before}
    said = {
        ProposalKind.NOC: _("%(who)s: keep %(number)s as it is."),
        ProposalKind.SUP: _("%(who)s: delete %(number)s."),
        ProposalKind.ADD: _("%(who)s: add this provision."),
    }
    return said[each.kind] % who if each.kind in said else ""


def asks(text: RollingText, provision: RollingProvision, writer: Writer) -> tuple[tuple[TabledProposal, str], ...]:
    """Open proposals that words in place do not show."""
    return tuple(
        (each, _elsewhere(each) if each.language != text.language else ask_of(each, provision, writer))
        for each in provision.open
        if each.kind in _ALWAYS_SAID or each.language != text.language
    )


def _elsewhere(each: TabledProposal) -> str:
    language = get_language_info(each.language)["name_translated"]
    told = {"who": names(each.sponsors), "kind": each.kind.label, "language": language}
    return _("%(who)s: %(kind)s (text in %(language)s).") % told


def _origin(each: TabledProposal) -> str:
    if each.recommendation:
        return _("from recommendation %(name)s") % {"name": each.recommendation}
    return each.origin.label if each.origin != "web" else ""


def _stances(provision: RollingProvision, key: str, writer: Writer) -> tuple[Stance, ...]:
    found: dict[Stand, list[int]] = {}
    for at, taken in enumerate(provision.positions):
        if taken.proposal == key:
            found.setdefault(taken.stand, []).append(at)
    lines = []
    for stand in Stand:
        taken_by = [provision.positions[at] for at in found.get(stand, ())]
        if taken_by:
            parties = [taken.party for taken in taken_by]
            notes = tuple((names([taken.party]), taken.text) for taken in taken_by if taken.text)
            label = capfirst(stand.label)
            lines.append(Stance(label=label, who=names(parties), chips=writer.chips(parties), notes=notes))
    return tuple(lines)


def _thread(provision: RollingProvision) -> tuple[Moment, ...]:
    """Newest first."""
    happened = chain(_tabled(provision.proposals), _struck(provision.decisions), _taken(provision))
    return tuple(sorted(happened, key=lambda moment: moment.at, reverse=True))


def _tabled(proposals: Iterable[TabledProposal]) -> Iterable[Moment]:
    for each in proposals:
        told = {"who": names([each.lead]), "key": each.key, "kind": each.kind.label}
        yield Moment(at=each.tabled_at, words=_("%(who)s tabled %(key)s: %(kind)s") % told)
        if each.withdrawn_at is not None:
            yield Moment(at=each.withdrawn_at, words=_("%(who)s withdrew %(key)s") % told)


def _struck(decisions: Iterable[Strike]) -> Iterable[Moment]:
    for strike in decisions:
        words = capfirst(strike.kind.label)
        if strike.accepted:
            words = _("%(decision)s, with %(keys)s") % {"decision": words, "keys": ", ".join(strike.accepted)}
        if strike.awaited:
            words = _("%(decision)s; awaited: %(who)s") % {"decision": words, "who": names(strike.awaited)}
        if strike.confirmed:
            words = _("%(decision)s; confirmed: %(who)s") % {"decision": words, "who": names(strike.confirmed)}
        where = ", ".join(filter(None, (strike.meeting, strike.agenda_item)))
        yield Moment(at=strike.at, words=words, note=strike.note, where=where)


def _taken(provision: RollingProvision) -> Iterable[Moment]:
    for taken in provision.positions:
        told = {"who": names([taken.party]), "stand": taken.stand.label, "key": taken.proposal}
        words = pgettext("position", "%(who)s: %(stand)s") % told
        if taken.proposal:
            words = pgettext("position", "%(who)s: %(stand)s (%(key)s)") % told
        yield Moment(at=taken.at, words=words, note=taken.text)
