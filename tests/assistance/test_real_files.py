"""Real files made by others: what is taken in agrees with an independent count, and a second run changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models
from django.utils import timezone
from lxml import etree
from tests.factories.assistance import OPEN, editor, organisation

from concord.assistance.actions import import_path
from concord.assistance.models import Intake, Project, ProjectPart, ProjectParty
from concord.policy import Actor

pytestmark = pytest.mark.django_db
FOLDERS = ("us-2025-03", "usaid-2025-04", "multi-2021", "v1")
READ_TWICE = ("us-2025-03", "v1")


def elements(path: Path) -> Iterator[etree._Element]:
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    for file in files:
        try:
            for _event, element in etree.iterparse(file, tag="iati-activity", huge_tree=True):
                yield element
                element.clear()
        except etree.XMLSyntaxError:
            continue


def content(element: etree._Element) -> tuple[str, str, str]:
    """Reporter, identifier and a digest of what an activity says, whatever its blank space."""
    for contact in element.findall("contact-info"):
        element.remove(contact)
    words = b" ".join(etree.tostring(element, method="c14n", with_tail=False).split()).replace(b"> <", b"><")
    reporter = element.find("reporting-org")
    ref = reporter.get("ref", "") if reporter is not None else ""
    return ref, (element.findtext("iati-identifier") or "").strip(), hashlib.sha256(words).hexdigest()


def imported(path: Path, by: Actor) -> Intake:
    return import_path(actor=by, path=path, release=OPEN, clock=timezone.now, classify=False)


def digest_of(model: type[models.Model]) -> str:
    rows = model.objects.unscoped(reason="a test").order_by("pk").values_list().iterator(chunk_size=2000)
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()


def everything() -> dict[str, str]:
    return {model.__name__: digest_of(model) for model in (Project, *ProjectPart.__subclasses__())}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_taken_in_agrees_with_an_independent_count(shared_data: Path, folder: str):
    path = shared_data / "iati" / folder
    by = editor(organisation("unrcca"))
    expected = Counter(element.tag for element in elements(path))["iati-activity"]
    done = imported(path, by)
    assert done.counts["activities"] == expected
    assert done.counts["created"] + done.counts.get("repeated", 0) == expected
    assert Project.objects.unscoped(reason="a test").count() == len({content(each) for each in elements(path)})
    if folder not in READ_TWICE:
        return
    before = everything()
    again = imported(path, by)
    assert (again.counts["unchanged"], everything()) == (done.counts["created"], before)


def test_organisations_and_identifiers_agree_with_the_file(shared_data: Path):
    path = min((shared_data / "iati" / "us-2025-03").rglob("*.xml"))
    imported(path, editor(organisation("unrcca")))
    expected = Counter()
    for element in elements(path):
        named = {
            (o.get("role"), o.get("ref") or "", " ".join(o.findtext("narrative", "").split()))
            for o in element.findall("participating-org")
        }
        expected.update({((element.findtext("iati-identifier") or "").strip(), len(named)): 1})
    found = Counter(
        (project.iati_identifier, ProjectParty.objects.unscoped(reason="a test").filter(project=project).count())
        for project in Project.objects.unscoped(reason="a test")
    )
    assert found == expected


def test_a_later_snapshot_shows_what_the_publisher_changed(shared_data: Path):
    by = editor(organisation("unrcca"))
    early = [p for p in sorted((shared_data / "iati" / "us-2025-03").rglob("*.xml")) if "usaid" in p.name.lower()]
    for path in early:
        imported(path, by)
    before = Project.objects.unscoped(reason="a test").count()
    done = imported(shared_data / "iati" / "usaid-2025-04", by)
    counts = done.counts
    known = sum(counts.get(key, 0) for key in ("updated", "republished", "unchanged"))
    assert known + counts.get("created", 0) + counts.get("repeated", 0) == counts["activities"]
    assert Project.objects.unscoped(reason="a test").count() == before + counts.get("created", 0)
    assert counts["updated"] > 0
