"""Files that are brought to do harm, and imports that outlive the right to make them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import timezone
from openpyxl import Workbook
from tests.factories.assistance import AT, OPEN, activity_xml, organisation
from tests.factories.parties import seat
from tests.factories.world import CANARY, house, marked

from concord.assistance.actions import upload
from concord.assistance.actions.uploads import read_upload
from concord.assistance.models import Intake, Project
from concord.assistance.queries import project
from concord.assistance.terms import IntakeState
from concord.parties.models import Seat
from concord.parties.queries import actor_of
from concord.parties.terms import Role
from concord.sharing.actions import public_audience
from concord.sharing.queries import admitted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(tmp_path: Path, settings: object) -> Seat:
    settings.MEDIA_ROOT = tmp_path
    return seat(organisation("kz", iso2="KZ"), role=Role.RELEASER)


def brought(by: Seat, name: str, content: bytes) -> Intake:
    found = upload(actor=admitted(actor=actor_of(seat=by)), name=name, chunks=[content], release=OPEN, at=AT)
    found.refresh_from_db()
    return found


def workbook(**parts: bytes) -> bytes:
    """A good workbook with some of its parts exchanged."""
    book, good, bad = Workbook(), BytesIO(), BytesIO()
    book.active.append(["title", "status"])
    book.active.append(["Posts", "ongoing"])
    book.save(good)
    with ZipFile(good) as old, ZipFile(bad, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = Path(name).stem
            new.writestr(name, parts[key](old.read(name)) if key in parts else old.read(name))
    return bad.getvalue()


_ENTITIES = "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefg", "bcdefgh", strict=True))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha">{_ENTITIES}]>'.encode()


@pytest.mark.threat("T24")
@pytest.mark.parametrize(
    "declared",
    [
        lambda part: LAUGHS + part,
        lambda part: b'<!doctype x SYSTEM "file:///etc/passwd">' + part,
        lambda part: b"\xff\xfe" + (LAUGHS + part).decode().encode("utf-16-le"),
        lambda part: b" " * 999_995 + LAUGHS + part,
    ],
    ids=["laughs", "external", "utf-16", "across two reads"],
)
@pytest.mark.parametrize("name", ["sheet1", "styles", "workbook"])
def test_a_workbook_that_declares_entities_is_refused(held: Seat, name: str, declared):
    done = brought(held, "table.xlsx", workbook(**{name: declared}))
    assert (done.state, "entities" in done.refusal) == (IntakeState.REFUSED, True)
    assert Project.objects.unscoped(reason="a test").count() == 0


@pytest.mark.threat("T24")
def test_a_workbook_that_unpacks_to_much_is_refused(held: Seat):
    done = brought(held, "table.xlsx", workbook(styles=lambda part: part + b" " * 70_000_000))
    assert (done.state, "unpacks" in done.refusal) == (IntakeState.REFUSED, True)


@pytest.mark.threat("T24")
def test_a_name_leads_nowhere(held: Seat, tmp_path: Path):
    xml = f'<iati-activities version="2.03">{activity_xml("XX-1")}</iati-activities>'.encode()
    done = brought(held, "../../etc/cron.d/x.xml", xml)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (done.label, [path.relative_to(tmp_path).as_posix() for path in kept]) == (
        "x.xml",
        [f"intakes/{done.digest}"],
    )
    assert kept[0].stat().st_mode & 0o077 == 0


@pytest.mark.threat("T08")
def test_who_lost_the_seat_imports_nothing_more(held: Seat):
    """The file was brought in time and waited for the worker; meanwhile the seat was ended."""
    xml = f'<iati-activities version="2.03">{activity_xml("XX-1")}</iati-activities>'.encode()
    first = brought(held, "first.xml", xml)
    Project.objects.unscoped(reason="a test").delete()
    Seat.objects.filter(pk=held.pk).update(until=timezone.localdate() - timedelta(days=1))
    read_upload.func(first.pk, held.pk)
    first.refresh_from_db()
    assert (first.state, Project.objects.unscoped(reason="a test").count()) == (IntakeState.REFUSED, 0)


@pytest.mark.threat("T01")
def test_a_public_project_does_not_name_the_file_that_changed_it():
    made = house()
    row = marked(made, name="told", originator=made.kg, audience=public_audience(), word=CANARY)
    owner = admitted(actor=actor_of(seat=seat(made.kg)))
    readers = {"public": made.actor("public"), "provider": made.actor("provider"), "owner": owner}
    named = {who: [r.intake for r in project(actor=reader, uuid=row.uuid).revisions] for who, reader in readers.items()}
    assert named == {"public": [""], "provider": [""], "owner": [f"{CANARY}-intake.xml"]}
