"""What the next revision would be, worked out and not written."""

from dataclasses import replace

from concord.plans.access import CONSOLIDATE, READ_DRAFT
from concord.plans.logic.consolidation import Version, Words, consolidated
from concord.plans.logic.ops import to_redline
from concord.plans.logic.structure import Ask, StructureClash
from concord.plans.models import Draft, Provision, Wording
from concord.plans.queries.credentials import mine
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import FootingState, ProposalKind
from concord.plans.terms.floor import Outlook, Retabled
from concord.plans.terms.rolling import RollingText, TabledProposal
from concord.policy import Actor, decide, visible
from concord.redline import Clashing, Node, tokenise


def outlook(*, actor: Actor, draft: Draft) -> Outlook:
    """By the same reckoning as the act, on what the actor sees: what is kept in a small group is in neither list."""
    text = rolling_text(actor=actor, draft=draft)
    every = [each for provision in text.provisions for each in provision.proposals]
    superseded = {each.supersedes for each in every}
    accepted = tuple(each for each in every if each.is_accepted)
    waiting = [
        each
        for each in every
        if not each.is_accepted
        and each.withdrawn_at is None
        and each.key not in superseded
        and each.state is FootingState.STANDING
    ]
    plain = Outlook(
        text=text,
        accepted=accepted,
        retabled=(),
        absorbed=(),
        standing=0,
        conflict=(),
        may_consolidate=decide(actor=actor.proven(), action=CONSOLIDATE, obj=mine(actor=actor, draft=draft)).allowed,
    )
    try:
        result = consolidated(
            version=_version(actor, draft, text),
            kinds=_kinds(actor, draft, text),
            accepted=[_ask(each) for each in accepted],
            waiting=[_ask(each) for each in waiting],
        )
    except StructureClash as clash:
        return replace(plain, conflict=clash.keys)
    except Clashing as clash:
        keys = {key for each in clash.clashes for key in (each.first, each.second)}
        return replace(plain, conflict=tuple(sorted(keys)))
    fates = [(each, result.fates[each.key]) for each in waiting]
    return replace(
        plain,
        retabled=tuple(
            Retabled(proposal=each, because=fate.clashes_with)
            for each, fate in fates
            if fate.state is FootingState.RETABLE
        ),
        absorbed=tuple(each for each, fate in fates if fate.state is FootingState.ABSORBED),
        standing=sum(fate.state is FootingState.STANDING for _, fate in fates),
    )


def _ask(each: TabledProposal) -> Ask:
    return Ask(
        proposal=to_redline(proposal=each),
        identity=str(each.uuid),
        provision=str(each.provision),
        language=each.language,
        parent=str(each.parent) if each.parent else "",
        place=each.place,
        joins=tuple(str(uuid) for uuid in each.joins),
        splits=each.splits,
    )


def _version(actor: Actor, draft: Draft, text: RollingText) -> Version:
    rows = visible(
        actor=actor,
        action=READ_DRAFT,
        queryset=Wording.objects.filter(draft=draft, revision__number=text.revision),
    )
    nodes = {
        str(each.uuid): Node(str(each.uuid), each.kind.value, str(each.parent) if each.parent else "", each.order)
        for each in text.provisions
        if not each.is_new
    }
    words = {
        (str(uuid), language): Words(tokens=tokenise(text=found), translates=translates)
        for uuid, language, found, translates in rows.values_list("provision__uuid", "language", "text", "translates")
        if str(uuid) in nodes
    }
    return Version(language=draft.language, nodes=nodes, words=words)


def _kinds(actor: Actor, draft: Draft, text: RollingText) -> dict[str, str]:
    kinds = {str(each.uuid): each.kind.value for each in text.provisions}
    adding = [
        each.provision
        for provision in text.provisions
        for each in provision.proposals
        if each.kind is ProposalKind.ADD and str(each.provision) not in kinds
    ]
    if adding:
        rows = visible(actor=actor, action=READ_DRAFT, queryset=Provision.objects.filter(uuid__in=adding, draft=draft))
        kinds |= {str(uuid): kind for uuid, kind in rows.values_list("uuid", "kind")}
    return kinds
