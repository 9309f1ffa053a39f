"""Taking in what others published: whole batches, nothing twice, nothing lost, no edit overwritten."""

from pathlib import Path

import pytest
from django.db import models
from tests.factories.assistance import (
    AT,
    OPEN,
    activity_xml,
    actor,
    editor,
    iati_file,
    intake,
    organisation,
)

from concord.assistance.actions import intake as intakes
from concord.assistance.actions.intake import start_intake, tools
from concord.assistance.actions.reading import NothingToRead, SourceFile, read_files, source_files
from concord.assistance.models import (
    IntakeNotice,
    Project,
    ProjectLink,
    ProjectMeasure,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
    ProjectRevision,
    ProjectSearch,
    ProjectSector,
)
from concord.assistance.terms import IntakeKind, IntakeState
from concord.journal.models import Entry
from concord.parties.models import Identifier
from concord.policy import Refused

pytestmark = pytest.mark.django_db
TABLES: tuple[type[models.Model], ...] = (
    Project,
    ProjectLink,
    ProjectMeasure,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
    ProjectRevision,
    ProjectSearch,
    ProjectSector,
)


def rows_of(model: type[models.Model]) -> list[dict[str, object]]:
    return list(model.objects.unscoped(reason="a test").order_by("pk").values())


def everything() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: rows_of(model) for model in TABLES}


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_an_activity_becomes_a_project_with_its_parts(tmp_path: Path):
    donor = organisation("donor", name="Donor One", iati_id="XX-1")
    unrcca = organisation("unrcca")
    extra = (
        '<sector code="15210"/><transaction><transaction-type code="3"/><transaction-date iso-date="2020-05-01"/>'
        '<value value-date="2020-05-01">12.50</value></transaction><related-activity ref="XX-1" type="1"/>'
    )
    done = intake(iati_file(tmp_path, activity_xml(extra=extra)), by=editor(unrcca))
    assert (done.state, done.files_done) == (IntakeState.FINISHED, 1)
    assert done.counts == {"activities": 1, "created": 1, "warning": 1, "listed": 1}  # it is reported by another
    project = Project.objects.unscoped(reason="a test").get()
    assert (str(project.title), project.status, project.originator, project.reporter) == (
        "Border posts",
        "2",
        unrcca,
        donor,
    )
    assert [(p.role, p.organisation_id, p.ref, p.name) for p in project.parties.unscoped(reason="a test")] == [
        ("1", donor.pk, "XX-1", "Donor One")
    ]
    assert [(p.country, p.share) for p in project.places.unscoped(reason="a test")] == [("KZ", 1.0)]
    assert [(s.vocabulary, s.code, s.share) for s in project.sectors.unscoped(reason="a test")] == [("1", "15210", 1.0)]
    assert [(str(m), m.usd, m.items) for m in project.money.unscoped(reason="a test")] == [
        ("disbursement 2020: 12.50 USD", m.usd, 1) for m in project.money.unscoped(reason="a test")
    ]
    assert [(link.kind, link.identifier) for link in project.links.unscoped(reason="a test")] == [("parent", "XX-1")]
    assert " border" in ProjectSearch.objects.unscoped(reason="a test").get().words
    assert acts() == ["assistance.start_intake", "assistance.take_in", "assistance.finish_intake"]


def test_a_second_run_changes_nothing(tmp_path: Path):
    path = iati_file(tmp_path, *(activity_xml(f"XX-{n}") for n in range(7)), activity_xml(""))
    by = editor(organisation("unrcca"))
    intake(path, by=by, size=3)
    before = everything()
    again = intake(path, by=by, size=2)
    assert everything() == before
    assert again.counts == {"activities": 8, "unchanged": 8, "error": 1, "listed": 1}
    assert acts()[-2:] == ["assistance.start_intake", "assistance.finish_intake"]


