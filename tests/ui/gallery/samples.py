"""Sample values for every component, awkward where components break: long names, gaps, two languages."""

from datetime import date
from decimal import Decimal

from concord.ui.components import Badge, Bar, Claim, Event, Progress, Source, Tab
from concord.ui.figures import Figure
from concord.ui.heatmap import HeatCell, HeatColumn, HeatGroup, Heatmap, HeatRow
from concord.ui.numbers import Money
from concord.ui.pages import Crumb, MarkingLine, ThreadStep
from concord.ui.tables import Choice, Column, Filter, Sheet
from concord.ui.text import Text

STATES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
CODES = ("KZ", "KG", "TJ", "TM", "UZ")
NUMERIC = ("398", "417", "762", "795", "860")
PILLARS = (
    (
        "I  Conditions conducive to the spread of terrorism",
        (
            "Strengthen the use of the United Nations in preventing and resolving conflict",
            "Dialogue, tolerance and understanding among civilizations, cultures, peoples and religions",
            "A culture of peace, justice and human development",
        ),
    ),
    (
        "II  Preventing and combating terrorism",
        (
            "Refrain from organizing, financing or tolerating terrorist activities",
            "Border and customs controls against the movement of terrorists and illicit arms",
            "Coordination against crime connected with terrorism: drugs, arms, money laundering",
            "Protection of particularly vulnerable targets and public places",
        ),
    ),
    ("IV  Human rights and the rule of law", ("A fair criminal justice system", "Support for the victims")),
)
COUNTS = (
    (14, 3, 0, 1, 6),
    (2, 9, 31, 0, 4),
    (0, 0, 5, 0, 1),
    (1, 2, 0, 0, 0),
    (47, 112, 260, 18, 64),
    (9, 22, 40, 3, 12),
)

CRUMBS = (Crumb("Strategy", "/strategy/"), Crumb("Global Counter-Terrorism Strategy", "/strategy/gcts/"))
CLEAR = MarkingLine(level="CLEAR", audience="everybody", url="/sharing/why/")
AMBER = MarkingLine(
    level="AMBER+STRICT",
    audience="Kazakhstan and UNRCCA",
    originator="Kazakhstan",
    why="you act for UNRCCA, named in its audience",
    url="/sharing/why/",
)
THREAD = (
    ThreadStep(kind="Measure", label="II.13 Border and customs controls", url="/m/"),
    ThreadStep(kind="Meeting", label="Dushanbe, 29–30 March 2011", url="/d/", more=1),
    ThreadStep(kind="Recommendation", label="Regional training of border services", here=True),
    ThreadStep(kind="Project", label="Border Management in Central Asia, phase 8", url="/p/", more=13),
    ThreadStep(kind="Result"),
)


def _row(number: int, pillar: str, label: str) -> HeatRow:
    counts = COUNTS[number % len(COUNTS)]
    return HeatRow(
        label=label,
        number=f"{pillar}.{number + 1}",
        url="/m/",
        cells=tuple(HeatCell(count, url=f"/projects/?measure={pillar}.{number + 1}") for count in counts),
    )


MATRIX = Heatmap(
    key="coverage",
    caption="Projects by measure and country",
    unit="projects",
    corner="Measure",
    columns=tuple(HeatColumn(label=code, full=name) for code, name in zip(CODES, STATES, strict=True)),
    groups=tuple(
        HeatGroup(
            label=title, rows=tuple(_row(index + shift, title.split()[0], said) for index, said in enumerate(said_all))
        )
        for shift, (title, said_all) in zip((0, 3, 1), PILLARS, strict=True)
    ),
    note="One project may serve several measures and is then counted under each.",
)

