"""A room in which a text of 10,000 words is negotiated by forty delegations, and what they table."""
# ruff: noqa: PLC0415  Django is set up for a folder made at the start

from dataclasses import dataclass

DELEGATIONS, PROVISIONS, WORDS = 40, 200, 50


@dataclass(frozen=True, slots=True)
class Room:
    """``sessions`` are cookies, one for each delegate; the ``actors`` are the first of each delegation."""

    draft: object
    provisions: tuple[object, ...]
    sessions: tuple[str, ...]
    actors: tuple[object, ...]
    beat: str


def negotiated(*, delegates: int) -> Room:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from concord.meetings.terms import InstrumentKind
    from concord.parties.models import Organisation, Seat, User
    from concord.parties.queries import actor_of
    from concord.parties.terms import Kind, Role
    from concord.plans.actions.drafts import accept_credentials, admit_delegation, open_draft
    from concord.plans.models import Provision
    from concord.plans.queries.pulses import beat
    from concord.plans.terms import Capacity, ProvisionKind, Rank
    from concord.plans.terms.drafting import DraftedProvision, DraftedText
    from concord.sharing.actions import audience_for
    from concord.sharing.queries import admitted
    from concord.sharing.terms import MEMBERS, TLP, Release
    from concord.ui.text import Text

    at = timezone.now()
    parties = [
        Organisation.objects.create(code=f"party-{number}", kind=Kind.STATE, name=Text.of(en=f"State {number}"))
        for number in range(DELEGATIONS)
    ]
    seats = []
    for number in range(delegates):
        user = User.objects.create(email=f"{number}@room.example", name=f"Delegate {number}")
        user.set_unusable_password()
        user.save()
        seats.append(
            Seat.objects.create(user=user, organisation=parties[number % DELEGATIONS], role=Role.HEAD, since=at)
        )
    release = Release(tlp=TLP.GREEN, principals=frozenset({MEMBERS}))
    audience_for(release=release)
    actors = [admitted(actor=actor_of(seat=seat)) for seat in seats[:DELEGATIONS]]
    words = " ".join(["States shall strengthen cooperation at their common borders and report"] * (WORDS // 10))
    text = DraftedText(
        code="plan",
        kind=InstrumentKind.PLAN_OF_ACTION,
        title=Text.of(en="Plan"),
        language="en",
        languages=("en",),
        provisions=tuple(
            DraftedProvision(
                key=str(number), kind=ProvisionKind.PARAGRAPH, texts=Text.of(en=f"{words} in case {number}.")
            )
            for number in range(PROVISIONS)
        ),
        symbol="PLAN/1",
    )
    draft = open_draft(actor=actors[0], text=text, release=release, at=at)
    for number, (party, seat) in enumerate(zip(parties, seats, strict=False)):
        capacity = Capacity.MEMBER if number else Capacity.CHAIR
        delegation = admit_delegation(actor=actors[0], draft=draft, organisation=party, capacity=capacity, at=at)
        accept_credentials(actor=actors[0], delegation=delegation, seat=seat, rank=Rank.HEAD, at=at)
    sessions = []
    for seat in seats:
        session = SessionStore()
        session[SESSION_KEY] = str(seat.user_id)
        session[BACKEND_SESSION_KEY] = "concord.wiring.adapter.SeatedBackend"
        session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
        session.create()
        sessions.append(str(session.session_key))
    rows = Provision.objects.unscoped(reason="a benchmark of its own data").order_by("pk")
    return Room(draft, tuple(rows), tuple(sessions), tuple(actors), beat(actor=actors[0], draft=draft.uuid))


def table(room: Room, *, party: int, provision: int, words: str) -> None:
    """The delegation's change of one provision."""
    from django.utils import timezone

    from concord.plans.actions.proposals import table_proposal
    from concord.plans.terms import ProposalKind
    from concord.plans.terms.tabling import Tabling

    asked = Tabling(
        kind=ProposalKind.MOD,
        provision=room.provisions[provision].uuid,  # type: ignore[attr-defined]
        language="en",
        words=words,
    )
    table_proposal(actor=room.actors[party], draft=room.draft, tabling=asked, at=timezone.now())  # type: ignore[arg-type]
