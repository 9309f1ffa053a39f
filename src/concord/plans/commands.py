"""`concord plans …`"""

import click


@click.group()
def group() -> None:
    """Texts under negotiation."""


@group.command("remove-illustrative")
def remove_illustrative() -> None:
    """Take every illustrative negotiation out; real ones stay. Loading the reference case again brings it back."""
    from django.utils import timezone

    from concord.plans.actions.illustration import remove_illustrations

    click.echo(f"Taken out: {remove_illustrations(at=timezone.now())}")
