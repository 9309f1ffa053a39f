"""Strategies are public reference data: everybody reads, the secretariat and named machines load."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Action, When, everyone

READ_STRATEGY = Action(name="strategy.read_strategy", rule=everyone())

_keeps_reference_data = When(
    lambda actor: actor.kind == "system" or "secretariat" in actor.roles,
    _("you load as a named machine or hold a seat as secretariat officer"),
)

LOAD_STRATEGY = Action(name="strategy.load_strategy", rule=_keeps_reference_data)
LOAD_VOCABULARY = Action(name="strategy.load_vocabulary", rule=_keeps_reference_data)
LOAD_SITUATION = Action(name="strategy.load_situation", rule=_keeps_reference_data)
