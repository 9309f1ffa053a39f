"""The adoption of a text, and what each delegation declares."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from concord.plans.models import (
    Adoption,
    Declaration,
    Delegation,
    Draft,
    Provision,
)
from concord.plans.queries.gate import gate
from concord.plans.queries.heads import Head, Rows, head, line_of, placed, read_by
from concord.plans.terms import (
    Stage,
    Will,
)
from concord.plans.terms.adoption import AdoptionReading, Declared, Stance
from concord.plans.terms.closing import PlacedProvision
from concord.plans.terms.rolling import DraftLine
from concord.policy import Actor
from concord.ui.pages import found

DECIDES = (Will.ADOPTS, Will.OBSERVES)


def adoption(*, actor: Actor, draft: UUID) -> AdoptionReading:
    """Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    opened = rows(Adoption.objects.filter(draft=top.draft).select_related("revision", "meeting"))
    present: Adoption | None = opened.order_by("-pk").first()
    is_final = top.draft.stage == Stage.ADOPTED
    is_open = present is not None and not is_final and present.revision_id == top.revision.pk
    named = placed(rows=rows, head=top)
    said = _declarations(present, rows, top, named.by_pk) if present and (is_open or is_final) else {}
    instrument = Draft.objects.filter(pk=top.draft.pk).values_list("instrument__code", flat=True)
    return AdoptionReading(
        draft=top.line,
        revision=top.revision.uuid,
        state=top.revision.state,
        mine=top.mine,
        speaks=top.may_speak,
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


def _declarations(
    adoption: Adoption, rows: Rows, top: Head, named: dict[int, PlacedProvision]
) -> dict[int, list[Declared]]:
    found: dict[int, list[Declared]] = {}
    for each in rows(Declaration.objects.filter(adoption=adoption)):
        declared = Declared(
            uuid=each.uuid,
            will=Will(each.will),
            provision=named.get(each.provision_id) if each.provision_id else None,
            text=each.text,
            at=each.at,
            recorded_by=top.parties.get(each.recorded_by_id or 0),
            confirmed_at=each.confirmed_at,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaring:
    """What a declaration is about, to act on."""

    adoption: Adoption
    provision: Provision | None
    delegation: Delegation | None


def declaring(*, actor: Actor, draft: UUID, provision: UUID | None, of: str = "") -> Declaring:
    """The adoption opened last, a provision of the draft, and the delegation of the organisation ``of``. Raises
    ``Http404``.
    """
    rows = read_by(actor)
    opened = rows(Adoption.objects.filter(draft__uuid=draft).select_related("draft", "revision"))
    last = opened.order_by("-pk").values("pk")[:1]
    adoption = found(opened, pk__in=last)
    named = None if provision is None else found(rows(Provision.objects.filter(draft__uuid=draft)), uuid=provision)
    parties = rows(Delegation.objects.filter(draft__uuid=draft).select_related("organisation"))
    return Declaring(
        adoption=adoption, provision=named, delegation=found(parties, organisation__code=of) if of else None
    )


def declaration(*, actor: Actor, draft: UUID, uuid: UUID) -> Declaration:
    """Raises ``Http404``."""
    related = ("draft", "adoption", "provision", "delegation__organisation")
    rows = read_by(actor)(Declaration.objects.filter(draft__uuid=draft).select_related(*related))
    row: Declaration = found(rows, uuid=uuid)
    return row
