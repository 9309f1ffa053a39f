"""The desk belongs to people with a seat; it shows what they may read and nothing else."""

from concord.policy import Action, machines, seated
from concord.sharing.terms import reads_marked

READ_ENTRY = Action(name="desk.read_entry", rule=reads_marked())
CHOOSE_DIGEST = Action(name="desk.choose_digest", rule=seated())
MARK_SEEN = Action(name="desk.mark_seen", rule=seated())
SEND_DIGEST = Action(name="desk.send_digest", rule=machines())
