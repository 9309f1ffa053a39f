"""`concord plans …`"""

import sys
from datetime import UTC
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from concord.plans.models import Silence

OVERDUE = 1


@click.group()
def group() -> None:
    """Texts under negotiation."""


@group.command("remove-illustrative")
def remove_illustrative() -> None:
    """Take every illustrative negotiation out; real ones stay. Loading the reference case again brings it back."""
    from django.utils import timezone

    from concord.plans.actions.illustration import remove_illustrations

    click.echo(f"Taken out: {remove_illustrations(at=timezone.now())}")


@group.command()
@click.option("--dry-run", is_flag=True, help="Only list what is overdue; nothing is closed.")
def settle(*, dry_run: bool) -> None:
    """Record the outcome of every silence procedure whose deadline has passed, as the worker does where one runs.

    One line each: draft, revision, deadline, outcome, tab-separated. Run again, it does nothing. With --dry-run the
    exit code is 1 if something is overdue.
    """
    from django.utils import timezone

    from concord.plans.actions.settling import overdue_silences, settle_silences

    if dry_run:
        found = overdue_silences()
        for silence in found:
            click.echo(_line(silence, "overdue"))
        sys.exit(OVERDUE if found else 0)
    for each in settle_silences(at=timezone.now()):
        click.echo(_line(each.silence, each.outcome.value if each.outcome else "extended"))


def _line(silence: "Silence", what: str) -> str:
    deadline = f"{silence.deadline_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return f"{silence.draft.code}\t{silence.revision.number}\t{deadline}\t{what}"
