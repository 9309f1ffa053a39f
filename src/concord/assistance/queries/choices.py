"""What the filters and forms of the room offer."""

from dataclasses import dataclass

from concord.parties.models import Organisation
from concord.parties.queries import in_order
from concord.policy import Actor
from concord.strategy.queries import measures_and_themes
from concord.strategy.terms import MeasureName
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Organisations by code, plan States by ISO code, measures, pillars as ``GCTS:II``, themes."""

    organisations: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    measures: tuple[MeasureName, ...]
    themes: tuple[tuple[str, Text], ...]

    @property
    def pillars(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"{each.framework}:{each.pillar}" for each in self.measures))


def offered(*, actor: Actor) -> Offered:
    """Two queries."""
    named = Organisation.objects.only("code", "name", "short_name", "iso2", "is_plan_state")
    organisations = list(in_order(organisations=named))
    measures, themes = measures_and_themes(actor=actor)
    return Offered(
        organisations=tuple((each.code, each.short_name or each.name) for each in organisations),
        states=tuple((each.iso2, each.short_name or each.name) for each in organisations if each.is_plan_state),
        measures=measures,
        themes=themes,
    )
