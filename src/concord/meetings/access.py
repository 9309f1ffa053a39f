"""The process is public reference data; documents and recommendations are read by whom they were released to."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Action, When, everyone
from concord.sharing.terms import has_role, reads_marked

READ_PROCESS = Action(name="meetings.read_process", rule=everyone())
READ_DOCUMENT = Action(name="meetings.read_document", rule=reads_marked())
READ_RECOMMENDATION = Action(name="meetings.read_recommendation", rule=reads_marked())
LOAD_PROCESS = Action(
    name="meetings.load_process",
    rule=When(lambda actor: actor.organisation_id is not None, _("you act for an organisation"))
    & (has_role("secretariat") | When(lambda actor: actor.kind == "system", _("a named machine does it"))),
)
REGISTER_ADOPTED = Action(
    name="meetings.register_adopted",
    rule=When(lambda actor: actor.organisation_id is not None, _("you act for an organisation")) & has_role("releaser"),
)
