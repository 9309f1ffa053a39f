from concord.parties.models.organisations import Identifier, Mandate, Membership, Organisation
from concord.parties.models.people import Seat, User

__all__ = ["Identifier", "Mandate", "Membership", "Organisation", "Seat", "User"]
