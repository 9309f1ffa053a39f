"""What must hold of every page, and the screens on which it is looked at."""

from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.conftest import PHONE, WIDE

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}


def faults(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
    told = [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])})" for each in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*told, f"{wide} pixels too wide"] if wide > 0 else told
