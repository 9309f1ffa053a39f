"""Negotiations as JSON: the text with everything open on it, what was tabled and said, deadlines, adoption. Read only;
a reader gets what the pages show, but for what is marked RED. Parties are named by the codes of their organisations.
"""

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.pagination import LimitOffsetPagination, paginate

from concord.plans.api.schemas import (
    AdoptionOut,
    DeadlineOut,
    DraftOut,
    PositionOut,
    ProposalLine,
    ProposalOut,
    SilenceOut,
    TextOut,
    adoption_out,
    deadline_out,
    draft_out,
    party_out,
    proposal_fields,
    provision_out,
    silence_out,
)
from concord.plans.logic.ops import op_tuple
from concord.plans.queries import adoption as adoptions
from concord.plans.queries import drafts as negotiations
from concord.plans.queries import records
from concord.plans.queries.rolling import rolling_text
from concord.plans.queries.silence import deadlines as waiting
from concord.plans.queries.silence import silences as procedures
from concord.plans.terms.records import PositionRecord
from concord.policy import Actor
from concord.redline import apply, text_of

router = Router(tags=["plans"])


@router.get("/drafts", response=list[DraftOut], summary="Texts under negotiation and adopted ones, latest opened first")
@paginate(LimitOffsetPagination)
def drafts(request: HttpRequest) -> list[DraftOut]:
    return [draft_out(line) for line in negotiations.drafts(actor=_actor(request))]


@router.get("/deadlines", response=list[DeadlineOut], summary="What your delegations must not miss, dated ones first")
def deadlines(request: HttpRequest) -> list[DeadlineOut]:
    return [deadline_out(each) for each in waiting(actor=_actor(request))]


@router.get("/drafts/{uuid}", response=TextOut, summary="One text with every open proposal in place")
def draft(request: HttpRequest, uuid: UUID, language: str = "", revision: int | None = None) -> TextOut:
    """Without ``language`` in the one it is negotiated in, without ``revision`` the text on the table; a revision that
    is not there, or a language in which it is not written, is as absent as the text.
    """
    actor = _actor(request)
    row = negotiations.found(actor=actor, uuid=uuid)
    if language and language not in row.languages:
        raise Http404
    text = rolling_text(actor=actor, draft=row, language=language, revision=revision)
    return TextOut(
        draft=draft_out(text.draft),
        revision=text.revision,
        symbol=text.symbol,
        language=text.language,
        made_at=text.made_at,
        is_current=text.is_current,
        parties=[party_out(each) for each in text.parties],
        provisions=[provision_out(each) for each in text.provisions],
    )


@router.get("/drafts/{uuid}/proposals", response=list[ProposalLine], summary="Proposals in the order of tabling")
@paginate(LimitOffsetPagination)
def proposals(request: HttpRequest, uuid: UUID, provision: UUID | None = None, lead: str = "") -> list[ProposalLine]:
    actor = _actor(request)
    found = records.proposal_records(actor=actor, draft=negotiations.found(actor=actor, uuid=uuid))
    return [
        ProposalLine(**proposal_fields(each))
        for each in found
        if provision in (None, each.provision) and lead in ("", each.lead)
    ]


@router.get("/drafts/{uuid}/proposals/{key}", response=ProposalOut, summary="One proposal, with the words it changes")
def proposal(request: HttpRequest, uuid: UUID, key: str) -> ProposalOut:
    actor = _actor(request)
    row = negotiations.found(actor=actor, uuid=uuid)
    found = next((each for each in records.proposal_records(actor=actor, draft=row) if each.key == key), None)
    if found is None:
        raise Http404
    before = records.words_before(actor=actor, draft=row, record=found)
    ops = op_tuple(changes=found.stood[0].ops) if found.stood else ()
    return ProposalOut(
        **proposal_fields(found), before=text_of(tokens=before), after=text_of(tokens=apply(base=before, ops=ops))
    )


@router.get("/drafts/{uuid}/positions", response=list[PositionOut], summary="Positions as taken, oldest first")
@paginate(LimitOffsetPagination)
def positions(
    request: HttpRequest, uuid: UUID, provision: UUID | None = None, delegation: str = ""
) -> list[PositionRecord]:
    actor = _actor(request)
    found = records.position_records(actor=actor, draft=negotiations.found(actor=actor, uuid=uuid))
    return [each for each in found if provision in (None, each.provision) and delegation in ("", each.delegation)]


@router.get("/drafts/{uuid}/silences", response=list[SilenceOut], summary="Silence procedures, the newest first")
def silences(request: HttpRequest, uuid: UUID) -> list[SilenceOut]:
    return [silence_out(each) for each in procedures(actor=_actor(request), draft=uuid).silences]


@router.get("/drafts/{uuid}/adoption", response=AdoptionOut, summary="The adoption with each party's declarations")
def adoption(request: HttpRequest, uuid: UUID) -> AdoptionOut:
    return adoption_out(adoptions.adoption(actor=_actor(request), draft=uuid))


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
