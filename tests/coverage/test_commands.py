import csv
import io
import json

import pytest
from click.testing import CliRunner, Result
from tests.factories.coverage import private_audience, project
from tests.factories.parties import organisation, state
from tests.factories.strategy import strategy

from concord.coverage.commands import group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _projects() -> None:
    strategy()
    owner = state("KZ", "Kazakhstan")
    project("=Training of border guards", implementers=["unodc"], identifier="P")
    project("Border guards: training", implementers=["osce"], links=[("parent", "P")])
    project(measures={"S:I.1": 1.0}, originator=owner, audience=private_audience(owner))


def run(*words: str) -> Result:
    return CliRunner().invoke(group, list(words))


@pytest.mark.parametrize("name", ["matrix", "gaps", "overlaps", "doubles"])
def test_each_question_in_each_shape(name: str):
    assert json.loads(run(name, "--format", "json").stdout)
    assert len(list(csv.DictReader(io.StringIO(run(name, "--format", "csv").stdout)))) >= 1
    assert run(name).exit_code == 0


def test_the_table_shows_what_there_is_and_where_the_money_is():
    lines = run("matrix").stdout.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["measure", "S:II.1"]
    assert lines[-1].split()[:4] == ["total", "2", "0", "200"]


def test_an_organisation_reads_its_own():
    def gaps(*words: str) -> list[str]:
        return [row["measure"] for row in json.loads(run("gaps", "--format", "json", "--country", "KZ", *words).stdout)]

    assert gaps() == ["S:I.1", "S:I.2"]
    assert gaps("--as-organisation", "kz") == ["S:I.2"]
    assert organisation("kz").is_plan_state


def test_no_cell_of_a_file_is_a_formula():
    assert "'=Training" in run("doubles", "--format", "csv").stdout


@pytest.mark.parametrize("option", [("--framework", "X"), ("--theme", "x"), ("--as-organisation", "x")])
def test_another_question_is_not_answered(option: tuple[str, str]):
    result = run("gaps", *option)
    assert result.exit_code == 1
    assert "There is no" in result.stderr


def test_nothing_is_said_to_be_nothing():
    assert run("overlaps", "--country", "UZ").stdout == "Nothing.\n"
