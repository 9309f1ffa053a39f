from concord.meetings.actions.process import load_process

__all__ = ["load_process"]
