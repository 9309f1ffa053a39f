"""Reading anything marked."""

from concord.policy import Action
from concord.sharing.terms import reads_marked

READ = Action(name="sharing.read", rule=reads_marked())
