"""When news is due: pure."""

from datetime import datetime, timedelta

from concord.desk.terms import Rhythm

_MORNING = timedelta(hours=6)


def period(*, rhythm: Rhythm, at: datetime) -> str:
    """The day or the week (ISO 8601) whose morning came last, as text that sorts by time; ``at`` on the clock by which
    mornings are counted. Empty for no news at all.
    """
    day = (at - _MORNING).date()
    if rhythm is Rhythm.DAILY:
        return day.isoformat()
    if rhythm is Rhythm.WEEKLY:
        year, week, _day = day.isocalendar()
        return f"{year}-W{week:02}"
    return ""


def is_due(*, rhythm: Rhythm, told: str, at: datetime) -> bool:
    """``told`` is the period told last. A clock that goes back makes nothing due again."""
    return period(rhythm=rhythm, at=at) > told
