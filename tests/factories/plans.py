"""A negotiation for tests: a chair, three delegations, six provisions in English and Russian."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from concord.meetings.terms import InstrumentKind
from concord.parties.models import Organisation, Seat
from concord.parties.queries import actor_of
from concord.parties.terms import Role
from concord.plans.actions.drafts import accept_credentials, admit_delegation, open_draft
from concord.plans.models import (
    Delegation,
    Draft,
    Footing,
    Placement,
    Proposal,
    Provision,
    Revision,
    Sponsorship,
    Wording,
)
from concord.plans.terms import Capacity, ProposalKind, ProvisionKind, Rank
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.policy import Actor
from concord.redline import tokenise
from concord.sharing.actions import audience_for
from concord.sharing.models import Audience
from concord.sharing.queries import admitted
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.ui.text import Text
from tests.factories.parties import organisation, seat, state

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_numbers = count(1)
_WORDS = (
    *("states", "shall", "report", "every", "year", "on", "border", "data", "training", "officers", "joint", "plan"),
    *("review", "measure"),
)


def _drafted(key: str, kind: ProvisionKind, en: str, ru: str, parent: str = "") -> DraftedProvision:
    return DraftedProvision(key=key, kind=kind, texts=Text.of(en=en, ru=ru), parent=parent)


TEXT = (
    _drafted("purpose", ProvisionKind.PARAGRAPH, "States shall report every year.", "Государства отчитываются."),
    _drafted("part", ProvisionKind.PART, "Border management", "Управление границами"),
    _drafted("chapeau", ProvisionKind.CHAPEAU, "The States agree on the following:", "Государства решили:", "part"),
    _drafted("posts", ProvisionKind.MEASURE, "Equip border posts jointly.", "Совместно оснащать посты.", "part"),
    _drafted("data", ProvisionKind.MEASURE, "Exchange data on travel.", "Обмениваться данными о поездках.", "part"),
    _drafted("review", ProvisionKind.PARAGRAPH, "The States review this plan.", "Государства проверяют этот план."),
)


@dataclass(frozen=True)
class Negotiation:
    """``delegations``, ``actors`` and ``seats`` are by the code of the organisation: chair, kz, uz, tj; ``actors`` has
    also ``outsider``, a State that the draft was not released to. ``provisions`` are by the keys of the text.
    """

    draft: Draft
    organisations: dict[str, Organisation]
    delegations: dict[str, Delegation]
    seats: dict[str, Seat]
    actors: dict[str, Actor]
    provisions: dict[str, Provision]

    @property
    def revision(self) -> Revision:
        return Revision.objects.unscoped(reason="a test reads it").filter(draft=self.draft).latest("number")

    def only(self, *codes: str) -> Audience:
        """Read by these delegations."""
        return audience_for(release=released_to(*(self.organisations[code] for code in codes)))

    def again(self, code: str) -> Actor:
        """The actor with the audiences of this moment."""
        return admitted(actor=actor_of(seat=self.seats[code]))


def released_to(*organisations: Organisation) -> Release:
    principals = frozenset(organisation_principal(each.pk) for each in organisations)
    return Release(tlp=TLP.AMBER_STRICT, principals=principals)


def negotiation(
    *, provisions: tuple[DraftedProvision, ...] = TEXT, members: tuple[str, ...] = ("kz", "uz", "tj"), at: datetime = AT
) -> Negotiation:
    """Each party has one head of delegation; the chair is an organisation of its own and has opened the draft."""
    parties = {"chair": organisation("chair")} | {code: state(code.upper()) for code in members}
    seats = {code: seat(each, role=Role.HEAD) for code, each in parties.items()}
    outside = seat(state("NO"), role=Role.HEAD)
    release = released_to(*parties.values())
    audience_for(release=release)
    actors = {code: admitted(actor=actor_of(seat=each)) for code, each in (seats | {"outsider": outside}).items()}
    text = DraftedText(
        code=f"plan-{next(_numbers)}",
        kind=InstrumentKind.PLAN_OF_ACTION,
        title=Text.of(en="Joint plan of action", ru="Совместный план действий"),
        language="en",
        languages=("en", "ru"),
        provisions=provisions,
        symbol="PLAN/L.1",
    )
    draft = open_draft(actor=actors["chair"], text=text, release=release, at=at)
    delegations = {}
    for code, each in parties.items():
        capacity = Capacity.CHAIR if code == "chair" else Capacity.MEMBER
        moment = at + timedelta(minutes=len(delegations))
        delegations[code] = admit_delegation(
            actor=actors["chair"], draft=draft, organisation=each, capacity=capacity, at=moment
        )
        accept_credentials(
            actor=actors["chair"], delegation=delegations[code], seat=seats[code], rank=Rank.HEAD, at=moment
        )
    placed = Placement.objects.unscoped(reason="a test reads it").filter(draft=draft).order_by("provision_id")
    rows = [each.provision for each in placed.select_related("provision")]
    keys = dict(zip((each.key for each in provisions), rows, strict=True))
    return Negotiation(draft, parties, delegations, seats, actors, keys)


def paragraphs(*, number: int, words: int, seed: int = 1) -> tuple[DraftedProvision, ...]:
    """So many paragraphs of so many words each."""
    dice = Random(seed)  # noqa: S311  the same text each time, not a secret
    return tuple(
        DraftedProvision(
            key=f"p{each}",
            kind=ProvisionKind.PARAGRAPH,
            texts=Text.of(en=" ".join(dice.choice(_WORDS) for _ in range(words - 1)) + "."),
        )
        for each in range(number)
    )


def crowd(made: Negotiation, *, proposals: int, seed: int = 1) -> None:
    """So many proposals of one to three changes by all members, written at once: for measuring, not for acts."""
    dice, revision = Random(seed), made.revision  # noqa: S311  the same each time, not a secret
    own = {"draft": made.draft, "audience_id": made.draft.audience_id}
    parties = [each for code, each in made.delegations.items() if code != "chair"]
    texts = list(
        Wording.objects.unscoped(reason="a test reads it")
        .filter(revision=revision, language="en")
        .values_list("provision_id", "text", "digest")
    )
    rows, footings = [], []
    for order in range(1, proposals + 1):
        lead = dice.choice(parties)
        provision, text, base = dice.choice(texts)
        own["originator_id"] = lead.organisation_id
        rows.append(
            Proposal(
                **own,
                key=f"{lead.organisation.code}-{order}",
                provision_id=provision,
                language="en",
                kind=ProposalKind.MOD,
                lead=lead,
                order=order,
                explanation="Because it is clearer.",
                tabled_at=revision.made_at + timedelta(seconds=order),
            )
        )
        length = len(tokenise(text=text))
        places = sorted(dice.sample(range(0, length - 2, 3), dice.randint(1, 3)))
        ops = [[at, at + dice.randint(0, 2), [f"{dice.choice(_WORDS)} "]] for at in places]
        footings.append(Footing(**own, revision=revision, base=base, ops=ops))
    Proposal.objects.bulk_create(rows)
    for footing, row in zip(footings, rows, strict=True):
        footing.proposal = row
    Footing.objects.bulk_create(footings)
    Sponsorship.objects.bulk_create(
        Sponsorship(
            draft=row.draft,
            originator_id=row.originator_id,
            audience_id=row.audience_id,
            proposal=row,
            delegation=party,
            since=row.tabled_at,
        )
        for row in rows
        for party in dice.sample(parties, dice.randint(0, 2))
        if party.pk != row.lead_id
    )
    made.draft.tabled = proposals
    made.draft.save()
