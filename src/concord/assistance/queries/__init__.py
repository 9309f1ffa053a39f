from concord.assistance.queries.activities import activities
from concord.assistance.queries.choices import Offered, offered
from concord.assistance.queries.findings import findings, may_find, may_withdraw, require_finder
from concord.assistance.queries.intakes import IntakeReading, NoticeGroup, intake, intakes
from concord.assistance.queries.project import MeasureLink, MoneyLine, ProjectReading, facts, project
from concord.assistance.queries.projects import ProjectFilters, projects, readable, with_names
from concord.assistance.queries.published import TransactionLine, activity_of, publication, transactions
from concord.assistance.queries.review import ReviewItem, next_review, waiting

__all__ = [
    "IntakeReading",
    "MeasureLink",
    "MoneyLine",
    "NoticeGroup",
    "Offered",
    "ProjectFilters",
    "ProjectReading",
    "ReviewItem",
    "TransactionLine",
    "activities",
    "activity_of",
    "facts",
    "findings",
    "intake",
    "intakes",
    "may_find",
    "may_withdraw",
    "next_review",
    "offered",
    "project",
    "projects",
    "publication",
    "readable",
    "require_finder",
    "transactions",
    "waiting",
    "with_names",
]
