"""Pairs of worlds that differ only in what a reader may not see, and a crawl that notes all that a reader observes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from django.db import transaction
from tests.factories.parties import seat
from tests.factories.world import AT, CANARY, House, hidden, marked, named
from tests.house.urls import NOW, Answer, Visitors, addresses, doors

from concord.assistance.models import Intake, Project, ProjectMeasure, ProjectMoney, ProjectParty, ProjectPlace
from concord.assistance.terms import Flow, IntakeState, PartyRole
from concord.coverage.queries import forget
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.terms import Role
from concord.policy import Actor
from concord.sharing.actions import public_audience
from concord.strategy.models import Measure

_LINK = re.compile(r'(?:href|hx-get|src)="(/[^"#]*)')
_LEFT_OUT = ("/static/", "/accounts/logout", "/api/v1/openapi.json")
_WORDS = ("posts", CANARY, f"XX-{CANARY}", "II.1", "border")
_PROJECT_PAGES = ("/assistance/{}/", "/assistance/{}/?show=transactions", "/api/v1/assistance/projects/{}")
ASKED = (
    *(f"{page}?q={words}" for words in _WORDS for page in ("/search/", "/assistance/", "/api/v1/assistance/projects")),
    *(f"/assistance/?format={kind}" for kind in ("csv", "xlsx", "json", "iati")),
    *(f"/coverage/?format={kind}" for kind in ("csv", "xlsx", "json")),
    "/assistance/?country=KZ",
    "/assistance/?measure=S:II.1",
    "/assistance/?provider=eu",
    "/assistance/?year=2020",
    "/assistance/?relevance=all",
    "/assistance/?page=2",
    "/assistance/?sort=-money",
    "/api/v1/assistance/projects?limit=1",
    *(page.format(named(f"project-{name}")) for name in ("entered", "later") for page in _PROJECT_PAGES),
    "/api/v1/meetings/documents",
    "/coverage/cell/?measure=S:II.1&country=KZ",
    "/ru/assistance/",
    "/ru/coverage/",
)


def addresses_asked(made: House) -> list[str]:
    """Every door with what it is open for and closed for, and the questions that would betray a hidden thing."""
    wanted = {"-", "open", "closed"}
    tried = (path for door in doors() for kind, path in addresses(door, made) if kind in wanted)
    found = dict.fromkeys((*tried, *ASKED))
    return [path for path in found if not path.startswith(_LEFT_OUT)]


def crawl(visitors: Visitors, role: str, start: list[str], *, most: int) -> dict[str, Answer]:
    """Ask for each address, then for those that the pages name, at most ``most``, in a fixed order."""
    answers: dict[str, Answer] = {}
    waiting = list(start)
    while waiting and len(answers) < most:
        path = waiting.pop(0)
        if path in answers or path.startswith(_LEFT_OUT):
            continue
        answers[path] = plainly(visitors.ask(role, path))
        if dict(answers[path].headers).get("Content-Type", "").startswith("text/html"):
            waiting += [unescape(link) for link in _LINK.findall(answers[path].body.decode())]
    return answers


def plainly(answer: Answer) -> Answer:
    """A workbook is compared by its parts: the moment at which it was packed is not told by the data."""
    if not answer.body.startswith(b"PK"):
        return answer
    with ZipFile(BytesIO(answer.body)) as book:
        parts = {name: book.read(name) for name in sorted(book.namelist()) if name != "docProps/core.xml"}
    headers = tuple((name, value) for name, value in answer.headers if name not in ("Content-Length", "ETag"))
    return Answer(answer.status, headers, repr(parts).encode(), answer.statements)


def differences(one: dict[str, Answer], other: dict[str, Answer]) -> dict[str, str]:
    """Address → what differs; addresses that only one world names are themselves a difference."""
    found = dict.fromkeys(one.keys() ^ other.keys(), "named in one world only")
    for path in one.keys() & other.keys():
        if difference := one[path].difference(other[path]):
            found[path] = difference
    return found


@contextmanager
def world(change: Callable[[House], object], made: House) -> Iterator[None]:
    """What was there before, then the change, then one more visible project that came later, whose publication is
    sealed; all undone afterwards.
    """
    with transaction.atomic():
        change(made)
        sealed = made.only(made.kg)
        marked(made, name="later", originator=made.unodc, audience=public_audience(), publication=sealed)
        forget()
        yield
        transaction.set_rollback(True)
    forget()


def nothing(made: House) -> None:
    """The world in which nothing is hidden."""


def a_hidden_project(made: House) -> None:
    hidden(made, name="closed")


def another_text(made: House) -> None:
    hidden(made, name="closed", word=f"{CANARY} and much longer words about something else")


def another_audience(made: House) -> None:
    marked(made, name="closed", originator=made.kg, audience=made.only(made.norway, made.unrcca), word=CANARY)


def an_embargo(made: House) -> None:
    audience = made.only(made.kz, made.eu, until=NOW + timedelta(days=9_999))
    marked(made, name="closed", originator=made.kg, audience=audience, word=CANARY)


def many(made: House) -> None:
    for number in range(30):
        hidden(made, name=f"closed-{number}")


def deleted_again(made: House) -> None:
    hidden(made, name="closed")
    Project.objects.unscoped(reason="a world").filter(uuid=named("project-closed")).delete()


def parts_of_a_visible_project(made: House) -> None:
    """Rows that hang on what everybody sees, released to somebody else."""
    project = Project.objects.unscoped(reason="a world").get(uuid=named("project-entered"))
    part = {"project": project, "originator": made.kg, "audience": made.only(made.unodc)}
    measure = Measure.objects.get(key="S:I.1")
    ProjectMoney.objects.create(**part, flow=Flow.BUDGET, year=2021, currency="USD", value="9", usd="9")
    ProjectParty.objects.create(**part, role=PartyRole.IMPLEMENTING, name=CANARY, organisation=made.norway)
    ProjectPlace.objects.create(**part, country="KG", share=0.5, name=CANARY)
    ProjectMeasure.objects.create(**part, measure=measure, score=0.9, share=0.5)


def an_import_under_way(made: House) -> None:
    hidden(made, name="closed")
    running = Intake.objects.unscoped(reason="a world").filter(uuid=named("intake-closed"))
    running.update(state=IntakeState.RUNNING, counts={"activities": 7})


def a_seat(made: House) -> None:
    seat(made.kg, role=Role.HEAD)


def an_act(made: House) -> None:
    """Ten acts of others in the journal: their number must not show."""
    doer = Actor.system(CANARY, organisation_id=made.kg.pk)
    for number in range(10):
        record(actor=doer, act="assistance.edit_project", items=[Item("project", str(number), CANARY)], at=AT)


CHANGES = (
    a_hidden_project, another_text, another_audience, an_embargo, many, deleted_again, parts_of_a_visible_project,
    an_import_under_way, a_seat, an_act,
)  # fmt: skip

_PROTECTED_TABLES = ("assistance_", "meetings_document", "meetings_recommendation", "journal_entry")
_WITHOUT_STATEMENTS = ("/coverage/", "/ru/coverage/", "/parties/seats/")  # remembered, or read by every page


def where_it_could_show(answers: dict[str, Answer]) -> list[str]:
    """Of the addresses answered those whose page reads protected rows: the others cannot depend on them."""
    return [
        path
        for path, answer in answers.items()
        if path.startswith(_WITHOUT_STATEMENTS)
        or any(table in statement for statement in answer.statements for table in _PROTECTED_TABLES)
    ]
