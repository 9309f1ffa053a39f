"""The register of positions: where each delegation stands on each provision."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from concord.plans.models import Decision, Position, Proposal, Provision, Wording
from concord.plans.queries.heads import Head, Named, head, placed, read_by
from concord.plans.terms import DecisionKind, Stage, Stand
from concord.plans.terms.closing import PlacedProvision
from concord.plans.terms.register import Cell, Choosing, Entry, Register, RegisterRow, Shown
from concord.plans.terms.rolling import Party
from concord.policy import Actor
from concord.ui.pages import found

CLOSED = (Stage.ADOPTED, Stage.WITHDRAWN)


def register(*, actor: Actor, draft: UUID, delegation: str = "", show: Shown = Shown.USUAL) -> Register:
    """``delegation`` (a code) narrows to one and gives all that it ever said; an unknown code narrows nothing. Raises
    ``Http404``.
    """
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    taken = list(rows(Position.objects.filter(draft=top.draft).select_related("proposal", "provision")))
    named = placed(rows=rows, head=top)
    tabled = Proposal.objects.filter(draft=top.draft).select_related("provision").order_by("order")
    proposals = [each for each in rows(tabled) if each.withdrawn_at is None]
    party = next((each for each in top.parties.values() if each.code == delegation), None)
    shown = tuple(top.parties.values()) if party is None else (party,)
    lines = tuple(_rows(top, named, proposals, taken, shown))
    if show is not Shown.ALL:
        usual = show is Shown.USUAL
        lines = tuple(line for line in lines if (usual and not line.proposal) or any(cell.stand for cell in line.cells))
    latest = Counter(cell.stand for line in lines for cell in line.cells if cell.stand is not None)
    return Register(
        draft=top.line,
        parties=tuple(top.parties.values()),
        shown=shown,
        party=party,
        rows=lines,
        counts=tuple((stand, latest[stand]) for stand in Stand if latest[stand]),
        history=_entries(top, named, [each for each in taken if top.parties[each.delegation_id] == party]),
        mine=top.mine,
        may_take=top.may_speak and top.draft.stage not in CLOSED,
        show=show,
    )


def choosing(*, actor: Actor, draft: UUID, provision: UUID, proposal: UUID | None = None) -> Choosing:
    """What the actor's delegation would take a position on, and what it said before. Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    about: Provision = found(rows(Provision.objects.filter(draft=top.draft)), uuid=provision)
    asked: Proposal | None = None
    if proposal is not None:
        asked = found(rows(Proposal.objects.filter(provision=about, withdrawn_at=None)), uuid=proposal)
    named = placed(rows=rows, head=top)
    words = Wording.objects.filter(revision=top.revision, provision=about, language=top.draft.language)
    said = Position.objects.filter(provision=about, proposal=asked).select_related("proposal", "provision")
    mine = top.credential.delegation_id if top.credential else 0
    return Choosing(
        draft=top.line,
        provision=named.by_pk.get(about.pk) or _new(about),
        words="".join(each.text for each in rows(words)),
        proposal=asked.key if asked else "",
        proposal_uuid=asked.uuid if asked else None,
        mine=top.mine,
        may_take=top.may_speak and top.draft.stage not in CLOSED,
        before=_entries(top, named, list(rows(said.filter(delegation=mine)))),
    )


def _rows(
    top: Head, named: Named, proposals: Iterable[Proposal], taken: Iterable[Position], shown: tuple[Party, ...]
) -> Iterable[RegisterRow]:
    said: dict[tuple[int, int | None, str], list[Position]] = {}
    for position in taken:
        code = top.parties[position.delegation_id].code
        said.setdefault((position.provision_id, position.proposal_id, code), []).append(position)
    on: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        on.setdefault(proposal.provision_id, []).append(proposal)
    pk_of = {each.uuid: pk for pk, each in named.by_pk.items()}
    pks = [pk_of[each.uuid] for each in named.present]
    for pk in (*pks, *(pk for pk in on if pk not in named.by_pk)):
        if pk in named.by_pk:
            yield _row(named.by_pk[pk], None, None, pk, said, shown)
        for proposal in on.get(pk, ()):
            where = named.by_pk.get(pk) or _new(proposal.provision)
            yield _row(where, proposal, top.parties[proposal.lead_id], pk, said, shown)


def _row(
    provision: PlacedProvision,
    proposal: Proposal | None,
    lead: Party | None,
    pk: int,
    said: dict[tuple[int, int | None, str], list[Position]],
    shown: tuple[Party, ...],
) -> RegisterRow:
    about = proposal.pk if proposal else None
    return RegisterRow(
        provision=provision,
        proposal=proposal.key if proposal else "",
        proposal_uuid=proposal.uuid if proposal else None,
        lead=lead,
        cells=tuple(_cell(party, said.get((pk, about, party.code), [])) for party in shown),
    )


def _cell(party: Party, said: list[Position]) -> Cell:
    if not said:
        return Cell(party=party)
    last = said[-1]
    return Cell(party=party, stand=Stand(last.stand), text=last.text, at=last.at, entries=len(said))


def _new(provision: Provision) -> PlacedProvision:
    """One that is only proposed so far."""
    return PlacedProvision(uuid=provision.uuid, label="", kind=provision.get_kind_display(), beginning="")


def _entries(top: Head, named: Named, taken: list[Position]) -> tuple[Entry, ...]:
    """Newest first."""
    latest = {(each.provision_id, each.proposal_id, each.delegation_id): each.pk for each in taken}
    return tuple(
        Entry(
            party=top.parties[each.delegation_id],
            provision=named.by_pk.get(each.provision_id) or _new(each.provision),
            proposal=each.proposal.key if each.proposal else "",
            stand=Stand(each.stand),
            text=each.text,
            at=each.at,
            is_latest=latest[each.provision_id, each.proposal_id, each.delegation_id] == each.pk,
        )
        for each in reversed(taken)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a position is taken on, to act on."""

    provision: Provision
    proposal: Proposal | None


def subject(*, actor: Actor, draft: UUID, provision: UUID, proposal: UUID | None = None) -> Subject:
    """Raises ``Http404``."""
    rows = read_by(actor)
    about: Provision = found(rows(Provision.objects.filter(draft__uuid=draft).select_related("draft")), uuid=provision)
    asked: Proposal | None = None
    if proposal is not None:
        asked = found(rows(Proposal.objects.filter(provision=about)), uuid=proposal)
    return Subject(provision=about, proposal=asked)


def awaiting(*, actor: Actor, provision: Provision) -> Decision | None:
    """The last decision on it that was taken ad referendum."""
    rows = read_by(actor)
    taken = Decision.objects.filter(provision=provision, kind=DecisionKind.AD_REFERENDUM).select_related("draft")
    last: Decision | None = rows(taken).order_by("at", "pk").last()
    return last
