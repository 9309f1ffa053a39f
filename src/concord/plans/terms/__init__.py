"""The words of this room."""

from concord.plans.terms.kinds import (
    PRESIDES,
    SPEAKS_FOR,
    TABLES,
    Capacity,
    DecisionKind,
    FootingState,
    IssueKind,
    Origin,
    Outcome,
    ProposalKind,
    ProvisionKind,
    Rank,
    Stage,
    Stand,
    Standing,
    Will,
)

__all__ = [
    "PRESIDES",
    "SPEAKS_FOR",
    "TABLES",
    "Capacity",
    "DecisionKind",
    "FootingState",
    "IssueKind",
    "Origin",
    "Outcome",
    "ProposalKind",
    "ProvisionKind",
    "Rank",
    "Stage",
    "Stand",
    "Standing",
    "Will",
]
