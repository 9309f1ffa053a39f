"""The reference case loads into an empty house, and a second time without changing it."""

import pytest
from click.testing import CliRunner
from django.utils import timezone

from concord.assistance.models import Project, ProjectMeasure
from concord.journal.models import Entry
from concord.journal.queries import verification
from concord.meetings.models import Meeting
from concord.strategy.models import Measure
from concord.wiring.commands.load import load
from concord.wiring.loading import load_reference

pytestmark = pytest.mark.django_db


def stock() -> dict[str, object]:
    projects = Project.objects.unscoped(reason="test")
    links = ProjectMeasure.objects.unscoped(reason="test")
    return {
        "measures": Measure.objects.filter(framework__code="GCTS").count(),
        "meetings": Meeting.objects.count(),
        "projects": list(projects.order_by("iati_identifier").values_list("iati_identifier", "digest", "updated_at")),
        "links": sorted(links.values_list("project__iati_identifier", "measure__key", "score", "verdict")),
    }


def test_the_reference_case_loads_twice_as_once():
    list(load_reference(clock=timezone.now))
    first = stock()
    lines = list(load_reference(clock=timezone.now))
    assert stock() == first
    assert (first["measures"], first["meetings"], len(first["projects"])) == (47, 30, 23)
    assert [line for line in lines if "0 new, 0 changed" in line or line.startswith(("org", "exch", "proj"))] == lines
    assert verification().broken_at is None


def test_the_command_says_what_it_loaded():
    outcome = CliRunner().invoke(load, ["reference"])
    assert outcome.exit_code == 0, outcome.output
    assert "projects of the reference case: 23" in outcome.output


def test_what_sources_say_differently_stands_side_by_side(client):
    list(load_reference(clock=timezone.now))
    project = Project.objects.unscoped(reason="test").get(iati_identifier="XX-CONCORD-BOMCA-10")
    assert [claim["value"]["en"] for claim in project.claims] == ["EUR 21.65 million", "EUR 21.75 million"]
    page = client.get(f"/assistance/{project.uuid}/").content.decode()
    assert ("EUR 21.65 million</p>" in page, "EUR 21.75 million</p>" in page) == (True, True)
    assert Entry.objects.filter(act="assistance.state_claims").count() == 1
