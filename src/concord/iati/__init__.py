"""Pure IATI: a streaming, defensive reader of activity files 1.01 to 2.03 into frozen values,
a check and a writer of 2.03. No Django, no clock.
"""

from concord.iati.check import check
from concord.iati.guards import Limits
from concord.iati.notices import RULES, Notice, Severity
from concord.iati.reader import Reading, read
from concord.iati.values import Activity, Header, Narrative, in_language
from concord.iati.writer import write

__all__ = [
    "RULES",
    "Activity",
    "Header",
    "Limits",
    "Narrative",
    "Notice",
    "Reading",
    "Severity",
    "check",
    "in_language",
    "read",
    "write",
]
