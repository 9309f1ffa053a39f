"""Every public page, on a desk and on a phone: nothing that axe finds, no fault of scripts, nothing cut off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.conftest import WIDE, Site, Visitor
from tests.journeys.pages import faults

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


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    context = browser.new_context(viewport=WIDE)
    yield Visitor(context, site)
    context.close()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(visitor, path):
    visitor.faults.clear()
    answer = visitor.page.goto(visitor.site.address + path)
    assert answer is not None
    assert answer.status == 200
    expect(visitor.page.locator("h1")).to_have_count(1)
    assert faults(visitor.page) + visitor.faults == []


def test_the_page_of_a_project(visitor):
    page = visitor.open("/assistance/")
    visitor.faults.clear()
    page.locator("table.data tbody a").first.click()
    page.wait_for_url("**/assistance/*-*/")
    assert faults(page) + visitor.faults == []


def test_what_is_not_there(visitor):
    answer = visitor.page.goto(f"{visitor.site.address}/parties/nobody/")
    assert answer is not None
    assert answer.status == 404
    assert faults(visitor.page) == []
