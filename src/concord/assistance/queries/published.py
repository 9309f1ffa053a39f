"""The publication behind a project, read again from its record when somebody wants its details."""

import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from concord.assistance.access import READ_PROJECT
from concord.assistance.models import Project, ProjectRecord
from concord.iati import Activity, in_language, read
from concord.iati.values import Counterparty, Transaction
from concord.policy import Actor, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionLine:
    type: str
    on: date | None
    value: Decimal
    currency: str
    provider: str
    receiver: str
    description: str


def publication(*, actor: Actor, project: Project) -> Activity | None:
    """The activity as last published; None for a project entered by hand. One query."""
    rows = visible(actor=actor, action=READ_PROJECT, queryset=ProjectRecord.objects.filter(project=project))
    record = rows.first()
    return activity_of(record) if record is not None else None


def activity_of(record: ProjectRecord) -> Activity | None:
    reading = read(BytesIO(zlib.decompress(record.content)), name="record")
    return next(reading.activities(), None)


def transactions(activity: Activity) -> tuple[TransactionLine, ...]:
    """Newest first; those without a date last."""
    lines = [_line(each) for each in activity.transactions]
    return tuple(sorted(lines, key=lambda line: line.on or date.min, reverse=True))


def _line(row: Transaction) -> TransactionLine:
    return TransactionLine(
        type=row.type,
        on=row.on,
        value=row.value.amount,
        currency=row.value.currency,
        provider=_name(row.provider),
        receiver=_name(row.receiver),
        description=in_language(row.descriptions, language="en"),
    )


def _name(party: Counterparty | None) -> str:
    if party is None:
        return ""
    return in_language(party.names, language="en") or party.ref
