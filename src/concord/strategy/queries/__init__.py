from concord.strategy.queries.frameworks import framework, frameworks, measure, measures, measures_and_themes
from concord.strategy.queries.readings import measure_name, party_name, pillar_name, provenance_of
from concord.strategy.queries.vocabulary import theme, themes, vocabulary

__all__ = [
    "framework",
    "frameworks",
    "measure",
    "measure_name",
    "measures",
    "measures_and_themes",
    "party_name",
    "pillar_name",
    "provenance_of",
    "theme",
    "themes",
    "vocabulary",
]
