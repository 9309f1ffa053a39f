"""The desk belongs to people with a seat; it shows what they may read and nothing else."""

from concord.policy import Action, When
from concord.sharing.terms import reads_marked

_SEATED = When(lambda actor: actor.seat_id is not None, "you have a seat")

READ_ENTRY = Action(name="desk.read_entry", rule=reads_marked())
MARK_SEEN = Action(name="desk.mark_seen", rule=_SEATED)
