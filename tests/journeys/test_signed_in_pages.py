"""Every page for people with a seat, looked at as the public pages are."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys.conftest import WIDE, Site, Visitor
from tests.journeys.pages import faults

SIGNED_IN = (
    "/desk/", "/desk/changes/", "/desk/subscriptions/", "/assistance/new/", "/assistance/intakes/",
    "/assistance/intakes/upload/", "/assistance/review/", "/parties/seats/", "/parties/seats/new/",
    "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/password/change/", "/ru/desk/",
    "/ru/assistance/new/", "/ru/parties/seats/",
)  # fmt: skip


@pytest.fixture(scope="module")
def remembered(browser: Browser, site: Site) -> dict[str, object]:
    """What a signed-in secretariat officer's browser remembers."""
    context = browser.new_context()
    Visitor(context, site).sign_in("officer")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def officer(browser: Browser, site: Site, remembered) -> Iterator[Visitor]:
    context = browser.new_context(viewport=WIDE, storage_state=remembered)
    yield Visitor(context, site)
    context.close()


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_for_people_with_a_seat(officer, path):
    officer.faults.clear()
    answer = officer.page.goto(officer.site.address + path)
    assert answer is not None
    assert answer.status == 200
    assert faults(officer.page) + officer.faults == []
