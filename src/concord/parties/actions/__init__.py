from concord.parties.actions.organisations import UnableToLoad, load_organisations
from concord.parties.actions.people import UnableToEndSeat, add_user, end_seat, forget_codes, give_seat, invite

__all__ = [
    "UnableToEndSeat",
    "UnableToLoad",
    "add_user",
    "end_seat",
    "forget_codes",
    "give_seat",
    "invite",
    "load_organisations",
]
