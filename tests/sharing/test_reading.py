"""Closed by default; the originator reads its own; others what was released to them, by the database's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.parties import actor, organisation, public

from concord.assistance.models import Project
from concord.policy import Unscoped, decide, visible
from concord.sharing.access import READ
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.logic import CEILING, AboveCeiling, check_ceiling, digest_of
from concord.sharing.models import Audience
from concord.sharing.queries import admitted
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def project(originator, audience) -> Project:
    return Project.objects.create(
        originator=originator, audience=audience, title=Text.of(en="Secret"), status="2", updated_at=timezone.now()
    )


def released_to(*parties, tlp=TLP.AMBER, until=None) -> Audience:
    principals = frozenset(organisation_principal(party.pk) for party in parties)
    return audience_for(release=Release(tlp=tlp, principals=principals, embargo_until=until))


@pytest.mark.parametrize(
    "ask",
    [list, len, bool, lambda q: q.count(), lambda q: q.exists(), lambda q: q.first(), lambda q: q.aggregate(),
     lambda q: q.update(version=2), lambda q: q.delete(), lambda q: list(q.values()), lambda q: list(q.iterator()),
     lambda q: q.get(pk=1), lambda q: q.in_bulk(), lambda q: list(Audience.objects.filter(pk__in=q)),
     lambda q: list(q.order_by("pk")[:1])],
)  # fmt: skip
def test_nobody_reads_without_saying_for_whom(ask):
    with pytest.raises(Unscoped):
        ask(Project.objects.all())


def test_check_and_list_agree_for_every_reader():
    kz, kg, unrcca = organisation("kz"), organisation("kg"), organisation("unrcca")
    embargo = timezone.now() + timedelta(hours=1)
    past = timezone.now() - timedelta(hours=1)
    projects = [
        project(originator, audience)
        for originator in (kz, kg, unrcca)
        for audience in (public_audience(), released_to(kz), released_to(kz, kg), released_to(kg, until=embargo),
                         released_to(kg, until=past), released_to())
    ]  # fmt: skip
    for reader in (public(), actor(kz), actor(kg), actor(unrcca), actor(organisation("donor"))):
        listed = set(visible(actor=reader, action=READ, queryset=Project.objects.all()))
        assert listed == {p for p in projects if decide(actor=reader, action=READ, obj=p).allowed}


def test_a_project_released_to_one_state_exists_for_it_and_its_originator_only():
    kz, unrcca = organisation("kz"), organisation("unrcca")
    project(unrcca, released_to(kz))
    seen = {
        name: visible(actor=reader, action=READ, queryset=Project.objects.all()).count()
        for name, reader in {
            "kz": actor(kz), "unrcca": actor(unrcca), "kg": actor(organisation("kg")), "public": public()
        }.items()
    }  # fmt: skip
    assert seen == {"kz": 1, "unrcca": 1, "kg": 0, "public": 0}


def test_an_embargo_binds_even_those_on_the_list_until_it_ends():
    kz, unrcca = organisation("kz"), organisation("unrcca")
    project(unrcca, released_to(kz, until=timezone.now() + timedelta(minutes=1)))
    assert visible(actor=actor(kz), action=READ, queryset=Project.objects.all()).count() == 0
    assert visible(actor=actor(unrcca), action=READ, queryset=Project.objects.all()).count() == 1


def test_the_same_release_is_the_same_audience():
    kz, kg = organisation("kz"), organisation("kg")
    assert released_to(kz, kg) == released_to(kg, kz)
    assert released_to(kz) != released_to(kz, tlp=TLP.AMBER_STRICT)
    assert Audience.objects.count() == 3


def test_admission_is_one_query(django_assert_num_queries):
    reader = actor(organisation("kz"))
    with django_assert_num_queries(1):
        admitted(actor=reader)


principals = st.sampled_from(("public", "members", "group:1", "organisation:1", "organisation:2", "seat:1"))


@given(st.sampled_from(TLP), st.frozensets(principals))
def test_a_marking_is_a_ceiling(tlp, names):
    release = Release(tlp=tlp, principals=names)
    excess = {name for name in names if name.partition(":")[0] not in CEILING[tlp]}
    if not excess:
        check_ceiling(release)
        return
    with pytest.raises(AboveCeiling) as above:
        check_ceiling(release)
    assert above.value.excess == excess


@given(st.frozensets(principals), st.frozensets(principals), st.sampled_from(TLP))
def test_a_digest_is_the_content(one, other, tlp):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    first = digest_of(Release(tlp=tlp, principals=one))
    assert (first == digest_of(Release(tlp=tlp, principals=other))) is (one == other)
    assert first != digest_of(Release(tlp=tlp, principals=one, embargo_until=at))
