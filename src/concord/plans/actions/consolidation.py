"""The next revision: what is agreed becomes text, what is open follows it, all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import Meeting
from concord.plans.access import CONSOLIDATE
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.footings import agreed_on, ask_of, footings_of
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import held
from concord.plans.logic.consolidation import Consolidated, Fate, Version, Words, consolidated
from concord.plans.logic.places import Placed, labels, sealed
from concord.plans.logic.structure import StructureClash
from concord.plans.models import Draft, Footing, Placement, Provision, Revision, Wording
from concord.plans.terms import FootingState
from concord.policy import Actor
from concord.redline import Clashing, Node, text_of, tokenise


class NothingToConsolidate(Exception):
    """No proposal is agreed on the text on the table."""


class UnableToConsolidate(Exception):
    """What was agreed cannot stand together, such as two provisions moved under each other; ``keys`` names it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(sorted(keys))
        super().__init__(", ".join(self.keys))


@transaction.atomic
def consolidate(
    *, actor: Actor, draft: Draft, symbol: str, at: datetime, note: str = "", meeting: Meeting | None = None
) -> Revision:
    """The revision after the one on the table, with everything agreed on it and not reopened. Each open proposal gets a
    footing there: it stands, needs re-tabling, or found its words in the text; earlier footings are kept. Proposals of
    small groups follow too and stay where they are. Raises ``NothingToConsolidate``, ``UnableToConsolidate`` and
    ``redline.WordsChanged``.
    """
    now = locked(draft=draft)
    held(actor=actor, draft=now, action=CONSOLIDATE)
    negotiated(draft=now)
    before = current_revision(draft=now)
    footings = footings_of(revision=before)
    agreed = agreed_on(revision=before)
    if not agreed:
        raise NothingToConsolidate
    known, version = _version(now, before)
    known |= {str(f.proposal.provision.uuid): f.proposal.provision for f in footings}
    open_ = [f for f in footings if f.proposal.key not in agreed and _is_open(f)]
    try:
        result = consolidated(
            version=version,
            kinds={uuid: row.kind for uuid, row in known.items()},
            accepted=[ask_of(f) for f in footings if f.proposal.key in agreed],
            waiting=[ask_of(f) for f in open_ if f.state == FootingState.STANDING],
        )
    except StructureClash as clash:
        raise UnableToConsolidate(clash.keys) from clash
    except Clashing as clash:
        raise UnableToConsolidate({key for c in clash.clashes for key in (c.first, c.second)}) from clash
    revision = _write(before, result, known, {"symbol": symbol, "note": note, "meeting": meeting, "made_at": at})
    _write_footings(revision, open_, result.fates)
    touch(row=now)
    record(
        actor=actor,
        act="plans.consolidate",
        items=[draft_item(now), Item("revision", str(revision.uuid), str(revision))],
        summary={
            "number": revision.number,
            "accepted": sorted(agreed),
            "touched": len(result.touched),
            "chain": revision.chain,
            "note": note,
        },
        at=at,
        originator_id=revision.originator_id,
        audience_id=revision.audience_id,
    )
    return revision


def _is_open(footing: Footing) -> bool:
    proposal = footing.proposal
    return (
        proposal.withdrawn_at is None
        and getattr(proposal, "superseded_by", None) is None
        and footing.state in (FootingState.STANDING, FootingState.RETABLE)
    )


def _version(draft: Draft, revision: Revision) -> tuple[dict[str, Provision], Version]:
    places = Placement.objects.unscoped(reason=WHOLE).filter(revision=revision).select_related("provision", "parent")
    rows: dict[str, Provision] = {}
    nodes: dict[str, Node] = {}
    for place in places:
        uuid = str(place.provision.uuid)
        rows[uuid] = place.provision
        nodes[uuid] = Node(uuid, place.provision.kind, str(place.parent.uuid) if place.parent else "", place.order)
    by_pk = {row.pk: uuid for uuid, row in rows.items()}
    words = {
        (by_pk[w.provision_id], w.language): Words(tokens=tokenise(text=w.text), translates=w.translates)
        for w in Wording.objects.unscoped(reason=WHOLE).filter(revision=revision)
        if w.provision_id in by_pk
    }
    return rows, Version(language=draft.language, nodes=nodes, words=words)


def _write(before: Revision, result: Consolidated, known: dict[str, Provision], facts: Mapping[str, Any]) -> Revision:
    draft, version = before.draft, result.version
    own = {"draft": draft, "originator_id": draft.originator_id, "audience_id": draft.audience_id}
    known |= _made(own, known, result.made)
    texts: dict[str, dict[str, str]] = {uuid: {} for uuid in version.nodes}
    for (uuid, language), words in version.words.items():
        texts[uuid][language] = text_of(tokens=words.tokens)
    placed = [Placed(n.uuid, n.kind, n.parent, n.order, texts[n.uuid]) for n in version.nodes.values()]
    seal = sealed(
        placed=placed,
        languages=draft.languages,
        symbol=facts["symbol"],
        at=facts["made_at"],
        previous=before.chain,
    )
    revision: Revision = Revision.objects.create(
        **own, **facts, number=before.number + 1, state=seal.state, chain=seal.chain
    )
    label = labels(placed=placed)
    Placement.objects.bulk_create(
        Placement(
            **own,
            revision=revision,
            provision=known[n.uuid],
            parent=known[n.parent] if n.parent else None,
            order=n.order,
            label=label[n.uuid],
        )
        for n in version.nodes.values()
    )
    Wording.objects.bulk_create(
        Wording(
            **own,
            revision=revision,
            provision=known[uuid],
            language=language,
            text=texts[uuid][language],
            digest=words.digest,
            translates=words.translates,
        )
        for (uuid, language), words in version.words.items()
    )
    return revision


def _made(
    own: Mapping[str, Any], known: Mapping[str, Provision], made: Mapping[str, Iterable[str]]
) -> dict[str, Provision]:
    """Provisions that a split made, about the measures of the one that was split."""
    if not made:
        return {}
    rows = {part: Provision(**own, uuid=part, kind=known[uuid].kind) for uuid, parts in made.items() for part in parts}
    Provision.objects.bulk_create(rows.values())
    origin = {known[uuid].pk: [rows[part] for part in parts] for uuid, parts in made.items()}
    link = Provision.measures.through
    about = link.objects.filter(provision_id__in=origin).values_list("provision_id", "measure_id")
    link.objects.bulk_create(
        link(provision_id=part.pk, measure_id=measure) for pk, measure in about for part in origin[pk]
    )
    return rows


def _write_footings(revision: Revision, footings: Iterable[Footing], fates: Mapping[str, Fate]) -> None:
    """One that needed re-tabling before still does."""
    rows = []
    for old in footings:
        fate = fates.get(old.proposal.key)
        rows.append(
            Footing(
                draft_id=old.draft_id,
                originator_id=old.originator_id,
                audience_id=old.audience_id,
                proposal=old.proposal,
                revision=revision,
                base=fate.base if fate else old.base,
                ops=[[op.start, op.end, list(op.words)] for op in fate.ops] if fate else old.ops,
                state=fate.state if fate else old.state,
                clashes_with=list(fate.clashes_with) if fate else old.clashes_with,
            )
        )
    Footing.objects.bulk_create(rows)
