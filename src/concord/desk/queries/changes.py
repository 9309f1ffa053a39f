"""What changed for a reader, from the journal, through the one reading rule."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from concord.assistance.queries import readable
from concord.desk.access import READ_ENTRY
from concord.desk.models import Look
from concord.desk.terms import ACTS, NO_NEWS, Change, ChangedItem
from concord.journal.models import Entry
from concord.plans.queries.drafts import readable as negotiated
from concord.policy import Actor, visible

NAMED = 5
READ_AHEAD = 25  # entries read for each line shown, since like ones become one line
OWN_ONLY = {"intake"}  # items named to their own organisation only
TOLD_WITHOUT_ITEM = ("assistance.take_in",)  # acts that others may know of, though not on what
PAGES = {
    "draft": "plans:draft",
    "project": "assistance:project",
    "organisation": "parties:organisation",
    "intake": "assistance:intake",
}


def last_look(*, actor: Actor) -> datetime | None:
    return Look.objects.filter(seat_id=actor.seat_id or 0).values_list("at", flat=True).first()


def changes(*, actor: Actor, since: datetime | None, before: datetime | None = None, most: int) -> tuple[Change, ...]:
    """The newest acts first, at most ``most``, from before ``before``; those after ``since`` are new. What
    one does about one's own news is no news.
    """
    rows = known_of(actor)
    if before is not None:
        rows = rows.filter(at__lt=before)
    newest = (as_change(actor, entry, since) for entry in rows.order_by("-at", "-sequence")[: most * READ_AHEAD])
    return tuple(in_rows(newest))[:most]


def count_new(*, actor: Actor, since: datetime | None, most: int) -> int:
    """How many acts are new, counted up to ``most``."""
    rows = known_of(actor)
    if since is not None:
        rows = rows.filter(at__gt=since)
    return rows.order_by()[:most].count()


def known_of(actor: Actor) -> QuerySet[Entry]:
    """What was released to the reader, but for acts on what the reader may not see any more: an entry keeps the readers
    of its day, and what is withdrawn is withdrawn with its past.
    """
    rows = visible(actor=actor, action=READ_ENTRY, queryset=Entry.objects.exclude(act__in=NO_NEWS))
    own = Q(originator_id__in=list(actor.organisations))
    seen = Q(Exists(readable(actor=actor).order_by().filter(uuid=OuterRef("about"))))
    seen |= Q(Exists(negotiated(actor=actor).order_by().filter(uuid=OuterRef("about"))))
    return rows.filter(own | seen | Q(about=None) | Q(act__in=TOLD_WITHOUT_ITEM))


def as_change(actor: Actor, entry: Entry, since: datetime | None) -> Change:
    """A file that was read in is named to its own organisation only, like the import itself."""
    own = entry.originator_id in actor.organisations
    told = [item for item in entry.items if own or item["kind"] not in OWN_ONLY]
    named = told[:NAMED]
    items = [ChangedItem(item["label"] or item["key"], _address(item["kind"], item["key"])) for item in named]
    return Change(
        at=entry.at,
        actor=entry.actor,
        words=str(ACTS.get(entry.act, entry.act)),
        items=tuple(items),
        more=max(len(told) - NAMED, 0),
        is_new=since is None or entry.at > since,
    )


def in_rows(entries: Iterable[Change]) -> Iterator[Change]:
    """Like acts of one actor on the same things, one after the other, are one line: an import writes many batches."""
    for _alike, row in groupby(entries, key=lambda change: (change.actor, change.words, change.items, change.is_new)):
        first, *others = row
        yield replace(first, times=1 + len(others))


def _address(kind: str, key: str) -> str:
    try:
        return reverse(PAGES[kind], args=(key,))
    except (KeyError, NoReverseMatch):
        return ""
