from concord.assistance.models.intakes import Intake, IntakeNotice
from concord.assistance.models.judgements import OverlapFinding, ProjectMeasure, ProjectRevision
from concord.assistance.models.projects import (
    Project,
    ProjectLink,
    ProjectMoney,
    ProjectPart,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
    ProjectSearch,
    ProjectSector,
)
from concord.assistance.models.rates import ExchangeRate

__all__ = [
    "ExchangeRate",
    "Intake",
    "IntakeNotice",
    "OverlapFinding",
    "Project",
    "ProjectLink",
    "ProjectMeasure",
    "ProjectMoney",
    "ProjectPart",
    "ProjectParty",
    "ProjectPlace",
    "ProjectRecord",
    "ProjectRevision",
    "ProjectSearch",
    "ProjectSector",
]
