"""Five delegations and the chair, each in a window of its own, from the first proposal to the adopted files."""

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import NamedTuple

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import PROJECT, Site, Visitor, Visits

from concord.redline import text_of, word
from concord.redline.akn import read_akn

FIRST = (
    "The States report every year on their border posts.",
    "The States train officers together.",
    "A group of experts meets once a year.",
)
YEARS, HALVES = FIRST[0].replace("every year", "every two years"), FIRST[0].replace("every year", "every six months")
TRAINED = FIRST[1].replace("officers", "officers and prosecutors")
TWICE = FIRST[2].replace("once", "twice")
ADOPTED = [YEARS, TRAINED, TWICE]

PREPARED = f"""
import django
django.setup()
from django.utils import timezone
from concord.meetings.terms import InstrumentKind
from concord.parties.models import Seat
from concord.parties.queries import actor_of
from concord.plans.actions.drafts import accept_credentials, admit_delegation, open_draft
from concord.plans.terms import Capacity, ProvisionKind, Rank
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.sharing.actions import audience_for
from concord.sharing.queries import admitted
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.ui.text import Text

people = ("officer", "delegate", "kg", "tj", "tm", "uz")
seats = [Seat.objects.select_related("user", "organisation").get(user__email=f"{{who}}@demo.example") for who in people]
release = Release(
    tlp=TLP.AMBER_STRICT, principals=frozenset(organisation_principal(seat.organisation_id) for seat in seats)
)
audience_for(release=release)
chair, at = admitted(actor=actor_of(seat=seats[0])), timezone.now()
provisions = tuple(
    DraftedProvision(key=str(number), kind=ProvisionKind.PARAGRAPH, texts=Text.of(en=words))
    for number, words in enumerate({FIRST!r})
)
text = DraftedText(
    code="six-windows",
    kind=InstrumentKind.DECLARATION,
    title=Text.of(en="Understanding in six windows"),
    provisions=provisions,
    symbol="SIX/L.1",
    is_illustrative=True,
)
draft = open_draft(actor=chair, text=text, release=release, at=at)
for seat in seats:
    capacity = Capacity.CHAIR if seat is seats[0] else Capacity.MEMBER
    party = admit_delegation(actor=chair, draft=draft, organisation=seat.organisation, capacity=capacity, at=at)
    accept_credentials(actor=chair, delegation=party, seat=seat, rank=Rank.HEAD, at=at)
print(draft.uuid)
"""


