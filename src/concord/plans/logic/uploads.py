"""From what was read in a Word file to what a delegation may table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from concord.plans.logic.papers import masthead_of, text_paper
from concord.plans.terms import Origin, ProposalKind, ProvisionKind
from concord.plans.terms.files import Left, Offered, Upload
from concord.plans.terms.rolling import RollingProvision, RollingText, TabledProposal
from concord.plans.terms.tabling import Tabling
from concord.redline import Kind
from concord.redline.paper import Paper
from concord.redline.word import Found, Reading, read

_HEADINGS = (ProvisionKind.PART, ProvisionKind.ANNEX)


class Reader(Protocol):
    def __call__(self, *, data: bytes, base: Paper, lead: str) -> Reading: ...


def uploaded(*, data: bytes, text: RollingText, reader: Reader = read) -> Upload:
    """Every change in the file against the text on the table. What the file repeats of proposals that stand is not
    offered again. Raises ``redline.word.Refused`` for a file that cannot be read.
    """
    base = text_paper(text=text, masthead=masthead_of(text=text))
    reading = reader(data=data, base=base, lead=text.mine.code if text.mine else "")
    known = {found.proposal.key: each for found in reading.found if (each := _standing(text, found)) is not None}
    return Upload(
        offered=tuple(_offered(text, reading, {*known})),
        known=tuple(dict.fromkeys(each.key for each in known.values())),
        left=tuple(Left(reason=u.reason, place=u.place, author=u.author, text=u.text) for u in reading.unplaced),
    )


def _offered(text: RollingText, reading: Reading, known: set[str]) -> Iterator[Offered]:
    """New provisions one behind the other come in their order, each at the end of those before it."""
    for number, found in enumerate(reading.found, start=1):
        if found.proposal.key not in known:
            yield Offered(
                key=str(number),
                tabling=_tabling(text, found),
                place=found.place,
                author=found.author or found.proposal.lead,
                untracked=found.untracked,
            )


def _tabling(text: RollingText, found: Found) -> Tabling:
    proposal = found.proposal
    provision = None if proposal.kind is Kind.ADD else _provision(text, found.clause)
    asked = Tabling(
        kind=ProposalKind(proposal.kind.value),
        language=text.language,
        provision=provision.uuid if provision else None,
        ops=tuple((op.start, op.end, op.words) for op in proposal.ops),
        base=provision.digest if provision else "",
        explanation=proposal.explanation,
        origin=Origin.DOCX,
    )
    if proposal.kind not in (Kind.ADD, Kind.MOVE):
        return asked
    before = _before(text, found.after)
    heads = before is not None and found.style not in _HEADINGS and _heads(text, before)
    placed = replace(
        asked,
        parent=before.uuid if before and heads else before.parent if before else None,
        after=before.uuid if before and not heads else None,
        is_first=before is None or heads,
    )
    if proposal.kind is Kind.MOVE:
        return placed
    known = found.style in ProvisionKind.values
    words = "".join(word for op in proposal.ops for word in op.words)
    makes = ProvisionKind(found.style) if known else ProvisionKind.PARAGRAPH
    return replace(placed, ops=None, words=words, makes=makes)


def _standing(text: RollingText, found: Found) -> TabledProposal | None:
    """The proposal on the table that this one is: under its key if the file still carries it, else the same change
    under the name of one of its delegations.
    """
    provision = _provision(text, found.clause)
    if provision is None:
        return None
    ops = tuple((op.start, op.end, op.words) for op in found.proposal.ops)
    for each in provision.proposals:
        moves = (each.kind is ProposalKind.MOVE) == (found.proposal.kind is Kind.MOVE)
        same = moves and each.language == text.language and tuple(each.ops) == ops and each.is_open
        if same and (each.key == found.proposal.key or found.author in _names(each, text.language)):
            return each
    return None


def _names(proposal: TabledProposal, language: str) -> set[str]:
    return {(party.short_name or party.name).get(language) or party.code for party in proposal.sponsors}


def _provision(text: RollingText, clause: str) -> RollingProvision | None:
    return next((each for each in text.provisions if str(each.uuid) == clause), None)


def _before(text: RollingText, clause: str) -> RollingProvision | None:
    """The provision of the text behind which something is to stand; None at the beginning."""
    found = _provision(text, clause)
    return None if found is None or found.is_new else found


def _heads(text: RollingText, before: RollingProvision) -> bool:
    """Others stand under it, so that what comes right behind it is the first of them."""
    return before.kind in _HEADINGS or any(each.parent == before.uuid and not each.is_new for each in text.provisions)
