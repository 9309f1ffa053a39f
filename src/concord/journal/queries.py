"""Reading and verifying the record."""

from collections.abc import Collection

from django.db.models import Max, Q

from concord.journal.logic import leaf_of, link_of
from concord.journal.models import Entry, Head, Latest
from concord.journal.terms import GENESIS, Verification


def verification() -> Verification:
    """Walk the chain from its first entry: contents against digests, each link against the one before, the end
    against the head. Streams; constant memory.
    """
    previous, count = GENESIS, 0
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        count += 1
        why = _fault(entry, expected=count, previous=previous)
        if why:
            return Verification(entries=count, broken_at=entry.sequence, why=why, head=previous)
        previous = entry.link
    head = Head.objects.filter(pk=1).first()
    recorded = (head.sequence, head.link) if head else (0, GENESIS)
    if recorded != (count, previous):
        return Verification(
            entries=count, broken_at=count + 1, why=f"the head speaks of entry {recorded[0]}", head=previous
        )
    return Verification(entries=count, broken_at=None, why="", head=previous)


def last_sequence(*, besides: Collection[str] = ()) -> int:
    """The number of the last act that is none of ``besides``: names of acts, or of rooms for all of theirs. For
    invalidating caches only: never shown, it counts hidden activity.
    """
    rooms = [Q(act__startswith=f"{name}.") for name in besides if "." not in name]
    others = Q(act__in=[name for name in besides if "." in name])
    for room in rooms:
        others |= room
    found: int | None = Latest.objects.exclude(others).aggregate(last=Max("sequence"))["last"]
    return found or 0


def _fault(entry: Entry, *, expected: int, previous: str) -> str:
    if entry.sequence != expected:
        return f"entry {expected} is missing"
    if entry.previous != previous:
        return "it does not follow the entry before it"
    if entry.leaf != leaf_of(salt=entry.salt, payload=entry.payload()):
        return "its contents were changed"
    if entry.link != link_of(previous=previous, leaf=entry.leaf):
        return "its link was changed"
    return ""
