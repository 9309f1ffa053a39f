from concord.plans.models.closing import Adoption, Declaration, Extension, Objection, Silence
from concord.plans.models.decisions import Confirmation, Decision, Position
from concord.plans.models.drafts import Credential, Delegation, Draft, DraftPart, Pulse
from concord.plans.models.floor import Floor, Turn
from concord.plans.models.proposals import Footing, Group, Proposal, Sponsorship
from concord.plans.models.texts import Issue, Placement, Provision, Revision, Wording

__all__ = [
    "Adoption",
    "Confirmation",
    "Credential",
    "Decision",
    "Declaration",
    "Delegation",
    "Draft",
    "DraftPart",
    "Extension",
    "Floor",
    "Footing",
    "Group",
    "Issue",
    "Objection",
    "Placement",
    "Position",
    "Proposal",
    "Provision",
    "Pulse",
    "Revision",
    "Silence",
    "Sponsorship",
    "Turn",
    "Wording",
]
