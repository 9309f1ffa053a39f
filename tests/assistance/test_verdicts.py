"""A person's decision on a measure always wins and is remembered."""

from pathlib import Path

import pytest
from tests.factories.assistance import AT, activity_xml, actor, editor, iati_file, intake, measure, organisation

from concord.assistance.actions import (
    NotLinked,
    add_measure,
    confirm_measure,
    reclassify,
    reject_measure,
    withdraw_verdict,
)
from concord.assistance.models import Project, ProjectMeasure
from concord.journal.models import Entry
from concord.parties.models import Organisation
from concord.policy import Actor, Refused
from concord.strategy.models import Measure, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    organisation("kz", iso2="KZ")
    for number, phrase in (("II.13", "border post"), ("III.11", "customs"), ("I.6", "youth")):
        Term.objects.create(measure=measure(number), language="en", phrase=phrase, weight=0.9)
    return editor(organisation("unrcca"))


@pytest.fixture
def project(by: Actor, tmp_path: Path) -> Project:
    intake(iati_file(tmp_path, activity_xml(title="Border posts and customs")), by=by, classify=True)
    found: Project = Project.objects.unscoped(reason="a test").get()
    return found


def links() -> dict[str, tuple[str, float | None]]:
    rows = ProjectMeasure.objects.unscoped(reason="a test").select_related("measure")
    return {row.measure.number: (row.verdict, row.share) for row in rows}


def test_an_intake_suggests_measures_with_their_evidence(project: Project):
    assert links() == {"II.13": ("suggested", 0.5), "III.11": ("suggested", 0.5)}
    row = ProjectMeasure.objects.unscoped(reason="a test").get(measure__number="II.13")
    assert [(piece["kind"], piece["text"], piece["place"]) for piece in row.evidence] == [
        ("phrase", "Border posts", "title")
    ]
    assert project.is_relevant
    assert [reason["code"] for reason in project.relevance] == ["in_area", "serves"]


def test_what_a_publication_declares_stands_before_what_its_words_say(by: Actor, tmp_path: Path):
    tags = "".join(f'<tag vocabulary="99" code="{code}"/>' for code in ("GCTS:I.6", "GCTS:II.13", "unknown"))
    intake(iati_file(tmp_path, activity_xml(title="Customs", extra=tags)), by=by, classify=True)
    assert links() == {"I.6": ("suggested", 0.5), "II.13": ("suggested", 0.5)}
    row = ProjectMeasure.objects.unscoped(reason="a test").get(measure__number="I.6")
    assert (row.score, [piece["text"] for piece in row.evidence]) == (1.0, ["99:GCTS:I.6"])


def test_rejecting_splits_the_money_over_what_counts(by: Actor, project: Project):
    reject_measure(actor=by, project=project, key="GCTS:III.11", at=AT)
    assert links() == {"II.13": ("suggested", 1.0), "III.11": ("rejected", None)}
    project = reject_measure(actor=by, project=project, key="GCTS:II.13", at=AT)
    assert not project.is_relevant
    assert [reason["code"] for reason in project.relevance] == ["in_area", "no_measure"]
    project = withdraw_verdict(actor=by, project=project, key="GCTS:II.13", at=AT)
    assert project.is_relevant
    assert links() == {"II.13": ("suggested", 1.0), "III.11": ("rejected", None)}


def test_confirming_and_adding_name_their_author(by: Actor, project: Project):
    confirm_measure(actor=by, project=project, key="GCTS:II.13", at=AT)
    add_measure(actor=by, project=project, key="GCTS:I.6", at=AT)
    rows = ProjectMeasure.objects.unscoped(reason="a test").filter(verdict="confirmed")
    assert {(row.decided_by, row.decided_at) for row in rows} == {(by.name, AT)}
    acts = ["assistance.confirm_measure", "assistance.add_measure"]
    assert list(Entry.objects.order_by("sequence").values_list("act", flat=True))[-2:] == acts
    withdraw_verdict(actor=by, project=project, key="GCTS:I.6", at=AT)
    assert set(links()) == {"II.13", "III.11"}


def test_decisions_outlive_new_imports_and_new_vocabulary(by: Actor, project: Project, tmp_path: Path):
    reject_measure(actor=by, project=project, key="GCTS:II.13", at=AT)
    add_measure(actor=by, project=project, key="GCTS:I.6", at=AT)
    path = iati_file(tmp_path, activity_xml(title="Border posts, border posts, still border posts"))
    intake(path, by=by, classify=True)
    assert {number: verdict for number, (verdict, _share) in links().items()} == {
        "II.13": "rejected",
        "I.6": "confirmed",
    }
    Term.objects.all().delete()
    Term.objects.create(measure=measure("III.11"), language="en", phrase="still", weight=0.9)
    assert reclassify(actor=by, at=AT) == 1
    assert {number: verdict for number, (verdict, _share) in links().items()} == {
        "II.13": "rejected",
        "I.6": "confirmed",
        "III.11": "suggested",
    }
    assert reclassify(actor=by, at=AT) == 0
    assert reclassify(actor=by, at=AT, everything=True) == 1


def test_what_may_not_be_judged(by: Actor, project: Project):
    other = organisation("other")
    for wrong in (actor(), editor(other), actor(Organisation.objects.get(code="unrcca"))):
        with pytest.raises(Refused):
            confirm_measure(actor=wrong, project=project, key="GCTS:II.13", at=AT)
        with pytest.raises(Refused):
            add_measure(actor=wrong, project=project, key="GCTS:I.6", at=AT)
    with pytest.raises(NotLinked):
        confirm_measure(actor=by, project=project, key="GCTS:I.6", at=AT)
    with pytest.raises(Measure.DoesNotExist):
        add_measure(actor=by, project=project, key="GCTS:XX.9", at=AT)
    assert reclassify(actor=editor(other), at=AT, everything=True) == 0
