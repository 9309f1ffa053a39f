"""Files that people bring: kept by digest, read in the background; tables judged row by row; no personal data."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.factories.assistance import AT, OPEN, activity_xml, organisation

from concord.assistance.actions import UnusableUpload, upload
from concord.assistance.actions import uploads as module
from concord.assistance.models import Intake, IntakeNotice, Project
from concord.assistance.terms import IntakeState
from concord.parties.models import Seat, User
from concord.parties.queries import actor_of
from concord.policy import Actor
from concord.sharing.queries import admitted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(tmp_path: Path, settings: object) -> Actor:
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    organisation("kz", iso2="KZ", name="Kazakhstan")
    unrcca = organisation("unrcca")
    user = User.objects.create_user(email="a@example.org", name="Somebody")
    seat = Seat.objects.create(user=user, organisation=unrcca, role="releaser", since="2020-01-01")
    return admitted(actor=actor_of(seat=seat))


def brought(by: Actor, name: str, content: bytes) -> Intake:
    started = upload(actor=by, name=name, chunks=[content], release=OPEN, at=AT)
    started.refresh_from_db()
    return started


def rows() -> list[tuple[str, str]]:
    found = Project.objects.unscoped(reason="a test").order_by("pk")
    return [(row.iati_identifier, str(row.title)) for row in found]


def notices() -> list[tuple[str, int | None, str]]:
    found = IntakeNotice.objects.unscoped(reason="a test").order_by("line", "pk")
    return [(row.severity, row.line, row.rule) for row in found]


def test_an_iati_file_is_kept_and_read(by: Actor, tmp_path: Path):
    xml = f'<iati-activities version="2.03">{activity_xml("XX-1")}</iati-activities>'.encode()
    done = brought(by, "C:\\files\\file.xml", xml)
    assert (done.state, done.counts, done.size) == (IntakeState.FINISHED, {"activities": 1, "created": 1}, len(xml))
    assert [path.name for path in (tmp_path / "intakes").iterdir()] == [done.digest]
    assert rows() == [("XX-1", "Border posts")]


TABLE = (
    "identifier;title;title ru;status;start;countries;donor;budget;currency;year\n"
    "A1;Border posts;Посты;ongoing;2024-01-01;Kazakhstan;Donor One;1 000.50;USD;2024\n"
    "A2;;;ongoing;;KZ;;;;\n"
    ";;;;;;;;;\n"
    "A3;Towers;;planned;31.02.2024;KZ, Atlantis;;much;USD;\n"
).encode()


def test_one_wrong_row_never_blocks_the_others(by: Actor):
    done = brought(by, "table.csv", TABLE)
    assert done.counts == {
        "activities": 3,
        "created": 2,
        "refused": 1,
        "critical": 1,
        "error": 3,
        "listed": 4,
    }
    assert rows() == [("A1", "Border posts"), ("A3", "Towers")]
    assert notices() == [
        ("critical", 3, "cell-title_en"),
        ("error", 5, "cell-start"),
        ("error", 5, "cell-countries"),
        ("error", 5, "cell-budget"),
    ]
    first = Project.objects.unscoped(reason="a test").order_by("pk")[0]
    assert (first.title.get("ru"), str(first.headline_usd)) == ("Посты", "1000.50")
    again = brought(by, "table.csv", TABLE)
    assert (again.counts["unchanged"], len(rows())) == (2, 2)
    brought(by, "table.csv", TABLE.replace(b"Border posts", b"Border towers"))
    assert rows() == [("A1", "Border towers"), ("A3", "Towers")]


def workbook(*lines: list[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_like_a_table(by: Actor):
    done = brought(by, "table.xlsx", workbook(["Title", "Status", "Country"], ["Posts", "completed", "KZ"]))
    assert (done.counts, rows()) == ({"activities": 1, "created": 1}, [("", "Posts")])


@pytest.mark.threat("T24")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"title,trainee name,passport no\nA,B,C\n", "personal data: “trainee name”"),
        ("list.csv", "название;дата рождения\nA;1990\n".encode(), "personal data: “дата рождения”"),
        ("list.xlsx", workbook(["Title", "Phone"], ["A", "+7"]), "personal data: “Phone”"),
        ("list.csv", b"name of donor,sum\nA,1\n", "no column “title”"),
        ("list.xlsx", b"not a workbook", "cannot be read as a table"),
        ("list.csv", b"title\n\xff\xfe", "cannot be read as a table"),
    ],
)
def test_a_table_is_refused_by_name_before_a_row_is_stored(by: Actor, name: str, content: bytes, words: str):
    done = brought(by, name, content)
    assert (done.state, rows()) == (IntakeState.REFUSED, [])
    assert done.refusal.startswith(name)
    assert words in done.refusal


def test_what_is_not_read_is_not_kept(by: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LARGEST_UPLOAD", 10)
    for name, content in (("a.zip", b"x"), ("a.exe", b"x"), ("a.xml", b""), ("a.xml", b"x" * 11)):
        with pytest.raises(UnusableUpload):
            upload(actor=by, name=name, chunks=[content], release=OPEN, at=AT)
    folder = tmp_path / "intakes"
    assert not folder.exists() or list(folder.iterdir()) == []
    assert Intake.objects.unscoped(reason="a test").count() == 0
