"""What is read of a project's facts."""

from concord.assistance.logic.classification.values import Subject
from concord.assistance.terms import PartyRole, ProjectFacts

_READ = frozenset((PartyRole.IMPLEMENTING, PartyRole.EXTENDING))


def subject_of(*, facts: ProjectFacts) -> Subject:
    """Donors' names are not read: what a funder is called says nothing of what one project does."""
    return Subject(
        titles=facts.title.items,
        texts=facts.description.items,
        names=tuple(dict.fromkeys(each.name for each in facts.parties if each.role in _READ and each.name)),
        sectors=facts.sectors,
        tags=facts.tags,
        markers=facts.markers,
        reporter=facts.reporting_ref,
    )
