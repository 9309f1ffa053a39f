"""A real site and a real browser: `concord demo` in a folder of its own, served as on any machine, and Chromium."""

import base64
import hmac
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
CONCORD = Path(sys.executable).with_name("concord")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Site:
    address: str
    password: str
    home: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; without one, journeys are skipped by name, or fail where everything is required."""
    found = os.environ.get("CONCORD_CHROMIUM") or shutil.which("chromium")
    if found is None:
        missing = "no browser: install chromium or name it in CONCORD_CHROMIUM"
        if os.environ.get("CONCORD_REQUIRE_ALL") == "yes":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Ends with its module: Playwright keeps an event loop running, in which Django refuses the database to others."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # noqa: ARG001  none without it
    """The reference case, loaded once and served with its worker."""
    home = tmp_path_factory.mktemp("site")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CONCORD_", "DJANGO_"))}
    environment |= {"CONCORD_HOME": str(home), "CONCORD_SECOND_STEP": "no"}
    subprocess.run([CONCORD, "demo", "--no-serve"], env=environment, cwd=PROJECT, check=True, capture_output=True)  # noqa: S603  our own command
    password = (home / "demo_password").read_text()
    second = ["users", "add", "second@demo.example", "Second Delegate", "--organisation", "kz", "--role", "editor"]
    subprocess.run(  # noqa: S603  as above
        [CONCORD, *second], input=password, text=True, env=environment, cwd=PROJECT, check=True, capture_output=True,
        start_new_session=True,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [CONCORD, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.DEVNULL) as server:  # noqa: S603  as above
        made = Site(f"http://127.0.0.1:{port}", password, home)
        try:
            _until_it_answers(f"{made.address}/about/")
            yield made
        finally:
            server.terminate()


def _until_it_answers(address: str) -> None:
    for _attempt in range(600):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  our own address
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


class Visitor:
    """A browser of one person: opens pages, and fails at its end if a page had a fault."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.page: Page = context.new_page()
        self.site = site
        self.faults: list[str] = []
        context.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page

    def sign_in(self, who: str, *, secret: str = "") -> Page:
        """With the password, and the one-time code of this moment if there is a secret."""
        page = self.open("/accounts/login/")
        page.get_by_label("Email").fill(f"{who}@demo.example")
        page.get_by_label("Password", exact=True).fill(self.site.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if secret:
            page.wait_for_url("**/2fa/authenticate/**")
            page.locator("[name=code]").fill(one_time_code(secret))
            page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/")
        return page


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator["Visits"]:
    """``visit()`` opens a browser for one more person; options are those of a browser context."""
    visits = Visits(browser, site)
    yield visits
    faults = [fault for visitor in visits.visitors for fault in visitor.faults]
    visits.close()
    assert [fault for fault in faults if fault not in visits.expected] == []


class Visits:
    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.visitors: list[Visitor] = []
        self.expected: list[str] = []
        self._contexts: list[BrowserContext] = []

    def __call__(self, **options: object) -> Visitor:
        context = self.browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        self.visitors.append(Visitor(context, self.site))
        return self.visitors[-1]

    def expect_status(self, status: int, words: str) -> None:
        """The browser itself reports answers of this status as errors; here they are meant."""
        self.expected.append(f"Failed to load resource: the server responded with a status of {status} ({words})")

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def one_time_code(secret: str) -> str:
    """RFC 6238 with its usual values, as an authenticator computes it."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), moment, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
