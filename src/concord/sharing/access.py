"""Reading anything marked, and letting a program read for a seat."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Action, When
from concord.sharing.terms import reads_marked

READ = Action(name="sharing.read", rule=reads_marked())
KEEP_FEED_KEY = Action(
    name="sharing.keep_feed_key", rule=When(lambda actor: actor.seat_id is not None, _("you have a seat"))
)
