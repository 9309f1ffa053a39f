"""The desk belongs to people with a seat; it shows what they may read and nothing else."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Action, When
from concord.sharing.terms import reads_marked

_SEATED = When(lambda actor: actor.seat_id is not None, _("you have a seat"))
_MACHINE = When(lambda actor: actor.kind == "system", _("a named machine does it"))

READ_ENTRY = Action(name="desk.read_entry", rule=reads_marked())
CHOOSE_DIGEST = Action(name="desk.choose_digest", rule=_SEATED)
MARK_SEEN = Action(name="desk.mark_seen", rule=_SEATED)
SEND_DIGEST = Action(name="desk.send_digest", rule=_MACHINE)
