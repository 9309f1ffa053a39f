from concord.meetings.actions.process import load_process
from concord.meetings.actions.registering import register_adopted

__all__ = ["load_process", "register_adopted"]
