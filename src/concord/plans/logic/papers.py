"""From the rolling text to a paper that can be printed, sent and read again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import UUID

from concord.plans.logic.ops import to_redline
from concord.plans.terms import ProposalKind
from concord.plans.terms.rolling import Party, RollingProvision, RollingText, TabledProposal
from concord.plans.terms.timeline import ComparedProvision, ComparedTexts, Fate
from concord.redline import Kind, Proposal, Tokens, apply
from concord.redline.paper import Clause, Masthead, Paper, base_paper, clean_paper, compared_paper


def masthead_of(*, text: RollingText, issued_on: str = "", distribution: str = "", marking: str = "") -> Masthead:
    """Title in the language of the text."""
    return Masthead(
        title=text.draft.title.get(text.language),
        symbol=text.symbol,
        language=text.language,
        issued_on=issued_on,
        distribution=distribution,
        marking=marking,
    )


def rolling_paper(*, text: RollingText, masthead: Masthead) -> Paper:
    """Every proposal that stands, under the names of its sponsors; those agreed too."""
    return _paper(text, masthead, lambda proposal: proposal.is_open or proposal.is_accepted)


def delegation_paper(*, text: RollingText, masthead: Masthead, code: str) -> Paper:
    """What one delegation asks, alone or with others, and nothing else."""

    def theirs(proposal: TabledProposal) -> bool:
        return proposal.is_open and code in {party.code for party in proposal.sponsors}

    return _paper(text, masthead, theirs)


def text_paper(*, text: RollingText, masthead: Masthead) -> Paper:
    """The text on the table before any proposal: what delegations write their changes into, and what two revisions are
    compared by (`redline.paper.compared_paper`).
    """
    return base_paper(paper=rolling_paper(text=text, masthead=masthead))


def agreed_paper(*, text: RollingText, masthead: Masthead) -> Paper:
    """The text if what is agreed were adopted now."""
    accepted = {each.key for provision in text.provisions for each in provision.proposals if each.is_accepted}
    return clean_paper(paper=rolling_paper(text=text, masthead=masthead), accepted=accepted)


def comparison_paper(*, texts: ComparedTexts, masthead: Masthead, author: str) -> Paper:
    """The second revision with every difference from the first as a change by ``author``."""
    found = {each.uuid: each for each in texts.provisions}
    before = tuple(_compared(found[uuid], found[uuid].was, found[uuid].before) for uuid in texts.order_before)
    after = tuple(
        _compared(each, each.number, apply(base=each.before, ops=each.ops))
        for each in texts.provisions
        if each.fate is not Fate.REMOVED
    )
    return compared_paper(
        before=Paper(masthead, before), after=Paper(masthead, after), author=author, at=texts.after.made_at
    )


def _compared(each: ComparedProvision, label: str, tokens: Tokens) -> Clause:
    return Clause(str(each.uuid), tokens, label, each.kind.value)


def _paper(text: RollingText, masthead: Masthead, chosen: Callable[[TabledProposal], bool]) -> Paper:
    clauses = (_clause(each, text, chosen) for each in text.provisions)
    return Paper(masthead, tuple(clause for clause in clauses if clause is not None))


def _clause(provision: RollingProvision, text: RollingText, chosen: Callable[[TabledProposal], bool]) -> Clause | None:
    """None for a provision that nothing chosen would add."""
    proposals = tuple(
        _named(each, text)
        for each in provision.proposals
        if each.language == text.language and each.base == provision.digest and chosen(each)
    )
    if provision.is_new and not any(each.kind is Kind.ADD for each in proposals):
        return None
    return Clause(str(provision.uuid), provision.tokens, provision.number, provision.kind.value, proposals)


def _named(proposal: TabledProposal, text: RollingText) -> Proposal:
    lead, *others = (_name(party, text.language) for party in proposal.sponsors)
    after = _behind(text, proposal) if proposal.kind is ProposalKind.MOVE else None
    return replace(to_redline(proposal=proposal), lead=lead, sponsors=tuple(others), after=after)


def _behind(text: RollingText, move: TabledProposal) -> str | None:
    """Behind which provision of the revision the move would stand; None where a paper can only tell it in words: what
    stands under a provision goes with it, but a paragraph moves alone.
    """
    still = [each for each in text.provisions if not each.is_new]
    if len(_family(still, move.provision)) > 1 or (move.parent and all(each.uuid != move.parent for each in still)):
        return None
    before = [each for each in still if (each.parent, each.uuid != move.provision) == (move.parent, True)]
    before = [each for each in before if each.order < move.place]
    if not before:
        return str(move.parent or "")
    family = _family(still, max(before, key=lambda each: each.order).uuid) - {move.provision}
    return next(str(each.uuid) for each in reversed(still) if each.uuid in family)


def _family(provisions: Iterable[RollingProvision], uuid: UUID) -> set[UUID]:
    """It and what stands under it; ``provisions`` in reading order."""
    found = {uuid}
    for each in provisions:
        if each.parent in found:
            found.add(each.uuid)
    return found


def _name(party: Party, language: str) -> str:
    return (party.short_name or party.name).get(language) or party.code
