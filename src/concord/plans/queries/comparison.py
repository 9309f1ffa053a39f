"""Any two revisions of a draft."""

from django.http import Http404

from concord.plans.access import READ_DRAFT
from concord.plans.logic.comparison import Placed, compared_provisions, order_of
from concord.plans.models import Draft, Placement, Revision, Wording
from concord.plans.queries.drafts import draft_line
from concord.plans.terms import ProvisionKind
from concord.plans.terms.timeline import ComparedTexts, RevisionLine
from concord.policy import Actor, visible
from concord.redline import tokenise


def revisions(*, actor: Actor, draft: Draft) -> tuple[RevisionLine, ...]:
    """The first one first. One query."""
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=draft).order_by("number"))
    return tuple(
        RevisionLine(number=number, symbol=symbol, note=note, made_at=made_at, chain=chain)
        for number, symbol, note, made_at, chain in rows.values_list("number", "symbol", "note", "made_at", "chain")
    )


def compared_texts(
    *, actor: Actor, draft: Draft, before: int | None = None, after: int | None = None, language: str = ""
) -> ComparedTexts:
    """Two revisions by number; without numbers the last two. Three queries. Raises ``Http404`` for a revision that is
    not there.
    """
    every = revisions(actor=actor, draft=draft)
    if not every:
        raise Http404
    by_number = {each.number: each for each in every}
    later = every[-1].number if after is None else after
    earlier = max(later - 1, 0) if before is None else before
    if not {earlier, later} <= by_number.keys():
        raise Http404
    spoken = language or draft.language
    texts = _texts(actor, draft, {earlier, later}, spoken)
    return ComparedTexts(
        draft=draft_line(draft=draft, revision=every[-1].number, symbol=every[-1].symbol),
        language=spoken,
        before=by_number[earlier],
        after=by_number[later],
        revisions=every,
        provisions=compared_provisions(before=texts[earlier], after=texts[later]),
        order_before=order_of(placed=texts[earlier]),
    )


def _texts(actor: Actor, draft: Draft, numbers: set[int], language: str) -> dict[int, list[Placed]]:
    wordings = Wording.objects.filter(draft=draft, revision__number__in=numbers, language=language)
    words = {
        (number, provision): text
        for number, provision, text in visible(actor=actor, action=READ_DRAFT, queryset=wordings).values_list(
            "revision__number", "provision_id", "text"
        )
    }
    placements = Placement.objects.filter(draft=draft, revision__number__in=numbers)
    rows = visible(actor=actor, action=READ_DRAFT, queryset=placements).values_list(
        "revision__number", "provision_id", "provision__uuid", "provision__kind", "parent__uuid", "order", "label"
    )
    texts: dict[int, list[Placed]] = {number: [] for number in numbers}
    for number, pk, uuid, kind, parent, order, label in rows:
        texts[number].append(
            Placed(
                uuid=uuid,
                kind=ProvisionKind(kind),
                parent=parent,
                order=order,
                label=label,
                tokens=tokenise(text=words.get((number, pk), "")),
            )
        )
    return texts
