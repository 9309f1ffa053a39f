"""Nobody speaks in another's name unnoticed: what an import says of its reporter changes neither whose it is nor who
sees it, and is told to all who read it.
"""

from pathlib import Path

import pytest
from django.test import Client
from tests.factories.assistance import AT, OPEN, activity_xml, organisation
from tests.factories.parties import seat

from concord.assistance.actions import upload
from concord.assistance.models import Intake, IntakeNotice, Project
from concord.parties.models import Organisation, Seat
from concord.parties.queries import actor_of
from concord.parties.terms import Role
from concord.sharing.queries import admitted
from concord.sharing.terms import TLP, Release

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.threat("T03"), pytest.mark.threat("T30")]
OFFICE = "Drugs and Crime Office"


@pytest.fixture
def office() -> Organisation:
    return organisation("unodc", iati_id="XM-DAC-41128", name=OFFICE)


@pytest.fixture
def hostile(tmp_path: Path, settings: object, office: Organisation) -> Seat:  # noqa: ARG001  it must be known first
    settings.MEDIA_ROOT = tmp_path
    return seat(organisation("kg", iso2="KG", iati_id="KG-GOV", name="Kyrgyzstan"), role=Role.RELEASER)


def brought(by: Seat, *activities: str, release: Release = OPEN) -> Intake:
    xml = f'<iati-activities version="2.03">{"".join(activities)}</iati-activities>'.encode()
    intake = upload(actor=admitted(actor=actor_of(seat=by)), name="f.xml", chunks=[xml], release=release, at=AT)
    intake.refresh_from_db()
    return intake


def said_by(ref: str, name: str, identifier: str = "XM-DAC-41128-1") -> str:
    activity = activity_xml(identifier)
    before, after = activity.split("<reporting-org", 1)
    after = after.split("</reporting-org>", 1)[1]
    told = f'<reporting-org ref="{ref}" type="40"><narrative>{name}</narrative></reporting-org>'
    return before + told + after


def projects() -> list[Project]:
    return list(Project.objects.unscoped(reason="a test").select_related("originator", "reporter").order_by("pk"))


def remarks() -> list[tuple[str, int]]:
    rows = IntakeNotice.objects.unscoped(reason="a test").filter(rule="reporting-other")
    return [(row.message, row.times) for row in rows]


NAMES = [
    ("XM-DAC-41128", OFFICE),
    ("KG-GOV", OFFICE),
    ("XM-DAC-41128", "Kyrgyzstan"),
    ("", OFFICE),
]


@pytest.mark.parametrize(("ref", "name"), NAMES)
def test_a_report_in_anothers_name_is_told_to_who_brings_it_and_to_who_reads_it(hostile: Seat, ref: str, name: str):
    brought(hostile, said_by(ref, name), said_by(ref, name, "XM-DAC-41128-2"))
    words = f"reported by {name}: it stands under your organisation, and its page says that you brought it"
    assert remarks() == [(words, 2)]
    first, _ = projects()
    assert (first.originator.code, first.is_brought_by_another) == ("kg", True)
    assert "brought here by Kyrgyzstan" in Client().get(f"/assistance/{first.uuid}/").content.decode()
    told = Client().get(f"/api/v1/assistance/projects/{first.uuid}").json()
    assert told["brought_by"] == "kg"


def test_of_a_reporter_who_is_nobody_here_readers_are_told(hostile: Seat):
    brought(hostile, said_by("XX-NOBODY", "Office on Drugs"))
    assert remarks() == []
    assert "brought here by Kyrgyzstan" in Client().get(f"/assistance/{projects()[0].uuid}/").content.decode()


def test_ones_own_report_is_told_to_nobody(hostile: Seat):
    brought(hostile, said_by("KG-GOV", "Kyrgyzstan"))
    (own,) = projects()
    assert (remarks(), own.is_brought_by_another) == ([], False)
    assert "brought here by" not in Client().get(f"/assistance/{own.uuid}/").content.decode()


def test_a_name_of_ones_own_choice_hides_behind_no_reference(hostile: Seat):
    """The reference is one's own, the name almost another's: lists show who it is known to be."""
    brought(hostile, said_by("KG-GOV", "Office on Drugs and Crime"))
    (own,) = projects()
    assert str(own.reported_by) == "Kyrgyzstan"
    assert Client().get(f"/api/v1/assistance/projects/{own.uuid}").json()["reported_by"] == "Kyrgyzstan"


def test_the_report_of_the_other_is_not_touched(hostile: Seat, office: Organisation):
    """The same reporter and the same identifier: it is the originator who tells them apart."""
    brought(seat(office, role=Role.RELEASER), said_by("XM-DAC-41128", OFFICE))
    before = projects()[0]
    closed = Release(tlp=TLP.AMBER_STRICT, principals=frozenset())
    brought(hostile, said_by("XM-DAC-41128", OFFICE).replace("Border posts", "Something else"), release=closed)
    first, second = projects()
    kept = (before.originator_id, before.audience_id, before.title, before.version)
    assert (first.originator_id, first.audience_id, first.title, first.version) == kept
    assert (second.originator.code, str(second.title)) == ("kg", "Something else")


def test_the_clearing_house_takes_in_the_reports_of_others_as_its_work(tmp_path: Path, settings: object, office):
    settings.MEDIA_ROOT = tmp_path
    brought(seat(organisation("unrcca", name="Regional Centre"), role=Role.SECRETARIAT), said_by("", office.code))
    (row,) = projects()
    assert (remarks(), row.is_brought_by_another) == ([], True)
