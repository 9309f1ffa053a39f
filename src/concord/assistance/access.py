"""Who may read and change assistance: what the originator released is read; only the originator's people change it."""

from concord.policy import Action, machines, represents_somebody
from concord.sharing.terms import has_role, originates, reads_marked

READ_PROJECT = Action(name="assistance.read_project", rule=reads_marked())
READ_INTAKE = Action(name="assistance.read_intake", rule=originates("reader"))
CREATE_PROJECT = Action(name="assistance.create_project", rule=represents_somebody() & has_role("editor"))
EDIT_PROJECT = Action(name="assistance.edit_project", rule=originates("editor"))
MARK_PROJECT = Action(name="assistance.mark_project", rule=originates("releaser"))
RELEASE_PROJECT = Action(name="assistance.release_project", rule=represents_somebody() & has_role("releaser"))
JUDGE_PROJECT = Action(name="assistance.judge_project", rule=originates("editor"))
READ_FINDING = Action(name="assistance.read_finding", rule=reads_marked())
FIND_OVERLAP = Action(name="assistance.find_overlap", rule=represents_somebody() & has_role("editor"))
WITHDRAW_FINDING = Action(name="assistance.withdraw_finding", rule=originates("editor"))
START_INTAKE = Action(name="assistance.start_intake", rule=represents_somebody() & has_role("editor"))
TAKE_IN = Action(name="assistance.take_in", rule=originates("editor"))
LOAD_RATES = Action(name="assistance.load_rates", rule=has_role("secretariat") | machines())
