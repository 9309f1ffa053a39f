"""Who may read a negotiation and act in it. Reading follows the marking; acting takes credentials: the object of every
act below but the first two is the actor's own credential in the draft's delegation.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.plans.terms import PRESIDES, SPEAKS_FOR, TABLES, Capacity
from concord.policy import Action, Among, Rule, When, machines, represents_somebody
from concord.sharing.terms import has_role, originates, reads_marked


def _own() -> Rule:
    """The credential is held by the seat acted in, and stands: ended ones are never handed to a rule."""
    return Among(
        "seat_id",
        lambda actor: () if actor.seat_id is None else (actor.seat_id,),
        _("your credentials in this negotiation were accepted"),
    )


def _in(*capacities: Capacity, because: str | Promise) -> Rule:
    return Among("delegation__capacity", lambda _: capacities, because)


_SPEAKS = Among("rank", lambda _: SPEAKS_FOR, _("you are head or alternate of your delegation"))
_PRESIDES = _in(*PRESIDES, because=_("you are of the chair or its secretariat"))
_NEGOTIATES = _in(*TABLES, because=_("your delegation is a member of the negotiation"))
# For what binds others; never for breaking a silence, which must not fail for want of a telephone.
_PROVEN = When(lambda actor: actor.is_proven, _("you gave your one-time code"))

READ_DRAFT = Action(name="plans.read_draft", rule=reads_marked())
OPEN_DRAFT = Action(name="plans.open_draft", rule=represents_somebody() & has_role("releaser"))
ADMIT_DELEGATION = Action(name="plans.admit_delegation", rule=originates("releaser"))
MARK_DRAFT = Action(name="plans.mark_draft", rule=originates("releaser"))

TABLE_PROPOSAL = Action(name="plans.table_proposal", rule=_own() & _SPEAKS & _NEGOTIATES)
SPONSOR_PROPOSAL = Action(name="plans.sponsor_proposal", rule=_own() & _SPEAKS & _NEGOTIATES)
WITHDRAW_PROPOSAL = Action(name="plans.withdraw_proposal", rule=_own() & _SPEAKS & _NEGOTIATES)
TAKE_POSITION = Action(name="plans.take_position", rule=_own() & _SPEAKS)
CONFIRM_DECISION = Action(name="plans.confirm_decision", rule=_own() & _SPEAKS & _NEGOTIATES)
ASK_FOR_FLOOR = Action(name="plans.ask_for_floor", rule=_own())

STRIKE_GAVEL = Action(name="plans.strike_gavel", rule=_own() & _PRESIDES)
LEAD_FLOOR = Action(name="plans.lead_floor", rule=_own() & _PRESIDES)
CONSOLIDATE = Action(name="plans.consolidate", rule=_own() & _PRESIDES & _PROVEN)
TRANSLATE = Action(name="plans.translate", rule=_own() & _PRESIDES)
OPEN_SILENCE = Action(name="plans.open_silence", rule=_own() & _PRESIDES & _PROVEN)
EXTEND_SILENCE = Action(name="plans.extend_silence", rule=_own() & _PRESIDES & _PROVEN)
CLOSE_SILENCE = Action(name="plans.close_silence", rule=machines() | (_own() & _PRESIDES & _PROVEN))
BREAK_SILENCE = Action(name="plans.break_silence", rule=_own() & _SPEAKS & _NEGOTIATES)
ADOPT = Action(name="plans.adopt", rule=_own() & _PRESIDES & _PROVEN)
DECLARE = Action(name="plans.declare", rule=_own() & _SPEAKS & _PROVEN)
RECORD_DECLARATION = Action(name="plans.record_declaration", rule=_own() & _PRESIDES & _PROVEN)
ISSUE = Action(name="plans.issue", rule=_own() & _PRESIDES & _PROVEN)
LOAD_ILLUSTRATION = Action(name="plans.load_illustration", rule=originates("releaser"))
