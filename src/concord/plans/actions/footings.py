"""Proposals as they stand on a revision, and what was decided on them, whoever may read which."""

from django.db.models import Prefetch, QuerySet

from concord.plans.actions.drafts import WHOLE
from concord.plans.logic.agreed import Struck, accepted_after
from concord.plans.logic.structure import Ask
from concord.plans.models import Decision, Draft, Footing, Proposal, Provision, Revision
from concord.plans.terms import DecisionKind
from concord.redline import Kind, Op
from concord.redline import Proposal as Words


def footings_of(*, revision: Revision) -> list[Footing]:
    """All footings on a revision, ready for ``ask_of``. Two queries."""
    rows = Footing.objects.unscoped(reason=WHOLE).filter(revision=revision)
    joins = Prefetch("proposal__joins", Provision.objects.unscoped(reason=WHOLE))
    rows = rows.select_related("proposal__provision", "proposal__parent", "proposal__superseded_by")
    return list(rows.prefetch_related(joins).order_by("proposal__order"))


def ask_of(footing: Footing) -> Ask:
    """A proposal on a revision as the pure algebra takes it."""
    proposal: Proposal = footing.proposal
    return Ask(
        proposal=Words(
            key=proposal.key,
            lead=str(proposal.lead_id),
            ops=tuple(Op(start, end, tuple(words)) for start, end, words in footing.ops),
            order=proposal.order,
            kind=Kind(proposal.kind),
            base=footing.base,
        ),
        identity=str(proposal.uuid),
        provision=str(proposal.provision.uuid),
        language=proposal.language,
        parent=str(proposal.parent.uuid) if proposal.parent else "",
        place=proposal.place,
        joins=tuple(str(each.uuid) for each in proposal.joins.all()),
        splits=tuple(proposal.splits),
    )


def struck_on(*, draft: Draft, provision: Provision) -> list[tuple[Decision, Struck]]:
    """The decisions on a provision, in order."""
    return _struck(Decision.objects.unscoped(reason=WHOLE).filter(draft=draft, provision=provision))


def agreed_on(*, revision: Revision) -> frozenset[str]:
    """Keys of all proposals agreed on this revision and not reopened. Two queries."""
    by_provision: dict[int | None, list[Struck]] = {}
    for decision, struck in _struck(Decision.objects.unscoped(reason=WHOLE).filter(revision=revision)):
        by_provision.setdefault(decision.provision_id, []).append(struck)
    return frozenset(key for each in by_provision.values() for key in accepted_after(each))


def _struck(rows: QuerySet[Decision]) -> list[tuple[Decision, Struck]]:
    whole = Prefetch("accepted", Proposal.objects.unscoped(reason=WHOLE))
    return [
        (each, Struck(kind=DecisionKind(each.kind), accepted=frozenset(p.key for p in each.accepted.all())))
        for each in rows.order_by("at", "pk").prefetch_related(whole)
    ]
