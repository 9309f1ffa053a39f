"""Adoption by each State in its own words, whole or not at all."""

import pytest
from tests.factories.plans import AT, Negotiation, negotiation

from concord.meetings.models import Instrument, InstrumentStance
from concord.meetings.queries import instrument
from concord.meetings.terms import Stance as Role
from concord.plans.actions.adoption import (
    GateClosed,
    NobodyAdopts,
    NotBeforeAdoption,
    adopt,
    adopt_together,
    open_adoption,
    set_aside,
)
from concord.plans.actions.declarations import UnableToDeclare, declare, retract_declaration
from concord.plans.actions.drafts import accept_credentials
from concord.plans.actions.silence import StaleText
from concord.plans.models import Adoption, Delegation, Draft, Wording
from concord.plans.queries.adoption import adoption
from concord.plans.terms import Capacity, Rank, Stage, Will
from concord.plans.terms.closing import GapCode

WHY = "a test sets the scene"


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


def opened(talks: Negotiation) -> Adoption:
    revision = talks.revision
    return open_adoption(actor=talks.actors["chair"], revision=revision, state=revision.state, at=AT)


def said(talks: Negotiation, adoption: Adoption, **wills: Will) -> None:
    for code, will in wills.items():
        declare(actor=talks.actors[code], adoption=adoption, will=will, at=AT)


def behind(talks: Negotiation, key: str) -> None:
    rows = Wording.objects.unscoped(reason=WHY).filter(provision=talks.provisions[key], language="ru")
    rows.update(translates="other words")


def test_each_state_declares_and_the_text_is_adopted_by_those_who_adopt(talks):
    made = opened(talks)
    said(talks, made, kz=Will.ADOPTS, tj=Will.ADOPTS, uz=Will.OBSERVES)
    declare(actor=talks.actors["tj"], adoption=made, will=Will.RESERVES, text="As to costs.", at=AT)
    declare(actor=talks.actors["tj"], adoption=made, will=Will.DISSOCIATES, provision=talks.provisions["data"], at=AT)
    draft = adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    roles = InstrumentStance.objects.filter(instrument=draft.instrument)
    assert [(each.organisation.code, each.role) for each in roles] == [
        ("kz", Role.ADOPTED),
        ("uz", Role.OBSERVED),
        ("tj", Role.ADOPTED),
    ]
    assert roles.get(organisation__code="tj").note.get("en") == (
        "makes a reservation, dissociates itself from a paragraph"
    )
    assert instrument(actor=talks.actors["outsider"], code=draft.instrument.code).instrument.title == draft.title
    reading = adoption(actor=talks.actors["kz"], draft=talks.draft.uuid)
    assert [each.party.code for each in reading.of(Will.ADOPTS)] == ["kz", "tj"]
    assert reading.of(None) == ()
    assert (reading.is_final, reading.draft.stage, reading.instrument) == (True, Stage.ADOPTED, draft.instrument.code)


def test_a_will_may_be_changed_and_a_declaration_taken_back_until_then(talks):
    made = opened(talks)
    said(talks, made, kz=Will.OBSERVES)
    said(talks, made, kz=Will.ADOPTS)
    extra = declare(actor=talks.actors["kz"], adoption=made, will=Will.EXPLAINS, text="We explain.", at=AT)
    with pytest.raises(UnableToDeclare):
        retract_declaration(actor=talks.actors["uz"], declaration=extra, at=AT)
    retract_declaration(actor=talks.actors["kz"], declaration=extra, at=AT)
    stance = adoption(actor=talks.actors["uz"], draft=talks.draft.uuid).of(Will.ADOPTS)[0]
    assert (stance.party.code, stance.beside) == ("kz", ())
    adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    with pytest.raises(NotBeforeAdoption):
        said(talks, made, uz=Will.ADOPTS)


def test_what_may_not_be_declared(talks):
    made = opened(talks)
    Delegation.objects.unscoped(reason=WHY).filter(pk=talks.delegations["tj"].pk).update(capacity=Capacity.OBSERVER)
    for code, will, more in (
        ("tj", Will.ADOPTS, {}),
        ("kz", Will.RESERVES, {}),
        ("kz", Will.EXPLAINS, {"text": " "}),
        ("kz", Will.DISSOCIATES, {}),
    ):
        with pytest.raises(UnableToDeclare):
            declare(actor=talks.actors[code], adoption=made, will=will, at=AT, **more)


def test_nothing_is_adopted_that_nobody_adopts_or_that_was_not_opened(talks):
    with pytest.raises(NotBeforeAdoption):
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    made = opened(talks)
    said(talks, made, kz=Will.OBSERVES)
    with pytest.raises(NobodyAdopts):
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    with pytest.raises(StaleText):
        open_adoption(actor=talks.actors["chair"], revision=talks.revision, state="other", at=AT)


def test_the_gate_is_asked_again_at_the_last_moment(talks):
    said(talks, opened(talks), kz=Will.ADOPTS)
    behind(talks, "review")
    with pytest.raises(GateClosed) as shut:
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    assert [gap.code for gap in shut.value.gaps] == [GapCode.STALE]


def test_two_texts_at_one_meeting_each_with_its_own_supporters_or_neither(talks):
    other = negotiation(members=("kz", "uz"))
    for each, wills in ((talks, {"kz": Will.ADOPTS, "uz": Will.OBSERVES}), (other, {"uz": Will.ADOPTS})):
        said(each, opened(each), **wills)
    accept_credentials(
        actor=other.actors["chair"],
        delegation=other.delegations["chair"],
        seat=talks.seats["chair"],
        rank=Rank.HEAD,
        at=AT,
    )
    behind(other, "review")
    with pytest.raises(GateClosed):
        adopt_together(actor=talks.again("chair"), drafts=[talks.draft, other.draft], at=AT)
    assert not Instrument.objects.exists()
    asked = {"provision": None, "reason": "It follows.", "at": AT}
    set_aside(actor=other.actors["chair"], draft=other.draft, gap=GapCode.STALE, **asked)
    adopt_together(actor=talks.again("chair"), drafts=[talks.draft, other.draft], at=AT)
    found = {
        each.code: sorted(each.stances.values_list("organisation__code", "role")) for each in Instrument.objects.all()
    }
    assert sorted(found.values()) == [[("kz", "adopted"), ("uz", "observed")], [("uz", "adopted")]]


def test_an_illustrative_text_is_not_entered_among_the_adopted_ones(talks):
    Draft.objects.unscoped(reason=WHY).filter(pk=talks.draft.pk).update(is_illustrative=True)
    said(talks, opened(talks), kz=Will.ADOPTS)
    assert adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT).instrument is None
    assert not Instrument.objects.exists()


def test_the_page_asks_the_same_number_of_questions_for_one_declaration_and_three(talks, django_assert_num_queries):
    made = opened(talks)
    for code in ("kz", "uz", "tj"):
        said(talks, made, **{code: Will.ADOPTS})
        if code in ("kz", "tj"):
            with django_assert_num_queries(16):
                adoption(actor=talks.actors["chair"], draft=talks.draft.uuid)
