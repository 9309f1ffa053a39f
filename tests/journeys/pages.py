"""What must hold of every page, and the screens on which it is looked at."""

from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.conftest import PHONE, WIDE

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SCREENS = {"wide": {"viewport": WIDE}, "phone": {"viewport": PHONE}}


def faults(page: Page) -> list[str]:
    """In light, then of colours in dark."""
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    told = _found(page, {"runOnly": TAGS})
    page.emulate_media(color_scheme="dark")
    told += [f"in dark, {each}" for each in _found(page, {"runOnly": {"type": "rule", "values": COLOURS}})]
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*told, f"{wide} pixels too wide"] if wide > 0 else told


def _found(page: Page, options: dict[str, object]) -> list[str]:
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])})" for each in found]
