"""Interning audiences, and the secret addresses under which programs read for a seat."""

import secrets
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.policy import Actor, require
from concord.sharing.access import KEEP_FEED_KEY
from concord.sharing.logic import AboveCeiling, check_ceiling, digest_of, digest_of_key
from concord.sharing.models import Audience, AudienceEntry, FeedKey
from concord.sharing.terms import PUBLIC, TLP, Release

__all__ = [
    "AboveCeiling",
    "audience_for",
    "check_ceiling",
    "make_feed_key",
    "public_audience",
    "withdraw_feed_key",
]


@transaction.atomic
def audience_for(*, release: Release) -> Audience:
    """The one audience for this release, made if new. Raises ``AboveCeiling``.

    Interning reveals nothing and changes nobody's access, so it is not an act and leaves no journal entry.
    """
    check_ceiling(release)
    audience, created = Audience.objects.get_or_create(
        digest=digest_of(release), defaults={"tlp": release.tlp, "embargo_until": release.embargo_until}
    )
    if created:
        AudienceEntry.objects.bulk_create(
            AudienceEntry(audience=audience, principal=principal) for principal in sorted(release.principals)
        )
    return audience


def public_audience() -> Audience:
    return audience_for(release=Release(tlp=TLP.CLEAR, principals=frozenset({PUBLIC})))


@transaction.atomic
def make_feed_key(*, actor: Actor, at: datetime) -> str:
    """A new secret for the feeds of the seat acted in, told once; the one before opens nothing from now on."""
    require(actor=actor, action=KEEP_FEED_KEY)
    key = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(seat_id=actor.seat_id or 0, defaults={"digest": digest_of_key(key), "made_at": at})
    record(actor=actor, act="sharing.make_feed_key", items=[_seat(actor)], at=at)
    return key


@transaction.atomic
def withdraw_feed_key(*, actor: Actor, at: datetime) -> None:
    """The secret of the seat acted in opens nothing from now on. Safe where there is none."""
    require(actor=actor, action=KEEP_FEED_KEY)
    FeedKey.objects.filter(seat_id=actor.seat_id or 0).delete()
    record(actor=actor, act="sharing.withdraw_feed_key", items=[_seat(actor)], at=at)


def _seat(actor: Actor) -> Item:
    return Item("seat", str(actor.seat_id), actor.name)