def inside(site: Site, program: str) -> str:
    """What the program says, run where the site runs."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CONCORD_", "DJANGO_"))}
    environment |= {"CONCORD_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "concord.wiring.settings"}
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", program], env=environment, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def text(site: Site) -> str:
    """The address of a text of its own: three paragraphs, illustrative, so that silence may last seconds."""
    return f"/plans/{inside(site, PREPARED)}/"


@dataclass(frozen=True)
class Window:
    """One person at a browser, and what is done there by hand."""

    visitor: Visitor
    text: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def look(self, path: str = "") -> Page:
        return self.visitor.open(self.text + path)

    def press(self, name: str | re.Pattern[str]) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def hears(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def write(self, number: int, words: str) -> Locator:
        """On the paragraph with this number, not tabled yet; what it comes to."""
        self.look()
        self.page.locator(".provision").nth(number - 1).get_by_role("link").first.click()
        self.follow("Propose")
        self.page.get_by_label("The words as they should read").fill(words)
        return self.page.locator("#preview")

    def reads(self, words: list[str]) -> None:
        self.look("?view=clean")
        expect(self.page.locator(".provision .instrument")).to_have_text(words)

    def declare(self, will: str, *, paragraph: str = "", words: str = "") -> None:
        self.look("adoption/declare/")
        self.page.get_by_label(will).check()
        if paragraph:
            choice = self.page.get_by_role("combobox", name="Paragraph")
            choice.select_option(choice.locator("option", has_text=paragraph).get_attribute("value"))
        self.page.get_by_label("In words").fill(words)
        self.press("Declare")
        self.hears("Your delegation's declaration is on record.")

    def file(self, kind: str) -> bytes:
        answer = self.page.request.get(f"{self.visitor.site.address}{self.text}files/clean/?format={kind}")
        assert answer.ok
        return answer.body()

    def table(self, number: int, words: str) -> None:
        expect(self.write(number, words)).to_contain_text("It meets no other proposal.")
        self.press("Table it")
        self.hears(re.compile(r"Tabled as \w+-\d+\."))


class Chair(Window):
    def take_up(self, number: int) -> None:
        self.look("floor/")
        if self.page.get_by_role("button", name="Open the floor").count():
            self.press("Open the floor")
        self.page.locator("#take").select_option(index=number - 1)
        self.press("Take up")

    def agree(self, number: int, key: str) -> None:
        self.take_up(number)
        self.page.get_by_label(key).check()
        self.press(f"Agree with {key}")
        self.hears(f"is agreed with {key}.")

    def agree_ad_referendum(self, number: int, key: str, capital: str) -> None:
        self.take_up(number)
        self.page.get_by_label(key).check()
        self.page.get_by_text("Ad referendum…").click()
        self.page.get_by_role("group", name="Capitals that are to confirm").get_by_label(capital).check()
        self.press("Agree ad referendum")

    def consolidate(self, number: int) -> None:
        self.look("floor/consolidation/")
        self.press(f"Put revision {number} on the table")
        self.hears(f"Revision {number} is on the table.")

    def open_silence(self, minutes: str) -> None:
        self.look("silence/")
        self.follow("Open a silence procedure")
        self.page.get_by_label("Minutes").fill(minutes)
        self.press("Open the silence procedure")
        self.hears("The text is under silence.")


class Table(NamedTuple):
    chair: Chair
    kz: Window
    kg: Window
    tj: Window
    tm: Window
    uz: Window


@pytest.fixture
def table(visit: Visits, text: str) -> Table:
    """Everybody has signed in and looks at the text."""
    found = Table(Chair(visit(), text), *(Window(visit(), text) for _ in range(5)))
    for window, who in zip(found, ("officer", "delegate", "kg", "tj", "tm", "uz"), strict=True):
        window.visitor.sign_in(who)
        window.look()
    return found


def test_from_the_first_proposal_to_the_adopted_files(table: Table) -> None:
    propose(table)
    decide(table)
    break_silence(table)
    keep_silence(table)
    adopt(table)
    assert_files_hold(table.kz, ADOPTED)


def propose(table: Table) -> None:
    """A clash is seen before tabling, the same words make a co-sponsor, and a window that is only open sees it all."""
    watching = table.tj.page
    expect(watching.locator("[data-live-state]")).to_have_attribute("data-state", "listening")
    watching.evaluate("window.never = 'read again'")

    table.kz.table(1, YEARS)
    expect(watching.locator(".provision").first.locator("ins")).to_contain_text(["two years"], timeout=15_000)

    seen = table.uz.write(1, HALVES)
    expect(seen).to_contain_text("Clashes with kz-1 (Kazakhstan) over “year”.")
    table.uz.press("Table as an alternate to kz-1")
    table.uz.hears("Tabled as uz-1.")

    expect(table.kg.write(1, YEARS)).to_contain_text("Kazakhstan proposed exactly this: kz-1")
    table.kg.press("Table it")
    table.kg.hears("Exactly this was proposed already: your delegation now co-sponsors kz-1.")
    expect(table.kg.page.locator("#kz-1 h4")).to_have_text("kz-1 Kazakhstan and Kyrgyzstan")

    table.tm.table(2, TRAINED)
    words = watching.locator(".provision")
    expect(words.first).to_contain_text("six months")
    expect(words.first).to_contain_text("Kyrgyzstan")
    expect(words.nth(1).locator("ins")).to_contain_text(["and prosecutors"])
    assert watching.evaluate("window.never") == "read again"


def decide(table: Table) -> None:
    """The chair agrees one of two alternates, and another proposal until a capital has confirmed; both become text."""
    table.chair.agree(1, "kz-1")
    table.uz.look()
    table.uz.page.locator(".provision").first.get_by_role("link").first.click()
    table.uz.page.get_by_text("2 that are no longer open").click()
    expect(table.uz.page.locator("#uz-1")).to_contain_text("others were agreed instead")

    table.chair.agree_ad_referendum(2, "tm-1", "Turkmenistan")
    table.chair.hears("2 is agreed ad referendum, awaiting Turkmenistan.")
    table.tm.look()
    table.tm.page.locator(".provision").nth(1).get_by_role("link").first.click()
    table.tm.press("Confirm")
    table.tm.hears("The capital of Turkmenistan confirmed paragraph 2")
    table.chair.consolidate(1)
    for window in table:
        window.reads([YEARS, TRAINED, FIRST[2]])


def break_silence(table: Table) -> None:
    """One objection that names a paragraph sends the text back; what it asks for is agreed and becomes text."""
    table.chair.open_silence("30")
    table.tj.look("silence/")
    table.tj.follow("Break the silence")
    table.tj.page.get_by_label(FIRST[2]).check()
    table.tj.page.get_by_label("Why, and what would meet your concern").fill("Once a year is too seldom.")
    table.tj.press("Object")
    table.tj.hears("Silence is broken.")

    table.chair.look("silence/")
    table.chair.hears("Tajikistan objected in time")
    table.chair.press("Record the outcome")
    table.tj.table(3, TWICE)
    table.chair.agree(3, "tj-1")
    table.chair.consolidate(2)


def keep_silence(table: Table) -> None:
    """Nobody objects; whoever is first to record it, the chair or the worker of the site, it is kept."""
    table.chair.open_silence("0.05")
    table.uz.look("silence/")
    page = table.chair.page
    record, ended = page.get_by_role("button", name="Record the outcome"), page.locator(".past").nth(1)
    expect(record.or_(ended)).to_be_visible(timeout=30_000)  # the page looks again by itself when its countdown is over
    page.evaluate("document.querySelector('form[action$=\"/silence/close/\"] button')?.click()")  # if it is still there
    expect(ended).to_be_visible()
    expect(page.locator(".past").first).to_contain_text("silence kept")
    expect(page.locator(".past").nth(1)).to_contain_text("Tajikistan")


def adopt(table: Table) -> None:
    """One says it aloud: the chair records it and the delegation confirms. A page that is only open sees it all."""
    watching = table.tm.look("adoption/")
    expect(watching.locator("[data-live-state]")).to_have_attribute("data-state", "listening")
    table.chair.look("adoption/")
    table.chair.follow("Open the adoption")
    table.chair.press("Open the adoption")
    table.chair.follow("Record what a delegation said")
    table.chair.page.get_by_label("Who said it").select_option(label="Turkmenistan")
    table.chair.page.get_by_label("adopts").check()
    table.chair.press("Record")
    with watching.expect_navigation():
        watching.get_by_role("button", name="Confirm").click()
    table.tm.hears("Your delegation has confirmed what the chair recorded.")
    for window in (table.kz, table.kg, table.tj):
        window.declare("adopts")
    table.uz.declare("observes")
    expect(watching.locator("[data-side=adopts] .count")).to_have_text("4")
    table.tm.declare(
        "makes a reservation",
        paragraph="The States report every two years",
        words="Turkmenistan reports in its own form.",
    )
    table.chair.look("adoption/")
    table.chair.press("The text is adopted")
    table.chair.hears("Adopted.")
    for window in table:
        page = window.look("adoption/")
        sides = {name: page.locator(f"[data-side={name}] .stance-who") for name in ("adopts", "observes")}
        expect(sides["adopts"]).to_contain_text(["Kazakhstan", "Kyrgyz Republic", "Tajikistan", "Turkmenistan"])
        expect(sides["observes"]).to_contain_text(["Uzbekistan"])
        expect(page.locator(".beside blockquote")).to_have_text(["Turkmenistan reports in its own form."])


def assert_files_hold(window: Window, words: list[str]) -> None:
    """The adopted words, and not one other: Akoma Ntoso word by word, Word without a change against it, PDF as read."""
    paper = read_akn(data=window.file("akn"))
    assert [text_of(tokens=clause.tokens) for clause in paper.clauses] == words
    assert [clause.proposals for clause in paper.clauses] == [()] * len(words)

    read = word.read(data=window.file("docx"), base=paper)
    assert (read.found, read.unplaced, read.remarks) == ((), (), ())

    pages = pypdf.PdfReader(io.BytesIO(window.file("pdf"))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    body = printed.partition("Understanding in six windows ")[2].partition(" TLP:")[0]
    assert body == " ".join(f"{number} {each}" for number, each in enumerate(words, 1))
