"""`concord journal …`"""

import sys

import click


@click.group()
def group() -> None:
    """The append-only record of acts."""


@group.command()
def verify() -> None:
    """Check the whole chain; exit 1 and name the first broken entry if it does not hold."""
    from concord.journal.queries import verification

    result = verification()
    if result.broken_at is None:
        click.echo(f"{result.entries} entries, whole. Head {result.head}")
        return
    click.echo(
        f"BROKEN at entry {result.broken_at}: {result.why}. {result.entries - 1} entries before it are whole.", err=True
    )
    sys.exit(1)
