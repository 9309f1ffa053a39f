from concord.strategy.models.frameworks import Crosswalk, Framework, FrameworkFact, Measure, Pillar, SituationNote
from concord.strategy.models.vocabulary import SectorCode, Term, Theme

__all__ = [
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
