from concord.strategy.models.frameworks import Crosswalk, Framework, FrameworkFact, Measure, Pillar, SituationNote
from concord.strategy.models.vocabulary import Boilerplate, SectorCode, Term, Theme

__all__ = [
    "Boilerplate",
    "Crosswalk",
    "Framework",
    "FrameworkFact",
    "Measure",
    "Pillar",
    "SectorCode",
    "SituationNote",
    "Term",
    "Theme",
]
