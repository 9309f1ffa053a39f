"""The floor for one reader, and the rows that a strike of the gavel is about."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from concord.meetings.models import AgendaItem, Meeting
from concord.meetings.terms import Name
from concord.plans.access import ASK_FOR_FLOOR, LEAD_FLOOR, READ_DRAFT
from concord.plans.models import Decision, Delegation, Draft, Floor, Group, Proposal, Provision, Turn
from concord.plans.queries.credentials import mine
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import DecisionKind, Standing
from concord.plans.terms.floor import AgendaLine, FloorReading, SpeakersTurn, WorkingGroup
from concord.plans.terms.rolling import Party, RollingText
from concord.policy import Actor, decide, visible
from concord.ui import pages


def floor(*, actor: Actor, draft: Draft, language: str = "") -> FloorReading:
    """The rolling text and four queries, five where a meeting sits."""
    text = rolling_text(actor=actor, draft=draft, language=language)
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Floor.objects.filter(draft=draft))
    row: Floor | None = rows.select_related("meeting", "provision", "agenda_item").first()
    credential = mine(actor=actor, draft=draft)
    is_open = row is not None and row.is_open
    meeting = row.meeting if row is not None and is_open else None
    agenda = tuple(_line(each) for each in AgendaItem.objects.filter(meeting=meeting)) if meeting else ()
    may_lead = decide(actor=actor, action=LEAD_FLOOR, obj=credential).allowed
    return FloorReading(
        text=text,
        is_open=is_open,
        list_is_open=is_open and row is not None and row.list_is_open,
        meeting=Name(code=meeting.code, title=meeting.title) if meeting else None,
        agenda=agenda,
        agenda_item=_line(row.agenda_item) if row is not None and meeting and row.agenda_item else None,
        provision=text.provision(row.provision.uuid) if row is not None and is_open and row.provision else None,
        turns=tuple(_turns(actor, draft, text)) if is_open else (),
        groups=tuple(_groups(actor, draft, text, may_lead=may_lead)),
        may_lead=may_lead,
        may_ask=is_open and decide(actor=actor, action=ASK_FOR_FLOOR, obj=credential).allowed,
    )


def wall(*, actor: Actor, draft: Draft, language: str = "") -> FloorReading:
    """For the whole room: as those read it to whom the draft was released and nothing else. What a small group keeps to
    itself is not there, whoever projects. Raises ``Http404`` where the actor does not see the draft.
    """
    seen = pages.found(visible(actor=actor, action=READ_DRAFT, queryset=Draft.objects.all()), pk=draft.pk)
    everybody = Actor.anonymous(audiences=frozenset({seen.audience_id}))
    return floor(actor=everybody, draft=seen, language=language)


def provision(*, actor: Actor, draft: Draft, uuid: UUID) -> Provision:
    """Raises ``Http404``, hidden or absent alike."""
    row: Provision = pages.found(_rows(actor, draft, Provision), uuid=uuid)
    return row


def proposals_named(*, actor: Actor, draft: Draft, keys: Collection[str]) -> list[Proposal]:
    """In tabling order; what the actor does not see is left out."""
    return list(_rows(actor, draft, Proposal).filter(key__in=keys).order_by("order")) if keys else []


def delegations_named(*, actor: Actor, draft: Draft, codes: Collection[str]) -> list[Delegation]:
    """By the codes of their organisations, in the order of the table."""
    rows = _rows(actor, draft, Delegation).filter(organisation__code__in=codes)
    return list(rows.select_related("organisation").order_by("position", "pk")) if codes else []


def turn(*, actor: Actor, draft: Draft, uuid: UUID) -> Turn:
    """Raises ``Http404``, hidden or absent alike."""
    row: Turn = pages.found(_rows(actor, draft, Turn).select_related("draft", "delegation__organisation"), uuid=uuid)
    return row


def line(*, actor: Actor, draft: Draft) -> tuple[Turn | None, Turn | None]:
    """Who speaks, and who is the first to wait."""
    rows = _rows(actor, draft, Turn).filter(ended_at=None).select_related("draft", "delegation__organisation")
    every: list[Turn] = list(rows.order_by("position", "pk"))
    speaking = next((each for each in every if each.began_at is not None), None)
    return speaking, next((each for each in every if each.began_at is None), None)


def sitting(*, actor: Actor, draft: Draft) -> Floor | None:
    """The floor while a meeting sits, with the meeting and its agenda item, for the record of a strike."""
    rows = _rows(actor, draft, Floor).filter(is_open=True)
    row: Floor | None = rows.select_related("meeting", "agenda_item", "provision").first()
    return row


def meeting(*, code: str) -> Meeting | None:
    return Meeting.objects.filter(code=code).first() if code else None


def agenda_item(*, meeting: Meeting | None, number: str) -> AgendaItem | None:
    return AgendaItem.objects.filter(meeting=meeting, number=number).first() if meeting and number else None


def group_at_work(*, actor: Actor, draft: Draft, uuid: UUID) -> Group:
    """A small group that has not reported, by the decision that referred to it: the chair calls back what it need not
    read. Raises ``Http404``.
    """
    rows = _rows(actor, draft, Decision).filter(kind=DecisionKind.REFER, group__uuid=uuid, group__closed_at=None)
    row = rows.select_related("group__draft").first()
    if row is None:
        raise Http404
    found: Group = row.group
    return found


def _rows(actor: Actor, draft: Draft, model: Any) -> QuerySet[Any]:
    return visible(actor=actor, action=READ_DRAFT, queryset=model.objects.filter(draft=draft))


def _line(item: AgendaItem) -> AgendaLine:
    return AgendaLine(number=item.number, title=item.title)


def _turns(actor: Actor, draft: Draft, text: RollingText) -> Iterable[SpeakersTurn]:
    parties = _parties(text)
    rows = _rows(actor, draft, Turn).filter(ended_at=None).order_by("position", "pk")
    for uuid, code, asked_at, began_at in rows.values_list(
        "uuid", "delegation__organisation__code", "asked_at", "began_at"
    ):
        if code in parties:
            yield SpeakersTurn(uuid=uuid, party=parties[code], asked_at=asked_at, began_at=began_at)


def _groups(actor: Actor, draft: Draft, text: RollingText, *, may_lead: bool) -> Iterable[WorkingGroup]:
    parties = _parties(text)
    referred = {each.uuid for each in text.provisions if each.standing is Standing.REFERRED}
    if not referred:
        return
    found: dict[UUID, tuple[Group, list[UUID]]] = {}
    rows = _rows(actor, draft, Decision).filter(kind=DecisionKind.REFER, group__closed_at=None)
    for row in rows.select_related("group__facilitator__organisation", "provision").order_by("at", "pk"):
        found.setdefault(row.group.uuid, (row.group, []))[1].append(row.provision.uuid)
    for uuid, (group, provisions) in found.items():
        facilitator = parties.get(group.facilitator.organisation.code)
        if facilitator is not None and (may_lead or (facilitator == text.mine and text.may_speak)):
            yield WorkingGroup(
                uuid=uuid,
                title=group.title,
                facilitator=facilitator,
                provisions=tuple(each for each in provisions if each in referred),
                opened_at=group.opened_at,
            )


def _parties(text: RollingText) -> dict[str, Party]:
    return {party.code: party for party in text.parties}
