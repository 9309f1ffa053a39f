from concord.assistance.models.intakes import Intake, IntakeNotice
from concord.assistance.models.projects import (
    Project,
    ProjectLink,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
    ProjectSector,
)
from concord.assistance.models.judgements import ProjectMeasure, ProjectRevision

__all__ = [
    "Intake",
    "IntakeNotice",
    "Project",
    "ProjectLink",
    "ProjectMeasure",
    "ProjectMoney",
    "ProjectParty",
    "ProjectPlace",
    "ProjectRevision",
    "ProjectSector",
]
