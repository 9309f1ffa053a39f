"""Translations of the text on the table: entered and confirmed between revisions, the source untouched."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.plans.access import TRANSLATE
from concord.plans.actions.drafts import WHOLE, TextClosed, current_revision, draft_item, locked
from concord.plans.actions.footings import agreed_on, footings_of
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import held, provision_item
from concord.plans.logic.ops import op_tuple, read, stored
from concord.plans.logic.places import Placed, sealed
from concord.plans.models import Draft, Footing, Placement, Provision, Revision, Wording
from concord.plans.terms import FootingState, Stage
from concord.policy import Actor
from concord.redline import Proposal, diff, digest, normalise, rebase, tokenise

_TRANSLATED = (Stage.NEGOTIATION, Stage.AGREED)
_TRANSLATION = "translation"


class UnableToTranslate(Exception):
    """The provision is not in the text, or the language is not one of it, is the one negotiated in, or has no words."""


class ProposalsOnTranslation(Exception):
    """The words in this language were tabled upon on this revision, or agreed and not consolidated; ``keys`` names the
    proposals. They are settled first, so that what was tabled stays what was tabled.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(sorted(keys))
        super().__init__(", ".join(self.keys))


@transaction.atomic
def confirm_translation(
    *, actor: Actor, draft: Draft, provision: Provision, language: str, text: str, at: datetime, note: str = ""
) -> Wording:
    """These are the words of the provision in this language, and they translate the source as it stands: the
    translation is fresh. Words that do not change stay as they are. New words seal the revision again, with what it
    was before in the journal; open proposals that came from an earlier revision follow, or need re-tabling. A provision
    that was agreed in translation only gets its words in the language negotiated in by the same act. Raises
    ``UnableToTranslate``, ``ProposalsOnTranslation`` and ``TextClosed``.
    """
    now = locked(draft=draft)
    held(actor=actor, draft=now, action=TRANSLATE)
    if now.stage not in _TRANSLATED:
        raise TextClosed(Stage(now.stage))
    revision = current_revision(draft=now)
    rows = Wording.objects.unscoped(reason=WHOLE).filter(revision=revision, provision=provision)
    known = {each.language: each for each in rows}
    words = normalise(text=text).strip()
    source = known.get(now.language)
    wording = known.get(language)
    _check(now, revision, provision, language, words, is_source_there=source is not None)
    if wording is None:
        own = {"draft": now, "originator_id": now.originator_id, "audience_id": now.audience_id}
        wording = Wording(**own, revision=revision, provision=provision, language=language)
    before, was_sealed = wording.text, revision.chain
    wording.translates = source.digest if source else ""
    if words != before:
        _follow(now, revision, provision, language, before, words)
        wording.text, wording.digest = words, digest(tokens=(words,))
    wording.save()
    if words != before:
        _seal_again(now, revision)
    touch(row=now)
    record(
        actor=actor,
        act="plans.confirm_translation",
        items=[draft_item(now), provision_item(provision)],
        summary={"language": language, "before": before, "after": words, "chain_before": was_sealed, "note": note},
        at=at,
        originator_id=wording.originator_id,
        audience_id=wording.audience_id,
    )
    return wording


def _check(
    draft: Draft, revision: Revision, provision: Provision, language: str, words: str, *, is_source_there: bool
) -> None:
    placed = Placement.objects.unscoped(reason=WHOLE).filter(revision=revision, provision=provision)
    is_source = language == draft.language
    if not words or language not in draft.languages or is_source is is_source_there or not placed.exists():
        raise UnableToTranslate


def _follow(draft: Draft, revision: Revision, provision: Provision, language: str, before: str, words: str) -> None:
    """Open proposals on the old words go over to the new ones."""
    every = [f for f in footings_of(revision=revision) if f.proposal.provision_id == provision.pk]
    every = [f for f in every if f.proposal.language == language and f.state == FootingState.STANDING]
    agreed = agreed_on(revision=revision)
    earlier = Footing.objects.unscoped(reason=WHOLE).filter(draft=draft, proposal__in=[f.proposal_id for f in every])
    carried = set(earlier.exclude(revision=revision).values_list("proposal_id", flat=True))
    open_ = [f for f in every if f.proposal.withdrawn_at is None]
    if fixed := {f.proposal.key for f in open_ if f.proposal_id not in carried or f.proposal.key in agreed}:
        raise ProposalsOnTranslation(fixed)
    old, new = tokenise(text=before), tokenise(text=words)
    change = Proposal(_TRANSLATION, _TRANSLATION, diff(before=old, after=new), -1)
    for footing in open_:
        key, order = footing.proposal.key, footing.proposal.order
        asked = Proposal(key, str(footing.proposal.lead_id), op_tuple(changes=read(stored=footing.ops)), order)
        found = rebase(proposal=asked, over=[change])
        if found.clashes:
            footing.state = FootingState.RETABLE
        else:
            footing.state = FootingState.ABSORBED if found.absorbed else FootingState.STANDING
            footing.ops = stored(ops=found.proposal.ops) if found.proposal else []
            footing.base = digest(tokens=new)
        footing.save(update_fields=("state", "ops", "base"))


def _seal_again(draft: Draft, revision: Revision) -> None:
    texts: dict[int, dict[str, str]] = {}
    for wording in Wording.objects.unscoped(reason=WHOLE).filter(revision=revision):
        texts.setdefault(wording.provision_id, {})[wording.language] = wording.text
    places = Placement.objects.unscoped(reason=WHOLE).filter(revision=revision).select_related("provision", "parent")
    placed = [
        Placed(
            uuid=str(each.provision.uuid),
            kind=each.provision.kind,
            parent=str(each.parent.uuid) if each.parent else "",
            order=each.order,
            texts=texts.get(each.provision_id, {}),
        )
        for each in places
    ]
    rows = Revision.objects.unscoped(reason=WHOLE)
    before: Revision | None = rows.filter(draft=draft, number=revision.number - 1).first()
    seal = sealed(
        placed=placed,
        languages=draft.languages,
        symbol=revision.symbol,
        at=revision.made_at,
        previous=before.chain if before else "",
    )
    rows.filter(pk=revision.pk).update(state=seal.state, chain=seal.chain)
