"""Interning audiences."""

from django.db import transaction

from concord.sharing.logic import AboveCeiling, check_ceiling, digest_of
from concord.sharing.models import Audience, AudienceEntry
from concord.sharing.terms import PUBLIC, TLP, Release

__all__ = ["AboveCeiling", "audience_for", "check_ceiling", "public_audience"]


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