@pytest.mark.threat("T28")
def test_an_interrupted_run_is_completed_by_running_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = iati_file(tmp_path, *(activity_xml(f"XX-{n}") for n in range(7)))
    by = editor(organisation("unrcca"))
    whole = intake(path, by=editor(organisation("other")), size=3)
    started = start_intake(actor=by, kind=IntakeKind.IATI, label="file", release=OPEN, files_total=1, at=AT)
    write = intakes.create_projects
    calls = []

    def killed(**arguments: object) -> None:
        calls.append(1)
        write(**arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(intakes, "create_projects", killed)
    arguments = {
        "actor": by,
        "intake": started,
        "files": (SourceFile(path.name, path),),
        "with_": tools(classify=False),
        "clock": lambda: AT,
        "size": 3,
    }
    with pytest.raises(KeyboardInterrupt):
        read_files(**arguments)
    mine = Project.objects.unscoped(reason="a test").filter(originator=started.originator)
    assert mine.count() == 3
    started.refresh_from_db()
    monkeypatch.setattr(intakes, "create_projects", write)
    done = read_files(**{**arguments, "intake": started})
    assert mine.count() == 7
    assert done.counts == {"activities": 7, "unchanged": 3, "created": 7}
    assert len(set(mine.values_list("iati_identifier", flat=True))) == whole.counts["created"] == 7
    for model in (ProjectPlace, ProjectParty, ProjectSearch, ProjectRecord):
        assert model.objects.unscoped(reason="a test").filter(project__in=mine).count() == 7


def test_a_failing_batch_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = iati_file(tmp_path, activity_xml())
    before = everything()

    def broken(**_arguments: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(intakes, "note", broken)
    with pytest.raises(RuntimeError):
        intake(path, by=editor(organisation("unrcca")))
    assert everything() == before
    assert acts() == ["assistance.start_intake"]


def test_what_the_publisher_changed_is_shown(tmp_path: Path):
    by = editor(organisation("unrcca"))
    intake(iati_file(tmp_path, activity_xml(title="Old", status="2")), by=by)
    done = intake(iati_file(tmp_path, activity_xml(title="New", status="4", country="TJ")), by=by)
    assert done.counts == {"activities": 1, "updated": 1}
    project = Project.objects.unscoped(reason="a test").get()
    assert (str(project.title), project.status, project.version) == ("New", "4", 2)
    assert [p.country for p in project.places.unscoped(reason="a test")] == ["TJ"]
    revision = ProjectRevision.objects.unscoped(reason="a test").get()
    place = {"region": "", "name": "", "share": 1.0}
    assert revision.changes == [
        {"field": "title", "before": {"en": "Old"}, "after": {"en": "New"}, "choice": "taken"},
        {"field": "status", "before": "2", "after": "4", "choice": "taken"},
        {
            "field": "places",
            "before": [place | {"country": "KZ"}],
            "after": [place | {"country": "TJ"}],
            "choice": "taken",
        },
    ]
    assert (revision.is_pending, revision.intake, revision.at) == (False, done, AT)


def test_a_field_edited_here_is_never_overwritten(tmp_path: Path):
    by = editor(organisation("unrcca"))
    intake(iati_file(tmp_path, activity_xml(title="Old", country="KZ")), by=by)
    project = Project.objects.unscoped(reason="a test").get()
    project.title, project.edited = type(project.title).of(en="Ours"), ["title", "places"]
    project.save()
    intake(iati_file(tmp_path, activity_xml(title="Theirs", country="TJ", status="3")), by=by)
    project.refresh_from_db()
    assert (str(project.title), project.status) == ("Ours", "3")
    assert [p.country for p in project.places.unscoped(reason="a test")] == ["KZ"]
    revision = ProjectRevision.objects.unscoped(reason="a test").get()
    assert {change["field"]: change["choice"] for change in revision.changes} == {
        "title": "pending",
        "status": "taken",
        "places": "pending",
    }
    assert revision.is_pending


def test_one_identifier_with_other_contents_is_kept_beside_the_first(tmp_path: Path):
    by = editor(organisation("unrcca"))
    path = iati_file(tmp_path, activity_xml(title="A"), activity_xml(title="A"), activity_xml(title="B"))
    done = intake(path, by=by)
    rows = Project.objects.unscoped(reason="a test").order_by("occurrence")
    assert [(str(row.title), row.occurrence) for row in rows] == [("A", 1), ("B", 2)]
    assert (done.counts["repeated"], done.counts["created"]) == (1, 2)
    assert intake(path, by=by).counts["unchanged"] == 2
    assert rows.count() == 2


def test_organisations_are_recognised_by_former_identifiers_and_names(tmp_path: Path):
    known = organisation("known", name="Builders' Union")
    Identifier.objects.create(organisation=known, scheme="former", value="old-7")
    extra = (
        '<participating-org role="4" ref="OLD-7"><narrative>Whoever</narrative></participating-org>'
        '<participating-org role="2"><narrative>builders union</narrative></participating-org>'
        '<participating-org role="3" ref="NEW"><narrative>Nobody knows</narrative></participating-org>'
    )
    intake(iati_file(tmp_path, activity_xml(extra=extra)), by=editor(organisation("unrcca")))
    parties = ProjectParty.objects.unscoped(reason="a test").order_by("role")
    assert [(p.role, p.organisation_id, p.name) for p in parties] == [
        ("1", None, "Donor One"),
        ("2", known.pk, "builders union"),
        ("3", None, "Nobody knows"),
        ("4", known.pk, "Whoever"),
    ]


def test_a_file_of_which_nothing_can_be_read_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "page.xml"
    path.write_text("<!doctype html><html><body>404</body></html>")
    done = intake(path, by=editor(organisation("unrcca")))
    assert done.state == IntakeState.REFUSED
    assert done.refusal.startswith("page.xml: ")
    notice = IntakeNotice.objects.unscoped(reason="a test").get(severity="critical")
    assert (notice.file, notice.intake) == ("page.xml", done)


def test_who_may_start_an_intake():
    unrcca = organisation("unrcca")
    arguments = {"kind": IntakeKind.IATI, "label": "x", "release": OPEN, "files_total": 1, "at": AT}
    for by in (actor(), actor(unrcca), actor(unrcca, "editor")):
        with pytest.raises(Refused):
            start_intake(actor=by, **arguments)
    assert acts() == []


def test_folders_are_read_in_order_and_archives_are_refused(tmp_path: Path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.xml", "a.xml", "b/1.xml.gz", "notes.txt"):
        (tmp_path / name).write_text("")
    assert [file.name for file in source_files(tmp_path)] == ["a.xml", "b/1.xml.gz", "b/2.xml"]
    (tmp_path / "all.zip").write_text("")
    for path in (tmp_path / "all.zip", tmp_path / "absent", tmp_path / "notes"):
        with pytest.raises(NothingToRead):
            source_files(path)
