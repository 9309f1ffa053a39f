"""Issuing a text under its symbol, and what follows it."""

from datetime import date, datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import ISSUE
from concord.plans.actions.drafts import draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.actions.silence import everything
from concord.plans.actions.strikes import held
from concord.plans.models import Issue, Revision
from concord.plans.terms import IssueKind
from concord.policy import Actor


class SymbolTaken(Exception):
    """Another text of the negotiation was issued under this symbol."""


class OutOfTurn(Exception):
    """There is one initial issue, and everything else follows it."""


class NothingSaid(Exception):
    """A corrigendum, revision or addendum says what it changes."""


@transaction.atomic
def issue_text(
    *, actor: Actor, revision: Revision, kind: IssueKind, symbol: str, note: str, issued_on: date, at: datetime
) -> Issue:
    """Raises ``SymbolTaken``, ``OutOfTurn``, ``NothingSaid``."""
    draft = locked(draft=revision.draft)
    held(actor=actor, draft=draft, action=ISSUE)
    known = list(everything(Issue.objects.filter(draft=draft)))
    if (kind is IssueKind.INITIAL) == any(each.kind == IssueKind.INITIAL for each in known):
        raise OutOfTurn
    if symbol in {each.symbol for each in known}:
        raise SymbolTaken
    if kind is not IssueKind.INITIAL and not note.strip():
        raise NothingSaid
    issue: Issue = Issue.objects.create(
        draft=draft,
        originator_id=draft.originator_id,
        audience_id=draft.audience_id,
        revision=revision,
        kind=kind,
        symbol=symbol,
        note=note.strip(),
        issued_on=issued_on,
    )
    touch(row=draft)
    record(
        actor=actor,
        act="plans.issue_text",
        items=[draft_item(draft), Item("issue", str(issue.uuid), symbol)],
        summary={"kind": kind.value, "revision": revision.number, "state": revision.state},
        at=at,
        originator_id=issue.originator_id,
        audience_id=issue.audience_id,
    )
    return issue
