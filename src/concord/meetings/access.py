"""The process is public reference data; documents and recommendations are read by whom they were released to."""

from concord.policy import Action, everyone, machines, represents_somebody
from concord.sharing.terms import has_role, reads_marked

READ_PROCESS = Action(name="meetings.read_process", rule=everyone())
READ_DOCUMENT = Action(name="meetings.read_document", rule=reads_marked())
READ_RECOMMENDATION = Action(name="meetings.read_recommendation", rule=reads_marked())
LOAD_PROCESS = Action(name="meetings.load_process", rule=represents_somebody() & (has_role("secretariat") | machines()))
REGISTER_ADOPTED = Action(name="meetings.register_adopted", rule=represents_somebody() & has_role("releaser"))
