"""What was taken in, and what was said about it."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from concord.assistance.access import READ_INTAKE
from concord.assistance.models import Intake, IntakeNotice
from concord.assistance.terms import Severity
from concord.policy import Actor, visible
from concord.ui.pages import found

_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGroup:
    """The notices of one severity and rule; ``more`` counts those not listed."""

    severity: Severity
    rule: str
    total: int
    notices: tuple[IntakeNotice, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReading:
    intake: Intake
    groups: tuple[NoticeGroup, ...]

    def count(self, name: str) -> int:
        return int(self.intake.counts.get(name, 0))


def intakes(*, actor: Actor) -> QuerySet[Intake]:
    """Those of the actor's organisation, latest first."""
    rows = visible(actor=actor, action=READ_INTAKE, queryset=Intake.objects.select_related("originator", "audience"))
    return rows.order_by("-started_at", "-pk")


def intake(*, actor: Actor, uuid: object) -> IntakeReading:
    """Raises ``Http404``. Three queries however many notices."""
    row = found(intakes(actor=actor), uuid=uuid)
    mine = visible(actor=actor, action=READ_INTAKE, queryset=IntakeNotice.objects.filter(intake=row))
    totals = {
        (severity, rule): total
        for severity, rule, total in mine.order_by().values_list("severity", "rule").annotate(total=Count("pk"))
    }
    listed: dict[tuple[str, str], list[IntakeNotice]] = {}
    for severity in Severity:
        for notice in mine.filter(severity=severity).order_by("rule", "file", "line", "pk")[:_SHOWN]:
            listed.setdefault((notice.severity, notice.rule), []).append(notice)
    order = {severity.value: number for number, severity in enumerate(Severity)}
    keys = sorted(totals, key=lambda key: (order.get(key[0], 0), -totals[key], key[1]))
    return IntakeReading(
        intake=row,
        groups=tuple(
            NoticeGroup(
                severity=Severity(key[0]),
                rule=key[1],
                total=totals[key],
                notices=tuple(listed.get(key, ())),
                more=totals[key] - len(listed.get(key, ())),
            )
            for key in keys
        ),
    )
