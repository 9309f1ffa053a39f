"""From what was read in a Word file to what a delegation may table."""

from collections.abc import Iterator

from concord.plans.logic.papers import masthead_of, text_paper
from concord.plans.terms import Origin, ProposalKind, ProvisionKind
from concord.plans.terms.files import Left, Offered, Upload
from concord.plans.terms.rolling import RollingProvision, RollingText, TabledProposal
from concord.plans.terms.tabling import Tabling
from concord.redline import Kind
from concord.redline.word import Found, Reading, read


def uploaded(*, data: bytes, text: RollingText) -> Upload:
    """Every change in the file against the text on the table. What the file repeats of proposals that stand is not
    offered again. Raises ``redline.word.Refused`` for a file that cannot be read.
    """
    base = text_paper(text=text, masthead=masthead_of(text=text))
    reading = read(data=data, base=base, lead=text.mine.code if text.mine else "")
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
    ops = tuple((op.start, op.end, op.words) for op in proposal.ops)
    if proposal.kind is not Kind.ADD:
        provision = _provision(text, found.clause)
        return Tabling(
            kind=ProposalKind(proposal.kind.value),
            language=text.language,
            provision=provision.uuid if provision else None,
            ops=ops,
            base=provision.digest if provision else "",
            explanation=proposal.explanation,
            origin=Origin.DOCX,
        )
    after = _before(text, found.after)
    kinds = {each.value for each in ProvisionKind}
    return Tabling(
        kind=ProposalKind.ADD,
        language=text.language,
        words="".join(word for op in proposal.ops for word in op.words),
        explanation=proposal.explanation,
        makes=ProvisionKind(found.style) if found.style in kinds else ProvisionKind.PARAGRAPH,
        parent=after.parent if after else None,
        after=after.uuid if after else None,
        is_first=after is None,
        origin=Origin.DOCX,
    )


def _standing(text: RollingText, found: Found) -> TabledProposal | None:
    """The proposal on the table that this one is: under its key if the file still carries it, else the same change
    under the name of one of its delegations.
    """
    provision = _provision(text, found.clause)
    if provision is None:
        return None
    ops = tuple((op.start, op.end, op.words) for op in found.proposal.ops)
    for each in provision.proposals:
        same = each.language == text.language and tuple(each.ops) == ops and each.is_open
        if same and (each.key == found.proposal.key or found.author in _names(each, text.language)):
            return each
    return None


def _names(proposal: TabledProposal, language: str) -> set[str]:
    return {(party.short_name or party.name).get(language) or party.code for party in proposal.sponsors}


def _provision(text: RollingText, clause: str) -> RollingProvision | None:
    return next((each for each in text.provisions if str(each.uuid) == clause), None)


def _before(text: RollingText, clause: str) -> RollingProvision | None:
    """The provision of the text behind which a new one stands; a part holds what follows it, so its last one."""
    found = _provision(text, clause)
    return None if found is None or found.is_new else found
