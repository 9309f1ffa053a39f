"""The names that answers are given in: measures, pillars, States, organisations, themes. Public, three queries."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from concord.coverage.logic.tables import SEVERAL
from concord.coverage.queries.shelves import UNKNOWN
from concord.coverage.terms import ColumnName, PartyLabel, Place
from concord.parties.models import Organisation
from concord.parties.queries import in_order
from concord.strategy.models import Measure, Theme
from concord.strategy.queries import measure_name, pillar_name
from concord.strategy.terms import MeasureName, PillarName
from concord.ui.language import Words
from concord.ui.text import Text

OTHERS = "**"
"""The parties that a picture has no room for."""
_TOGETHER = {SEVERAL: _("several together"), OTHERS: _("others")}
NUMERIC = {"KZ": "398", "KG": "417", "TJ": "762", "TM": "795", "UZ": "860"}


@dataclass(frozen=True)
class MeasureEntry:
    pk: int
    name: MeasureName
    pillar_pk: int


@dataclass(frozen=True)
class FrameworkEntry:
    code: str
    title: Text
    measures: tuple[MeasureEntry, ...]
    pillars: dict[int, PillarName]

    @cached_property
    def by_pk(self) -> dict[int, MeasureEntry]:
        return {entry.pk: entry for entry in self.measures}

    @cached_property
    def by_key(self) -> dict[str, MeasureEntry]:
        return {entry.name.key: entry for entry in self.measures}


@dataclass(frozen=True)
class Reference:
    frameworks: dict[str, FrameworkEntry]
    states: tuple[ColumnName, ...]
    organisations: dict[int, tuple[str, Text]]
    themes: dict[str, tuple[Text, frozenset[int]]]

    @cached_property
    def _names(self) -> dict[str, Text]:
        return dict(self.organisations.values())

    def label(self, key: str, *, projects: int = 0) -> PartyLabel:
        if key in _TOGETHER:
            return PartyLabel(key=key, name=_TOGETHER[key], projects=projects)
        name: Words = self._names.get(key) or key.removeprefix(UNKNOWN) or _("not stated")
        return PartyLabel(key=key, name=name, projects=projects)

    def framework(self, code: str) -> FrameworkEntry | None:
        """By code; without one, the framework with the most measures, which is the strategy that plans carry out."""
        if code:
            return self.frameworks.get(code)
        return max(self.frameworks.values(), key=lambda each: len(each.measures), default=None)

    def column(self, code: str) -> ColumnName | None:
        return next((column for column in self.columns if column.code == code), None)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Of the States of the plan."""
        return tuple(state.code for state in self.states)

    @cached_property
    def columns(self) -> tuple[ColumnName, ...]:
        return (*self.states, ColumnName(code=Place.REGIONAL, name=Place.REGIONAL.label))


def reference() -> Reference:
    frameworks: dict[str, FrameworkEntry] = {}
    for row in Measure.objects.select_related("framework", "pillar__framework"):
        code = row.framework.code
        entry = MeasureEntry(pk=row.pk, name=measure_name(row), pillar_pk=row.pillar_id)
        known = frameworks.get(code) or FrameworkEntry(code, row.framework.short_title or row.framework.title, (), {})
        pillars = known.pillars | {row.pillar_id: pillar_name(row.pillar)}
        frameworks[code] = FrameworkEntry(code, known.title, (*known.measures, entry), pillars)
    organisations = tuple(in_order(organisations=Organisation.objects.all()))
    themes: dict[str, tuple[Text, frozenset[int]]] = {}
    rows = Theme.measures.through.objects.order_by("theme__position", "theme__code")
    for code, title, measure in rows.values_list("theme__code", "theme__title", "measure_id"):
        themes[code] = (title, themes.get(code, (title, frozenset()))[1] | {measure})
    return Reference(
        frameworks=frameworks,
        states=tuple(
            ColumnName(code=o.iso2, name=o.short_name or o.name, party=o.code, numeric=NUMERIC.get(o.iso2, ""))
            for o in organisations
            if o.is_plan_state
        ),
        organisations={o.pk: (o.code, o.short_name or o.name) for o in organisations},
        themes=themes,
    )
