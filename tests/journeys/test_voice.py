"""The rolling text as a screen reader hears it: who proposes what is in the words, not in the colour."""

from datetime import UTC, datetime

from django.utils.translation import override
from playwright.sync_api import Browser

from concord.plans.terms import Capacity
from concord.plans.terms.rolling import Party
from concord.plans.views.words import Places, Writer
from concord.redline import Op, Proposal, bracketed, tokenise
from concord.ui.text import Text

AT = datetime(2026, 3, 14, 9, tzinfo=UTC)
TABLED = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = {"kz": ("Kazakhstan", "Казахстан"), "kg": ("Kyrgyzstan", "Кыргызстан"), "uz": ("Uzbekistan", "Узбекистан")}
PARTIES = tuple(
    Party(code=code, name=name, short_name=name, capacity=Capacity.MEMBER, colour=colour)
    for colour, (code, name) in enumerate((code, Text.of(en=en, ru=ru)) for code, (en, ru) in NAMES.items())
)
BASE = tokenise(text="States shall report every year.")
PROPOSALS = (
    Proposal("kz-1", "kz", (Op(3, 3, ("jointly ",)),), 1, ("kg",), tabled_at=TABLED),
    Proposal("uz-1", "uz", (Op(1, 2, ("may ",)),), 2, tabled_at=TABLED),
)


def heard(browser: Browser, language: str) -> list[str]:
    """The accessibility tree of the paragraph in reading order: names of links, descriptions, and words."""
    with override(language):
        writer = Writer(parties=PARTIES, numbers={}, at=AT)
        runs = bracketed(base=BASE, proposals=PROPOSALS)
        words = writer.rolling(runs, places=Places((), frozenset()), link="#panel")
    page = browser.new_page()
    page.set_content(f"<!doctype html><html lang='{language}'><title>x</title><main><p>{words}</p></main>")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    page.close()
    known = {node["nodeId"]: node for node in nodes}
    waiting, spoken = [nodes[0]], []
    while waiting:
        node = waiting.pop()
        role = node["role"]["value"]
        if not node["ignored"] and role in ("StaticText", "link"):
            told = (node["name"]["value"], node.get("description", {}).get("value", ""))
            spoken.append(" | ".join(each.strip() for each in told if each.strip()))
        if role not in ("StaticText", "link"):
            waiting += [known[each] for each in reversed(node.get("childIds", ())) if each in known]
    return [each for each in spoken if each]


def test_who_proposes_what_is_spoken(browser):
    about = "Open since 2\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026, 12 days."
    goes = "Goes when the owners withdraw or agree, or the meeting decides."
    assert heard(browser, "en") == [
        "States",
        f"Uzbekistan proposes to delete | Uzbekistan: alternatives. {about} {goes}",
        "shall",
        ", end of deletion.",
        f"Uzbekistan proposes to insert instead | Uzbekistan: alternatives. {about} {goes}",
        "may",
        ", end of insertion.",
        "report",
        f"Kazakhstan and Kyrgyzstan propose to insert | Kazakhstan and Kyrgyzstan: an insertion. {about} {goes}",
        "jointly",
        ", end of insertion.",
        "every year.",
    ]


def test_colour_and_chip_say_nothing_that_is_not_spoken(browser):
    assert [each for each in heard(browser, "en") if each in {"KZ", "KG", "UZ", "■", "]"}] == []
