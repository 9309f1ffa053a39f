"""The components in a real browser: no fault of content policy, nothing axe finds, and what scripts add works."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CONCORD_CHROMIUM", "/usr/bin/chromium")
AXE = (PROJECT / "tests" / "vendor" / "axe.min.js").read_text("utf-8")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.ui.gallery"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: install chromium or set CONCORD_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    yield opened
    context.close()


def at(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


def until(page: Page, expression: str) -> None:
    """Waits at most ten seconds; the browser's own waiting would need the content policy to allow evaluation."""
    assert page.evaluate(
        f"(async () => {{ for (let turn = 0; turn < 500; turn += 1) {{ if ({expression}) return true;"
        " await new Promise((done) => setTimeout(done, 20)); } return false; })()"
    ), expression


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", ["/?signed", "/figures/", "/list/?q=border&country=KZ", "/form/", "/ru/", "/missing/"])
def test_nothing_is_wrong(site: str, browser: Browser, path: str, screen: str):
    context = browser.new_context(**SCREENS[screen])
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    at(page, site + path)
    until(page, "document.querySelectorAll('.drawing:empty').length === 0")
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert faults == (expected if path == "/missing/" else [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()


def test_without_scripts_every_figure_is_a_table(site: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/figures/")
    tables = page.locator(".twin table")
    assert tables.count() == 7
    assert all(tables.nth(index).is_visible() for index in range(7))
    context.close()


def test_without_scripts_filters_and_sorting_work(site: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/list/")
    page.get_by_label("Country").select_option("TM")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator(".table-count").inner_text() == "1–12 of 32 projects"
    page.get_by_role("link", name="Budget").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().strip() == "Budget"
    assert "country=TM" in page.url
    context.close()


def test_filters_narrow_in_place_keep_focus_and_go_back(site: str, page: Page):
    at(page, f"{site}/list/")
    words = page.get_by_label("Words")
    words.press_sequentially("phase 13")
    until(page, "document.querySelector('.table-count').textContent.includes('of 2 ')")
    assert page.url == f"{site}/list/?q=phase%2013"
    assert words.evaluate("box => box === document.activeElement")
    assert page.locator("#announce").inner_text() == "1–2 of 2 projects"
    page.go_back()
    expect(page.locator(".table-count")).to_have_text("1–12 of 130 projects")
    assert page.url == f"{site}/list/"


def test_keys(site: str, page: Page):
    at(page, f"{site}/list/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("tr[data-at]").count() == 1
    assert page.evaluate("document.activeElement.textContent") == "Border management in Central Asia, phase 1"
    page.keyboard.press("/")
    page.keyboard.type("jkg?")
    assert page.locator("#search").input_value() == "jkg?"
    page.locator("main").focus()
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(f"{site}/figures/")


def test_keys_can_be_switched_off(site: str, page: Page):
    at(page, f"{site}/list/")
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Use single keys as shortcuts on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("tr[data-at]").count() == 0


def test_colours_are_kept(site: str, page: Page):
    at(page, f"{site}/")
    page.locator("[data-theme-switch]").click()
    page.locator("[data-theme-switch]").click()
    at(page, f"{site}/figures/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(17, 24, 29)"


def test_words_that_were_not_sent_come_back(site: str, page: Page):
    at(page, f"{site}/form/")
    page.get_by_label("What is asked for").fill("Two trainers for a week")
    until(page, "localStorage.getItem('ui.draft.need') !== null")
    at(page, f"{site}/form/")
    assert page.get_by_label("What is asked for").input_value() == ""
    page.get_by_role("button", name="Put them back").click()
    assert page.get_by_label("What is asked for").input_value() == "Two trainers for a week"


def test_words_that_were_taken_are_forgotten(site: str, page: Page):
    at(page, f"{site}/form/")
    page.get_by_label("English").fill("Trainers")
    page.get_by_label("Functional e-mail").fill("office@example.org")
    page.get_by_label("Training").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".messages").inner_text().strip() == "The request was saved."
    assert page.evaluate("localStorage.getItem('ui.draft.need')") is None


def test_faults_are_summed_up_and_focused(site: str, page: Page):
    at(page, f"{site}/form/")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.className") == "notice faults"
    page.get_by_role("link", name="Functional e-mail").click()
    assert page.evaluate("document.activeElement.id") == "id_email"


def test_progress_asks_until_it_is_finished(site: str, page: Page):
    at(page, f"{site}/")
    page.wait_for_selector("#import[data-state=finished]")
    assert "10,250 of 10,250 activities. Finished." in page.locator("#import").inner_text()


def test_copied_rows_are_what_is_seen(site: str, page: Page):
    at(page, f"{site}/list/?q=phase+13&sort=-title")
    page.get_by_role("button", name="Copy").click()
    until(page, "document.getElementById('announce').textContent === 'Copied'")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0].split("\t") == ["Project", "State", "Countries", "Begins", "Budget"]
    assert [line.split("\t")[0] for line in lines[1:]] == [
        "Border management in Central Asia, phase 130",
        "Border management in Central Asia, phase 13",
    ]


@pytest.mark.parametrize(
    ("figure", "kind", "start"),
    [
        ("map", "svg", b"<svg"),
        ("money", "svg", b"<svg"),
        ("flow", "png", b"\x89PNG"),
        ("money", "csv", "\ufeff".encode()),
    ],
)
def test_drawings_download(site: str, page: Page, figure: str, kind: str, start: bytes):
    at(page, f"{site}/figures/")
    button = page.locator(f"[data-download={kind}][data-from={figure}]")
    button.wait_for()
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == f"{figure}.{kind}"
    assert Path(waiting.value.path()).read_bytes().startswith(start)


def test_a_country_of_the_map_opens_what_is_behind_it(site: str, page: Page):
    at(page, f"{site}/figures/")
    link = page.locator("#map .drawing a").first
    link.focus()
    assert link.get_attribute("aria-label") == "Kazakhstan: 73 projects"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/projects/?country=KZ")
