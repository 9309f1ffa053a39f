"""The floor: what the room looks at, and who speaks."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import AgendaItem, Meeting
from concord.plans.access import ASK_FOR_FLOOR, LEAD_FLOOR
from concord.plans.actions.drafts import WHOLE, draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import Minute, held, provision_item
from concord.plans.models import Delegation, Draft, Floor, Provision, Turn
from concord.plans.queries.credentials import mine
from concord.policy import Actor


class FloorClosed(Exception):
    """No meeting sits on this draft."""


class ListClosed(Exception):
    """The speakers' list is closed, or the delegation is on it already."""


class TurnOver(Exception):
    """The delegation has spoken, or left the list."""


def minute_of(*, sitting: Floor | None, note: str = "") -> Minute:
    """Of a decision taken now: at the meeting that sits, if one does."""
    if sitting is None:
        return Minute(note=note)
    return Minute(meeting=sitting.meeting, agenda_item=sitting.agenda_item, note=note)


@transaction.atomic
def open_floor(*, actor: Actor, draft: Draft, meeting: Meeting | None, at: datetime) -> Floor:
    """The meeting sits; the speakers' list is open and empty."""
    now = locked(draft=draft)
    held(actor=actor, draft=now, action=LEAD_FLOOR)
    rows = Floor.objects.unscoped(reason=WHOLE)
    floor: Floor | None = rows.filter(draft=now).first()
    if floor is None:
        floor = Floor(draft=now, originator_id=now.originator_id, audience_id=now.audience_id)
    floor.meeting, floor.agenda_item, floor.is_open, floor.list_is_open = meeting, None, True, True
    floor.save()
    _end_all(now, at)
    _record(actor, "plans.open_floor", floor, at, [], {"meeting": meeting.code if meeting else ""})
    return floor


@transaction.atomic
def close_floor(*, actor: Actor, draft: Draft, at: datetime) -> Floor:
    """The meeting rises; whoever still waited has not spoken. Raises ``FloorClosed``."""
    floor = _led(actor, draft)
    floor.is_open, floor.provision = False, None
    floor.save(update_fields=("is_open", "provision"))
    _end_all(floor.draft, at)
    _record(actor, "plans.close_floor", floor, at, [], {})
    return floor


@transaction.atomic
def take_up(
    *, actor: Actor, draft: Draft, provision: Provision | None, at: datetime, agenda_item: AgendaItem | None = None
) -> Floor:
    """The room looks at a provision (None: at none). Without ``agenda_item`` the one taken up stays. Raises
    ``FloorClosed``, and ``Provision.DoesNotExist`` for one of another text.
    """
    floor = _led(actor, draft)
    if provision is not None and provision.draft_id != floor.draft_id:
        raise Provision.DoesNotExist
    floor.provision = provision
    floor.agenda_item = agenda_item or floor.agenda_item
    floor.save(update_fields=("provision", "agenda_item"))
    items = [provision_item(provision)] if provision else []
    _record(actor, "plans.take_up", floor, at, items, {"agenda_item": agenda_item.number if agenda_item else ""})
    return floor


@transaction.atomic
def close_list(*, actor: Actor, draft: Draft, at: datetime) -> Floor:
    """Nobody joins the speakers' list any more. Raises ``FloorClosed``."""
    return _set_list(actor, draft, at, "plans.close_list", is_open=False)


@transaction.atomic
def open_list(*, actor: Actor, draft: Draft, at: datetime) -> Floor:
    """Delegations may join the speakers' list again. Raises ``FloorClosed``."""
    return _set_list(actor, draft, at, "plans.open_list", is_open=True)


@transaction.atomic
def ask_for_floor(*, actor: Actor, draft: Draft, at: datetime, delegation: Delegation | None = None) -> Turn:
    """The actor's delegation joins the speakers' list; the chair puts any ``delegation`` on it, a closed list too.
    Raises ``FloorClosed`` and ``ListClosed``.
    """
    now = locked(draft=draft)
    own = delegation is None or _is_of(actor, now, delegation)
    credential = held(actor=actor, draft=now, action=ASK_FOR_FLOOR if own else LEAD_FLOOR)
    speaker = delegation or credential.delegation
    floor = _sitting(now)
    turns = Turn.objects.unscoped(reason=WHOLE).filter(draft=now)
    if speaker.draft_id != now.pk or (own and not floor.list_is_open):
        raise ListClosed
    if turns.filter(delegation=speaker, ended_at=None).exists():
        raise ListClosed
    last = turns.aggregate(last=Max("position"))["last"] or 0
    turn: Turn = Turn.objects.create(
        draft=now,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
        delegation=speaker,
        position=last + 1,
        asked_at=at,
    )
    _record(actor, "plans.ask_for_floor", floor, at, [_speaker(turn)], {})
    return turn


