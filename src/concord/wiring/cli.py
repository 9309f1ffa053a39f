"""`concord`: what runs the whole house, and one group of commands for each room, loaded only when called."""

import os
from dataclasses import dataclass
from importlib import import_module

import click

from concord.wiring.frames import with_room


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, and what it is for: enough for ``--help`` without loading anything."""

    target: str
    summary: str


COMMANDS = {
    "assistance": Entry("concord.assistance.commands:group", "Projects of assistance and their classification."),
    "coverage": Entry("concord.coverage.commands:group", "Who does what, where: matrix, gaps, overlaps."),
    "demo": Entry("concord.wiring.commands.demo:demo", "Load the reference case and serve it."),
    "desk": Entry("concord.desk.commands:group", "What is prepared for each person: news by e-mail."),
    "iati": Entry("concord.assistance.commands:iati", "Read, check, import and export IATI files."),
    "journal": Entry("concord.journal.commands:group", "The append-only record of acts."),
    "load": Entry("concord.wiring.commands.load:load", "Load reference data."),
    "plans": Entry("concord.plans.commands:group", "Texts under negotiation."),
    "prepare": Entry("concord.wiring.commands.prepare:prepare", "Bring database and static files up to date."),
    "serve": Entry("concord.wiring.commands.serve:serve", "Serve the site and its worker."),
    "users": Entry("concord.parties.commands:group", "People, their seats and passwords."),
    "worker": Entry("concord.wiring.commands.serve:worker", "Do the long work that pages hand over."),
}


class LazyCommands(click.Group):
    """Imports a command's module when the command is called, Django set up before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].target.partition(":")
        _set_up_django()
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        from django.db import Error  # noqa: PLC0415  `concord --version` answers without loading Django

        try:
            return with_room(super().invoke, ctx)
        except Error as error:
            if reason := _why_the_database_does_not_serve():
                raise click.ClickException(reason) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  as above
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in sorted(COMMANDS.items())])


@click.command(cls=LazyCommands)
@click.version_option(package_name="concord")
def main() -> None:
    """From a strategy to a plan that States adopt, and to who does what, where, with whose money."""


def _why_the_database_does_not_serve() -> str:
    """Empty if nothing is wrong with the database itself."""
    from django.db import Error, connection  # noqa: PLC0415  as above
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415  as above

    try:
        executor = MigrationExecutor(connection)
        is_ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        return f"The database does not answer: {error}"
    return "" if is_ready else "The database is new, or of an older version: run `concord prepare` first."


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.wiring.settings")
    import django  # noqa: PLC0415  as above

    django.setup()
