"""The generated reference pages: settings, commands, acts, API. `make reference` writes them, a test holds them to the
code.
"""

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
from tests.house.founding import founding_page

from concord.policy import Action
from concord.wiring.cli import COMMANDS, main
from concord.wiring.configuration import SETTINGS

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("parties", "sharing", "strategy", "meetings", "plans", "assistance", "coverage", "desk", "outreach")
MADE = "<!-- Made by `make reference` from the code; edit the code. -->\n"


def pages() -> dict[str, str]:
    """File name in docs/reference → its text."""
    return {
        "settings.md": settings_page(),
        "cli.md": cli_page(),
        "acts.md": acts_page(),
        "openapi.json": openapi_page(),
        "../founding-document.md": founding_page(),
    }


def settings_page() -> str:
    rows = "".join(f"| `{s.variable}` | {f'`{s.default}`' if s.default else ''} | {s.meaning} |\n" for s in SETTINGS)
    return f"{MADE}# Settings\n\nEnvironment variables.\n\n| variable | default | meaning |\n|---|---|---|\n{rows}"


def cli_page() -> str:
    context = click.Context(main, info_name="concord")
    parts = [f"{MADE}# The command line\n\n## concord\n\n```\n{main.get_help(context)}\n```\n"]
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        assert command is not None
        parts.extend(_help(command, context, name))
    return "\n".join(parts)


def acts_page() -> str:
    rows = "".join(f"| `{a.name}` | {'; '.join(_words(a))} |\n" for a in sorted(actions(), key=lambda a: a.name))
    return (
        f"{MADE}# Acts\n\nWhat an actor may do, and what the rule looks at. A rule allows when its parts do, joined as "
        f"in the room's `access.py`.\n\n| act | allowed according to whether |\n|---|---|\n{rows}"
    )


def openapi_page() -> str:
    """The contract of the API, as a file in review."""
    from concord.wiring.api import api  # noqa: PLC0415  needs Django to be set up

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1, ensure_ascii=False) + "\n"


def actions() -> Iterator[Action]:
    """Every action that a room declares."""
    for room in ROOMS:
        if find_spec(f"concord.{room}.access"):
            module = import_module(f"concord.{room}.access")
            found = (v for v in vars(module).values() if isinstance(v, Action) and v.name.startswith(f"{room}."))
            yield from {action.name: action for action in found}.values()


def _words(action: Action) -> list[str]:
    from concord.policy import Actor  # noqa: PLC0415  beside its only use

    reasons = action.rule.reasons(actor=Actor.anonymous(), obj=None)
    return list(dict.fromkeys(str(reason.text) for reason in reasons))


def _help(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            assert below is not None
            yield from _help(below, context, child)


def write() -> None:
    folder = PROJECT / "docs" / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    write()
