"""Tabling what a Word file holds: all of it, or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from concord.plans.actions.proposals import TablingResult, table_proposal
from concord.plans.models import Draft
from concord.plans.terms.tabling import Tabling
from concord.policy import Actor


@transaction.atomic
def table_proposals(
    *, actor: Actor, draft: Draft, tablings: Iterable[Tabling], at: datetime
) -> tuple[TablingResult, ...]:
    """In the order given; each is an act of its own in the record. Raises as ``table_proposal``, and then nothing is
    tabled.
    """
    return tuple(table_proposal(actor=actor, draft=draft, tabling=each, at=at) for each in tablings)
