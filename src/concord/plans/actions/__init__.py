from concord.plans.actions.drafts import (
    TextClosed,
    UnableToAcceptCredentials,
    UnableToOpenDraft,
    accept_credentials,
    admit_delegation,
    end_credentials,
    mark_draft,
    open_draft,
)

__all__ = [
    "TextClosed",
    "UnableToAcceptCredentials",
    "UnableToOpenDraft",
    "accept_credentials",
    "admit_delegation",
    "end_credentials",
    "mark_draft",
    "open_draft",
]
