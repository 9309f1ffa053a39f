"""The words of this room: kinds, roles, and what a data file may say about a party."""

from concord.parties.terms.kinds import GROUPS, ROLE_VERBS, WEIGHTY_VERBS, Confidence, Kind, Role

__all__ = ["GROUPS", "ROLE_VERBS", "WEIGHTY_VERBS", "Confidence", "Kind", "Role"]