@transaction.atomic
def give_floor(*, actor: Actor, turn: Turn, at: datetime) -> Turn:
    """Whoever speaks now has finished; this delegation speaks. Raises ``FloorClosed`` and ``TurnOver``."""
    floor = _led(actor, turn.draft)
    turns = Turn.objects.unscoped(reason=WHOLE).filter(draft=floor.draft, ended_at=None)
    speaking: Turn | None = turns.filter(pk=turn.pk, began_at=None).first()
    if speaking is None:
        raise TurnOver
    turns.exclude(began_at=None).update(ended_at=at)
    speaking.began_at = at
    speaking.save(update_fields=("began_at",))
    _record(actor, "plans.give_floor", floor, at, [_speaker(speaking)], {})
    return speaking


@transaction.atomic
def end_turn(*, actor: Actor, turn: Turn, at: datetime) -> Turn:
    """The delegation has spoken, or leaves the list: by the chair or by itself. Raises ``FloorClosed`` and
    ``TurnOver``.
    """
    now = locked(draft=turn.draft)
    held(actor=actor, draft=now, action=ASK_FOR_FLOOR if _is_of(actor, now, turn.delegation) else LEAD_FLOOR)
    floor = _sitting(now)
    turns = Turn.objects.unscoped(reason=WHOLE)
    if not turns.filter(pk=turn.pk, ended_at=None).update(ended_at=at):
        raise TurnOver
    ended: Turn = turns.get(pk=turn.pk)
    _record(actor, "plans.end_turn", floor, at, [_speaker(ended)], {})
    return ended


@transaction.atomic
def call_earlier(*, actor: Actor, turn: Turn, at: datetime) -> Turn:
    """One place earlier on the list; the first of it stays. Raises ``FloorClosed`` and ``TurnOver``."""
    floor = _led(actor, turn.draft)
    waiting = Turn.objects.unscoped(reason=WHOLE).filter(draft=floor.draft, ended_at=None, began_at=None)
    moved: Turn | None = waiting.filter(pk=turn.pk).first()
    if moved is None:
        raise TurnOver
    before: Turn | None = waiting.filter(position__lt=moved.position).order_by("position").last()
    if before is not None:
        before.position, moved.position = moved.position, before.position
        before.save(update_fields=("position",))
        moved.save(update_fields=("position",))
    _record(actor, "plans.call_earlier", floor, at, [_speaker(moved)], {})
    return moved


def _is_of(actor: Actor, draft: Draft, delegation: Delegation) -> bool:
    credential = mine(actor=actor, draft=draft)
    return credential is not None and credential.delegation_id == delegation.pk


def _sitting(draft: Draft) -> Floor:
    floor: Floor | None = Floor.objects.unscoped(reason=WHOLE).filter(draft=draft, is_open=True).first()
    if floor is None:
        raise FloorClosed
    return floor


def _led(actor: Actor, draft: Draft) -> Floor:
    now = locked(draft=draft)
    held(actor=actor, draft=now, action=LEAD_FLOOR)
    return _sitting(now)


def _set_list(actor: Actor, draft: Draft, at: datetime, act: str, *, is_open: bool) -> Floor:
    floor = _led(actor, draft)
    floor.list_is_open = is_open
    floor.save(update_fields=("list_is_open",))
    _record(actor, act, floor, at, [], {})
    return floor


def _end_all(draft: Draft, at: datetime) -> None:
    Turn.objects.unscoped(reason=WHOLE).filter(draft=draft, ended_at=None).update(ended_at=at)


def _speaker(turn: Turn) -> Item:
    return Item("delegation", str(turn.delegation.uuid), str(turn.delegation))


def _record(actor: Actor, act: str, floor: Floor, at: datetime, items: list[Item], summary: dict[str, object]) -> None:
    touch(row=floor)
    record(
        actor=actor,
        act=act,
        items=[draft_item(floor.draft), *items],
        summary=summary,
        at=at,
        originator_id=floor.originator_id,
        audience_id=floor.audience_id,
    )
