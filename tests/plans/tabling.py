"""Shorthand of the room for tests: who tables which words where."""

from datetime import timedelta
from itertools import count

from tests.factories.plans import AT

from concord.plans.actions.proposals import table_proposal
from concord.plans.models import Footing, Wording
from concord.plans.terms import ProposalKind
from concord.plans.terms.tabling import Tabling

_minutes = count(60)


def every(model):
    return model.objects.unscoped(reason="the test looks at all rows")


def later():
    """Each time later than the last."""
    return AT + timedelta(minutes=next(_minutes))


def table(made, code, on, words=None, *, kind=ProposalKind.MOD, language="en", group=None, **more):
    """What the delegation asks on the provision with this key, tabled by its head."""
    provision = made.provisions[on].uuid if on else None
    tabling = Tabling(kind=kind, provision=provision, words=words, language=language, **more)
    return table_proposal(actor=made.again(code), draft=made.draft, tabling=tabling, at=later(), group=group).proposal


def words_of(made, on, language="en", revision=None):
    row = every(Wording).filter(revision=revision or made.revision, provision=made.provisions[on], language=language)
    return row.get().text


def is_fresh(made, on):
    source, other = (
        every(Wording).filter(revision=made.revision, provision=made.provisions[on], language=language).first()
        for language in ("en", "ru")
    )
    return bool(source and other and other.translates == source.digest)


def states(made):
    """Key → what became of it on the text on the table."""
    rows = every(Footing).filter(revision=made.revision).select_related("proposal")
    return {each.proposal.key: each.state for each in rows}
