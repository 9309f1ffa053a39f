"""The register of positions: the latest counts, none is lost, none is told to whom it was not released."""

import pytest
from tests.factories.plans import AT, negotiation

from concord.plans.actions.positions import UnableToTakePosition, take_position
from concord.plans.models import Credential, Delegation, Draft, Position
from concord.plans.queries.positions import choosing, register
from concord.plans.terms import Capacity, Rank, Stage, Stand
from concord.plans.terms.register import Shown
from concord.policy import Refused

WHY = "a test sets the scene"


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


def took(talks, code, key, stand, text="", **more):
    return take_position(
        actor=talks.actors[code], provision=talks.provisions[key], stand=stand, text=text, at=AT, **more
    )


def said(reading):
    return {
        (row.provision.beginning, cell.party.code): cell.stand
        for row in reading.rows
        for cell in row.cells
        if cell.stand is not None
    }


def test_the_latest_counts_and_the_earlier_stay(talks):
    took(talks, "kz", "posts", Stand.RESERVE, "We must ask.")
    took(talks, "kz", "posts", Stand.SUPPORT)
    took(talks, "uz", "data", Stand.SCRUTINY)
    reading = register(actor=talks.actors["tj"], draft=talks.draft.uuid)
    assert said(reading) == {
        ("Equip border posts jointly.", "kz"): Stand.SUPPORT,
        ("Exchange data on travel.", "uz"): Stand.SCRUTINY,
    }
    assert dict(reading.counts) == {Stand.SUPPORT: 1, Stand.SCRUTINY: 1}
    one = register(actor=talks.actors["tj"], draft=talks.draft.uuid, delegation="kz")
    assert [(each.stand, each.is_latest) for each in one.history] == [(Stand.SUPPORT, True), (Stand.RESERVE, False)]
    assert {cell.party.code for row in one.rows for cell in row.cells} == {"kz"}


def test_rows_are_in_reading_order_and_may_be_narrowed_to_those_spoken_on(talks):
    took(talks, "kz", "review", Stand.SUPPORT)
    every = register(actor=talks.actors["uz"], draft=talks.draft.uuid)
    assert [row.provision.label for row in every.rows] == [
        "paragraph 1",
        "I",
        "chapeau 1",
        "measure 1",
        "measure 2",
        "paragraph 2",
    ]
    spoken = register(actor=talks.actors["uz"], draft=talks.draft.uuid, show=Shown.SPOKEN)
    assert [row.provision.beginning for row in spoken.rows] == ["The States review this plan."]


def test_observers_observe_and_members_do_not(talks):
    with pytest.raises(UnableToTakePosition):
        took(talks, "kz", "posts", Stand.OBSERVER)
    Delegation.objects.unscoped(reason=WHY).filter(pk=talks.delegations["tj"].pk).update(capacity=Capacity.OBSERVER)
    with pytest.raises(UnableToTakePosition):
        took(talks, "tj", "posts", Stand.OBJECT)
    assert took(talks, "tj", "posts", Stand.OBSERVER, "In words.").text == "In words."


def test_an_adviser_and_an_outsider_do_not_speak(talks):
    Credential.objects.unscoped(reason=WHY).filter(delegation=talks.delegations["kz"]).update(rank=Rank.ADVISER)
    for code in ("kz", "outsider"):
        with pytest.raises(Refused):
            took(talks, code, "posts", Stand.SUPPORT)


def test_nothing_is_added_once_the_text_is_adopted(talks):
    Draft.objects.unscoped(reason=WHY).filter(pk=talks.draft.pk).update(stage=Stage.ADOPTED)
    with pytest.raises(UnableToTakePosition):
        took(talks, "kz", "posts", Stand.SUPPORT)
    assert not Position.objects.unscoped(reason=WHY).exists()


def test_the_page_of_one_provision_shows_only_what_ones_own_delegation_said(talks):
    took(talks, "kz", "posts", Stand.SUPPORT)
    took(talks, "uz", "posts", Stand.OBJECT)
    reading = choosing(actor=talks.actors["kz"], draft=talks.draft.uuid, provision=talks.provisions["posts"].uuid)
    assert [each.stand for each in reading.before] == [Stand.SUPPORT]
    assert reading.words == "Equip border posts jointly."


def test_the_register_asks_the_same_number_of_questions_for_one_position_and_three(talks, django_assert_num_queries):
    for code, key in (("kz", "posts"), ("uz", "data"), ("tj", "review")):
        took(talks, code, key, Stand.SUPPORT)
        if code in ("kz", "tj"):
            with django_assert_num_queries(8):
                register(actor=talks.actors["kz"], draft=talks.draft.uuid)
