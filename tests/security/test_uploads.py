"""Files that somebody hostile brings through the door of imports, and cells that a spreadsheet would run."""

import csv
import gzip
import io
from itertools import islice
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.factories.assistance import activity_xml, project
from tests.factories.parties import organisation, seat
from tests.iati.hostile import external_dtd, external_entity, laughs, quadratic

from concord.assistance.models import Intake, Project
from concord.assistance.terms import IntakeState
from concord.parties.terms import Role

pytestmark = pytest.mark.django_db
EMPTY = {"tlp": "green", "readers": "own"}


@pytest.fixture
def provider() -> Client:
    client = Client()
    client.force_login(seat(organisation("unodc"), role=Role.RELEASER).user)
    return client


@pytest.fixture
def bring(provider, django_capture_on_commit_callbacks):
    def send(name: str, content: bytes) -> Intake | None:
        with django_capture_on_commit_callbacks(execute=True):
            provider.post("/assistance/intakes/upload/", {**EMPTY, "file": SimpleUploadedFile(name, content)})
        return Intake.objects.unscoped(reason="what came of it").last()

    return send


def projects() -> int:
    return Project.objects.unscoped(reason="what came of it").count()


@pytest.mark.threat("T23")
@pytest.mark.parametrize("made", [laughs, quadratic, external_entity, external_dtd])
def test_a_document_type_is_refused_and_nothing_of_it_is_kept(bring, made):
    intake = bring("file.xml", b"".join(islice(made(), 2000)).replace(b"{port}", b"9"))
    told = list(intake.notices.unscoped(reason="the report").values_list("severity", flat=True))
    assert intake.state in {IntakeState.REFUSED, IntakeState.FINISHED}
    assert "critical" in told or intake.refusal
    assert projects() == 0


@pytest.mark.threat("T23")
def test_nothing_of_this_machine_comes_back_in_a_report(bring, provider):
    bring("file.xml", b"".join(external_entity()))
    intake = Intake.objects.unscoped(reason="the report").get()
    page = provider.get(f"/assistance/intakes/{intake.uuid}/").content
    assert b"root:" not in page
    assert b"/home" not in page


@pytest.mark.threat("T23")
def test_a_packed_bomb_ends_early(bring):
    intake = bring("bomb.xml.gz", gzip.compress(b"<iati-activities>" + b" " * 60_000_000))
    assert intake.state in {IntakeState.REFUSED, IntakeState.FINISHED}
    assert projects() == 0


def table(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rezipped(content: bytes, **parts: bytes) -> bytes:
    """The same workbook with more parts in it, by their names."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return kept.getvalue()


GOOD = table([["title", "country"], ["Border posts", "KZ"]])
ENTITY = (
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b"<worksheet><sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>"
)


@pytest.mark.threat("T24")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("entity.xlsx", rezipped(GOOD, **{"xl/worksheets/sheet1.xml": ENTITY})),
        ("notes.xlsx", b"not a workbook at all"),
        ("half.xlsx", GOOD[: len(GOOD) // 2]),
        ("page.xml", b"<html><script>alert(1)</script></html>"),
        ("empty.csv", b""),
        ("nul.csv", b"title,country\n\x00\x00,KZ\n"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(bring, provider, name, content):
    is_refused_in_words(bring, provider, name, content)


@pytest.mark.threat("T24")
def test_a_workbook_that_unpacks_to_400_megabytes_is_refused_in_words(bring, provider):
    bomb = rezipped(GOOD, **{"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 400_000_000})
    is_refused_in_words(bring, provider, "bomb.xlsx", bomb)


def is_refused_in_words(bring, provider, name: str, content: bytes) -> None:
    before = Intake.objects.unscoped(reason="before").count()
    intake = bring(name, content)
    if Intake.objects.unscoped(reason="after").count() > before:
        assert intake.state != IntakeState.FAILED, "a failure is a fault of ours"
        page = provider.get(f"/assistance/intakes/{intake.uuid}/")
        assert page.status_code == 200
        assert b"Traceback" not in page.content
        assert b"root:" not in page.content


@pytest.mark.threat("T24")
@pytest.mark.parametrize(
    "name", ["tool.exe", "page.html", "many.zip", "macro.xlsm", "../../etc/cron.xml.sh", "no-suffix"]
)
def test_other_kinds_of_file_are_not_taken(bring, name):
    assert bring(name, b"anything") is None


@pytest.mark.threat("T24")
def test_a_name_cannot_leave_its_folder(bring, settings):
    bring("..\\..\\..\\evil.xml", f"<iati-activities>{activity_xml()}</iati-activities>".encode())
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert {path.parent for path in kept} <= {settings.MEDIA_ROOT / "intakes"}
    assert all("evil" not in path.name for path in kept)


@pytest.mark.threat("T24")
def test_uploads_are_not_served(provider, bring, settings):
    bring("file.xml", b"<iati-activities/>")
    name = next(path.name for path in (settings.MEDIA_ROOT / "intakes").iterdir())
    for path in (f"/files/intakes/{name}", f"/media/intakes/{name}", f"/static/intakes/{name}", f"/intakes/{name}"):
        assert provider.get(path).status_code == 404


FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "%0a=1")


@pytest.mark.threat("T25")
@pytest.mark.parametrize("words", FORMULAS)
def test_no_text_becomes_a_formula(client, words):
    project(title=words)
    lines = client.get("/assistance/?format=csv").getvalue().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(lines)) for cell in row]
    risky = tuple("=+-@＝＋－＠\t\r")
    assert [cell for cell in cells if cell.lstrip().startswith(risky)] == []
    book = load_workbook(io.BytesIO(client.get("/assistance/?format=xlsx").getvalue()))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


@pytest.mark.threat("T26")
@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "</title><b>"]
)
def test_words_of_others_stay_words(client, words):
    row = project(title=words)
    for path in ("/assistance/", f"/assistance/{row.uuid}/", "/search/?q=alert"):
        page = client.get(path).content.decode()
        assert words not in page or "<" not in words
        assert ">14<" not in page