EVENTS = (
    Event(
        title="Expert meeting on pillars I and IV",
        starts_on=date(2010, 12, 15),
        ends_on=date(2010, 12, 16),
        kind="Meeting",
        place="Bratislava",
        url="/meetings/m01/",
        weight="major",
    ),
    Event(
        title="Expert meeting on pillar II",
        starts_on=date(2011, 3, 29),
        ends_on=date(2011, 3, 30),
        kind="Meeting",
        place="Dushanbe",
        url="/meetings/m02/",
        weight="major",
        text="Border control, illicit trafficking, financing, protection of vulnerable targets.",
    ),
    Event(title="Draft circulated to the States", starts_on=date(2011, 9, 1), precision="month", kind="Document"),
    Event(
        title=Text.of(ru="Министерская встреча, принятие Плана действий"),
        starts_on=date(2011, 11, 30),
        kind="Adoption",
        place="Ashgabat",
        url="/meetings/m04/",
        weight="major",
    ),
)

CLAIMS = (
    Claim(
        value="30 November 2011",
        source=Source(
            label="Ashgabat Declaration",
            url="https://example.org/a",
            confidence="stated",
            confirmed_on=date(2026, 11, 2),
        ),
    ),
    Claim(
        value="1 December 2011",
        source=Source(label="Press release of the host", url="https://example.org/b", confidence="inferred"),
    ),
)
BARS = tuple(
    Bar(label=name, value=value, url="/o/", hue=hue)
    for name, value, hue in (
        ("UNODC", 64, 1),
        ("OSCE", 41, 2),
        ("European Union, BOMCA", 33, 3),
        ("UNRCCA", 12, 4),
        ("CIS ATC", 3, 5),
    )
)
TABS = (
    Tab("All projects", "?", current=True, count=312),
    Tab("By year", "?by=year"),
    Tab("Under review", "?by=review", count=7),
)
RUNNING = Progress(
    key="import", label="Reading us-2025-03", done=3412, total=10250, unit="activities", url="/progress/"
)
FINISHED = Progress(
    key="import-2", label="Reading multi-2021", done=812, total=812, unit="activities", state="finished"
)

FLOWS = Figure(
    key="flow",
    kind="flow",
    title="Money from donors through implementers to pillars",
    summary="The European Union and the United States give most; most of it serves pillar II.",
    columns=("From", "To", "USD million"),
    rows=(
        ("European Union", "UNDP", 21.4),
        ("European Union", "IOM", 6.2),
        ("United States", "UNODC", 17.9),
        ("United States", "IOM", 3.1),
        ("Norway", "UNRCCA", 1.8),
        ("Norway", "OSCE", 2.4),
        ("UNDP", "Pillar II", 18.0),
        ("UNDP", "Pillar III", 3.4),
        ("IOM", "Pillar II", 9.3),
        ("UNODC", "Pillar II", 12.2),
        ("UNODC", "Pillar IV", 5.7),
        ("UNRCCA", "Pillar I", 1.8),
        ("OSCE", "Pillar I", 2.4),
    ),
    unit="USD million, 2011 rates",
    source="IATI files of the publishers",
)
YEARS = Figure(
    key="years",
    kind="lines",
    title="Projects begun in each year",
    summary="Numbers rose until 2016 and have fallen since.",
    columns=("Year", *STATES[:3]),
    rows=tuple((str(year), (year * 7) % 13 + 2, (year * 5) % 11 + 4, (year * 3) % 17) for year in range(2008, 2020)),
    unit="projects",
)
MONEY = Figure(
    key="money",
    kind="bars",
    title="Budget by implementer",
    summary="Two implementers hold more than half of the budget.",
    columns=("Implementer", "USD"),
    rows=(
        ("United Nations Development Programme", 21_400_000),
        ("United Nations Office on Drugs and Crime", 17_900_000),
        ("International Organization for Migration", 9_300_000),
        ("OSCE Programme Office", 2_400_000),
    ),
    unit="US dollars, 2011 rates",
)
PROGRESS = Figure(
    key="pillars",
    kind="stacked",
    title="State of the actions by pillar",
    summary="Half of the actions of pillar II are done; pillar IV has hardly begun.",
    columns=("Pillar", "Done", "Under way", "Planned"),
    rows=(("Pillar I", 5, 6, 3), ("Pillar II", 21, 12, 9), ("Pillar III", 8, 11, 4), ("Pillar IV", 1, 3, 9)),
    unit="actions",
)
SPANS = Figure(
    key="spans",
    kind="spans",
    title="Projects over time",
    summary="Three of the four projects overlap in 2012.",
    columns=("Project", "Implementer", "First day", "Last day"),
    rows=(
        ("Border Management, phase 8", "UNDP", date(2011, 7, 1), date(2014, 12, 31)),
        ("Joint Plan of Action", "UNRCCA", date(2010, 9, 1), date(2013, 6, 30)),
        ("Community security", "OSCE", date(2012, 1, 1), date(2015, 1, 1)),
        ("Prison reform", "UNODC", date(2014, 3, 1), date(2017, 2, 28)),
    ),
)
GRID = Figure(
    key="grid",
    kind="grid",
    title="Projects by year and country",
    summary="Tajikistan leads in every year.",
    columns=("Country", "Year", "Projects"),
    rows=tuple(
        (name, str(year), (index * 7 + year * 3) % 23)
        for index, name in enumerate(STATES)
        for year in range(2010, 2018)
    ),
)
MAP = Figure(
    key="map",
    kind="map",
    title="Projects by country",
    summary="Tajikistan has the most projects, Turkmenistan the fewest.",
    columns=("ISO 3166-1", "Country", "Projects"),
    rows=tuple(zip(NUMERIC, STATES, (73, 148, 336, 22, 87), strict=True)),
    links=tuple(f"/projects/?country={code}" for code in CODES),
    unit="projects",
)

