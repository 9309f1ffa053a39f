"""A small group works unseen and returns to plenary."""

import pytest
from tests.factories.plans import negotiation
from tests.plans.tabling import every, later, table

from concord.journal.models import Entry
from concord.journal.queries import verification
from concord.plans.access import READ_DRAFT
from concord.plans.actions.decisions import AgreedAlready, NothingToDecide, agree
from concord.plans.actions.groups import GroupClosed, UnableToRefer, refer_to_group, return_to_plenary
from concord.plans.actions.proposals import sponsor_proposal, withdraw_proposal
from concord.plans.actions.strikes import Minute
from concord.plans.models import Decision, Draft, Footing, Group, Proposal, Provision, Sponsorship
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Origin, ProposalKind, Standing
from concord.policy import Refused, visible
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return negotiation()


def refer(made, *on, members=("kz", "uz"), by="chair", facilitator="kz"):
    return refer_to_group(
        actor=made.again(by),
        draft=made.draft,
        provisions=[made.provisions[key] for key in on],
        members=[made.delegations[code] for code in members],
        facilitator=made.delegations[facilitator],
        title=Text.of(en="Friends of the chair"),
        at=later(),
    )


def shown(made, code, on="posts"):
    text = rolling_text(actor=made.again(code), draft=made.draft)
    return text.provision(made.provisions[on].uuid)


def test_all_learn_that_it_is_referred_and_members_alone_what_is_written(made):
    group = refer(made, "posts")
    hidden = table(made, "kz", "posts", "Equip all border posts jointly.", group=group)
    for code, sees in {"kz": 1, "uz": 1, "tj": 0, "chair": 0}.items():
        provision = shown(made, code)
        assert (provision.standing, len(provision.proposals)) == (Standing.REFERRED, sees), code
        for model in (Group, Proposal, Footing):
            rows = visible(actor=made.again(code), action=READ_DRAFT, queryset=model.objects.filter(draft=made.draft))
            assert rows.count() == sees, (code, model)
    entry = Entry.objects.get(act="plans.refer_to_group")
    assert (entry.audience_id, "Friends" in str(entry.items)) == (made.draft.audience_id, False)
    assert Entry.objects.get(act="plans.table_proposal").audience_id == hidden.audience_id


def test_what_survives_comes_before_everybody(made):
    group = refer(made, "posts", "part")
    kept = table(made, "kz", "posts", "Equip all border posts jointly.", group=group)
    sponsor_proposal(actor=made.again("uz"), proposal=kept, at=later())
    gone = table(made, "uz", "posts", "Equip some border posts jointly.", group=group)
    withdraw_proposal(actor=made.again("uz"), proposal=gone, at=later())
    added = table(
        made, "uz", None, "Train officers.", kind=ProposalKind.ADD, parent=made.provisions["part"].uuid, group=group
    )
    closed = return_to_plenary(actor=made.again("kz"), group=group, at=later(), minute=Minute(note="One text"))
    assert closed.closed_at is not None
    seen = {each.key: each for each in shown(made, "tj").proposals}
    assert set(seen) == {kept.key}
    assert [party.code for party in seen[kept.key].sponsors] == ["kz", "uz"]
    assert seen[kept.key].origin is Origin.GROUP
    new = rolling_text(actor=made.again("tj"), draft=made.draft).provision(added.provision.uuid)
    assert new.is_new
    marks = {
        row.audience_id
        for model, where in (
            (Footing, "proposal"),
            (Sponsorship, "proposal"),
            (Proposal, "pk"),
            (Provision, "proposals"),
        )
        for row in every(model).filter(**{f"{where}__in": [kept.pk, added.pk]})
    }
    assert marks == {made.draft.audience_id}
    assert every(Proposal).get(pk=gone.pk).audience_id == group.audience_id
    returns = every(Decision).filter(kind="return")
    assert {each.provision_id for each in returns} == {made.provisions["posts"].pk, made.provisions["part"].pk}
    agree(actor=made.again("chair"), draft=made.draft, provision=made.provisions["posts"], proposals=[kept], at=later())
    assert verification().broken_at is None


def test_a_group_returns_once_and_by_the_chair_or_its_facilitator(made):
    group = refer(made, "posts")
    with pytest.raises(Refused):
        return_to_plenary(actor=made.again("uz"), group=group, at=later())
    return_to_plenary(actor=made.again("chair"), group=group, at=later())
    with pytest.raises(GroupClosed):
        return_to_plenary(actor=made.again("kz"), group=group, at=later())
    assert shown(made, "tj").standing is Standing.OPEN


def test_what_is_with_a_group_or_agreed_is_not_referred_nor_decided(made):
    refer(made, "posts")
    with pytest.raises(NothingToDecide):
        refer(made, "posts")
    with pytest.raises(NothingToDecide):
        agree(actor=made.again("chair"), draft=made.draft, provision=made.provisions["posts"], at=later())
    agree(actor=made.again("chair"), draft=made.draft, provision=made.provisions["data"], at=later())
    with pytest.raises(AgreedAlready):
        refer(made, "data")


def test_a_group_needs_a_facilitator_of_its_own_and_something_to_do(made):
    for on, members, facilitator in (((), ("kz",), "kz"), (("posts",), ("kz", "uz"), "tj")):
        with pytest.raises(UnableToRefer):
            refer(made, *on, members=members, facilitator=facilitator)
    with pytest.raises(Refused):
        refer(made, "posts", by="kz")
    assert not every(Group).exists()
    assert every(Draft).count() == 1


def test_what_a_group_replaced_among_itself_is_not_named_in_plenary(made):
    group = refer(made, "posts")
    first = table(made, "kz", "posts", "Equip all border posts jointly.", group=group)
    second = table(made, "kz", "posts", "Equip all border posts together.", group=group, supersedes=first.key)
    return_to_plenary(actor=made.again("kz"), group=group, at=later())
    named = {code: [(p.key, p.supersedes) for p in shown(made, code).proposals] for code in ("kz", "tj")}
    assert named == {"kz": [(first.key, ""), (second.key, first.key)], "tj": [(second.key, "")]}
