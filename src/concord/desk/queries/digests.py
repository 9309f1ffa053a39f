"""News by e-mail: who gets it, and what of what changed may be told there."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from concord.assistance.queries import readable
from concord.desk.models import Digest
from concord.desk.queries.changes import as_change, in_rows, known_of, last_look
from concord.desk.terms import Change, News, Rhythm, Subscriptions
from concord.journal.models import Entry
from concord.journal.queries import last_sequence
from concord.plans.queries.drafts import readable as negotiated
from concord.policy import Actor
from concord.sharing.models import Audience
from concord.sharing.queries import feed_key_made
from concord.sharing.terms import TLP
from concord.ui.pages import found

SHOWN = 30  # lines of a letter
READ = 1000  # entries looked at for one letter
_TITLES = frozenset({TLP.CLEAR, TLP.GREEN})
"""Markings under which an e-mail tells what changed; above them it tells that something did, and RED is not counted."""


def news(*, actor: Actor, after: int) -> News:
    """What others did since the entry ``after`` and since the seat last looked: the desk's own list, less what must not
    leave by e-mail. The stricter of the marking on the day of the act and the present one counts. Six queries.
    """
    told = last_sequence()
    rows = known_of(actor).filter(sequence__gt=after, sequence__lte=told).exclude(seat_id=actor.seat_id)
    if looked_at := last_look(actor=actor):
        rows = rows.filter(at__gt=looked_at)
    entries = list(rows.order_by("-at", "-sequence")[:READ])
    markings = _markings(actor, entries)
    shown = [each for each in entries if markings[each.pk] <= _TITLES]
    withheld = [each for each in entries if TLP.RED not in markings[each.pk] and not markings[each.pk] <= _TITLES]
    lines: tuple[Change, ...] = tuple(in_rows(as_change(actor, each, None) for each in shown))
    return News(
        changes=lines[:SHOWN],
        withheld=len(withheld),
        more=sum(line.times for line in lines[SHOWN:]),
        told=told,
    )


def _markings(actor: Actor, entries: Iterable[Entry]) -> dict[int, frozenset[TLP]]:
    """The marking of each entry with the present one of what it is about; AMBER for what has none: it is its own
    organisation's only.
    """
    listed = list(entries)
    audiences = Audience.objects.filter(pk__in={each.audience_id for each in listed if each.audience_id is not None})
    tlp = {pk: TLP(word) for pk, word in audiences.values_list("pk", "tlp")}
    about = {each.about for each in listed if each.about is not None}
    now: dict[UUID, TLP] = {}
    for rows in (readable(actor=actor), negotiated(actor=actor)):
        present = rows.order_by().filter(uuid__in=about).values_list("uuid", "audience__tlp")
        now |= {uuid: TLP(word) for uuid, word in present}
    return {
        each.pk: frozenset(
            (
                TLP.AMBER if each.audience_id is None else tlp[each.audience_id],
                *((now[each.about],) if each.about in now else ()),
            )
        )
        for each in listed
    }


def subscriptions(*, actor: Actor) -> Subscriptions:
    row = Digest.objects.filter(seat_id=actor.seat_id or 0).first()
    return Subscriptions(
        rhythm=Rhythm(row.rhythm) if row else Rhythm.OFF,
        language=row.language if row else "",
        key_made_at=feed_key_made(actor=actor),
    )


def digest_of(*, uuid: UUID) -> Digest:
    """By the link of a letter. Raises ``Http404``."""
    return found(Digest.objects.select_related("seat__user", "seat__organisation"), uuid=uuid)


def held_digests(*, on: date) -> QuerySet[Digest]:
    """Those that somebody wants and whose seat is held on that day, by people who may sign in."""
    rows = Digest.objects.exclude(rhythm=Rhythm.OFF).filter(seat__since__lte=on, seat__user__is_active=True)
    return rows.exclude(seat__until__lte=on).select_related("seat__user", "seat__organisation").order_by("pk")
