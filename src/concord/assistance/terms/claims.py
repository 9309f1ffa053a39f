"""Values that sources give for one fact of a project: they stand side by side, none is struck out."""

from enum import StrEnum

from concord.parties.terms.definitions import Definition, SourcedDefinition, Words
from concord.ui.text import Text


class ClaimedField(StrEnum):
    BUDGET = "budget"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    IMPLEMENTER = "implementer"


class ProjectClaim(SourcedDefinition):
    """One value of ``field``, in words, with where it stands."""

    field: ClaimedField
    value: Words
    note: Words = Text()


class ProjectClaims(Definition):
    """What is claimed of the project with this IATI identifier."""

    identifier: str
    claims: tuple[ProjectClaim, ...]


class ClaimsDefinition(Definition):
    """A data file of claims."""

    projects: tuple[ProjectClaims, ...]
