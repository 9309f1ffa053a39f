"""docs/founding-document.md: every fact of the founding document, the page that shows it, the data row it lives in."""

from pathlib import Path
from typing import Any

import yaml

FACTS = Path(__file__).resolve().parents[2] / "src/concord/wiring/reference/central-asia/facts.yaml"
ADDRESSES = {
    "initiative": "/meetings/initiatives/{}/",
    "meeting": "/meetings/{}/",
    "instrument": "/meetings/instruments/{}/",
    "framework": "/strategy/{}/",
    "pillar": "/strategy/{}/#{}",
    "measure": "/strategy/{}/{}/",
    "theme": "/strategy/themes/{}/",
    "organisation": "/parties/{}/",
}


def facts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["facts"]
    return rows


def address(page: dict[str, str]) -> str:
    """Where on the site a fact is shown: the page of its object, or the front page of its room."""
    pattern = ADDRESSES.get(page.get("object", ""))
    if pattern is None or "key" not in page:
        return "/" if page["room"] == "outreach" else f"/{page['room']}/"
    return pattern.format(*page["key"].split(":"))


def founding_page() -> str:
    document = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["document"]
    lines = [
        "<!-- Made by `make reference` from facts.yaml; edit the data. -->",
        "# The founding document, fact by fact",
        "",
        f"{document['title']['en']}, {document['publisher']['en']}, {document['published_on']}:",
        f"<{document['address']}>.",
        "Every fact in it, the page that shows it, and the row of data (or the room of the program) where it lives.",
        "",
        "| | fact | page | row |",
        "|---|---|---|---|",
    ]
    for fact in facts():
        rows = "<br>".join(f"`{row}`" for row in fact["rows"]) or f"room `{fact['page']['room']}`"
        lines.append(f"| {fact['code']} | {fact['text']['en']} | `{address(fact['page'])}` | {rows} |")
    return "\n".join(lines) + "\n"
