"""Reading anything marked, and letting a program read for a seat."""

from concord.policy import Action, seated
from concord.sharing.terms import reads_marked

READ = Action(name="sharing.read", rule=reads_marked())
KEEP_FEED_KEY = Action(name="sharing.keep_feed_key", rule=seated())
