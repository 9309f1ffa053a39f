"""`concord prepare`"""

import click
from django.core.management import call_command


@click.command()
def prepare() -> None:
    """Bring the database and the static files up to date. Safe to run again."""
    ready()
    click.echo("The database and the static files are up to date.")


def ready() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
