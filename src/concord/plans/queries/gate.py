"""What stands between a text and its adoption, from everything that was tabled, decided and held against it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch

from concord.plans.logic.gate import gaps
from concord.plans.logic.standing import HELD, Ladder, ladder
from concord.plans.models import (
    Confirmation,
    Decision,
    Draft,
    Footing,
    Placement,
    Position,
    Proposal,
    Revision,
    Silence,
    Wording,
)
from concord.plans.queries.heads import Rows, called, in_reading_order, party_of
from concord.plans.terms import (
    TABLES,
    DecisionKind,
    FootingState,
    ProposalKind,
    Standing,
)
from concord.plans.terms.closing import Gap, GapCode, GateFacts
from concord.plans.terms.rolling import Party, Strike
from concord.redline import tokenise
from concord.redline.brackets import typed_brackets

ELSEWHERE = (Standing.PARKED, Standing.REFERRED)
Aside = dict[tuple[GapCode, UUID | None], str]


def gate(*, draft: Draft, revision: Revision, rows: Rows) -> tuple[Gap, ...]:
    """Every gap between the revision and its adoption, in reading order. Eight queries however long the text."""
    facts, aside = _facts(draft, revision, rows)
    is_silent = rows(Silence.objects.filter(draft=draft, outcome="")).exists()
    return gaps(facts=facts, is_silent=is_silent, aside=aside)


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
