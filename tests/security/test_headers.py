"""What every answer tells the browser: nothing inline, nothing framed, nothing guessed, nothing kept."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.factories.world import hidden, house
from tests.house.urls import Visitors, addresses, doors

from concord.wiring.settings import CONTENT_SECURITY_POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T32")]
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
DOORS = {door.name: door for door in doors()}


class Inline(HTMLParser):
    """Notes what the policy would refuse: scripts, styles and handlers written into the page, foreign sources."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name == "style" or re.fullmatch("on[a-z]+", name)]
        self.found += [
            f"{tag} {name}" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]
        if tag in {"script", "link", "img", "use"} and re.match(
            "(https?:)?//", given.get("src") or given.get("href") or ""
        ):
            self.found.append(f"{tag} from elsewhere")
        data = given.get("type") in {"application/json", "application/ld+json"}
        self._open = tag if tag == "style" or (tag == "script" and not data) else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's signature
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.found.append(f"inline {self._open}")


@pytest.fixture
def site(db):  # noqa: ARG001  the database
    made = house()
    hidden(made, name="closed")
    return made, Visitors(made)


def test_the_policy_is_strict():
    written = {name: " ".join(values) for name, values in CONTENT_SECURITY_POLICY["DIRECTIVES"].items()}
    assert written == STRICT


def test_every_page_keeps_it(site):
    """For the public and a signed-in provider, at every door with whatever is behind it."""
    made, visitors = site
    faults = {}
    for role in ("public", "provider"):
        for door in DOORS.values():
            for _kind, path in addresses(door, made):
                if found := _faults(visitors.ask(role, path), role):
                    faults[f"{role} {path}"] = found
    assert faults == {}


def _faults(answer, role: str) -> list[str]:
    headers = dict(answer.headers)
    told = {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in headers["Content-Security-Policy"].split("; ")}
    found = [f"policy {name}" for name in STRICT if told.get(name) != STRICT[name]]
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
    found += [name for name, value in wanted.items() if headers.get(name) != value]
    if role == "public":
        found += [] if "Cookie" in headers.get("Vary", "") else ["Vary"]
    elif "no-store" not in headers.get("Cache-Control", "") or "private" not in headers["Cache-Control"]:
        found.append("Cache-Control")
    if headers.get("Content-Type", "").startswith("text/html"):
        page = Inline()
        page.feed(answer.body.decode())
        found += page.found
    return found


def test_every_unsafe_request_needs_its_token(site):
    """A form sent from elsewhere is refused at every door that takes one, but for the one that mail programs knock at:
    it ends the letters to the one who has its address, and no more.
    """
    made, _visitors = site
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(made.user("provider"))
    paths = [next(path for _kind, path in addresses(door, made)) for door in DOORS.values()]
    answers = {path: client.post(path).status_code for path in paths if not path.startswith("/api/")}
    (stop,) = {path for path in paths if path.endswith("/stop/")}
    assert {path: status for path, status in answers.items() if status != 403} == {stop: 200}


def test_the_api_takes_nothing(site):
    made, visitors = site
    routes = [door for door in DOORS.values() if door.name.startswith("api:") and door.name != "api:openapi-json"]
    paths = [path for door in routes for _kind, path in addresses(door, made)]
    answers = {
        (path, method): visitors.ask("provider", path, method).status
        for path in paths
        for method in ("POST", "PUT", "PATCH", "DELETE")
    }
    assert set(answers.values()) <= {404, 405}


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "https:example.com", "javascript:alert(1)"]
)
def test_signing_in_never_leads_elsewhere(site, elsewhere):
    made, _visitors = site
    client = Client()
    client.force_login(made.user("provider"))
    answer = client.get("/accounts/login/", {"next": elsewhere})
    assert "example.com" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.threat("T13")
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_says_nothing_of_the_error(settings, status):
    settings.DEBUG = False
    from django.test import RequestFactory  # noqa: PLC0415  as above
    from django.views import defaults  # noqa: PLC0415  beside its only use

    view = {400: defaults.bad_request, 403: defaults.permission_denied, 404: defaults.page_not_found}.get(status)
    request = RequestFactory().get("/secret/address/")
    answer = defaults.server_error(request) if view is None else view(request, Exception("secret words"))
    assert answer.status_code == status
    assert b"secret words" not in answer.content
    assert b"Traceback" not in answer.content


@pytest.mark.threat("T13")
def test_there_is_no_admin(client):
    assert {client.get(path).status_code for path in ("/admin/", "/admin/login/", "/ru/admin/")} == {404}
