"""The house as house.md draws it: sizes, rooms, directions, and nothing silent."""

import ast
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import override_settings

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "concord"
CODE = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def floors() -> dict[str, int]:
    """Room → floor, 0 the ground, as the import contract has it."""
    contracts = ConfigParser()
    contracts.read(PROJECT / ".importlinter")
    lines = contracts["importlinter:contract:floors"]["layers"].split("\n")
    storeys = [re.findall(r"\w+", line) for line in lines if line.strip()]
    return {room: floor for floor, rooms in enumerate(reversed(storeys)) for room in rooms}


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_outgrows_its_reader(path):
    assert len(path.read_text().splitlines()) <= 500


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_every_room_says_what_it_is(room):
    assert (room / "README.md").read_text().startswith(f"# {room.name}")


def test_no_file_is_empty_but_package_marks():
    empty = {path for path in CODE if not path.read_text().strip() and path.name != "__init__.py"}
    assert empty == set()


def test_foreign_keys_point_down():
    storey = floors()
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("concord.")
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model.__module__.startswith("concord.")
        and storey[field.related_model.__module__.split(".")[1]] > storey[model.__module__.split(".")[1]]
    ]
    assert upward == []


@pytest.mark.django_db
@override_settings(MIGRATION_MODULES={})
def test_migrations_are_complete():
    """Also where the run made its tables without them."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_guard_is_lifted_only_in_actions_and_with_a_reason():
    uses = {
        (str(path.relative_to(PACKAGE)), bool(node.keywords))
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unscoped"
    }
    assert {use for use in uses if "/actions" not in use[0] or not use[1]} == set()


def test_pure_rooms_never_read_the_clock():
    clock = re.compile(r"datetime\.now|date\.today|time\.time\(|timezone\.now|utcnow")
    pure = [
        p
        for p in CODE
        if p.relative_to(PACKAGE).parts[0] in ("iati", "redline") or "logic" in str(p.relative_to(PACKAGE))
    ]
    assert [str(p) for p in pure if clock.search(p.read_text())] == []


def test_the_command_line_answers_without_loading_django():
    script = "import sys, concord.wiring.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603  our own interpreter


def test_no_pattern_repeats_a_group_possessively():
    """Python before 3.11.5, the one of Debian 12 among them, matches such a pattern wrongly (python/cpython#106052)."""
    wrong = re.compile(r"\)[*+?]\+|\)\{[\d,]+\}\+|\(\?>")
    assert [str(path) for path in CODE if wrong.search(path.read_text(encoding="utf-8"))] == []


def test_contracts_hold():
    linter = subprocess.run(  # noqa: S603  our own interpreter
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PROJECT, env={"PYTHONPATH": str(PROJECT), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert linter.returncode == 0, linter.stdout
