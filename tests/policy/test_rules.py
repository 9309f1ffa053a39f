"""A rule's check and its filter say the same of every object, whatever the rule's shape."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.factories.parties import organisation

from concord.parties.models import Organisation
from concord.policy import Action, Actor, Among, Refused, Rule, When, Where, decide, everyone, nobody, require, visible

CODES = ("aa", "bb", "cc")


def leaves() -> st.SearchStrategy[Rule]:
    return st.one_of(
        st.sets(st.sampled_from(CODES)).map(lambda codes: Among("code", lambda _, c=codes: c, "its code is listed")),
        st.sampled_from(CODES).map(lambda code: Where("code", code, f"its code is {code}")),
        st.sampled_from(("editor", "head")).map(lambda verb: When(lambda a, v=verb: v in a.roles, f"you are {verb}")),
        st.just(everyone()),
        st.just(nobody("nobody may")),
        st.sets(st.sampled_from(CODES)).map(lambda c: Among("parent__code", lambda _, c=c: c, "its parent is listed")),
    )


rules = st.recursive(
    leaves(), lambda inner: st.tuples(inner, inner, st.booleans()).map(lambda t: t[0] & t[1] if t[2] else t[0] | t[1])
)
actors = st.sets(st.sampled_from(("editor", "head"))).map(
    lambda roles: Actor(name="somebody", kind="person", roles=frozenset(roles))
)


class CheckAndList(TestCase):
    @given(rule=rules, actor=actors)
    def test_agree(self, rule: Rule, actor: Actor) -> None:
        parent = organisation("aa")
        for code in CODES[1:]:
            organisation(code, parent=parent)
        action = Action(name="parties.sample", rule=rule)
        everything = Organisation.objects.select_related("parent")
        # the root has no parent: a rule about parents speaks of the others
        listed = set(visible(actor=actor, action=action, queryset=everything.exclude(code="aa")))
        assert listed == {o for o in everything.exclude(code="aa") if decide(actor=actor, action=action, obj=o).allowed}


def test_a_refusal_names_what_was_missing():
    action = Action(name="parties.sample", rule=nobody("it is Sunday") & everyone())
    with pytest.raises(Refused) as refused:
        require(actor=Actor.anonymous(), action=action)
    assert [reason.text for reason in refused.value.decision.reasons] == ["it is Sunday"]


def test_an_allowance_names_what_carried_it():
    action = Action(name="parties.sample", rule=nobody("it is Sunday") | everyone())
    assert [r.text for r in decide(actor=Actor.anonymous(), action=action).reasons] == ["it is open to everybody"]


def test_reasons_are_in_the_language_of_who_reads_them():
    action = Action(name="parties.sample", rule=everyone())
    with override("ru"):
        assert [r.text for r in decide(actor=Actor.anonymous(), action=action).reasons] == ["это открыто для всех"]
