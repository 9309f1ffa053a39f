from concord.assistance.actions.choosing import NothingPending, accept_change, keep_change
from concord.assistance.actions.claims import state_claims
from concord.assistance.actions.editing import EditConflict, create_project, edit_project, mark_project
from concord.assistance.actions.findings import find_overlap, withdraw_finding
from concord.assistance.actions.intake import finish_intake, own_release, release_of, start_intake, take_in, tools
from concord.assistance.actions.rates import Rate, load_rates, rate_rows
from concord.assistance.actions.reading import NothingToRead, SourceFile, import_path, read_files, source_files
from concord.assistance.actions.uploads import UnusableUpload, upload
from concord.assistance.actions.verdicts import (
    NotLinked,
    add_measure,
    confirm_measure,
    reclassify,
    reject_measure,
    withdraw_verdict,
)

__all__ = [
    "EditConflict",
    "NotLinked",
    "NothingPending",
    "NothingToRead",
    "Rate",
    "SourceFile",
    "UnusableUpload",
    "accept_change",
    "add_measure",
    "confirm_measure",
    "create_project",
    "edit_project",
    "find_overlap",
    "finish_intake",
    "import_path",
    "keep_change",
    "load_rates",
    "mark_project",
    "own_release",
    "rate_rows",
    "read_files",
    "reclassify",
    "reject_measure",
    "release_of",
    "source_files",
    "start_intake",
    "state_claims",
    "take_in",
    "tools",
    "upload",
    "withdraw_finding",
    "withdraw_verdict",
]
