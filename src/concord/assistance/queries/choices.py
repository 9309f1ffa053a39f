"""What the filters and forms of the room offer."""

from dataclasses import dataclass

from concord.parties.models import Organisation
from concord.policy import Actor
from concord.strategy.models import Theme
from concord.strategy.queries import measures
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
    """Three queries."""
    organisations = list(Organisation.objects.order_by("code"))
    return Offered(
        organisations=tuple((each.code, each.short_name or each.name) for each in organisations),
        states=tuple((each.iso2, each.name) for each in organisations if each.is_plan_state),
        measures=measures(actor=actor),
        themes=tuple((theme.code, theme.title) for theme in Theme.objects.order_by("position", "code")),
    )
