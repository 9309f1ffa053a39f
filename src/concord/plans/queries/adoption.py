"""The gate before adoption, the adoption itself, and what was issued."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from concord.plans.logic.gate import gaps
from concord.plans.logic.standing import HELD, Ladder, ladder
from concord.plans.logic.symbols import next_symbol
from concord.plans.models import (
    Adoption,
    Confirmation,
    Decision,
    Declaration,
    Draft,
    Footing,
    Issue,
    Placement,
    Position,
    Proposal,
    Provision,
    Revision,
    Silence,
    Wording,
)
from concord.plans.queries.heads import Head, Rows, called, head, in_reading_order, line_of, party_of, placed, read_by
from concord.plans.terms import (
    TABLES,
    DecisionKind,
    FootingState,
    IssueKind,
    ProposalKind,
    Stage,
    Standing,
    Will,
)
from concord.plans.terms.closing import (
    AdoptionReading,
    Declared,
    Gap,
    GapCode,
    GateFacts,
    IssueLine,
    IssuesReading,
    PlacedProvision,
    Stance,
)
from concord.plans.terms.rolling import DraftLine, Party, Strike
from concord.policy import Actor
from concord.redline import tokenise
from concord.redline.brackets import typed_brackets
from concord.ui.pages import found

ELSEWHERE = (Standing.PARKED, Standing.REFERRED)
DECIDES = (Will.ADOPTS, Will.OBSERVES)


def gate(*, draft: Draft, revision: Revision, rows: Rows) -> tuple[Gap, ...]:
    """Every gap between the revision and its adoption, in reading order. Eight queries however long the text."""
    facts, aside = _facts(draft, revision, rows)
    is_silent = rows(Silence.objects.filter(draft=draft, outcome="")).exists()
    return gaps(facts=facts, is_silent=is_silent, aside=aside)


Aside = dict[tuple[GapCode, UUID | None], str]


def _facts(draft: Draft, revision: Revision, rows: Rows) -> tuple[tuple[GateFacts, ...], Aside]:
    places = in_reading_order(rows(Placement.objects.filter(revision=revision).select_related("provision")))
    steps, aside = _ladders(draft, revision, rows)
    standing = _standing(revision, rows)
    reserving = _reserving(draft, steps, rows)
    wordings = _wordings(revision, rows)
    named = {place.provision_id: (place.provision, place.label) for place in places}
    named |= {pk: (found[0].provision, "") for pk, found in standing.items() if pk not in named}
    facts = []
    for pk, (provision, label) in named.items():
        ladder_, awaited = steps.get(pk, (Ladder(), ()))
        keys = tuple(each.key for each in standing.get(pk, ()))
        facts.append(
            GateFacts(
                uuid=provision.uuid,
                label=called(provision, label),
                open=() if ladder_.is_settled else tuple(key for key in keys if key not in ladder_.accepted),
                pending=tuple(key for key in keys if key in ladder_.accepted),
                reserving=tuple(reserving.get(pk, ())),
                awaited=awaited if ladder_.standing is Standing.AD_REFERENDUM else (),
                behind=_behind(draft, wordings.get(pk, {})),
                is_typed=_typed(draft, wordings.get(pk, {})),
                is_elsewhere=ladder_.standing in ELSEWHERE,
            )
        )
    return tuple(facts), aside


def _ladders(draft: Draft, revision: Revision, rows: Rows) -> tuple[dict[int, tuple[Ladder, tuple[str, ...]]], Aside]:
    """What the gavel left on each provision, with the codes of the capitals that its last decision awaits; and what was
    set aside on this revision.
    """
    capitals: dict[int, list[Party]] = {}
    for each in rows(Confirmation.objects.filter(draft=draft, confirmed_at=None)).select_related(
        "delegation__organisation"
    ):
        capitals.setdefault(each.decision_id, []).append(party_of(each.delegation))
    struck = Decision.objects.filter(draft=draft).select_related("provision", "by__organisation")
    struck = struck.prefetch_related(Prefetch("accepted", rows(Proposal.objects.all())))
    strikes: dict[int, list[Strike]] = {}
    aside: Aside = {}
    for decision in rows(struck):
        if decision.kind != DecisionKind.OVERRIDE and decision.provision_id is not None:
            strikes.setdefault(decision.provision_id, []).append(_strike(decision, capitals.get(decision.pk, ())))
        elif decision.revision_id == revision.pk and decision.gap in GapCode.values:
            about = decision.provision.uuid if decision.provision else None
            aside[GapCode(decision.gap), about] = decision.note
    return {pk: (ladder(strikes=found), _codes(found[-1].awaited)) for pk, found in strikes.items()}, aside


def _strike(decision: Decision, awaited: Iterable[Party]) -> Strike:
    return Strike(
        uuid=decision.uuid,
        kind=DecisionKind(decision.kind),
        accepted=tuple(each.key for each in decision.accepted.all()),
        by=party_of(decision.by),
        note=decision.note,
        at=decision.at,
        meeting="",
        agenda_item="",
        awaited=tuple(awaited),
        confirmed=(),
    )


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(party.code for party in parties)


def _standing(revision: Revision, rows: Rows) -> dict[int, list[Proposal]]:
    """Proposals that stand on the revision, by provision. What a small group prepares among itself is not before the
    plenary; what asks to keep the words brackets none.
    """
    live = Footing.objects.filter(revision=revision, state=FootingState.STANDING)
    live = live.filter(proposal__withdrawn_at=None, proposal__superseded_by=None).exclude(
        proposal__kind=ProposalKind.NOC
    )
    found: dict[int, list[Proposal]] = {}
    for footing in rows(live.select_related("proposal__provision").order_by("proposal__order")):
        proposal = footing.proposal
        if proposal.group_id is None or proposal.audience_id == revision.audience_id:
            found.setdefault(proposal.provision_id, []).append(proposal)
    return found


def _reserving(draft: Draft, steps: dict[int, tuple[Ladder, tuple[str, ...]]], rows: Rows) -> dict[int, list[str]]:
    """Codes of members whose latest word on a provision holds it back, and was not lifted since."""
    said = Position.objects.filter(draft=draft, proposal=None, delegation__capacity__in=TABLES)
    latest: dict[tuple[int, int], Position] = {}
    for position in rows(said.select_related("delegation__organisation")):
        latest[position.provision_id, position.delegation_id] = position
    found: dict[int, list[str]] = {}
    for (provision, _delegation), position in latest.items():
        lifted_at = steps[provision][0].lifted_at if provision in steps else None
        if position.stand in HELD and (lifted_at is None or position.at > lifted_at):
            found.setdefault(provision, []).append(position.delegation.organisation.code)
    return found


def _wordings(revision: Revision, rows: Rows) -> dict[int, dict[str, Wording]]:
    found: dict[int, dict[str, Wording]] = {}
    for wording in rows(Wording.objects.filter(revision=revision)):
        found.setdefault(wording.provision_id, {})[wording.language] = wording
    return found


def _behind(draft: Draft, wordings: dict[str, Wording]) -> tuple[str, ...]:
    """Authentic languages without words, or with words that translate others than these."""
    source = wordings.get(draft.language)
    if source is None or not source.text.strip():
        return ()
    return tuple(
        language
        for language in draft.languages
        if language != draft.language and (language not in wordings or wordings[language].translates != source.digest)
    )


def _typed(draft: Draft, wordings: dict[str, Wording]) -> bool:
    return any(
        bool(typed_brackets(tokens=tokenise(text=wordings[language].text)))
        for language in draft.languages
        if language in wordings
    )


def adoption(*, actor: Actor, draft: UUID) -> AdoptionReading:
    """Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    opened = rows(Adoption.objects.filter(draft=top.draft).select_related("revision", "meeting"))
    present: Adoption | None = opened.order_by("-pk").first()
    is_final = top.draft.stage == Stage.ADOPTED
    is_open = present is not None and not is_final and present.revision_id == top.revision.pk
    named = placed(rows=rows, head=top)
    said = _declarations(present, rows, named.by_pk) if present and (is_open or is_final) else {}
    instrument = Draft.objects.filter(pk=top.draft.pk).values_list("instrument__code", flat=True)
    return AdoptionReading(
        draft=top.line,
        revision=top.revision.uuid,
        state=top.revision.state,
        mine=top.mine,
        may_declare=top.may_speak and is_open,
        may_preside=top.may_preside and not is_final,
        gaps=() if is_final else gate(draft=top.draft, revision=top.revision, rows=rows),
        adoption=present.uuid if present else None,
        is_open=is_open,
        is_final=is_final,
        meeting=present.meeting.code if present and present.meeting else "",
        meeting_title=present.meeting.title if present and present.meeting else None,
        opened_at=present.at if present else None,
        stances=tuple(_stance(top, pk, said.get(pk, ())) for pk in top.parties),
        provisions=named.present,
        instrument=rows(instrument).get() or "",
        beside=_beside(top, present, rows) if present and is_open and top.may_preside else (),
    )


