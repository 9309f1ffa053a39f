"""The chair strikes and the room sees it; what a delegate tables without a link arrives when the link is back, once."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visitor
from tests.journeys.pages import faults

WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def chair(visit) -> Visitor:
    """The officer presides over the illustrative plan; its floor is open, on a provision in the middle."""
    made = visit()
    made.sign_in("officer")
    page = made.open("/plans/")
    page.get_by_role("link", name=re.compile("^Joint Plan")).first.click()
    page.get_by_role("link", name="Floor", exact=True).click()
    if page.get_by_role("button", name="Open the floor").count():
        page.get_by_role("button", name="Open the floor").click()
    page.locator("#take").select_option(index=24)
    with page.expect_navigation():
        page.get_by_role("button", name="Take up").click()
    expect(page.get_by_role("heading", name="The gavel")).to_be_visible()
    return made


def take_up(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def to_one_with_proposals(page: Page) -> str:
    """Its number."""
    page.wait_for_load_state("load")
    for _step in range(30):
        if page.locator(".floor-ask input:enabled").count():
            break
        take_up(page, "n")
    return page.locator("#hand").inner_text()


def test_a_strike_is_seen_on_the_wall_and_by_a_delegate(chair, visit):
    page = chair.page
    number = to_one_with_proposals(page)
    address = page.url.partition("?")[0].removeprefix(chair.site.address)
    wall = visit(viewport=WALL).open(f"{address}projection/")
    delegate = visit()
    delegate.sign_in("delegate")
    seat = delegate.open(address)
    expect(wall.locator(".wall h2")).to_have_text(number)
    expect(seat.locator("#hand")).to_have_text(number)
    expect(seat.locator("[data-live-state]")).to_have_attribute("data-state", "listening")
    assert seat.locator("#gavel").count() == 0
    seat.get_by_role("button", name="Ask for the floor").click()
    expect(page.locator(".waiting-name")).to_have_text("Kazakhstan")

    first = page.locator(".floor-ask input").first
    first.check()
    page.get_by_label("Note for the record").fill("n")  # a letter that is typed is no key
    expect(page.locator("#hand")).to_have_text(number)
    key = first.input_value()
    expect(page.locator("[data-gavel-agree]")).to_have_text(f"Agree with {key}")
    page.locator("#hand").click()
    take_up(page, "a")
    expect(page.locator(".floor-last")).to_contain_text(f"{number} is agreed with {key}.")
    expect(wall.locator(".wall h2")).not_to_have_text(number)
    expect(seat.locator("#hand")).to_have_text(wall.locator(".wall h2").inner_text())
    take_up(page, "s")
    expect(wall.locator(".wall-speaker")).to_contain_text("Kazakhstan")
    assert faults(wall) + faults(seat) + faults(page) == []


def test_a_proposal_tabled_without_a_link_arrives_when_it_is_back(chair, visit):
    to_one_with_proposals(chair.page)
    address = chair.page.url.partition("?")[0].removeprefix(chair.site.address)
    delegate = visit()
    delegate.sign_in("delegate")
    page = delegate.open(address)
    page.locator(".hand").get_by_role("link", name="Propose", exact=True).click()
    words = page.locator("#id_words")
    words.fill(words.input_value().rstrip(". ;") + ", as the link allows.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Table it").click()
    expect(page.locator(".draft[data-kept]")).to_contain_text("it will be sent when the connection is back")
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile(r"Tabled as kz-\d+\."))).to_be_visible()
    key = re.search(r"kz-\d+", page.get_by_text("Tabled as kz-").inner_text())
    assert key
    expect(chair.page.locator(f'[data-ask="{key[0]}"]')).to_contain_text("Kazakhstan")
    page.reload()
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('ui.unsent.'))") == []
    down = ("net::ERR_INTERNET_DISCONNECTED", "htmx:")
    delegate.faults[:] = [fault for fault in delegate.faults if not any(each in fault for each in down)]


def test_a_stream_that_was_refused_is_taken_up_again(chair, visit):
    draft = chair.page.url.partition("?")[0].removeprefix(chair.site.address).removesuffix("floor/")
    visit.expect_status(502, "Bad Gateway")
    delegate = visit()
    delegate.sign_in("delegate")
    delegate.page.route("**/live/**", lambda route: route.fulfill(status=502))
    state = delegate.open(draft).locator("[data-live-state]")
    expect(state).to_have_attribute("data-state", "asking")
    delegate.page.unroute("**/live/**")
    expect(state).to_have_attribute("data-state", "listening", timeout=15_000)
