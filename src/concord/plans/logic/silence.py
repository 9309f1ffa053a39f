"""When silence was kept, and what time it is where."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from concord.plans.terms import Outcome
from concord.plans.terms.rolling import Party
from concord.plans.terms.silence import Clock
from concord.plans.terms.zones import CAPITALS, HOUSES, SEATS, Place

NOTHING = timedelta(0)


def is_in_time(*, at: datetime, deadline_at: datetime, outcome: Outcome | None = None) -> bool:
    """Strictly before the deadline, of a procedure that has not ended."""
    return outcome is None and at < deadline_at


def verdict(*, at: datetime, deadline_at: datetime, is_broken: bool) -> Outcome | None:
    """How a procedure ends that nobody has closed: broken by the first objection in time, kept once the deadline has
    passed without one. None while it may still go either way.
    """
    if is_broken:
        return Outcome.BROKEN
    return Outcome.KEPT if at >= deadline_at else None


def lasts_long_enough(*, lasts: timedelta, minimum: timedelta) -> bool:
    return lasts >= max(minimum, timedelta(microseconds=1))


def full_minute(*, at: datetime) -> datetime:
    """The next full minute, so that a deadline can be said in words. One that is full already stays."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + timedelta(minutes=1)


def place_of(*, iso2: str, code: str) -> Place | None:
    return CAPITALS.get(iso2) or SEATS.get(code)


def clocks(*, at: datetime, now: datetime, parties: Iterable[tuple[Party, str]]) -> tuple[Clock, ...]:
    """The deadline in every place where a delegation (with its country's code) sits, then at the usual headquarters.
    Places of which this machine knows no time zone are left out.
    """
    seated: dict[Place, list[Party]] = {}
    for party, iso2 in parties:
        if place := place_of(iso2=iso2, code=party.code):
            seated.setdefault(place, []).append(party)
    shown = [*seated, *(place for place in HOUSES if place not in seated)]
    return tuple(
        Clock(
            city=place.city,
            zone=place.zone,
            local=at.astimezone(zone),
            now=now.astimezone(zone),
            parties=tuple(seated.get(place, ())),
        )
        for place in shown
        if (zone := _zone(place.zone)) is not None
    )


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None
