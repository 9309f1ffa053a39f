"""Who may see and change parties. Organisations are public reference data; people belong to their organisation."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Action, Among, When, everyone, machines

_SECRETARIAT = When(lambda actor: "secretariat" in actor.roles, _("your seat is in the secretariat"))
_OWN_HEAD = Among(
    "organisation_id", lambda actor: actor.organisations if "head" in actor.roles else (), _("you head its delegation")
)
_READS_AS_SECRETARIAT = When(
    lambda actor: "secretariat" in actor.roles | actor.withheld, _("your seat is in the secretariat")
)
_SAME_ORGANISATION = Among("organisation_id", lambda actor: actor.organisations, _("it is in your organisation"))


READ_ORGANISATION = Action(name="parties.read_organisation", rule=everyone())
LOAD_ORGANISATIONS = Action(
    name="parties.load_organisations",
    rule=_SECRETARIAT | machines(),
)
READ_SEAT = Action(name="parties.read_seat", rule=_SAME_ORGANISATION | _READS_AS_SECRETARIAT)
GIVE_SEAT = Action(name="parties.give_seat", rule=_SECRETARIAT | _OWN_HEAD | machines())
END_SEAT = Action(name="parties.end_seat", rule=_SECRETARIAT | _OWN_HEAD | machines())
FORGET_CODES = Action(name="parties.forget_codes", rule=machines())
ADD_USER = Action(
    name="parties.add_user",
    rule=_SECRETARIAT | When(lambda actor: "head" in actor.roles, _("you head a delegation")) | machines(),
)