def _declarations(adoption: Adoption, rows: Rows, named: dict[int, PlacedProvision]) -> dict[int, list[Declared]]:
    found: dict[int, list[Declared]] = {}
    for each in rows(Declaration.objects.filter(adoption=adoption)):
        declared = Declared(
            uuid=each.uuid,
            will=Will(each.will),
            provision=named.get(each.provision_id) if each.provision_id else None,
            text=each.text,
            at=each.at,
        )
        found.setdefault(each.delegation_id, []).append(declared)
    return found


def _stance(top: Head, delegation: int, said: Any) -> Stance:
    decided = next((each for each in said if each.will in DECIDES), None)
    return Stance(
        party=top.parties[delegation],
        will=decided.will if decided else None,
        beside=tuple(each for each in said if each.will not in DECIDES),
        declared=decided,
    )


def _beside(top: Head, present: Adoption, rows: Rows) -> tuple[DraftLine, ...]:
    """Other texts whose adoption was opened at the same meeting and is not final."""
    if present.meeting_id is None:
        return ()
    others = Adoption.objects.filter(meeting=present.meeting_id).exclude(draft=top.draft)
    others = others.exclude(draft__stage=Stage.ADOPTED).select_related("draft", "revision")
    return tuple(line_of(each.draft, each.revision) for each in rows(others))


