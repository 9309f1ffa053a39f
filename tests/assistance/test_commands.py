"""`concord iati …` and `concord assistance …`: what they print and how they end."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.factories.assistance import activity_xml, iati_file, measure, only, organisation, project

from concord.assistance.commands import group, iati
from concord.assistance.models import Project
from concord.iati import Activity, read
from concord.sharing.terms import TLP

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(iati, [str(each) for each in arguments])


def test_reading_prints_a_line_for_each_activity(tmp_path: Path):
    result = run("read", iati_file(tmp_path, activity_xml("XX-1"), activity_xml("XX-2", title="Two")))
    assert (result.exit_code, result.stdout) == (0, "XX-1\t2\tBorder posts\t0\nXX-2\t2\tTwo\t0\n")


def test_what_cannot_be_read_ends_with_one(tmp_path: Path):
    path = tmp_path / "broken.xml"
    path.write_text("<html></html>")
    result = run("read", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("broken.xml:1: critical: -: ")


def test_checking_counts_by_severity(tmp_path: Path):
    result = run("check", iati_file(tmp_path, activity_xml()))
    assert result.stderr.splitlines()[-1].startswith("1 files: 0 critical, ")


def test_importing_twice_prints_what_it_found(tmp_path: Path):
    organisation("unrcca")
    path = iati_file(tmp_path, activity_xml("XX-1"), activity_xml("XX-2"))
    first = run("import", path, "--as-organisation", "unrcca", "--public")
    assert (first.exit_code, first.stdout) == (
        0,
        "file.xml: 2 activities read in 1 files\n         2 new\nProjects that serve the strategy, in all: 0\n",
    )
    second = run("import", path, "--as-organisation", "unrcca", "--marking", "public")
    assert "         2 unchanged\n" in second.stdout
    assert {row.audience.tlp for row in Project.objects.unscoped(reason="a test")} == {TLP.CLEAR}
    run("import", iati_file(tmp_path, activity_xml("XX-3"), name="own.xml"), "--as-organisation", "unrcca")
    own = Project.objects.unscoped(reason="a test").get(iati_identifier="XX-3")
    assert own.audience.tlp == TLP.AMBER_STRICT


def test_importing_refuses_what_it_does_not_know(tmp_path: Path):
    path = iati_file(tmp_path, activity_xml())
    assert run("import", path, "--as-organisation", "nobody").exit_code == 2
    assert run("import", path).exit_code == 2
    archive = tmp_path / "x.zip"
    archive.write_text("")
    organisation("unrcca")
    assert run("import", archive, "--as-organisation", "unrcca").exit_code == 2


def exported(*arguments: object) -> list[Activity]:
    result = run("export", "-", *arguments)
    assert result.exit_code == 0
    return list(read(BytesIO(result.stdout_bytes), name="export").activities())


def test_an_export_holds_what_its_reader_may_see(tmp_path: Path):
    kz = organisation("kz", iso2="KZ", iati_id="KZ-1")
    run(
        "import",
        iati_file(tmp_path, activity_xml("XX-1")),
        "--as-organisation",
        organisation("unrcca").code,
        "--public",
    )
    Project.objects.unscoped(reason="a test").update(is_relevant=True)
    hidden = project(kz, audience=only(kz), title="Hidden", measures=(measure("II.13"),), budget="12")
    assert [a.identifier for a in exported()] == ["XX-1"]
    mine = exported("--as-organisation", "kz")
    assert sorted(a.identifier for a in mine) == [f"KZ-1-{hidden.uuid}", "XX-1"]
    entered = next(a for a in mine if a.identifier.startswith("KZ-1"))
    assert [str(budget.value.amount) for budget in entered.budgets] == ["12.00"]
    assert [(c.code, c.percentage) for c in entered.countries] == [("KZ", 100)]
    assert exported("--as-organisation", "kz", "--measure", "GCTS:II.13") == [entered]
    assert exported("--country", "UZ") == []


def test_a_published_activity_is_exported_as_it_was_published(tmp_path: Path):
    path = iati_file(tmp_path, activity_xml("XX-1"))
    run("import", path, "--as-organisation", organisation("unrcca").code, "--public")
    with path.open("rb") as source:
        (original,) = read(source, name="x").activities()
    assert exported("--everything") == [original]


def test_reclassifying_says_how_many(tmp_path: Path):
    unrcca = organisation("unrcca")
    run("import", iati_file(tmp_path, activity_xml()), "--as-organisation", unrcca.code, "--no-classify")
    arguments = ["reclassify", "--as-organisation", unrcca.code]
    said = [CliRunner().invoke(group, arguments).stderr.splitlines()[-1] for _ in range(2)]
    assert said == ["1 projects classified anew.", "0 projects classified anew."]
