"""A text is brought to the table; who sits there; who reads it."""

import pytest
from tests.factories.parties import seat
from tests.factories.plans import AT, TEXT, negotiation, released_to

from concord.journal.models import Entry
from concord.journal.queries import verification
from concord.meetings.terms import InstrumentKind
from concord.plans.access import READ_DRAFT
from concord.plans.actions.drafts import (
    UnableToAcceptCredentials,
    UnableToOpenDraft,
    accept_credentials,
    admit_delegation,
    end_credentials,
    mark_draft,
    open_draft,
)
from concord.plans.models import Delegation, Draft, Placement, Pulse, Wording
from concord.plans.models.drafts import DraftPart
from concord.plans.queries.credentials import mine
from concord.plans.terms import Capacity, ProvisionKind, Rank
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.policy import Refused, visible
from concord.redline import digest
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def every(model):
    return model.objects.unscoped(reason="the test looks at all rows")


def test_the_first_text_has_its_places_numbers_and_words():
    made = negotiation()
    placed = every(Placement).filter(revision=made.revision).select_related("provision", "parent")
    labels = {each.provision_id: each.label for each in placed}
    assert [labels[made.provisions[key].pk] for key in ("purpose", "part", "chapeau", "posts", "data", "review")] == [
        "1",
        "I",
        "chapeau 1",
        "1",
        "2",
        "2",
    ]
    source = every(Wording).get(provision=made.provisions["posts"], language="en")
    other = every(Wording).get(provision=made.provisions["posts"], language="ru")
    assert source.digest == digest(tokens=("Equip border posts jointly.",))
    assert (source.translates, other.translates) == ("", source.digest)
    assert (made.revision.number, made.revision.symbol, len(made.revision.chain)) == (0, "PLAN/L.1", 64)


def test_the_seal_follows_from_words_and_places_alone():
    one, other = negotiation(), negotiation()
    assert one.revision.state != other.revision.state  # identities differ
    assert one.revision.chain != other.revision.chain


def test_siblings_keep_the_order_given():
    many = tuple(
        DraftedProvision(key=str(n), kind=ProvisionKind.PARAGRAPH, texts=Text.of(en=f"Paragraph {n}."))
        for n in range(50)
    )
    made = negotiation(provisions=many)
    placed = every(Placement).filter(draft=made.draft).order_by("order")
    assert [each.label for each in placed] == [str(n) for n in range(1, 51)]


@pytest.mark.parametrize(
    ("drafted", "why"),
    [
        ((TEXT[0], TEXT[0]), "same key"),
        ((TEXT[3],), "not there"),
        ((DraftedProvision(key="x", kind=ProvisionKind.PART, texts=Text.of(ru="Слова")),), "no words"),
        (
            (DraftedProvision(key="x", kind=ProvisionKind.PART, texts=Text.of(en="Words"), measures=("NO:1",)),),
            "No such measure",
        ),
    ],
)
def test_an_incomplete_text_is_refused(drafted, why):
    with pytest.raises(UnableToOpenDraft, match=why):
        negotiation(provisions=drafted)


def test_a_code_is_used_once():
    made = negotiation()
    text = DraftedText(
        code=made.draft.code, kind=InstrumentKind.DECLARATION, title=Text.of(en="Another"), provisions=TEXT
    )
    with pytest.raises(UnableToOpenDraft, match="already"):
        open_draft(actor=made.actors["chair"], text=text, release=released_to(*made.organisations.values()), at=AT)


def test_only_the_opener_seats_others():
    made = negotiation()
    with pytest.raises(Refused):
        admit_delegation(
            actor=made.actors["kz"],
            draft=made.draft,
            organisation=made.organisations["uz"],
            capacity=Capacity.OBSERVER,
            at=AT,
        )


def test_a_capacity_can_change_and_colours_differ():
    made = negotiation()
    changed = admit_delegation(
        actor=made.actors["chair"],
        draft=made.draft,
        organisation=made.organisations["uz"],
        capacity=Capacity.OBSERVER,
        at=AT,
    )
    assert (changed.pk, changed.capacity) == (made.delegations["uz"].pk, Capacity.OBSERVER)
    assert sorted(each.colour for each in every(Delegation).filter(draft=made.draft)) == [0, 1, 2, 3]


def test_credentials_belong_to_the_seat_acted_in():
    made = negotiation()
    held = mine(actor=made.actors["kz"], draft=made.draft)
    assert (held.delegation, held.rank) == (made.delegations["kz"], Rank.HEAD)
    assert mine(actor=made.actors["outsider"], draft=made.draft) is None
    again = accept_credentials(
        actor=made.actors["chair"],
        delegation=made.delegations["kz"],
        seat=made.seats["kz"],
        rank=Rank.ADVISER,
        at=AT.replace(hour=12),
    )
    assert mine(actor=made.actors["kz"], draft=made.draft) == again
    end_credentials(actor=made.actors["chair"], credential=again, at=AT.replace(hour=13))
    assert mine(actor=made.actors["kz"], draft=made.draft) is None


def test_a_stranger_has_no_credentials_in_a_delegation():
    made = negotiation()
    with pytest.raises(UnableToAcceptCredentials):
        accept_credentials(
            actor=made.actors["chair"],
            delegation=made.delegations["kz"],
            seat=seat(made.organisations["uz"]),
            rank=Rank.HEAD,
            at=AT,
        )


def test_who_reads_the_draft_moves_with_all_its_rows():
    made = negotiation()
    narrower = released_to(*(made.organisations[code] for code in ("chair", "kz")))
    mark_draft(actor=made.actors["chair"], draft=made.draft, release=narrower, at=AT)
    audiences = {
        row.audience_id for model in (Draft, *DraftPart.__subclasses__()) for row in every(model) if made.draft.pk
    }
    assert audiences == {made.only("chair", "kz").pk}
    for code, sees in {"kz": 1, "uz": 0, "outsider": 0}.items():
        reader = made.again(code) if code in made.seats else made.actors[code]
        assert visible(actor=reader, action=READ_DRAFT, queryset=Draft.objects.all()).count() == sees, code
    with pytest.raises(Refused):
        mark_draft(actor=made.actors["kz"], draft=made.draft, release=narrower, at=AT)


def test_every_act_is_recorded_once_and_pulses_once():
    negotiation()
    acts = list(Entry.objects.order_by("sequence").values_list("act", flat=True))
    assert acts == ["plans.open_draft", *["plans.admit_delegation", "plans.accept_credentials"] * 4]
    assert [each.number for each in every(Pulse)] == [9]
    assert verification().broken_at is None
