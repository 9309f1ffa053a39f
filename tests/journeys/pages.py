"""What must hold of every page, on every screen."""

from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.conftest import PHONE

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
NARROW = ["target-size", "scrollable-region-focusable", *COLOURS]


def faults(page: Page) -> list[str]:
    """In light; in dark, of colours; and on the screen of a telephone, of what its width changes."""
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    told = [*_found(page, TAGS), *_too_wide(page)]
    page.emulate_media(color_scheme="dark")
    told += [f"in dark, {each}" for each in _found(page, COLOURS, kind="rule")]
    page.emulate_media(color_scheme="light")
    screen = page.viewport_size
    if screen is not None and screen["width"] > PHONE["width"]:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # it has a type of its own for two numbers
        told += [f"on a phone, {each}" for each in (*_found(page, NARROW, kind="rule"), *_too_wide(page))]
        page.set_viewport_size(screen)
    return told


def _found(page: Page, values: list[str], *, kind: str = "tag") -> list[str]:
    options = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])})" for each in found]


def _too_wide(page: Page) -> list[str]:
    pixels = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{pixels} pixels too wide"] if pixels > 0 else []