def issues(*, actor: Actor, draft: UUID) -> IssuesReading:
    """Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    revisions = list(rows(Revision.objects.filter(draft=top.draft).order_by("-number")))
    issued = list(rows(Issue.objects.filter(draft=top.draft).select_related("revision")))
    return IssuesReading(
        draft=top.line,
        revisions=tuple((each.uuid, each.number, each.symbol) for each in revisions),
        issues=tuple(
            IssueLine(
                uuid=each.uuid,
                kind=IssueKind(each.kind),
                symbol=each.symbol,
                revision=each.revision.number,
                note=each.note,
                issued_on=each.issued_on,
            )
            for each in issued
        ),
        suggested=suggested_symbols(issued=issued, revision=top.revision),
        may_issue=top.may_preside,
    )


def suggested_symbols(*, issued: list[Issue], revision: Revision) -> tuple[tuple[IssueKind, str], ...]:
    """What may be issued next, and under which symbol: first the text itself, then what follows it."""
    first = next((each.symbol for each in issued if each.kind == IssueKind.INITIAL), None)
    if first is None:
        return ((IssueKind.INITIAL, revision.symbol),)
    taken = [each.symbol for each in issued]
    follows = (IssueKind.CORRIGENDUM, IssueKind.REVISION, IssueKind.ADDENDUM)
    return tuple((kind, next_symbol(first=first, kind=kind, taken=taken)) for kind in follows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaring:
    """What a declaration is about, to act on."""

    adoption: Adoption
    provision: Provision | None


def declaring(*, actor: Actor, draft: UUID, provision: UUID | None) -> Declaring:
    """The adoption opened last, and a provision of the draft. Raises ``Http404``."""
    rows = read_by(actor)
    opened = rows(Adoption.objects.filter(draft__uuid=draft).select_related("draft", "revision"))
    last = opened.order_by("-pk").values("pk")[:1]
    adoption = found(opened, pk__in=last)
    named = None if provision is None else found(rows(Provision.objects.filter(draft__uuid=draft)), uuid=provision)
    return Declaring(adoption=adoption, provision=named)


def declaration(*, actor: Actor, draft: UUID, uuid: UUID) -> Declaration:
    """Raises ``Http404``."""
    related = ("draft", "provision", "delegation__organisation")
    rows = read_by(actor)(Declaration.objects.filter(draft__uuid=draft).select_related(*related))
    row: Declaration = found(rows, uuid=uuid)
    return row


def revision(*, actor: Actor, draft: UUID, uuid: UUID) -> Revision:
    """The row, to act on. Raises ``Http404``."""
    row: Revision = found(read_by(actor)(Revision.objects.filter(draft__uuid=draft).select_related("draft")), uuid=uuid)
    return row
