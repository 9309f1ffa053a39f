"""`concord`: one group of commands for each room, loaded only when called."""

import os
from importlib import import_module

import click

ROOMS = {
    "assistance": "concord.assistance.commands",
    "coverage": "concord.coverage.commands",
    "iati": "concord.assistance.commands",
    "journal": "concord.journal.commands",
}


class Rooms(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ROOMS:
            return None
        command: click.Command = import_module(ROOMS[cmd_name]).group
        return command


@click.command(cls=Rooms)
@click.version_option(package_name="concord")
def main() -> None:
    """Concord: from a strategy to a plan that States adopt, and to who does what, where, with whose money."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.wiring.settings")
    import django

    django.setup()
