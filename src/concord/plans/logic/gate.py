"""What stands between a text and its adoption."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from concord.plans.terms.closing import Gap, GapCode, GateFacts

Aside = Mapping[tuple[GapCode, UUID | None], str]
"""Why a gap was set aside, by code and provision (None: wherever it occurs)."""


def gaps(*, facts: Iterable[GateFacts], is_silent: bool, aside: Aside) -> tuple[Gap, ...]:
    """Every gap in reading order, those set aside by a decision too. A text may be adopted if none is left open."""
    found = [Gap(code=GapCode.SILENCE)] if is_silent else []
    found += [gap for each in facts for gap in _of(each)]
    return tuple(_judged(gap, aside) for gap in found)


def open_gaps(*, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in gaps if not gap.is_set_aside)


def in_brackets(*, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """What makes the text unfit even for a silence procedure: it would not be one text."""
    unfit = (GapCode.BRACKET, GapCode.TYPED, GapCode.PENDING, GapCode.REFERRED)
    return tuple(gap for gap in gaps if gap.code in unfit and not gap.is_set_aside)


def _of(facts: GateFacts) -> Iterator[Gap]:
    told: tuple[tuple[GapCode, tuple[str, ...]], ...] = (
        (GapCode.BRACKET, facts.open),
        (GapCode.PENDING, facts.pending),
        (GapCode.RESERVATION, facts.reserving),
        (GapCode.UNCONFIRMED, facts.awaited),
        (GapCode.STALE, facts.behind),
    )
    for code, details in told:
        if details:
            yield Gap(code=code, provision=facts.uuid, label=facts.label, details=details)
    if facts.is_typed:
        yield Gap(code=GapCode.TYPED, provision=facts.uuid, label=facts.label)
    if facts.is_elsewhere:
        yield Gap(code=GapCode.REFERRED, provision=facts.uuid, label=facts.label)


def _judged(gap: Gap, aside: Aside) -> Gap:
    reason = aside.get((gap.code, gap.provision), aside.get((gap.code, None)))
    if reason is None or not gap.may_be_set_aside:
        return gap
    return Gap(
        code=gap.code,
        provision=gap.provision,
        label=gap.label,
        details=gap.details,
        reason=reason,
        is_set_aside=True,
    )
