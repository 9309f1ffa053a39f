"""Every page, in light, in dark, on a phone: nothing that axe finds, no fault of scripts or policy, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PHONE, WIDE, Site, Visitor

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}
PUBLIC = (
    "/", "/search/?q=border", "/about/", "/downloads/", "/accessibility/", "/sharing/",
    "/strategy/", "/strategy/GCTS/", "/strategy/GCTS/II.13/", "/strategy/themes/",
    "/strategy/themes/border-management/",
    "/meetings/", "/meetings/M03/", "/meetings/instruments/", "/meetings/instruments/jpoa-2011/",
    "/meetings/documents/", "/meetings/recommendations/",
    "/assistance/", "/coverage/", "/coverage/cell/?measure=GCTS:II.13&country=KZ", "/coverage/gaps/",
    "/coverage/overlaps/", "/coverage/double-counting/", "/coverage/providers/", "/coverage/map/",
    "/parties/", "/parties/kz/", "/accounts/login/", "/accounts/password/reset/", "/accounts/signup/",
    "/ru/", "/ru/coverage/", "/ru/strategy/GCTS/II.13/", "/ru/assistance/", "/ru/meetings/",
)  # fmt: skip
SIGNED_IN = (
    "/desk/", "/desk/changes/", "/assistance/new/", "/assistance/intakes/", "/assistance/intakes/upload/",
    "/assistance/review/", "/parties/seats/", "/parties/seats/new/", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
    "/accounts/password/change/", "/ru/desk/", "/ru/assistance/new/", "/ru/parties/seats/",
)  # fmt: skip


@pytest.fixture(scope="module")
def officer(browser: Browser, site: Site) -> dict[str, object]:
    """What a signed-in secretariat officer's browser remembers."""
    context = browser.new_context()
    Visitor(context, site).sign_in("officer")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module", params=SCREENS)
def screen(request, browser: Browser, site: Site, officer) -> tuple[Visitor, Visitor]:
    """The public's and the officer's browser on one kind of screen."""
    contexts = [browser.new_context(**SCREENS[request.param], storage_state=state) for state in (None, officer)]
    yield tuple(Visitor(context, site) for context in contexts)
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
    told = [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])})" for each in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*told, f"{wide} pixels too wide"] if wide > 0 else told


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(screen, path):
    visitor = screen[0]
    visitor.faults.clear()
    answer = visitor.page.goto(visitor.site.address + path)
    assert answer is not None
    assert answer.status == 200
    expect(visitor.page.locator("h1")).to_have_count(1)
    assert faults(visitor.page) + visitor.faults == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_for_people_with_a_seat(screen, path):
    visitor = screen[1]
    visitor.faults.clear()
    answer = visitor.page.goto(visitor.site.address + path)
    assert answer is not None
    assert answer.status == 200
    assert faults(visitor.page) + visitor.faults == []


def test_the_page_of_a_project(screen):
    page = screen[0].open("/assistance/")
    screen[0].faults.clear()
    page.locator("table.data tbody a").first.click()
    page.wait_for_url("**/assistance/*-*/")
    assert faults(page) + screen[0].faults == []


def test_what_is_not_there(screen):
    visitor = screen[0]
    answer = visitor.page.goto(f"{visitor.site.address}/parties/nobody/")
    assert answer is not None
    assert answer.status == 404
    assert faults(visitor.page) == []
