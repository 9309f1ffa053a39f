"""The jobs for which people come, done as they would do them."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect
from tests.factories.assistance import activity_xml
from tests.journeys.conftest import PHONE, Visits, one_time_code

ACTIVITY = activity_xml("XM-DAC-41128-JOURNEY", title="Training of border guards")
FILE = f'<iati-activities version="2.03">{ACTIVITY}</iati-activities>'


def enter_project(page: Page, site: str, title: str, *, readers: str = "everybody", named: str = "") -> str:
    """Fill in the form as little as it allows; returns the address of the project."""
    page.goto(f"{site}/assistance/new/")
    page.locator("[name^=title]").first.fill(title)
    page.get_by_label("Kazakhstan").first.check()
    page.get_by_label("Marking").select_option("amber_strict" if named else "clear")
    page.get_by_label(readers, exact=True).check()
    if named:
        page.get_by_label(named, exact=True).last.check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/assistance/[0-9a-f-]{36}/$"))
    return page.url


def test_the_public_follows_the_thread_from_the_strategy_to_a_project(visit: Visits):
    page = visit().open("/")
    page.get_by_role("navigation", name="Main sections").get_by_role("link", name="Strategy").click()
    page.get_by_role("link", name=re.compile("Global Counter-Terrorism Strategy")).first.click()
    page.locator("a[href$='/GCTS/II.13/']").first.click()
    expect(page.locator("h1")).not_to_be_empty()
    page.get_by_role("navigation", name="Main sections").get_by_role("link", name="Coverage").click()
    page.locator("td.heat a").first.click()
    page.locator("main table a[href*='/assistance/']").first.click()
    page.wait_for_url(re.compile("/assistance/[0-9a-f-]{36}/$"))
    expect(page.locator("h1")).not_to_be_empty()


def test_a_delegate_signs_in_with_a_code_and_sees_the_gaps_of_their_country(visit: Visits):
    visitor = visit()
    page = visitor.sign_in("second")
    visitor.open("/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(visit.site.password)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(one_time_code(secret))
    page.get_by_role("button", name="Use them from now on").click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    again = visit().sign_in("second", secret=secret)
    again.get_by_role("link", name=re.compile("[Mm]easures without a project")).first.click()
    expect(again.locator("main")).to_contain_text("Kazakhstan")


def test_a_provider_imports_a_file_and_reads_the_report(visit: Visits):
    visitor = visit()
    page = visitor.sign_in("provider")
    visitor.open("/assistance/intakes/upload/")
    page.locator("input[type=file]").set_input_files(
        {"name": "activities.xml", "mimeType": "application/xml", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile("/assistance/intakes/[0-9a-f-]{36}/"))
    expect(page.locator("main")).to_contain_text("finished", timeout=30_000)
    visitor.open("/assistance/?relevance=all&q=XM-DAC-41128-JOURNEY")
    expect(page.get_by_role("link", name="Training of border guards")).to_be_visible()


def test_two_people_change_one_project_and_nothing_is_lost(visit: Visits):
    one, other = visit(), visit()
    page = one.sign_in("provider")
    address = enter_project(page, visit.site.address, "Course for customs officers")
    page.goto(f"{address}edit/")
    second = other.sign_in("provider")
    second.goto(f"{address}edit/")
    second.locator("[name^=title]").first.fill("Course for customs officers, second year")
    second.get_by_role("button", name="Save").click()
    second.wait_for_url(address)
    visit.expect_status(409, "Conflict")
    page.locator("[name^=title]").first.fill("Course for customs officers and inspectors")
    page.get_by_role("button", name="Save").click()
    told = page.get_by_role("group", name="Side by side")
    expect(told).to_contain_text("second year")
    expect(told).to_contain_text("and inspectors")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(address)
    expect(page.locator("h1")).to_contain_text("and inspectors")


def test_the_secretariat_reviews_by_keyboard(visit: Visits):
    visitor = visit()
    visitor.sign_in("officer")
    page = visitor.open("/assistance/review/")
    waiting = page.locator("[data-announce]").first
    first = waiting.inner_text()
    page.keyboard.press("n")
    expect(page.get_by_role("button", name=re.compile("Undo the last"))).to_be_visible()
    page.keyboard.press("u")
    expect(waiting).to_have_text(first)
    page.keyboard.press("y")
    expect(page.get_by_role("button", name=re.compile("Undo the last"))).to_be_visible()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_donor_takes_the_table_away(visit: Visits, kind: str):
    visitor = visit()
    visitor.sign_in("donor")
    page = visitor.open("/assistance/")
    with page.expect_download() as download:
        page.get_by_role("link", name={"csv": "CSV", "xlsx": "Excel"}[kind], exact=True).first.click()
    content = download.value.path().read_bytes()
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert len(rows) > 20
        assert {len(row) for row in rows} == {len(rows[0])}
    else:
        with ZipFile(io.BytesIO(content)) as book:
            assert "xl/worksheets/sheet1.xml" in book.namelist()


def test_a_regional_organisation_opens_a_project_to_one_state_only(visit: Visits):
    owner, state, donor, anybody = visit(), visit(), visit(), visit()
    page = owner.sign_in("regional")
    address = enter_project(page, visit.site.address, "Quiet talks on borders")
    assert anybody.page.goto(address).status == 200
    page.goto(f"{address}marking/")
    page.get_by_label("Marking").select_option("amber_strict")
    page.get_by_label("my organisation and those named below").check()
    page.get_by_role("group", name=re.compile("Named organisations")).get_by_label("Kazakhstan").check()
    page.get_by_role("button", name="Mark it so").click()
    page.wait_for_url(address)
    visit.expect_status(404, "Not Found")
    assert anybody.page.goto(address).status == 404
    assert "Quiet talks" not in anybody.open("/assistance/?relevance=all&q=quiet").content()
    donor.sign_in("donor")
    assert donor.page.goto(address).status == 404
    state.sign_in("delegate")
    assert state.page.goto(address).status == 200
    expect(state.page.locator("main")).to_contain_text("AMBER+STRICT")


def test_all_of_it_in_russian(visit: Visits):
    visitor = visit(locale="ru-RU")
    page = visitor.open("/")
    page.get_by_role("navigation", name=re.compile("Language|Язык")).get_by_role("link").click()
    page.wait_for_url("**/ru/")
    for door in ("Стратегия", "Встречи", "Содействие", "Охват", "Организации"):
        page.get_by_role("navigation", name="Основные разделы").get_by_role("link", name=door, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        expect(page.locator("h1")).to_have_text(re.compile("[а-яё]"))
    page.goto(f"{visit.site.address}/ru/assistance/")
    offered = page.locator("select[name=measure] option").all_inner_texts()
    assert [words for words in offered if not re.search("[а-яё]", words)] == []


def test_without_scripts(visit: Visits):
    """The main pages, a filter, signing in and a form."""
    visitor = visit(java_script_enabled=False)
    page = visitor.open("/assistance/")
    page.get_by_label("Country").first.select_option("KG")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "country=KG" in page.url
    for path in ("/", "/strategy/GCTS/", "/meetings/", "/coverage/", "/coverage/gaps/", "/coverage/map/", "/parties/"):
        assert visitor.page.goto(visit.site.address + path).status == 200
        assert visitor.page.locator("main").inner_text().strip()
    visitor.open("/coverage/providers/")
    expect(page.locator("main table").first).to_be_visible()
    page = visitor.sign_in("provider")
    address = enter_project(page, visit.site.address, "Entered without scripts")
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Entered without scripts")


def test_with_the_keyboard_alone(visit: Visits):
    """Skip to the content, search by its key, walk the rows, open one, go to a section."""
    page = visit().open("/assistance/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/assistance/[0-9a-f-]{36}/$"))
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.type("II.13")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=II.13")
    expect(page.get_by_role("link", name=re.compile("II\\.13")).first).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/meetings/")


def test_on_a_phone(visit: Visits):
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True).open("/")
    page.get_by_role("link", name=re.compile("See who does what")).tap()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
