"""`concord load …`"""

from pathlib import Path

import click
from django.utils import timezone

from concord.wiring.loading import load_reference


@click.group()
def load() -> None:
    """Load reference data."""


@load.command()
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another folder of data.")
@click.option("--illustrative/--no-illustrative", default=True, help="With the illustrative negotiation.")
def reference(folder: Path | None, *, illustrative: bool) -> None:
    """Load the reference case: parties, strategy, meetings, rates, projects. Safe to run again."""
    for line in load_reference(folder=folder, clock=timezone.now, illustrative=illustrative):
        click.echo(line)
