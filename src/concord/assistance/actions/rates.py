"""Rates of exchange, and what follows when they change."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from concord.assistance.access import LOAD_RATES
from concord.assistance.logic.money import Rates, headline, in_usd
from concord.assistance.models import ExchangeRate, Project, ProjectMoney
from concord.assistance.terms import Flow
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.policy import Actor, require

_CHUNK = 2000
_REASON = "rates of exchange apply to all money, whoever reads it"


@dataclass(frozen=True, slots=True)
class Rate:
    currency: str
    year: int
    per_usd: Decimal
    source: str


def rate_rows(lines: Iterable[str]) -> tuple[Rate, ...]:
    """From a CSV with the columns year, currency, per_usd, source; lines that begin with # are comments."""
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        Rate(currency=row["currency"], year=int(row["year"]), per_usd=Decimal(row["per_usd"]), source=row["source"])
        for row in rows
    )


def rates() -> Rates:
    return {
        (currency, year): per_usd
        for currency, year, per_usd in ExchangeRate.objects.values_list("currency", "year", "per_usd")
    }


@transaction.atomic
def load_rates(*, actor: Actor, rows: Sequence[Rate], at: datetime) -> int:
    """Add and correct rates, then convert again every sum whose rate changed. Returns how many rates changed; a second
    load of the same rows changes nothing and leaves no entry.
    """
    require(actor=actor, action=LOAD_RATES)
    known = rates()
    changed = [row for row in rows if known.get((row.currency, row.year)) != row.per_usd]
    if not changed:
        return 0
    ExchangeRate.objects.bulk_create(
        [ExchangeRate(currency=row.currency, year=row.year, per_usd=row.per_usd, source=row.source) for row in changed],
        update_conflicts=True,
        unique_fields=("currency", "year"),
        update_fields=("per_usd", "source"),
    )
    converted = _convert_again({row.currency for row in changed})
    record(
        actor=actor,
        act="assistance.load_rates",
        items=[Item("rates", "annual", f"{len(changed)} annual rates")],
        summary={"rates": len(changed), "sums": converted},
        at=at,
    )
    return len(changed)


def _convert_again(currencies: set[str]) -> int:
    today = rates()
    money = ProjectMoney.objects.unscoped(reason=_REASON)
    changed: list[ProjectMoney] = []
    for row in money.filter(currency__in=currencies).iterator(chunk_size=_CHUNK):
        usd = in_usd(value=row.value, currency=row.currency, year=row.rate_year or row.year, rates=today)
        if usd != row.usd:
            row.usd = usd
            changed.append(row)
    ProjectMoney.objects.unscoped(reason=_REASON).bulk_update(changed, ("usd",), batch_size=_CHUNK)
    _headline_again({row.project_id for row in changed})
    return len(changed)


def _headline_again(projects: set[int]) -> None:
    ordered = sorted(projects)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        sums: dict[int, list[tuple[Flow, Decimal | None]]] = {pk: [] for pk in chunk}
        for pk, flow, usd in (
            ProjectMoney.objects.unscoped(reason=_REASON)
            .filter(project__in=chunk)
            .values_list("project", "flow", "usd")
        ):
            sums[pk].append((Flow(flow), usd))
        rows = list(Project.objects.unscoped(reason=_REASON).filter(pk__in=chunk))
        for row in rows:
            row.headline_usd = headline(sums[row.pk]).usd
        Project.objects.unscoped(reason=_REASON).bulk_update(rows, ("headline_usd",), batch_size=_CHUNK)