PROJECTS = tuple(
    {
        "id": f"XM-DAC-41114-{1000 + index}",
        "title": Text.of(
            en=f"Border management in Central Asia, phase {index}", ru=f"Управление границами, этап {index}"
        )
        if index % 7
        else Text.of(ru=f"Предупреждение насильственного экстремизма, этап {index}"),
        "state": Badge(
            *(("Completed", "done"), ("Implementation", "underway"), ("Pipeline", "planned"), ("Suspended", "stopped"))[
                index % 4
            ]
        ),
        "places": STATES[: index % 4 + 1],
        "begins": date(2008 + index % 12, index % 12 + 1, index % 27 + 1) if index % 11 else None,
        "budget": Money(Decimal(index * 137_500 + 12_000), "USD" if index % 3 else "EUR") if index % 5 else None,
    }
    for index in range(1, 131)
)


def _containing(rows: list[dict[str, object]], words: str) -> list[dict[str, object]]:
    return [row for row in rows if words.casefold() in " ".join(row["title"].to_json().values()).casefold()]


SHEET = Sheet(
    key="projects",
    caption="Projects",
    unit="projects",
    order="title",
    size=12,
    columns=(
        Column(
            key="title",
            label="Project",
            value=lambda row: row["title"],
            url=lambda row: f"/projects/{row['id']}/",
            heading=True,
        ),
        Column(key="state", label="State", value=lambda row: row["state"]),
        Column(key="places", label="Countries", value=lambda row: row["places"], sortable=False),
        Column(key="begins", label="Begins", value=lambda row: row["begins"]),
        Column(key="budget", label="Budget", value=lambda row: row["budget"], numeric=True, money=True),
        Column(key="id", label="Identifier", value=lambda row: row["id"], chosen=False),
    ),
    filters=(
        Filter(key="q", label="Words", kind="search", apply=_containing, hint="title in any language"),
        Filter(
            key="country",
            label="Country",
            choices=tuple(Choice(code, name) for code, name in zip(CODES, STATES, strict=True)),
            apply=lambda rows, code: [row for row in rows if STATES[CODES.index(code)] in row["places"]],
        ),
        Filter(
            key="budgeted",
            rare=True,
            label="With a budget",
            kind="flag",
            apply=lambda rows, _: [row for row in rows if row["budget"]],
        ),
    ),
)
