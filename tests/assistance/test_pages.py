"""The pages: what one may see is there, what one may not does not exist, and queries do not grow with rows."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.assistance import AT, OPEN, editor, measure, only, organisation, project, public

from concord.assistance.actions import create_project, release_of
from concord.assistance.models import Intake, Project, ProjectMeasure, ProjectRevision
from concord.assistance.terms import IntakeKind, ProjectValues, Status
from concord.parties.models import Organisation, Seat, User
from concord.sharing.actions import audience_for
from concord.sharing.terms import TLP, Release, organisation_principal, seat_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def signed_in(of: Organisation, role: str = "releaser") -> Client:
    user = User.objects.create_user(email=f"{uuid4()}@example.org", name="Somebody")
    Seat.objects.create(user=user, organisation=of, role=role, since="2020-01-01")
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def three() -> list[Project]:
    organisation("kz", iso2="KZ", name="Kazakhstan")
    return [project(title=f"Border {n}", measures=(measure("II.13"),), budget="10") for n in range(3)]


def titles(client: Client, query: str = "") -> list[str]:
    found = json.loads(b"".join(client.get(f"/assistance/?format=json&{query}").streaming_content))
    return sorted(row["title"] for row in found)


@pytest.mark.usefixtures("three")
def test_the_list_shows_and_downloads_the_same(client: Client):
    page = client.get("/assistance/").content.decode()
    assert page.count('<th scope="row"') == 3
    rows = list(
        csv.reader(io.StringIO(b"".join(client.get("/assistance/?format=csv").streaming_content).decode("utf-8-sig")))
    )
    assert [row[0] for row in rows] == ["Project", "Border 0", "Border 1", "Border 2"]
    assert rows[1][3:6] == ["Kazakhstan", "II.13", "under way"]
    workbook = client.get("/assistance/?format=xlsx")
    assert workbook.status_code == 200
    workbook.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A", "B"]),
        ("country=KZ", ["A"]),
        ("measure=GCTS:II.13", ["B"]),
        ("pillar=GCTS:II", ["B"]),
        ("provider=donor", ["B"]),
        ("status=4", ["B"]),
        ("year=2019", ["A"]),
        ("year=2025", ["B"]),
        ("modality=training", ["A"]),
        ("relevance=all", ["A", "B", "C"]),
        ("relevance=other", ["C"]),
        ("q=alpha", ["A"]),
        ("q=ALPHAS", ["A"]),
        ("q=nothing", []),
        ("q=XX-9", ["B"]),
        ("q=%20", ["A", "B"]),
        ("q=-", []),
        ("country=nonsense", ["A", "B"]),
    ],
)
def test_filters_in_the_address_narrow_the_list(client: Client, query: str, expected: list[str]):
    organisation("kz", iso2="KZ")
    organisation("uz", iso2="UZ")
    donor = organisation("donor")
    a = project(title="A", places=("KZ",), starts_on="2018-01-01", ends_on="2019-06-01", modality="training")
    a.search.words = " alpha"
    a.search.save()
    project(
        title="B",
        places=("UZ",),
        measures=(measure("II.13"),),
        reporter=donor,
        status=Status.CLOSED,
        iati_identifier="XX-9",
    )
    project(title="C", is_relevant=False)
    assert titles(client, query) == expected


def test_a_rejected_measure_does_not_bring_a_project_into_a_list(client: Client):
    project(title="A", measures=(measure("II.13"),))
    ProjectMeasure.objects.unscoped(reason="a test").update(verdict="rejected", decided_by="somebody")
    assert titles(client, "measure=GCTS:II.13") == []


def test_what_one_may_not_see_does_not_exist(client: Client):
    state, other = organisation("kz", iso2="KZ"), organisation("other")
    hidden = project(state, audience=only(state), title="Secret weakness", measures=(measure("II.13"),))
    shared = project(state, audience=only(state, other), title="Shared")
    absent = uuid4()
    for reader in (client, signed_in(other)):
        page = reader.get(f"/assistance/{hidden.uuid}/")
        assert page.status_code == 404
        assert "Secret" not in reader.get("/assistance/?q=secret").content.decode()
        assert "Secret weakness" not in titles(reader)
        for path in ("edit", "marking"):
            assert reader.get(f"/assistance/{hidden.uuid}/{path}/").status_code == 404
        for path in ("measures", "changes"):
            assert reader.post(f"/assistance/{hidden.uuid}/{path}/", {"verdict": "confirm"}).status_code == 404
    said = [client.get(f"/assistance/{u}/").content.replace(str(u).encode(), b"") for u in (hidden.uuid, absent)]
    assert said[0] == said[1]
    assert titles(signed_in(other)) == ["Shared"]
    assert titles(signed_in(state)) == ["Secret weakness", "Shared"]
    assert "TLP:AMBER+STRICT" in signed_in(other).get(f"/assistance/{shared.uuid}/").content.decode()


def test_a_named_project_that_is_hidden_is_named_by_its_identifier_only(client: Client):
    state = organisation("kz", iso2="KZ")
    hidden = project(state, audience=only(state), title="Secret", iati_identifier="XX-SECRET")
    shown = project(title="Open")
    shown.links.create(originator=shown.originator, audience=shown.audience, kind="parent", identifier="XX-SECRET")
    page = client.get(f"/assistance/{shown.uuid}/").content.decode()
    assert ("XX-SECRET" in page, "Secret<" in page, str(hidden.uuid) in page) == (True, False, False)


def test_queries_do_not_grow_with_rows(client: Client, three: list[Project]):
    third = queries(client, "/assistance/")
    Project.objects.unscoped(reason="a test").filter(pk__in=[three[0].pk, three[1].pk]).delete()
    assert (queries(client, "/assistance/"), third <= 10) == (third, True)


def test_queries_of_a_page_do_not_grow_with_what_hangs_on_it(client: Client):
    lean = project(title="Lean", measures=(measure("II.13"),), budget="1")
    rich = project(title="Rich", places=("KZ", "KG", "TJ"), measures=(measure("II.13"), measure("II.4")), budget="1")
    for number in range(3):
        ProjectRevision.objects.create(
            project=rich,
            originator=rich.originator,
            audience=rich.audience,
            at=AT,
            digest="x",
            changes=[{"field": "title", "before": {"en": "a"}, "after": {"en": str(number)}, "choice": "taken"}],
        )
    few, many = (queries(client, f"/assistance/{each.uuid}/") for each in (lean, rich))
    assert (few, many <= 12) == (many, True)


FORM = {
    "title_en": "Border posts",
    "title_ru": "Пограничные посты",
    "status": "2",
    "countries": ["KZ", "KG"],
    "shares": "KZ 60, KG 40",
    "localities": "KZ Almaty",
    "donors": "Donor One\nSomebody else",
    "budget": "500",
    "currency": "USD",
    "budget_year": "2025",
    "due_diligence": "done",
    "confidence": "stated",
    "tlp": "amber_strict",
    "readers": "own",
}


@pytest.fixture
def unrcca() -> Organisation:
    organisation("kz", iso2="KZ")
    organisation("kg", iso2="KG")
    return organisation("unrcca")


def test_a_project_is_entered_and_changed_by_form(unrcca: Organisation):
    client = signed_in(unrcca)
    assert client.get("/assistance/new/").status_code == 200
    response = client.post("/assistance/new/", FORM)
    row = Project.objects.unscoped(reason="a test").get()
    assert response.headers["Location"] == f"/assistance/{row.uuid}/"
    places = row.places.unscoped(reason="a test").order_by("pk").values_list("country", "name", "share")
    assert list(places) == [("KZ", "", 0.6), ("KG", "", 0.4), ("KZ", "Almaty", 0.0)]
    assert row.audience.tlp == "amber_strict"
    page = client.get(f"/assistance/{row.uuid}/edit/").content.decode()
    assert 'value="KG 40, KZ 60"' in page
    client.post(f"/assistance/{row.uuid}/edit/", FORM | {"title_en": "Towers", "version": "1"})
    row.refresh_from_db()
    assert (str(row.title), row.version) == ("Towers", 2)
    conflict = client.post(f"/assistance/{row.uuid}/edit/", FORM | {"title_en": "Late", "version": "1"})
    assert conflict.status_code == 409
    assert 'name="version" value="2"' in conflict.content.decode()
    unchanged = client.post(f"/assistance/{row.uuid}/edit/", FORM | {"title_en": "Towers", "version": "2"})
    row.refresh_from_db()
    assert (unchanged.status_code, row.version) == (302, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_en": "", "title_ru": ""},
        {"shares": "KZ 90, KG 40"},
        {"shares": "UZ 10"},
        {"currency": ""},
        {"readers": "public"},
        {"starts_on": "2025-02-01", "ends_on": "2025-01-01"},
    ],
)
def test_a_form_says_what_is_wrong_and_saves_nothing(unrcca: Organisation, wrong: dict[str, str]):
    response = signed_in(unrcca).post("/assistance/new/", FORM | wrong)
    assert (response.status_code, Project.objects.unscoped(reason="a test").count()) == (200, 0)
    assert "faults" in response.content.decode()


def test_who_may_not_is_told_so(client: Client, unrcca: Organisation):
    row = project(unrcca)
    reader = signed_in(unrcca, "reader")
    for path in ("new/", f"{row.uuid}/edit/", f"{row.uuid}/marking/", "intakes/", "intakes/upload/", "review/"):
        assert reader.get(f"/assistance/{path}").status_code == 403
        assert client.get(f"/assistance/{path}").status_code == 302
    assert signed_in(unrcca, "editor").get(f"/assistance/{row.uuid}/marking/").status_code == 403


def test_a_releaser_changes_who_reads_it(client: Client, unrcca: Organisation):
    row = project(unrcca)
    mine = signed_in(unrcca)
    assert mine.get(f"/assistance/{row.uuid}/marking/").status_code == 200
    mine.post(f"/assistance/{row.uuid}/marking/", {"tlp": "amber_strict", "readers": "own", "version": "1"})
    assert client.get(f"/assistance/{row.uuid}/").status_code == 404
    assert mine.get(f"/assistance/{row.uuid}/").status_code == 200


def test_verdicts_are_given_on_the_page_and_in_the_review(unrcca: Organisation):
    row = project(unrcca, title="Border", measures=(measure("II.13"), measure("II.4")))
    ProjectMeasure.objects.unscoped(reason="a test").update(evidence=[{"kind": "phrase", "text": "Border"}])
    client = signed_in(unrcca)
    page = client.get("/assistance/review/").content.decode()
    assert ("<mark>Border</mark>" in page, 'value="GCTS:II.13"' in page) == (True, True)

    def verdicts() -> dict[str, str]:
        rows = ProjectMeasure.objects.unscoped(reason="a test").select_related("measure")
        return {each.measure.number: each.verdict for each in rows}

    form = {"project": str(row.uuid), "key": "GCTS:II.13"}
    client.post("/assistance/review/decide/", form | {"verdict": "confirm"})
    assert verdicts() == {"II.13": "confirmed", "II.4": "suggested"}
    client.post("/assistance/review/decide/", form | {"verdict": "undo"})
    assert verdicts() == {"II.13": "suggested", "II.4": "suggested"}
    client.post("/assistance/review/decide/", form | {"verdict": "skip"})
    assert 'value="GCTS:II.4"' in client.get("/assistance/review/").content.decode()
    client.post(f"/assistance/{row.uuid}/measures/", {"key": "GCTS:II.4", "verdict": "reject"})
    client.post(f"/assistance/{row.uuid}/measures/", {"key": measure("I.6").key, "verdict": "add"})
    assert verdicts() == {"II.13": "suggested", "II.4": "rejected", "I.6": "confirmed"}


def test_imports_are_seen_by_their_organisation_only(unrcca: Organisation):
    done = Intake.objects.create(
        originator=unrcca,
        audience=public(),
        kind=IntakeKind.IATI,
        label="file",
        started_by="x",
        started_at=AT,
        state="finished",
        counts={"activities": 3, "created": 2},
    )
    assert signed_in(unrcca).get(f"/assistance/intakes/{done.uuid}/").status_code == 200
    assert signed_in(unrcca).get("/assistance/intakes/").status_code == 200
    assert signed_in(organisation("other")).get(f"/assistance/intakes/{done.uuid}/").status_code == 404
    assert Client().get(f"/assistance/intakes/{done.uuid}/").status_code == 404


def test_nothing_in_a_file_becomes_a_formula(client: Client):
    values = ProjectValues(title=Text.of(en='=HYPERLINK("x")'), status=Status.ONGOING)
    row = create_project(actor=editor(organisation("unrcca")), values=values, release=OPEN, at=AT)
    assert row.is_relevant is False
    said = b"".join(client.get("/assistance/?format=csv&relevance=all").streaming_content).decode()
    assert '"\'=HYPERLINK(""x"")"' in said


def held(row: Project) -> Release:
    row.refresh_from_db()
    return release_of(row.audience)


def test_a_marking_keeps_what_its_form_cannot_choose_and_refuses_an_old_page(client: Client, unrcca: Organisation):
    kg = organisation("kg", iso2="KG")
    reader = Seat.objects.create(
        user=User.objects.create_user(email="r@example.org", name="A reader"), organisation=kg, role="reader",
        since="2020-01-01",
    )  # fmt: skip
    until = timezone.now().replace(second=41, microsecond=7) + timedelta(days=3)
    before = Release(
        tlp=TLP.AMBER,
        principals=frozenset({organisation_principal(unrcca.pk), seat_principal(reader.pk)}),
        embargo_until=until,
    )
    row = project(unrcca, audience=audience_for(release=before))
    mine = signed_in(unrcca)
    address = f"/assistance/{row.uuid}/marking/"
    page = mine.get(address).content.decode()
    assert "A reader, KG" in page
    shown = timezone.localtime(until).strftime("%Y-%m-%dT%H:%M")
    assert f'value="{shown}"' in page
    sent = {"tlp": "red", "readers": "own", "others": seat_principal(reader.pk), "embargo_until": shown, "version": "1"}
    assert mine.post(address, sent).status_code == 302
    assert held(row) == Release(
        tlp=TLP.RED, principals=frozenset({seat_principal(reader.pk)}), embargo_until=before.embargo_until
    )
    late = mine.post(address, {"tlp": "clear", "readers": "public", "version": "1"})
    assert (late.status_code, 'name="version" value="2"' in late.content.decode(), held(row).tlp) == (409, True, "red")
    assert client.get(f"/assistance/{row.uuid}/").status_code == 404
    assert mine.post(address, {"tlp": "red", "readers": "own", "version": "2"}).status_code == 302
    assert held(row) == Release(tlp=TLP.RED, principals=frozenset())
