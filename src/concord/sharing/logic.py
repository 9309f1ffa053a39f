"""Ceilings and digests of releases: pure."""

import hashlib
import json

from concord.sharing.terms import TLP, Release

CEILING: dict[TLP, frozenset[str]] = {
    TLP.CLEAR: frozenset({"public", "members", "group", "organisation", "seat"}),
    TLP.GREEN: frozenset({"members", "group", "organisation", "seat"}),
    TLP.AMBER: frozenset({"group", "organisation", "seat"}),
    TLP.AMBER_STRICT: frozenset({"organisation", "seat"}),
    TLP.RED: frozenset({"seat"}),
}


class AboveCeiling(Exception):
    """The list releases to more than the marking allows."""

    def __init__(self, *, tlp: TLP, excess: frozenset[str]) -> None:
        super().__init__(f"{tlp.label} does not allow release to: {', '.join(sorted(excess))}")
        self.tlp, self.excess = tlp, excess


def check_ceiling(release: Release) -> None:
    """Raise ``AboveCeiling`` if the marking does not allow a principal on the list."""
    allowed = CEILING[release.tlp]
    excess = frozenset(p for p in release.principals if p.partition(":")[0] not in allowed)
    if excess:
        raise AboveCeiling(tlp=release.tlp, excess=excess)


def digest_of(release: Release) -> str:
    """Content address: the same release has the same digest on every node."""
    embargo = release.embargo_until.isoformat() if release.embargo_until else None
    content = json.dumps([release.tlp.value, sorted(release.principals), embargo], separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def digest_of_key(key: str) -> str:
    """What is kept of a secret address. The secret is random and long, so that one plain digest is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
