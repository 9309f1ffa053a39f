"""Entering and changing projects, deciding between publisher and editor, and who may read them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
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

from concord.assistance.actions import (
    EditConflict,
    NothingPending,
    accept_change,
    create_project,
    edit_project,
    keep_change,
    mark_project,
)
from concord.assistance.models import Project, ProjectMoney, ProjectPart, ProjectPlace, ProjectRevision, ProjectSearch
from concord.assistance.terms import Flow, Modality, MoneyFact, PartyFact, PartyRole, PlaceFact, ProjectValues, Status
from concord.journal.models import Entry
from concord.parties.models import Organisation
from concord.policy import Refused
from concord.sharing.terms import PUBLIC, TLP, Release, organisation_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
VALUES = ProjectValues(
    title=Text.of(en="Border posts", ru="Пограничные посты"),
    status=Status.PLANNED,
    starts_on=date(2026, 1, 1),
    modality=Modality.TRAINING,
    request_reference="Note 12",
    parties=(PartyFact(PartyRole.FUNDING, "", "Donor One"),),
    places=(PlaceFact("KZ", share=1.0),),
    money=(MoneyFact(Flow.BUDGET, 2026, "USD", Decimal("500.00"), 2026),),
)


def own(of: Organisation) -> Release:
    return Release(tlp=TLP.AMBER_STRICT, principals=frozenset({organisation_principal(of.pk)}))


def last_act() -> tuple[str, dict[str, object]]:
    entry = Entry.objects.order_by("-sequence")[0]
    return entry.act, entry.summary


def test_a_project_is_entered_with_all_that_hangs_on_it():
    unrcca, donor = organisation("unrcca"), organisation("donor", name="Donor One")
    project = create_project(actor=editor(unrcca), values=VALUES, release=OPEN, at=AT)
    assert (project.originator, project.reporter, project.headline_usd, project.sort_title) == (
        unrcca,
        unrcca,
        Decimal("500.00"),
        "border posts",
    )
    assert [(p.role, p.organisation_id) for p in project.parties.unscoped(reason="a test")] == [("1", donor.pk)]
    assert ProjectPlace.objects.unscoped(reason="a test").get().country == "KZ"
    assert ProjectMoney.objects.unscoped(reason="a test").get().usd == Decimal("500.00")
    assert " погран" in ProjectSearch.objects.unscoped(reason="a test").get().words
    assert last_act() == ("assistance.create_project", {"tlp": "clear"})


def test_an_editor_enters_for_the_own_organisation_only():
    unrcca = organisation("unrcca")
    by = actor(unrcca, "editor")
    create_project(actor=by, values=VALUES, release=own(unrcca), at=AT)
    for wrong, release in ((by, OPEN), (actor(unrcca), own(unrcca)), (actor(), own(unrcca))):
        with pytest.raises(Refused):
            create_project(actor=wrong, values=VALUES, release=release, at=AT)
    assert Project.objects.unscoped(reason="a test").count() == 1


def test_editing_changes_what_differs_and_nothing_else():
    unrcca = organisation("unrcca")
    by = editor(unrcca)
    project = create_project(actor=by, values=VALUES, release=OPEN, at=AT)
    changed = edit_project(
        actor=by,
        project=project,
        values=replace(VALUES, title=Text.of(en="Border towers"), places=(PlaceFact("TJ", share=1.0),)),
        version=1,
        at=AT,
    )
    assert (str(changed.title), changed.version, changed.edited) == ("Border towers", 2, [])
    assert ProjectPlace.objects.unscoped(reason="a test").get().country == "TJ"
    assert ProjectMoney.objects.unscoped(reason="a test").get().value == Decimal("500.00")
    assert last_act() == ("assistance.edit_project", {"fields": ["title", "places"], "version": 2})
    same = edit_project(
        actor=by,
        project=project,
        values=replace(VALUES, title=Text.of(en="Border towers"), places=(PlaceFact("TJ", share=1.0),)),
        version=2,
        at=AT,
    )
    assert (same.version, Entry.objects.filter(act="assistance.edit_project").count()) == (2, 1)


@pytest.mark.threat("T20")
def test_two_editors_do_not_overwrite_each_other():
    unrcca = organisation("unrcca")
    by = editor(unrcca)
    project = create_project(actor=by, values=VALUES, release=OPEN, at=AT)
    edit_project(actor=by, project=project, values=replace(VALUES, status=Status.CLOSED), version=1, at=AT)
    with pytest.raises(EditConflict) as conflict:
        edit_project(actor=by, project=project, values=replace(VALUES, status=Status.ONGOING), version=1, at=AT)
    assert (conflict.value.project.version, conflict.value.project.status) == (2, "4")


def test_others_do_not_edit_what_they_may_read():
    project = create_project(actor=editor(organisation("unrcca")), values=VALUES, release=OPEN, at=AT)
    for by in (actor(), editor(organisation("other")), actor(organisation("unrcca"))):
        with pytest.raises(Refused):
            edit_project(actor=by, project=project, values=VALUES, version=1, at=AT)
        with pytest.raises(Refused):
            mark_project(actor=by, project=project, release=OPEN, version=1, at=AT)


def edited_and_changed(folder: Path) -> tuple[Project, object]:
    by = editor(organisation("unrcca"))
    intake(iati_file(folder, activity_xml(title="Old")), by=by)
    project = Project.objects.unscoped(reason="a test").get()
    values = ProjectValues(
        title=Text.of(en="Ours"),
        status=Status.ONGOING,
        starts_on=date(2020, 1, 1),
        parties=(PartyFact(PartyRole.FUNDING, "XX-1", "Donor One"),),
        places=(PlaceFact("TJ", share=1.0),),
    )
    edit_project(actor=by, project=project, values=values, version=1, at=AT)
    intake(iati_file(folder, activity_xml(title="Theirs", country="UZ")), by=by)
    project.refresh_from_db()
    return project, by


def choices() -> dict[str, str]:
    revision = ProjectRevision.objects.unscoped(reason="a test").get()
    return {change["field"]: change["choice"] for change in revision.changes}


def test_a_person_accepts_the_publishers_change(tmp_path: Path):
    project, by = edited_and_changed(tmp_path)
    assert (str(project.title), project.edited, choices()) == (
        "Ours",
        ["places", "title"],
        {"title": "pending", "places": "pending"},
    )
    project = accept_change(actor=by, project=project, field="places", at=AT)
    assert ProjectPlace.objects.unscoped(reason="a test").get().country == "UZ"
    assert (str(project.title), project.edited) == ("Ours", ["title"])
    assert choices() == {"title": "pending", "places": "accepted"}
    accept_change(actor=by, project=project, field="title", at=AT)
    project.refresh_from_db()
    assert (str(project.title), project.edited) == ("Theirs", [])
    assert not ProjectRevision.objects.unscoped(reason="a test").get().is_pending
    assert last_act() == ("assistance.accept_change", {"field": "title"})


def test_a_person_keeps_ours_and_is_not_asked_again(tmp_path: Path):
    project, by = edited_and_changed(tmp_path)
    keep_change(actor=by, project=project, field="title", at=AT)
    with pytest.raises(NothingPending):
        keep_change(actor=by, project=project, field="title", at=AT)
    again = intake(iati_file(tmp_path, activity_xml(title="Theirs", country="UZ")), by=by)
    assert again.counts == {"activities": 1, "unchanged": 1}
    project.refresh_from_db()
    assert (str(project.title), choices()) == ("Ours", {"title": "kept", "places": "pending"})


def test_marking_moves_every_row_at_once(tmp_path: Path):
    extra = '<sector code="15210"/><related-activity ref="B" type="1"/><budget><period-start iso-date="2020-01-01"/>'
    extra += '<period-end iso-date="2020-12-31"/><value value-date="2020-01-01">5</value></budget>'
    unrcca = organisation("unrcca")
    by = editor(unrcca)
    intake(iati_file(tmp_path, activity_xml(extra=extra)), by=by)
    project = Project.objects.unscoped(reason="a test").get()
    public = project.audience_id
    with pytest.raises(EditConflict):
        mark_project(actor=by, project=project, release=own(unrcca), version=2, at=AT)
    mark_project(actor=by, project=project, release=own(unrcca), version=1, at=AT)
    project.refresh_from_db()
    assert project.audience_id != public
    counted = {
        model.__name__: sorted(set(model.objects.unscoped(reason="a test").values_list("audience_id", flat=True)))
        for model in ProjectPart.__subclasses__()
    }
    here = [project.audience_id]
    assert counted == {
        "ProjectLink": here,
        "ProjectMeasure": [],
        "ProjectMoney": here,
        "ProjectParty": here,
        "ProjectPlace": here,
        "ProjectRecord": here,
        "ProjectRevision": [],
        "ProjectSearch": here,
        "ProjectSector": here,
    }
    assert last_act() == ("assistance.mark_project", {"from": "clear", "to": "amber_strict", "released_to": 1})
    assert PUBLIC in OPEN.principals
