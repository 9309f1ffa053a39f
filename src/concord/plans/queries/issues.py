"""What was issued of a text."""

from uuid import UUID

from concord.plans.logic.symbols import next_symbol
from concord.plans.models import (
    Issue,
    Revision,
)
from concord.plans.queries.heads import head, read_by
from concord.plans.terms import (
    IssueKind,
)
from concord.plans.terms.adoption import IssueLine, IssuesReading
from concord.policy import Actor
from concord.ui.pages import found


def issues(*, actor: Actor, draft: UUID) -> IssuesReading:
    """Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    revisions = list(rows(Revision.objects.filter(draft=top.draft).order_by("-number")))
    issued = list(rows(Issue.objects.filter(draft=top.draft).select_related("revision")))
    return IssuesReading(
        draft=top.line,
        revisions=tuple((each.uuid, each.number, each.symbol) for each in revisions),
        issues=tuple(
            IssueLine(
                uuid=each.uuid,
                kind=IssueKind(each.kind),
                symbol=each.symbol,
                revision=each.revision.number,
                note=each.note,
                issued_on=each.issued_on,
            )
            for each in issued
        ),
        suggested=suggested_symbols(issued=issued, revision=top.revision),
        may_issue=top.may_preside,
    )


def suggested_symbols(*, issued: list[Issue], revision: Revision) -> tuple[tuple[IssueKind, str], ...]:
    """What may be issued next, and under which symbol: first the text itself, then what follows it."""
    first = next((each.symbol for each in issued if each.kind == IssueKind.INITIAL), None)
    if first is None:
        return ((IssueKind.INITIAL, revision.symbol),)
    taken = [each.symbol for each in issued]
    follows = (IssueKind.CORRIGENDUM, IssueKind.REVISION, IssueKind.ADDENDUM)
    return tuple((kind, next_symbol(first=first, kind=kind, taken=taken)) for kind in follows)


def revision(*, actor: Actor, draft: UUID, uuid: UUID) -> Revision:
    """The row, to act on. Raises ``Http404``."""
    row: Revision = found(read_by(actor)(Revision.objects.filter(draft__uuid=draft).select_related("draft")), uuid=uuid)
    return row
