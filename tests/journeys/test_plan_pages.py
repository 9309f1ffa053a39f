"""The pages of a text under negotiation, looked at as a delegate of a member State, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PHONE, WIDE, Site, Visitor
from tests.journeys.pages import faults

PAGES = (
    *("", "?needs=mine", "?view=clean", "propose/?kind=ADD", "compare/?before=0&after=0", "languages/", "history/"),
    *("recommendations/", "delegations/", "files/", "silence/", "adoption/"),
)


@pytest.fixture(scope="module")
def remembered(browser: Browser, site: Site) -> dict[str, object]:
    """What the browser of Kazakhstan's delegate remembers."""
    context = browser.new_context()
    Visitor(context, site).sign_in("delegate")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def texts(browser: Browser, site: Site, remembered) -> list[str]:
    """The addresses of the plan and of the declaration, which is short: axe takes its time with hundreds of marks."""
    context = browser.new_context(storage_state=remembered)
    page = Visitor(context, site).open("/plans/")
    named = ("Joint Plan of Action for", "Declaration of support")
    found = [page.get_by_role("link", name=name).get_attribute("href") for name in named]
    context.close()
    return [address for address in found if address]


@pytest.fixture(scope="module")
def text(texts) -> str:
    """The address of the plan."""
    return texts[0]


@pytest.fixture(scope="module")
def delegate(browser: Browser, site: Site, remembered) -> Iterator[Visitor]:
    context = browser.new_context(viewport=WIDE, storage_state=remembered)
    yield Visitor(context, site)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_text(delegate, texts, path):
    delegate.faults.clear()
    answer = delegate.page.goto(delegate.site.address + texts[1] + path)
    assert answer is not None
    assert answer.status == 200
    assert faults(delegate.page) + delegate.faults == []


def test_the_whole_plan(browser, site, remembered, text):
    context = browser.new_context(storage_state=remembered)
    visitor = Visitor(context, site)
    visitor.open(text)
    assert faults(visitor.page) + visitor.faults == []
    context.close()


@pytest.fixture
def page(browser: Browser, site: Site, remembered, text) -> Iterator[Page]:
    context = browser.new_context(storage_state=remembered, viewport={"width": 1440, "height": 900})
    visitor = Visitor(context, site)
    yield visitor.open(text)
    context.close()
    assert visitor.faults == []


def contested(page: Page) -> str:
    """The first provision on which delegations clash."""
    found = page.locator(".provision[data-clashes]").first.get_attribute("data-provision")
    assert found
    return found


def test_keys_lead_through_the_text_to_a_proposal(page):
    where = contested(page)
    page.locator(f'[data-to="{where}"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_have_attribute("data-provision", where)
    expect(page.locator(f"#text-{where}")).to_have_attribute("data-at", "")
    assert where in page.url
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.to") == where
    page.keyboard.press("p")
    page.wait_for_url("**/propose/**")


def test_words_become_a_proposal_while_they_are_typed_and_are_kept(page):
    where = contested(page)
    page.goto(page.url.partition("?")[0] + f"propose/?provision={where}")
    before = page.locator("#id_words").input_value()
    page.locator("#id_words").fill(f"{before} Nothing else.")
    expect(page.locator("#preview ins")).to_contain_text("Nothing else")
    page.reload()
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#id_words")).to_have_value(f"{before} Nothing else.")


def test_history_is_scrubbed(page):
    page.goto(page.url.partition("?")[0] + "history/")
    latest = page.locator("#asof-title").inner_text()
    page.locator("#step").focus()
    page.keyboard.press("Home")
    expect(page.locator("#asof-title")).not_to_have_text(latest)
    expect(page.locator("[data-scrub-words]")).to_have_text("Brought to the table")
    assert "at=" in page.url


def test_on_a_phone_the_tree_is_folded_and_the_panel_below(browser, site, remembered, text):
    context = browser.new_context(storage_state=remembered, viewport=PHONE)
    page = Visitor(context, site).open(text)
    assert page.locator("[data-tree]").get_attribute("open") is None
    column, panel = page.locator("#text").bounding_box(), page.locator("#panel").bounding_box()
    assert column
    assert panel
    assert panel["y"] > column["y"] + column["height"]
    context.close()
